// A column that is given by its name is masked in forms that are seldom met: signs of one's own, columns drawn by their edges, tables on their side, lists of lines, dumps of languages, messages of engines.
import { describe, expect, it } from 'vitest';
import { isArray, isObject, type Json, own } from '../../../../src/call/json.js';
import { chooser } from '../../../../src/egress/operators/choose.js';
import { maskResult } from '../../../../src/egress/result/dry.js';
import { digest, rule } from '../fixtures.js';

const mask = '[REDACTED:pii.email]';
const choose = chooser([rule('*', 'redact')]);
const known = { columns: { grade: 'pii.email', last_grade: 'pii.email', plan: 'clear' } };
const masked = (result: Json) => maskResult(result, { choose, digest, known });

function shown(text: string): string {
  const { result } = masked({ content: [{ type: 'text', text }] });
  const content = isObject(result) ? own(result, 'content') : undefined;
  const block = content !== undefined && isArray(content) ? content[0] : undefined;
  return String(block !== undefined && isObject(block) ? own(block, 'text') : undefined);
}

/** Each with `X` where a value of the column stands, and nowhere else. */
const exact: readonly (readonly [name: string, text: string])[] = [
  ['tildes', 'id~grade~plan\n1~X~free\n2~X~free\n'],
  ['control characters', 'id\x1fgrade\x1fplan\n1\x1fX\x1ffree\n'],
  ['arrows', 'id -> grade -> plan\n1 -> X -> free\n'],
  ['points between', 'id · grade · plan\n1 · X · free\n'],
  ['ampersands and strokes', 'id & grade & plan \\\\\n1 & X & free \\\\\n'],
  ['names between quotes with their table', '"t"."id","t"."grade"\n1,X\n'],
  ['dotted bars', '│ id  ┆ grade ┆ plan │\n╞═════╪═══════╪══════╡\n│ 1 ┆ X ┆ free │\n'],
  ['markdown of one column', '| grade |\n|---|\n| X |\n'],
  ['one column under its title', '### id\n1\n### grade\nX\n### plan\nfree\n'],
  ['rules above and below', '== =========== ====\nid grade       plan\n== =========== ====\n1  X free\n'],
  ['left edges', 'id grade       plan\n1  X free\n2  X paid\n'],
  ['right edges', 'id       grade plan\n 1 X free\n22 X paid\n'],
  ['dots of a form', 'id ........ 1\ngrade ........ X\n'],
  ['arrows behind names', 'id -> 1\ngrade -> X\n'],
  ['the value on the next line', 'grade:\nX\nplan:\nfree\n'],
  ['a list below the name', 'grade:\n- X\n- X\nplan: free\n'],
  ['PHP', 'Array\n(\n    [id] => 1\n    [grade] => X\n)\n'],
  ['a name between brackets', '[id] 1\n[grade] X\n'],
  ['EDN', '[{:id "1", :grade "X"}]'],
  ['LISP', '((id . "1") (grade . "X"))'],
  ['XML of a namespace', '<d:id>1</d:id><d:grade>X</d:grade>'],
  ['XML as it is', '<id>1</id><grade><![CDATA[X]]></grade>'],
  ['a property list', '<key>id</key><string>1</string><key>grade</key><string>X</string>'],
  ['names beside values', '[["id","1"],["grade","X"]]'],
  ['a list of lines', '["id,grade","1,X","2,X"]'],
  ['lines under a key', '{"lines":["| id | grade |","|---|---|","| 1 | X |"]}'],
  ['a key that is there already', 'Key (grade)=(X) already exists.'],
  ['an entry that is there already', "Duplicate entry 'X' for key 't.grade'"],
  ['a sentence', 'The last_grade is X\nSee below.\nand his "grade" is now X\n'],
  ['a change', 'last_grade changed from X\nNothing else.'],
  ['brackets behind its name', 'last_grade (X) and "grade" (X) stay'],
  ['a value that an engine refuses', "Incorrect date value: 'X' for column `t`.`grade` at row 1"],
  ['a value that is in a column', 'invalid input "X" in column "grade"'],
  ['a row that an engine refuses', 'DETAIL:  Failing row contains (X).\nnext'],
  [
    'a part of a form',
    '--b\r\nContent-Disposition: form-data; name="grade"\r\nContent-Type: text/plain\r\n\r\nX\r\n--b\r\n' +
      'Content-Disposition: form-data; name="plan"\r\n\r\nfree\r\n--b--\r\n',
  ],
];

describe('a column that is known by its name', () => {
  it.each(exact)('is masked in %s, and nothing else is', (_, text) => {
    expect(shown(text.replaceAll('X', 'zq canary 7'))).toBe(text.replaceAll('X', mask));
  });

  it.each([
    [
      'an index before names of one blank',
      '   id       grade city\n0   1 canary town Oslo\n1   2 more canary Bonn\n',
    ],
    ['a value that reaches under the name before', '    grade  id x  plan\n0  canary 5  free\n'],
    ['types behind names', 'id:int,grade:string,plan (text)\n1,canary,free\n'],
    ['a table on its side', 'id,1,2\ngrade,canary,canary\nplan,free,paid\n'],
    ['records apart by tabs', 'id\t1\ngrade\tcanary\n\nid\t2\ngrade\tcanary\n'],
    ['names alone above rows of no form', 'grade plan\ncanary canary free\nmore canary\n'],
    ['a head of other signs than its rows', '^ id ^ grade ^ plan ^\n| 1 | canary | free |\n'],
    ['a head of strokes', '! id !! grade !! plan\n|-\n| 1 || canary || free\n'],
    ['a dump with types', 'array(1) {\n  ["grade"]=>\n  string(6) "canary"\n}\n'],
    ['a value in elements of its own', '<grade><first>canary</first><last a="canary">x</last></grade>'],
    ['an element that does not end', `<grade>${'canary '.repeat(100)}</p>`],
    ['a long element', `<grade>${'x '.repeat(500)}canary</grade>`],
    ['a quote over lines of a list', '["id,grade","1,\\"can","ary canary\\",2"]'],
  ])('leaves nothing to be read of %s', (_, text) => {
    expect(shown(text)).not.toContain('canary');
  });

  const table = JSON.stringify({ head: ['id', 'grade'], page: [[1, 'canary']] });
  it.each([
    ['the text of a resource', { type: 'resource', resource: { uri: 'a://b', text: table } }],
    [
      'the bytes of one',
      { type: 'resource', resource: { uri: 'a://b', mimeType: 'text/plain', blob: btoa(table) } },
    ],
    ['a text within JSON', { type: 'text', text: JSON.stringify({ out: table }) }],
  ])('is masked under headings that stand beside its rows in %s', (_, block) => {
    const { result, findings } = masked({ content: [block] });
    const all = JSON.stringify(result);
    expect(all + atob(/"blob":"([^"]*)"/.exec(all)?.[1] ?? '')).not.toContain('canary');
    expect(findings.some(({ tier }) => tier === 'provenance')).toBe(true);
  });

  it('is masked in a sentence as far as its line goes', () => {
    expect(shown('The last_grade is Dr. Bell, Ann (Rome).\nIt stays.')).toBe(
      `The last_grade is ${mask}\nIt stays.`,
    );
    expect(shown('last_grade (Bell (Ann)) stays')).toBe(`last_grade (${mask}) stays`);
  });

  it('says of each line of a list what was found in it', () => {
    const { findings } = masked({ content: [], structuredContent: { a: ['id,grade', '1,zq canary 7'] } });
    expect(findings).toEqual([
      {
        pointer: '/structuredContent/a/1',
        class: 'pii.email',
        tier: 'provenance',
        operator: 'redact',
        start: 2,
        end: 13,
      },
    ]);
  });

  it.each([
    'the grade of this report | see below',
    'Graded by hand.\nSee the next line.',
    'grades: 1, 2, 3',
    'upgrade -> done -> shipped\nnext -> one -> two',
    'The grade is unique (see the table).',
    'UNIQUE constraint failed: t.last_grade',
  ])('touches no word of "%s"', (text) => {
    expect(shown(text)).toBe(text);
  });
});
