// `execute` with `preview`: the statement runs, rows are counted by table, and nothing of it is there afterwards. What cannot be counted is refused.
import { describe, expect, test } from 'vitest';
import { readDirectly, useStore, writeDirectly } from './postgres-store.js';

const silver = 'silver.';
const all = ['customers', 'orders', 'parents', 'children'].map((name) => `${silver}${name}`);

describe('a preview', () => {
  const at = useStore('all');
  const preview = (sql: string, tables: readonly string[] = all) =>
    at.store.ok('execute', { sql, preview: tables });
  const refused = (sql: string, tables: readonly string[] = all, more: object = {}) =>
    at.store.refused('execute', { sql, preview: tables, ...more });
  const told = async (sql: string, tables: readonly string[] = all): Promise<unknown> => {
    // `as`: the tool's own form, which the first test pins.
    const { preview: said } = (await preview(sql, tables)) as {
      preview: { moved: { table: string; inserted: number; updated: number; deleted: number }[] };
    };
    return said.moved
      .filter(({ inserted, updated, deleted }) => inserted + updated + deleted > 0)
      .map(({ table, inserted, updated, deleted }) => `${table} +${inserted} ~${updated} -${deleted}`);
  };
  const digests = async () =>
    Promise.all(
      [...all, 'gold.logged', 'gold.log'].map((table) => at.store.ok('content_version', { table })),
    );

  test('says what moved in each table that was named, and that it was rolled back', async () => {
    const before = await digests();
    expect(await preview('UPDATE silver.orders SET total = 0 WHERE id < 12', ['silver.orders'])).toEqual({
      changes: 2,
      total_changes: 2,
      preview: {
        rolled_back: true,
        kept: [],
        moved: [{ table: 'silver.orders', inserted: 0, updated: 2, deleted: 0 }],
      },
    });
    expect(await digests()).toEqual(before);
  });

  test.each([
    ['INSERT INTO silver.orders VALUES (50,1,1),(51,1,1)', ['silver.orders +2 ~0 -0']],
    ['DELETE FROM silver.orders', ['silver.orders +0 ~0 -3']],
    ['UPDATE silver.orders SET total = total', ['silver.orders +0 ~3 -0']],
    [
      'INSERT INTO silver.orders VALUES (10,1,1) ON CONFLICT (id) DO UPDATE SET total = 0',
      ['silver.orders +0 ~1 -0'],
    ],
    ['INSERT OR IGNORE INTO silver.orders VALUES (10,1,1),(60,1,1)', ['silver.orders +1 ~0 -0']],
    // What a REPLACE takes away sets off no trigger, and counts as no change.
    [
      "INSERT OR REPLACE INTO silver.customers VALUES (1,'bob@example.org','GB',1)",
      ['silver.customers +1 ~0 -2'],
    ],
    ['UPDATE OR REPLACE silver.orders SET id = 12 WHERE id = 10', ['silver.orders +0 ~1 -1']],
    // A cascade, and a view behind which a trigger does the work.
    ['DELETE FROM silver.parents WHERE id = 1', ['silver.parents +0 ~0 -1', 'silver.children +0 ~0 -3']],
    ['DELETE FROM silver.adults WHERE id = 1', ['silver.customers +0 ~0 -3']],
    ['SELECT * FROM silver.customers', []],
  ])('%s', async (sql, moved) => {
    const before = await digests();
    expect(await told(sql)).toEqual(moved);
    expect(await digests()).toEqual(before);
  });

  test('counts the rows of a table that it makes', async () => {
    const sql = 'CREATE TABLE silver.copied AS SELECT * FROM orders';
    expect(await told(sql, ['silver.copied'])).toEqual(['silver.copied +3 ~0 -0']);
    expect(
      readDirectly(at.directory, 'silver', "SELECT count(*) FROM sqlite_schema WHERE name = 'copied'"),
    ).toBe(0);
  });

  test('of a row that moves where nobody expected one is refused', async () => {
    expect(await refused("INSERT INTO gold.logged VALUES (9,'x','y',1)", ['gold.logged'])).toEqual({
      code: 'uncounted',
    });
    expect(await told("INSERT INTO gold.logged VALUES (9,'x','y',1)", ['gold.logged', 'gold.log'])).toEqual([
      'gold.logged +1 ~0 -0',
      'gold.log +1 ~0 -0',
    ]);
    expect(await refused('DELETE FROM silver.parents', ['silver.parents'])).toEqual({ code: 'uncounted' });
  });

  test('is under the bounds of the write, its versions and its structure', async () => {
    const sql = 'DELETE FROM silver.orders WHERE id > 0';
    expect(await refused(sql, all, { max_rows: 2 })).toMatchObject({ code: 'row-guard', changes: 3 });
    expect(await refused(sql, all, { max_share: { table: 'silver.orders', share: 0.5 } })).toMatchObject({
      code: 'row-guard',
    });
    expect(await refused(sql, all, { expect_schema: 'another' })).toEqual({ code: 'schema-changed' });
    const expect_versions = [{ table: 'silver.orders', version: 'another' }];
    expect(await refused(sql, all, { expect_versions })).toEqual({ code: 'version-mismatch' });
  });

  test.each([
    'INSERT OR ROLLBACK INTO silver.orders VALUES (10,1,1)',
    'INSERT INTO silver.orders VALUES (10,1,1)',
    'INSERT OR FAIL INTO silver.orders VALUES (70,1,1),(10,1,1)',
    'CREATE TEMP TABLE kept (id)',
    'CREATE TEMP TABLE aegis_counted_own (id)',
    'CREATE TEMP TRIGGER aegis_counted_own AFTER INSERT ON silver.orders BEGIN SELECT 1; END',
    'DROP TABLE temp.aegis_counted',
    'DELETE FROM aegis_counted',
    'UPDATE temp.aegis_counted SET "update" = 0',
    'COMMIT',
  ])('that fails leaves as little: %s', async (sql) => {
    const before = await digests();
    await refused(sql);
    expect(await digests()).toEqual(before);
    expect(
      await at.store.ok('execute', { sql: 'UPDATE silver.orders SET total = total WHERE id = 10' }),
    ).toEqual({
      changes: 1,
      total_changes: 1,
    });
  });

  test('leaves nothing of its counting to the next call', async () => {
    await told('DELETE FROM silver.orders');
    expect(await at.store.refused('query', { sql: 'SELECT * FROM temp.aegis_counted' })).toMatchObject({
      code: 'SQLITE_ERROR',
    });
    expect(await at.store.ok('execute', { sql: 'DELETE FROM silver.orders WHERE id = 999' })).toMatchObject({
      total_changes: 0,
    });
  });
});

describe('a table that no trigger can watch', () => {
  const at = useStore('each');

  test('is not previewed when a statement moves its rows', async () => {
    writeDirectly(
      at.directory,
      'bronze',
      "CREATE VIRTUAL TABLE words USING fts5(word); INSERT INTO words VALUES ('a')",
    );
    const sql = "INSERT INTO bronze.words VALUES ('b')";
    expect(await at.store.refused('execute', { sql, preview: ['bronze.words'] })).not.toMatchObject({
      changes: 1,
    });
    expect(readDirectly(at.directory, 'bronze', 'SELECT count(*) FROM words')).toBe(1);
  });
});
