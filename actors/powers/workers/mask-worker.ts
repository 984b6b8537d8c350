/** The thread that masks: jobs in, masked results out, with the keys of its session. A masking that throws ends the thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { sha256Hex } from '../../../src/call/id.js';
import type { RawResult } from '../../../src/egress/released.js';
import { doJob, type MaskAnswer, type MaskJob } from '../../../src/egress/result/job.js';
import { sent } from '../../../src/egress/result/sending.js';
import { hmacWith } from '../keyed.js';
import type { TokenKeys } from '../keys.js';
import { rawResult } from '../wire/raw-result.js';
import { resultIn } from './large-line.js';
import { ownThread } from './work.js';

// `as`: the one who starts this thread gives it the keys.
const { session, lasting, log } = workerData as TokenKeys;
const [tokenised, kept, logged] = [hmacWith(session), hmacWith(lasting), hmacWith(log)];
const pseudonyms = {
  pseudonym: (text: string) => sha256Hex(tokenised(text)),
  lasting: (text: string) => sha256Hex(kept(text)),
};
const sending = {
  hmac: (text: string) => sha256Hex(logged(text)),
  encode: (text: string) => new TextEncoder().encode(text),
};

/** What stands in a line is read here: it was found good by the thread that read it first. */
function whole(raw: RawResult): RawResult {
  if (raw.unread === undefined) return raw;
  const result = rawResult(resultIn(raw.unread.line));
  if (result === undefined) throw new Error('the line holds no result');
  return result;
}

function masked(job: MaskJob): MaskAnswer {
  const given = { ...job, raw: whole(job.raw) };
  return sent(given, doJob(given, pseudonyms), sending);
}

/** Bytes are handed over, not copied. */
function handedOver({ masked: answer }: MaskAnswer): readonly ArrayBuffer[] {
  const json = 'code' in answer ? undefined : answer.sent?.json;
  return json?.buffer instanceof ArrayBuffer ? [json.buffer] : [];
}

parentPort?.on('message', ({ id, question }: { id: number; question: MaskJob }) => {
  const answer = masked(question);
  parentPort?.postMessage({ id, answer }, handedOver(answer));
});
parentPort?.postMessage({ ready: true, thread: ownThread() });
