// The kernel over a real PostgreSQL: a statement that reaches beyond rows and structure is read, denied by the law beneath every policy, told what works, and leaves no trace.
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Kernel, startKernel } from '../acceptance/kernel.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';

const person = 'id integer PRIMARY KEY, full_name text, email text, phone text, country text';
const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE bronze.customers_raw (${person}, notes text);
CREATE TABLE silver.customers (${person}, segment text);
INSERT INTO silver.customers VALUES (1, 'Ann Miller', 'ann@example.com', '1', 'NL', 'retail');
CREATE TABLE silver.orders (id integer PRIMARY KEY, customer_id integer, amount numeric(10,2), status text);
INSERT INTO silver.orders SELECT g, 1, g * 3, 'open' FROM generate_series(1, 40) g;
CREATE TABLE gold.customers (${person}, segment text);
CREATE TABLE gold.daily_revenue (day date PRIMARY KEY, revenue numeric, orders integer);
CREATE TABLE protected.salaries (employee_id integer PRIMARY KEY, amount integer);
CREATE MATERIALIZED VIEW silver.seg AS SELECT count(*) AS n FROM silver.orders;
`;
const file = '/tmp/aegis-beyond.csv';

let server: RealServer;
let kernel: Kernel;
let place: RealPlace;
beforeAll(async () => {
  server = await openRealServer(seed);
  place = makeRealPlace({ dsn: server.url({ statement_timeout: '4000' }) });
  kernel = await startKernel(place);
  await kernel.client.listTools();
  await vi.waitUntil(
    async () =>
      (await kernel.call('postgres__query', { sql: 'SELECT id FROM silver.orders' })).code === 'allowed',
    { timeout: 20_000 },
  );
});
afterAll(async () => {
  await kernel?.close();
  await server?.stop();
  place?.remove();
});

const control = 'kernel:session-control';
const held = 'kernel:locks';
const strange = 'kernel:catalogued';

describe.each(['postgres__query', 'postgres__execute'])('%s', (tool) => {
  it.each([
    [control, 'BEGIN'],
    [control, 'COMMIT'],
    [control, 'ROLLBACK'],
    [control, 'SAVEPOINT a'],
    [control, "SET TimeZone TO 'UTC'"],
    [control, 'SET ROLE postgres'],
    [control, 'RESET ALL'],
    [control, 'SHOW TimeZone'],
    [control, 'DISCARD PLANS'],
    [control, 'LISTEN a'],
    [control, "NOTIFY a, 'b'"],
    [control, 'LOCK TABLE silver.orders IN SHARE MODE'],
    [control, 'PREPARE p AS SELECT id FROM silver.orders'],
    [control, 'DEALLOCATE ALL'],
    [control, 'DECLARE c CURSOR FOR SELECT id FROM silver.orders'],
    [control, 'CLOSE ALL'],
    [control, 'VACUUM silver.orders'],
    [control, 'ANALYZE silver.orders'],
    [control, 'REINDEX TABLE silver.orders'],
    [control, 'CLUSTER silver.orders USING orders_pkey'],
    [control, 'CHECKPOINT'],
    ['no-destructive-ops/no-alter', "COMMENT ON TABLE silver.orders IS 'x'"],
    [control, 'REFRESH MATERIALIZED VIEW silver.seg'],
    [control, 'COPY silver.orders TO STDOUT'],
    [control, `COPY silver.orders TO '${file}'`],
    [control, `COPY silver.orders TO PROGRAM 'cat > ${file}'`],
    [control, 'COPY silver.orders FROM STDIN'],
    [control, "COPY silver.orders (status) FROM '/etc/hostname'"],
    [held, 'SELECT id FROM silver.orders WHERE id = 1 FOR UPDATE'],
    [held, 'WITH x AS (SELECT id FROM silver.orders FOR SHARE) SELECT id FROM x'],
    [strange, 'SELECT id, amount INTO silver.made FROM silver.orders'],
    [strange, 'CREATE TEMP TABLE made AS SELECT id FROM silver.orders'],
    [strange, 'CREATE TEMP TABLE made (id int)'],
    [strange, 'SELECT relname FROM pg_class'],
    [strange, 'SELECT attname FROM pg_catalog.pg_attribute'],
    [strange, 'SELECT table_name FROM information_schema.tables'],
  ])('%s: %s, and it is told what works', async (rule, sql) => {
    const answer = await kernel.call(tool, { sql });
    expect([answer.rule, answer.code]).toEqual([rule, rule === strange ? 'unknown-dataset' : 'forbidden']);
  });

  it.each([
    'EXECUTE p',
    'FETCH ALL FROM c',
    'VACUUM',
    'SHOW ALL',
    'CREATE TEMP TABLE orders (id int)',
    'CREATE TEMP TABLE salaries AS SELECT 1 AS amount',
    'SELECT * FROM pg_authid',
    'SELECT stavalues1 FROM pg_statistic',
    'SELECT usename FROM pg_stat_activity',
  ])('%s is not understood', async (sql) => {
    expect((await kernel.call(tool, { sql })).code).toBe('not-understood');
  });
});

it('nothing of it was left', async () => {
  const [left] = await server.sql(
    `SELECT (SELECT count(*)::int FROM silver.orders) AS orders, to_regclass('silver.made')::text AS made,
       obj_description('silver.orders'::regclass) AS said,
       (SELECT count(*)::int FROM pg_class WHERE relnamespace::regnamespace::text LIKE 'pg_temp%') AS temporary`,
  );
  expect(left).toEqual({ orders: 40, made: null, said: null, temporary: 0 });
  expect(existsSync(file)).toBe(false);
});
