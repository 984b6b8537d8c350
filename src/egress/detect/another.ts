/** Whether a number goes on with what another one before it began. It refuses one that is not written as a telephone is. */
import { digitsIn, type Span } from './detector.js';

/** One more of them behind another in its sentence, where it is written as one. */
const more = /^[^\n\d]{1,40}$/;
export function isAnother(text: string, last: Span | undefined, { start, end }: Span): boolean {
  if (last === undefined || !more.test(text.slice(last.end, start))) return false;
  const shown = text.slice(start, end);
  return /^[(0]/.test(shown) || (digitsIn(shown) >= 9 && /\d[ .-]\d/.test(shown));
}
