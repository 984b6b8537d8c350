/** What the form of a text says of telephones in it, whatever the values of its digits are. It refuses to tell of a number that is longer than one that may begin with two zeros. */

import { digitsIn, type Reading } from '../detector.js';
import { allOf } from '../text/shape.js';
import { cue } from '../words/cues.js';
import { hint } from '../words/hint.js';
import { opened } from './led.js';

export const shape = /(?<![\w+]|\d[.:,](?!\+))(?:\+|00 ?)?\(?\d[\d ().\-/]{5,22}\d(?!\w|:\d\d)/g;
/** Past this, where one ends hangs on its zeros. */
const longest = 22;

/** Whether all of it is one, as its key calls it. */
export function isWholeForm({ text, hint: bits }: Reading): boolean {
  if ((bits & hint.phone) === 0 || text.length > longest || opened.test(text)) return false;
  const count = digitsIn(text);
  return count >= 7 && count <= 15 && allOf(shape, text)[0]?.[0] === text;
}

/** A letter or a digit and a dash: what stands behind is the end of a code, where it is not dialled from abroad nor written as in America. */
const ofCode = /[\p{L}\p{N}]-$/u;
const american = /(?<!\d)\d{3}[ .-]\d{4}(?!\d)/;
const isEndOfCode = (text: string, { 0: found, index }: RegExpExecArray): boolean =>
  found.length <= longest &&
  !found.startsWith('+') &&
  ofCode.test(text.slice(Math.max(0, index - 2), index)) &&
  !american.test(found);

/** Whether any may be one. */
export const mayStandInForm = ({ text, hint: bits, cues }: Reading): boolean =>
  ((bits & hint.phone) | (cues.bits & cue.phone)) !== 0 ||
  allOf(shape, text).some((found) => !isEndOfCode(text, found));
