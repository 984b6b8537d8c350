/** The thread that masks: jobs in, masked results out, with the token keys of its session. A masking that throws ends the thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { sha256Hex } from '../../../src/call/id.js';
import { doJob, type MaskJob } from '../../../src/egress/job.js';
import { hmacWith } from '../keyed.js';
import type { TokenKeys } from '../keys.js';
import { ownThread } from './work.js';

// `as`: the one who starts this thread gives it the keys.
const { session, lasting } = workerData as TokenKeys;
const [tokenised, kept] = [hmacWith(session), hmacWith(lasting)];
const pseudonyms = {
  pseudonym: (text: string) => sha256Hex(tokenised(text)),
  lasting: (text: string) => sha256Hex(kept(text)),
};

parentPort?.on('message', ({ id, question }: { id: number; question: MaskJob }) =>
  parentPort?.postMessage({ id, answer: doJob(question, pseudonyms) }),
);
parentPort?.postMessage({ ready: true, thread: ownThread() });
