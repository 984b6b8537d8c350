// Lays one vote as soon as it runs, which is after whoever started it has begun to wait.
import { workerData } from 'node:worker_threads';
import { voteSlot } from '../../../../dist/actors/powers/workers/vote-slot.js';

voteSlot(workerData).lay(3, { kinds: ['drop'], conditions: [false] });
