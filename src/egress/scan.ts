/** What one text holds, by every detector that could answer. It refuses to run any of them on a text that its traits and words rule out. */
import { decodings } from './decode.js';
import { cuesIn, noCues } from './detect/cues.js';
import type { Detector, Reading } from './detect/detector.js';
import { hint as says } from './detect/hint.js';
import { detectors } from './detect/index.js';
import { trait, traitsOf } from './detect/traits.js';
import { normalise } from './normalise.js';
import { encodedParts } from './parameters.js';
import { type HintedCell, hintedCells } from './records.js';
import { spacedRuns } from './spaced.js';

export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly class: string;
  /** What it rests on; `engine`: on the word of one beside the detectors. */
  readonly tier: Detector['tier'] | 'engine';
  readonly detector: string;
  /** What was found, where it stands there in an encoding. */
  readonly value?: string;
}
interface Ranked extends Hit {
  readonly rank: number;
}
interface Question {
  readonly text: string;
  readonly traits: number;
  readonly hint: number;
  readonly asksAll?: boolean;
}

const none: readonly Hit[] = [];
const nobody: readonly Ranked[] = [];
const decodeTraits = trait.run | trait.escape | trait.seven;
/** Eight pairs of hex digits, apart. */
const shortestPairs = 23;
/** A word beside a number may have nothing but a stroke or a comma between them. */
const speaking = trait.words | trait.foreign | trait.figures;
/** Traits that let no detector find anything by themselves. */
const idle = trait.numeral | trait.capital | trait.lines;
// The tuple's members are each a Detector; the wider type lets one loop read them all.
const all = detectors as readonly Detector[];
/** What each asks for, side by side: this is read for every leaf. */
const needs = Int32Array.from(all, (one) => one.needs);
const speaks = Int32Array.from(all, (one) => one.speaks ?? 0);
const hinted = Int32Array.from(all, (one) => one.hinted ?? 0);
/** The whole leaf is a time, a UUID or a plain decimal: nothing to find, and most leaves with digits are one of these. */
const harmless =
  /^(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|-?\d{1,6}\.\d{1,4})$/;

/** Overlaps become one hit, named after the detector that stands first in the list. */
function merge(found: readonly Ranked[]): readonly Ranked[] {
  if (found.length < 2) return found;
  const merged: Ranked[] = [];
  for (const hit of [...found].sort((a, b) => a.start - b.start || a.rank - b.rank)) {
    const last = merged.at(-1);
    if (last === undefined || last.end <= hit.start) merged.push(hit);
    else {
      const named = last.rank <= hit.rank ? last : hit;
      merged[merged.length - 1] = { ...named, start: last.start, end: Math.max(last.end, hit.end) };
    }
  }
  return merged;
}

const isHinted = (rank: number, hint: number): boolean => hint !== 0 && (hint & (hinted[rank] ?? 0)) !== 0;
const isPossible = (rank: number, traits: number): boolean => (traits & (needs[rank] ?? 0)) === needs[rank];
/** Where a word has to speak of it, one does. */
const isSpokenOf = (rank: number, { cues }: Reading): boolean =>
  (speaks[rank] ?? 0) === 0 || (cues.bits & (speaks[rank] ?? 0)) !== 0;

function readingOf({ text, traits, hint }: Question): Reading {
  const cues = (traits & speaking) === 0 ? noCues : cuesIn(text);
  return { text, hint, cues, isPlain: (traits & trait.foreign) === 0 };
}

function detectIn(question: Question): readonly Ranked[] {
  const { traits, hint, asksAll } = question;
  let reading: Reading | undefined;
  let found: Ranked[] | undefined;
  for (let rank = 0; rank < all.length; rank += 1) {
    const isCertain = asksAll === true || isHinted(rank, hint);
    if (!isCertain && !isPossible(rank, traits)) continue;
    reading ??= readingOf(question);
    const detector = all[rank];
    if (detector === undefined || !(isCertain || isSpokenOf(rank, reading))) continue;
    for (const { start, end } of detector.detect(reading)) {
      found ??= [];
      found.push({ start, end, class: detector.class, tier: detector.tier, detector: detector.kind, rank });
    }
  }
  return found ?? nobody;
}

/** What stands under a name within the text is read with that name as its key. */
function detectCells({ text, asksAll = false }: Question, cells: readonly HintedCell[]): readonly Ranked[] {
  return cells.flatMap((cell) => {
    const value = text.slice(cell.start, cell.end);
    return detectIn({ text: value, traits: traitsOf(value), hint: cell.hint, asksAll }).map((hit) => ({
      ...hit,
      start: hit.start + cell.start,
      end: hit.end + cell.start,
    }));
  });
}

/** What a name says that a value is not, whatever it looks like in the midst of a text. */
const excludes: readonly (readonly [number, string])[] = [
  [says.thing, 'name'],
  [says.version, 'ip-v4'],
];

function isExcluded(hit: Ranked, cells: readonly HintedCell[]): boolean {
  return cells.some(
    ({ start, end, hint }) =>
      hit.start >= start &&
      hit.end <= end &&
      excludes.some(([bit, kind]) => kind === hit.detector && (hint & bit) !== 0),
  );
}

/** What an encoded part says, or characters that stand apart, is masked with the part, whole. */
function detectEncoded({ text, traits, asksAll = false }: Question): readonly Ranked[] {
  const isEncoded = (traits & (trait.assign | trait.escape)) !== 0;
  const parts = isEncoded ? encodedParts(text) : [];
  const runs = spacedRuns(text).map((run) => ({ ...run, hint: 0 }));
  return [...parts, ...runs].flatMap(({ start, end, value, hint }) => {
    const plain = normalise(value).text;
    const [hit] = detect({ text: plain, traits: traitsOf(plain), hint, asksAll });
    if (hit === undefined) return [];
    return [{ ...hit, start, end, value: hit.value ?? plain.slice(hit.start, hit.end) }];
  });
}

const nothing: readonly HintedCell[] = [];

function detect(question: Question): readonly Ranked[] {
  const isRecord = (question.traits & (trait.assign | trait.lines | trait.bracket)) !== 0;
  const cells = isRecord ? hintedCells(question.text) : nothing;
  const read = detectIn(question);
  const found =
    cells.length === 0 || read.length === 0 ? read : read.filter((hit) => !isExcluded(hit, cells));
  const more = [...detectCells(question, cells), ...detectEncoded(question)];
  if (found.length + more.length === 0) return nobody;
  return merge(more.length === 0 ? found : [...found, ...more]);
}

const isHarmless = (text: string): boolean => text.length <= 40 && harmless.test(text);

/** Small words, none of them as long as a key. No detector is asked for these, whatever is around them. */
const small = /^(?:[a-z]{0,15}[ ,.;!?'"])*[a-z]{0,15}$/;
/** Nothing stands in it and nothing is hidden in it: seen without a look at what each detector needs. */
export const isClean = (text: string): boolean => isHarmless(text) || small.test(text);

/** Offsets are those of the text as given. */
export const scan = (text: string, hint: number): readonly Hit[] => scanAs(text, hint, traitsOf(text));

/** The same, of a text whose traits are known. */
export function scanAs(text: string, hint: number, traits: number): readonly Hit[] {
  if (hint === 0 && ((traits & ~idle) === 0 || isHarmless(text))) return none;
  if ((traits & trait.foreign) === 0) return detect({ text, traits, hint });
  return scanForeign(text, { hint });
}

/** By every detector, whatever the text looks like: for a test that compares. */
export const scanByAll = (text: string, hint: number): readonly Hit[] =>
  scanForeign(text, { hint, asksAll: true });

function scanForeign(text: string, by: Pick<Question, 'hint' | 'asksAll'>): readonly Hit[] {
  const { text: plain, at } = normalise(text);
  const hits = detect({ text: plain, traits: traitsOf(plain), ...by });
  if (at === undefined || hits.length === 0) return hits;
  return hits.map((hit) => ({ ...hit, start: at[hit.start] ?? 0, end: at[hit.end] ?? text.length }));
}

interface Sought {
  readonly looksFor: (columnClass: string) => boolean;
  /** Characters that may still be decoded. */
  left: number;
}

/** True as well when there is more to decode than a leaf of that size has any reason for. */
function decodes(text: string, depth: number, sought: Sought): boolean {
  for (const decoded of decodings(text)) {
    sought.left -= decoded.length;
    if (sought.left < 0 || scan(decoded, 0).some((hit) => sought.looksFor(hit.class))) return true;
    if (depth > 1 && decodes(decoded, depth - 1, sought)) return true;
  }
  return false;
}

const anything = (): boolean => true;

/** Whether its traits speak of any encoding at all. */
export const mayHide = (text: string, traits: number): boolean => {
  const has = traits & decodeTraits;
  return has !== 0 && !(has === trait.seven && text.length < shortestPairs) && !isHarmless(text);
};

/** Whether something is hidden in an encoding: base64, hex, percent, escapes, entities, two layers deep. */
export function hides(
  text: string,
  traits = traitsOf(text),
  looksFor: Sought['looksFor'] = anything,
): boolean {
  if (!mayHide(text, traits)) return false;
  const plain = (traits & trait.foreign) === 0 ? text : normalise(text).text;
  return decodes(plain, 2, { looksFor, left: 16 * plain.length + 4096 });
}
