/** Masks large results on a warm thread of its own. A job that takes too long loses the thread, and its result is not shown. */
import { setImmediate } from 'node:timers/promises';
import type { MaskAnswer, MaskJob } from '../../src/egress/result/job.js';
import type { Masking } from '../powers.js';
import type { TokenKeys } from './keys.js';
import { createLane } from './workers/lane.js';

/** By the clock, on a machine with that much else to do. */
const patience = 8;

export interface MaskingTerms {
  /** What the tokens of this session are made with. */
  readonly tokenKeys: TokenKeys;
  readonly mostWaiting?: number;
  /** Another program for the thread; tests use it to break one. */
  readonly worker?: URL;
  readonly patience?: number;
}

export interface MaskingThread extends Masking {
  /** Threads lost to a budget or a crash. */
  restarts(): number;
}

export function createMasking(terms: MaskingTerms): MaskingThread {
  const { tokenKeys, mostWaiting = 64, worker } = terms;
  const lane = createLane<MaskJob, MaskAnswer>({
    file: worker ?? new URL('./workers/mask-worker.js', import.meta.url),
    mostWaiting,
    warmUp: () => [],
    holds: tokenKeys,
    mostHeap: 512,
    patience: terms.patience ?? patience,
  });
  return {
    // Handing over a large result costs as much as reading it did: in a turn of its own, so that others get theirs between.
    mask: async (job, budget) => {
      await setImmediate();
      return lane.ask(job, budget);
    },
    restarts: lane.restarts,
    close: lane.close,
  };
}
