/** That the runs in which a number with letters is looked for leave out none. */
import { describe, expect, it } from 'vitest';
import { runsBy } from '../../../../../src/egress/detect/text/runs.js';
import { scan } from '../../../../../src/egress/net/text/scan.js';

const idRuns = runsBy({
  ...{ part: /[A-Za-z\d]/, sign: /[ .\-/+]/, others: [0x17f, 0x212a] },
  ...{ digits: 3, shortest: 7 },
});
const runsIn = (text: string): readonly string[] =>
  idRuns(text).map(({ start, end }) => text.slice(start, end));
const code = /[A-Z\d](?:[ .\-/+]{0,1}[A-Z\d]){6,19}/giu;

describe('the runs in which a number with letters may stand', () => {
  it('are parted by two signs, and by any other', () => {
    expect(runsIn('no 850709-9805, then 44 10 94 12 345 678.  AB 12 34 56 C')).toEqual([
      'no 850709-9805',
      'then 44 10 94 12 345 678.',
      'AB 12 34 56 C',
    ]);
  });

  it('are none of words alone, nor of fewer than three digits', () => {
    expect(runsIn('the order was late 12 times and the team will look at it')).toEqual([]);
    expect(runsIn('abcd123')).toEqual(['abcd123']);
  });

  it('hold letters that are of ASCII in either case', () => {
    expect(runsIn('\u017f123456, \u212a123456, é123456')).toEqual(['\u017f123456', '\u212a123456']);
  });

  it('leave out no code with three digits, and cut none', () => {
    const signs = 'A12345 .-/+,(\u017f\u212aé7k@:'.match(/./gu) ?? [];
    let seed = 7;
    const pick = (): string => {
      seed = (seed * 48_271) % 2_147_483_647;
      return signs[seed % signs.length] ?? '';
    };
    let seen = 0;
    for (let i = 0; i < 2_000; i += 1) {
      const text = Array.from({ length: 60 }, pick).join('');
      const runs = idRuns(text);
      for (const { 0: found, index } of text.matchAll(code)) {
        if (found.replace(/\D/g, '').length < 3) continue;
        seen += 1;
        expect(runs.some(({ start, end }) => start <= index && end >= index + found.length)).toBe(true);
      }
    }
    expect(seen).toBeGreaterThan(1_000);
  });
});

describe('what is looked for from its signs on', () => {
  it.each([
    ['lease 001a.2b3c.4d5e,001b.2b3c.4d5e at 10.0', ['001a.2b3c.4d5e', '001b.2b3c.4d5e']],
    ['v1.2.3.4.5 x001a.2b3c.4d5e 001a.2b3c.4d5e.0f1a', []],
    ['12:30:15 2001:db8:85a3::8a2e:370:7334', ['2001:db8:85a3::8a2e:370:7334']],
    [':2001:db8:85a3::8a2e:370:7334 12345:db8:85a3:0:0:8a2e:370:7334', []],
    ['12, 34 56; 4111-1111 1111.1111', ['4111-1111 1111.1111']],
    ['12, 34 56; 4111-1111-1111-1111', ['4111-1111-1111-1111']],
  ])('is found as it stands: %s', (text, found) => {
    expect(scan(text, 0).map(({ start, end }) => text.slice(start, end))).toEqual(found);
  });
});
