// A thread that is ready, answers what it is asked in its turn, and never answers `hang`.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ id, question }) => {
  if (question !== 'hang') parentPort.postMessage({ id, answer: { said: question } });
});
parentPort.postMessage({ ready: true });
