/** That a shape finds, in each of its spellings, what the pattern finds that it was made of. */

import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../../../../src/egress/detect/text/shape.js';
import { fc } from '../../../../property.js';

const sources = [
  "(?<![\\p{L}\\p{N}_])\\p{Lu}[\\p{L}'’-]{1,3}[\\]\\p{N}]?",
  '(?<=\\p{Lu}|(?:^|[^\\p{L}])[\\p{M}x])[\\p{N}.]{1,4}(?![\\p{L}\\p{N}_]|-\\d)',
  '(?<![\\p{Script=Latin}\\p{N}])[\\p{Script=Han}\\p{Script=Katakana}ー]{2,4}(?=様|@|$)',
  '[A-Z\\d](?:[ .-]?[A-Z\\d\\p{N}]){2,5}(?![\\p{L}\\p{N}@])',
  '[\\p{L}é]{2,}\\p{Lu}',
];
const flags = fc.constantFrom<'g' | 'gi'>('g', 'gi');
/** Letters of both cases, with marks and of other planes; digits; what folds to a letter of ASCII; halves of a pair. */
const letters = [..."aZzkK7_.-'’@ ])éÉñłŁßſKİıΣς王様ーカ٣७ªº𝐀𐐀𐐨𠮷\u0301\u00b2", '\ud800', '\udc00'];
const text = fc.array(fc.constantFrom(...letters), { maxLength: 24 }).map((parts) => parts.join(''));
const found = (pattern: RegExp, within: string) =>
  [...within.matchAll(pattern)].map((one) => [one.index, one[0]]);

describe.each(sources)('the shape %s', (source) => {
  it('is what was given, in every script', () => {
    fc.assert(
      fc.property(text, flags, (within, flag) => {
        const given = new RegExp(source, `${flag}u`);
        expect(found(shapeOf(source, flag).wide, within)).toEqual(found(given, within));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is what was given, in ASCII', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{0,24}$/), flags, (within, flag) => {
        const given = new RegExp(source, `${flag}u`);
        expect(found(shapeOf(source, flag).plain, within)).toEqual(found(given, within));
      }),
    );
  });
});

describe('the side of a script', () => {
  it('is asked past ASCII alone, on either hand', () => {
    expect(shapeOf('(?<![\\p{L}_])\\p{Lu}').wide.source).toBe(
      '(?<!(?:[A-Za-z_]|[\\p{L}](?<![\\x00-\\x7f])))(?:[A-Z]|(?![\\x00-\\x7f])[\\p{Lu}])',
    );
  });

  it('is not parted from letters that a class has of its own', () => {
    expect(shapeOf('[\\p{L}é]+').wide.source).toBe('[\\p{L}é]+');
  });
});
