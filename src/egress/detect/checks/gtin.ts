/** Whether the numbers of a text are those of articles, by the digit that checks them. It refuses to say so of fewer than three: one card in ten passes as well. */
import { allOf } from '../text/shape.js';
import type { Span } from '../text/span.js';

const bare = /(?<![\w.-])\d{12,14}(?![\w-]|\.\d)/g;
const least = 3;
const longest = 4_096;

/** Weighed by three and one from the right, as on every barcode. */
function passes(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1)
    sum += (digits.charCodeAt(digits.length - 1 - i) - 48) * (i % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

const length = 13;
/** As long as most of them, and as cards of old. */
export const mayBeGtin = ({ start, end }: Span): boolean => end - start === length;

/** Of all numbers so long in the text, of which some are no cards. */
export function areGtins(text: string, isCard: (digits: string) => boolean): boolean {
  const numbers = new Set(allOf(bare, text).map(([digits]) => digits));
  if (numbers.size < least || numbers.size > longest) return false;
  let others = 0;
  for (const one of numbers) {
    if (!passes(one)) return false;
    if (!isCard(one)) others += 1;
  }
  return others > 0;
}
