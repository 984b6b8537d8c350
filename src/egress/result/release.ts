/** The only maker of a Released: every surface of a result masked under a Permit, here or by a job that was made here. It refuses what was not. */
import type { Refusal } from '../../policy/denial.js';
import { isPermit, type Permit } from '../../policy/permit.js';
import { createNet } from '../net/net.js';
import { chooser, masksOf } from '../operators/choose.js';
import { owingOf } from '../owing.js';
import { type RawResult, type Released, type ReleasedTerms, sealReleased } from '../released.js';
import { refusalOf } from './failed.js';
import { isMaskAnswer, isUnmasked, type MaskJob, unmasked } from './job.js';
import { isMasked, type MaskMeans, maskRaw } from './mask-raw.js';

export { objectColumnProblems } from '../columns/columns.js';
export { isReleased } from '../released.js';
export type { MaskMeans as ReleaseMeans } from './mask-raw.js';

const refuse = (code: Refusal['code'], ...facts: readonly string[]): Refusal => ({
  code,
  phase: 'transform',
  facts,
});

/** What may be said when the system answered with an error; undefined when it did not. */
export function failure(
  permit: Permit,
  raw: RawResult,
  means: Pick<MaskMeans, 'digest' | 'scrub'>,
): Refusal | undefined {
  if (!raw.isError) return undefined;
  const refusal = refusalOf(raw, createNet({ ...means, choose: chooser(masksOf(permit.obligations)) }));
  // INVARIANT: who was handed an opened value may say it in the place of a code.
  const isOpened = permit.obligations.some(({ kind }) => kind === 'unseal');
  const { code, phase } = refusal;
  return isOpened && code === 'downstream-failed' ? { code, phase, facts: [] } : refusal;
}

const sealed = (masked: ReleasedTerms | Refusal): Released | Refusal =>
  isMasked(masked) ? sealReleased(masked) : masked;

export const release = (permit: Permit, raw: RawResult, means: MaskMeans): Released | Refusal =>
  isPermit(permit) ? sealed(maskRaw(owingOf(permit), raw, means)) : refuse('defect', 'no permit');

/** INVARIANT: an answer is released under the Permit for which its job was made, once. */
const jobs = new WeakMap<MaskJob, Permit>();

/** The same masking as something to hand to another thread. */
export function jobFor(
  permit: Permit,
  raw: RawResult,
  given: Pick<MaskJob, 'scrub' | 'cursor' | 'engine' | 'sends'>,
): MaskJob {
  const job: MaskJob = { owing: owingOf(permit), raw, ...given };
  jobs.set(job, permit);
  return job;
}

export function releaseAnswer(permit: Permit, job: MaskJob, answer: unknown): Released | Refusal {
  if (!isPermit(permit) || jobs.get(job) !== permit) return refuse('defect', 'no permit');
  jobs.delete(job);
  if (isMaskAnswer(answer)) return sealed(answer.masked);
  const why = typeof answer === 'string' && isUnmasked(answer) ? answer : 'lost';
  return { ...refuse('withheld', unmasked[why]), help: 'ask for less' };
}
