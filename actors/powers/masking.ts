/** Masks large results on a warm thread of its own. A job that takes too long loses the thread, and its result is not shown. */
import type { MaskAnswer, MaskJob } from '../../src/egress/job.js';
import type { Masking } from '../powers.js';
import type { TokenKeys } from './keys.js';
import { createLane } from './workers/lane.js';

export interface MaskingTerms {
  /** What the tokens of this session are made with. */
  readonly tokenKeys: TokenKeys;
  readonly mostWaiting?: number;
  /** Another program for the thread; tests use it to break one. */
  readonly worker?: URL;
}

export interface MaskingThread extends Masking {
  /** Threads lost to a budget or a crash. */
  restarts(): number;
}

export function createMasking({ tokenKeys, mostWaiting = 64, worker }: MaskingTerms): MaskingThread {
  const lane = createLane<MaskJob, MaskAnswer>({
    file: worker ?? new URL('./workers/mask-worker.js', import.meta.url),
    mostWaiting,
    warmUp: () => [],
    holds: tokenKeys,
    mostHeap: 512,
  });
  return { mask: lane.ask, restarts: lane.restarts, close: lane.close };
}
