// A thread, of the reader or of its second vote, that tells what it may take of memory in place of an answer.
import { parentPort, resourceLimits } from 'node:worker_threads';

const { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: young } = resourceLimits;
const why = `${heap} and ${young}`;

parentPort.on('message', ({ prepare, id, question, effects }) => {
  if (question !== undefined) parentPort.postMessage({ id, answer: { type: 'failed', why } });
  else if (prepare !== undefined) parentPort.postMessage({ ready: prepare });
  else if (effects !== undefined)
    parentPort.postMessage({ id, said: 'disagreed', effects: { ...effects, opaque: [why] } });
});
parentPort.postMessage({ ready: true });
