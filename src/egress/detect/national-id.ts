/** Numbers that a state gives its people, by country, each with its check. It refuses bare digits that no word and no printed form calls one. */

import { cue, said } from './cues.js';
import { defineDetector, type Reading, type Span } from './detector.js';
import { hint } from './hint.js';
import { elsewhere } from './ids/elsewhere.js';
import { european } from './ids/europe.js';
import { find, shapeOf } from './shape.js';
import { trait } from './traits.js';

const all = [...european, ...elsewhere];
const shape = shapeOf(
  /(?<![\p{L}\p{N}_.@-]|\d[/:])[A-Z\d](?:[ .\-/+]{0,1}[A-Z\d]){6,19}(?:\([0-9A]\))?(?![\p{L}\p{N}_@]|[-.:/]\d)/u
    .source,
  'gi',
);
/** As some are printed and hardly anything else is. */
const forms =
  '\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|\\d{3}\\.\\d{4}\\.\\d{4}\\.\\d{2}|\\d{2}\\.\\d{2}\\.\\d{2}-\\d{3}\\.\\d{2}|\\d{4} \\d{4} \\d{4}|\\d{1,2}\\.\\d{3}\\.\\d{3}-[\\dkK]|\\d{6}[-+]\\d{4}|(?:19|20)\\d{6}[-+]\\d{4}|\\d{6}-\\d{7}|\\d{6}/\\d{4}|[A-Z]{1,2}\\d{6}\\([0-9A]\\)|\\d{2}-\\d{8}-\\d|\\d-\\d{4}-\\d{5}-\\d{2}-\\d';
const printed = new RegExp(`^(?:${forms})$`);
const hasPrinted = new RegExp(forms);
/** So unlike anything else that no word needs to stand beside them. */
const telling = new RegExp(
  all.flatMap(({ form, isTelling }) => (isTelling === true ? [`(?:${form.source})`] : [])).join('|'),
);

function isOne(found: string, isCalled: boolean): boolean {
  const upper = found.toUpperCase();
  if (!isCalled && found !== upper && !printed.test(found)) return false;
  const id = upper.replace(/[ .\-/+()]/g, '');
  const finnish = /^\d{6}[-+]\d{3}[0-9A-Y]$/.test(upper) ? upper : id;
  const isFree = isCalled || printed.test(found);
  if (!isFree && !(found === upper && (telling.test(id) || finnish !== id))) return false;
  // Letters alone are a word.
  if (/^[A-Z]+$/.test(id)) return false;
  return all.some(
    ({ form, isValid, isTelling }) =>
      (isFree || isTelling === true) &&
      ((form.test(id) && isValid(id)) || (finnish !== id && form.test(finnish) && isValid(finnish))),
  );
}

/** Six digits or seven, or few after letters. */
const possible = /(?:\d\D?){7}|[A-Za-z]{2} ?\d{2} ?\d{2}|[A-Za-z]{5}\d{4}/;

/** Digits alone, that nothing calls an id, are one when printed as one, or when they are as many as of few countries. */
const isWorthReading = (found: string): boolean =>
  /[A-Z]/i.test(found) || hasPrinted.test(found) || found.replace(/\D/g, '').length >= 13;

/** What the candidate may be without some words at its ends: the shape may have run into what stands around. */
function readings(found: string): readonly Span[] {
  const whole = { start: 0, end: found.length };
  if (!found.includes(' ')) return [whole];
  const starts = [0];
  const ends = [found.length];
  for (let i = found.indexOf(' '); i >= 0 && starts.length <= 5; i = found.indexOf(' ', i + 1))
    starts.push(i + 1);
  for (let i = found.lastIndexOf(' '); i > 0 && ends.length < 5; i = found.lastIndexOf(' ', i - 1))
    ends.push(i);
  return starts.flatMap((start) => ends.flatMap((end) => (end - start >= 7 ? [{ start, end }] : [])));
}

/** No part of a longer row of numbers. */
const isApart = (text: string, { start, end }: Span): boolean =>
  !(text.charAt(start - 1) === ' ' && /\d/.test(text.charAt(start - 2))) &&
  !(text.charAt(end) === ' ' && /\d/.test(text.charAt(end + 1)));

function within(found: string, at: number, { text, cues }: Reading): Span | undefined {
  const isSaid = (cues.bits & cue.national) !== 0;
  if (!isSaid && !isWorthReading(found)) return undefined;
  for (const { start, end } of readings(found)) {
    const span = { start: at + start, end: at + end };
    const one = found.slice(start, end);
    if (
      (isApart(text, span) && isOne(one, false)) ||
      (isSaid && /(?:\d\D?){6}/.test(one) && said(cues, cue.national, span) && isOne(one, true))
    )
      return span;
  }
  return undefined;
}

export const nationalId = defineDetector({
  kind: 'national-id',
  class: 'pii.national_id',
  tier: 'checksum',
  needs: trait.figures,
  hinted: hint.national,
  detect: (reading) => {
    const { text } = reading;
    const isHinted = (reading.hint & hint.national) !== 0;
    const isWhole = isHinted && text.length <= 64 && /^\s*[A-Z0-9][A-Z0-9 .\-/+()]{4,22}\s*$/i.test(text);
    if (isWhole && /(?:\d\D{0,4}){5}/.test(text)) return [{ start: 0, end: text.length }];
    if (!possible.test(text)) return [];
    const spans: Span[] = [];
    for (const found of find(shape, reading)) {
      const span = within(found[0], found.index, reading);
      if (span !== undefined) spans.push(span);
    }
    return spans;
  },
});
