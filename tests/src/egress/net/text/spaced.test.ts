/** A value whose characters stand apart is masked whole: between blanks or strokes, down the lines of a text, down a column. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../../src/egress/net/text/scan.js';
import { masked, raw, released } from '../../fixtures.js';

const card = '4111111111111111';
const mail = 'ann.lee@corp.example';

describe('characters that stand apart', () => {
  it.each([' ', '-', '\n', '\r\n'])('are read together past %j', (between) => {
    for (const value of [card, mail, 'DE89370400440532013000']) {
      const text = `${[...value].join(between)}`;
      expect([value, scan(text, 0).map(({ start, end }) => [start, end])]).toEqual([
        value,
        [[0, text.length]],
      ]);
    }
  });

  it('have the token of the value', () =>
    expect(masked(`see ${[...mail].join(' ')}!`)).toBe(masked(`see ${mail}!`)));

  it.each(['a b c d e f g h i j k', '1 2 3 4 5 6 7 8 9 10', 'x-1-y-2-z', 'a\nb\nc\nd\ne\nf\ng\nh'])(
    'and say nothing are kept: %j',
    (text) => expect(scan(text, 0)).toEqual([]),
  );

  it('down a column of rows are withheld', () => {
    const lists = [...card].map((one, i) => [i, one]);
    const objects = [...mail].map((c) => ({ c }));
    for (const rows of [lists, objects]) {
      const shown = JSON.stringify(released({}, raw({ out: { rows } }, [])).result);
      expect(shown).toMatch(/WITHHELD/);
      expect(shown).not.toContain(rows === lists ? '"4"' : '"@"');
    }
    const kept = { out: [...'abcdefgh'].map((c) => ({ c })) };
    expect(released({}, raw(kept, [])).result.structuredContent).toEqual(kept);
  });
});

describe('an address spelt out', () => {
  it.each(['ann (at) corp dot example', 'ann dot lee [at] corp [dot] example', 'ann(at)corp.example'])(
    '%s is found whole',
    (text) => {
      const [hit] = scan(`write to ${text} please`, 0);
      expect([hit?.class, hit?.start, hit?.end]).toEqual(['pii.email', 9, 9 + text.length]);
    },
  );
});

describe('a column that says what its values are', () => {
  it.each([
    'product,stock\nMrs. Meyers Soap,4\nDr. Oetker Pizza,5\n',
    '| title | n |\n|---|---|\n| Mr. Robot | 4 |\n',
    '<row version="2.11.0.41" server="a"/>',
    'firmware=22.11.0.41 up=1',
  ])('keeps them in %j', (text) => expect(scan(text, 0)).toEqual([]));

  it('and no other', () => {
    expect(scan('customer,stock\nMrs. Meyers,4\n', 0)).toHaveLength(1);
    expect(scan('<row client="22.11.0.41" server="a"/>', 0)).toHaveLength(1);
  });
});
