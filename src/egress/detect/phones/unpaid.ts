/** A number without an amount that stands behind it. It refuses to cut off what leaves less than a number. */
import { digitsIn } from '../detector.js';

export const fraction = /^\d+\.\d+$/;
/** An amount at the end: of a row of groups with one stop in it, or before its currency. */
const cents = /(?:^|[ \-/]{1,3})\d{1,9}\.\d{2}$/;
const hasStops = /\.\d+\D+\d|\.\d+\./;
/** A dash without a blank joins a group to the others. */
const amount = /(?:[ /]|[ \-/]{2,3})\d{1,3}(?:\.\d{3}){0,3}$|(?:[ /]|[ \-/]{2,3})\d{1,9}$/;
const thousands = /[ \-/]{1,3}\d{1,3}(?:\.\d{3}){1,3}$/;
const currency =
  /^(?:,\d{1,2}|,-)? ?(?:€|EUR|USD|GBP|CHF|PLN|SEK|NOK|DKK|CZK|TRY|BRL|INR|zł|[Ee]uros?)(?![\p{L}\p{N}])/u;
/** A run of digits before its currency. */
export const isSum = (candidate: string, behind: string): boolean =>
  /^[1-9]\d*$/.test(candidate) && currency.test(behind);
/** The sign of a currency right before a number. */
export const isPriced = (text: string, start: number): boolean =>
  /[€$£¥₹₺₽₩] ?$/.test(text.slice(Math.max(0, start - 2), start));
const hasCents = /^,\d{2}(?!\d)/;

/** The number without an amount that stands behind it. INVARIANT: nothing is cut off that leaves less than a number. */
export function unpaid(candidate: string, behind: string): string | undefined {
  if (fraction.test(candidate) && cents.test(candidate)) return undefined;
  let shown = candidate;
  if (currency.test(behind)) shown = candidate.replace(amount, '');
  else if (hasCents.test(behind)) shown = candidate.replace(thousands, '');
  else if (!hasStops.test(candidate)) shown = candidate.replace(cents, '');
  return digitsIn(shown) < 7 ? candidate : shown;
}
