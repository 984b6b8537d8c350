// Triggers on a real PostgreSQL: their bodies are read as the server tells them, what they move is counted, and one that has been changed since is read again before anything is done.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Kernel, startKernel } from '../acceptance/kernel.js';
import { people } from '../acceptance/lake.js';
import { tracesIn } from '../acceptance/traces.js';
import { connect, type Downstream } from '../downstreams/subprocess.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';

const rows = people.map(
  (one) => `(${one.id}, '${one.full_name}', '${one.email}', '${one.phone}', '${one.country}', 'retail')`,
);
const person = 'id integer PRIMARY KEY, full_name text, email text, phone text, country text';
const trigger = (name: string, head: string, body: string, options = '') => `
CREATE FUNCTION silver.${name}() RETURNS trigger LANGUAGE plpgsql ${options} AS $$ BEGIN ${body} END $$;
CREATE ${head} EXECUTE FUNCTION silver.${name}();`;
const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE bronze.customers_raw (${person}, notes text);
CREATE TABLE silver.customers (${person}, segment text);
INSERT INTO silver.customers VALUES ${rows.join(', ')};
CREATE TABLE silver.orders (id integer PRIMARY KEY, customer_id integer, amount integer, status text);
INSERT INTO silver.orders SELECT g, 1, g, 'open' FROM generate_series(1, 40) g;
CREATE TABLE silver.log (id integer, what text);
INSERT INTO silver.log SELECT g, 'old' FROM generate_series(1, 40) g;
CREATE TABLE silver.notes (id integer PRIMARY KEY, note text);
CREATE TABLE gold.customers (${person}, segment text);
CREATE TABLE protected.salaries (employee_id integer PRIMARY KEY, amount integer);
${trigger('tidy', 'TRIGGER tidy BEFORE INSERT OR UPDATE ON silver.customers FOR EACH ROW', 'NEW.email := lower(NEW.email); RETURN NEW;')}
${trigger(
  'audit',
  'TRIGGER audit AFTER UPDATE ON silver.customers FOR EACH ROW',
  "INSERT INTO log VALUES (NEW.id, 'changed'); RETURN NULL;",
  'SECURITY DEFINER SET search_path = silver',
)}
${trigger(
  'forget',
  "TRIGGER forget AFTER UPDATE ON silver.orders FOR EACH ROW WHEN (NEW.status = 'shut' AND OLD.amount > 30)",
  "DELETE FROM silver.log WHERE id > 38 AND what = 'old'; RETURN NULL;",
)}
${trigger('kept', 'TRIGGER kept BEFORE INSERT ON silver.notes FOR EACH ROW', 'RETURN NEW;')}
`;
const dataset = (name: string, columns: string) =>
  `    ${name}: { tier: silver, key: [id], columns: { ${columns} } }\n`;
const manifest = readFileSync(
  join(import.meta.dirname, '..', '..', 'manifests', 'postgres-server.yaml'),
  'utf8',
).replace(
  '    gold.customers:\n',
  `${dataset('silver.log', 'id: clear, what: clear')}${dataset('silver.notes', 'id: clear, note: clear')}    gold.customers:\n`,
);

let server: RealServer;
let place: RealPlace;
let kernel: Kernel;
let store: Downstream;
beforeAll(async () => {
  server = await openRealServer(seed);
  await server.sql(server.named('REVOKE INSERT ON silver.log FROM lake_write'));
  place = makeRealPlace({ dsn: server.url(), manifest });
  kernel = await startKernel(place);
  await kernel.client.listTools();
  store = await connect('postgres', { DATABASE_URL: server.url() });
});
afterAll(async () => {
  await kernel?.close();
  await store?.close();
  await server?.stop();
  place?.remove();
});

/** Somebody else's doing, which the kernel is told of by the next statement that is run. */
async function change(sql: string): Promise<void> {
  await server.sql(sql);
  const look = () => kernel.call('postgres__query', { sql: 'SELECT count(*) FROM silver.orders' });
  await vi.waitUntil(async () => (await look()).code === 'allowed', { timeout: 20_000 });
}
const execute = (sql: string) => kernel.call('postgres__execute', { sql });
const one = async (sql: string): Promise<unknown> => Object.values((await server.sql(sql))[0] ?? {})[0];
const logged = (what: string) => one(`SELECT count(*)::int FROM silver.log WHERE what = '${what}'`);

describe('a trigger of a server', () => {
  it('that tidies what is classified and one that keeps a log with the rights of its owner are set off', async () => {
    const mail = 'ANN.Bell@Example.ORG';
    const sql = `UPDATE silver.customers SET email = '${mail}' WHERE id = 1 RETURNING id, email`;
    const answer = await execute(sql);
    expect([answer.code, tracesIn(answer.text)]).toEqual(['allowed', []]);
    expect(answer.text.toLowerCase()).not.toContain('ann.bell');
    expect(await one('SELECT email FROM silver.customers WHERE id = 1')).toBe(mail.toLowerCase());
    expect(await logged('changed')).toBe(1);
  });

  it('that deletes for some rows is held to the bound of rows, which counts what it deletes', async () => {
    await execute("UPDATE silver.orders SET status = 'shut' WHERE id = 1");
    expect(await logged('old')).toBe(40);
    await execute("UPDATE silver.orders SET status = 'shut' WHERE id = 31");
    expect(await logged('old')).toBe(38);
    await change(`CREATE OR REPLACE FUNCTION silver.forget() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN DELETE FROM silver.log WHERE what = 'old'; RETURN NULL; END $$`);
    const answer = await execute("UPDATE silver.orders SET status = 'shut' WHERE id = 32");
    expect([answer.code, await logged('old')]).toEqual(['row-guard', 38]);
    expect(await one('SELECT status FROM silver.orders WHERE id = 32')).toBe('open');
  });

  it('is judged by what it does now', async () => {
    const sql = "INSERT INTO silver.notes VALUES (1, 'a')";
    expect((await execute(sql)).code).toBe('allowed');
    await server.sql(`CREATE OR REPLACE FUNCTION silver.kept() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN DELETE FROM silver.log; RETURN NEW; END $$`);
    expect((await execute(sql.replace('1', '2'))).code).toBe('schema-changed');
    const changed = (body: string) =>
      change(`CREATE OR REPLACE FUNCTION silver.kept() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN ${body}; RETURN NEW; END $$`);
    await changed('DELETE FROM silver.log');
    const destroys = await execute(sql.replace('1', '2'));
    expect([destroys.code, destroys.rule.split('/')[1]]).toEqual(['forbidden', 'no-unscoped-write']);
    await changed('UPDATE protected.salaries SET amount = 0 WHERE employee_id = 1');
    const shut = await execute(sql.replace('1', '2'));
    expect([shut.code, shut.rule.split('/')[1]]).toEqual(['forbidden', 'protected-domain']);
    await changed("EXECUTE 'DELETE FROM silver.log'");
    expect((await execute(sql.replace('1', '2'))).code).toBe('not-understood');
    await changed('NEW.note := upper(NEW.note)');
    expect((await execute(sql.replace('1', '2'))).code).toBe('allowed');
    expect(await server.sql('SELECT note FROM silver.notes ORDER BY id')).toEqual([
      { note: 'a' },
      { note: 'A' },
    ]);
    expect(await logged('old')).toBe(38);
  });

  it.each([
    [
      'is put off to the end',
      'CREATE CONSTRAINT TRIGGER more AFTER INSERT ON silver.notes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION silver.more()',
      'DROP TRIGGER more ON silver.notes',
    ],
    [
      'is a rule',
      'CREATE RULE more AS ON INSERT TO silver.notes DO ALSO DELETE FROM silver.log',
      'DROP RULE more ON silver.notes',
    ],
  ])('that %s is not read', async (_, make, drop) => {
    await change(`CREATE OR REPLACE FUNCTION silver.more() RETURNS trigger LANGUAGE plpgsql
      AS 'BEGIN DELETE FROM silver.log; RETURN NULL; END'; ${make}`);
    expect((await execute("INSERT INTO silver.notes VALUES (9, 'a')")).code).toBe('not-understood');
    await server.sql(`${drop}; DROP FUNCTION silver.more`);
    expect(await logged('old')).toBe(38);
  });
});

it('a function that is put in its place while the statement runs is found out, and one that is put back as well', async () => {
  const { digest } = await store.ok('snapshot_schema');
  const body = (text: string) =>
    `CREATE OR REPLACE FUNCTION silver.kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${text} END $$`;
  const before = String(await one("SELECT prosrc FROM pg_proc WHERE proname = 'kept'"));
  const sql = "INSERT INTO silver.notes SELECT 77, 'x' FROM pg_sleep(2)";
  const asked = store.refused('execute', { sql, expect_schema: digest });
  for (let waits = 0; waits === 0; )
    waits = Number(
      await one(
        "SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE 'EXECUTE aegis%' AND state = 'active'",
      ),
    );
  await server.sql(`${body('DELETE FROM silver.log; RETURN NEW;')}`);
  await server.sql(
    `CREATE OR REPLACE FUNCTION silver.kept() RETURNS trigger LANGUAGE plpgsql AS $$${before}$$`,
  );
  expect(await asked).toEqual({ code: 'schema-changed' });
  expect(await one('SELECT count(*)::int FROM silver.notes WHERE id = 77')).toBe(0);
});
