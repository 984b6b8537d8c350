// On a real PostgreSQL: what a preview counts and leaves behind, and what a row guard counts: partitions, heirs, cascades, and tables that another server keeps.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journal, type Kernel, startKernel } from '../acceptance/kernel.js';
import { connect, type Downstream } from '../downstreams/subprocess.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';

const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE silver.customers (id integer PRIMARY KEY, full_name text, email text UNIQUE, phone text, country text, segment text);
INSERT INTO silver.customers SELECT g, 'n', 'e' || g, 'p', 'NL', 'retail' FROM generate_series(1, 20) g;
CREATE TABLE silver.orders (id serial PRIMARY KEY, customer_id integer, amount numeric(10,2), status text);
INSERT INTO silver.orders (customer_id, amount, status) SELECT g % 8 + 1, g * 3, 'open' FROM generate_series(1, 40) g;
CREATE TABLE silver.parts (id integer, kind text) PARTITION BY LIST (kind);
CREATE TABLE silver.parts_a PARTITION OF silver.parts FOR VALUES IN ('a');
CREATE TABLE silver.parts_b PARTITION OF silver.parts FOR VALUES IN ('b');
INSERT INTO silver.parts SELECT g, CASE WHEN g % 2 = 0 THEN 'a' ELSE 'b' END FROM generate_series(1, 6) g;
CREATE TABLE silver.elders (id integer, kind text);
CREATE TABLE silver.heirs () INHERITS (silver.elders);
INSERT INTO silver.elders VALUES (1, 'x'); INSERT INTO silver.heirs VALUES (2, 'x'), (3, 'x');
CREATE TABLE silver.parents (id integer PRIMARY KEY);
CREATE TABLE silver.children (id integer PRIMARY KEY, parent integer REFERENCES silver.parents ON DELETE CASCADE);
CREATE TABLE silver.late (id integer PRIMARY KEY, parent integer REFERENCES silver.parents DEFERRABLE INITIALLY DEFERRED);
INSERT INTO silver.parents VALUES (1), (2); INSERT INTO silver.children VALUES (1, 1), (2, 1), (3, 1);
CREATE TABLE gold.customers (id integer PRIMARY KEY, full_name text, email text, phone text, country text, segment text);
`;

let server: RealServer;
let store: Downstream;
beforeAll(async () => {
  server = await openRealServer(seed);
  await server.sql(
    server.named(
      'GRANT USAGE ON SEQUENCE silver.orders_id_seq TO lake_write; GRANT TRUNCATE ON silver.children TO lake_write',
    ),
  );
  store = await connect('postgres', { DATABASE_URL: server.url() });
});
afterAll(async () => {
  await store?.close();
  await server?.stop();
});

const tables = ['orders', 'parts', 'elders', 'heirs', 'parents', 'children', 'late'].map(
  (name) => `silver.${name}`,
);
const contents = async (): Promise<unknown> =>
  Promise.all(tables.map((table) => server.sql(`SELECT t::text AS whole FROM ${table} t ORDER BY 1`)));
const told = async (sql: string, preview: readonly string[] = tables): Promise<unknown> => {
  // `as`: the form of the tool, which the tests of the one over SQLite pin.
  const { preview: said } = (await store.ok('execute', { sql, preview })) as {
    preview: {
      kept: unknown;
      moved: { table: string; inserted: number; updated: number; deleted: number }[];
    };
  };
  expect(said.kept).toEqual(['sequences']);
  return said.moved
    .filter(({ inserted, updated, deleted }) => inserted + updated + deleted > 0)
    .map(({ table, inserted, updated, deleted }) => `${table} +${inserted} ~${updated} -${deleted}`);
};

describe('a preview on a server', () => {
  it.each([
    ["UPDATE silver.orders SET status = 'x' WHERE id < 4", ['silver.orders +0 ~3 -0']],
    ['INSERT INTO silver.orders (customer_id) VALUES (1), (2)', ['silver.orders +2 ~0 -0']],
    ['DELETE FROM silver.parts', ['silver.parts +0 ~0 -6']],
    ["UPDATE silver.parts SET kind = 'a' WHERE id = 1", ['silver.parts +1 ~0 -1']],
    ["UPDATE silver.elders SET kind = 'y'", ['silver.elders +0 ~1 -0', 'silver.heirs +0 ~2 -0']],
    ['DELETE FROM silver.parents WHERE id = 1', ['silver.parents +0 ~0 -1', 'silver.children +0 ~0 -3']],
    [
      'WITH d AS (DELETE FROM silver.children RETURNING id) SELECT count(*) FROM d',
      ['silver.children +0 ~0 -3'],
    ],
  ])('counts and leaves as it was: %s', async (sql, moved) => {
    const before = await contents();
    expect(await told(sql)).toEqual(moved);
    expect(await contents()).toEqual(before);
  });

  it('takes from a sequence what no rollback gives back, and says so', async () => {
    const last = () => server.sql('SELECT last_value FROM silver.orders_id_seq');
    const before = await last();
    await told('INSERT INTO silver.orders (customer_id) VALUES (1)');
    expect(await last()).not.toEqual(before);
  });

  it('refuses where a row moves in a table that was not asked about', async () => {
    const refused = (sql: string, preview: readonly string[]) => store.refused('execute', { sql, preview });
    for (const [sql, table] of [
      ['DELETE FROM silver.parents WHERE id = 1', 'silver.parents'],
      ["UPDATE silver.elders SET kind = 'y'", 'silver.elders'],
      ['DELETE FROM silver.parts_a', 'silver.parts_b'],
    ] as const)
      expect([sql, await refused(sql, [table])]).toEqual([sql, { code: 'uncounted' }]);
    expect(await told('DELETE FROM silver.parts_a', ['silver.parts_a'])).toEqual(['silver.parts_a +0 ~0 -3']);
  });

  it('finds what a constraint says that is looked at when the write is committed', async () => {
    const sql = 'INSERT INTO silver.late VALUES (1, 99)';
    expect(await store.refused('execute', { sql, preview: ['silver.late'] })).toEqual({
      code: 'SQLSTATE_23503',
    });
  });

  it('is under the bounds of the write', async () => {
    const sql = 'DELETE FROM silver.orders WHERE id > 0';
    const refusal = await store.refused('execute', { sql, preview: tables, max_rows: 5 });
    expect(refusal).toMatchObject({ code: 'row-guard', changes: 40 });
  });
});

describe('the row guard of a server', () => {
  const guarded = (sql: string) => store.refused('execute', { sql, max_rows: 1 });

  it.each([
    ['a partition', 'DELETE FROM silver.parts WHERE id > 0', 'row-guard'],
    [
      'what moves from one partition to another',
      "UPDATE silver.parts SET kind = 'a' WHERE kind = 'b'",
      'row-guard',
    ],
    ['heirs', "UPDATE silver.elders SET kind = 'y' WHERE id > 0", 'row-guard'],
    ['a cascade', 'DELETE FROM silver.parents WHERE id = 1', 'row-guard'],
    ['a CTE that nobody reads', 'WITH d AS (DELETE FROM silver.children) SELECT 1', 'row-guard'],
    [
      'a MERGE',
      'MERGE INTO silver.children c USING silver.parents p ON c.parent = p.id WHEN MATCHED THEN DELETE',
      'row-guard',
    ],
    ['what nobody can count', 'TRUNCATE silver.children', 'uncounted'],
  ])('counts %s', async (_, sql, code) => {
    const before = await contents();
    expect(await guarded(sql)).toMatchObject({ code });
    expect(await contents()).toEqual(before);
  });
});

describe('a table that another server keeps', () => {
  beforeAll(async () => {
    const { hostname, searchParams, password, username, port } = new URL(server.ownerUrl);
    const host = searchParams.get('host') ?? hostname;
    await server.sql(`CREATE EXTENSION postgres_fdw;
      CREATE SERVER loop FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '${host}', dbname '${server.database}', port '${port || '5432'}');
      CREATE USER MAPPING FOR PUBLIC SERVER loop OPTIONS (user '${username}', password '${decodeURIComponent(password)}');
      CREATE FOREIGN TABLE silver.afar (id integer, parent integer) SERVER loop OPTIONS (schema_name 'silver', table_name 'children');
      CREATE TABLE silver.mixed (id integer, parent integer) PARTITION BY LIST (parent);
      CREATE FOREIGN TABLE silver.mixed_afar PARTITION OF silver.mixed FOR VALUES IN (1) SERVER loop OPTIONS (schema_name 'silver', table_name 'children');
      CREATE TABLE silver.near (id integer); CREATE FOREIGN TABLE silver.near_afar () INHERITS (silver.near) SERVER loop OPTIONS (schema_name 'silver', table_name 'children');
      ${server.named('GRANT SELECT, INSERT, UPDATE, DELETE ON silver.afar, silver.mixed, silver.mixed_afar, silver.near, silver.near_afar TO lake_write')}`);
  });

  it('can be read in a write, and is written by none: its rows are counted by nobody', async () => {
    const before = await contents();
    for (const sql of [
      'DELETE FROM silver.afar WHERE id > 0',
      'UPDATE silver.afar SET parent = 2 WHERE id = 1',
      'INSERT INTO silver.afar VALUES (9, 1)',
      'WITH d AS (DELETE FROM silver.afar RETURNING id) SELECT count(*) FROM d',
      "WITH d AS (DELETE FROM silver.afar) UPDATE silver.orders SET status = 'x' WHERE id = 1",
      'DELETE FROM silver.mixed WHERE id > 0',
      'INSERT INTO silver.mixed VALUES (9, 1)',
      'DELETE FROM silver.near WHERE id > 0',
    ])
      for (const more of [{}, { max_rows: 1000 }, { preview: tables }])
        expect([sql, await store.refused('execute', { sql, ...more })]).toEqual([
          sql,
          { code: 'foreign-table' },
        ]);
    expect(await contents()).toEqual(before);
    const sql = "UPDATE silver.orders SET status = 'y' WHERE id IN (SELECT id FROM silver.afar WHERE id = 1)";
    expect(await store.ok('execute', { sql })).toMatchObject({ total_changes: 1 });
  });
});

describe('through the kernel', () => {
  let place: RealPlace;
  let kernel: Kernel;
  beforeAll(async () => {
    place = makeRealPlace({ dsn: server.url() });
    kernel = await startKernel(place);
    await kernel.client.listTools();
  });
  afterAll(async () => {
    await kernel?.close();
    place?.remove();
  });

  it('a preview counts and rolls back, and the journal says what stays', async () => {
    const before = await contents();
    const { code, content } = await kernel.call('aegis__preview', {
      sql: "UPDATE silver.orders SET status = 'x' WHERE id = 1",
    });
    expect([code, content]).toMatchObject([
      'allowed',
      {
        rolled_back: true,
        touches: [{ dataset: 'silver.orders', updated: 1, scope: ['key-pinned'] }],
        not_rolled_back: ['sequences'],
      },
    ]);
    expect(await contents()).toEqual(before);
    const outcomes = journal(place).filter(
      ({ type, body }) => type === 'outcome' && body.preview !== undefined,
    );
    expect(outcomes.map(({ body }) => body.preview)).toEqual(['previewed, rolled back but for sequences']);
  });

  it('is denied where the write is, in the same words', async () => {
    for (const sql of [
      'DELETE FROM silver.customers',
      "UPDATE silver.customers SET segment = 'x' WHERE id > 0",
      "DELETE FROM silver.customers WHERE email = 'e1'",
      'INSERT INTO gold.customers SELECT * FROM silver.customers',
      'TRUNCATE silver.orders',
      "SELECT nextval('silver.orders_id_seq')",
    ]) {
      const [shown, made] = [
        await kernel.call('aegis__preview', { sql }),
        await kernel.call('postgres__execute', { sql }),
      ];
      expect([sql, shown.code, shown.rule]).toEqual([sql, made.code, made.rule]);
      expect(made.isError).toBe(true);
    }
  });
});
