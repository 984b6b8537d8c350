/** Values that a line ends within, or that tags and marks stand in: masked whole. What only stands at the ends of two lines stays. */
import { describe, expect, it } from 'vitest';
import { traitsOf } from '../../../../../src/egress/detect/text/traits.js';
import { brokenIn } from '../../../../../src/egress/net/text/broken.js';
import { scan } from '../../../../../src/egress/net/text/scan.js';
import { masked, raw, released } from '../../fixtures.js';
import { createLot } from '../../generated.js';

const values = {
  card: '4539148803436467',
  mail: 'ann.bell@example.com',
  iban: 'DE89370400440532013000',
} as const;

describe.each(Object.entries(values))('a broken %s', (_, value) => {
  const ends = ['\n', '\r\n', '  \r\n   ', '\n> ', '<br>', '<br />\n'];
  it.each(ends)('is masked whole over the end of a line: %j', (end) => {
    const [from, to] = value.includes('@')
      ? [value.indexOf('@') + 1, value.indexOf('.co')]
      : [4, value.length - 3];
    for (let at = from; at < to; at += 1) {
      const text = `please note ${value.slice(0, at)}${end}${value.slice(at)} and send it`;
      const shown = masked(text);
      expect([text, shown]).toEqual([text, expect.stringMatching(/^please note \[[^\]]+\] and send it$/)]);
    }
  });

  it.each([
    ['<b>', '</b>'],
    ['<span class="x">', '</span>'],
    ['<!-- a -->', ''],
    ['**', '**'],
    ['`', '`'],
    ['\u001b[1;31m', '\u001b[0m'],
    ['</i><b>', '</b><i>'],
    ['<wbr/>', ''],
  ])('is masked whole over %s', (open, close) => {
    const text = `please note ${value.slice(0, 3)}${open}${value.slice(3, 6)}${close}${value.slice(6)} and send it`;
    expect([text, masked(text)]).toEqual([
      text,
      expect.stringMatching(/^please note \[[^\]]+\] and send it$/),
    ]);
  });
});

it.each([
  '4539 1488\n0343 6467',
  '4539-1488-\n0343-6467',
  '4539\n1488\n0343\n6467',
  'card 45391488\n03436467\nof 12\n9 in all',
  'DE89 3704 0044\n0532 0130 00',
  '123-45-\n6789',
  '123-<i>45</i>-6789',
  '85.214.<b>132</b>.117',
])('%j is masked as it is printed', (text) => expect(scan(text, 0)).toHaveLength(1));

it('one that is found without the break is masked as it would be', () => {
  const { mail } = values;
  for (const text of [
    `${mail}\nbob.dent@example.org`,
    `**${mail}**`,
    `${mail}\nexample.org`,
    `${mail}\`${mail}`,
  ])
    expect(scan(text, 0).some(({ start, end }) => text.slice(start, end) === mail)).toBe(true);
});

describe('what only stands side by side stays', () => {
  it.each([
    'lodash@4.17.21\nsocket.io@4.7.2\n',
    'foo@latest\nsocket.io@next',
    '<td>4539</td><td>1488</td><td>0343</td><td>6467</td>',
    '45391488\n03436467\n12345678\n',
    'took 45391488\n03436467 rows\ntook 45391488\n03436467 rows',
    'a@b\n3.5 items',
  ])('%j', (text) => expect(masked(text)).toBe(text));

  it('in lists of numbers of every length', () => {
    const lot = createLot(5);
    const changed: string[] = [];
    for (let i = 0; i < 400; i += 1) {
      const width = 3 + lot.next(9);
      const text = Array.from({ length: 12 }, () => `${1 + lot.next(9)}${lot.digits(width)}`).join('\n');
      if (masked(text) !== text) changed.push(text);
    }
    expect(changed.length <= 2 ? [] : changed).toEqual([]);
  });
});

it('halves under keys are masked where another key of the row is masked itself', () => {
  const row = { [values.mail]: 1, a: '4539 1488', b: '0343 6467' };
  const shown = JSON.stringify(released({}, raw({ rows: [row] })).result);
  expect(shown).not.toMatch(/4539 1488|0343 6467/);
});

it('what stands over the end of a line is looked at where an address goes on there', () => {
  const looked = (text: string): readonly string[] => {
    const seen: string[] = [];
    brokenIn({ text, hint: 0, traits: traitsOf(text) }, (question) => {
      seen.push(question.text);
      return [];
    });
    return seen;
  };
  expect(looked('email: ann.bell@example.com\nphone: none')).toEqual([]);
  expect(looked('email: ann.bell@example.com\nare the words')).toEqual([]);
  for (const text of [
    'ann.bell@exam\nple.com and',
    'ann.bell\n@example.com',
    'ann.bell@x7.\ncom',
    'ann.bell@DE\n89370400440532013000',
  ])
    expect([text, looked(text).length]).toEqual([text, 2]);
});
