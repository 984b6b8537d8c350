// The kernel over a real PostgreSQL: the shipped policy and the manifest of a server, an agent's statements, and what the tables hold afterwards.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectAbsenceTold } from '../acceptance/absence.js';
import { journal, type Kernel, startKernel } from '../acceptance/kernel.js';
import { people } from '../acceptance/lake.js';
import { tracesIn } from '../acceptance/traces.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';

const rows = people.map(
  (one) => `(${one.id}, '${one.full_name}', '${one.email}', '${one.phone}', '${one.country}', 'retail')`,
);
const person = 'id integer PRIMARY KEY, full_name text, email text, phone text, country text';
const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE bronze.customers_raw (${person}, notes text);
CREATE TABLE silver.customers (${person}, segment text);
INSERT INTO silver.customers VALUES ${rows.join(', ')};
CREATE TABLE silver.orders (id integer PRIMARY KEY, customer_id integer, amount numeric(10,2), status text);
INSERT INTO silver.orders SELECT g, g % 8 + 1, g * 3, 'open' FROM generate_series(1, 40) g;
CREATE TABLE gold.customers (${person}, segment text);
CREATE TABLE gold.daily_revenue (day date PRIMARY KEY, revenue numeric, orders integer);
CREATE TABLE protected.salaries (employee_id integer PRIMARY KEY, amount integer);
INSERT INTO protected.salaries VALUES (1, 61234);
CREATE VIEW silver.pay AS SELECT * FROM protected.salaries;
`;

let server: RealServer;
let kernel: Kernel;
let place: RealPlace;
beforeAll(async () => {
  server = await openRealServer(seed);
  place = makeRealPlace({ dsn: server.url({ statement_timeout: '4000' }) });
  kernel = await startKernel(place);
  await kernel.client.listTools();
});
afterAll(async () => {
  await kernel?.close();
  await server?.stop();
  place?.remove();
});

const ask = (sql: string) => kernel.call('postgres__query', { sql });
/** Does what `schema-changed` asks for: calls again, until the structure has been read again. */
const query = (sql: string): ReturnType<typeof ask> =>
  vi.waitUntil(
    async () => {
      const answer = await ask(sql);
      return answer.code === 'schema-changed' ? undefined : answer;
    },
    { timeout: 20_000 },
  );
const execute = (sql: string) => kernel.call('postgres__execute', { sql });
const one = async (sql: string): Promise<unknown> => Object.values((await server.sql(sql))[0] ?? {})[0];
const customers = () => one('SELECT count(*)::int FROM silver.customers');

describe('an agent on a real server', () => {
  it('reads what is clear, and what is not comes masked by position', async () => {
    const clear = await query('SELECT id, country FROM silver.customers ORDER BY id LIMIT 2');
    expect([clear.code, clear.content.rows]).toEqual([
      'allowed',
      [
        [1, 'NL'],
        [2, 'DE'],
      ],
    ]);
    for (const sql of [
      'SELECT * FROM silver.customers',
      'SELECT email AS country, c FROM silver.customers c',
      'SELECT country FROM silver.customers UNION ALL SELECT email FROM silver.customers',
      'SELECT string_agg(full_name, phone) FROM silver.customers',
      'SELECT row_to_json(c) FROM silver.customers c',
      "SELECT s.text FROM (SELECT 1::text::int, (full_name || '')::text FROM silver.customers) s",
      'SELECT v.column2 FROM silver.customers c, LATERAL (VALUES (c.*, 1)) v',
      'SELECT s.c2 FROM (SELECT * FROM (silver.customers a JOIN silver.orders b USING (id)), (silver.orders c JOIN silver.orders d USING (id))) AS s(c1, c2)',
      "SELECT count(DISTINCT v) FROM (SELECT email AS v FROM silver.customers WHERE id = 1 UNION ALL SELECT 'a') s",
    ]) {
      const answer = await query(sql);
      expect([sql, answer.code]).toEqual([sql, 'allowed']);
      expect(tracesIn(answer.text)).toEqual([]);
    }
  });

  it.each([
    ['forbidden', 'no-drop', 'DROP TABLE silver.customers'],
    ['forbidden', 'no-unscoped-write', 'DELETE FROM silver.customers'],
    ['forbidden', 'no-unscoped-write', 'DELETE FROM silver.customers WHERE id = id'],
    ['forbidden', 'no-drop', 'TRUNCATE silver.customers'],
    ['row-guard', '', 'DELETE FROM silver.customers WHERE id > -1'],
    ['forbidden', 'no-drop', 'SELECT 1; DROP TABLE silver.customers'],
    ['not-understood', '', 'SELECT 1; SELECT 2'],
    ['not-understood', '', 'DO $$ BEGIN DELETE FROM silver.customers; END $$'],
    ['not-understood', '', "SELECT pg_read_file('/etc/passwd')"],
    ['not-understood', '', 'SELECT id FROM customers'],
    ['forbidden', 'protected-domain', 'DELETE FROM protected.salaries WHERE employee_id = 1'],
  ])('%s %s: %s, and every row is there', async (code, rule, sql) => {
    const answer = await execute(sql);
    expect([answer.code, answer.rule.split('/')[1] ?? '']).toEqual([code, rule]);
    expect(await customers()).toBe(8);
  });

  it.each([
    "SELECT id FROM silver.customers WHERE email LIKE 'q%'",
    'SELECT id FROM silver.customers ORDER BY full_name',
    'SELECT 1 / (length(email) - 22) FROM silver.customers',
    'SELECT email::int FROM silver.customers',
    "SELECT string_agg(email, '') FROM silver.customers, generate_series(1, 9000000)",
    'SELECT DISTINCT email, country FROM silver.customers',
    // Each of these gave names in clear, or said whether a guess was right.
    "SELECT ('SELECT to_tsvector(''simple''::regconfig, full_name) FROM silver.customers').ts_stat",
    'SELECT * FROM (WITH b AS (SELECT id AS v FROM silver.customers) SELECT * FROM (WITH RECURSIVE a AS (SELECT * FROM b), b AS (SELECT full_name AS v FROM silver.customers) SELECT * FROM a) s) t',
    "SELECT j.x FROM silver.customers c, JSON_TABLE('1'::jsonb, '$' PASSING c.full_name AS n COLUMNS (x text PATH '$n')) j",
    "SELECT full_name FROM silver.customers WHERE id = 1 INTERSECT ALL SELECT 'a'",
    'SELECT 1 AS full_name, min(id) FROM silver.customers GROUP BY full_name',
    'SELECT * FROM silver.pay',
    'SELECT amount FROM protected.salaries',
    'UPDATE silver.customers SET segment = left(email, 1) WHERE id = 1',
    'CREATE TABLE silver.copy AS SELECT email FROM silver.customers',
  ])('does not get an answer to: %s', async (sql) => {
    for (const way of [query, execute]) expect((await way(sql)).isError).toBe(true);
  });

  it.each([
    // Times and sizes of a plan are made of whole rows.
    'EXPLAIN ANALYZE SELECT email FROM silver.customers',
    // This gave names in clear: `c` is a row of the one, and not of the other.
    'SELECT (c).full_name FROM (SELECT t AS c FROM silver.customers t) s, (SELECT id AS full_name FROM silver.customers) AS c',
  ])('sees nothing of what is answered to: %s', async (sql) => {
    const answer = await query(sql);
    expect([answer.code, tracesIn(answer.text)]).toEqual(['allowed', []]);
    const cells = (answer.content.rows as readonly (readonly unknown[])[]).flat();
    expect(cells.length).toBeGreaterThan(0);
    for (const cell of cells) expect(String(cell)).toMatch(/^\[/);
  });

  it('writes by key, and RETURNING is masked', async () => {
    const answer = await execute(
      "UPDATE silver.customers SET segment = 'vip' WHERE id = 1 RETURNING id, email",
    );
    expect(answer.code).toBe('allowed');
    expect(tracesIn(answer.text)).toEqual([]);
    expect(await one('SELECT segment FROM silver.customers WHERE id = 1')).toBe('vip');
  });

  it('takes the class along where it writes a classified value into a clear column', async () => {
    const sql = 'SELECT id, country FROM bronze.customers_raw';
    await execute("INSERT INTO bronze.customers_raw (id, country) VALUES (101, 'NL')");
    expect((await query(sql)).content.rows).toEqual([[101, 'NL']]);
    const into = 'INSERT INTO bronze.customers_raw (id, country) SELECT id, email FROM silver.customers';
    expect((await execute(`${into} WHERE id = 1 RETURNING country`)).code).toBe('allowed');
    const after = await query(sql);
    expect([after.code, tracesIn(after.text)]).toEqual(['allowed', []]);
    expect(after.text).not.toContain('"NL"');
    expect((await query("SELECT id FROM bronze.customers_raw WHERE country = 'x'")).isError).toBe(true);
    expect(await one('SELECT country FROM bronze.customers_raw WHERE id = 1')).toContain('@');
  });

  it('is told the count when the row guard rolls back', async () => {
    const answer = await execute("UPDATE silver.customers SET segment = 'x' WHERE country = 'NL'");
    expect([answer.code, answer.text.includes('changes: 4')]).toEqual(['row-guard', true]);
    expect(await one("SELECT count(*)::int FROM silver.customers WHERE segment = 'x'")).toBe(0);
  });

  it('reaches gold only with what was validated and has not changed since', async () => {
    const promote = () =>
      kernel.call('aegis__promote', { source: 'silver.customers', target: 'gold.customers' });
    const insert = 'INSERT INTO gold.customers SELECT * FROM silver.customers';
    expect((await promote()).isError).toBe(true);
    expect((await execute(insert)).isError).toBe(true);
    expect((await kernel.call('aegis__validate', { dataset: 'silver.customers' })).code).toBe('allowed');
    expect(
      (
        await execute(
          "INSERT INTO gold.customers SELECT id, full_name, email, phone, country, 'made' FROM silver.customers",
        )
      ).isError,
    ).toBe(true);
    await server.sql("UPDATE silver.customers SET segment = 'moved' WHERE id = 2");
    expect((await promote()).isError).toBe(true);
    expect(await one('SELECT count(*)::int FROM gold.customers')).toBe(0);
    expect((await kernel.call('aegis__validate', { dataset: 'silver.customers' })).code).toBe('allowed');
    const done = await promote();
    expect([done.code, done.text]).toEqual(['allowed', expect.any(String)]);
    expect(await one('SELECT count(*)::int FROM gold.customers')).toBe(8);
  });

  it('exports page by page, masked', async () => {
    const page = await kernel.call('postgres__export', { table: 'silver.customers' });
    expect([page.code, tracesIn(page.text)]).toEqual(['allowed', []]);
  });

  it('never reads by a structure that is no more: a migration behind the kernel is read again', async () => {
    await server.sql(
      'ALTER TABLE silver.customers RENAME COLUMN country TO c2; ALTER TABLE silver.customers RENAME COLUMN email TO country',
    );
    const stale = await ask('SELECT country FROM silver.customers');
    expect(tracesIn(stale.text)).toEqual([]);
    expect(stale.code).toBe('schema-changed');
    await server.sql(
      'ALTER TABLE silver.customers RENAME COLUMN country TO email; ALTER TABLE silver.customers RENAME COLUMN c2 TO country',
    );
    const answer = await query('SELECT country FROM silver.customers ORDER BY id LIMIT 1');
    expect(answer.content.rows).toEqual([['NL']]);
  });

  it('has its runaway query ended, and goes on', async () => {
    const runaway = await query(
      'SELECT count(*) FROM silver.orders, generate_series(1, 100000) a, generate_series(1, 100000) b',
    );
    expect([runaway.code, runaway.text.includes('statement-timeout')]).toEqual(['downstream-failed', true]);
    expect((await query('SELECT count(*) AS n FROM silver.orders')).content.rows).toEqual([[40]]);
  });

  it('is told of a server that is gone by a code, and nothing of where it was', async () => {
    await server.sql(`REVOKE CONNECT ON DATABASE ${server.database} FROM PUBLIC`);
    await server.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'aegis'",
    );
    const answer = await query('SELECT count(*) AS n FROM silver.orders');
    expect([answer.code, /database-unreachable|not-permitted/.test(answer.text)]).toEqual([
      'downstream-failed',
      true,
    ]);
    await server.sql(`GRANT CONNECT ON DATABASE ${server.database} TO PUBLIC`);
    expect((await query('SELECT count(*) AS n FROM silver.orders')).code).toBe('allowed');
  });

  it('never sees the address, the login or the password', () => {
    const seen = kernel.received() + JSON.stringify(journal(place)) + kernel.stderr();
    for (const secret of [server.password, server.named('aegis'), server.database, 'lake_read'])
      expect(seen).not.toContain(secret);
  });

  it('is told that a value is absent alike by a masked read, a count and a test of it', async () => {
    await server.sql('UPDATE silver.customers SET phone = NULL WHERE id = 2');
    await expectAbsenceTold(query);
  });
});
