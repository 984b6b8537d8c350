/** Whoever holds a travel document is masked in the lines that machines read of it, however those lines are written down; lines of capitals that are of no document stay as they are. */
import { describe, expect, it } from 'vitest';
import { masked, maskedValue } from '../fixtures.js';

const worthOf = (one: string): number =>
  one === '<' ? 0 : /\d/.test(one) ? Number(one) : one.charCodeAt(0) - 55;
const check = (part: string): string =>
  String([...part].reduce((sum, one, i) => sum + worthOf(one) * ([7, 3, 1][i % 3] ?? 0), 0) % 10);
const filled = (text: string, length: number): string => text.padEnd(length, '<');
const checked = (part: string): string => part + check(part);

const [number, born, until, own] = ['KX40L7715', '740812', '310415', 'ZE184226B'];
/** Three lines, two of 36 characters, two of 44. */
const card = (() => {
  const first = filled(`I<UTO${checked(number)}48001010017`, 30);
  const second = `${checked(born)}F${checked(until)}UTO<<<<<<<<<<<`;
  return [first, second + check(first.slice(5) + second), filled('OBRADOVIC<<JANA<MILICA', 30)];
})();
const small = [
  filled('I<UTOOBRADOVIC<<JANA<MILICA', 36),
  `${checked(number)}UTO${checked(born)}F${checked(until)}<<<<<<<6`,
];
const book = [
  filled('P<UTOOBRADOVIC<<JANA<MILICA', 44),
  `${checked(number)}UTO${checked(born)}F${checked(until)}${checked(filled(own, 14))}8`,
];
const visa = [
  filled('V<UTOOBRADOVIC<<JANA<MILICA', 44),
  filled(`${checked(number)}UTO${checked(born)}F${checked(until)}${own}`, 44),
];
const documents = [card, small, book, visa] as const;
/** The next digit, which is wrong. */
const wrong = (line: string): string =>
  line.replace(/\d(?=[A-Z<]{3}\d{6}|[MF]\d{6})/g, (digit) => String((Number(digit) + 1) % 10));
const secrets = ['OBRADOVIC', 'JANA', 'MILICA', number, born];
const leftIn = (shown: string): readonly string[] => secrets.filter((one) => shown.includes(one));

describe('the lines that machines read of a document', () => {
  it.each(documents)('are masked in a text: %s', (...lines) => {
    const document = lines.filter((line) => typeof line === 'string');
    for (const joint of ['\n', '\r\n', ' ', '', '\\n', '<br>'])
      expect([joint, leftIn(masked(`Scan: ${document.join(joint)} end`))]).toEqual([joint, []]);
  });

  it.each(documents)('are masked in members of their own, under any names: %s', (...lines) => {
    for (const name of ['mrz', 'line_', 'ocr']) {
      const fields = Object.fromEntries(lines.map((line, i) => [`${name}${i + 1}`, line]));
      expect([name, leftIn(maskedValue(fields))]).toEqual([name, []]);
    }
    expect(leftIn(maskedValue({ lines: [...lines] }))).toEqual([]);
  });

  it.each(documents)(
    'are masked with a check digit that is wrong, where names stand with them: %s',
    (...lines) => {
      const damaged = lines.map(wrong);
      expect(damaged).not.toEqual(lines);
      expect(leftIn(masked(damaged.join('\n')))).toEqual([]);
      const fields = Object.fromEntries(damaged.map((line, i) => [`mrz_line${i + 1}`, line]));
      expect(leftIn(maskedValue(fields))).toEqual([]);
    },
  );

  it('are none where no check digit is right and no name stands with them', () => {
    const text = `<x> ${wrong(book[1] ?? '')}`;
    expect(masked(text)).toBe(text);
  });

  it.each([
    '<<<<<<< HEAD\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> FEATURE<<BRANCH',
    'P<0.05 and Q<0.1 in TABLE<<ANOVA<<RESULTS',
    'MATRIX<<ROW<<COL | CRC<<16',
    'PRODUCT<CODE<WITH<MANY<PARTS<AND<MORE<PARTS<STILL<MORE',
    'std::map<STRINGSTRINGSTRINGSTRINGSTRING<INT,INT>>',
    'SKU A1B2C3D4E5F6G7H8I9J0K1L2M3N4O5P6Q7R8S9T0',
  ])('are not seen in %j', (text) => expect(masked(text)).toBe(text));
});
