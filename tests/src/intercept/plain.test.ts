// Arguments that are not SQL: keys, datasets, bodies; and two readings as one.
import { describe, expect, it } from 'vitest';
import { systemName, toolName } from '../../../src/call/id.js';
import type { JsonObject } from '../../../src/call/json.js';
import type { Dataset } from '../../../src/catalog/catalog.js';
import { objectColumn } from '../../../src/catalog/objects.js';
import { type Action, type Effects, noEffects } from '../../../src/intercept/effects.js';
import { combine, interceptPlain, keyProblem, validateArguments } from '../../../src/intercept/index.js';
import type { Argument, Reading, Tool } from '../../../src/manifest/manifest.js';
import { catalogOf, dataset } from '../../cases/sql/lake.js';

const argument = (
  name: string,
  readsAs: Reading,
  use: Action,
  schema: JsonObject = { type: 'string' },
): Argument => ({
  name,
  readsAs,
  use,
  isRequired: true,
  schema,
});

function tool(...args: readonly Argument[]): Tool {
  const name = toolName('postgres', 'act');
  const system = systemName('postgres');
  if (name === undefined || system === undefined) throw new Error('names');
  return {
    name,
    system,
    remote: 'act',
    audience: 'agent',
    description: '',
    can: args.map((one) => one.use),
    arguments: args,
    result: { rows: 'none', rowsAt: [], columnsAt: [], classes: {} },
    page: { rows: 1, bytes: 1 },
    deadline: 1,
    fixed: {},
  };
}

const objects = (name: string, prefix: string, columns: Readonly<Record<string, string>>): Dataset => ({
  ...dataset(name, columns),
  form: 'objects',
  prefix,
});
const catalog = catalogOf([
  dataset('silver.customers', { id: 'clear', email: 'pii.email' }),
  objects('bronze.drops', 'bronze/', { email: 'pii.email', phone: 'pii.phone', id: 'clear' }),
  objects('bronze.inner', 'bronze/inner/', { id: 'clear' }),
  objects('bronze.bare', 'bare/', {}),
  objects('gold.files', 'gold/', { id: 'clear', email: 'clear' }),
]);
const keyed = (use: Action): Tool => tool(argument('key', 'object-key', use));
const read = (key: string): Effects => interceptPlain(keyed('read'), { key }, catalog);

describe('object keys', () => {
  it.each(['bronze/a.csv', 'a', 'bronze/2024-01-01/part 1.json', 'bronze/é.csv', 'a..b/c...d'])(
    '%j is a key',
    (key) => {
      expect(keyProblem(key, 'key')).toBeUndefined();
    },
  );

  it.each([
    ...[
      '',
      '/a',
      'a/../b',
      '..',
      './a',
      'a/./b',
      'a//b',
      'a/',
      'a\\b',
      'a\u0000b',
      'a\nb',
      'a%2fb',
      'a%2E%2E/b',
    ],
    ...[
      'a%5cb',
      'a%252fb',
      'a\u200bb',
      'e\u0301',
      ' a',
      'a /b',
      'a/ ..',
      'x'.repeat(513),
      'é'.repeat(257),
      '\ud800',
    ],
    ...[7, null, {}, ['a']],
  ])('%j is refused', (key) => {
    expect(keyProblem(key, 'key')).toBeTypeOf('string');
  });

  it('a prefix may end in a slash or be empty, a key may not', () => {
    expect(['a/', ''].map((key) => keyProblem(key, 'prefix'))).toEqual([undefined, undefined]);
    expect(keyProblem('a/../', 'prefix')).toBeTypeOf('string');
  });
});

describe('plain arguments', () => {
  it('the longest prefix names the dataset', () => {
    expect(read('bronze/a.csv').reads.map((one) => one.dataset)).toEqual(['bronze.drops']);
    expect(read('bronze/inner/a.csv').reads.map((one) => one.dataset)).toEqual(['bronze.inner']);
  });

  it('a key that no prefix holds is a touch that is not known, without the key', () => {
    const { touches } = read('elsewhere/p@x.io');
    expect(touches).toEqual([{ dataset: '(unknown)', tier: '', protected: false, known: false }]);
  });

  it('a prefix that only looks alike holds nothing', () => {
    expect(read('bronzed/a.csv').touches[0]?.known).toBe(false);
  });

  it('an object set of another system is not reached by its prefix', () => {
    const s3 = systemName('s3');
    if (s3 === undefined) throw new Error('s3');
    const elsewhere = { ...keyed('read'), system: s3 };
    expect(interceptPlain(elsewhere, { key: 'bronze/a.csv' }, catalog).touches[0]?.known).toBe(false);
  });

  it('what is read from objects carries every class of the dataset, or an unknown one', () => {
    expect(read('bronze/a.csv').egress).toMatchObject([
      { name: '*', classes: ['pii.email', 'pii.phone'], how: 'unknown' },
    ]);
    expect(read('bare/a.csv').egress).toMatchObject([{ name: '*', classes: ['pii.unknown'] }]);
    expect(read('bronze/inner/a').egress).toMatchObject([{ name: '*', classes: [], how: 'transformed' }]);
  });

  it('a listing reaches every dataset under its prefix and shows no rows', () => {
    const list = tool(argument('prefix', 'object-prefix', 'list'));
    const listed = interceptPlain(list, { prefix: 'bronze/' }, catalog);
    expect(listed.reads.map((one) => one.dataset)).toEqual(['bronze.drops', 'bronze.inner']);
    expect(listed.egress).toEqual([]);
    expect(interceptPlain(list, { prefix: '' }, catalog).touches[0]?.known).toBe(false);
  });

  it('a bad key is opaque and nothing else', () => {
    expect(read('a/../b')).toMatchObject({
      kind: 'unknown',
      opaque: ['the key holds a dot segment'],
      reads: [],
    });
  });

  it('a body is a write without a source', () => {
    const put = tool(argument('key', 'object-key', 'insert'), argument('body', 'body', 'insert'));
    const { writes } = interceptPlain(put, { key: 'gold/a.csv', body: 'id\n1' }, catalog);
    expect(writes).toEqual([
      {
        dataset: 'gold.files',
        tier: 'gold',
        mode: 'insert',
        columns: [],
        scope: 'not-applicable',
        sources: [],
        object: objectColumn('gold/a.csv'),
      },
    ]);
  });

  it('says which object it shows where it shows the body of one, and which it writes', () => {
    const at = (key: string) => ({ dataset: 'bronze.drops', object: objectColumn(key) });
    expect(read('bronze/a.csv').shows).toEqual(at('bronze/a.csv'));
    const both = tool(argument('key', 'object-key', 'read'), argument('other', 'object-key', 'read'));
    expect(interceptPlain(both, { key: 'bronze/a.csv', other: 'bronze/b.csv' }, catalog).shows).toBe(
      undefined,
    );
    expect(interceptPlain(keyed('validate'), { key: 'bronze/a.csv' }, catalog).shows).toBe(undefined);
    const many = tool(argument('keys', 'object-key', 'read'));
    expect(interceptPlain(many, { keys: ['bronze/a.csv', 'bronze/b.csv'] }, catalog).shows).toBe(undefined);
    const under = tool(argument('prefix', 'object-prefix', 'read'));
    expect(interceptPlain(under, { prefix: 'bronze/' }, catalog).shows).toBe(undefined);
    const move = tool(argument('source', 'object-key', 'read'), argument('key', 'object-key', 'insert'));
    const moved = interceptPlain(move, { source: 'bronze/a.csv', key: 'gold/b.csv' }, catalog);
    expect(moved.shows).toBe(undefined);
    expect(moved.writes.map(({ object }) => object)).toEqual([objectColumn('gold/b.csv')]);
    const clear = tool(argument('prefix', 'object-prefix', 'delete'));
    expect(interceptPlain(clear, { prefix: 'gold/' }, catalog).writes.map(({ object }) => object)).toEqual([
      undefined,
    ]);
    expect(combine(read('bronze/a.csv'), read('bronze/b.csv')).shows).toBe(undefined);
  });

  it('a body beside a source still has no source, but in a tool of the kernel\u2019s own', () => {
    const put = tool(
      argument('key', 'object-key', 'promote'),
      argument('body', 'body', 'promote'),
      argument('source', 'dataset', 'read'),
    );
    const args = { key: 'gold/a.csv', body: 'x', source: 'silver.customers' };
    expect(interceptPlain(put, args, catalog).writes[0]?.sources).toEqual([]);
    expect(interceptPlain({ ...put, audience: 'kernel' }, args, catalog).writes[0]?.sources).toEqual([
      'silver.customers',
    ]);
  });

  it('a body without a place is opaque', () => {
    expect(
      interceptPlain(tool(argument('body', 'body', 'insert')), { body: 'x' }, catalog).opaque,
    ).toHaveLength(1);
  });

  it('a copy writes what it reads: sources, and flows into columns that are clear', () => {
    const copy = tool(argument('source', 'object-key', 'read'), argument('key', 'object-key', 'insert'));
    const effects = interceptPlain(copy, { source: 'bronze/a.csv', key: 'gold/a.csv' }, catalog);
    expect(effects.writes[0]).toMatchObject({ dataset: 'gold.files', sources: ['bronze.drops'] });
    expect(effects.flows).toEqual(['bronze.drops.email -> gold.files.email']);
  });

  it('objects of gold that are clear whole take none that are not, nor any of which nothing is said', () => {
    const notes = objects('gold.notes', 'notes/', { text: 'clear' });
    const all = catalogOf([...catalog.datasets.values(), notes]);
    const copy = tool(argument('from', 'object-key', 'read'), argument('to', 'object-key', 'insert'));
    const flows = (from: string, to = 'notes/a'): readonly string[] =>
      interceptPlain(copy, { from, to }, all).flows;
    expect(flows('bare/a')).toEqual(['bronze.bare.* -> gold.notes.*']);
    expect(flows('bronze/a')).toEqual(['bronze.drops.* -> gold.notes.*']);
    expect(flows('bronze/inner/a')).toEqual([]);
    expect(flows('notes/b', 'bare/a')).toEqual([]);
  });

  it('deleting one key is pinned; deleting a dataset is not', () => {
    expect(interceptPlain(keyed('delete'), { key: 'bronze/a' }, catalog).writes[0]?.scope).toBe('key-pinned');
    const whole = tool(argument('table', 'dataset', 'delete'));
    expect(interceptPlain(whole, { table: 'silver.customers' }, catalog).writes[0]?.scope).toBe('none');
  });

  it('a dataset by name is read column by column, and what nobody declared is unknown', () => {
    const whole = tool(argument('table', 'dataset', 'read'));
    const effects = interceptPlain(whole, { table: 'SILVER.customers' }, catalog);
    expect(effects.egressBy).toBe('name');
    expect(effects.egress.map(({ name, classes }) => [name, classes])).toEqual([
      ['id', []],
      ['email', ['pii.email']],
      ['*', ['pii.unknown']],
    ]);
  });

  it('a description shows no rows', () => {
    const describeTool = tool(argument('table', 'dataset', 'describe'));
    expect(interceptPlain(describeTool, { table: 'silver.customers' }, catalog).egress).toEqual([]);
  });

  it('an undeclared name under a protected pattern is a protected touch', () => {
    const whole = tool(argument('table', 'dataset', 'read'));
    expect(interceptPlain(whole, { table: 'protected.salaries' }, catalog).touches).toEqual([
      { dataset: 'protected.*', tier: '', protected: true, known: false },
    ]);
  });

  it('a dataset argument that is not a text is opaque', () => {
    expect(
      interceptPlain(tool(argument('table', 'dataset', 'read')), { table: { a: 1 } }, catalog).opaque,
    ).toHaveLength(1);
  });

  it('a tool without opaque arguments has no effect of its own', () => {
    expect(interceptPlain(tool(argument('q', 'plain', 'read')), { q: 'x' }, catalog)).toEqual(noEffects);
  });
});

describe('combine', () => {
  const some: Effects = { ...noEffects, kind: 'select', statements: 1, opaque: ['a'], schema: 's' };

  it('nothing is the neutral reading', () => {
    expect(combine(some, noEffects)).toEqual(some);
    expect(combine(noEffects, some)).toEqual(some);
  });

  it('findings of both stay', () => {
    const other: Effects = {
      ...noEffects,
      kind: 'object',
      opaque: ['b'],
      control: ['pragma'],
      flows: ['x -> y'],
    };
    expect(combine(some, other)).toMatchObject({
      opaque: ['a', 'b'],
      control: ['pragma'],
      flows: ['x -> y'],
    });
  });

  it('two lists of positions become one column with the classes of both', () => {
    const column = (name: string, ...classes: readonly string[]) => ({
      name,
      classes,
      how: 'identity' as const,
      from: [],
    });
    const left = { ...noEffects, egress: [column('a', 'pii.email'), column('b')] };
    const right = { ...noEffects, egress: [column('c', 'pii.phone')] };
    expect(combine(left, right).egress).toEqual([
      { name: '*', classes: ['pii.email', 'pii.phone'], how: 'unknown', from: [] },
    ]);
  });

  it('two schemas in one call are opaque', () => {
    expect(combine(some, { ...some, schema: 't' }).opaque).toContain('two schemas in one call');
  });

  it('unknown wins over any kind', () => {
    expect(combine(some, { ...noEffects, kind: 'unknown' }).kind).toBe('unknown');
  });
});

describe('arguments', () => {
  const check = (schema: JsonObject, value: JsonObject[string]): readonly string[] =>
    validateArguments(tool(argument('a', 'plain', 'read', schema)), { a: value });

  it.each<[JsonObject, JsonObject[string]]>([
    [{ type: 'string', maxLength: 2 }, 'ab'],
    [{ type: 'string', maxLength: 1 }, '😀'],
    [{ type: 'integer', minimum: 1, maximum: 3 }, 3],
    [{ type: ['string', 'null'] }, null],
    [{ type: 'array', items: { type: 'string' }, maxItems: 2 }, ['a', 'b']],
    [{ enum: ['csv', 'json'] }, 'csv'],
    [{}, { any: 'thing' }],
  ])('%j takes %j', (schema, value) => {
    expect(check(schema, value)).toEqual([]);
  });

  it.each<[JsonObject, JsonObject[string]]>([
    [{ type: 'string' }, 1],
    [{ type: 'string', maxLength: 1 }, 'ab'],
    [{ type: 'integer' }, 1.5],
    [{ type: 'integer' }, 2 ** 60],
    [{ type: 'number', minimum: 1 }, 0],
    [{ type: 'object' }, []],
    [{ type: 'object' }, null],
    [{ type: 'array', items: { type: 'string' } }, ['a', 1]],
    [{ enum: ['csv'] }, 'CSV'],
    [{ enum: [{}] }, {}],
    [{ type: 'nosuch' }, 'a'],
  ])('%j refuses %j', (schema, value) => {
    expect(check(schema, value)).toHaveLength(1);
  });

  it('parameters hold no more text than a statement may: what is bound is not seen by its reading', () => {
    const bound = tool(argument('p', 'parameters', 'read', {}));
    expect(validateArguments(bound, { p: ['x'.repeat(600), 7, 'x'.repeat(400)] })).toEqual([]);
    expect(validateArguments(bound, { p: ['x'.repeat(600), 7, 'x'.repeat(401)] })).toEqual([
      '`p` holds more than 1000 characters',
    ]);
  });

  it('a missing argument, and every other problem, is told at once', () => {
    const two = tool(argument('a', 'plain', 'read'), argument('b', 'plain', 'read'));
    expect(validateArguments(two, { b: 1 })).toEqual(['`a` is required', '`b` is not string']);
  });

  it('an unknown argument is counted, its name is not repeated', () => {
    expect(validateArguments(tool(), { 'p@x.io': 1, b: 2 })).toEqual(['2 unknown arguments']);
  });

  it('a key of the prototype is not an argument', () => {
    expect(validateArguments(tool(argument('constructor', 'plain', 'read')), {})).toEqual([
      '`constructor` is required',
    ]);
    const hostile = JSON.parse('{"__proto__":{"a":"x"}}') as JsonObject;
    expect(validateArguments(tool(argument('a', 'plain', 'read')), hostile)).toHaveLength(2);
  });
});
