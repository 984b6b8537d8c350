/** That a number of the American plan is told as the library tells it, however it is written. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { phone } from '../../../../../src/egress/detect/phone.js';
import { isAmerican } from '../../../../../src/egress/detect/phones/american.js';
import { noCues } from '../../../../../src/egress/detect/words/cues.js';
import { createLot } from '../../generated.js';

const written: readonly ((area: string, block: string, line: string) => string)[] = [
  (area, block, line) => `(${area}) ${block}-${line}`,
  (area, block, line) => `${area}.${block} ${line}`,
  (area, block, line) => `1-${area}-${block}-${line}`,
  (area, block, line) => `+1 (${area}) ${block}-${line}`,
  (area, block, line) => `+1${area}${block}${line}`,
];
const byLibrary = (text: string): boolean =>
  parsePhoneNumberFromString(text, { defaultCountry: 'US', extract: false })?.isValid() === true;

describe('a number of the American plan', () => {
  it('is what the library calls one, of every area', () => {
    const lot = createLot(9);
    let count = 0;
    for (let area = 200; area < 1000; area += 1)
      for (const form of written) {
        const block = String(200 + lot.next(800));
        const line = String(1000 + lot.next(9000));
        const text = form(String(area), block, line);
        const isOne = isAmerican(`${area}${block}${line}`);
        expect([text, isOne]).toEqual([text, byLibrary(text)]);
        if (isOne) count += 1;
      }
    expect(count).toBeGreaterThan(1_000);
  });

  it('has ten digits', () => {
    expect(isAmerican('2127365000')).toBe(true);
    expect(isAmerican('212736500')).toBe(false);
    expect(isAmerican('12127365000')).toBe(false);
  });

  it.each([
    ['+1 212 736 5000', 1],
    ['+1 (212) 736-5000', 1],
    ['1-212-736-5000', 1],
    ['1-211-736-5000', 0],
  ])('is found as it is dialled: %s', (text, count) =>
    expect(phone.detect({ text, hint: 0, cues: noCues, isPlain: true })).toHaveLength(count),
  );
});
