/** What a heading says of the cells under it, in whatever a service wraps the rows or the names; and rows of things under such a heading stay. */
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

type Rows = readonly (readonly string[])[];
interface Sheet {
  readonly names: readonly string[];
  readonly rows: Rows;
}
const people: readonly Sheet[] = [
  {
    names: ['nr', 'opiekun', 'nazwisko', 'nr_telefonu', 'data_urodzenia', 'paszport', 'numer_rachunku'],
    rows: [
      ['1', 'x', 'Okonjo', '44 20 11 93', '17.08.1983', '45 54 676987', '00418237119'],
      ['2', 'y', 'Halvorsen', '91 77 20 58', '02.01.1990', '51 20 118842', '77120045508'],
      ['3', 'z', 'Aalto', '40 12 55 19', '29.11.1975', '60 11 934410', '10203388471'],
    ],
  },
  {
    names: ['#', 'Phone', 'Born', 'Passport No'],
    rows: [
      ['A1', '06 30 793 5697', '1961-04-30', 'U1234567'],
      ['A2', '06 20 441 1183', '1970-11-02', 'K7731902'],
    ],
  },
];
/** Numbers that would be somebody's under another name. */
const things: Sheet = {
  names: ['Order No', 'SKU', 'Shipped', 'Version'],
  rows: [
    ['06-30-793-5697', 'U1234567', '2024-04-30', '1.12.0'],
    ['06-20-441-1183', 'K7731902', '2024-11-02', '1.12.1'],
  ],
};

const named = (names: readonly string[]): Json => names.map((name) => ({ name, type: 'STRING' }));
const under = ({ names }: Sheet, row: readonly string[]): Json =>
  Object.fromEntries(names.map((name, i) => [name, row[i] ?? '']));

const values: Readonly<Record<string, (sheet: Sheet) => Json>> = {
  'names beside rows': ({ names, rows }) => ({ columns: names, values: rows }),
  'a schema beside rows of wrapped cells': ({ names, rows }) => ({
    schema: { fields: named(names) },
    rows: rows.map((row) => ({ f: row.map((v) => ({ v })) })),
  }),
  'labels beside cells that are also formatted': ({ names, rows }) => ({
    cols: names.map((label, i) => ({ id: `c${i}`, label, type: 'string' })),
    rows: rows.map((row) => ({ c: row.map((v) => ({ v, f: v })) })),
  }),
  'what is told of columns beside records of typed cells': ({ names, rows }) => ({
    columnMetadata: names.map((name) => ({ name, label: name, typeName: 'text', nullable: 1 })),
    records: rows.map((row) => row.map((stringValue) => ({ stringValue }))),
  }),
  'names above their rows and beside them': ({ names, rows }) => ({
    Rows: [names, ...rows].map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) })),
    ResultSetMetadata: { ColumnInfo: names.map((Name) => ({ Name, Type: 'varchar' })) },
  }),
  'rows a level below their names': ({ names, rows }) => ({
    manifest: { schema: { columns: named(names) } },
    result: { data_array: rows },
  }),
  'a type of rows': ({ names, rows }) => ({ rowType: named(names), rowset: rows, total: rows.length }),
  'tables of columns and rows': ({ names, rows }) => ({
    Tables: [{ Columns: names.map((ColumnName) => ({ ColumnName, DataType: 'String' })), Rows: rows }],
  }),
  'rows with what is told of each': ({ names, rows }) => ({
    columns: names,
    data: rows.map((row) => ({ row, meta: row.map(() => null) })),
  }),
  'variables and bindings': ({ names, rows }) => ({
    head: { vars: names },
    results: {
      bindings: rows.map((row) =>
        Object.fromEntries(names.map((name, i) => [name, { type: 'literal', value: row[i] ?? '' }])),
      ),
    },
  }),
  'a sheet of cells with their formats': ({ names, rows }) => ({
    rowData: [names, ...rows].map((row) => ({
      values: row.map((v) => ({ userEnteredValue: { stringValue: v }, formattedValue: v })),
    })),
  }),
  'a sheet under its title, which leaves out what is empty at an end': ({ names, rows }) => [
    ['Spring', ''],
    names,
    ...rows,
    ['9'],
  ],
  'columns one by one beside their names': ({ names, rows }) => ({
    schema: { fields: named(names) },
    data: { values: names.map((_, i) => rows.map((row) => row[i] ?? '')) },
  }),
  'typed attributes': (sheet) => ({
    Items: sheet.rows.map((row) =>
      Object.fromEntries(sheet.names.map((name, i) => [name, { S: row[i] ?? '' }])),
    ),
  }),
  objects: (sheet) => ({ rows: sheet.rows.map((row) => under(sheet, row)) }),
};

const lines = (head: string, row: (cells: readonly string[]) => string, { rows }: Sheet): string =>
  `${head}\n${rows.map(row).join('\n')}\n`;
const texts: Readonly<Record<string, (sheet: Sheet) => string>> = {
  'doubled bars above single ones': (sheet) =>
    lines(`||${sheet.names.join('||')}||`, (row) => `|${row.join('|')}|`, sheet),
  'doubled bars around bold names': (sheet) =>
    lines(`|| *${sheet.names.join('* || *')}* ||`, (row) => `|| ${row.join(' || ')} ||`, sheet),
  'doubled bars between fields': (sheet) => lines(sheet.names.join('||'), (row) => row.join('||'), sheet),
  'a page of an encyclopedia': (sheet) =>
    `{| class="wikitable"\n|-\n${lines(`! ${sheet.names.join(' !! ')}`, (row) => `|-\n| ${row.join(' || ')}`, sheet)}|}`,
  'carets above bars': (sheet) =>
    lines(`^ ${sheet.names.join(' ^ ')} ^`, (row) => `| ${row.join(' | ')} |`, sheet),
  'a drawn box': (sheet) =>
    lines(`│ ${sheet.names.join(' │ ')} │\n├──┼──┤`, (row) => `│ ${row.join(' │ ')} │`, sheet),
  'cells in bold': (sheet) =>
    lines(
      `| **${sheet.names.join('** | **')}** |\n|---|---|`,
      (row) => `| **${row.join('** | `')}\` |`,
      sheet,
    ),
  carets: (sheet) => lines(sheet.names.join('^'), (row) => row.join('^'), sheet),
  'a sign of three': (sheet) => lines(sheet.names.join('~|~'), (row) => row.join('~|~'), sheet),
  'control characters': (sheet) => lines(sheet.names.join('\u0001'), (row) => row.join('\u0001'), sheet),
  'a list a line': (sheet) => lines(JSON.stringify(sheet.names), (row) => JSON.stringify(row), sheet),
  'a typeset table': (sheet) =>
    lines(`${sheet.names.join(' & ')} \\\\ \\hline`, (row) => `${row.join(' & ')} \\\\`, sheet),
};

const alone = (sheet: Sheet): readonly string[] => {
  const [own = ''] = sheet.names;
  const kept = ['opiekun', 'nr', '#', own];
  return sheet.rows.flatMap((row) => row.filter((_, i) => !kept.includes(sheet.names[i] ?? '')));
};

describe('a cell is told by the name that stands above it, in a value of', () => {
  it.each(Object.entries(values))('%s', (_, make) => {
    for (const sheet of people) {
      const shown = shownOf(make(sheet));
      for (const one of alone(sheet)) expect([one, shown, shown.includes(one)]).toEqual([one, shown, false]);
      for (const name of sheet.names) expect(shown).toContain(name);
    }
  });
});
describe('things under a heading stay, in a value of', () => {
  it.each(Object.entries(values))('%s', (_, make) => {
    const value = make(things);
    expect(shownOf(value)).toBe(JSON.stringify({ of: value }));
  });
});

describe('a cell is told by the name that stands above it, in a text of', () => {
  it.each(Object.entries(texts))('%s', (_, make) => {
    for (const sheet of people) {
      const shown = masked(make(sheet));
      for (const one of alone(sheet)) expect([one, shown, shown.includes(one)]).toEqual([one, shown, false]);
      for (const name of sheet.names) expect(shown).toContain(name);
    }
  });
});
describe('things under a heading stay, in a text of', () => {
  it.each(Object.entries(texts))('%s', (_, make) => expect(masked(make(things))).toBe(make(things)));
});

describe('the first of a line is its name where the head says nothing', () => {
  const fields: Rows = [
    ['Nachname', 'Okonjo', 'Halvorsen'],
    ['Geburtsdatum', '17.08.1983', '02.01.1990'],
    ['Reisepass', '45 54 676987', '51 20 118842'],
  ];
  const told = (text: string): void => {
    const shown = masked(text);
    for (const [, ...cells] of fields)
      for (const one of cells) expect([shown, shown.includes(one)]).toEqual([shown, false]);
  };
  it('between bars', () =>
    told(`| Feld | A | B |\n|---|---|---|\n${fields.map((row) => `| ${row.join(' | ')} |`).join('\n')}`));
  it('between commas', () => told(`field,first,second\n${fields.map((row) => row.join(',')).join('\n')}`));

  it.each([
    'column_name,data_type,is_nullable\nfull_name,text,NO\ndate_of_birth,date,YES\nphone,uuid,NO\n',
    '| field | distinct | nulls |\n|---|---|---|\n| surname | 2024-01-05 | 12 |\n| birth_date | 2024-01-06 | 9 |\n',
  ])('a list of what a table is made of stays: %j', (text) => expect(masked(text)).toBe(text));
});

describe('the name of a column', () => {
  it('is nobody’s, whatever it is called by', () => {
    const value = {
      cols: ['surname', 'phone', 'sku'].map((name) => ({ name, display_name: name })),
      rows: [['Okonjo', '44 20 11 93', 'U1234567']],
    };
    const shown = shownOf(value);
    expect(JSON.parse(shown)).toMatchObject({ of: { cols: value.cols } });
    for (const one of ['Okonjo', '44 20']) expect(shown).not.toContain(one);
  });

  it('is somebody’s where it is a value, under names of columns as anywhere', () => {
    const fields = [
      { name: 'Ilse Brandauer', phone: '0664 8812345' },
      { name: 'phone', phone: '' },
    ];
    const shown = shownOf({ fields });
    for (const one of ['Brandauer', '8812345']) expect([shown, shown.includes(one)]).toEqual([shown, false]);
  });

  it('says what is known of its column, by where the cells of it stand', () => {
    const value = {
      schema: { fields: [{ name: 'a' }, { name: 'b' }] },
      rows: [{ f: [{ v: 'one' }, { v: 'two' }] }],
    };
    const known = { columns: { b: 'pii.name' } };
    const { result } = maskResult({ content: [], structuredContent: value }, { ...terms, known });
    const shown = JSON.stringify(result);
    expect([shown.includes('"one"'), shown.includes('two')]).toEqual([true, false]);
  });

  it('leaves what is known of the keys beside it', () => {
    const value = { fields: [{ name: 'phone', e: 'one', pair: { name: 'e', value: 'two' } }], rows: [['x']] };
    const known = { columns: { e: 'pii.name' } };
    const { result } = maskResult({ content: [], structuredContent: value }, { ...terms, known });
    for (const one of ['"one"', '"two"']) expect(JSON.stringify(result)).not.toContain(one);
  });

  it('waives nothing that is owed on a cell which says the same', () => {
    const value = { columns: ['okonjo', 'b'], data: [['okonjo', 'b']] };
    const known = { columns: { okonjo: 'pii.name' } };
    const { result } = maskResult({ content: [], structuredContent: value }, { ...terms, known });
    expect(JSON.stringify(result).split('okonjo').length).toBe(2);
  });

  it('is not heard of rows that are wider', () => {
    const value = { columns: ['phone', 'born'], data: [{ row: ['06 30 793 5697', 'x', 'y'] }] };
    expect(shownOf(value)).toBe(JSON.stringify({ of: value }));
  });
});

describe('a table drawn with blanks', () => {
  it('goes on below a row of which one cell runs into the next', () => {
    const text =
      'NAME          PHONE          BIRTHDATE\nSiw Okonjo    44 20 11 93    17.08.1983\nMaria Halvorsen-Lie91 77 20 58  02.01.1990\nOle Aalto     40 12 55 19    29.11.1975\n';
    const shown = masked(text);
    for (const one of ['Okonjo', '17.08', 'Aalto', '40 12', '29.11'])
      expect([shown, shown.includes(one)]).toEqual([shown, false]);
  });
});
