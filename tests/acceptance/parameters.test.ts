// Values that an agent binds to the marks of its statement, through a whole kernel: they are its own words, judged as what is written down is.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Kernel, startKernel } from './kernel.js';
import { type Lake, makeLake, people } from './lake.js';

let lake: Lake;
let kernel: Kernel;
beforeAll(async () => {
  lake = makeLake();
  kernel = await startKernel(lake);
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});

const ask = (sql: string, ...params: readonly unknown[]) => kernel.call('postgres__query', { sql, params });
const change = (sql: string, ...params: readonly unknown[]) =>
  kernel.call('postgres__execute', { sql, params });

describe('bound values', () => {
  it('choose rows, and the result is masked as it was', async () => {
    const answer = await ask('SELECT id, email FROM silver.customers WHERE id IN (?, ?) ORDER BY id', 1, 2);
    expect(answer.content.rows).toEqual([
      [1, expect.stringMatching(/^\[EMAIL:/)],
      [2, expect.stringMatching(/^\[EMAIL:/)],
    ]);
  });

  it('are written as they are', async () => {
    const planted = "O'Neil'); DROP TABLE silver.customers; --";
    expect((await change('UPDATE silver.customers SET segment = ? WHERE id = ?', planted, 3)).code).toBe(
      'allowed',
    );
    expect((await ask('SELECT segment FROM silver.customers WHERE id = ?', 3)).content.rows).toEqual([
      [planted],
    ]);
  });

  it.each([
    ['SELECT id FROM silver.customers WHERE email = ?', [people[0]?.email], 'classified-filter'],
    ['SELECT id FROM silver.customers WHERE email LIKE ?', ['q%'], 'classified-filter'],
    ['SELECT id FROM silver.customers WHERE full_name < ?', ['Y'], 'classified-filter'],
    ['DELETE FROM silver.customers WHERE country LIKE ?', ['%'], 'forbidden'],
    ['DELETE FROM silver.customers WHERE ?', [1], 'forbidden'],
    [
      'INSERT INTO gold.customers SELECT id, ?, email, phone, country, segment FROM silver.customers',
      ['x'],
      'precondition-failed',
    ],
    ['CREATE VIEW silver.planted AS SELECT ? AS a', ['x'], 'not-understood'],
    ['SELECT ?', [['x']], 'bad-arguments'],
    ['SELECT ?', [{ a: 'x' }], 'bad-arguments'],
    ['SELECT ?', ['x'.repeat(1001)], 'bad-arguments'],
    ['SELECT ?, id FROM silver.orders', [], 'downstream-failed'],
    ['SELECT :a, id FROM silver.orders', ['x'], 'allowed'],
    ['SELECT :a, :b, id FROM silver.orders', ['x'], 'downstream-failed'],
    [
      'SELECT id FROM silver.customers WHERE country = ?',
      ['[EMAIL:abcdefghijkl]'],
      'masked-value-in-argument',
    ],
    [
      'UPDATE silver.customers SET segment = ? WHERE id = 1',
      ['[REDACTED:pii.name]'],
      'masked-value-in-write',
    ],
  ])('%s with %j is %s', async (sql, params, code) => {
    const call = sql.startsWith('SELECT') ? ask : change;
    expect((await call(sql, ...params)).code).toBe(code);
  });

  it('under the key a bound value is asked about as a written one is', async () => {
    const sql = 'SELECT count(*) FROM silver.customers WHERE id = ? AND email = ?';
    expect((await ask(sql, 1, people[0]?.email)).content.rows).toEqual([[1]]);
    expect((await ask(sql, 1, people[1]?.email)).content.rows).toEqual([[0]]);
  });
});
