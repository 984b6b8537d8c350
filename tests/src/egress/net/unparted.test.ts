/** What nobody sees within a value, wherever it stands: the value is found, and so are two that nothing else parts. */

import { expect, it } from 'vitest';
import { fc } from '../../../property.js';
import { masked } from '../fixtures.js';

const values = ['qzvxk7jw@canary.example', '4111111111111111', 'DE89370400440532013000', '+491523774819'];
/** Control characters, what could not be read, private signs, no characters, zero widths, marks. */
const unseen = [
  ...['\0', '\u0001', '\b', '\u000b', '\u000e', '\u001b', '\u007f', '\u0080', '\u0085', '\u009f'],
  ...['\ufffd', '\ue000', '\uf8ff', '\u{10fffd}', '\uffff', '\u{1fffe}', '\u0378'],
  ...['\u200b', '\u200d', '\u2060', '\u00ad', '\ufeff', '\u{e0001}', '&shy;', '<wbr>'],
];
/** Of a letter, so no sign of its own. */
const marks = ['\ufe0f', '\u0301'];
const gap = fc.array(fc.constantFrom(...unseen, ...marks), { maxLength: 2 }).map((signs) => signs.join(''));
const before = fc.constantFrom('', ' ', 'see ', 'mail: ', '"', '(', '\n');
const after = fc.constantFrom('', ' ', ', ', '"', ')', '\n');

const without = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Mn}\ufffd]|&shy;|<wbr>/gu;
const read = (text: string): string => text.replace(without, '');

it('a value is found, whatever nobody sees stands between its characters', () => {
  const text = fc
    .tuple(fc.constantFrom(...values), fc.array(gap, { minLength: 30, maxLength: 30 }), before, after)
    .map(([value, gaps, ahead, behind]) => ({
      value,
      text: `${ahead}${[...value].map((sign, at) => sign + (gaps[at] ?? '')).join('')}${behind}`,
    }));
  fc.assert(
    fc.property(text, (given) => {
      expect(read(masked(given.text))).not.toContain(given.value.slice(2, 12));
    }),
    { numRuns: 400, seed: 7 },
  );
});

it('each of two values is found, whatever nobody sees stands between them', () => {
  const pair = fc.tuple(fc.constantFrom(...values), fc.constantFrom(...unseen), fc.constantFrom(...values));
  fc.assert(
    fc.property(pair, ([one, sign, other]) => {
      const said = read(masked(`${one}${sign}${other}`));
      for (const value of [one, other]) expect(said).not.toContain(value.slice(2, 12));
    }),
    { numRuns: 300, seed: 7 },
  );
});
