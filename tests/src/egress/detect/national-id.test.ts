/** That an id which no word has to speak of is asked for by the letters and digits it has. */

import { describe, expect, it } from 'vitest';
import { digitsIn } from '../../../../src/egress/detect/detector.js';
import { elsewhere } from '../../../../src/egress/detect/ids/elsewhere.js';
import { european } from '../../../../src/egress/detect/ids/europe.js';
import { scan } from '../../../../src/egress/net/text/scan.js';
import { fc } from '../../../property.js';
import { masked } from '../fixtures.js';

const telling = [...european, ...elsewhere].flatMap((one) =>
  one.telling === undefined ? [] : [[one.country, one.form, one.telling] as const],
);
const lettersIn = (id: string): number => id.replace(/[^a-z]/gi, '').length;
/** A text is drawn by a form without what must not follow, and held against the whole of it. */
const drawn = ({ source }: RegExp) => fc.stringMatching(new RegExp(source.replace(/\(\?!.*?\)/, '')));

describe('an id that a word calls one', () => {
  it.each([
    ['MyKad (861110-10-1476)', '861110-10-1476'],
    ['No. KTP = 3578010805066324', '3578010805066324'],
    ['C.I. 1145897946', '1145897946'],
    ['الرقم القومي 29001011234567', '29001011234567'],
    ['emirates id 784197512345675', '784197512345675'],
    ['RSA ID: 5911286076180', '5911286076180'],
    ['r.č.: 0662260929', '0662260929'],
  ])('is found in %s', (text, id) => {
    const start = text.indexOf(id);
    expect(scan(text, 0)).toContainEqual(
      expect.objectContaining({ class: 'pii.national_id', start, end: start + id.length }),
    );
  });

  it.each([['MyKad 861310-10-1476'], ['No. KTP 3578017205066324'], ['C.I. 1145897945']])(
    'is none where its day or its check is wrong: %s',
    (text) => expect(scan(text, 0)).toEqual([]),
  );

  it('is the number beside the word, and not what a small word leads to behind it', () => {
    expect(masked('personnummer = 19811107-8138; ref 1461278929')).toMatch(/; ref 1461278929$/);
    expect(masked('SIN 702-950-247, before 2019-03-10.')).toMatch(/, before 2019-03-10\.$/);
    expect(masked('BSN 111222333 and 123456782')).not.toContain('123456782');
  });
});

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

describe('a whole date', () => {
  it.each([['Tax year 25/04/2026: code 1257L'], ['| lot | made_on |\n|---|---|\n| 881-20 | 27/01/2026 |\n']])(
    'is no id, whatever its digits add up to: %s',
    (text) => expect(masked(text)).toBe(text),
  );
});

describe('a number with cents', () => {
  it.each(['NIF of 81504.13', 'an average NIF of 8150412.35 was paid', 'tax 123456789.5'])(
    'is no id, whatever the word beside it: %s',
    (text) => expect(scan(text, 0)).toEqual([]),
  );
});
