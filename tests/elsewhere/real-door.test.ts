// What the downstream holds by itself over a real PostgreSQL, whatever a kernel lets through: each test is the one that fails when its line is gone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Downstream } from '../downstreams/subprocess.js';
import { openRealServer, type RealServer } from './real-server.js';

/** A role that may make temporary tables, and functions that write behind a SELECT. */
const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE silver.notes (id integer PRIMARY KEY, note text);
INSERT INTO silver.notes VALUES (1, 'one'), (2, 'two');
CREATE TABLE protected.kept (id integer PRIMARY KEY);
CREATE FUNCTION silver.wipe() RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM silver.notes RETURNING 1';
CREATE FUNCTION public.md5(integer) RETURNS text LANGUAGE sql AS $$ SELECT 'of another' $$;
`;

let server: RealServer;
let store: Downstream;
beforeAll(async () => {
  server = await openRealServer(seed);
  await server.sql(
    server.named(
      'GRANT TEMPORARY ON DATABASE lake TO lake_write; ALTER ROLE aegis SET search_path = silver, public',
    ),
  );
  store = await connect('postgres', { DATABASE_URL: server.url() });
});
afterAll(async () => {
  await store?.close();
  await server?.stop();
});

const notes = async (): Promise<unknown> =>
  (await server.sql('SELECT count(*)::int AS n FROM silver.notes'))[0]?.n;

describe('a read', () => {
  it('writes nothing, whatever a function that it calls may do', async () => {
    expect(await store.refused('query', { sql: 'SELECT silver.wipe()' })).toEqual({ code: 'not-a-read' });
    expect(await notes()).toBe(2);
  });

  it('has the rights of a reader, where a writer has more', async () => {
    const held = "SELECT has_table_privilege(current_user, 'silver.notes', 'INSERT') AS may";
    expect((await store.ok('query', { sql: held })).rows).toEqual([[false]]);
    expect((await store.ok('execute', { sql: held })).rows).toEqual([[true]]);
  });

  it('finds no table and no function of the user’s by a bare name, whatever path the login has', async () => {
    expect(await store.refused('query', { sql: 'SELECT id FROM notes' })).toEqual({ code: 'no-such-table' });
    expect((await store.refused('query', { sql: 'SELECT md5(1)' })).code).toBe('SQLSTATE_42883');
    expect((await store.ok('query', { sql: "SELECT md5('1') = public.md5(1) AS same" })).rows).toEqual([
      [false],
    ]);
  });

  it('is given up on when its answer is past every bound, and the next is served', async () => {
    const wide = "SELECT repeat('x', 9000000) FROM generate_series(1, 9)";
    expect(await store.refused('query', { sql: wide })).toEqual({ code: 'result-too-large' });
    expect((await store.ok('query', { sql: 'SELECT 1 AS one' })).rows).toEqual([[1]]);
  });

  it('is ended by the server itself, long before the downstream would give it up', async () => {
    const hasty = await connect('postgres', { DATABASE_URL: server.url({ statement_timeout: '300' }) });
    // What the server ends leaves the connection as it was; what is given up on takes it along.
    const same = async () => (await hasty.ok('query', { sql: 'SELECT pg_backend_pid() AS pid' })).rows;
    const before = await same();
    expect(await hasty.refused('query', { sql: 'SELECT pg_sleep(600)' })).toEqual({
      code: 'statement-timeout',
    });
    expect(await same()).toEqual(before);
    await hasty.close();
  });
});

describe('a write', () => {
  it('leaves nothing temporary, under whose name the next would read something else', async () => {
    const made = await store.refused('execute', { sql: 'CREATE TEMPORARY TABLE notes (id integer)' });
    expect(made).toEqual({ code: 'outside-schemas' });
    expect(
      (await store.ok('query', { sql: "SELECT count(*) AS n FROM pg_class WHERE relname = 'notes'" })).rows,
    ).toEqual([[1]]);
  });
});
