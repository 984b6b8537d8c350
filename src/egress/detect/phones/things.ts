/** Whether what is written as a telephone is a thing's number: behind the noun or the code of one, or a form that is filled in. It refuses one that is written as nothing but a telephone is. */
import type { Reading } from '../detector.js';
import type { Span } from '../text/span.js';
import { cue, isLabelled } from '../words/cues.js';
import { hint } from '../words/hint.js';
import { followsNumbered, leadsNumbered } from '../words/numbered.js';

/** From abroad, or with its area in brackets. */
const dialled = /^(?:\+|00|\()/;
/** A code of a thing's, and none that is dialled. */
const code = /(?<!\p{L})(?<!(?:area|dial|dialling|dialing|country|phone|city) )[Cc]ode:? ?$/u;
const reach = 18;
export const isOfThing = (shown: string, text: string, start: number): boolean =>
  !dialled.test(shown) &&
  (followsNumbered(text, start) ||
    leadsNumbered(text, start + shown.length) ||
    code.test(text.slice(Math.max(0, start - reach), start)));

/** `(999) 999-9999`. */
const oneDigit = /^\D*(\d)(?:\D*\1)+\D*$/;
const parted = /\d\D+\d/;
export const isOneDigit = (shown: string): boolean => oneDigit.test(shown) && parted.test(shown);

/** What stands right before the end of a code: `ORD-`, `A228-`, `ref.`. */
const ofCode = /[A-Z]\d{0,6}-$|\bref(?:erence)?\.?[:# ]{0,2}$/i;
/** The end of a code behind it: `417-1379-TP`, `1103-081522-k3xw9a7b`. */
const goesOn = /^-(?:\p{Lu}{1,3}(?![\p{L}\p{N}])|[a-z](?=[a-z]{0,8}\d)[a-z\d]{3,})/u;
/** With what stands behind it. */
export const isOfCode = (text: string, { start }: Span, behind: string): boolean =>
  ofCode.test(text.slice(Math.max(0, start - 12), start)) || goesOn.test(behind);

/** Never one, whatever calls it so: where a place on earth is (`+593249-1394338`), versions in a row, days in a row, the code of a place behind its state. */
const ofPlace = /^[+-]\d{4}(?:\d\d)?[+-]\d{5}(?:\d\d)?$/;
const versions = /\d\.\d{1,3}\.\d{1,4} {1,2}\d{1,3}\.\d|\d {2,}\d{1,2}\.\d{1,2}\.\d/;
const days = /^\d{1,2}[/.]\d{1,2}\.? ?- ?\d{1,2}[/.]\d{1,2}$/;
/** Years from one to another. */
const years = /^\(?(1\d{3}|20\d\d) ?- ?(1\d{3}|20\d\d)\)?$/;
function isYears(shown: string): boolean {
  const [, first, last] = years.exec(shown) ?? [];
  return first !== undefined && last !== undefined && first <= last;
}
/** The paragraph of a law. */
const clause = /(?<!\p{L})(?:D?FARS?|CFR|[Cc]lause|§{1,2})[ \n]{1,2}$/u;
const zip = /^\d{5}-\d{4}$/;
const ofState = /(?<![\p{L}\p{N}])[A-Z]{2},? {1,2}$/u;
/** The rest of an id that is drawn by lot. */
const restOfId = /^-[\da-f]{4}-[\da-z]{4,12}/i;
/** Written as something else is, by itself or by what stands right around it; years are told where no word calls them a telephone. */
export function isOtherwise(shown: string, { start }: Span, { text, hint: bits, cues }: Reading): boolean {
  // INVARIANT: what a statement made may have been written by it.
  if ((bits & hint.made) !== 0) return false;
  const end = start + shown.length;
  const signed = shown.startsWith('+') ? shown : text.charAt(start - 1) + shown;
  if (ofPlace.test(signed) || versions.test(shown) || days.test(shown)) return true;
  if (restOfId.test(text.slice(end, end + 20))) return true;
  if ((bits & hint.phone) !== 0 || isLabelled(cues, cue.phone, { start, end })) return false;
  const before = text.slice(Math.max(0, start - 10), start);
  return isYears(shown) || clause.test(before) || (zip.test(shown) && ofState.test(before));
}
