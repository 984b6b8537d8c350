/** Passport numbers that no word calls so much as a document's: behind a short label of a document, beside what is said of a traveller; and in a line of an airline. It refuses a document of which nothing says that it is a person's. */

import { defineDetector, type Reading, type Span } from './detector.js';
import { allOf, find, nowhere, shapeOf } from './text/shape.js';
import { trait } from './text/traits.js';
import { cue, isSpokenWithin } from './words/cues.js';
import { hint } from './words/hint.js';
import { followsNumbered } from './words/numbered.js';

/** As a state writes one. */
const code =
  '(?:[A-Z]{1,3} ?\\d{6,8}[A-Z]?|\\d{2}[A-Z]{2}\\d{5}|[A-Z](?=(?:[A-Z]*\\d){3})[A-Z\\d]{8}|[CFGHJK](?=[A-Z]*\\d)[CFGHJKLMNPRTVWXYZ\\d]{8}|\\d{8,9})(?![\\p{L}\\p{N}_]|[-.,]\\d)';
const labels =
  '[Dd]ocs?|DOCS?|[Dd]ocument|[Dd]okumento?|[Dd]ocumento|id-doc|pp|PP|[Pp]pt|[Pp]ass?|PASS?|[Aa]usweis|[Nn]um(?:ber)?';
const number = '(?:\\.? (?:no|nr|č|num|number)\\b)?\\.?';
const labelled = shapeOf(
  `(?<![\\p{L}\\p{N}_.'-])(?:${labels})(?:/[\\p{L}]{2,12})?${number}(?: is| was)?[ :=#]{1,3}(${code})`,
);
/** Its kind, which is a passport's, and its number: `Document: P  No: M66955572`. */
const ofKind = shapeOf(
  `(?<![\\p{L}\\p{N}])(?:[Dd]oc(?:ument)?|DOC(?:UMENT)?|[Tt]ype|TYPE)[ :]{1,3}P[<NOS]?[ ,;/]{1,3}(?:[Nn]o|[Nn]r|NO|NR|[Nn]um(?:ber)?)\\.?[ :]{1,3}(${code})`,
);
/** A field of its own, of a word that may be another's as well: `pass AA993944`, `pas 90089989`. */
const fieldOfOwn =
  /(?:^|[,;(|\n] ?)(?:(?:[Pp]ass|PASS)[ :]{1,2}(?=[A-Z]{1,2}\d)|(?:[Pp]as|PAS)[ :]{1,2})([A-Z]{1,2}\d{6,7}|\d{8})(?=\s*(?:[,;)|\n]|\.?$|\.\s))/g;
/** How many there are. */
const many = /docs=$/i;
/** `DOCS P/US/510747836/US/12JAN80/M`. */
const airline = shapeOf(`(?<![\\p{L}\\p{N}])P[/<][A-Z]{2,3}[/<](${code})`);
const mayBe = /(?<![A-Za-z])(?:docs?|dok|pp|pas|aus|num|type|p[/<])/i;

const traveller =
  /(?<!\p{L})(?:nationalit\w{1,4}|nationaal\w{0,6}|citizen\w{0,6}|visa|visum|boarding|boarded|customs|immigration|border|travell?ers?|passengers?|pax|embassy|consulate|country|[Rr]esenär|[Rr]esande|passagerare|[Rr]eisende[rn]?|[Pp]assasjer|[Mm]atkustaja|[Pp]odróżn[ya]|[Pp]asażer(?:ka)?|[Cc]estující|[Cc]ălător|[Yy]olcu|[Vv]iajer[oa]|[Pp]asajer[oa]|[Pp]assageir[oa]|[Pp]asseggero|[Vv]oyageur|[Pp]assager|[Rr]eiziger|DOCS|Staatsangehörigkeit|nacionalidad\w?|nazionalità|kansalaisuus|obywatelstwo)(?!\p{L})/iu;
const personal = cue.birth | cue.national | cue.ssn | cue.passport;
const reach = 100;

function isOfTraveller({ text, cues }: Reading, { start, end }: Span): boolean {
  const window = { start: start - reach, end: end + reach };
  if (isSpokenWithin(cues, personal, window)) return true;
  const near = text.slice(Math.max(0, window.start), start) + text.slice(end, window.end);
  return traveller.test(near);
}
/** Of a person with no more said than where they live or how to call them, under the word for the thing alone. */
const bare = /^(?:pass?|pp)/i;
const addressed = cue.phone | cue.home | cue.name;

const spanOfCode = (found: RegExpExecArray): Span => {
  const end = found.index + found[0].length;
  return { start: end - (found[1]?.length ?? 0), end };
};

export const passportBeside = defineDetector({
  kind: 'passport-beside',
  class: 'pii.passport',
  tier: 'context',
  needs: trait.figures | trait.words,
  standsIn: ({ text }) => mayBe.test(text),
  detect: (reading) => {
    const { text } = reading;
    if (!mayBe.test(text)) return nowhere;
    const isMade = (reading.hint & hint.made) !== 0;
    const spans = [...find(airline, reading), ...allOf(fieldOfOwn, text)].map(spanOfCode);
    for (const found of find(ofKind, reading)) {
      const span = spanOfCode(found);
      if (isOfTraveller(reading, span)) spans.push(span);
    }
    for (const found of find(labelled, reading)) {
      const span = spanOfCode(found);
      const isOther =
        followsNumbered(text, span.start) || many.test(text.slice(Math.max(0, span.start - 6), span.start));
      if (!isMade && isOther) continue;
      const window = { start: span.start - reach, end: span.end + reach };
      const isAddressed = bare.test(found[0]) && isSpokenWithin(reading.cues, addressed, window);
      if (isAddressed || isOfTraveller(reading, span)) spans.push(span);
    }
    return spans;
  },
});
