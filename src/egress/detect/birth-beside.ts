/** Dates of birth that no word calls one: right behind somebody's name, in brackets or among what else is said of them. It refuses a date of a year in which nobody of age today was born, and one that stands behind anything but a name. */

import { dateShape } from './birth-date.js';
import { cue, isSpokenWithin } from './cues.js';
import { defineDetector, type Reading, type Span } from './detector.js';
import { isOfMany } from './name.js';
import { fullName, isName } from './name-form.js';
import { find, nowhere, shapeOf, spanOf } from './shape.js';
import { trait } from './traits.js';

/** A year of birth, and a date that may stand behind a name. */
const mayBe = /(?<!\d)(?:19[2-9]|200)\d(?!\d)/;
const placed = /[(,*.°] ?(?:\d|[A-Z][a-z]{2})/;
const year = /(?<!\d)(?:19[2-9]\d|200\d)(?!\d)/;

const named = shapeOf(`(?<![\\p{L}\\p{N}_])(${fullName})(,| ?\\(|,? ?\\(?(?:b\\.|\\*|°)) ?$`);
const inBrackets = /^(?:\)|[,;] )/;
const inRow = /^(?:[,;)]|\.?\s|\.?$)/;
/** What else is said of somebody. */
const personal = cue.birth | cue.passport | cue.national | cue.ssn | cue.phone;
const reach = 100;

const isAmongPersonal = ({ cues }: Reading, { start, end }: Span): boolean =>
  isSpokenWithin(cues, personal, { start: start - reach, end: end + reach });

function isBehindName(reading: Reading, span: Span): boolean {
  const { text, isPlain } = reading;
  const [found] = find(named, { text: text.slice(Math.max(0, span.start - 70), span.start), isPlain });
  const [, who = '', sign = ''] = found ?? [];
  if (who === '' || !isName(who) || isOfMany(who)) return false;
  const behind = text.slice(span.end, span.end + 2);
  if (sign.endsWith('(')) return inBrackets.test(behind);
  return inRow.test(behind) && (sign !== ',' || isAmongPersonal(reading, span));
}

export const birthBesideName = defineDetector({
  kind: 'birth-beside-name',
  class: 'pii.birth_date',
  tier: 'context',
  needs: trait.capital | trait.figures,
  detect: (reading) => {
    const { text } = reading;
    if (!mayBe.test(text) || !placed.test(text)) return nowhere;
    const spans: Span[] = [];
    for (const found of find(dateShape, reading))
      if (year.test(found[0]) && isBehindName(reading, spanOf(found))) spans.push(spanOf(found));
    return spans;
  },
});
