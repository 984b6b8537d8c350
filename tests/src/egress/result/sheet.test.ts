// What is known of a column holds wherever its rows stand: in each form that a server prints them in, and of each beside what nobody asked to be masked.

import { describe, expect, it } from 'vitest';
import { isArray, isObject, type Json, own } from '../../../../src/call/json.js';
import { parseCsv, renderCsv } from '../../../../src/egress/forms/sheet/csv.js';
import { chooser } from '../../../../src/egress/operators/choose.js';
import { maskResult } from '../../../../src/egress/result/dry.js';
import type { EgressColumn } from '../../../../src/intercept/effects.js';
import { fc } from '../../../property.js';
import { digest, rule } from '../fixtures.js';

const mask = '[REDACTED:pii.email]';
const choose = chooser([rule('*', 'redact')]);
const columns = { grade: 'pii.email' };
const shown = (text: string, known: Parameters<typeof maskResult>[1]['known'] = { columns }): string => {
  const { result } = maskResult({ content: [{ type: 'text', text }] }, { choose, digest, known });
  const content = isObject(result) ? own(result, 'content') : undefined;
  const block = content !== undefined && isArray(content) ? content[0] : undefined;
  return String(block !== undefined && isObject(block) ? own(block, 'text') : undefined);
};

/** Each with `X` where a value of the column stands, and nowhere else. */
const forms: readonly (readonly [name: string, text: string])[] = [
  ['commas', 'id,grade\n1,X\n2,X\n'],
  ['commas and quotes, over lines', 'id,"grade",n\n1,"X",5\n2,"X",6\n'],
  ['semicolons and both line ends', 'id;grade\r\n1;X\r\n'],
  ['line ends of an old kind', 'id,grade\r1,X\r2,X\r'],
  ['tabs', 'id\tgrade\n1\tX\n'],
  ['a byte order mark', '\ufeffgrade,id\nX,1\n'],
  ['other letters', 'ID,GRADE\n1,X\n'],
  ['a blank line between rows', 'id,grade\n1,X\n\n2,X\n'],
  ['one column', 'grade\nX\nX\n'],
  ['psql', ' id | grade\n----+-------\n  1 | X\n(1 row)\n'],
  ['psql, one column', ' grade\n-------\n X\n(1 row)\n'],
  ['psql, records', '-[ RECORD 1 ]\nid    | 1\ngrade | X\n-[ RECORD 2 ]\nid    | 2\ngrade | X\n'],
  [
    'mysql',
    '+----+-------+\n| id | grade |\n+----+-------+\n|  1 | X |\n+----+-------+\n1 row in set (0.00 sec)\n',
  ],
  ['mysql, records', '*************************** 1. row ***************************\n   id: 1\ngrade: X\n'],
  ['boxes', '┌────┬───────┐\n│ id │ grade │\n├────┼───────┤\n│ 1  │ X │\n└────┴───────┘\n'],
  ['columns under rules', 'id  grade\n--  ----------------------------------------\n1   X\n'],
  ['columns apart by blanks', 'id   grade   plan\n1    X    free\n'],
  ['markdown', '| id | grade |\n|---|---|\n| 1 | X |\n'],
  ['markdown with dressed names', '| `id` | **grade** | [n] |\n|:---|---:|---|\n| 1 | X | 3 |\n'],
  ['a fence in a sentence', 'Two rows:\n\n```csv\nid,grade\n1,X\n```\nDone.'],
  ['JSON in a fence', 'Rows:\n```json\n[{"id":1,"grade":"X"}]\n```\n'],
  ['JSON in a sentence', 'Found {"id":1,"grade":"X"} in 3 ms'],
  ['JSON lines', '{"id":1,"grade":"X"}\n{"id":2,"grade":"X"}\n'],
  ['YAML', '- id: 1\n  grade: X\n  tags:\n    - a\n- id: 2\n  grade: >-\n    X\n'],
  ['TOML', '[[rows]]\nid = 1\ngrade = "X"\n'],
  ['a list of names', '- **id**: 1\n- **grade**: X\n'],
  ['a sentence', 'user grade=X plan=free'],
  ['HTML', '<table><tr><th>id</th><th>grade</th></tr><tr><td>1</td><td>X</td></tr></table>'],
  ['XML', '<row><id>1</id><grade>X</grade></row>'],
  ['inserts', "INSERT INTO t (id, grade) VALUES (1, 'X'), (2, 'X');"],
  ['headings first', '[["id","grade"],[1,"X"],[2,"X"]]'],
  ['headings beside', '{"metadata":["id","grade"],"page":[[1,"X"]]}'],
  ['headings after', '{"page":[[1,"X"]],"schema":{"fields":[{"name":"id"},{"name":"grade"}]}}'],
  ['columns as lists', '{"id":[1,2],"grade":["X","X"]}'],
  ['BigQuery', '{"schema":{"fields":[{"name":"id"},{"name":"grade"}]},"rows":[{"f":[{"v":"1"},{"v":"X"}]}]}'],
  [
    'Athena',
    '{"Rows":[{"Data":[{"VarCharValue":"id"},{"VarCharValue":"grade"}]},{"Data":[{"VarCharValue":"1"},{"VarCharValue":"X"}]}]}',
  ],
  [
    'the Data API',
    '{"columnMetadata":[{"name":"id"},{"name":"grade"}],"records":[[{"longValue":1},{"stringValue":"X"}]]}',
  ],
  ['names and values, row by row', '[[{"name":"id","value":1},{"name":"grade","value":"X"}]]'],
  ['names and values', '[{"name":"grade","value":"X"},{"name":"id","value":1}]'],
  ['names with their table', '[{"t.id":1,"t.grade":"X"}]'],
  ['a table within JSON', '{"out":"id,grade\\n1,X\\n","more":["id\\tgrade\\n1\\tX"]}'],
];

describe('a column that is known by its name', () => {
  it.each(forms)('is masked in %s, and nothing else is', (_, text) => {
    const value = 'zq canary 7';
    expect(shown(text.replaceAll('X', value))).toBe(text.replaceAll('X', mask));
  });

  it.each([
    ['a row that is too long', 'id,grade\n1,canary,x\n2,canary\n'],
    ['a row that is too short', 'id,grade,n\ncanary\n2,canary,3\n'],
    ['a quote that does not close', 'id,grade\n1,"canary\n2,canary\n'],
    ['quotes within quotes', 'id,grade\n1,"a ""canary"" b, canary\ncanary"\n'],
    ['a bar in a value', ' id | grade\n----+---\n 1 | canary | canary\n'],
    ['a value over a gap', 'id  grade   n\n--  -----   -\n1   canary canary 5\n'],
    ['an index before the columns', '   id  grade  n\n0   1  canary  5\n'],
    ['a bar between names without a rule', 'grade | plan\ncanary | free\n'],
    ['a name and a value without a rule', 'grade | canary\nplan | free\n'],
    ['nested values', '{"grade":{"first":"canary","all":["canary",{"x":"canary"}]}}'],
    ['a key twice', '{"grade":"canary","grade":"canary"}\nand more'],
  ])('leaves nothing to be read of %s', (_, text) => {
    expect(shown(text)).not.toContain('canary');
  });

  it('says of each cell where it stood in the text', () => {
    const text = 'id,grade,mail\n1,zq canary 7,ann@example.com\n';
    const { findings } = maskResult(
      { content: [{ type: 'text', text }] },
      { choose, digest, known: { columns } },
    );
    const read = findings.map(({ pointer, tier, start, end }) => [pointer, tier, text.slice(start, end)]);
    expect(read).toContainEqual(['/content/0/text', 'provenance', 'zq canary 7']);
    expect(read).toContainEqual(['/content/0/text', 'shape', 'ann@example.com']);
    expect(read).toHaveLength(2);
  });

  it('is masked whatever stands in it, and delimited text stays that', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '7', ' ', ',', '"', '\n', '|', '{', ':', 'é'),
      maxLength: 12,
    });
    const clear = fc.stringMatching(/^[a-z]{3}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(clear, cell), { minLength: 1, maxLength: 6 }), (rows) => {
        const written = renderCsv(
          [['plan', 'grade'], ...rows.map(([plan, grade]) => [plan, `${grade}zq7canary`])],
          ',',
        );
        const read = parseCsv(shown(`${written}\n`), ',');
        expect(read?.map(([plan]) => plan)).toEqual(['plan', ...rows.map(([plan]) => plan)]);
        expect(read?.slice(1).every(([, grade]) => grade?.trim() === mask)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

const egress: readonly EgressColumn[] = [
  { name: 'grade', classes: ['pii.email'], how: 'transformed', from: ['t.mail'] },
  { name: 'n', classes: [], how: 'counted', from: [] },
];
const judged = (text: string): string => shown(text, { columns: {}, egress });

describe('under a statement that shows something classified', () => {
  it.each([
    ['commas', 'grade,n\nX,3\n'],
    ['psql', ' grade | n\n-------+---\n X | 3\n(1 row)\n'],
    ['markdown', '| grade | n |\n|---|---|\n| X | 3 |\n'],
    ['JSON lines', '{"grade":"X","n":3}\n{"grade":"X","n":4}\n'],
    ['rows by position', '[["X",3],["X",4]]'],
    ['rows by position under a key', '{"rows":[["X",3]],"row_count":1}'],
    ['headings first', '[["grade","n"],["X",3]]'],
  ])('each column of %s owes what it derives from', (_, text) => {
    expect(judged(text.replaceAll('X', 'zq canary 7'))).toBe(text.replaceAll('X', mask));
  });

  it.each<readonly [string, Json | string]>([
    ['headings in another order', 'n,grade\n3,canary\n'],
    ['a heading of another name', 'grade,other\nx,canary\n'],
    ['more headings', 'grade,n,extra\ncanary,3,canary\n'],
    ['no headings', 'canary,3\n'],
    ['a sentence', 'It is canary.'],
    ['a sentence above rows', 'The first is canary:\n\ngrade,n\nx,3\n'],
    ['a sentence below rows', 'grade,n\nx,3\n\nThe next is canary\n'],
    ['rows that are wider', '[["x",3,"canary"]]'],
    ['a row of another width among them', '[["x",3],["canary"]]'],
    ['a list', '["canary",3]'],
    ['keys that a statement made', '{"canary":"x"}'],
    ['keys of a cell', '{"rows":[{"grade":{"canary":1},"n":3}]}'],
    ['keys of a cell by position', '[[{"canary":1},3]]'],
    ['a list as wide as the headings', '{"columns":["grade","n"],"rows":[["x",3]],"first":["canary",3]}'],
  ])('nothing is read off %s', (_, text) => {
    expect(judged(String(text))).not.toContain('canary');
  });

  it.each([
    ['a flag', '{"value":true}', '{"value":false}'],
    ['a list of flags', '[true,false]', '[false,true]'],
    ['nothing', '{"value":null}', '{"value":"x"}'],
    ['nothing in a list', '[null]', '["x"]'],
    ['nothing under a key that a statement made', '{"canary":null}', '{"other":"x"}'],
    ['items of a cell', '[[["a"],3]]', '[[["a","b"],3]]'],
    ['an empty cell', 'grade,n\n,3\n', 'grade,n\nx,3\n'],
    ['a blank cell', ' grade | n\n-------+---\n  | 3\n', ' grade | n\n-------+---\n x | 3\n'],
  ])('%s says no more than another', (_, one, other) => {
    expect(judged(one).replaceAll(' ', '')).toBe(judged(other).replaceAll(' ', ''));
  });

  it('what a server says of its rows stays', () => {
    const said =
      '{"rows":[{"grade":"[REDACTED:pii.email]","n":3}],"row_count":1,"truncated":false,"cursor":null}';
    expect(judged(said.replace('[REDACTED:pii.email]', 'x'))).toBe(said);
  });
});
