// A seal that is written: it lands as the value where its class follows it, comes back as the same seal, and no write of one answers a question about it.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { journal, type Kernel, startKernel } from '../acceptance/kernel.js';
import { type Lake, makeLake, people } from '../acceptance/lake.js';
import { tracesIn } from '../acceptance/traces.js';
import { writing } from './sealing.js';

let lake: Lake;
let kernel: Kernel;
let emails: readonly string[];

const column = async (name: string): Promise<readonly (string | null)[]> => {
  const { content } = await kernel.call('postgres__query', {
    sql: `SELECT ${name} FROM silver.customers ORDER BY id`,
  });
  // `as`: the shape of a page of rows, which the published schema holds it to.
  return (content.rows as readonly (readonly (string | null)[])[]).map(([shown = null]) => shown);
};
const change = (sql: string, ...params: readonly unknown[]) =>
  kernel.call('postgres__execute', { sql, params });

beforeAll(async () => {
  lake = makeLake({ policy: writing });
  lake.write('CREATE UNIQUE INDEX silver.one_phone ON customers (phone)');
  lake.write('DROP TABLE bronze.customers_raw');
  lake.write(
    "CREATE TABLE bronze.customers_raw (id INTEGER PRIMARY KEY, full_name TEXT, email TEXT CHECK (email > 'n'), phone TEXT, country TEXT, notes TEXT)",
  );
  lake.write(
    "CREATE TRIGGER silver.asks BEFORE UPDATE OF status ON orders WHEN new.status > 'n' BEGIN SELECT RAISE(ABORT, 'no'); END",
  );
  kernel = await startKernel(lake);
  // The table has to be known first, which takes its time on a busy machine.
  await vi.waitUntil(
    async () =>
      (await kernel.call('postgres__query', { sql: 'SELECT 1 AS a FROM silver.customers' })).code ===
      'allowed',
    { timeout: 120_000, interval: 500 },
  );
  emails = (await column('email')).map(String);
}, 180_000);
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});

describe('no seal is written', () => {
  it.each([
    ['put together', "UPDATE silver.customers SET email = ? || 'x' WHERE id = 1"],
    ['in a function', 'UPDATE silver.customers SET segment = substr(?, 1, 1) WHERE id = 1'],
    ['in a CASE', "UPDATE silver.customers SET segment = CASE WHEN ? > 'm' THEN 1 ELSE 2 END WHERE id = 1"],
    ['in a subquery', 'UPDATE silver.customers SET segment = (SELECT ?) WHERE id = 1'],
    ['and returned', 'UPDATE silver.customers SET segment = ? WHERE id = 1 RETURNING segment'],
    ['and returned as itself', 'INSERT INTO silver.customers (id, email) VALUES (99, ?) RETURNING email'],
    ['as a key', 'INSERT INTO silver.customers (id) VALUES (?)'],
    ['into a column where no two rows are the same', 'UPDATE silver.customers SET phone = ? WHERE id = 1'],
    ['where the table has rules', 'INSERT INTO bronze.customers_raw (id, email) VALUES (99, ?)'],
    ['into a column of numbers', 'UPDATE silver.orders SET amount = ? WHERE id = 1'],
    ['where a trigger looks', 'UPDATE silver.orders SET status = ? WHERE id = 1'],
    ['in place of another row', 'INSERT OR REPLACE INTO silver.customers (id, email) VALUES (1, ?)'],
    ['or left out', 'INSERT OR IGNORE INTO silver.customers (id, email) VALUES (1, ?)'],
    [
      'and moved where it collides',
      'INSERT INTO silver.customers (id, email) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET segment = excluded.email',
    ],
    [
      'and asked where it collides',
      "INSERT INTO silver.customers (id, segment) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET country = 'x' WHERE excluded.segment > 'm'",
    ],
    [
      'but for a guess',
      "INSERT INTO silver.customers (id, email) VALUES (99, ?) EXCEPT VALUES (99, 'guess@example.org')",
    ],
    [
      'beside a guess that it may be',
      "INSERT INTO silver.customers (id, email) VALUES (99, ?) UNION VALUES (99, 'guess@example.org')",
    ],
    ['from a table', 'INSERT INTO silver.customers (id, email) SELECT 90 + id, ? FROM silver.orders'],
    ['into gold', 'INSERT INTO gold.customers (id, email) VALUES (99, ?)'],
    ['into a clear column of gold', 'INSERT INTO gold.customers (id, segment) VALUES (99, ?)'],
    ['where nobody may', 'INSERT INTO protected.salaries (employee_id, amount) VALUES (99, ?)'],
    ['into a new table', 'CREATE TABLE silver.fresh AS SELECT ? AS a'],
  ])('%s: %s', async (_what, sql) => {
    const before = lake.everything();
    const answer = await change(sql, emails[0]);
    expect([
      'seal-refused',
      'not-understood',
      'forbidden',
      'unknown-dataset',
      'precondition-failed',
    ]).toContain(answer.code);
    expect(lake.everything()).toEqual(before);
  });

  it('of a class that the write’s grant does not unseal', async () => {
    const [name] = await column('full_name');
    const answer = await change('UPDATE silver.customers SET full_name = ? WHERE id = 2', name);
    expect(answer.content.facts).toEqual(['cleaner may not unseal pii.name in silver.customers']);
  });

  it('by a preview, which a plan makes', async () => {
    const sql = 'UPDATE silver.customers SET email = ? WHERE id = 2';
    const answer = await kernel.call('aegis__preview', { sql, params: [emails[0]] });
    expect(answer.code).not.toBe('allowed');
  });
});

describe('a seal is written', () => {
  it('into a column of its class, as the value, and comes back as itself', async () => {
    expect((await change('INSERT INTO silver.customers (id, email) VALUES (99, ?)', emails[2])).code).toBe(
      'allowed',
    );
    expect((await change('UPDATE silver.customers SET email = ? WHERE id = 1', emails[3])).code).toBe(
      'allowed',
    );
    expect(lake.rows('SELECT id, email FROM silver.customers WHERE id IN (1, 99)')).toEqual([
      [1, people[3]?.email],
      [99, people[2]?.email],
    ]);
    const now = await column('email');
    expect([now[0], now.at(-1)]).toEqual([emails[3], emails[2]]);
  });

  it('where a row of the key stands already, or in its place', async () => {
    const insert = 'INSERT INTO silver.customers (id, email) VALUES (1, ?) ON CONFLICT (id)';
    const at = () => lake.rows('SELECT email FROM silver.customers WHERE id = 1');
    const before = at();
    expect((await change(`${insert} DO NOTHING`, emails[4])).code).toBe('allowed');
    expect(at()).toEqual(before);
    expect((await change(`${insert} DO UPDATE SET email = excluded.email`, emails[4])).code).toBe('allowed');
    expect(at()).toEqual([[people[4]?.email]]);
    expect((await change(`${insert} DO UPDATE SET email = ?`, emails[4], emails[3])).code).toBe('allowed');
    expect(at()).toEqual([[people[3]?.email]]);
  });

  it('into a clear column, and takes its class along before the value moves', async () => {
    expect((await change('UPDATE silver.customers SET segment = ? WHERE id = 2', emails[2])).code).toBe(
      'allowed',
    );
    expect(lake.rows('SELECT segment FROM silver.customers WHERE id = 2')).toEqual([[people[2]?.email]]);
    const shown = await column('segment');
    expect(shown[1]).toBe(emails[2]);
    expect(shown.filter((one) => one === 'retail' || one === 'business')).toEqual([]);
    const intent = journal(lake).findLast(
      ({ type, body }) => type === 'intent' && JSON.stringify(body).includes('unseal:'),
    );
    expect(JSON.stringify(intent?.body.carried)).toContain('silver.customers');
  });

  it('into a column of another class, of which then nothing is shown', async () => {
    expect((await change('UPDATE silver.customers SET full_name = ? WHERE id = 3', emails[2])).code).toBe(
      'allowed',
    );
    expect(new Set((await column('full_name')).filter((one) => one !== null))).toEqual(
      new Set([expect.stringMatching(/^\[REDACTED:/)]),
    );
  });

  it('and nothing of it is in what the kernel said, wrote or logged', () => {
    const all = [JSON.stringify(journal(lake)), kernel.stderr(), kernel.received()];
    for (const one of all) expect(tracesIn(one)).toEqual([]);
    for (const { email } of people) for (const one of all) expect(one).not.toContain(email);
  });
});

it('where a policy denies flows, a seal is put into a column of its class alone', async () => {
  const strict = makeLake({
    policy: writing,
    policies: { 'flows.yaml': 'version: 1\nclassified-flow: deny\n' },
  });
  const other = await startKernel(strict);
  const { content } = await other.call('postgres__query', { sql: 'SELECT email FROM silver.customers' });
  // `as`: the shape of a page of rows, which the published schema holds it to.
  const [[seal] = []] = content.rows as readonly (readonly string[])[];
  const put = (name: string) =>
    other.call('postgres__execute', {
      sql: `UPDATE silver.customers SET ${name} = ? WHERE id = 2`,
      params: [seal],
    });
  expect((await put('segment')).code).toBe('classified-flow');
  expect((await put('full_name')).code).toBe('classified-flow');
  expect((await put('email')).code).toBe('allowed');
  await other.close();
  strict.remove();
});
