/** What stays as it is and, beside it, what is masked: a whole result each, under the shipped rules. It refuses a pair of which both stay. */
import { expect, it } from 'vitest';
import { maskedText } from './fixtures.js';

type Pair = readonly [clean: string, personal: string];
export const hold = (pairs: readonly Pair[]): void => {
  it.each(pairs)('%j stays, and %j does not', (clean, personal) => {
    expect(maskedText(clean)).toBe(clean);
    expect(maskedText(personal)).not.toBe(personal);
  });
};
