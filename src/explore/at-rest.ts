/** What is wrong once nothing moves any more: what is missing then will never come. It refuses to count a doubt whose end nobody could have known. */
import { doubtsIn, unended } from './held.js';
import type { Broken } from './promises.js';
import type { World } from './world.js';

interface Rest {
  /** Who has begun and was never answered. */
  readonly silent: readonly string[];
  /** Nobody had to wait: an outcome that was recorded too late to be known of leaves its doubt to the next start, which knows what is in the journal. */
  readonly isTold: boolean;
}

export function wrongAtRest(world: World, { silent, isTold }: Rest): readonly Broken[] {
  const doubts = doubtsIn(world).filter(({ isIntended }) => isTold || !isIntended);
  return [
    ...silent.map((name) => ({ promise: 'every-call-ends', why: `${name} is never answered` })),
    ...doubts.map(({ key }) => ({ promise: 'doubts-end', why: `${key} is in doubt for ever` })),
    ...unended(world).map((request) => ({
      promise: 'none-lost',
      why: `${request} was intended and has no end`,
    })),
  ];
}
