// Seals beside typed columns of a real PostgreSQL: each is compared as its column's type, one that is no value of that type finds nothing, and no error says so.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { journal, type Kernel, startKernel } from '../acceptance/kernel.js';
import { sealing } from '../attacks/sealing.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';

const uuids = ['0b7e3c1a-9d52-4f6e-8a11-2f0c5d7e9b34', '5d1f0a77-3c2b-4e8d-9f60-a1b2c3d4e5f6'];
const odd = ['no uuid at all', `{${uuids[0]}}`, String(uuids[0]).toUpperCase()];
const numbers = ['4242424242', '77'];

const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE silver.customers (id integer PRIMARY KEY, full_name date, email uuid, phone bigint UNIQUE, country text, segment text);
INSERT INTO silver.customers VALUES (1, '2001-02-03', '${uuids[0]}', ${numbers[0]}), (2, '1999-12-31', '${uuids[1]}', ${numbers[1]}), (3, NULL, NULL, NULL);
CREATE TABLE gold.customers (id integer PRIMARY KEY, full_name text, email text, phone integer, country text, segment text);
INSERT INTO gold.customers VALUES (1, '2001-02-03', '${uuids[0]}', 77), (2, 'tomorrow', '${odd[0]}', 78), (3, 'infinity', '${odd[1]}', 79), (4, NULL, '${odd[2]}', 80);
CREATE TABLE bronze.customers_raw (id integer PRIMARY KEY, full_name text, email text, phone numeric(12,2), country text, notes text);
INSERT INTO bronze.customers_raw VALUES (1, 'Ann', 'x', 77.00), (2, 'Ben', 'y', 12.50);
`;

let server: RealServer;
let place: RealPlace;
let kernel: Kernel;
const seals = new Map<string, readonly string[]>();

const call = (tool: string, sql: string, params: readonly unknown[]) =>
  vi.waitUntil(
    async () => {
      const answer = await kernel.call(`postgres__${tool}`, { sql, params });
      return answer.code === 'schema-changed' ? undefined : answer;
    },
    { timeout: 20_000 },
  );
const ask = (sql: string, ...params: readonly unknown[]) => call('query', sql, params);
/** Of the n-th row of a column; one that is not there fails the test. */
const seal = (column: string, row: number): string => seals.get(column)?.[row - 1] ?? `no seal ${column}`;

beforeAll(async () => {
  server = await openRealServer(seed);
  const policies = {
    'phones.yaml': 'version: 1\nmask:\n  - { class: pii.phone, with: seal }\n',
  };
  const policy = sealing.replaceAll('unseal: [pii.email]', 'unseal: ["pii.*"]');
  place = makeRealPlace({ dsn: server.url(), policy, policies });
  kernel = await startKernel(place);
  for (const table of ['silver.customers', 'gold.customers', 'bronze.customers_raw'])
    for (const column of ['full_name', 'email', 'phone']) {
      const { content } = await ask(`SELECT ${column} FROM ${table} ORDER BY id`);
      // `as`: the shape of a page of rows, which the published schema holds it to.
      const rows = content.rows as readonly (readonly (string | null)[])[];
      seals.set(
        `${table}.${column}`,
        rows.map(([shown]) => shown ?? ''),
      );
    }
});
afterAll(async () => {
  await kernel?.close();
  await server?.stop();
  place?.remove();
});

describe('a seal of a typed column', () => {
  it.each([
    ['silver.customers', 'email', 2, 'email = $1', [[2]]],
    ['silver.customers', 'email', 1, 'email = $1::uuid', [[1]]],
    ['silver.customers', 'email', 1, '$1 = email OR id = 3', [[1], [3]]],
    ['silver.customers', 'full_name', 1, 'full_name = $1', [[1]]],
    ['silver.customers', 'full_name', 2, 'full_name IN ($1, $1::date)', [[2]]],
    ['silver.customers', 'phone', 1, 'phone = $1', [[1]]],
    ['silver.customers', 'phone', 2, 'phone = $1::bigint', [[2]]],
    ['gold.customers', 'phone', 1, 'phone = $1', [[1]]],
    ['bronze.customers_raw', 'phone', 2, 'phone = $1', [[2]]],
    ['bronze.customers_raw', 'phone', 1, 'phone = $1::numeric', [[1]]],
  ])('of %s.%s finds its row: %s, %s', async (table, column, row, where, rows) => {
    const answer = await ask(
      `SELECT id FROM ${table} WHERE ${where} ORDER BY id`,
      seal(`${table}.${column}`, row),
    );
    expect(answer.content.rows).toEqual(rows);
  });

  it('joins with another column of its class where both show the same seal, and only there', async () => {
    expect(seal('gold.customers.email', 1)).toBe(seal('silver.customers.email', 1));
    expect(seal('gold.customers.phone', 1)).toBe(seal('silver.customers.phone', 2));
    expect(seal('bronze.customers_raw.phone', 1)).not.toBe(seal('gold.customers.phone', 1));
    const find = (table: string, column: string, one: string) =>
      ask(`SELECT id FROM ${table} WHERE ${column} = $1`, one);
    expect((await find('silver.customers', 'email', seal('gold.customers.email', 1))).content.rows).toEqual([
      [1],
    ]);
    expect((await find('silver.customers', 'phone', seal('gold.customers.phone', 1))).content.rows).toEqual([
      [2],
    ]);
    const apart = await find('gold.customers', 'phone', seal('bronze.customers_raw.phone', 1));
    expect(apart.content.rows).toEqual([]);
  });
});

describe('a seal of what is no value of the type', () => {
  it.each([
    ['silver.customers', 'email', 'gold.customers.email', 2],
    ['silver.customers', 'email', 'gold.customers.email', 3],
    ['silver.customers', 'email', 'gold.customers.email', 4],
    ['silver.customers', 'full_name', 'gold.customers.full_name', 2],
    ['silver.customers', 'full_name', 'gold.customers.full_name', 3],
    ['gold.customers', 'phone', 'silver.customers.phone', 1],
    ['silver.customers', 'phone', 'bronze.customers_raw.phone', 2],
  ])('is answered as any that finds nothing: %s.%s, %s row %s', async (table, column, from, row) => {
    const sql = `SELECT id FROM ${table} WHERE ${column} = $1`;
    const answer = await ask(sql, seal(from, row));
    expect([answer.code, answer.content.rows]).toEqual(['allowed', []]);
    const either = await ask(`${sql} OR id = 1`, seal(from, row));
    expect(either.content.rows).toEqual([[1]]);
    const none = `SELECT count(*) FROM ${table} WHERE id NOT IN (${sql})`;
    const all = await ask(`SELECT count(*) FROM ${table}`);
    expect((await ask(none, seal(from, row))).content.rows).toEqual(all.content.rows);
  });

  it.each([
    'SELECT id FROM silver.customers WHERE email IS NOT DISTINCT FROM $1',
    'SELECT id FROM silver.customers WHERE email::text = $1',
    'SELECT id FROM silver.customers WHERE email = $1::text::uuid',
    'SELECT id FROM silver.customers WHERE email <> $1',
    'SELECT id FROM silver.customers WHERE email > $1',
    'SELECT id FROM silver.customers WHERE NOT (email = $1)',
    'SELECT id FROM silver.customers WHERE coalesce(email, $1) = email',
    'SELECT s.id FROM silver.customers s JOIN gold.customers g ON s.email = $1 AND g.email = $1',
    'SELECT $1::uuid',
    'SELECT id FROM silver.customers WHERE phone = $1',
    'SELECT id FROM silver.customers WHERE id = $1',
  ])('is opened nowhere else: %s', async (sql) => {
    for (const row of [1, 2])
      expect((await ask(sql, seal('gold.customers.email', row))).code).toBe('seal-refused');
  });

  it.each([
    'UPDATE silver.customers SET email = $1 WHERE id = 3',
    'INSERT INTO silver.customers (id, email) VALUES (9, $1)',
  ])('is written into no typed column: %s', async (sql) => {
    for (const row of [1, 2])
      expect((await call('execute', sql, [seal('gold.customers.email', row)])).code).toBe('seal-refused');
  });

  it('is in nothing that the kernel said, wrote or logged', () => {
    const all = [JSON.stringify(journal(place)), kernel.stderr(), kernel.received()];
    for (const one of all)
      for (const value of [...uuids, ...odd, ...numbers.slice(0, 1), 'tomorrow', '2001-02-03'])
        expect(one).not.toContain(value);
  });
});
