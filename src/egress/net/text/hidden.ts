/** What stands in a text under an encoding: base64, hex, percent, escapes, entities, two layers deep. It refuses to call a part of a text all that is hidden in it: whoever masks it looks again. */

import { allOf } from '../../detect/text/shape.js';
import type { Span } from '../../detect/text/span.js';
import { trait, traitsOf } from '../../detect/text/traits.js';
import { hint as says } from '../../detect/words/hint.js';
import {
  decodings,
  isPacked,
  isShortForm,
  isWrappedRun,
  shortestPairs,
  shortOf,
  unescapedAt,
} from '../../spelling/decode.js';
import { joined, normalise } from '../../spelling/normalise.js';
import { looseDecodings, mayBeRare, patienceFor, rareDecodings } from '../../spelling/rare.js';
import { isHarmless } from './glance.js';
import type { Hit, Question } from './hit.js';
import { isPlain, scanAs } from './scan.js';

const decodeTraits = trait.run | trait.escape | trait.seven | trait.control;

interface Asked {
  readonly looksFor?: ((columnClass: string) => boolean) | undefined;
  /** Of the text in which it is hidden. */
  readonly hint?: number;
  /** In plain sight: what stands there is not told again. */
  readonly found?: readonly Hit[];
}
interface Sought extends Required<Omit<Asked, 'found'>> {
  readonly looksFor: (columnClass: string) => boolean;
  /** Characters that may still be decoded. */
  left: number;
}

/** What is no text has a blank for every few signs that can be read. */
const isNoise = (text: string): boolean => text.length - text.replaceAll(' ', '').length > text.length / 3;
/** In noise, letters that look like a word speak of nothing. */
function holds(question: Question, { looksFor }: Sought): boolean {
  const found = scanAs(question).filter((hit) => looksFor(hit.class));
  return found.some(({ tier }) => tier !== 'context') || (found.length > 0 && !isNoise(question.text));
}

/** Any row of numbers and signs can be read as one of characters: a word in it speaks of nothing. */
const holdsSurely = (question: Question, { looksFor }: Sought): boolean =>
  scanAs(question).some((hit) => hit.tier !== 'context' && looksFor(hit.class));

/** True as well when there is more to decode than a leaf of that size has any reason for, and for what cannot be: an archive. */
function decodes({ text, traits }: Question, depth: number, sought: Sought): boolean {
  if (isPacked(text, traits)) return true;
  const inside = (decoded: string): Question => {
    sought.left -= decoded.length;
    return { text: decoded, traits: traitsOf(decoded), hint: sought.hint & says.made };
  };
  for (const decoded of [...decodings(text, traits), ...shortOf(text), ...rareDecodings(text, traits)]) {
    const question = inside(decoded);
    if (sought.left < 0 || holds(question, sought)) return true;
    if (depth > 1 && decodes(question, depth - 1, sought)) return true;
  }
  for (const decoded of looseDecodings(text, traits)) {
    const question = inside(decoded);
    if (sought.left < 0 || holdsSurely(question, sought)) return true;
  }
  return false;
}

const anything = (): boolean => true;

/** Whether its traits speak of any encoding at all. */
export const mayHide = (text: string, traits: number): boolean => {
  const has = traits & decodeTraits;
  const isShort = has === 0 || (has === trait.seven && text.length < shortestPairs);
  return isShort ? isShortForm(text) || mayBeRare(text, traits) : !isHarmless(text);
};

function readings(text: string, traits: number): readonly string[] {
  if (isPlain(text, traits)) return [text];
  const plain = normalise(text);
  const unparted = joined(plain);
  return unparted === undefined ? [plain.text] : [plain.text, unparted.text];
}

/** Whether anything is. */
export function hides(
  text: string,
  traits = traitsOf(text),
  { looksFor = anything, hint = 0 }: Asked = {},
): boolean {
  if (!mayHide(text, traits)) return false;
  return readings(text, traits).some((one) => {
    const question = { text: one, traits: one === text ? traits : traitsOf(one), hint };
    return decodes(question, 2, { looksFor, hint, left: patienceFor(one) });
  });
}

const runs = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const pairs = /(?<![A-Za-z0-9])(?:[0-9A-Fa-f]{2}[ :,-]){7,8192}[0-9A-Fa-f]{2}(?![A-Za-z0-9])/g;
/** A run that the end of a line cuts goes on at the next one's beginning. */
const before = /[A-Za-z0-9+/_-]{16,}={0,2}\s{0,8}\n\s{0,8}$/;
const behind = /^\s{0,8}\n\s{0,8}[A-Za-z0-9+/_-]{4,}={0,2}(?=\s*(?:\n|$))/;
const longest = 4096;

/** With the lines above and below, as long as they are runs as well. */
function throughLines(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  for (;;) {
    const above = before.exec(text.slice(Math.max(0, from - longest), from))?.[0].length ?? 0;
    const below = behind.exec(text.slice(to, to + longest))?.[0].length ?? 0;
    if (above + below === 0) return { start: from, end: to };
    [from, to] = [from - above, to + below];
  }
}

/** What escapes say, where it stands. */
function escapedHits(text: string, { looksFor = anything, hint = 0, found = [] }: Asked): readonly Hit[] {
  const plain = unescapedAt(text);
  if (plain === undefined) return [];
  const { text: plainly, from, to } = plain;
  return scanAs({ text: plainly, traits: traitsOf(plainly), hint: hint & says.made })
    .filter((hit) => looksFor(hit.class))
    .map((hit) => ({
      ...hit,
      start: from[hit.start] ?? 0,
      end: to[hit.end - 1] ?? text.length,
      value: hit.value ?? plainly.slice(hit.start, hit.end),
    }))
    .filter(
      ({ start, end, value }) =>
        text.slice(start, end) !== value || !found.some((hit) => hit.end > start && hit.start < end),
    );
}

export const hiddenClass = 'pii.encoded';

/** Each run that hides something by itself, whole, and what escapes say. In order and apart; what is hidden in no part alone is in none of these. */
export function hiddenParts(text: string, asked: Asked = {}): readonly Hit[] {
  // INVARIANT: what is compressed goes on where no one can tell, and a value goes on from run to run where all are one.
  if (isPacked(text, traitsOf(text)) || isWrappedRun(text)) return [];
  const found = [...allOf(runs, text), ...allOf(pairs, text)]
    .map(({ 0: run, index }) => ({ start: index, end: index + run.length }))
    .filter(({ start, end }) => hides(text.slice(start, end), undefined, asked))
    .map(
      (span): Hit => ({
        ...throughLines(text, span),
        class: hiddenClass,
        tier: 'shape',
        detector: 'encoded',
      }),
    );
  return apart([...found, ...escapedHits(text, asked)]);
}

/** Those that touch are one, hidden as a whole where one of them is. */
export function apart(hits: readonly Hit[]): readonly Hit[] {
  const parts: Hit[] = [];
  for (const hit of [...hits].sort((one, other) => one.start - other.start)) {
    const last = parts.at(-1);
    if (last === undefined || last.end <= hit.start) parts.push(hit);
    else {
      const { start, end } = last;
      const hidden: Hit = {
        start,
        end: Math.max(end, hit.end),
        class: hiddenClass,
        tier: 'shape',
        detector: 'encoded',
      };
      parts[parts.length - 1] = hidden;
    }
  }
  return parts;
}
