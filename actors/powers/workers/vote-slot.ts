/** Memory in which the second parser's thread lays its vote on one text for the reader's thread, so that nobody waits for a message. A vote on another text is no vote. */
import type { Vote } from '../../../src/intercept/sql/index.js';

export interface VoteSlot {
  lay(id: number, vote: Vote | undefined): void;
  /** The vote under this number, `null` where the text could not be parsed; undefined when it does not lie here (yet). */
  take(id: number): Vote | null | undefined;
}

const size = 1_024;
const [owner, length, head] = [0, 1, 8] as const;

export const voteMemory = (): SharedArrayBuffer => new SharedArrayBuffer(size);

/** Both threads look at the same memory. The number is written last, and is looked at again after the vote has been read. */
export function voteSlot(memory: SharedArrayBuffer): VoteSlot {
  const numbers = new Int32Array(memory, 0, 2);
  const body = Buffer.from(memory, head);
  const isHere = (id: number): boolean => Atomics.load(numbers, owner) === id;
  return {
    lay(id, vote) {
      const text = JSON.stringify(vote ?? null);
      if (Buffer.byteLength(text) > body.length) return;
      Atomics.store(numbers, owner, 0);
      Atomics.store(numbers, length, body.write(text));
      Atomics.store(numbers, owner, id);
    },
    take(id) {
      if (!isHere(id)) return undefined;
      const text = body.toString('utf8', 0, Atomics.load(numbers, length));
      if (!isHere(id)) return undefined;
      // `as`: `lay` alone writes here.
      return JSON.parse(text) as Vote | null;
    },
  };
}
