/** A masked result as it is sent, made where it was masked: the text, its digest, what it took of the budgets. It refuses to change a word of it. */
import { takenIn } from '../../budget/taken.js';
import type { Digest } from '../../digest.js';
import { chooser } from '../operators/choose.js';
import type { MaskAnswer, MaskJob } from './job.js';
import { isMasked } from './mask-raw.js';
import { publish } from './publish.js';

export interface SendingMeans extends Pick<Digest, 'hmac'> {
  readonly encode: (text: string) => Uint8Array;
}

/** In place of the values: to whom it is sent they are in the text. */
export function sent(job: MaskJob, answer: MaskAnswer, { hmac, encode }: SendingMeans): MaskAnswer {
  const { masked } = answer;
  const { sends, owing } = job;
  if (sends === undefined || !isMasked(masked)) return answer;
  const { effects, tool } = owing;
  const text = publish(masked.result);
  const taking = { effects, tool, released: masked, digest: { hmac } };
  const made = {
    ...{ json: encode(text), digest: hmac(text) },
    ...(sends.countedBy === undefined
      ? {}
      : { taken: takenIn({ ...taking, choose: chooser(sends.countedBy) }) }),
  };
  return { ...answer, masked: { ...masked, result: { content: [] }, sent: made } };
}
