/** That keys are read before a sign as patterns would read them, one character after another. */

import { describe, expect, it } from 'vitest';
import { hint, hintOf } from '../../../../src/egress/detect/words/hint.js';
import { newNameMemory, pairsIn } from '../../../../src/egress/forms/pairs.js';
import { fc } from '../../../property.js';

const telling = /\p{L}\p{M}*\p{L}/u;
const keyBefore = /[\p{L}\p{M}\p{N}_ -]{1,64}$/u;

/** What each sign of a text has before it, plainly: the last three words, then two, then one. */
function hintsByPattern(text: string): readonly number[] {
  const said = [...text.matchAll(/[:=]/g)].map(({ index }) => {
    const margin = /[ \t"'*]{0,4}$/.exec(text.slice(0, index))?.[0].length ?? 0;
    // By UTF-16 units, as a key is cut.
    const before = [...text.slice(Math.max(0, index - margin - 64), index - margin)].join('');
    const words = (keyBefore.exec(before)?.[0] ?? '').split(/[ -]+/).filter((word) => word !== '');
    const rows = words.slice(-3).map((_, i, last) => last.slice(i).join(' '));
    return rows.map((row) => (telling.test(row) ? hintOf(row) : 0)).find((one) => one !== 0) ?? 0;
  });
  return said.filter((one) => one !== 0);
}

const key = fc.constantFrom('name', 'e mail', 'date of birth', 'Telefon', 'ssn', 'ip', 'имя', 'card holder');
const piece = fc.oneof(
  fc.constantFrom(': ', '=', ' = ', '":"', "'=", '** :', '\n', ' ', '-', '_', '/', '  ', ', '),
  key,
  key.map((name) => `7 ${name}: `),
  key.map((name) => ` ${name}=`),
  fc.constantFrom(
    '12',
    '2024-05-01T10',
    '7',
    'a',
    'the',
    'user',
    'user_id',
    'customerEmail',
    'ipv',
    '4',
    '½',
  ),
  fc.string({ maxLength: 6 }),
);

describe('a key before a sign', () => {
  it('says what its last words say, whatever stands around it', () => {
    let told = 0;
    const agrees = fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
      // A value of two characters at least behind each sign, so that each key has its cell.
      const text = pieces.join('').replace(/[:=]/g, '$&xx;');
      const hints = pairsIn(text, newNameMemory()).map((cell) => cell.hint);
      expect([text, hints]).toEqual([text, hintsByPattern(text)]);
      told += hints.length;
    });
    fc.assert(agrees, { numRuns: Number(process.env.RUNS ?? 3_000) });
    expect(told).toBeGreaterThan(500);
  });

  it('is of the number before it no more than that there is one', () => {
    const memory = newNameMemory();
    for (const status of [200, 404, 500]) pairsIn(`GET /${status} status=ok`, memory);
    expect([...memory.keys.keys()]).toEqual(['0 status']);
    expect(pairsIn('7 card holder: xx', newNameMemory())[0]?.hint).toBe(hintOf('7 card holder'));
    expect(hintOf('7 card holder')).not.toBe(hintOf('card holder'));
  });

  it('is looked up once for all the texts of a result', () => {
    const memory = { ...newNameMemory(), keys: new Map([['colour', hint.phone]]) };
    expect(pairsIn('colour: 5550132, ssn: 123', memory).map((cell) => cell.hint)).toEqual([
      hint.phone,
      hint.ssn,
    ]);
    expect(memory.keys.get('ssn')).toBe(hint.ssn);
  });
});
