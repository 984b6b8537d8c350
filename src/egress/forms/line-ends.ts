/** Where a value may go on behind the end of a line. It refuses a border at which one line plainly ends and another begins. */

/** The end of one line and the beginning of the next. */
export interface LineEnd {
  readonly left: string;
  readonly right: string;
  /** Where the right one begins in the text. */
  readonly at: number;
  /** Where the left one ends. */
  readonly end: number;
  /** A number ends the one and begins the other, as at no other line of the text. */
  readonly isLone: boolean;
}

const reach = 64;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;
const isBlank = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0d;
/** How a mail is quoted, and what is set in. */
const isMargin = (code: number): boolean => isBlank(code) || code === 0x3e;

/** The name and the sign of an address, and perhaps some of its domain, which is looked at first. */
const address = /[\p{L}\p{N}_][\p{L}\p{N}._+-]{0,60}@(?:[a-z0-9.-]{0,60}[a-z.-])?$/iu;
const domain = /@(?:[a-z0-9.-]{0,60}[a-z.-])?$/iu;
const endsAddress = (left: string): boolean => domain.test(left) && address.test(left);
const account = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}[ A-Z0-9]{0,34}$/;

export const isNumber = ({ left, right }: LineEnd): boolean =>
  (isDigit(left.charCodeAt(left.length - 1)) || left.endsWith('-')) && isDigit(right.charCodeAt(0));

export const isAccount = ({ left }: LineEnd): boolean => account.test(left);

function mayGoOn(one: LineEnd): boolean {
  if (isNumber(one)) return true;
  const { left, right } = one;
  const [last, next] = [left.charCodeAt(left.length - 1), right.charCodeAt(0)];
  if (right.startsWith('@') || left.endsWith('@') || left.includes('@')) return true;
  return (isDigit(last) || isCapital(last)) && (isDigit(next) || isCapital(next));
}

/** A value is at its border what it may be. */
function isPart(one: LineEnd): boolean {
  if (isNumber(one) || isAccount(one)) return true;
  if (one.right.startsWith('@')) return /[\p{L}\p{N}_]$/u.test(one.left);
  return endsAddress(one.left) && !/^[^\s]{0,64}@/.test(one.right);
}

export function lineEnds(text: string): readonly LineEnd[] {
  const found: LineEnd[] = [];
  let numbers = 0;
  for (let line = text.indexOf('\n'), from = 0; line >= 0; line = text.indexOf('\n', line + 1)) {
    let [end, at] = [line, line + 1];
    while (end > from && isBlank(text.charCodeAt(end - 1))) end -= 1;
    while (at - line < 9 && isMargin(text.charCodeAt(at))) at += 1;
    const next = text.indexOf('\n', at);
    const left = text.slice(Math.max(from, end - reach), end);
    const right = text.slice(at, Math.min(next < 0 ? text.length : next, at + reach));
    from = line + 1;
    const one = { left, right, at, end, isLone: true };
    if (left === '' || right === '' || !mayGoOn(one) || !isPart(one)) continue;
    if (isNumber(one)) numbers += 1;
    found.push(one);
  }
  return numbers < 2 ? found : found.map((one) => ({ ...one, isLone: false }));
}
