/** US social security and taxpayer numbers, by their range rules. It refuses nine bare digits that nothing calls one. */

import { defineDetector, type Reading, type Span } from './detector.js';
import { allOf, spanOf } from './text/shape.js';
import { trait } from './text/traits.js';
import { cue, said } from './words/cues.js';
import { hint } from './words/hint.js';
import { followsNumbered } from './words/numbered.js';
import { cuesPast } from './words/own-noun.js';

const shape = /(?<![\w.]|\d[-/])(\d{3})([- .]?)(\d{2})\2(\d{4})(?!\w|[-/.]\d)/g;

function holdsShape(text: string): boolean {
  shape.lastIndex = 0;
  return shape.test(text);
}

const itinGroup = (group: number): boolean =>
  (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group <= 92) || group >= 94;

function inRange(area: number, group: number, serial: number): boolean {
  // A form that is filled in: `999-99-9999`.
  if (area % 111 === 0 && group === (area % 10) * 11 && serial === (area % 10) * 1111) return false;
  if (area === 0 || area === 666 || group === 0 || serial === 0) return false;
  return area < 900 || itinGroup(group);
}

function isSaid(reading: Reading, last: Span | undefined, span: Span): boolean {
  if ((reading.hint & hint.made) !== 0) return said(reading.cues, cue.ssn, span);
  return !followsNumbered(reading.text, span.start) && said(cuesPast(reading, last, span), cue.ssn, span);
}

/** All of what stands under the name of what is sold or made: `part_no`. */
const isOfGoods = ({ text, hint: bits }: Reading, { start, end }: Span): boolean =>
  (bits & (hint.goods | hint.made | hint.ssn)) === hint.goods && start === 0 && end === text.length;

export const usSsn = defineDetector({
  kind: 'us-ssn',
  class: 'pii.us_ssn',
  tier: 'shape',
  needs: trait.digits,
  standsIn: ({ text }) => holdsShape(text),
  detect: (reading) => {
    const spans: Span[] = [];
    for (const found of allOf(shape, reading.text)) {
      if (!inRange(Number(found[1]), Number(found[3]), Number(found[4]))) continue;
      const span = spanOf(found);
      const isPrinted = found[2] === '-' || found[2] === ' ';
      const isHinted = (reading.hint & hint.ssn) !== 0;
      if (isOfGoods(reading, span)) continue;
      if (isPrinted || isHinted || isSaid(reading, spans.at(-1), span)) spans.push(span);
    }
    return spans;
  },
});
