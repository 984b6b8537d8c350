// Seals on a real PostgreSQL: what an agent was shown sealed it binds to `$1`, finds the rows and puts it into others; anywhere else, and in a failing statement, nothing is said.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { journal, type Kernel, startKernel } from '../acceptance/kernel.js';
import { people } from '../acceptance/lake.js';
import { tracesIn } from '../acceptance/traces.js';
import { writing } from '../attacks/sealing.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';

const rows = people.map(
  (one) => `(${one.id}, '${one.full_name}', '${one.email}', '${one.phone}', '${one.country}', 'retail')`,
);
const person = 'id integer PRIMARY KEY, full_name text, email text NOT NULL UNIQUE, phone text, country text';
const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE silver.customers (${person}, segment text);
INSERT INTO silver.customers VALUES ${rows.join(', ')};
CREATE TABLE silver.orders (id integer PRIMARY KEY, customer_id integer, amount numeric(10,2), status text);
CREATE TABLE bronze.customers_raw (id integer PRIMARY KEY, email text, country text, notes varchar(12), phone text UNIQUE, full_name text CHECK (full_name > 'm'));
INSERT INTO bronze.customers_raw VALUES (1), (2);
INSERT INTO silver.orders SELECT g, g % 8 + 1, g * 3, 'open' FROM generate_series(1, 16) g;
`;

let server: RealServer;
let place: RealPlace;
let kernel: Kernel;
let emails: readonly string[];

const ask = (sql: string, ...params: readonly unknown[]) =>
  vi.waitUntil(
    async () => {
      const answer = await kernel.call('postgres__query', { sql, params });
      return answer.code === 'schema-changed' ? undefined : answer;
    },
    { timeout: 20_000 },
  );

beforeAll(async () => {
  server = await openRealServer(seed);
  place = makeRealPlace({ dsn: server.url(), policy: writing });
  kernel = await startKernel(place);
  const { content } = await ask('SELECT email FROM silver.customers ORDER BY id');
  // `as`: the shape of a page of rows, which the published schema holds it to.
  emails = (content.rows as readonly (readonly string[])[]).map(([shown = '']) => shown);
});
afterAll(async () => {
  await kernel?.close();
  await server?.stop();
  place?.remove();
});

it.each([
  ['SELECT id FROM silver.customers WHERE email = $1', [2], [[3]]],
  ['SELECT id FROM silver.customers WHERE email = $1::text', [2], [[3]]],
  ['SELECT id FROM silver.customers WHERE email IN ($2, $1)', [2, 5], [[3], [6]]],
  ['SELECT id FROM silver.customers WHERE email = $1 OR email = $2', [5, 2], [[3], [6]]],
  ['SELECT id FROM silver.customers WHERE email IS NOT DISTINCT FROM $1 AND email = $1', [2], [[3]]],
  ['SELECT count(*) FROM silver.customers WHERE email IN ($1, $2)', [2, 5], [[2]]],
  [
    'SELECT o.id FROM silver.orders o JOIN silver.customers c ON c.id = o.customer_id WHERE c.email = $1 ORDER BY o.id',
    [2],
    [[2], [10]],
  ],
  ['SELECT id FROM silver.customers WHERE email = $1 OR id = 1 ORDER BY id', [2], [[1], [3]]],
  [
    'SELECT id FROM silver.orders WHERE customer_id IN (SELECT id FROM silver.customers WHERE email = $1) ORDER BY id',
    [2],
    [[2], [10]],
  ],
  [
    'SELECT id FROM silver.orders o WHERE EXISTS (SELECT 1 FROM silver.customers c WHERE c.id = o.customer_id AND c.email = $1) ORDER BY id',
    [2],
    [[2], [10]],
  ],
  [
    'SELECT count(*) FROM silver.customers WHERE id NOT IN (SELECT id FROM silver.customers WHERE email = $1)',
    [2],
    [[people.length - 1]],
  ],
  [
    'SELECT o.id FROM silver.orders o JOIN silver.customers c ON c.id = o.customer_id AND c.email = $1 ORDER BY o.id',
    [2],
    [[2], [10]],
  ],
  ['WITH x AS (SELECT id, email AS mail FROM silver.customers) SELECT id FROM x WHERE mail = $1', [3], [[4]]],
  ['SELECT x.id FROM (SELECT id, email FROM silver.customers) x WHERE x.email IN ($1, $1)', [3], [[4]]],
  ['SELECT id FROM silver.customers WHERE email = $1 UNION ALL SELECT 0', [3], [[4], [0]]],
])('%s finds the rows that the seal stands for', async (sql, at, found) => {
  const answer = await ask(sql, ...at.map((one) => emails[one]));
  expect(answer.content.rows).toEqual(found);
});

it.each([
  'SELECT $1',
  'SELECT id, $1 FROM silver.customers WHERE email = $1',
  "SELECT id FROM silver.customers WHERE email = $1 || ''",
  'SELECT id FROM silver.customers WHERE email LIKE $1',
  'SELECT id FROM silver.customers WHERE email < $1',
  'SELECT id FROM silver.customers WHERE id = $1',
  'SELECT id FROM silver.customers WHERE country = $1',
  'SELECT id FROM silver.customers WHERE full_name = $1',
  'SELECT id FROM silver.customers WHERE email = $1::varchar(3)',
  'SELECT id FROM silver.customers WHERE email = $1::name',
  'SELECT id FROM silver.customers WHERE email = $1::text COLLATE "C"',
  'SELECT id FROM silver.customers LIMIT $1',
  'SELECT CAST($1 AS int), id FROM silver.customers',
  'SELECT id FROM silver.customers WHERE email = ANY (ARRAY[$1])',
  'SELECT id FROM silver.customers WHERE email <> $1',
  'SELECT id FROM silver.customers WHERE NOT (email = $1 OR id = 1)',
  'SELECT id FROM silver.customers WHERE email = $1 OR country = $1',
  'SELECT c.id FROM silver.customers c JOIN silver.orders o ON c.email = $1 AND o.status = $1',
  'SELECT id FROM silver.customers WHERE CASE WHEN email = $1 THEN true ELSE false END',
  'SELECT id FROM silver.customers WHERE (email = $1) IS NOT FALSE',
  'SELECT id FROM silver.customers WHERE $1 IN (SELECT email FROM silver.customers)',
  'WITH x AS (SELECT $1::text AS a) SELECT a FROM x',
  'WITH x AS (SELECT $1::text AS a) SELECT id FROM silver.customers, x WHERE email = x.a',
  "SELECT g FROM (VALUES ('guess@example.org')) v(g) WHERE g = $1",
  "SELECT id FROM (SELECT id, email FROM silver.customers UNION ALL SELECT 0, 'guess@example.org') x WHERE email = $1",
  'SELECT count(*) FILTER (WHERE email = $1) FROM silver.customers',
  'EXPLAIN SELECT id FROM silver.customers WHERE email = $1',
])('%s opens nothing', async (sql) => {
  expect(['seal-refused', 'not-understood']).toContain((await ask(sql, emails[0])).code);
});

const change = (sql: string, ...params: readonly unknown[]) =>
  vi.waitUntil(
    async () => {
      const answer = await kernel.call('postgres__execute', { sql, params });
      return answer.code === 'schema-changed' ? undefined : answer;
    },
    { timeout: 20_000 },
  );
const contacts = () => server.sql('SELECT * FROM bronze.customers_raw ORDER BY id');

it.each([
  "UPDATE bronze.customers_raw SET email = $1 || 'x'",
  'UPDATE bronze.customers_raw SET email = lower($1) WHERE id = 1',
  'UPDATE bronze.customers_raw SET email = $1 WHERE id = 1 RETURNING email',
  'UPDATE bronze.customers_raw SET email = (SELECT $1) WHERE id = 1',
  "UPDATE bronze.customers_raw SET country = CASE WHEN $1 > 'm' THEN 'a' ELSE 'b' END WHERE id = 1",
  'UPDATE bronze.customers_raw SET notes = $1 WHERE id = 1',
  'UPDATE bronze.customers_raw SET phone = $1 WHERE id = 1',
  'UPDATE bronze.customers_raw SET full_name = $1 WHERE id = 1',
  'UPDATE bronze.customers_raw SET email = $1, id = length($1) WHERE id = 1',
  'UPDATE silver.customers SET email = $1 WHERE id = 1',
  'UPDATE bronze.customers_raw SET email = $1 FROM silver.orders o WHERE o.id = bronze.customers_raw.id',
  'INSERT INTO bronze.customers_raw (id, email) VALUES (9, $1) RETURNING id',
  "INSERT INTO bronze.customers_raw (id, email) VALUES (9, $1) EXCEPT VALUES (9, 'guess@example.org')",
  'INSERT INTO bronze.customers_raw (id, email) VALUES (8, $1), (9, $1) ORDER BY 2 LIMIT 1',
  'INSERT INTO bronze.customers_raw (id, email) SELECT 90 + id, $1 FROM silver.orders',
  'INSERT INTO bronze.customers_raw (id, email) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET country = excluded.email',
  "INSERT INTO bronze.customers_raw (id, country) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET notes = 'x' WHERE excluded.country > 'm'",
  'MERGE INTO bronze.customers_raw c USING silver.orders o ON o.id = c.id WHEN MATCHED THEN UPDATE SET email = $1',
  'WITH w AS (UPDATE bronze.customers_raw SET email = $1 RETURNING id) SELECT id FROM w',
  'PREPARE p AS UPDATE bronze.customers_raw SET email = $1',
])('%s writes nothing', async (sql) => {
  const before = await contacts();
  const answer = await change(sql, emails[0]);
  expect(['seal-refused', 'not-understood', 'forbidden', 'classified-flow', 'unscoped-write']).toContain(
    answer.code,
  );
  expect(await contacts()).toEqual(before);
});

it('into a column of its class, or where its class follows, it is written as the value, and comes back as itself', async () => {
  for (const [sql, ...at] of [
    ['INSERT INTO bronze.customers_raw (id, email) VALUES (3, $1), (4, $2)', 2, 3],
    ['UPDATE bronze.customers_raw SET email = $1 WHERE id = 1', 4],
    [
      'INSERT INTO bronze.customers_raw (id, email) VALUES (2, $1) ON CONFLICT (id) DO UPDATE SET email = $2',
      5,
      6,
    ],
    ['UPDATE bronze.customers_raw SET country = $1 WHERE email = $2', 1, 4],
  ] as const) {
    const answer = await change(sql, ...at.map((one) => emails[one]));
    expect([sql, answer.code]).toEqual([sql, 'allowed']);
  }
  expect((await contacts()).map(({ id, email, country }) => [id, email, country])).toEqual([
    [1, people[4]?.email, people[1]?.email],
    [2, people[6]?.email, null],
    [3, people[2]?.email, null],
    [4, people[3]?.email, null],
  ]);
  const { content } = await ask('SELECT email, country FROM bronze.customers_raw ORDER BY id');
  expect(content.rows).toEqual([
    [emails[4], emails[1]],
    [emails[6], null],
    [emails[2], null],
    [emails[3], null],
  ]);
  expect((await change('DELETE FROM bronze.customers_raw WHERE email = $1', emails[3])).code).toBe('allowed');
});

it('nothing of what was sealed is in what the kernel said, wrote or logged', () => {
  const all = [JSON.stringify(journal(place)), kernel.stderr(), kernel.received()];
  for (const one of all) expect(tracesIn(one)).toEqual([]);
  expect(all[0]).toContain('unseal:/params/0 pii.email');
});
