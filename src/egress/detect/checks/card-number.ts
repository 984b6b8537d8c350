/** The numbers of payment cards: who issues them, how long they are, and their check digit. It refuses to say that one number alone is a card's: one in forty ids is one as well. */
import { luhn } from './luhn.js';

/** Prefix range (as many digits as the bounds have) and the lengths that issuer uses. */
const issuers: readonly (readonly [number, number, readonly number[]])[] = [
  [4, 4, [13, 16, 19]],
  [51, 55, [16]],
  [2221, 2720, [16]],
  [34, 34, [15]],
  [37, 37, [15]],
  [6011, 6011, [16, 19]],
  [644, 649, [16, 19]],
  [65, 65, [16, 19]],
  [3528, 3589, [16, 17, 18, 19]],
  [300, 305, [14, 16]],
  [3095, 3095, [14]],
  [36, 36, [14]],
  [38, 39, [14, 16]],
  [62, 62, [16, 17, 18, 19]],
  [2200, 2204, [16]],
  [60, 60, [16]],
  [81, 82, [16]],
  [9792, 9792, [16]],
  [636368, 636369, [16]],
  [506099, 506198, [16, 18, 19]],
  [506699, 506778, [16]],
  [650002, 650027, [16, 19]],
  [627780, 627780, [16]],
  [5018, 5018, [16]],
  [5020, 5020, [16]],
  [5038, 5038, [16]],
  [5893, 5893, [16]],
  [6304, 6304, [16]],
  [6759, 6763, [16]],
];
const maestro: readonly (readonly [number, number, readonly number[]])[] = [
  [50, 69, [12, 13, 14, 15, 16, 17, 18, 19]],
  [9792, 9792, [16]],
];

const issued = (digits: string, table: typeof issuers): boolean =>
  table.some(([low, high, lengths]) => {
    const prefix = Number(digits.slice(0, String(low).length));
    return prefix >= low && prefix <= high && lengths.includes(digits.length);
  });

export const isIssued = (digits: string): boolean => issued(digits, issuers);
export const isOfMaestro = (digits: string): boolean => issued(digits, maestro);
export const isCardNumber = (digits: string): boolean => luhn(digits) && isIssued(digits);

const least = 3;
const most = 64;

/** Whether what stands under one name are cards, whatever the name says: three different ones at least, and nine of ten. Three ids of sixteen digits are that once in 60,000 times. */
export function areCards(numbers: readonly string[]): boolean {
  const different = [...new Set(numbers)].slice(0, most);
  if (different.length < least) return false;
  return different.filter(isCardNumber).length >= different.length * 0.9;
}
