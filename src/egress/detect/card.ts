/** Payment cards: issuer range, length and Luhn. It refuses a run of digits that only happens to be long, or that is called a thing's. */

import { areCards, isCardNumber, isIssued, isOfMaestro } from './checks/card-number.js';
import { areGtins, mayBeGtin } from './checks/gtin.js';
import { luhn } from './checks/luhn.js';
import { defineDetector, isWord, type Reading, type Span } from './detector.js';
import { cardHalves } from './text/halves.js';
import { runsBy } from './text/runs.js';
import { allOf } from './text/shape.js';
import { trait } from './text/traits.js';
import { isCode, thingOf } from './words/code.js';
import { cue, said } from './words/cues.js';
import { hint } from './words/hint.js';

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
    // Small numbers side by side are a list, but for as many as a card has.
    const isListed = group.digits.length < 4 && to - from + 1 < groups.length;
    // Two halves of fourteen digits in the midst of a longer number are a part of that.
    const isPart = group.digits.length > 4 && to > from && to - from + 1 < groups.length;
    const isPrinted = !isPart && !isListed && !isRow(groups, from) && printed(groups.slice(from, to + 1));
    const known = isIssued(digits) && (isPrinted || hinted());
    const isCard = known || (isOfMaestro(digits) && hinted());
    if (isCard && (hinted() || !isCode(reading, span))) best = span;
  }
  return best;
}

const bare = /(?<![\w.-])\d{12,19}(?![\w-])/g;

interface Numbered extends Span {
  readonly digits: string;
}

interface Among {
  readonly cards: readonly Numbered[];
  readonly numbers: readonly Numbered[];
  readonly text: string;
}

/** Whether nearly all numbers of the name are these cards. Most names are done with at the first that is another. */
function areAll(name: string, { cards, numbers, text }: Among): boolean {
  if (!areCards(cards.map(({ digits }) => digits))) return false;
  let left = Math.floor(cards.length / 9);
  for (const one of numbers) {
    if (isCardNumber(one.digits) || thingOf(text, one) !== name) continue;
    left -= 1;
    if (left < 0) return false;
  }
  return true;
}

/** What is called a thing's number again and again, and is a card's each time. */
function cardsByAnyName({ text }: Reading): readonly Span[] {
  const found = allOf(bare, text);
  if (found.length < 3) return [];
  const numbers = found.map(({ 0: digits, index: start }) => ({ start, end: start + digits.length, digits }));
  const byName = new Map<string, Numbered[]>();
  for (const one of numbers) {
    const name = isCardNumber(one.digits) ? thingOf(text, one) : undefined;
    if (name === undefined) continue;
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [one]);
    else same.push(one);
  }
  return [...byName].flatMap(([name, cards]) => (areAll(name, { cards, numbers, text }) ? cards : []));
}

/** Of digits, in any card's number. */
const fewest = 12;
const runs = /\d+/g;
const chains = /\d{1,19}(?:[ \-./_]\d{1,19}){0,400}/g;
const runsIn = runsBy({ part: /\d/, sign: /[ \-./_]/, digits: fewest, shortest: fewest });

/** Looked for where there are digits enough: most numbers of a text are short. */
const chainsIn = (text: string): readonly RegExpExecArray[] =>
  runsIn(text).flatMap(({ start, end }) => {
    const found = allOf(chains, text.slice(start, end));
    for (const chain of found) chain.index += start;
    return found;
  });

/** Without those of a list of articles, unless a word or the key says that they are cards. */
function ofNoArticles(spans: readonly Span[], reading: Reading): readonly Span[] {
  const { text, hint: bits, cues } = reading;
  if ((bits & (hint.made | hint.card)) !== 0 || (cues.bits & cue.card) !== 0) return spans;
  if (!spans.some(mayBeGtin) || !areGtins(text, isCardNumber)) return spans;
  return spans.filter((span) => !mayBeGtin(span));
}

export const card = defineDetector({
  kind: 'card',
  class: 'pii.card',
  tier: 'checksum',
  needs: trait.long,
  detect: (reading) => {
    const spans: Span[] = [];
    for (const chain of chainsIn(reading.text)) {
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
    const cards = ofNoArticles(spans, reading);
    return [...cards, ...cardsByAnyName(reading), ...cardHalves(reading.text, isCardNumber)];
  },
});
