// Ways into gold other than through a validated, unchanged source. None leaves a row there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attacked, attacked } from './kernel.js';

let kernel: Attacked;
beforeAll(async () => {
  kernel = await attacked(true);
});
afterAll(async () => {
  await kernel.close();
});

const gold = (): unknown => kernel.stored('gold', 'SELECT count(*) FROM customers')[0]?.[0];
const validate = (): Promise<string> => kernel.judge('aegis__validate', { dataset: 'silver.customers' });

describe('gold', () => {
  it.each<[string, string]>([
    ['INSERT INTO gold.customers SELECT * FROM silver.customers', 'precondition-failed'],
    ['INSERT INTO gold.customers (id) VALUES (1)', 'precondition-failed'],
    ['REPLACE INTO gold.customers SELECT * FROM silver.customers', 'not-granted'],
    ['UPDATE gold.daily_revenue SET revenue = 1', 'forbidden'],
    ["UPDATE gold.daily_revenue SET revenue = 1 WHERE day = '2026-03-02'", 'not-granted'],
    ["DELETE FROM gold.daily_revenue WHERE day = '2026-03-02'", 'not-granted'],
    ['CREATE TABLE gold.x AS SELECT id FROM silver.customers', 'unknown-dataset'],
    ['CREATE INDEX gold.i ON customers (id)', 'precondition-failed'],
  ])('without a receipt, %s is %s', async (sql, code) => {
    expect(await kernel.execute(sql)).toBe(code);
    expect(gold()).toBe(0);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['aegis__promote', { source: 'silver.customers', target: 'gold.customers' }, 'precondition-failed'],
    ['aegis__promote', { source: 'bronze.customers_raw', target: 'gold.customers' }, 'precondition-failed'],
    ['aegis__promote', { source: 'gold.customers', target: 'gold.customers' }, 'precondition-failed'],
    ['aegis__promote', { source: 'silver.customers', target: 'silver.orders' }, 'not-granted'],
    ['aegis__promote', { source: '__proto__', target: 'constructor' }, 'unknown-dataset'],
    [
      'aegis__promote',
      { source: 'silver.customers', target: 'gold.customers', receipt: 'x' },
      'bad-arguments',
    ],
    ['aegis__validate', { dataset: 'silver.customers', claim: '__proto__' }, 'precondition-failed'],
    ['aegis__validate', { dataset: 'gold.customers' }, 'not-granted'],
    [
      'postgres__copy_if_version',
      { source: 'silver.customers', version: 'x', target: 'gold.customers' },
      'unknown-tool',
    ],
    ['postgres__check_table', { table: 'silver.customers', checks: [] }, 'unknown-tool'],
    ['s3__put_if_absent_or_version', { key: 'gold/exports/x', body: '' }, 'unknown-tool'],
    ['s3__put', { key: 'gold/exports/x.csv', body: 'id' }, 'precondition-failed'],
    ['s3__copy', { source: 'silver/x.csv', key: 'gold/exports/x.csv' }, 'precondition-failed'],
    ['s3__delete', { key: 'gold/exports/x.csv' }, 'not-granted'],
  ])('%s %j is %s', async (tool, args, code) => {
    expect(await kernel.judge(tool, args)).toBe(code);
    expect(gold()).toBe(0);
  });

  it.each([
    "INSERT INTO gold.customers (id, full_name) SELECT 9999, 'Forged' FROM silver.customers LIMIT 1",
    "INSERT INTO gold.customers (id, full_name) SELECT 9999, 'Forged' WHERE EXISTS (SELECT 1 FROM silver.customers)",
    "INSERT INTO gold.customers (id, full_name) VALUES (9999, 'Forged' || (SELECT '' FROM silver.customers LIMIT 1))",
    "WITH s AS (SELECT id FROM silver.customers) INSERT INTO gold.customers (id, full_name) VALUES (9999, 'Forged')",
    'INSERT INTO gold.customers (id) SELECT id FROM silver.customers UNION ALL SELECT id + 900 FROM bronze.customers_raw',
    'INSERT INTO gold.customers (id) SELECT id FROM silver.customers UNION ALL SELECT 9999',
    "INSERT INTO gold.customers (id, full_name) SELECT id, 'Forged' FROM silver.customers WHERE id = 1",
    "INSERT INTO gold.customers (id, segment) SELECT id, segment || 'Forged' FROM silver.customers WHERE id = 1",
    "INSERT INTO gold.customers (id, segment) SELECT id, iif(id > 0, 'Forged', segment) FROM silver.customers WHERE id = 1",
    "WITH s AS (SELECT id, 'Forged' AS n FROM silver.customers) INSERT INTO gold.customers (id, segment) SELECT id, n FROM s",
    "INSERT INTO gold.customers (id, segment) SELECT id, n FROM (SELECT id, 'Forged' AS n FROM silver.customers) LIMIT 1",
    "INSERT INTO gold.customers (id, segment) SELECT id, (SELECT 'Forged') FROM silver.customers WHERE id = 1",
    'INSERT INTO gold.daily_revenue (day, revenue, orders) SELECT country, 99999999, id FROM silver.customers WHERE id = 1',
  ])('with a receipt, rows that the source does not hold stay out: %s', async (sql) => {
    expect(await validate()).toBe('allowed');
    expect(await kernel.execute(sql)).toBe('precondition-failed');
    expect(gold()).toBe(0);
    expect(kernel.stored('gold', 'SELECT count(*) FROM daily_revenue WHERE revenue = 99999999')).toEqual([
      [0],
    ]);
  });

  it('an edit outside the kernel after validation keeps the rows out, by SQL as by promote', async () => {
    expect(await validate()).toBe('allowed');
    kernel.outside('silver', "UPDATE customers SET country = 'XX' WHERE id = 1");
    const sql = 'INSERT INTO gold.customers SELECT * FROM silver.customers WHERE id = 1';
    expect(await kernel.execute(sql)).toBe('version-mismatch');
    const promotion = { source: 'silver.customers', target: 'gold.customers' };
    expect(await kernel.judge('aegis__promote', promotion)).toBe('version-mismatch');
    expect(gold()).toBe(0);
  });

  it('of many calls at once, no write slips between a validation and what it vouches for', async () => {
    const write = (at: number): Promise<string> =>
      kernel.execute(`UPDATE silver.customers SET country = 'Z${at}' WHERE id = ${at + 1}`);
    const insert = "INSERT INTO gold.customers SELECT * FROM silver.customers WHERE country LIKE 'Z%'";
    await Promise.all([
      validate(),
      ...Array.from({ length: 12 }, (_, at) => [write(at), kernel.execute(insert), validate()]).flat(),
    ]);
    const pairs = 'SELECT id, country FROM customers';
    const kept = kernel.stored('silver', pairs).map(String);
    const arrived = kernel.stored('gold', `${pairs} WHERE country LIKE 'Z%'`).map(String);
    expect(arrived.filter((pair) => !kept.includes(pair))).toEqual([]);
    kernel.outside('gold', 'DELETE FROM customers');
  });

  it('an honest insert from the validated rows arrives', async () => {
    expect(await validate()).toBe('allowed');
    const sql = 'INSERT OR IGNORE INTO gold.customers SELECT * FROM silver.customers WHERE id = 20';
    expect(await kernel.execute(sql)).toBe('allowed');
    expect(kernel.stored('gold', 'SELECT id FROM customers WHERE id = 20')).toEqual([[20]]);
  });
});
