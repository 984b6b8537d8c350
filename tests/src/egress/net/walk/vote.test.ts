/** That a column of people is masked whatever it is called, one that is not in the list of given names with the others, and that a column of goods named after people stays. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../../src/call/json.js';
import { masked, maskedValue } from '../../fixtures.js';

const people = ['Megan Whitaker', 'Rebecca Bradshaw', 'Orbo de La Tour', 'Daniel Ashworth'];
const goods = ['Hugo Floor Mirror', 'Ruby Throw Blanket', 'Leo Plant Stand', 'Felix Desk Organiser'];
type Form = (values: readonly string[]) => string;
const json = (value: Json): string => maskedValue(value);
/** Each with what is left of it. */
const forms: readonly (readonly [string, Form, (text: string) => string])[] = [
  [
    'rows',
    (values) => JSON.stringify(values.map((col2, col1) => ({ col1, col2 }))),
    (text) => json(JSON.parse(text)),
  ],
  [
    'columns',
    (values) => JSON.stringify({ columns: ['col1', 'col2'], rows: values.map((one, i) => [i, one]) }),
    (text) => json(JSON.parse(text)),
  ],
  [
    'lines',
    (values) => `col1,col2,col3\n${values.map((one, i) => `${i},${one},x`).join('\n')}\n`,
    (text) => masked(text),
  ],
  [
    'bars',
    (values) =>
      `| col1 | col2 | col3 |\n|---|---|---|\n${values.map((one, i) => `| ${i} | ${one} | x |`).join('\n')}\n`,
    (text) => masked(text),
  ],
];

describe('a column', () => {
  it.each(forms)('of people is theirs, in %s', (_, form, mask) => {
    const shown = mask(form(people));
    for (const one of people) expect(shown).not.toContain(one);
  });

  it.each(forms)('of goods stays, in %s', (_, form, mask) => expect(mask(form(goods))).toBe(form(goods)));

  it.each(forms)('of two people is not read as one, in %s', (_, form, mask) =>
    expect(mask(form(people.slice(0, 2)))).toBe(form(people.slice(0, 2))),
  );
});
