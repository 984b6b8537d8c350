/** Payment cards: issuer range, length and Luhn. It refuses a run of digits that only happens to be long, or that is called a thing's. */

import { isCode } from './code.js';
import { cue, said } from './cues.js';
import { defineDetector, isWord, type Reading, type Span } from './detector.js';
import { cardHalves } from './halves.js';
import { hint } from './hint.js';
import { allOf } from './shape.js';
import { trait } from './traits.js';

/** Prefix range (as many digits as the bounds have) and the lengths that issuer uses. */
const issuers: readonly (readonly [number, number, readonly number[]])[] = [
  [4, 4, [13, 16, 19]],
  [51, 55, [16]],
  [2221, 2720, [16]],
  [34, 34, [15]],
  [37, 37, [15]],
  [6011, 6011, [16, 19]],
  [644, 649, [16, 19]],
  [65, 65, [16, 19]],
  [3528, 3589, [16, 17, 18, 19]],
  [300, 305, [14, 16]],
  [3095, 3095, [14]],
  [36, 36, [14]],
  [38, 39, [14, 16]],
  [62, 62, [16, 17, 18, 19]],
  [2200, 2204, [16]],
  [60, 60, [16]],
  [81, 82, [16]],
  [5018, 5018, [16]],
  [5020, 5020, [16]],
  [5038, 5038, [16]],
  [5893, 5893, [16]],
  [6304, 6304, [16]],
  [6759, 6763, [16]],
];
const maestro: readonly (readonly [number, number, readonly number[]])[] = [
  [50, 69, [12, 13, 14, 15, 16, 17, 18, 19]],
];

const issued = (digits: string, table: typeof issuers): boolean =>
  table.some(([low, high, lengths]) => {
    const prefix = Number(digits.slice(0, String(low).length));
    return prefix >= low && prefix <= high && lengths.includes(digits.length);
  });

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const value = digits.charCodeAt(digits.length - 1 - i) - 48;
    const twice = value * 2;
    sum += i % 2 === 0 ? value : twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0 && /[1-9]/.test(digits);
}

interface Group {
  readonly digits: string;
  readonly start: number;
}
const usual = new Set(['4-6-5', '4-6-4', '4-3-3-3', '4-4-5', '6-13', '6-10']);

/** Groups as cards are printed: all of one length but for the last, or one of the known patterns. */
function printed(groups: readonly Group[]): boolean {
  const first = groups[0]?.digits.length ?? 0;
  const last = groups.at(-1)?.digits.length ?? 0;
  // A number as long as a card's beside a short one is two numbers.
  if (groups.length > 1 && first > 8) return false;
  if (groups.slice(0, -1).every((group) => group.digits.length === first) && last <= first) return true;
  return usual.has(groups.map((group) => group.digits.length).join('-'));
}

/** A row of figures, all of one length, that is not cards from its first to its last. */
const isRow = (groups: readonly Group[], from: number): boolean =>
  groups.length > 5 &&
  (groups.length % 4 !== 0 || from % 4 !== 0) &&
  groups.every(({ digits }) => digits.length === 4);

function cardFrom(groups: readonly Group[], from: number, reading: Reading): Span | undefined {
  let digits = '';
  let best: Span | undefined;
  for (let to = from; to < groups.length && digits.length < 19; to += 1) {
    const group = groups[to];
    if (group === undefined) break;
    digits += group.digits;
    if (digits.length < 12 || digits.length > 19 || !luhn(digits)) continue;
    const span = { start: groups[from]?.start ?? 0, end: group.start + group.digits.length };
    const hinted = (): boolean => (reading.hint & hint.card) !== 0 || said(reading.cues, cue.card, span);
    const isFraction =
      from === to && /\d\.$/.test(reading.text.slice(Math.max(0, span.start - 2), span.start));
    if (isFraction && !hinted()) continue;
    // Two halves of fourteen digits in the midst of a longer number are a part of that.
    const isPart = group.digits.length > 4 && to > from && to - from + 1 < groups.length;
    const isPrinted = !isPart && !isRow(groups, from) && printed(groups.slice(from, to + 1));
    const known = issued(digits, issuers) && (isPrinted || hinted());
    const isCard = known || (issued(digits, maestro) && hinted());
    if (isCard && (hinted() || !isCode(reading, span))) best = span;
  }
  return best;
}

const runs = /\d+/g;
const chains = /\d{1,19}(?:[ \-./_]\d{1,19}){0,400}/g;

export const card = defineDetector({
  kind: 'card',
  class: 'pii.card',
  tier: 'checksum',
  needs: trait.long,
  detect: (reading) => {
    const spans: Span[] = [];
    for (const chain of allOf(chains, reading.text)) {
      if (chain[0].length < 12) continue;
      const end = chain.index + chain[0].length;
      const groups = allOf(runs, chain[0]).map((found) => ({
        digits: found[0],
        start: chain.index + found.index,
      }));
      if (isWord(reading.text, chain.index - 1)) groups.shift();
      if (isWord(reading.text, end)) groups.pop();
      for (let from = 0; from < groups.length; from += 1) {
        const span = cardFrom(groups, from, reading);
        if (span === undefined) continue;
        spans.push(span);
        while (from + 1 < groups.length && (groups[from + 1]?.start ?? 0) < span.end) from += 1;
      }
    }
    return [...spans, ...cardHalves(reading.text, (digits) => luhn(digits) && issued(digits, issuers))];
  },
});
