// A second reader that objects to every text by laying its vote, and to none when it is asked.
import { parentPort, workerData } from 'node:worker_threads';
import { voteSlot } from '../../../../dist/actors/powers/workers/vote-slot.js';

const slot = voteSlot(workerData);
parentPort.on('message', ({ prepare, id, effects }) => {
  if (prepare !== undefined) return parentPort.postMessage({ ready: prepare });
  if (effects === undefined) slot.lay(id, { kinds: ['drop'], conditions: [false] });
  else parentPort.postMessage({ id, said: 'agreed', effects });
});
