// A reader's thread that does nothing for a while before it says what it has read, as one that gets no processor.
import { parentPort } from 'node:worker_threads';
import { ownThread } from '../../../../dist/actors/powers/workers/work.js';

parentPort.on('message', ({ id, question }) => {
  const answer = {
    type: 'read',
    effects: { opaque: ['read at last'], egress: [], reads: [], writes: [], flows: [] },
  };
  if (question.type === 'read') setTimeout(() => parentPort.postMessage({ id, answer }), 1_300);
  else parentPort.postMessage({ id, answer: { type: 'loaded', leftOut: [], version: '3.53.0' } });
});
parentPort.postMessage({ ready: true, thread: ownThread() });
