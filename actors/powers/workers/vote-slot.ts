/** Memory in which the second parser's thread lays its vote on one text for the reader's thread, so that nobody waits for a message. A vote on another text is no vote. */
import type { Vote } from '../../../src/intercept/sql/index.js';

export interface VoteSlot {
  lay(id: number, vote: Vote | undefined): void;
  /** The vote under this number, `null` where the text could not be parsed; undefined when it does not lie here within these milliseconds. */
  take(id: number, within?: number): Vote | null | undefined;
}

const size = 1_024;
const [owner, length, head] = [0, 1, 8] as const;

export const voteMemory = (): SharedArrayBuffer => new SharedArrayBuffer(size);

/** Both threads look at the same memory. The number is written last, and is looked at again after the vote has been read. */
export function voteSlot(memory: SharedArrayBuffer): VoteSlot {
  const numbers = new Int32Array(memory, 0, 2);
  const body = Buffer.from(memory, head);
  const isHere = (id: number): boolean => Atomics.load(numbers, owner) === id;
  /** The thread sleeps until then. */
  function comes(id: number, within: number): boolean {
    const end = performance.now() + within;
    for (let left = within; !isHere(id) && left > 0; left = end - performance.now())
      Atomics.wait(numbers, owner, Atomics.load(numbers, owner), left);
    return isHere(id);
  }
  return {
    lay(id, vote) {
      const text = JSON.stringify(vote ?? null);
      if (Buffer.byteLength(text) > body.length) return;
      Atomics.store(numbers, owner, 0);
      Atomics.store(numbers, length, body.write(text));
      Atomics.store(numbers, owner, id);
      Atomics.notify(numbers, owner);
    },
    take(id, within = 0) {
      if (!isHere(id) && !comes(id, within)) return undefined;
      const text = body.toString('utf8', 0, Atomics.load(numbers, length));
      if (!isHere(id)) return undefined;
      // `as`: `lay` alone writes here.
      return JSON.parse(text) as Vote | null;
    },
  };
}
