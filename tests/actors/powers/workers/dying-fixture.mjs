// A reader's thread that loads whatever it is told, takes what it practises with, and ends as soon as it is asked to read a SELECT.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ id, question }) => {
  if (question.type === 'read' && question.text.startsWith('SELECT')) process.exit(1);
  parentPort.postMessage({ id, answer: { type: 'loaded', leftOut: [], version: '3.53.0' } });
});
parentPort.postMessage({ ready: true });
