/** Numbers that a state gives its people, found in a text. It refuses bare digits that no word and no printed form calls one. */

import { defineDetector, digitsIn, type Reading, type Span } from './detector.js';
import { fewest, isDigit, isOne, isUnchecked, isWorthReading, mayStandAlone } from './ids/candidate.js';
import { runsBy } from './text/runs.js';
import { find, findFirst, nowhere, shapeOf } from './text/shape.js';
import { trait } from './text/traits.js';
import { followsGoods, isCode } from './words/code.js';
import { cue, cuesBehind, said } from './words/cues.js';
import { hint } from './words/hint.js';
import { followsNumbered } from './words/numbered.js';
import { cuesPast } from './words/own-noun.js';

const shape = shapeOf(
  /(?<![\p{L}\p{N}_.@-]|\d[/:])[A-Z\d](?:[ .\-/+]{0,1}[A-Z\d]){6,19}(?:\([0-9A]\))?(?![\p{L}\p{N}_@]|[-.:/]\d)/u
    .source,
  'gi',
);
/** Of small letters, `k` alone stands in a printed form. */
const wordy = /[a-jl-z]/;
/** Two letters and four digits. */
const few = /[A-Za-z]{2} ?\d\d ?\d\d/;

/** A whole date, whatever its digits add up to. */
const dated = /^(?:\d{1,2}([-/.])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([-/.])\d{1,2}\2\d{1,2})$/;

const isBlank = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

/** Seven digits with one character between them at most, or four after letters. Of digits and blanks alone, twelve: that is how many the shortest form without a sign has. */
function mayHoldOne(text: string): boolean {
  let [chain, gap, digits] = [0, 0, 0];
  let [hasChain, isMixed] = [false, false];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (isDigit(code)) {
      digits += 1;
      chain += 1;
      gap = 0;
      hasChain ||= chain === 7;
    } else {
      gap += 1;
      if (gap > 1) chain = 0;
      // A plus before all else is no part of one.
      isMixed ||= !isBlank(code) && !(code === 0x2b && i === 0);
    }
    if (hasChain && (isMixed || digits >= 12)) return true;
  }
  return isMixed && few.test(text);
}

/** What the candidate may be without some words at its ends: the shape may have run into what stands around. Uncalled, no word stays in it, and it is no part of a row of numbers. */
function readings(found: string, isCalled: boolean): readonly Span[] {
  const whole = { start: 0, end: found.length };
  if (!found.includes(' ')) return [whole];
  const starts = [0];
  const ends = [found.length];
  const isCut = (at: number): boolean => isCalled || digitsIn(found.charAt(at)) === 0;
  for (let i = found.indexOf(' '), seen = 1; i >= 0 && seen <= 5; i = found.indexOf(' ', i + 1), seen += 1)
    if (isCut(i - 1)) starts.push(i + 1);
  for (
    let i = found.lastIndexOf(' '), seen = 1;
    i > 0 && seen < 5;
    i = found.lastIndexOf(' ', i - 1), seen += 1
  )
    if (isCut(i + 1)) ends.push(i);
  const spans: Span[] = [];
  for (const start of starts) {
    const word = isCalled ? -1 : found.slice(start).search(wordy);
    const last = word < 0 ? found.length : start + word;
    for (const end of ends) if (end - start >= 7 && end <= last) spans.push({ start, end });
  }
  return spans;
}

/** No part of a longer row of numbers. */
const isApart = (text: string, { start, end }: Span): boolean =>
  !(text.charAt(start - 1) === ' ' && /\d/.test(text.charAt(start - 2))) &&
  !(text.charAt(end) === ' ' && /\d/.test(text.charAt(end + 1)));

/** By its key, or by the words right before it, and no word calls it a person's. */
function isOfGoods(one: string, span: Span, { text, hint: bits, cues }: Reading): boolean {
  if ((bits & (hint.made | hint.national)) !== 0 || !isUnchecked(one)) return false;
  if (said(cues, cue.national, span)) return false;
  const isWhole = span.start === 0 && span.end === text.length;
  return isWhole ? (bits & hint.goods) !== 0 : followsGoods(text, span.start);
}

/** Right behind the noun of what is numbered, and no word calls it a person's: a check of one sign is passed by chance. */
function isOfThing(one: string, span: Span, { text, hint: bits, cues }: Reading): boolean {
  if ((bits & (hint.made | hint.national)) !== 0 || one.replace(/\W/g, '').length > 9) return false;
  return followsNumbered(text, span.start) && !said(cues, cue.national, span);
}

/** With the one that was found before. */
interface Behind {
  readonly reading: Reading;
  readonly last: Span | undefined;
}

function within(found: string, at: number, { reading, last }: Behind): Span | undefined {
  const { text, cues, hint: bits } = reading;
  const isSaid = (cues.bits & cue.national) !== 0;
  const isMade = (bits & hint.made) !== 0;
  if (!isSaid && !found.includes(' ') && !mayStandAlone(found)) return undefined;
  if (!isWorthReading(found, isSaid)) return undefined;
  for (const { start, end } of readings(found, isSaid)) {
    const span = { start: at + start, end: at + end };
    const one = found.slice(start, end);
    if (dated.test(one)) continue;
    if (argentine.test(one) && named.test(text.slice(Math.max(0, span.start - 12), span.start))) return span;
    if (
      (isApart(text, span) &&
        isOne(one, false) &&
        !isCode({ text, hint: bits }, span) &&
        !isOfGoods(one, span, reading) &&
        !isOfThing(one, span, reading)) ||
      (isSaid &&
        /(?:\d\D?){6}/.test(one) &&
        said(
          isMade ? cues : cuesPast({ text, cues: cuesBehind(cues, last, span) }, last, span),
          cue.national,
          span,
        ) &&
        isOne(one, true) &&
        (isMade || isOne(one, false) || !followsNumbered(text, span.start)))
    )
      return span;
  }
  return undefined;
}

/** Of Argentina, which has no check: in its printed form, or of digits alone, right behind its name. */
const argentine = /^(?:\d{1,2}\.\d{3}\.\d{3}|[1-9]\d{6,7})$/;
const named = /(?<![\p{L}\p{N}_])(?:DNI|D\.N\.I\.)(?: (?:n[º°o]\.?|Nº))?:? $/u;

/** Of Korea: a birth date and seven digits more, which since 2020 pass no check. */
const korean = /^\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[- ]?[1-8]\d{6}$/;
/** None of those has twelve digits, as the reference of a payment has. */
const isOwnForm = (text: string): boolean =>
  korean.test(text) || (!/^\d{12}$/.test(text) && isOne(text, true));
/** Letters that are the number's own: `AB 12 34 56 C`. */
const initials = /(?:^| )([A-Z]{1,3} )$/;

/** Words before a number may have filled the shape: the number is read from its own first word on, with letters before it and without. */
function past(found: RegExpExecArray, here: Behind): readonly Span[] {
  if (!found[0].includes(' ') || isDigit(found[0].charCodeAt(0))) return nowhere;
  const words = found[0].slice(0, found[0].search(/\d/));
  const from = found.index + words.lastIndexOf(' ') + 1;
  if (from <= found.index) return nowhere;
  const before = initials.exec(words)?.[1]?.length ?? 0;
  const lettered = before === 0 ? nowhere : readFrom(from - before, here);
  return lettered.length > 0 ? lettered : readFrom(from, here);
}

/** The row of digits goes on where the words before it have filled the shape. */
const goesOn = /^[ .-]\d/;
function readIn(found: RegExpExecArray, here: Behind): readonly Span[] {
  const end = found.index + found[0].length;
  const own = goesOn.test(here.reading.text.slice(end, end + 2)) ? past(found, here) : nowhere;
  if (own.length > 0) return own;
  const span = within(found[0], found.index, here);
  return span === undefined ? past(found, here) : [span];
}

function readFrom(from: number, here: Behind): readonly Span[] {
  const text = here.reading.text.slice(from, from + 40);
  const again = digitsIn(text) < fewest ? null : findFirst(shape, { text, isPlain: here.reading.isPlain });
  const span = again?.index === 0 ? within(again[0], from, here) : undefined;
  return span === undefined ? nowhere : [span];
}

/** Two letters past ASCII are of it in either case: the long s, and the sign of Kelvin. One digit more may stand in brackets behind a run. */
const runsIn = runsBy({
  ...{ part: /[A-Za-z\d]/, sign: /[ .\-/+]/, others: [0x17f, 0x212a] },
  ...{ digits: fewest - 1, shortest: 7 },
});
/** A shorter text is looked at whole. */
const worthParting = 128;
/** As far as the shape looks back, and as far as it goes on behind a run: a sign in brackets, and what may not follow. */
const [back, ahead] = [2, 6];

/** Every place of the shape that begins in the run. */
function foundIn({ start, end }: Span, { text, isPlain }: Reading): readonly RegExpExecArray[] {
  const from = Math.max(0, start - back);
  const all = find(shape, { text: text.slice(from, end + ahead), isPlain });
  for (const found of all) found.index += from;
  return all;
}

/** Whether any of the shape is more than a code of letters and digits that nothing calls one. */
const holdsCandidate = (reading: Reading): boolean =>
  (reading.cues.bits & cue.national) !== 0 ||
  foundIn({ start: 0, end: reading.text.length }, reading).some(
    ({ 0: found }) => found.includes(' ') || mayStandAlone(found),
  );

export const nationalId = defineDetector({
  kind: 'national-id',
  class: 'pii.national_id',
  tier: 'checksum',
  needs: trait.figures,
  hinted: hint.national,
  standsIn: (reading) =>
    (reading.hint & hint.national) !== 0 || (mayHoldOne(reading.text) && holdsCandidate(reading)),
  detect: (reading) => {
    const { text, hint: bits } = reading;
    const isHinted = (bits & hint.national) !== 0;
    const isWhole = isHinted && text.length <= 64 && /^\s*[A-Z0-9][A-Z0-9 .\-/+()]{4,22}\s*$/i.test(text);
    const isOwn = (bits & hint.checked) === 0 || isOwnForm(text.trim());
    if (isWhole && isOwn && /(?:\d\D{0,4}){6}/.test(text)) return [{ start: 0, end: text.length }];
    if (!mayHoldOne(text)) return nowhere;
    const spans: Span[] = [];
    let here: Behind = { reading, last: undefined };
    for (const run of text.length < worthParting ? [{ start: 0, end: text.length }] : runsIn(text))
      for (const found of foundIn(run, reading)) {
        const read = readIn(found, here);
        if (read.length === 0) continue;
        spans.push(...read);
        here = { reading, last: spans.at(-1) };
      }
    return spans;
  },
});
