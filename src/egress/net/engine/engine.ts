/** What an engine beside the built-in detectors is asked of one text, and what its answer adds to theirs. It refuses to send a secret, and to take anything away. */
import { normalise } from '../../spelling/normalise.js';
import type { Hit } from '../text/hit.js';

/** One find of an engine, in UTF-16 units of the text as it was sent. */
export interface EngineSpan {
  readonly start: number;
  readonly end: number;
  readonly class: string;
  /** From 0 to 1: where two of them overlap, the higher one names the part. */
  readonly score: number;
}

/** Why an engine has no answer, as it is told. */
export const engineFaults = {
  late: 'it did not answer in time',
  unreachable: 'it could not be reached',
  refused: 'it answered with an error',
  oversize: 'its answer is longer than is read',
  malformed: 'its answer is not one that can be read',
  resting: 'it failed several times and is left alone for a while',
  credential: 'its credential could not be had',
  large: 'the result holds more text than it is asked about',
} as const;
export type EngineFault = keyof typeof engineFaults;

/** Asked of each text that the net looks at. Undefined: the engine has not seen this text, so it is not shown. */
export type AskEngine = (sent: string) => readonly EngineSpan[] | undefined;

/** By which name findings of an engine are told. */
const engineName = 'presidio';

export interface Question {
  readonly sent: string;
  /** Where each unit of `sent` and its end stood in the text; absent where that is the same. */
  readonly at?: Int32Array;
}

const isSecret = ({ class: name }: Hit): boolean => name.startsWith('secret.');
const lonely = /\p{Surrogate}/gu;
const telling = /[\p{L}\p{N}]/u;

/** INVARIANT: a secret that was found is never sent: each unit of it is a star. */
function blanked(text: string, found: readonly Hit[]): string {
  let out = '';
  let at = 0;
  for (const { start, end } of found.filter(isSecret)) {
    out += text.slice(at, start) + '*'.repeat(end - start);
    at = end;
  }
  return out + text.slice(at);
}

/** As the detectors read it, so that an invisible mark inside a name hides it from neither. Undefined: there is nothing to ask. */
export function questionOf(text: string, found: readonly Hit[]): Question | undefined {
  const { text: plain, at } = normalise(blanked(text, found));
  if (!telling.test(plain)) return undefined;
  // Half of a pair is no text that could be sent; it counts as one character on both sides.
  const sent = plain.replace(lonely, '\ufffd');
  return at === undefined ? { sent } : { sent, at };
}

type Part = Pick<Hit, 'start' | 'end'>;

/** What of a span is in none of these, which are in order and apart. */
function outside({ start, end }: Part, taken: readonly Part[]): readonly Part[] {
  const parts: Part[] = [];
  let from = start;
  for (const one of taken) {
    if (one.end <= from || one.start >= end) continue;
    if (one.start > from) parts.push({ start: from, end: one.start });
    from = one.end;
  }
  return from < end ? [...parts, { start: from, end }] : parts;
}

/** In the text as it was; a character of which only a part was found is found. */
function inText({ start, end }: Part, at: Int32Array): Part {
  let last = end;
  while (last < at.length - 1 && at[last] === at[end - 1]) last += 1;
  return { start: at[start] ?? 0, end: at[last] ?? 0 };
}

const inOrder = (one: Part, other: Part): number => one.start - other.start;

/**
 * The built-in hits as they are, and beside them what the engine found elsewhere. INVARIANT: no built-in hit is moved, shrunk, renamed or left
 * out, and what the engine found elsewhere is covered where it has a letter or a digit.
 */
export function withEngine(
  text: string,
  own: readonly Hit[],
  { at, spans }: Pick<Question, 'at'> & { readonly spans: readonly EngineSpan[] },
): readonly Hit[] {
  let hits = [...own].sort(inOrder);
  for (const span of [...spans].sort((one, other) => other.score - one.score)) {
    const added = outside(at === undefined ? span : inText(span, at), hits)
      .filter((part) => telling.test(text.slice(part.start, part.end)))
      .map((part): Hit => ({ ...part, class: span.class, tier: 'engine', detector: engineName }));
    if (added.length > 0) hits = [...hits, ...added].sort(inOrder);
  }
  return hits;
}
