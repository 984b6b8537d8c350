/** Dates of birth: a date in any common spelling beside a word that says so. It refuses every other date. */

import { defineDetector, type Span } from './detector.js';
import { find, shapeOf, spanOf } from './text/shape.js';
import { trait } from './text/traits.js';
import { cue, cuesBehind, isLabelled, said } from './words/cues.js';
import { hint } from './words/hint.js';

const months =
  'jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar|rero|braio)?|f[ée]v(?:rier|ereiro)?|mar(?:ch|s|zo|ço)?|märz|m[äa]r|apr(?:il|ile)?|avril|abr(?:il)?|ma[iy]o?|maggio|jun(?:e|i|io|ho)?|juin|giugno|jul(?:y|i|io|ho)?|juillet|luglio|aug(?:ust)?|août|ago(?:sto)?|sep(?:t|tember|tembre|tiembre)?|set(?:tembre|embro)?|o[ck]t(?:ober|obre|ubre)?|out(?:ubro)?|ott(?:obre)?|nov(?:ember|embre|iembre|embro)?|de[cz](?:ember|embre|embro)?|dic(?:iembre|embre)?|d[ée]c(?:embre)?';
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const month = '(?:0?[1-9]|1[0-2])';
const year = '(?:1[89]|20)\\d\\d';
/** As databases and JSON write a date: with a time of day, most often midnight. */
const clock = '(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?';
const forms = [
  `${year}([-/. ])${month}\\1${day}${clock}`,
  `${day}([-/. ])${day}\\2(?:${year}|\\d\\d)`,
  `${year} ?[年년] ?${month} ?[月월] ?${day} ?[日일]`,
  `${year}\\. ?${month}\\. ?${day}\\.?`,
  `${day}\\. ?${month}\\. ?${year}`,
  // Beside a word for birth, a word between a day and a year is a month, in whatever language.
  `${day}(?:\\.|er|º|ο)? (?:de |d'|d’)?[\\p{L}\\p{M}]{2,14}\\.?,? (?:de |del )?${year}(?: [гр]\\.)?`,
  `${year}\\. \\p{L}{3,14} ${day}\\.?`,
  `${year}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])`,
  `${day}(?:st|nd|rd|th|\\.|er|º)? (?:of |de |d')?(?:${months})\\.?,? (?:de |del )?${year}`,
  `(?:${months})\\.? ${day}(?:st|nd|rd|th)?,? ${year}`,
  `${day}[- ](?:${months})[- ](?:${year}|\\d\\d)`,
  // As machines for tickets write one: 27MAY80.
  `\\d\\d(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:${year}|\\d\\d)`,
  // By the year of an emperor: 昭和51年8月27日.
  `(?:明治|大正|昭和|平成|令和) ?(?:\\d{1,2}|元)年 ?${month}月 ?${day}日`,
];
/** Of scripts that put blanks between words: of the others a letter may touch a date. */
const letter =
  '\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Devanagari}';
export const dateShape = shapeOf(
  `(?<![${letter}\\p{N}]|\\d[-/.])(?:${forms.join('|')})(?!(?!T\\d\\d:\\d)[${letter}\\p{N}]|[-/.]\\d)`,
  'gi',
);

/** Behind a birth that is told, somebody else's: `and his mother on `. */
const another =
  /^,? (?:and|und|et|y|e|en|og|och|i|a|ja|ve|и) (?:(?:his|her|their|my|your|the|seine?|ihre?|meine?|sa|son|su|sua|seu|zijn|haar|hans|hennes) [\p{L}'’-]{2,16}|\p{Lu}[\p{L}'’-]{1,20}) (?:on |am |le |el |em |il |op |den |på |dnia )?$/u;
/** All that stands under a name for it: the year in two digits first or last. */
const six = /^(?:\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d)$/;
/** Where dates of birth begin in a rule or a default: it is nobody's. */
const unborn = /^(?:1900[-/. ]?0?1[-/. ]?0?1|0?1[-/. ]0?1[-/. ]1900)$/;
/** With a time of day past midnight. */
export const moment = /T(?!00:00)\d/;
/** As logs print it, to the second. */
const clocked = /^ (?!00:00:00)\d\d:\d\d:/;

export const birthDate = defineDetector({
  kind: 'birth-date',
  class: 'pii.birth_date',
  tier: 'context',
  needs: trait.numeral,
  speaks: cue.birth,
  hinted: hint.birth,
  detect: (reading) => {
    const { cues, hint: bits } = reading;
    const isHinted = (bits & hint.birth) !== 0;
    if (isHinted && six.test(reading.text)) return [{ start: 0, end: reading.text.length }];
    const spans: Span[] = [];
    for (const found of find(dateShape, reading)) {
      if ((bits & hint.made) === 0 && unborn.test(found[0])) continue;
      const span = spanOf(found);
      // A moment of a day is a machine's: it has to be called one right before it.
      const isMoment = moment.test(found[0]) || clocked.test(reading.text.slice(span.end, span.end + 7));
      if (!isHinted && isMoment && !isLabelled(cues, cue.birth, span)) continue;
      const before = spans.at(-1);
      const isOther = before !== undefined && another.test(reading.text.slice(before.end, span.start));
      if (isHinted || isOther || said(cuesBehind(cues, before, span), cue.birth, span)) spans.push(span);
    }
    return spans;
  },
});
