/** One masking as something that can be handed to another thread, and what comes back. It refuses an answer that has not the form of one. */
import { isArray, isObject, type Json } from '../call/json.js';
import type { Pseudonyms } from '../digest.js';
import type { Refusal } from '../policy/denial.js';
import { maskRaw } from './mask-raw.js';
import type { Owing } from './owing.js';
import type { RawResult, ReleasedTerms } from './released.js';
import { type ScrubTable, scrubberOf } from './scrub.js';

export interface MaskJob {
  readonly owing: Owing;
  readonly raw: RawResult;
  readonly scrub: ScrubTable;
  /** The name of the next page, should there be one. */
  readonly cursor?: string;
}
export interface MaskAnswer {
  readonly masked: ReleasedTerms | Refusal;
  /** How many rows were shown, where the next page has been given the job's cursor. */
  readonly next?: number;
}

/** Why a job has no answer. */
export const unmasked = {
  late: 'masking it took longer than its budget',
  lost: 'the thread that masks was lost',
  full: 'too many large results wait to be masked',
} as const;
export type Unmasked = keyof typeof unmasked;
export const isUnmasked = (name: string): name is Unmasked => Object.hasOwn(unmasked, name);

export function doJob({ owing, raw, scrub, cursor }: MaskJob, digest: Pseudonyms): MaskAnswer {
  let next: number | undefined;
  const cursorFor = (shown: number): string => {
    next = shown;
    return cursor ?? '';
  };
  const means = { digest, scrub: scrubberOf(scrub), offset: 0 };
  const masked = maskRaw(owing, raw, cursor === undefined ? means : { ...means, cursorFor });
  return next === undefined ? { masked } : { masked, next };
}

export const isMaskAnswer = (value: unknown): value is MaskAnswer => {
  if (typeof value !== 'object' || value === null || !('masked' in value)) return false;
  const { masked } = value;
  if (typeof masked !== 'object' || masked === null) return false;
  return 'code' in masked || ['result', 'findings', 'rows', 'truncated'].every((name) => name in masked);
};

/** Characters past which a result is masked on another thread. */
export const largeFrom = 32_768;
const megabyte = 1_048_576;
/** As much as a line of a downstream may hold. */
const largest = 16 * megabyte;
/** A leaf costs more than its characters. */
const leafCost = 8;

/** Milliseconds that masking a result of this size may take: what a cold thread on a busy machine needs, and a quarter of a second a megabyte. */
export const budgetOf = (size: number): number => 5_000 + 250 * Math.ceil(size / megabyte);

/** Characters of its texts and keys, each value being at least a few. Stops where nothing can be larger. */
export function sizeOf({ content, structuredContent = null }: RawResult): number {
  const left: Json[] = [content, structuredContent];
  let size = 0;
  for (let value = left.pop(); value !== undefined && size < largest; value = left.pop()) {
    if (typeof value === 'string') size += value.length;
    if (typeof value !== 'object' || value === null) continue;
    const keys = isObject(value) ? Object.keys(value) : [];
    const items = isArray(value) ? value : Object.values(value);
    size += items.length * leafCost + keys.join('').length;
    if (size < largest) for (const item of items) left.push(item);
  }
  return size;
}
