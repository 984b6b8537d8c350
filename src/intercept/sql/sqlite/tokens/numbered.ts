/** Which of the bound values each mark of a statement takes. Where marks are of several kinds it says of none: drivers number those differently. */
import type { Token } from './token.js';

const signs = [/^:[A-Za-z_]\w*$/, /^@[A-Za-z_]\w*$/, /^\$[A-Za-z_]\w*$/];

/** By its own number, and none is left out; or by its first place, where all bear names behind one sign. */
export function numbersOf(text: string, marks: readonly Token[]): readonly number[] | undefined {
  const written = marks.map(({ start, end }) => text.slice(start, end));
  if (written.every((one) => one === '?')) return written.map((_, at) => at + 1);
  const each = [...new Set(written)];
  if (signs.some((sign) => each.every((one) => sign.test(one))))
    return written.map((one) => each.indexOf(one) + 1);
  const isCounted = each.every((_, at) => each.includes(`?${at + 1}`));
  return isCounted ? written.map((one) => Number(one.slice(1))) : undefined;
}
