/** Whether a number goes on with what another one before it began, or an address. It refuses one that is not written as a telephone is. */
import { digitsIn, type Span } from '../detector.js';

/** An address to write to, and a word that offers something else. */
const orElse =
  /(?:@[\p{L}\p{N}.-]{3,80}|\[EMAIL:[^\]]{1,80}\])[,;)]?\s(?:or|ou|o|oder|od\.|of|eller|tai|lub|albo|nebo|vagy|sau|veya|или|або|ή|atau|hoặc|또는|أو|או|\/|&|and|und|et|e|y|en|og|och|i|и)\s(?:at |on |auf |al |au |no |под )?$/u;
const isOffered = (text: string, start: number): boolean =>
  orElse.test(text.slice(Math.max(0, start - 100), start));

/** Who is called, beside who calls: what one of the two is the other is as well. */
const parties =
  /^["']?[,;]? ?["']?(?:to|from|recipient|sender|callee|caller|called|calling|dst|dest|src)["']?[=:] ?["']?$/u;
const bare = /^\d{9,15}$/;
export const isOtherParty = (text: string, last: Span | undefined, { start, end }: Span): boolean =>
  last !== undefined && bare.test(text.slice(start, end)) && parties.test(text.slice(last.end, start));

/** One more of them behind another in its sentence, where it is written as one. */
const more = /^[^\n\d]{1,40}$/;
export function isAnother(text: string, last: Span | undefined, span: Span): boolean {
  const { start, end } = span;
  if (isOffered(text, start) || isOtherParty(text, last, span)) return true;
  if (last === undefined || !more.test(text.slice(last.end, start))) return false;
  const shown = text.slice(start, end);
  return /^[(0]/.test(shown) || (digitsIn(shown) >= 9 && /\d[ .-]\d/.test(shown));
}
