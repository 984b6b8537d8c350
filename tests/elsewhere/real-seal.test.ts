// Seals on a real PostgreSQL: what an agent was shown sealed it binds to `$1`, and finds the rows; anywhere else, and in a failing statement, nothing is said.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { journal, type Kernel, startKernel } from '../acceptance/kernel.js';
import { people } from '../acceptance/lake.js';
import { tracesIn } from '../acceptance/traces.js';
import { sealing } from '../attacks/sealing.js';
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
  place = makeRealPlace({ dsn: server.url(), policy: sealing });
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
  ['SELECT id FROM silver.customers WHERE email IS NOT DISTINCT FROM $1 AND email = $1', [2], [[3]]],
  ['SELECT count(*) FROM silver.customers WHERE email IN ($1, $2)', [2, 5], [[2]]],
  [
    'SELECT o.id FROM silver.orders o JOIN silver.customers c ON c.id = o.customer_id WHERE c.email = $1 ORDER BY o.id',
    [2],
    [[2], [10]],
  ],
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
  'SELECT id FROM silver.customers WHERE email = $1::text',
  'SELECT id FROM silver.customers LIMIT $1',
  'SELECT CAST($1 AS int), id FROM silver.customers',
  'SELECT id FROM silver.customers WHERE email = ANY (ARRAY[$1])',
])('%s opens nothing', async (sql) => {
  expect(['seal-refused', 'not-understood']).toContain((await ask(sql, emails[0])).code);
});

it('nothing of what was sealed is in what the kernel said, wrote or logged', () => {
  const all = [JSON.stringify(journal(place)), kernel.stderr(), kernel.received()];
  for (const one of all) expect(tracesIn(one)).toEqual([]);
  expect(all[0]).toContain('unseal:/params/0 pii.email');
});
