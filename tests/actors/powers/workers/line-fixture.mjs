// A thread that reads large lines as the real one does, but for those that tell it how to misbehave.
import { Buffer } from 'node:buffer';
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ id, question }) => {
  const told = Buffer.from(question.line).toString();
  if (told.includes('line-never-ends')) for (;;);
  if (told.includes('line-ends-it')) process.exit(1);
  if (told.includes('says-nonsense')) parentPort.postMessage({ id, answer: { said: { value: 1 } } });
});
await import('../../../../dist/actors/powers/workers/line-worker.js');
