// A thread that masks as the real one does, but for results that tell it how to misbehave: one that never comes to an end, one it waits over, one it dies of, one it answers with something else.
import { parentPort } from 'node:worker_threads';

// Asked before the real one is.
parentPort.on('message', ({ id, question }) => {
  const told = JSON.stringify(question.raw);
  if (told.includes('never-ends')) for (;;);
  if (told.includes('waits')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600);
  if (told.includes('ends-it')) process.exit(1);
  if (told.includes('says-nonsense'))
    parentPort.postMessage({ id, answer: { masked: { result: question.raw } } });
});
await import('../../../../dist/actors/powers/workers/mask-worker.js');
