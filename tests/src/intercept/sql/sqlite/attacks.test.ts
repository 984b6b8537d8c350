// What was tried against readers of this kind, each against the engine itself.
import { describe, expect, it } from 'vitest';
import {
  catalogOf,
  dataset,
  lakeCatalog,
  lakeSchema,
  lakeScript,
  schemaOf,
} from '../../../../cases/sql/lake.js';
import { isDenied, readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const touched = (sql: string): readonly string[] => read(sql).touches.map((touch) => touch.dataset);

describe('attacks on the reader', () => {
  it.each([
    "SELECT '\\'; DROP TABLE silver.orders; --'",
    'SELECT $$; DROP TABLE silver.orders; --$$',
    'SELECT 1 AS a$$; DROP TABLE silver.orders; SELECT 2 AS b$$',
    '/* /* */ DROP TABLE silver.orders; -- */',
    "SELECT [a';] AS b; DROP TABLE silver.orders; --']",
    '\ufeffDROP TABLE silver.orders',
    'SELECT 1;\u0000 DROP TABLE silver.orders',
    'SELECT 1 --\r; DROP TABLE silver.orders',
    "SELECT 'a' 'b'; DROP TABLE silver.orders",
    'SELECT 1; ; DROP TABLE silver.orders;',
    'SELECT 1 /* ; */; DROP TABLE silver.orders',
    "SELECT `a'; DROP TABLE silver.orders; --`",
  ])('%j is denied or is a drop', (sql) => {
    const effects = read(sql);
    expect(isDenied(effects) || effects.dropped.length > 0).toBe(true);
  });

  it.each([
    ["DROP TABLE silver.orders -- 'x", 'table:silver.orders'],
    ['drop/**/table/**/"silver"."ORDERS"', 'table:silver.orders'],
    ['DROP TABLE orders', 'table:silver.orders'],
    ["DROP TABLE 'silver'.'orders'", 'table:silver.orders'],
    ['DROP TABLE [silver].[orders]', 'table:silver.orders'],
    ['DROP INDEX silver.orders_cust_idx', 'index:silver.orders_cust_idx'],
    ['DROP VIEW silver.v_stats', 'view:silver.v_stats'],
    ['DROP TRIGGER silver.trg_vo', 'trigger:silver.trg_vo'],
    ['ALTER TABLE silver.orders DROP status', 'column:silver.orders.status'],
    ['ALTER TABLE silver.orders DROP COLUMN status', 'column:silver.orders.status'],
  ])('%s is named as what it drops', (sql, name) => {
    expect(read(sql).dropped).toContain(name);
  });

  it('a trigger that deletes elsewhere is an unscoped delete there, and the pinned write is pinned no more', () => {
    const { writes } = read("UPDATE staging.junk SET payload = 'boom' WHERE id = 1");
    expect(writes.map(({ dataset: name, mode, scope }) => [name, mode, scope])).toEqual([
      ['staging.junk', 'update', 'predicate'],
      ['staging.audit_log', 'delete', 'none'],
    ]);
  });

  it('a delete on a view is the delete that its INSTEAD OF trigger makes', () => {
    const { writes } = read('DELETE FROM silver.v_orders WHERE id = 1');
    expect(writes).toContainEqual(
      expect.objectContaining({ dataset: 'silver.orders', mode: 'delete', scope: 'none' }),
    );
  });

  it('a cascade is an unscoped delete on the child', () => {
    const script = `CREATE TABLE silver.parent(id INTEGER PRIMARY KEY);
CREATE TABLE silver.child(id INTEGER PRIMARY KEY, pid INTEGER REFERENCES parent(id) ON DELETE CASCADE)`;
    const catalog = catalogOf([
      dataset('silver.parent', { id: 'clear' }),
      dataset('silver.child', { id: 'clear', pid: 'clear' }),
    ]);
    const { writes } = readerOf(schemaOf(script), catalog)('DELETE FROM silver.parent WHERE id = 1');
    expect(writes.map(({ dataset: name, scope }) => [name, scope])).toEqual([
      ['silver.parent', 'predicate'],
      ['silver.child', 'none'],
    ]);
  });

  it('a cascade onto the table itself is unscoped as well', () => {
    const script =
      'CREATE TABLE silver.tree(id INTEGER PRIMARY KEY, up INTEGER REFERENCES tree(id) ON DELETE CASCADE)';
    const catalog = catalogOf([dataset('silver.tree', { id: 'clear', up: 'clear' })]);
    const { writes } = readerOf(schemaOf(script), catalog)('DELETE FROM silver.tree WHERE id = 1');
    expect(writes.map((write) => write.scope)).toContain('none');
  });

  it.each(['DROP TABLE silver.parent', 'drop table if exists "silver".[parent] ;', 'DROP TABLE parent -- x'])(
    'the rows that go with a dropped table, by reference, are in the reading: %s',
    (sql) => {
      const script = `CREATE TABLE silver.parent(id INTEGER PRIMARY KEY);
CREATE TABLE silver.child(id INTEGER PRIMARY KEY, pid INTEGER REFERENCES parent(id) ON DELETE CASCADE);
CREATE TABLE silver.toy(id INTEGER PRIMARY KEY, cid INTEGER REFERENCES child(id) ON DELETE SET NULL)`;
      const tables = ['silver.parent', 'silver.child', 'silver.toy'];
      const catalog = catalogOf(tables.map((name) => dataset(name, { id: 'clear' })));
      const { opaque, dropped, writes } = readerOf(schemaOf(script), catalog)(sql);
      expect([opaque, dropped]).toEqual([[], ['table:silver.parent']]);
      expect(writes.map(({ dataset: name, mode, scope }) => [name, mode, scope])).toEqual([
        ['silver.parent', 'delete', 'none'],
        ['silver.child', 'delete', 'none'],
        ['silver.toy', 'update', 'none'],
      ]);
    },
  );

  it('a table whose references cannot be followed is not dropped', () => {
    const script = `CREATE TABLE silver.parent(id INTEGER);
CREATE TABLE silver.child(id INTEGER PRIMARY KEY, pid INTEGER REFERENCES parent(id) ON DELETE CASCADE)`;
    expect(readerOf(schemaOf(script))('DROP TABLE silver.parent').opaque).toEqual([
      'what goes with the table is not known',
    ]);
  });

  it('what a trigger writes is overwritten as well where the statement replaces: its word for a conflict goes before that of the trigger', () => {
    const script = `CREATE TABLE silver.orders(id INTEGER PRIMARY KEY, amount INTEGER);
CREATE TABLE silver.copies(id INTEGER PRIMARY KEY, amount INTEGER);
CREATE VIEW silver.late AS SELECT id, amount FROM orders;
CREATE TRIGGER silver.kept AFTER INSERT ON orders BEGIN INSERT INTO copies VALUES (new.id, new.amount); END;
CREATE TRIGGER silver.brought INSTEAD OF INSERT ON late BEGIN INSERT INTO orders VALUES (new.id, new.amount); END;
CREATE TRIGGER silver.moved AFTER UPDATE ON orders BEGIN UPDATE copies SET id = new.id WHERE id = old.id; END`;
    const names = ['silver.orders', 'silver.copies', 'silver.late'];
    const catalog = catalogOf(names.map((name) => dataset(name, { id: 'clear', amount: 'clear' })));
    const kept = readerOf(schemaOf(script), catalog);
    const lost = (sql: string): readonly string[] =>
      kept(sql)
        .writes.filter(({ mode, columns }) => mode === 'update' && columns.length === 0)
        .map(({ dataset: name, scope }) => `${name} ${scope}`);
    expect(lost('REPLACE INTO silver.orders VALUES (1, 2)')).toEqual([
      'silver.orders predicate',
      'silver.copies none',
    ]);
    expect(lost('INSERT OR REPLACE INTO silver.late VALUES (1, 2)')).toEqual([
      'silver.late predicate',
      'silver.orders none',
      'silver.copies none',
    ]);
    expect(lost('UPDATE OR REPLACE silver.orders SET id = 2 WHERE id = 1')).toEqual([
      'silver.orders none',
      'silver.copies none',
    ]);
    expect(lost('INSERT INTO silver.late VALUES (1, 2)')).toEqual([]);
  });

  it('REPLACE counts as an overwrite', () => {
    const modes = (sql: string): readonly string[] =>
      read(sql).writes.map(({ mode, scope }) => `${mode} ${scope}`);
    expect(modes('INSERT OR REPLACE INTO silver.orders (id) VALUES (1)')).toContain('update key-pinned');
    expect(modes('REPLACE INTO silver.orders SELECT * FROM silver.orders')).toContain('update predicate');
    expect(modes('UPDATE OR REPLACE silver.orders SET id = 2 WHERE id = 1')).toContain('update none');
  });

  it.each([
    ['INSERT OR REPLACE INTO silver.orders (id) VALUES (1)', 'replace key-pinned'],
    ['REPLACE INTO silver.orders SELECT * FROM silver.orders', 'replace predicate'],
    ['UPDATE OR REPLACE silver.orders SET id = 2 WHERE id = 1', 'replace none'],
    ['INSERT INTO silver.orders (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 2', 'merge key-pinned'],
    [
      'INSERT INTO silver.orders (id) SELECT id FROM silver.orders WHERE true ON CONFLICT (id) DO UPDATE SET id = 2',
      'merge predicate',
    ],
  ])('it is told in what way rows are overwritten, beside that they are: %s', (sql, way) => {
    const told = read(sql).writes.map(({ mode, scope }) => `${mode} ${scope}`);
    expect(told).toContain(way);
    expect(told).toContain(way.replace(/^\w+/, 'update'));
  });

  it.each([
    'INSERT INTO silver.orders (id) VALUES (1)',
    'INSERT INTO silver.orders (id) VALUES (1) ON CONFLICT (id) DO NOTHING',
    'UPDATE silver.orders SET id = 2 WHERE id = 1',
  ])('what overwrites no row that collides is no merge and no replacement: %s', (sql) => {
    const modes = read(sql).writes.map(({ mode }) => mode);
    expect(modes.filter((mode) => mode === 'merge' || mode === 'replace')).toEqual([]);
  });

  it.each([
    'SELECT count(*) FROM protected.salaries',
    'SELECT 1 FROM protected.salaries NATURAL JOIN silver.orders',
    'SELECT 1 FROM silver.orders JOIN protected.salaries USING (id)',
    'SELECT 1 FROM salaries',
    'SELECT id FROM silver.orders WHERE EXISTS (SELECT * FROM protected.salaries)',
    'WITH s AS (SELECT * FROM protected.salaries) SELECT count(*) FROM s',
    'INSERT INTO staging.junk SELECT id, amount FROM protected.salaries',
    'UPDATE staging.junk SET payload = (SELECT secret FROM protected.api_keys) WHERE id = 1',
  ])('%s touches the protected domain', (sql) => {
    expect(touched(sql).some((name) => name.startsWith('protected.'))).toBe(true);
    expect(read(sql).touches.some((touch) => touch.protected)).toBe(true);
  });

  it.each([
    ['SELECT * FROM sqlite_dbpage', 'schema table'],
    ['SELECT * FROM dbstat', 'table function or unknown table'],
    ["SELECT * FROM bytecode('SELECT 1')", 'table function or unknown table'],
    ['CREATE TEMP TABLE customers (id)', 'temporary or virtual object'],
    ['CREATE TEMP VIEW customers AS SELECT 1', 'temporary or virtual object'],
    ['CREATE TABLE temp.customers (id)', 'temporary or virtual object'],
    ['SELECT sqlite_offset(id) FROM silver.orders', 'function sqlite_offset is not on the list'],
    ['SELECT randomblob(1000000000)', 'function randomblob is not on the list'],
    ['SELECT zeroblob(10), zeroblob(10 || 0000000)', 'function zeroblob is not on the list'],
    ['SELECT zeroblob(id) FROM silver.orders', 'function zeroblob is not on the list'],
    ['SELECT changes()', 'function changes tells of another statement: RETURNING tells of this one'],
    [
      'SELECT last_insert_rowid()',
      'function last_insert_rowid tells of another statement: RETURNING tells of this one',
    ],
    ['SELECT nosuch(1)', 'the engine does not understand it'],
    ['SELECT nosuch FROM silver.orders', 'the engine does not understand it'],
    ['DELETE FROM silver.orders WHERE "nosuch" = \'nosuch\'', 'the engine does not understand it'],
    ['DROP TABLE IF EXISTS silver.nosuch', 'no object is changed'],
  ])('%s is opaque: %s', (sql, why) => {
    expect(read(sql).opaque).toContain(why);
  });

  it('a blob of a size that is written down is made, by the statement itself alone', () => {
    expect(read('SELECT hex(randomblob(16)), zeroblob(8)').opaque).toEqual([]);
    const kept = readerOf(schemaOf('CREATE VIEW silver.big AS SELECT zeroblob(900000000) AS z'));
    for (const sql of ['SELECT z FROM silver.big', 'SELECT z, zeroblob(1) FROM silver.big'])
      expect(kept(sql).opaque).toContain('function zeroblob is not on the list');
  });

  it('an unqualified name that fits two tables is opaque, a qualified one is not', () => {
    const script = `${lakeScript.trim()}\nCREATE TABLE gold.orders(id INTEGER PRIMARY KEY)`;
    const both = readerOf(
      schemaOf(script.replace('CREATE TABLE protected.api_keys', ';CREATE TABLE protected.api_keys')),
    );
    expect(both('SELECT id FROM orders').opaque).toEqual(['an unqualified name fits two tables']);
    expect(both('SELECT orders.id FROM silver.orders').opaque).toEqual([]);
  });

  it('what could not be replayed is opaque to name, and shuts every write', () => {
    const statements = [
      ...lakeSchema.statements,
      { schema: 'silver', name: 'fts', kind: 'table', sql: 'CREATE VIRTUAL TABLE fts USING fts5(a)' },
    ];
    const partial = readerOf({ ...lakeSchema, statements });
    expect(partial('SELECT * FROM silver.fts').opaque).not.toEqual([]);
    expect(partial('DELETE FROM silver.orders WHERE id = 1').opaque).toEqual([
      'a trigger or table that could not be loaded',
    ]);
    expect(partial('SELECT id FROM silver.orders').opaque).toEqual([]);
  });

  it('a table that nobody declared is a touch that is not known, of its schema\u2019s tier', () => {
    const less = catalogOf(
      [...lakeCatalog.datasets.values()].filter((one) => one.name !== 'gold.daily_revenue'),
    );
    const { touches, egress } = readerOf(lakeSchema, less)('SELECT day FROM gold.daily_revenue');
    expect(touches).toEqual([
      { dataset: 'gold.daily_revenue', tier: 'gold', protected: false, known: false },
    ]);
    expect(egress[0]?.classes).toEqual(['pii.unknown']);
  });

  it('no opaque word repeats the agent', () => {
    const effects = read("SELECT secretname('p@x.io') FROM silver.orders");
    expect(JSON.stringify([effects.opaque, effects.shape])).not.toMatch(/secretname|p@x/);
  });
});
