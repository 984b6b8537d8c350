/** Rows: masking by provenance, alignment, pages, and the form in which they leave. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/call/json.js';
import { objectColumnProblems } from '../../../../src/egress/columns/columns.js';
import { noEffects } from '../../../../src/intercept/effects.js';
import { column, raw, refused, released, rule, type Setting, text } from '../fixtures.js';

const arrays = { rows: 'arrays' } as const;
const table = (
  columns: readonly string[],
  rows: readonly (readonly Json[])[],
  more: { [key: string]: Json } = {},
) => raw({ columns, rows, ...more });
const people: Setting = {
  result: arrays,
  egress: [column('id'), column('email', 'pii.email'), column('name', 'pii.name')],
};
const twoPeople = table(
  ['id', 'email', 'name'],
  [
    [1, 'Ann@Example.com ', 'Ann'],
    [2, 'ann@example.com', null],
  ],
);
const token = /^\[EMAIL:[a-z2-7]{12}\]$/;

describe('columns by provenance', () => {
  it('a classified cell is masked whole, null stays null, a clear cell stays', () => {
    const { result, rows } = released(people, twoPeople);
    const shown = (result.structuredContent?.rows ?? []) as readonly (readonly Json[])[];
    expect(shown[0]).toEqual([1, expect.stringMatching(token), '[REDACTED:pii.name]']);
    expect(shown[1]).toEqual([2, shown[0]?.[1], null]);
    expect(rows).toBe(2);
  });

  it('what a classified cell looks like does not matter', () => {
    const odd = table(['id', 'email', 'name'], [[1, 'moc.elpmaxe@nna', 42]]);
    const shown = JSON.stringify(released(people, odd).result);
    expect(shown).not.toContain('elpmaxe');
    expect(shown).not.toContain('42');
  });

  it('a number of a card’s form stays where its column is of things, whatever a statement calls another', () => {
    const of = (name: string, from: string) => ({ ...column(name), from: [`lake.sales.${from}`] });
    const egress = [of('order_id', 'order_id'), of('id', 'remark'), of('ref', 'card')];
    const card = '4539148803436467';
    const { result } = released(
      { result: arrays, egress },
      table(['order_id', 'id', 'ref'], [[card, card, card]]),
    );
    expect(result.structuredContent?.rows).toEqual([[card, '[CARD:*6467]', '[CARD:*6467]']]);
  });

  it('a number that is masked whole is null, and a token of it is a text', () => {
    const paid: Setting = {
      result: arrays,
      egress: [column('id', 'pii.account'), column('salary', 'pii.salary'), column('left', 'pii.salary')],
      rules: [rule('pii.account', 'token')],
    };
    const { result, findings } = released(paid, table(['id', 'salary', 'left'], [[7, 52345, 'none']]));
    expect(result.structuredContent?.rows).toEqual([
      [expect.stringMatching(/^\[ACCOUNT:[a-z2-7]{12}\]$/), null, '[REDACTED:pii.salary]'],
    ]);
    expect(findings.map(({ pointer, operator }) => [pointer, operator])).toEqual([
      ['/rows/*/0', 'token'],
      ['/rows/*/1', 'redact'],
      ['/rows/*/2', 'redact'],
    ]);
  });

  it('of a computed value neither its type nor its NULL is told', () => {
    const computed: Setting = {
      result: arrays,
      egress: [{ ...column('flag', 'pii.email'), how: 'transformed' }],
    };
    const shown = released(computed, table(['flag'], [[1], ['x'], [null], [2.5], [true]]));
    const rows = shown.result.structuredContent?.rows;
    expect(rows).toEqual(Array.from({ length: 5 }, () => ['[REDACTED:pii.email]']));
  });

  it('a number in which something is found is null, and text where a token is made of it', () => {
    const one = table(['ref'], [[4111111111111111], ['4111111111111111']]);
    const setting: Setting = { result: arrays, egress: [column('ref')], rules: [rule('pii.*', 'redact')] };
    expect(released(setting, one).result.structuredContent?.rows).toEqual([[null], ['[REDACTED:pii.card]']]);
    const tokens = released({ ...setting, rules: [rule('pii.*', 'token')] }, one).result.structuredContent;
    const token = expect.stringMatching(/^\[CARD:[a-z2-7]{12}\]$/);
    expect(tokens?.rows).toEqual([[token], [token]]);
  });

  it('the text block is compact JSON of the structured content, and what was masked is told behind it', () => {
    const { result } = released(people, {
      ...twoPeople,
      content: [text('ann@example.com'), { type: 'image', data: 'AAAA' }],
    });
    expect(result.content.map((block) => block.text?.slice(0, 8))).toEqual(['{"column', 'Masked: ']);
    expect(JSON.parse(result.content[0]?.text ?? '')).toEqual(result.structuredContent);
    expect(result.content[0]?.text).toBe(JSON.stringify(result.structuredContent));
  });

  it('the masked columns are named with class and operator', () => {
    expect(released(people, twoPeople).result.structuredContent?.masked).toEqual([
      { column: 'email', class: 'pii.email', operator: 'token' },
      { column: 'name', class: 'pii.name', operator: 'redact' },
    ]);
  });

  it('findings say column, class and count and never a value', () => {
    const { findings } = released(people, twoPeople);
    expect(findings).toEqual([
      { pointer: '/rows/*/1', class: 'pii.email', operator: 'token', by: 'provenance', count: 2 },
      { pointer: '/rows/*/2', class: 'pii.name', operator: 'redact', by: 'provenance', count: 1 },
    ]);
  });

  it('an address in a clear column is masked by content, with a token that no column has: it may be a guess', () => {
    const setting = { ...people, egress: [column('id'), column('email', 'pii.email'), column('note')] };
    const shown = released(
      setting,
      table(
        ['id', 'email', 'note'],
        [
          [1, 'ann@example.com', 'write to ANN@example.com!'],
          [2, 'bob@example.com', 'ann@example.com'],
        ],
      ),
    );
    const rows = (shown.result.structuredContent?.rows ?? []) as readonly (readonly string[])[];
    const [[, own] = [], [, , found] = []] = rows;
    expect(found).toMatch(/^\[EMAIL:[a-z2-7]{12}\]$/);
    expect(found).not.toBe(own);
    // Of what is found, one value has one token.
    expect(rows[0]?.[2]).toBe(`write to ${found}!`);
    expect(shown.result.structuredContent?.masked).toContainEqual({
      column: 'note',
      class: 'pii.email',
      operator: 'token',
    });
  });

  it.each([['token'], ['last4'], ['year'], ['domain']] as const)(
    '%s of a computed value is a redaction',
    (operator) => {
      const computed = [{ ...column('x', 'pii.email'), how: 'transformed' as const }];
      const shown = released(
        { result: arrays, egress: computed, rules: [rule('pii.email', operator)] },
        table(['x'], [['ann@example.com']]),
      );
      expect(shown.result.structuredContent?.rows).toEqual([['[REDACTED:pii.email]']]);
    },
  );

  it('a counted column without classes passes, one of unknown origin does not', () => {
    const egress = [
      { ...column('n'), how: 'counted' as const },
      { ...column('x'), how: 'unknown' as const },
    ];
    const shown = released({ result: arrays, egress }, table(['n', 'x'], [[7, 7]]));
    expect(shown.result.structuredContent?.rows).toEqual([[7, '[REDACTED:pii.unknown]']]);
  });

  it('drop leaves null in the column and keeps its position', () => {
    const setting = {
      result: arrays,
      egress: [column('a', 'pii.x'), column('b')],
      rules: [rule('pii.x', 'drop')],
    };
    const shown = released(setting, table(['a', 'b'], [['secret', 1]]));
    expect(shown.result.structuredContent?.rows).toEqual([[null, 1]]);
  });

  it('a column of two classes shows neither as a token', () => {
    const setting = { result: arrays, egress: [column('a', 'pii.email', 'pii.card')] };
    const shown = released(setting, table(['a'], [['ann@example.com']]));
    expect(shown.result.structuredContent?.rows).toEqual([['[REDACTED:pii.card+pii.email]']]);
  });
});

describe('a part that an operator shows', () => {
  it('is redacted when it is itself a find', () => {
    const setting = {
      result: arrays,
      egress: [column('m', 'pii.email')],
      rules: [rule('pii.email', 'domain')],
    };
    const shown = released(setting, table(['m'], [['x@4111111111111111.com'], ['x@example.com']]));
    expect(shown.result.structuredContent?.rows).toEqual([
      ['[REDACTED:pii.email]'],
      ['[EMAIL:*@example.com]'],
    ]);
  });
});

describe('alignment', () => {
  it('another number of columns than the statement has is withheld', () => {
    expect(refused(people, table(['id', 'email'], [[1, 'x']])).code).toBe('withheld');
  });

  it('a row of another length than the columns is withheld', () => {
    expect(refused(people, table(['id', 'email', 'name'], [[1, 'x']])).code).toBe('withheld');
  });

  it.each([
    ['no structured content and text that is not JSON', raw(undefined, [text('ann@example.com')])],
    ['rows in another place', raw({ columns: ['id'], items: [] })],
    ['column names that are not texts', raw({ columns: [1, 2, 3], rows: [] })],
    ['two text blocks', raw(undefined, [text('{"columns":[],"rows":[]}'), text('{}')])],
  ])('%s is withheld', (_, result) => {
    expect(refused(people, result).code).toBe('withheld');
  });

  it('rows in the single text block are read when there is no structured content', () => {
    const result = raw(undefined, [text(JSON.stringify(twoPeople.structuredContent))]);
    expect(released(people, result).result).toEqual(released(people, twoPeople).result);
  });

  it('a star column means that every column is of every class', () => {
    const shown = released(
      { result: arrays, egress: [column('*', 'pii.email')] },
      table(['a', 'b'], [[1, 'x']]),
    );
    expect(shown.result.structuredContent?.rows).toEqual([['[REDACTED:pii.email]', '[REDACTED:pii.email]']]);
  });

  it('columns that no effect and no manifest names are unknown', () => {
    const result = { ...arrays, classes: { b: 'clear' } };
    const shown = released({ result }, table(['a', 'b'], [['x', 'y']]));
    expect(shown.result.structuredContent?.rows).toEqual([['[REDACTED:pii.unknown]', 'y']]);
  });
});

describe('column names', () => {
  it.each([
    'ann@example.com',
    'x y',
    '4111111111111111',
    'c4111111111111111',
    'a"b',
    '',
    'AKIAIOSFODNN7EXAMPLE',
  ])('%j becomes its position', (name) => {
    const shown = released({ result: arrays, egress: [column(name)] }, table([name], [[1]]));
    expect(shown.result.structuredContent?.columns).toEqual(['column_1']);
  });

  it.each(['id', 'full_name', 'count(*)', 'max(total)'])('%j stays', (name) => {
    const shown = released({ result: arrays, egress: [column(name)] }, table([name], [[1]]));
    expect(shown.result.structuredContent?.columns).toEqual([name]);
  });
});

describe('rows of objects, whose headings are what stands first in them', () => {
  const egress = [
    { name: '*', classes: ['pii.name'], how: 'unknown', from: ['silver.files.id', 'silver.files.who'] },
  ] as const;
  const clear = [{ name: '*', classes: [], how: 'identity', from: [] }] as const;

  it.each(['arrays', 'objects'] as const)('as %s show the names that are declared, and no other', (rows) => {
    const first = { id: 1, Bell: 2, who: 'Ann' };
    const body =
      rows === 'objects' ? raw({ rows: [first] }) : table(Object.keys(first), [Object.values(first)]);
    for (const one of [egress, clear]) {
      const { result } = released({ result: { rows }, egress: one, egressBy: 'name' }, body);
      expect(result.structuredContent?.columns).toEqual(
        one === egress ? ['id', 'column_2', 'who'] : ['column_1', 'column_2', 'column_3'],
      );
      expect(JSON.stringify(result)).not.toContain('Bell');
    }
  });
});

describe('pages', () => {
  const numbers = table(
    ['n'],
    Array.from({ length: 10 }, (_, i) => [i]),
  );
  const setting = (rows: number, bytes = 10_000): Setting => ({
    result: arrays,
    egress: [column('n')],
    page: { rows, bytes },
  });
  const cursorFor = (next: number): string => `next-${next}`;

  it('rows past the page are held back, with a cursor to where the next begins', () => {
    const first = released(setting(4), numbers, { cursorFor });
    expect(first.result.structuredContent).toMatchObject({
      rows: [[0], [1], [2], [3]],
      truncated: true,
      cursor: 'next-4',
    });
    expect([first.rows, first.truncated]).toEqual([4, true]);
    const last = released(setting(4), numbers, { cursorFor, offset: 8 });
    expect(last.result.structuredContent).toEqual({ columns: ['n'], rows: [[8], [9]], masked: [] });
    expect([last.rows, last.truncated]).toEqual([2, false]);
  });

  it('bytes past the page are held back, counted in UTF-8', () => {
    const wide = table(['n'], [['ééé'], ['ééé'], ['ééé']]);
    expect(released(setting(9, 22), wide, { cursorFor }).rows).toBe(2);
    expect(released(setting(9, 21), wide, { cursorFor }).rows).toBe(1);
  });

  it('a row that alone passes the page is shown without its texts', () => {
    const wide = table(['n'], [['a b '.repeat(100)], ['x']]);
    const shown = released(setting(9, 64), wide, { cursorFor });
    expect(shown.result.structuredContent).toMatchObject({ rows: [['[WITHHELD: 402 bytes]'], ['x']] });
  });

  it('a row that is masked and not shown is not counted', () => {
    const wide = table(['n'], [['a@b.io'], ['c@d.io']]);
    const shown = released({ ...setting(9, 30) }, wide, { cursorFor });
    expect(shown.findings.map((finding) => finding.count)).toEqual([1]);
  });

  it('a system that cut its own answer is believed, and asked for the rest', () => {
    const shown = released(setting(99), table(['n'], [[1]], { truncated: true }), { cursorFor });
    expect(shown.truncated).toBe(true);
    expect(shown.result.structuredContent).toMatchObject({ rows: [[1]], cursor: 'next-1' });
  });

  it('one that has cut off all of it has no next page', () => {
    const shown = released(setting(99), table(['n'], [], { truncated: true }), { cursorFor });
    expect(shown.result.structuredContent).toEqual({ columns: ['n'], rows: [], truncated: true, masked: [] });
  });
});

describe('a result that is itself the list of rows', () => {
  const listed: Setting = { ...people, result: { rows: 'objects', rowsAt: [] } };
  const rows = [{ id: 1, email: 'ann@example.com', name: 'Ann' }];

  it('is masked by column, and leaves in the one form that rows have', () => {
    const shown = released(listed, raw(undefined, [text(JSON.stringify(rows, null, 2))]));
    expect(shown.result.structuredContent).toMatchObject({
      columns: ['id', 'email', 'name'],
      rows: [[1, expect.stringMatching(token), '[REDACTED:pii.name]']],
    });
    expect(JSON.stringify(shown.result)).not.toMatch(/ann@example|"Ann"/);
  });

  it('is withheld when it is something else, or in several blocks', () => {
    const block = text(JSON.stringify(rows));
    for (const content of [[text('1 row')], [text('{"rows":[]}')], [text('[1]')], [block, block]])
      expect(refused(listed, raw(undefined, content)).code).toBe('withheld');
  });
});

describe('rows as objects', () => {
  const objects = { ...people, result: { rows: 'objects' as const } };
  it('leave in the order of the statement', () => {
    const shown = released(objects, raw({ rows: [{ name: 'Ann', id: 1, email: 'ann@example.com' }] }));
    expect(shown.result.structuredContent).toMatchObject({
      columns: ['id', 'email', 'name'],
      rows: [[1, expect.stringMatching(token), '[REDACTED:pii.name]']],
    });
  });

  it.each([
    ['without a key', { id: 7, email: 'ann@example.com' }],
    ['with a key too many', { id: 7, email: 'ann@example.com', name: 'Ann', other: 'Ann' }],
    ['with a key spelt otherwise', { ID: 7, email: 'ann@example.com', name: 'Ann' }],
  ])('a row %s is masked whole', (_, row) => {
    const shown = JSON.stringify(released(objects, raw({ rows: [row] })).result.structuredContent?.rows);
    expect(shown).not.toMatch(/7|Ann|ann|EMAIL/);
  });

  it.each(['', '0', '17', '__proto__', 'constructor'])('the column name %j is a problem', (name) => {
    expect(objectColumnProblems({ ...noEffects, egress: [column('id'), column(name)] })).toHaveLength(1);
  });

  it('a name that comes twice is a problem, plain names are none', () => {
    expect(objectColumnProblems({ ...noEffects, egress: [column('id'), column('id')] })).toHaveLength(1);
    expect(
      objectColumnProblems({ ...noEffects, egress: [column('id'), column('ID'), column('a b')] }),
    ).toEqual([]);
  });
});
