/** A value of which neighbours hold a part each: in a list, a row, an object, a line of a table, two texts. What only stands side by side stays. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../../src/call/json.js';
import { textIn } from '../../../../../src/egress/released.js';
import { text as block, column, masked, raw, released } from '../../fixtures.js';
import { createLot } from '../../generated.js';

const luhn = (body: string): string => {
  const sum = [...body].reverse().reduce((all, one, i) => {
    const twice = Number(one) * (i % 2 === 0 ? 2 : 1);
    return all + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
};
type Lot = ReturnType<typeof createLot>;
const iban = (lot: Lot): string => {
  const account = lot.digits(18);
  const rest = [...`${account}131400`].reduce((left, one) => (left * 10 + Number(one)) % 97, 0);
  return `DE${String(98 - rest).padStart(2, '0')}${account}`.replace(/(.{4})(?=.)/g, '$1 ');
};

/** Each with the parts that it may stand in. */
const makes: Readonly<Record<string, (lot: Lot) => readonly string[]>> = {
  'an e-mail address at its sign': (lot) => [
    `${lot.pick(['otti', 'b.q', 'n_w'])}${lot.digits(3)}`,
    `@quince${lot.digits(2)}.org`,
  ],
  'an e-mail address behind its sign': (lot) => [`otti${lot.digits(3)}@`, `quince${lot.digits(2)}.co.uk`],
  'a card': (lot) => {
    const groups = luhn(`4${lot.digits(14)}`).match(/.{4}/g) ?? [];
    const sign = lot.pick([' ', '-']);
    return [groups.slice(0, 2).join(sign), groups.slice(2).join(sign)];
  },
  'a card in four': (lot) => luhn(`51${lot.digits(13)}`).match(/.{4}/g) ?? [],
  'an IBAN': (lot) => {
    const value = lot.pick([iban(lot), iban(lot).replaceAll(' ', '')]);
    const at = 9 + lot.next(6);
    return [value.slice(0, at).trim(), value.slice(at).trim()];
  },
  'a telephone': (lot) => ['+49', `30 901${lot.digits(4)}`],
  'a social security number': (lot) => [
    `${1 + lot.next(5)}23-4${1 + lot.next(9)}`,
    `${lot.pick(['-', ''])}${1000 + lot.next(8999)}`,
  ],
};
const names = ['first', 'second', 'third', 'fourth'];

/** Every way in which neighbours leave. */
const ways: Readonly<Record<string, (parts: readonly string[]) => unknown>> = {
  list: (parts) => released({}, raw({ out: ['x', ...parts, 'y'] } as Json)).result,
  object: (parts) =>
    released({}, raw({ out: Object.fromEntries(parts.map((part, i) => [names[i], part])) } as Json)).result,
  'rows beside their columns': (parts) =>
    released({}, raw({ columns: names.slice(0, parts.length), rows: [[...parts], [...parts]] } as Json))
      .result,
  'rows of a statement': (parts) =>
    released(
      { result: { rows: 'arrays' }, egress: names.slice(0, parts.length).map((name) => column(name)) },
      raw({ columns: names.slice(0, parts.length), rows: [[...parts]] } as Json),
    ).result,
};

describe.each(Object.entries(makes))('%s in parts', (_, make) => {
  it.each(Object.entries(ways))('is masked in each of them, in a %s', (_way, leave) => {
    const lot = createLot(71);
    for (let i = 0; i < 40; i += 1) {
      const parts = make(lot);
      const shown = JSON.stringify(leave(parts));
      const told = parts.filter((part) => shown.includes(JSON.stringify(part)));
      expect([parts, told]).toEqual([parts, []]);
    }
  });

  it('is masked at the end of one text and the beginning of the next', () => {
    const lot = createLot(72);
    for (let i = 0; i < 20; i += 1) {
      const parts = make(lot);
      if (parts.length > 2) return;
      const [one = '', other = ''] = parts;
      const { content } = released(
        {},
        raw(undefined, [block(`we saw ${one}`), block(`${other} there`)]),
      ).result;
      const texts = content.map(textIn);
      expect([parts, texts.some((text) => text.includes(one) || text.includes(other))]).toEqual([
        parts,
        false,
      ]);
      expect([texts[0]?.slice(0, 8), texts[1]?.slice(-7)]).toEqual(['we saw [', '] there']);
    }
  });
});

describe.each([
  ['the first', { card_number: '45391488', rest: '03436467' }],
  ['the second', { rest: '45391488', card_number: '03436467' }],
])('a card in two runs of digits, of which %s is called one', (_, out) => {
  it('is masked in both', () => {
    const shown = JSON.stringify(released({}, raw({ out })).result);
    expect(shown).not.toMatch(/45391488|03436467/);
  });
});

describe('two cells of a line', () => {
  it.each([',', ';', '\t', '|', ' | ', '","'])(
    'are masked each, and stay two, with %j between them',
    (sign) => {
      for (const [one, other] of [
        ['otti.q', '@quince.org'],
        ['otti.q@', 'quince.org'],
        ['4539 1488', '0343 6467'],
      ]) {
        const shown = masked(`7${sign}${one}${sign}${other}${sign}x\n`);
        expect(shown).not.toContain(other);
        expect(shown.split(sign)).toHaveLength(4);
      }
    },
  );
});

describe('neighbours of no one', () => {
  it('stay as they are', () => {
    const lot = createLot(73);
    const digits = (count: number): string => `${1 + lot.next(9)}${lot.digits(count - 1)}`;
    const kept = (): Json => ({
      years: ['2020', '2021', '2022', '2023'],
      codes: [digits(8), digits(8), digits(6)],
      spans: [`${digits(4)}-${digits(2)}`, digits(5)],
      row: { order: digits(8), lines: digits(8), since: '2024-05-01', until: '2024-06-01' },
      handles: ['thanks', '@otti.quill', '@scope/pkg'],
      change: ['+12', '3456'],
      parts: [`AB${digits(6)}`, digits(6), `DE${digits(4)}`],
    });
    const all = Array.from({ length: 300 }, kept);
    const changed = all.filter(
      (out) =>
        JSON.stringify(released({}, raw({ out })).result.structuredContent) !== JSON.stringify({ out }),
    );
    expect(changed.length <= 1 ? [] : changed).toEqual([]);
  });
});
