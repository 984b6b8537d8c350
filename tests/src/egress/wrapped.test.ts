/** What a key, a label or a name beside a value says of it, through whatever a service wraps the value in; and what only looks like such a pair stays. */
import { describe, expect, it } from 'vitest';
import { isObject, type Json } from '../../../src/call/json.js';
import { chooser } from '../../../src/egress/operators/choose.js';
import { maskResult } from '../../../src/egress/result/dry.js';
import { digest, masked, rules } from './fixtures.js';

const terms = { choose: chooser(rules), digest, known: { columns: {} } };
const shownOf = (value: Json): string => {
  const { result } = maskResult({ content: [], structuredContent: { of: value } }, terms);
  return JSON.stringify(isObject(result) ? result.structuredContent : null);
};

type Pair = readonly [string, string];
const person: readonly Pair[] = [
  ['Efternamn', 'Okonjo'],
  ['Mobile', '44 20 11 93'],
  ['Date of birth', '17.08.1983'],
  ['Passport no.', '45 54 676987'],
];
const thing: readonly Pair[] = [
  ['Order', '06-30-793-5697'],
  ['SKU', 'U1234567'],
  ['Shipped', '2024-04-30'],
  ['Version', '1.12.0'],
];

const shapes: Readonly<Record<string, (pairs: readonly Pair[]) => Json>> = {
  'names and values': (pairs) => pairs.map(([name, value]) => ({ name, value })),
  'keys and values of other spelling': (pairs) => pairs.map(([Key, Value]) => ({ Key, Value })),
  'one letter each': (pairs) => pairs.map(([k, v]) => ({ k, v })),
  'names and lists of values': (pairs) => pairs.map(([name, value]) => ({ name, values: [value] })),
  'labels and lists of wrapped values': (pairs) =>
    pairs.map(([label, value], id) => ({ id, label, values: [{ value }] })),
  'names and what is typed, shown twice': (pairs) =>
    pairs.map(([name, text]) => ({ gid: '9', name, type: 'text', text_value: text, display_value: text })),
  'titles of fields, and values named as their type': (pairs) =>
    pairs.map(([title, date], i) => ({ field: { id: `x${i}`, title }, type: 'date', date })),
  'references of fields': (pairs) =>
    pairs.map(([name, text]) => ({
      field: { id: 'x9', ref: name.toLowerCase().replaceAll(' ', '_'), type: 'short_text' },
      type: 'text',
      text,
    })),
  'texts that ask and answers': (pairs) =>
    Object.fromEntries(
      pairs.map(([text, answer], i) => [
        String(i),
        { name: `q${i}`, order: i, text, type: 'control', answer },
      ]),
    ),
  'titles of columns, where the value itself is nothing': (pairs) =>
    pairs.map(([title, text]) => ({ column: { title }, text, value: null })),
  'answers deep below their question': (pairs) =>
    pairs.map(([title, value]) => ({ title, response: { textAnswers: { answers: [{ value }] } } })),
  'keys and values that say where they stand': (pairs) =>
    pairs.map(([key, value]) => ({ key: { content: key, spans: [] }, value: { content: value } })),
  'lists led by their name': (pairs) => pairs.map(([name, value]) => [name, value]),
  'lists of many led by their name': (pairs) => pairs.map(([name, value]) => [name, '', value, value]),
  'properties with parameters': (pairs) => pairs.map(([name, value]) => [name, {}, 'text', value]),
  'cells with their places': (pairs) =>
    [0, 1].flatMap((rowIndex) =>
      pairs.map((pair, columnIndex) => ({ rowIndex, columnIndex, content: pair[rowIndex] ?? '', spans: [] })),
    ),
  'values under types': (pairs) =>
    Object.fromEntries(
      pairs.map(([name, text]) => [name, { id: 'a', type: 'rich', rich: [{ plain: text }] }]),
    ),
  'columns with all that stands in them': (pairs) =>
    pairs.map(([name, value]) => ({ name, data: [value, value] })),
};

describe('a value is told by what names it, in', () => {
  it.each(Object.entries(shapes))('%s', (_, make) => {
    const shown = shownOf(make(person));
    for (const [name, value] of person) {
      expect([value, shown, shown.includes(value)]).toEqual([value, shown, false]);
      expect(shown.toLowerCase().replaceAll('_', ' ')).toContain(name.toLowerCase());
    }
  });
});
describe('a thing stays, in', () => {
  it.each(Object.entries(shapes))('%s', (_, make) =>
    expect(shownOf(make(thing))).toBe(JSON.stringify({ of: make(thing) })),
  );
});

describe('a card', () => {
  it('is read by the names of its properties', () => {
    const card = [
      'vcard',
      [
        ['version', {}, 'text', '4.0'],
        ['fn', {}, 'text', 'Siw Okonjo'],
        ['n', {}, 'text', ['Okonjo', 'Siw', '', '', '']],
        ['bday', {}, 'date', '1983-08-17'],
      ],
    ];
    const shown = shownOf(card);
    for (const one of ['Okonjo', 'Siw', '08-17'])
      expect([shown, shown.includes(one)]).toEqual([shown, false]);
    for (const one of ['"fn"', '"bday"', '4.0']) expect(shown).toContain(one);
  });
});

describe('a date of birth with the time of day', () => {
  it.each<Json>([
    { dob: '1983-08-17T00:00:00Z' },
    { dob: { $date: '1983-08-17T00:00:00.000Z' } },
    { label: 'Date of birth', value: '1983-08-17T22:00:00+02:00' },
  ])('is one: %j', (value) => expect(shownOf(value)).not.toContain('08-17'));

  it.each<Json>([
    { created: '1983-08-17T00:00:00Z' },
    { label: 'Shipped', value: '1983-08-17T22:00:00+02:00' },
  ])('is none under another name: %j', (value) => expect(shownOf(value)).toBe(JSON.stringify({ of: value })));
});

describe('what only looks like a pair', () => {
  it.each<readonly [string, Json]>([
    ['a chart', { label: 'Phones', data: [5_512_345, 6_612_345] }],
    [
      'what a table is made of',
      [
        ['full_name', 'text'],
        ['date_of_birth', 'date'],
        ['phone', 'uuid'],
      ],
    ],
    [
      'counts led by their name',
      [
        ['phone', 12],
        ['email', 3],
      ],
    ],
    ['a heading that is a text of its own', { title: 'Mobile', text: 'Our new app is here' }],
  ])('%s', (_, value) => expect(shownOf(value)).toBe(JSON.stringify({ of: value })));
});

describe('rows of HTML', () => {
  const rows = person.map(
    ([name, value]) => `<tr><th>${name}</th><td>${value}</td><td><b>${value}</b></td></tr>`,
  );
  it.each([
    `<table>${rows.join('\n')}</table>`,
    `<table><tr>${person.map(([name]) => `<td><b>${name}</b></td>`).join('')}</tr><tr>${person.map(([, value]) => `<td align=left> <span>${value}</span></td>`).join('')}</tr></table>`,
    `<Table>${[0, 1].map((i) => `<Row>${person.map((pair) => `<Cell><Data ss:Type="String">${pair[i]}</Data></Cell>`).join('')}</Row>`).join('')}</Table>`,
  ])('are told by their first line or their first cells: %s', (text) => {
    const shown = masked(text);
    for (const [, value] of person) expect([shown, shown.includes(value)]).toEqual([shown, false]);
  });
});
