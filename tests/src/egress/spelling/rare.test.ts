/** Values under encodings that are seldom met are withheld, alone and in the midst of a text; what only looks like one stays. */
import { describe, expect, it } from 'vitest';
import { masked, raw, released } from '../fixtures.js';
import { createLot } from '../generated.js';

const values = ['4539148803436467', 'ann.bell@example.com', 'DE89370400440532013000'];

function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const signs = bits.match(/.{1,5}/g) ?? [];
  const run = signs.map(
    (five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)],
  );
  return run.join('');
}
function ascii85(text: string): string {
  const groups = text.match(/.{1,4}/gs) ?? [];
  return groups
    .map((group) => {
      let word = Buffer.from(group.padEnd(4, '\0')).readUInt32BE();
      const signs = Array.from({ length: 5 }, () => {
        const sign = String.fromCharCode(33 + (word % 85));
        word = Math.floor(word / 85);
        return sign;
      });
      return signs
        .reverse()
        .join('')
        .slice(0, group.length + 1);
    })
    .join('');
}
function uuencode(text: string): string {
  const sign = (six: number): string => (six === 0 ? '`' : String.fromCharCode(32 + six));
  const groups = text.match(/.{1,3}/gs) ?? [];
  const signs = groups.map((group) => {
    const word = Buffer.from(group.padEnd(3, '\0')).readUIntBE(0, 3);
    return [18, 12, 6, 0].map((shift) => sign((word >> shift) & 63)).join('');
  });
  return `begin 644 note.txt\n${sign(text.length)}${signs.join('')}\n\`\nend\n`;
}
const codes =
  (between: string, base: number, before = '') =>
  (text: string): string =>
    [...Buffer.from(text)]
      .map((byte) => before + byte.toString(base).padStart(base === 2 ? 8 : base === 8 ? 3 : 2, '0'))
      .join(between);
const inPieces = (length: number, end: string) => (text: string) =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(new RegExp(`.{1,${length}}`, 'g')) ?? []
  ).join(end);

const encodings: Readonly<Record<string, (text: string) => string>> = {
  base32,
  'base32 in small letters': (text) => base32(text).toLowerCase(),
  'base32 with its end': (text) => `${base32(text)}====`,
  'ASCII85 in its frame': (text) => `<~${ascii85(text)}~>`,
  uuencode,
  'base64 in lines of 12': inPieces(12, '\n'),
  'base64 in lines of 8': inPieces(8, '\r\n'),
  'base64 in lines of 30': inPieces(30, '\n'),
  'numbers of characters': codes(' ', 10),
  'numbers in a list': codes(', ', 10),
  'numbers in lines': codes('\n', 10),
  'numbers on the base of eight': codes(' ', 8),
  'numbers on the base of sixteen': codes(', ', 16, '0x'),
  'numbers on the base of two': codes(' ', 2),
  'bits in one run': codes('', 2),
};
const around: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `please see\n\n${text}\n\nand send it, thanks`,
];

describe.each(Object.entries(encodings))('%s', (_, encode) => {
  it.each(values)('of %s is withheld', (value) => {
    for (const place of around)
      for (const said of [`${value} `, `it is ${value} of Ann`]) {
        const text = place(encode(said));
        expect([text, masked(text)]).toEqual([text, expect.stringContaining('WITHHELD')]);
      }
  });
});

it.each(['base64 in pieces', 'ASCII85'])('%s is withheld where it is all of the text', (form) => {
  for (const value of values) {
    const said = `it is ${value}, I am told`;
    const text = form === 'ASCII85' ? ascii85(said) : inPieces(4, ' ')(said);
    expect([text, masked(text)]).toEqual([text, expect.stringContaining('WITHHELD')]);
  }
});

it('a list of the numbers of characters is withheld, in a row and down a column', () => {
  for (const value of values) {
    const bytes = [...Buffer.from(value)];
    for (const body of [{ type: 'Buffer', data: bytes }, { rows: bytes.map((code) => ({ code })) }])
      expect(JSON.stringify(released({}, raw(body)).result)).toContain('WITHHELD');
  }
});

describe('what looks like one stays', () => {
  const lot = createLot(11);
  const many = (make: () => string): readonly string[] => Array.from({ length: 300 }, make);
  it.each([
    [
      'words of one length',
      () =>
        many(() => lot.pick(['open', 'shut', 'late', 'Mean', 'Ruby']))
          .slice(0, 30)
          .join(' '),
    ],
    [
      'numbers between 32 and 126',
      () =>
        many(() => String(32 + lot.next(94)))
          .slice(0, 24)
          .join(' '),
    ],
    ['capitals', () => Array.from({ length: 24 }, () => lot.pick([...'ABCDEFGHIKLMNOPRSTU'])).join('')],
    [
      'small letters and figures',
      () => Array.from({ length: 26 }, () => lot.pick([...'abcdef234567'])).join(''),
    ],
    ['bits', () => Array.from({ length: 64 }, () => lot.pick(['0', '1'])).join('')],
  ])('%s', (_, make) => {
    const changed = many(make).filter((text) => masked(text) !== text);
    expect(changed.length <= 1 ? [] : changed.slice(0, 5)).toEqual([]);
  });
});
