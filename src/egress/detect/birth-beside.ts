/** Dates of birth that no word calls one: right behind somebody's name, in brackets or among what else is said of them, and further off in a sentence about births. It refuses a date of a year in which nobody of age today was born, and one that stands behind anything but a name. */

import { dateShape, moment } from './birth-date.js';
import { defineDetector, type Reading, type Span } from './detector.js';
import { fullName, isName } from './names/form.js';
import { isOfMany } from './names/many.js';
import { find, nowhere, shapeOf, spanOf, spansOf } from './text/shape.js';
import { trait } from './text/traits.js';
import { cue, isLabelled, isSpokenWithin } from './words/cues.js';

/** A year of birth, and a date that may stand behind a name. */
const mayBe = /(?<!\d)(?:(?:19[2-9]|200)\d|\d\d?(?:([./-])\d\d?\1|[A-Z]{3})\d\d)(?!\d)/;
const mayBeForm = /(?<!\d)(?:\d{4}|\d\d?(?:([./-])\d\d?\1|[A-Z]{3})\d\d)(?!\d)/;
const placed = /[(,*.°] ?(?:\d|[A-Z][a-z]{2})|[dD]\d[bB]/;
/** Its word, as a machine that reads print takes the letter in it for a zero. */
const misread = /(?<![A-Za-z\d])D0B[.:]? {0,2}$/i;
const year = /(?<!\d)(?:19[2-9]\d|200\d)(?!\d)/;
/** Among what only a person has, behind a name, its year may be of two digits. */
const short = /^\d\d?(?:([./-])\d\d?\1|[A-Z]{3})\d\d$/;
/** Behind its own sign. */
const signed = /[,;(] ?(?:b\.|[*°]) ?$/;

const named = shapeOf(`(?<![\\p{L}\\p{N}_])(${fullName})(,| ?\\(|,? ?\\(?(?:[bsf]\\.|\\*|°)) ?$`);
const inBrackets = /^(?:\)|[,;] )/;
const inRow = /^(?:[,;)]|\.?\s|\.?$)/;
/** A field of its own between two signs. */
const opensField = /(?:^|[,;/|(·]|\n) ?(?:(?:b\.|[*°]) ?)?$/;
const closesField = /^(?: ?[,;/|)·\n]|\.?\s*$)/;
/** What only a person has. */
const own = cue.birth | cue.passport | cue.national | cue.ssn;
/** What gives a value, in a sentence about births. */
const given = /\s(?:is|was|be|says|said|states|stated|reads|shows|showed|gave|as|to|not) $/;
const notPlace = /\d|[.!?;:\n]\s/;
const sentenceEnds = /[.!?]\s|\n/;
/** What else is said of somebody. */
const personal = cue.birth | cue.passport | cue.national | cue.ssn | cue.phone;
const reach = 100;

const isAmong = ({ cues }: Reading, subjects: number, { start, end }: Span): boolean =>
  isSpokenWithin(cues, subjects, { start: start - reach, end: end + reach });

function isBehindName(reading: Reading, span: Span): boolean {
  const { text, isPlain } = reading;
  const from = Math.max(0, span.start - 70);
  const [found] = find(named, { text: text.slice(from, span.start), isPlain });
  const [, who = '', sign = ''] = found ?? [];
  if (who === '' || !isName(who) || isOfMany(who)) return false;
  const behind = text.slice(span.end, span.end + 2);
  if (sign.endsWith('(')) return inBrackets.test(behind);
  if (!inRow.test(behind)) return false;
  if (/[.*°]$/.test(sign)) return true;
  const isShort = short.test(text.slice(span.start, span.end));
  if (isShort ? isAmong(reading, own, span) : sign !== ',' || isAmong(reading, personal, span)) return true;
  if (text.charAt(span.start - 1) !== ' ') return false;
  return isLabelled(reading.cues, cue.name, { start: from + (found?.index ?? 0), end: span.start });
}

/** Among the fields of somebody's record, of whom more is said than how to write to them. */
function isField(reading: Reading, { start, end }: Span): boolean {
  const { text, cues } = reading;
  const window = { start: start - reach, end: end + reach };
  return (
    opensField.test(text.slice(Math.max(0, start - 5), start)) &&
    closesField.test(text.slice(end, end + 2)) &&
    isSpokenWithin(cues, own, window) &&
    isSpokenWithin(cues, cue.phone | cue.name | cue.passport | cue.national, window)
  );
}

/** `Tim, b. 06/11/41`, among what else only a person has. */
const isSigned = (reading: Reading, span: Span): boolean =>
  signed.test(reading.text.slice(Math.max(0, span.start - 6), span.start)) && isAmong(reading, own, span);

/** With a place between: `ist am 12. Juli 1977 in Freiburg im Breisgau geboren`. */
function isBeforeWord({ text, cues }: Reading, { end }: Span): boolean {
  const is = (one: Span): boolean => one.start > end && !notPlace.test(text.slice(end, one.start));
  return isSpokenWithin(cues, cue.birth, { start: end, end: end + 60, is });
}

/** Right behind it, a year of birth's own syllable: `1973.07.15생`. */
const ofKorea = /^ ?(?:년)?생(?!\p{Script=Hangul})/u;

/** Further off than a word speaks, its sentence may still be about births. */
function isGiven({ text, cues }: Reading, { start, end }: Span): boolean {
  if (!given.test(text.slice(Math.max(0, start - 12), start))) return false;
  const is = (one: Span): boolean =>
    !sentenceEnds.test(one.end <= start ? text.slice(one.end, start) : text.slice(end, one.start));
  return isSpokenWithin(cues, cue.birth, { start: start - reach, end: end + reach, is });
}

const isPlaced = ({ text, cues }: Reading): boolean => (cues.bits & own) !== 0 || placed.test(text);

export const birthBesideName = defineDetector({
  kind: 'birth-beside-name',
  class: 'pii.birth_date',
  tier: 'context',
  needs: trait.words | trait.figures,
  standsIn: (reading) => mayBeForm.test(reading.text) && isPlaced(reading),
  detect: (reading) => {
    if (!mayBe.test(reading.text) || !isPlaced(reading)) return nowhere;
    return spansOf(find(dateShape, reading), (found) => {
      const span = spanOf(found);
      if (moment.test(found[0])) return false;
      if (ofKorea.test(reading.text.slice(span.end, span.end + 4))) return true;
      if (misread.test(reading.text.slice(Math.max(0, span.start - 7), span.start))) return true;
      if (short.test(found[0])) return isBehindName(reading, span) || isSigned(reading, span);
      if (!year.test(found[0])) return false;
      return isBehindName(reading, span) || [isField, isGiven, isBeforeWord].some((is) => is(reading, span));
    });
  },
});
