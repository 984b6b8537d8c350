import { describe, expect, test } from 'vitest';
import { readDirectly, useStore, writeDirectly } from './postgres-store.js';

describe('query', () => {
  const at = useStore('all');
  const customers = () => readDirectly(at.directory, 'silver', 'SELECT count(*) FROM customers');

  test('a select gives columns, rows and whether there was more', async () => {
    const sql = 'SELECT id, country FROM silver.customers ORDER BY id';
    expect(await at.store.ok('query', { sql })).toEqual({
      columns: ['id', 'country'],
      rows: [
        [1, 'GB'],
        [2, 'US'],
        [3, null],
      ],
      truncated: false,
    });
    const page = await at.store.ok('query', { sql, max_rows: 1, offset: 1 });
    expect(page).toMatchObject({ rows: [[2, 'US']], truncated: true });
  });

  test('two columns of one name both arrive', async () => {
    const page = await at.store.ok('query', { sql: 'SELECT 1 AS a, 2 AS a' });
    expect(page).toMatchObject({ columns: ['a', 'a'], rows: [[1, 2]] });
  });

  test('large integers, BLOBs and infinities become JSON that loses no digit and shows no byte', async () => {
    const page = await at.store.ok('query', { sql: 'SELECT * FROM bronze.odd' });
    expect(page.rows).toEqual([['9007199254740993', { $blob: 4 }, 'Infinity']]);
  });

  test('a real that is whole and past 2^53 is a text, whatever it came from', async () => {
    const page = await at.store.ok('query', { sql: 'SELECT 1e17, -1e17, 1e300, 0.5, 4e15, 1e15 + 0.5' });
    const large = ['100000000000000000', '-100000000000000000', '1e+300'];
    expect(page.rows).toEqual([[...large, 0.5, 4e15, 1e15 + 0.5]]);
  });

  test.each([
    ['DELETE FROM silver.customers', 'not-a-read'],
    ['DELETE FROM silver.customers RETURNING id', 'not-a-read'],
    ['WITH x AS (SELECT 1) INSERT INTO silver.parents SELECT 7', 'not-a-read'],
    ['CREATE TEMP TABLE t AS SELECT 1', 'not-a-read'],
    ['SELECT 1; SELECT 2', 'one-statement'],
    ['SELECT ?', 'unbound-parameter'],
    ['SELECT :a, ?1', 'unbound-parameter'],
    ['SELECT :a', 'unbound-parameter'],
    ['SELECT nosuch FROM silver.customers', 'SQLITE_ERROR'],
    ['', 'statement-refused'],
  ])('`%s` does not run as a query: %s', async (sql, code) => {
    expect(await at.store.refused('query', { sql })).toMatchObject({ code });
    expect(customers()).toBe(3);
  });

  test('a read can be explained and a write cannot', async () => {
    const plan = await at.store.ok('query', { sql: 'EXPLAIN SELECT id FROM silver.customers' });
    expect(plan.columns).toContain('opcode');
    const write = await at.store.refused('query', { sql: 'EXPLAIN DELETE FROM silver.customers' });
    expect(write).toEqual({ code: 'not-a-read' });
  });
});

describe('query of a store that the test has written to', () => {
  const at = useStore('each');

  test('rows that a join finds by one key come in no order of their other columns', async () => {
    const people = [...Array(12).keys()].map(
      (n) => `(${100 + n}, '${String.fromCharCode(122 - n)}@x.example', 'NL', 30)`,
    );
    writeDirectly(at.directory, 'silver', `INSERT INTO customers VALUES ${people.join(', ')}`);
    const sql =
      'SELECT j.id, j.email FROM silver.customers t JOIN silver.customers j ON t.country = j.country';
    const page = await at.store.ok('query', { sql });
    // `as`: rows of an id and an address; the first of all those that the first of twelve finds.
    const ids = (page.rows as readonly (readonly [number, string])[]).map(([id]) => id).slice(-12);
    expect(ids).toEqual([...ids].sort((one, other) => one - other));
  });
});

describe('execute', () => {
  const at = useStore('each');
  const customers = () => readDirectly(at.directory, 'silver', 'SELECT count(*) FROM customers');

  test('a write says how many rows it changed and is durable', async () => {
    const sql = "UPDATE silver.customers SET country = 'FR' WHERE id = 3";
    expect(await at.store.ok('execute', { sql })).toEqual({ changes: 1, total_changes: 1 });
    expect(readDirectly(at.directory, 'silver', 'SELECT country FROM customers WHERE id = 3')).toBe('FR');
  });

  test('RETURNING gives columns and rows', async () => {
    const outcome = await at.store.ok('execute', {
      sql: 'DELETE FROM silver.orders WHERE id < 12 RETURNING id',
    });
    expect(outcome).toMatchObject({ changes: 2, columns: ['id'], rows: [[10], [11]], truncated: false });
  });

  test('a statement that changes more than max_rows is rolled back with the count', async () => {
    const sql = 'DELETE FROM silver.customers WHERE id > -1';
    const outcome = await at.store.refused('execute', { sql, max_rows: 2 });
    expect(outcome).toEqual({ code: 'row-guard', changes: 3, total_changes: 3, max_rows: 2 });
    expect(customers()).toBe(3);
    expect(await at.store.ok('execute', { sql, max_rows: 3 })).toMatchObject({ changes: 3 });
  });

  test('the guard holds for RETURNING as well', async () => {
    const sql = 'DELETE FROM silver.customers RETURNING email';
    const outcome = await at.store.refused('execute', { sql, max_rows: 2 });
    expect(JSON.stringify(outcome)).not.toContain('example.org');
    expect(customers()).toBe(3);
  });

  test('a statement that changes more than max_share of a table is rolled back', async () => {
    const max_share = { table: 'silver.customers', share: 0.5 };
    const all = await at.store.refused('execute', { sql: 'DELETE FROM silver.customers', max_share });
    expect(all).toMatchObject({ code: 'row-guard', changes: 3, rows: 3 });
    await at.store.ok('execute', { sql: 'DELETE FROM silver.customers WHERE id = 1', max_share });
    expect(customers()).toBe(2);
  });

  test('rows removed by a cascade or an INSTEAD OF trigger count for the guard', async () => {
    const cascade = await at.store.refused('execute', { sql: 'DELETE FROM silver.parents', max_rows: 1 });
    expect(cascade).toMatchObject({ code: 'row-guard', changes: 1, total_changes: 4 });
    const view = await at.store.refused('execute', {
      sql: 'DELETE FROM silver.adults WHERE id = 1',
      max_rows: 1,
    });
    expect(view).toMatchObject({ code: 'row-guard', total_changes: 3 });
    expect(customers()).toBe(3);
  });

  test('a schema that changed since the snapshot stops the statement', async () => {
    const { digest } = await at.store.ok('snapshot_schema');
    const call = { sql: 'DELETE FROM silver.orders WHERE id = 10', expect_schema: digest };
    writeDirectly(at.directory, 'protected', 'CREATE TABLE late (id INTEGER)');
    expect(await at.store.refused('execute', call)).toEqual({ code: 'schema-changed' });
    const { digest: now } = await at.store.ok('snapshot_schema');
    expect(now).not.toBe(digest);
    expect(await at.store.ok('execute', { ...call, expect_schema: now })).toMatchObject({ changes: 1 });
  });

  test.each([
    'CREATE TABLE loose (id INTEGER)',
    'CREATE TEMP TABLE salaries (id INTEGER)',
    'CREATE TEMP VIEW customers AS SELECT 1 AS id',
  ])('`%s` leaves nothing in main or temp', async (sql) => {
    expect(await at.store.refused('execute', { sql })).toEqual({ code: 'outside-schemas' });
    const { rows } = await at.store.ok('list_tables');
    expect(JSON.stringify(rows)).not.toMatch(/"(main|temp)"/);
  });

  test('OR ROLLBACK that ends the transaction leaves the connection usable', async () => {
    const sql = "INSERT OR ROLLBACK INTO silver.customers VALUES (1,'x','x',1)";
    expect(await at.store.refused('execute', { sql })).toEqual({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
    expect(await at.store.ok('execute', { sql: 'DELETE FROM silver.orders WHERE id = 10' })).toMatchObject({
      changes: 1,
    });
  });

  test('a trigger may hold several statements, and what follows it may not', async () => {
    const trigger =
      'CREATE TRIGGER silver.two AFTER DELETE ON orders BEGIN DELETE FROM parents; DELETE FROM children; END';
    expect(await at.store.refused('execute', { sql: `${trigger}; DELETE FROM silver.customers` })).toEqual({
      code: 'one-statement',
    });
    await at.store.ok('execute', { sql: trigger });
    expect(await at.store.ok('execute', { sql: 'DELETE FROM silver.orders WHERE id = 10' })).toMatchObject({
      changes: 1,
      total_changes: 5,
    });
  });
});

describe('the gate before prepare', () => {
  const at = useStore('all');

  test.each([
    'PRAGMA foreign_keys=OFF',
    'pragma foreign_keys=OFF',
    '/* c */ PRAGMA foreign_keys=OFF',
    '-- c\nPRAGMA foreign_keys=OFF',
    'EXPLAIN PRAGMA foreign_keys=OFF',
    'EXPLAIN QUERY PLAN PRAGMA foreign_keys=OFF',
    'EXPLAIN /* PRAGMA */ PRAGMA foreign_keys=OFF',
    ';PRAGMA foreign_keys=OFF',
    '\ufeffPRAGMA foreign_keys=OFF',
    "ATTACH ':memory:' AS x",
    'DETACH silver',
    'VACUUM',
    "VACUUM silver INTO '/tmp/never.db'",
    'BEGIN',
    'COMMIT',
    'END',
    'ROLLBACK',
    'SAVEPOINT s',
    'RELEASE s',
    "SELECT load_extension('x')",
    'SELECT "load_extension"(1)',
    'SELECT * FROM pragma_database_list',
    "SELECT * FROM 'pragma_database_list'",
    'SELECT 1\0; DELETE FROM silver.customers',
    "SELECT 'open",
  ])('%j is refused', async (sql) => {
    for (const tool of ['query', 'execute'])
      expect(await at.store.refused(tool, { sql })).toMatchObject({ code: 'statement-refused' });
  });

  test('foreign keys are still enforced after every attempt to prepare them away', async () => {
    const sql = 'INSERT INTO silver.children VALUES (9, 404)';
    for (const off of [
      'PRAGMA foreign_keys=OFF',
      'SELECT 1; PRAGMA foreign_keys=OFF',
      'EXPLAIN PRAGMA foreign_keys=0',
    ])
      await at.store.refused('execute', { sql: off });
    expect(await at.store.refused('execute', { sql })).toEqual({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' });
  });

  test('the words are free inside strings, quotes and comments', async () => {
    const sql = `SELECT 'PRAGMA; VACUUM' AS "attach;" -- ; DROP\n /* ; PRAGMA */ ;`;
    expect(await at.store.ok('query', { sql })).toMatchObject({
      columns: ['attach;'],
      rows: [['PRAGMA; VACUUM']],
    });
  });

  test('a backslash does not hide the statement behind it', async () => {
    const sql = "SELECT '\\'; DROP TABLE silver.orders; --'";
    for (const tool of ['query', 'execute'])
      expect(await at.store.refused(tool, { sql })).toEqual({ code: 'one-statement' });
  });

  test('a dollar quote is no quote here', async () => {
    const sql = 'SELECT $$; DROP TABLE silver.orders; --$$';
    expect(await at.store.refused('execute', { sql })).toEqual({ code: 'one-statement' });
  });
});

describe('what an error says', () => {
  const at = useStore('all');

  test('a constraint error is its code and never a value', async () => {
    const sql = "INSERT INTO silver.customers VALUES (9,'ada@example.org','SECRETLAND',1)";
    const result = await at.store.raw('execute', { sql });
    expect(result.content).toEqual([{ type: 'text', text: '{"code":"SQLITE_CONSTRAINT_UNIQUE"}' }]);
    const said = JSON.stringify(result) + at.store.stderr();
    expect(said).not.toMatch(/ada@|SECRETLAND|customers/);
  });

  test('a trigger that raises a value as its message gives no more than a code', async () => {
    const body = 'BEGIN SELECT RAISE(ABORT, (SELECT email FROM customers LIMIT 1)); END';
    await at.store.ok('execute', { sql: `CREATE TRIGGER silver.leak BEFORE DELETE ON orders ${body}` });
    const result = await at.store.raw('execute', { sql: 'DELETE FROM silver.orders' });
    expect(JSON.stringify(result) + at.store.stderr()).not.toContain('example.org');
    expect(result.isError).toBe(true);
  });

  test('bad arguments are named by place and not repeated', async () => {
    const outcome = await at.store.refused('query', { sql: 7, surprise: 'SECRET' });
    expect(outcome).toMatchObject({ code: 'bad-arguments' });
    expect(JSON.stringify(outcome)).not.toContain('SECRET');
  });

  test('an unknown tool is an error result', async () => {
    expect(await at.store.refused('drop_everything')).toEqual({ code: 'unknown-tool' });
  });
});

describe('values that are bound to the marks of a statement', () => {
  const at = useStore('all');
  const planted = "x'; DROP TABLE silver.customers; --";

  test('stand for the marks in their order, each as it was given', async () => {
    const sql = 'SELECT id FROM silver.customers WHERE email = ? OR id = ? ORDER BY id';
    const page = await at.store.ok('query', { sql, params: ['ada@example.org', 3] });
    expect(page.rows).toEqual([[1], [3]]);
    const typed = await at.store.ok('query', {
      sql: 'SELECT typeof(?), typeof(?), typeof(?), ?',
      params: [7, 0.5, null, true],
    });
    expect(typed.rows).toEqual([['integer', 'real', 'null', 1]]);
  });

  test('are never a part of the text', async () => {
    const sql = 'UPDATE silver.customers SET country = ? WHERE id = 1';
    expect(await at.store.ok('execute', { sql, params: [planted] })).toMatchObject({ changes: 1 });
    expect(readDirectly(at.directory, 'silver', 'SELECT country FROM customers WHERE id = 1')).toBe(planted);
    expect(readDirectly(at.directory, 'silver', 'SELECT count(*) FROM customers')).toBe(3);
  });

  test('are looked at by the returning, the bound of rows and the preview as what is written down is', async () => {
    const update = 'UPDATE silver.customers SET country = ? WHERE id > ?';
    const returned = await at.store.ok('execute', {
      sql: `${update} RETURNING id, country`,
      params: ['FR', 2],
    });
    expect(returned).toMatchObject({ rows: [[3, 'FR']], changes: 1 });
    expect(await at.store.refused('execute', { sql: update, params: ['FR', 0], max_rows: 1 })).toMatchObject({
      code: 'row-guard',
    });
    const preview = ['silver.customers'];
    const told = await at.store.ok('execute', { sql: update, params: ['FR', 0], preview });
    expect(told).toMatchObject({ changes: 3, preview: { rolled_back: true } });
  });

  test.each([
    ['too few', 'SELECT id FROM silver.customers WHERE id = ? AND email = ?', [1]],
    ['too many', 'SELECT id FROM silver.customers WHERE id = ?', [1, 2]],
    ['one for a statement without a mark', 'SELECT id FROM silver.customers', [1]],
    ['too many for a name', 'SELECT id FROM silver.customers WHERE id = :id OR id = :id', [1, 2]],
    ['too few for a number', 'SELECT id FROM silver.customers WHERE id = ?1 OR id = ?2', [1]],
    ['a number that is left out', 'SELECT id FROM silver.customers WHERE id = ?2', [1, 2]],
    ['marks of two kinds', 'SELECT id FROM silver.customers WHERE id = ? OR id = :id', [1, 2]],
    ['marks of two signs', 'SELECT id FROM silver.customers WHERE id = @id OR id = :id', [1]],
    ['a mark of a strange name', 'SELECT id FROM silver.customers WHERE id = :1', [1]],
    ['a mark of a name that is no word', 'SELECT id FROM silver.customers WHERE id = :é', [1]],
    ['a name in a text', "SELECT id FROM silver.customers WHERE email = ':id'", [1]],
  ])('%s: the statement does not run', async (_, sql, params) => {
    expect(await at.store.refused('query', { sql, params })).toEqual({ code: 'unbound-parameter' });
    expect(await at.store.refused('execute', { sql, params })).toEqual({ code: 'unbound-parameter' });
  });

  test.each([
    'SELECT ?2, ?1, ?2',
    'SELECT :b, :a, :b',
    'SELECT @b, /* @a */ @a, @b -- @c',
    `SELECT $b, $a, $b WHERE '$c' <> '''$d'''`,
  ])('a name or a number stands for one value, wherever it stands: %s', async (sql) => {
    const page = await at.store.ok('query', { sql, params: sql.includes('?') ? ['A', 'B'] : ['B', 'A'] });
    expect(page.rows).toEqual([['B', 'A', 'B']]);
  });

  test.each([[[['a']]], [[{ a: 1 }]], [Array.from({ length: 101 }, () => 1)], ['a']])(
    'a list, an object, more than a hundred and a lone value are no values: %j',
    async (params) => {
      expect(await at.store.refused('query', { sql: 'SELECT ?', params })).toMatchObject({
        code: 'bad-arguments',
      });
    },
  );
});
