// Masking in the test's own thread, by the law's own source. It refuses everything once it is closed, as the real one does.
import type { Masking } from '../../actors/powers.js';
import { doJob } from '../../src/egress/result/job.js';
import { digest } from '../src/manifest/compiling.js';

/** `pass` is waited for before each job. */
export function createFakeMasking(pass: () => Promise<void> = async () => undefined): Masking {
  let isClosed = false;
  return {
    mask: async (job) => {
      await pass();
      return isClosed ? 'lost' : doJob(job, digest);
    },
    close: async () => {
      isClosed = true;
    },
  };
}
