/** That an id which no word has to speak of is asked for by the letters and digits it has. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsIn } from '../../../../src/egress/detect/detector.js';
import { elsewhere } from '../../../../src/egress/detect/ids/elsewhere.js';
import { european } from '../../../../src/egress/detect/ids/europe.js';
import { scan } from '../../../../src/egress/net/scan.js';

const telling = [...european, ...elsewhere].flatMap((one) =>
  one.telling === undefined ? [] : [[one.country, one.form, one.telling] as const],
);
const lettersIn = (id: string): number => id.replace(/[^a-z]/gi, '').length;
/** A text is drawn by a form without what must not follow, and held against the whole of it. */
const drawn = ({ source }: RegExp) => fc.stringMatching(new RegExp(source.replace(/\(\?!.*?\)/, '')));

describe('an id that tells by itself', () => {
  it.each(telling)('of %s %s has letters and digits as it says', (_, form, counts) => {
    const seen = new Set<string>();
    const counted = fc.property(drawn(form), (id) => {
      if (form.test(id)) seen.add(`${lettersIn(id)}+${digitsIn(id)}`);
    });
    fc.assert(counted, { numRuns: 500 });
    expect([...seen].sort()).toEqual([...counts].sort());
  });

  it.each([
    ['AB123456(A)'],
    ['A123456(3)'],
    ['12345678Z'],
    ['12.345.006-k'],
    ['HX 12 34 56 D, no 12345678Z'],
  ])('is found in %s with nothing to speak of it', (text) => {
    expect(scan(text, 0).map((hit) => hit.class)).toContain('pii.national_id');
  });
});
