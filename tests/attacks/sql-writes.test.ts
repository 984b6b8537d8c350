// Statements that destroy, restructure, or carry a classified value to where it is masked less. None changes a row it may not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attacked, attacked } from './kernel.js';

let kernel: Attacked;
beforeAll(async () => {
  // A policy may deny what it would carry by default; `sql-overlay.test.ts` is about the default.
  kernel = await attacked(false, 'version: 1\nclassified-flow: deny\n');
});
afterAll(async () => {
  await kernel.close();
});

const from = 'FROM silver.customers';
const customers = (): unknown =>
  kernel.stored('silver', 'SELECT count(*), sum(id), group_concat(segment) FROM customers');

describe('writes', () => {
  it.each<[string, string]>([
    ['DROP TABLE silver.customers', 'forbidden'],
    ['DROP TABLE IF EXISTS silver.customers', 'forbidden'],
    ['ALTER TABLE silver.customers RENAME TO gone', 'forbidden'],
    ['ALTER TABLE silver.customers DROP COLUMN segment', 'forbidden'],
    ['DELETE FROM silver.customers', 'forbidden'],
    ['DELETE FROM silver.customers WHERE 1', 'forbidden'],
    ['DELETE FROM silver.customers WHERE id = id', 'forbidden'],
    ['DELETE FROM silver.customers AS c WHERE c.id = 1 OR 1', 'forbidden'],
    ['WITH d AS (SELECT 1) DELETE FROM silver.customers', 'forbidden'],
    ['UPDATE silver.customers SET segment = NULL', 'forbidden'],
    ['DELETE FROM silver.customers WHERE id > -1', 'row-guard'],
    ['DELETE FROM silver.customers WHERE id IN (SELECT id FROM silver.customers)', 'row-guard'],
    ['UPDATE silver.customers SET id = id + 1000 WHERE id > 0', 'row-guard'],
    ['REPLACE INTO silver.customers SELECT * FROM silver.customers', 'row-guard'],
    ['UPDATE protected.salaries SET amount = 1 WHERE employee_id = 1', 'forbidden'],
    ["VACUUM INTO '/tmp/aegis-attack.db'", 'forbidden'],
    ["ATTACH '/tmp/aegis-attack.db' AS z", 'forbidden'],
    ["ATTACH '/tmp/' || 'aegis-attack.db' AS z", 'not-understood'],
    ['BEGIN', 'forbidden'],
    ['ROLLBACK', 'forbidden'],
    ['PRAGMA foreign_keys = OFF', 'forbidden'],
    ['PRAGMA table_info(customers)', 'forbidden'],
    ['CREATE TEMP TABLE work AS SELECT id FROM silver.orders', 'forbidden'],
    ['CREATE TABLE bronze.t AS SELECT name FROM silver.sqlite_master', 'unknown-dataset'],
    ['INSERT INTO silver.orders (status) SELECT name FROM silver.sqlite_master', 'unknown-dataset'],
    ['PRAGMA writable_schema = 1', 'not-understood'],
    ['CREATE TEMP TABLE customers (id)', 'not-understood'],
    ['CREATE TRIGGER bronze.t AFTER INSERT ON customers_raw BEGIN SELECT 1; END', 'not-understood'],
    ['CREATE VIRTUAL TABLE bronze.f USING fts5(a)', 'not-understood'],
    [`CREATE TABLE bronze.t AS SELECT full_name AS country ${from}`, 'unknown-dataset'],
    ['CREATE UNIQUE INDEX bronze.u ON customers_raw (full_name)', 'classified-filter'],
    ["CREATE INDEX bronze.i ON customers_raw (id) WHERE full_name LIKE 'A%'", 'classified-filter'],
    ["UPDATE silver.customers SET segment = 'hit' WHERE id = 1 AND full_name LIKE 'A%'", 'classified-filter'],
    ["DELETE FROM silver.customers WHERE id = 1 AND full_name > 'A'", 'classified-filter'],
    // Into a clear column.
    ['UPDATE silver.customers SET segment = full_name WHERE id = 1', 'classified-flow'],
    [
      'UPDATE silver.customers SET (segment, full_name) = (full_name, segment) WHERE id = 1',
      'classified-flow',
    ],
    [`UPDATE silver.orders SET amount = (SELECT length(full_name) ${from}) WHERE id = 1`, 'classified-flow'],
    [
      `UPDATE silver.orders SET amount = x.l FROM (SELECT length(full_name) AS l ${from}) x WHERE orders.id = 1`,
      'classified-flow',
    ],
    [
      "INSERT INTO silver.customers (id, full_name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET country = full_name",
      'classified-flow',
    ],
    [
      'INSERT INTO silver.customers (id, full_name) SELECT id, full_name FROM bronze.customers_raw WHERE 1 ON CONFLICT (id) DO UPDATE SET country = excluded.full_name',
      'classified-flow',
    ],
    ['INSERT INTO silver.customers SELECT * FROM bronze.customers_raw', 'classified-flow'],
    [`INSERT INTO silver.orders (rowid, customer_id) SELECT length(full_name), 1 ${from}`, 'classified-flow'],
    [
      `INSERT INTO silver.orders (id, status) SELECT 9000, 'x' UNION ALL SELECT 9000 + id, full_name ${from}`,
      'classified-flow',
    ],
    [`INSERT INTO silver.orders (id, status) VALUES (9000, (SELECT full_name ${from}))`, 'classified-flow'],
    // Into a column that shows more of a value, or tells two values apart.
    [
      `INSERT INTO bronze.customers_raw (id, phone) SELECT 1000 + id, printf('%08d', unicode(full_name)) ${from}`,
      'classified-flow',
    ],
    [`INSERT INTO bronze.customers_raw (id, phone) SELECT 1000 + id, email ${from}`, 'classified-flow'],
    [
      `INSERT INTO bronze.customers_raw (id, email) SELECT 1000 + id, substr(email, 1, 1) ${from}`,
      'classified-flow',
    ],
    [`INSERT INTO bronze.customers_raw (id, email) SELECT 1000 + id, full_name ${from}`, 'classified-flow'],
    ['UPDATE silver.customers SET email = substr(email, 1, 1) WHERE id = 1', 'classified-flow'],
    ["UPDATE silver.customers SET email = replace(email, 'a', '') WHERE id = 1", 'classified-flow'],
    ["UPDATE silver.customers SET email = trim(email, 'a') WHERE id = 1", 'classified-flow'],
    ['UPDATE silver.customers SET phone = substr(phone, 1, 12) WHERE id = 1', 'classified-flow'],
    ['UPDATE silver.customers SET phone = full_name WHERE id = 1', 'classified-flow'],
    [
      "UPDATE silver.customers SET email = CASE WHEN email LIKE 'a%' THEN abs(-9223372036854775808) END WHERE id = 1",
      'classified-flow',
    ],
    [
      'INSERT INTO silver.customers (id, email) SELECT id, email FROM bronze.customers_raw WHERE 1 ON CONFLICT (id) DO UPDATE SET phone = excluded.email',
      'classified-flow',
    ],
  ])('%s is %s', async (sql, code) => {
    const before = customers();
    expect(await kernel.execute(sql)).toBe(code);
    expect(customers()).toEqual(before);
  });

  it('a mask that was read is not written back', async () => {
    const [row] = await kernel.rows(`SELECT email ${from} WHERE id = 1`);
    const sql = `UPDATE silver.customers SET segment = '${String(row?.[0])}' WHERE id = 1`;
    expect(await kernel.execute(sql)).toBe('masked-value-in-write');
    const put = { key: 'silver/copied.txt', body: String(row?.[0]) };
    expect(await kernel.judge('s3__put', put)).toBe('masked-value-in-write');
  });

  it('honest cleaning is done', async () => {
    const sql = [
      'UPDATE silver.customers SET email = lower(trim(email)) WHERE id = 2',
      "UPDATE silver.customers SET phone = replace(replace(phone, ' ', ''), '-', '') WHERE id = 2",
      "UPDATE silver.customers SET full_name = coalesce(full_name, 'unknown'), country = upper(country) WHERE id = 2",
      'INSERT INTO silver.customers (id, full_name, email) SELECT id + 500, full_name, lower(email) FROM bronze.customers_raw WHERE id = 3',
    ];
    for (const one of sql) expect([one, await kernel.execute(one)]).toEqual([one, 'allowed']);
  });
});
