// The downstream over a real PostgreSQL: the tools of the SQLite-backed one with the same results, and what a server adds: roles, locks, timeouts.
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { connect, type Downstream, programs } from '../downstreams/subprocess.js';
import { openRealServer, type RealServer } from './real-server.js';

const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE silver.customers (id integer PRIMARY KEY, email text NOT NULL UNIQUE, country text, age integer);
INSERT INTO silver.customers VALUES (1,'ada@example.org','GB',36),(2,'bob@example.org','US',200),(3,'cyd@example.org',NULL,41);
CREATE TABLE silver.orders (id integer PRIMARY KEY, customer_id integer, total numeric(10,2));
INSERT INTO silver.orders VALUES (10,1,9.50),(11,1,9.50),(12,99,1.00);
CREATE TABLE silver.parents (id integer PRIMARY KEY);
CREATE TABLE silver.children (id integer PRIMARY KEY, parent integer REFERENCES silver.parents(id) ON DELETE CASCADE);
INSERT INTO silver.parents VALUES (1); INSERT INTO silver.children VALUES (1,1),(2,1),(3,1);
CREATE VIEW silver.adults AS SELECT id, email FROM silver.customers WHERE age >= 18;
CREATE TABLE bronze.odd (big bigint, bytes bytea, huge float8, exact numeric, stamp timestamptz, doc jsonb, yes boolean, list int[]);
INSERT INTO bronze.odd VALUES (9007199254740993, '\\xdeadbeef', 'Infinity', 12345678901234567890.10, '2026-01-02 03:04:05.678901+02', '{"b":1,"a":[1.50]}', true, '{1,2}');
CREATE TABLE bronze.bag (word text);
INSERT INTO bronze.bag VALUES ('a'), ('a'), ('b');
CREATE TABLE bronze.many AS SELECT g AS id, repeat('x', 100000) AS wide FROM generate_series(1, 200) g;
CREATE TABLE gold.logged (id integer PRIMARY KEY, email text, country text, age integer);
CREATE TABLE gold.log (id integer);
CREATE FUNCTION gold.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN INSERT INTO gold.log VALUES (new.id); RETURN new; END';
CREATE TRIGGER on_logged AFTER INSERT ON gold.logged FOR EACH ROW EXECUTE FUNCTION gold.note();
CREATE TABLE gold.picky (id integer PRIMARY KEY, email text, country text, age integer);
CREATE FUNCTION gold.skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF new.id = 2 THEN RETURN NULL; END IF; RETURN new; END';
CREATE TRIGGER on_picky BEFORE INSERT ON gold.picky FOR EACH ROW EXECUTE FUNCTION gold.skip();
CREATE TABLE gold.narrow (id integer PRIMARY KEY);
CREATE VIEW gold.seen AS SELECT * FROM gold.logged;
CREATE TABLE protected.salaries (id integer PRIMARY KEY, pay integer);
`;

let server: RealServer;
let store: Downstream;
beforeAll(async () => {
  server = await openRealServer(seed);
  store = await connect('postgres', { DATABASE_URL: server.url() });
});
afterAll(async () => {
  await store?.close();
  await server?.stop();
});

const only = async (sql: string): Promise<unknown> => Object.values((await server.sql(sql))[0] ?? {})[0];
const customers = () => only('SELECT count(*)::int FROM silver.customers');

describe('query', () => {
  it('gives columns, rows and whether there was more', async () => {
    const sql = 'SELECT id, country FROM silver.customers ORDER BY id';
    const rows = [
      [1, 'GB'],
      [2, 'US'],
      [3, null],
    ];
    expect(await store.ok('query', { sql })).toEqual({ columns: ['id', 'country'], rows, truncated: false });
    const page = await store.ok('query', { sql, max_rows: 1, offset: 1 });
    expect(page).toMatchObject({ rows: [[2, 'US']], truncated: true });
  });

  it('loses no digit and shows no byte', async () => {
    const { rows } = await store.ok('query', { sql: 'SELECT * FROM bronze.odd' });
    expect(rows).toEqual([
      [
        '9007199254740993',
        { $blob: 4 },
        'Infinity',
        '12345678901234567890.10',
        '2026-01-02 01:04:05.678901+00',
        '{"a": [1.50], "b": 1}',
        true,
        '{1,2}',
      ],
    ]);
  });

  it('ends a page at its bytes and says that there was more', async () => {
    const page = await store.ok('query', { sql: 'SELECT wide FROM bronze.many' });
    expect((page.rows as unknown[]).length).toBeLessThan(45);
    expect(page.truncated).toBe(true);
    // Where it ends does not tell what is beside it.
    const ends = ['NULL::text', "repeat('y', 50)"].map(async (beside) => {
      const { rows } = await store.ok('query', { sql: `SELECT wide, ${beside} FROM bronze.many` });
      return (rows as unknown[]).length;
    });
    expect(new Set(await Promise.all(ends)).size).toBe(1);
  });

  test.each([
    ['DELETE FROM silver.customers', 'not-a-read'],
    ['DELETE FROM silver.customers RETURNING id', 'not-a-read'],
    ['/* a */ -- b\n DELETE FROM silver.customers', 'not-a-read'],
    ['WITH x AS (DELETE FROM silver.customers RETURNING id) SELECT * FROM x', 'SQLSTATE_0A000'],
    ['SELECT 1 INTO silver.made', 'syntax-error'],
    ['EXPLAIN ANALYZE DELETE FROM silver.customers', 'not-a-read'],
    ['SELECT 1; DELETE FROM silver.customers', 'syntax-error'],
    ['COMMIT; DELETE FROM silver.customers', 'statement-refused'],
    ['SET ROLE lake_write', 'statement-refused'],
    ["COPY silver.customers TO PROGRAM 'cat >/dev/null'", 'statement-refused'],
    ['DO $$ BEGIN DELETE FROM silver.customers; END $$', 'statement-refused'],
    ['SELECT $1', 'protocol-violation'],
    ['SELECT nosuch FROM silver.customers', 'no-such-column'],
    ['SELECT pay FROM protected.salaries', 'not-permitted'],
    ['SELECT id FROM customers', 'no-such-table'],
    ["SELECT pg_read_file('/etc/passwd')", 'not-permitted'],
    ['', 'statement-refused'],
  ])('does not run `%s`: %s', async (sql, code) => {
    expect((await store.refused('query', { sql })).code).toBe(code);
    expect(await customers()).toBe(3);
  });

  it('names neither the host, nor the login, nor a value in an error', async () => {
    const outcome = await store.refused('query', { sql: 'SELECT email::int FROM silver.customers' });
    expect(outcome).toEqual({ code: 'SQLSTATE_22P02' });
    expect(store.stderr()).not.toMatch(/example\.org|aegis_|kq-9Zt4|socket/);
  });
});

describe('execute', () => {
  it('says how many rows it changed, and RETURNING gives them', async () => {
    const sql = 'UPDATE silver.orders SET total = 10.10 WHERE id = 12 RETURNING id, total';
    expect(await store.ok('execute', { sql })).toEqual({
      changes: 1,
      total_changes: 1,
      columns: ['id', 'total'],
      rows: [[12, '10.10']],
      truncated: false,
    });
    expect(await only('SELECT total FROM silver.orders WHERE id = 12')).toBe('10.10');
  });

  it('rolls back what moves more rows than the bound, cascades counted', async () => {
    const sql = 'DELETE FROM silver.customers WHERE id > -1';
    expect(await store.refused('execute', { sql, max_rows: 2 })).toEqual({
      code: 'row-guard',
      changes: 3,
      total_changes: 3,
      max_rows: 2,
    });
    const cascade = await store.refused('execute', { sql: 'DELETE FROM silver.parents', max_rows: 1 });
    expect(cascade).toMatchObject({ code: 'row-guard', changes: 1, total_changes: 4 });
    const behind = `WITH lost AS (SELECT id FROM silver.customers) DELETE FROM silver.customers WHERE id IN (TABLE lost)`;
    const counted = await store.refused('execute', { sql: behind, max_rows: 2 });
    expect(counted).toMatchObject({ code: 'row-guard', changes: 3, total_changes: 3 });
    const max_share = { table: 'silver.customers', share: 0.5 };
    expect(await store.refused('execute', { sql: `${sql} RETURNING email`, max_share })).toEqual({
      code: 'row-guard',
      changes: 3,
      total_changes: 3,
      rows: 3,
      max_share: 0.5,
    });
    expect([await customers(), await only('SELECT count(*)::int FROM silver.children')]).toEqual([3, 3]);
  });

  it('has the role of a writer, which gold and what is protected are not granted to', async () => {
    for (const sql of ['INSERT INTO gold.narrow VALUES (1)', 'DELETE FROM protected.salaries'])
      expect(await store.refused('execute', { sql })).toEqual({ code: 'not-permitted' });
    expect(await store.refused('execute', { sql: 'CREATE TEMP TABLE customers (id int)' })).toMatchObject({
      code: 'not-permitted',
    });
  });

  it.each([
    'BEGIN',
    'COMMIT',
    'SET ROLE NONE',
    'RESET ALL',
    'LISTEN x',
    'VACUUM',
    'EXPLAIN ANALYZE SELECT 1',
    'CALL f()',
  ])('does not take `%s`', async (sql) => {
    expect(await store.refused('execute', { sql })).toMatchObject({ code: 'statement-refused' });
  });

  it('leaves nothing of one call to the next', async () => {
    const set = "SELECT set_config('search_path', 'protected', false), pg_advisory_lock(7)";
    await store.ok('execute', { sql: set });
    const left = "SELECT current_setting('search_path') AS path";
    expect((await store.ok('query', { sql: left })).rows).toEqual([['pg_catalog, pg_temp']]);
    expect(await only("SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory'")).toBe(0);
  });
});

describe('the structure', () => {
  it('is told as statements, with what stands in a function that can be read', async () => {
    const shot = await store.ok('snapshot_schema');
    expect(shot.engine).toEqual({ name: 'postgres', version: expect.stringMatching(/^\d+\.\d+/) });
    const texts = (shot.statements as { sql: string }[]).map(({ sql }) => sql);
    expect(texts[0]).toBe('SET search_path TO pg_catalog, pg_temp');
    expect(texts.find((sql) => sql.includes('silver.customers ('))).toBe(
      'CREATE TABLE silver.customers (id integer NOT NULL, email text NOT NULL, country text, age integer, CONSTRAINT customers_email_key UNIQUE (email), CONSTRAINT customers_pkey PRIMARY KEY (id))',
    );
    expect(texts.join('\n')).toContain('CREATE TRIGGER on_logged AFTER INSERT ON gold.logged');
    expect(texts.join('\n')).toContain('ON DELETE CASCADE');
    expect(texts.join('\n')).toMatch(/SECURITY DEFINER\s+AS \$function\$BEGIN INSERT INTO gold.log/);
    expect((await store.ok('snapshot_schema')).digest).toBe(shot.digest);
  });

  it('that changed since a statement was read stops it, whether it reads or writes', async () => {
    const { digest } = await store.ok('snapshot_schema');
    const read = { sql: 'SELECT a FROM silver.moved', expect_schema: digest };
    const write = { sql: 'DELETE FROM silver.orders WHERE id = 10', expect_schema: digest };
    await server.sql('CREATE TABLE silver.moved (a int)');
    expect(await store.refused('query', read)).toEqual({ code: 'schema-changed' });
    expect(await store.refused('execute', write)).toEqual({ code: 'schema-changed' });
    // One that the new structure has no place for tells of it as well, and not of what is missing.
    const lost = { ...write, sql: 'DELETE FROM silver.lost WHERE id = 10' };
    expect(await store.refused('execute', lost)).toEqual({ code: 'schema-changed' });
    expect(await only('SELECT count(*)::int FROM silver.orders')).toBe(3);
    await server.sql('DROP TABLE silver.moved');
    expect((await store.ok('query', { ...read, sql: 'SELECT 1 AS one' })).rows).toEqual([[1]]);
  });

  it('cannot change between the look and the read: the tables are locked by then', async () => {
    const { digest } = await store.ok('snapshot_schema');
    // The migration holds the table; the read waits for it, and then finds another structure.
    const sql = 'SELECT id FROM silver.customers';
    const pending = server.sql(
      'BEGIN; ALTER TABLE silver.customers RENAME COLUMN age TO years; SELECT pg_sleep(1); COMMIT',
    );
    for (let waits = 0; waits === 0; )
      waits = Number(
        await only(
          "SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE '%pg_sleep(1)%' AND pid <> pg_backend_pid()",
        ),
      );
    expect(await store.refused('query', { sql, expect_schema: digest })).toEqual({ code: 'schema-changed' });
    await pending;
    await server.sql('ALTER TABLE silver.customers RENAME COLUMN years TO age');
  });

  it('cannot change under a write: a part is locked when a row is placed in it, and looked at after that', async () => {
    await server.sql(`CREATE TABLE silver.parted (id int) PARTITION BY RANGE (id);
CREATE TABLE silver.parted_low PARTITION OF silver.parted FOR VALUES FROM (0) TO (9);
GRANT ALL ON silver.parted, silver.parted_low TO PUBLIC;
CREATE FUNCTION silver.noticed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`);
    const { digest } = await store.ok('snapshot_schema');
    const pending = server.sql(`BEGIN; CREATE TRIGGER noticing BEFORE INSERT ON silver.parted_low FOR EACH ROW
EXECUTE FUNCTION silver.noticed(); SELECT pg_sleep(1); COMMIT`);
    for (let waits = 0; waits === 0; )
      waits = Number(
        await only(
          "SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE '%pg_sleep(1)%' AND pid <> pg_backend_pid()",
        ),
      );
    const sql = 'INSERT INTO silver.parted VALUES (1)';
    expect(await store.refused('execute', { sql, expect_schema: digest })).toEqual({
      code: 'schema-changed',
    });
    await pending;
    expect(await only('SELECT count(*)::int FROM silver.parted')).toBe(0);
    await server.sql('DROP TABLE silver.parted; DROP FUNCTION silver.noticed()');
  });

  it('cannot change under a read: a function is not locked, and what it gave is looked at after that', async () => {
    await server.sql(`CREATE FUNCTION silver.slow() RETURNS int LANGUAGE sql AS 'SELECT 1 FROM pg_sleep(1)'`);
    const { digest } = await store.ok('snapshot_schema');
    const asked = store.refused('query', { sql: 'SELECT silver.slow()', expect_schema: digest });
    for (let waits = 0; waits === 0; )
      waits = Number(
        await only(
          "SELECT count(*)::int FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid <> pg_backend_pid()",
        ),
      );
    await server.sql(`CREATE OR REPLACE FUNCTION silver.slow() RETURNS int LANGUAGE sql AS 'SELECT 2'`);
    expect(await asked).toEqual({ code: 'schema-changed' });
    // INVARIANT: put back as it was, it is another.
    await server.sql(
      `CREATE OR REPLACE FUNCTION silver.slow() RETURNS int LANGUAGE sql AS 'SELECT 1 FROM pg_sleep(1)'`,
    );
    for (const name of ['query', 'execute'])
      expect(await store.refused(name, { sql: 'SELECT silver.slow()', expect_schema: digest })).toEqual({
        code: 'schema-changed',
      });
    await server.sql('DROP FUNCTION silver.slow()');
  });

  it('tells the body of a function in SQL or in PL/pgSQL, and of any other, or a longer one, nothing but that it is there', async () => {
    await server.sql(`CREATE FUNCTION silver.told(a int, b text DEFAULT 'x') RETURNS text STABLE LANGUAGE sql AS $$SELECT b$$;
CREATE FUNCTION silver.stored(who int) RETURNS text BEGIN ATOMIC SELECT c.email FROM silver.customers c WHERE c.id = who; END;
CREATE FUNCTION silver.fired() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = silver, "$user" AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION silver.untold() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 12345; --${'x'.repeat(16_384)}
END $$;
CREATE PROCEDURE silver.proc() LANGUAGE sql AS 'SELECT 1'`);
    const { statements } = await store.ok('snapshot_schema');
    const told = (statements as readonly { readonly sql: string; readonly name: string }[])
      .filter(({ name }) => ['told', 'stored', 'fired', 'untold', 'proc'].includes(name))
      .map(({ sql }) =>
        sql
          .replace(/\s+/g, ' ')
          .replace(/\d+ \*\/$/, 'n */')
          .replace(/'[0-9a-f]{64}'/, "'h'"),
      );
    expect(told).toEqual([
      "CREATE OR REPLACE FUNCTION silver.told(a integer, b text DEFAULT 'x'::text) RETURNS text LANGUAGE sql STABLE AS $function$SELECT b$function$ /* n */",
      'CREATE OR REPLACE FUNCTION silver.stored(who integer) RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT c.email FROM silver.customers c WHERE (c.id = stored.who); END /* n */',
      "CREATE OR REPLACE FUNCTION silver.fired() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'silver', '$user' AS $function$ BEGIN RETURN NEW; END $function$ /* n */",
      "CREATE FUNCTION silver.untold() RETURNS void LANGUAGE plpgsql VOLATILE AS 'h'",
      "CREATE PROCEDURE silver.proc() LANGUAGE sql AS 'h'",
    ]);
    await server.sql(
      'DROP FUNCTION silver.told, silver.stored, silver.fired, silver.untold; DROP PROCEDURE silver.proc',
    );
  });

  it('tells by which collation a column compares, and which classes of operators are those of an extension in C', async () => {
    await server.sql(`CREATE SCHEMA ext; CREATE EXTENSION pg_trgm SCHEMA ext; CREATE EXTENSION btree_gist SCHEMA ext;
CREATE COLLATION silver.folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE silver.worded (a text COLLATE silver.folded, b text COLLATE "C", c text, d varchar(3), e name);
CREATE FUNCTION silver.cmp(text, text) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN 0; END';
CREATE OPERATOR CLASS silver.mine FOR TYPE text USING btree AS FUNCTION 1 silver.cmp(text, text);
ALTER EXTENSION btree_gist ADD OPERATOR CLASS silver.mine USING btree;
CREATE INDEX ON silver.worded USING gin (c ext.gin_trgm_ops)`);
    const { statements } = await store.ok('snapshot_schema');
    const told = (statements as readonly { readonly sql: string }[]).map(({ sql }) => sql);
    expect(told).toContain(
      'CREATE TABLE silver.worded (a text COLLATE silver.folded, b text COLLATE "C", c text, d character varying(3), e name)',
    );
    expect(told).toContain(
      'CREATE OPERATOR CLASS ext.gist_int4_ops DEFAULT FOR TYPE integer USING gist AS STORAGE integer',
    );
    const members = told.filter((sql) => sql.includes(' ADD OPERATOR CLASS '));
    expect(members).toContain('ALTER EXTENSION btree_gist ADD OPERATOR CLASS ext.gist_int4_ops USING gist');
    expect(members).toContain('ALTER EXTENSION pg_trgm ADD OPERATOR CLASS ext.gin_trgm_ops USING gin');
    expect(members.filter((sql) => sql.includes('mine'))).toEqual([]);
    await server.sql('DROP TABLE silver.worded; DROP SCHEMA ext CASCADE; DROP COLLATION silver.folded');
    await server.sql('DROP FUNCTION IF EXISTS silver.cmp CASCADE');
  });

  it('tells what is of a part by itself, and of a key whether it holds in every part', async () => {
    await server.sql(`CREATE TABLE silver.parted (id int, day int, note text) PARTITION BY RANGE (day);
CREATE TABLE silver.parted_low PARTITION OF silver.parted (note DEFAULT 'low', CHECK (id > 0)) FOR VALUES FROM (0) TO (9) PARTITION BY LIST (id);
CREATE TABLE silver.parted_any PARTITION OF silver.parted DEFAULT;
CREATE UNIQUE INDEX whole ON silver.parted_any (id, day);
CREATE UNIQUE INDEX half ON ONLY silver.parted (id, day);
ALTER TABLE ONLY silver.parted ADD CONSTRAINT half_key UNIQUE (day, id)`);
    const { statements } = await store.ok('snapshot_schema');
    const told = (statements as readonly { readonly sql: string }[])
      .map(({ sql }) => sql.trim())
      .filter((sql) => /parted/.test(sql));
    expect(told).toEqual([
      'CREATE TABLE silver.parted (id integer, day integer, note text) PARTITION BY RANGE (day)',
      "CREATE TABLE silver.parted_low PARTITION OF silver.parted (id, day, note DEFAULT 'low'::text, CONSTRAINT parted_low_id_check CHECK ((id > 0))) FOR VALUES FROM (0) TO (9) PARTITION BY LIST (id)",
      'CREATE TABLE silver.parted_any PARTITION OF silver.parted (id, day, note) DEFAULT',
      'CREATE UNIQUE INDEX whole ON silver.parted_any USING btree (id, day)',
      'CREATE INDEX half ON ONLY silver.parted USING btree (id, day)',
      'CREATE INDEX half_key ON ONLY silver.parted USING btree (day, id)',
    ]);
    await server.sql('DROP TABLE silver.parted');
  });
});

describe('validation and promotion', () => {
  const source = 'silver.customers';
  const versionOf = async (table: string) => (await store.ok('content_version', { table })).version;

  test.each([
    ['silver.customers', { not_null: ['email', 'country'] }, 1, [[3]]],
    ['silver.customers', { unique: ['email'] }, 0, []],
    ['silver.orders', { unique: ['customer_id'] }, 2, [[10], [11]]],
    ['silver.customers', { range: { column: 'age', min: 0, max: 150 } }, 1, [[2]]],
    ['silver.customers', { range: { column: 'country', max: 5 } }, 2, [[1], [2]]],
    ['silver.customers', { range: { column: 'country', min: 'A', max: 'H' } }, 1, [[2]]],
    ['silver.orders', { range: { column: 'total', min: 5.5 } }, 0, []],
    ['silver.customers', { rows: { min: 4 } }, 1, []],
    [
      'silver.orders',
      { references: { column: 'customer_id', table: 'silver.customers', column_to: 'id' } },
      1,
      [[12]],
    ],
  ])('%s %j fails for %i rows', async (table, one, failing, keys) => {
    const { results } = await store.ok('check_table', { table, checks: [one] });
    expect(results).toEqual([{ check: one, ok: failing === 0, failing, keys }]);
  });

  it('gives a version that depends on content alone, and moves with any of it', async () => {
    const before = await versionOf(source);
    expect(before).toMatch(/^sha256-rows:[0-9a-f]{64}$/);
    await server.sql(
      "DELETE FROM silver.customers WHERE id = 1; INSERT INTO silver.customers VALUES (1,'ada@example.org','GB',36)",
    );
    expect(await versionOf(source)).toBe(before);
    const checked = await store.ok('check_table', { table: source, checks: [], sample: ['age'] });
    expect(checked).toMatchObject({
      version: before,
      rows: 3,
      samples: { age: [36, 200, 41] },
      samples_complete: true,
    });
    const moves = [
      [
        'UPDATE silver.customers SET age = 37 WHERE id = 1',
        'UPDATE silver.customers SET age = 36 WHERE id = 1',
      ],
      [
        "UPDATE silver.customers SET country = '' WHERE id = 3",
        'UPDATE silver.customers SET country = NULL WHERE id = 3',
      ],
      ['ALTER TABLE silver.customers ADD COLUMN note text', 'ALTER TABLE silver.customers DROP COLUMN note'],
    ];
    for (const [there = '', back = ''] of moves) {
      await server.sql(there);
      expect(await versionOf(source)).not.toBe(before);
      await server.sql(back);
    }
    expect(await versionOf(source)).toBe(before);
  });

  it('tells one row from two of the same where there is no key', async () => {
    const before = await versionOf('bronze.bag');
    await server.sql("INSERT INTO bronze.bag VALUES ('a')");
    expect(await versionOf('bronze.bag')).not.toBe(before);
  });

  it('copies what was validated and nothing that came after', async () => {
    const version = await versionOf(source);
    await server.sql("INSERT INTO silver.customers VALUES (4,'dan@example.org',NULL,9)");
    const stale = await store.refused('copy_if_version', { source, version, target: 'gold.customers' });
    expect(stale).toEqual({ code: 'version-mismatch' });
    await server.sql('DELETE FROM silver.customers WHERE id = 4');
    const made = await store.ok('copy_if_version', { source, version, target: 'gold.customers' });
    expect(made).toEqual({ rows: 3, version: await versionOf('gold.customers') });
    const { columns } = await store.ok('describe_table', { table: 'gold.customers' });
    expect(columns).toContainEqual({ name: 'id', type: 'integer', notnull: true, pk: 1 });
    await store.ok('copy_if_version', { source, version, target: 'gold.customers' });
    expect(await only('SELECT count(*)::int FROM gold.customers')).toBe(3);
    const page = await store.ok('read_if_version', { table: source, version });
    expect([(page.rows as unknown[]).length, page.version]).toEqual([3, version]);
  });

  test.each([
    ['gold.narrow', 'columns-differ'],
    ['gold.seen', 'target-is-a-view'],
    ['gold.logged', 'side-effect'],
    ['gold.picky', 'copy-differs'],
    ['silver.customers', 'target-is-the-source'],
    ['nowhere.customers', 'no-such-schema'],
  ])('%s is no target: %s, and nothing is written', async (target, code) => {
    const call = { source, version: await versionOf(source), target };
    expect(await store.refused('copy_if_version', call)).toEqual({ code });
    for (const table of ['logged', 'log', 'picky', 'narrow'])
      expect(await only(`SELECT count(*)::int FROM gold.${table}`)).toBe(0);
  });

  it('loads what was masked on the way, into a target of its own types or one that is made', async () => {
    const version = await versionOf(source);
    const { columns, rows } = await store.ok('read_if_version', { table: source, version });
    const masked = (rows as unknown[][]).map(([id, , ...rest]) => [id, `[EMAIL:${id}]`, ...rest]);
    const call = { source, version, target: 'gold.masked', columns, rows: masked, changed: ['email'] };
    for (const _ of [1, 2])
      expect(await store.ok('load_if_version', call)).toEqual({
        rows: 3,
        version: await versionOf('gold.masked'),
      });
    expect(await only('SELECT email FROM gold.masked WHERE id = 2')).toBe('[EMAIL:2]');
    const kept = { ...call, target: 'gold.kept', changed: [] };
    expect(await store.refused('load_if_version', kept)).toEqual({ code: 'copy-differs' });
    const stale = { ...call, version: 'sha256-rows:0' };
    expect(await store.refused('load_if_version', stale)).toEqual({ code: 'version-mismatch' });
  });

  it('leaves every target whole when many copy at once', async () => {
    const version = await versionOf(source);
    const call = { source, version, target: 'gold.customers' };
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => store.raw('copy_if_version', call)));
    const codes = outcomes.map((one) => (one.structuredContent as { code?: string }).code);
    expect(codes.filter((code) => code !== undefined && code !== 'conflict')).toEqual([]);
    expect(await only('SELECT count(*)::int FROM gold.customers')).toBe(3);
  });

  it('exports in key order, page by page', async () => {
    const page = await store.ok('export', { table: 'silver.orders', format: 'json', max_rows: 1, offset: 1 });
    expect(page).toEqual({
      columns: ['id', 'customer_id', 'total'],
      rows: [[11, 1, '9.50']],
      truncated: true,
      format: 'json',
    });
    expect((await store.ok('list_tables')).rows).toContainEqual(['protected', 'salaries', 'table']);
  });
});

describe('a server that does not answer in time', () => {
  it('ends a runaway query at its deadline', async () => {
    const hasty = await connect('postgres', { DATABASE_URL: server.url({ statement_timeout: '300' }) });
    expect(await hasty.refused('query', { sql: 'SELECT pg_sleep(600)' })).toEqual({
      code: 'statement-timeout',
    });
    expect((await hasty.ok('query', { sql: 'SELECT 1 AS one' })).rows).toEqual([[1]]);
    await hasty.close();
  });

  it('waits for no lock past its timeout', async () => {
    const hasty = await connect('postgres', { DATABASE_URL: server.url({ lock_timeout: '200' }) });
    const holding = server.sql('BEGIN; LOCK TABLE silver.orders; SELECT pg_sleep(2); COMMIT');
    for (let held = 0; held === 0; )
      held = Number(
        await only(
          "SELECT count(*)::int FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'silver.orders'::regclass",
        ),
      );
    const outcome = await hasty.refused('query', { sql: 'SELECT * FROM silver.orders' });
    expect(outcome).toEqual({ code: 'lock-timeout' });
    await holding;
    await hasty.close();
  });

  it('has its query ended when the downstream is gone', async () => {
    const leaving = await connect('postgres', {
      DATABASE_URL: server.url({ statement_timeout: '600000' }),
    });
    const running = () => only("SELECT count(*)::int FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
    void leaving.raw('query', { sql: 'SELECT pg_sleep(601)' }).catch(() => undefined);
    while ((await running()) === 0);
    await leaving.close();
    for (let left: unknown = 1; left !== 0; ) left = await running();
    expect(await running()).toBe(0);
  });
});

describe('the program', () => {
  const run = (url: string) =>
    spawnSync(process.execPath, [programs.postgres], {
      env: { DATABASE_URL: url },
      input: '',
      encoding: 'utf8',
    });

  it('ends with its input, whatever connections it holds', () => {
    expect(run(server.url()).status).toBe(0);
  });

  it('refuses a database whose names the server folds otherwise than the kernel', async () => {
    const name = `${server.database}_latin`;
    await server.sql(`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
    const { status, stderr } = run(server.url().replace(`/${server.database}?`, `/${name}?`));
    await server.sql(`DROP DATABASE ${name}`);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'postgres downstream: the database is not in UTF8: a name could mean two columns (bad-database-url)\n',
    });
  });

  it('refuses a superuser at the start', () => {
    const { status, stderr } = run(server.ownerUrl);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'postgres downstream: the login is a superuser or bypasses row security: give it a role of its own (bad-database-url)\n',
    });
  });
});

describe('values that are bound to the marks of a statement', () => {
  it('stand for the marks wherever they are, and are never a part of the text', async () => {
    const sql = 'SELECT id, $2 FROM silver.customers WHERE email = $1 OR lower(email) = $1 ORDER BY id';
    const planted = "x'; DROP TABLE silver.customers; --";
    const page = await store.ok('query', { sql, params: ['ada@example.org', planted] });
    expect(page.rows).toEqual([[1, planted]]);
    const typed = await store.ok('query', {
      sql: 'SELECT $1::int + 1, $2::boolean, $3::text',
      params: [7, true, null],
    });
    expect(typed.rows).toEqual([[8, true, null]]);
  });

  it('are bound in a page, an explained statement, a write, its returning and a preview', async () => {
    const page = await store.ok('query', {
      sql: 'SELECT id FROM silver.customers WHERE id > $1 ORDER BY id',
      params: [0],
      max_rows: 1,
      offset: 1,
    });
    expect(page).toMatchObject({ rows: [[2]], truncated: true });
    const plan = await store.ok('query', {
      sql: 'EXPLAIN SELECT id FROM silver.customers WHERE id = $1',
      params: [1],
    });
    expect(plan.columns).toEqual(['QUERY PLAN']);
    const update = 'UPDATE silver.customers SET country = $1 WHERE id = $2 RETURNING country';
    expect(await store.ok('execute', { sql: update, params: ['FR', 2] })).toMatchObject({
      rows: [['FR']],
      changes: 1,
    });
    const told = await store.ok('execute', { sql: update, params: ['DE', 2], preview: ['silver.customers'] });
    expect(told).toMatchObject({ changes: 1, preview: { rolled_back: true } });
    expect(await store.ok('execute', { sql: update, params: ['US', 2] })).toMatchObject({ changes: 1 });
  });

  it('a statement that fails by one says its code and nothing of the value', async () => {
    const sql = 'SELECT id FROM silver.customers WHERE id = $1';
    const refusal = await store.refused('query', { sql, params: ['ada@example.org'] });
    expect(refusal).toEqual({ code: 'SQLSTATE_22P02' });
    const insert = 'INSERT INTO silver.customers (id, email) VALUES (9, $1)';
    expect(await store.refused('execute', { sql: insert, params: ['bob@example.org'] })).toEqual({
      code: 'SQLSTATE_23505',
    });
  });

  it.each([
    ['too few', 'SELECT id FROM silver.customers WHERE id = $1 AND email = $2', [1]],
    ['too many', 'SELECT id FROM silver.customers WHERE id = $1', [1, 2]],
    ['a view', 'CREATE VIEW silver.planted AS SELECT $1::text AS a', ['x']],
  ])('%s: the statement does not run', async (_, sql, params) => {
    const refusal = await store.refused('execute', { sql, params });
    expect(JSON.stringify(refusal)).not.toContain('x');
    expect(Object.keys(refusal)).toEqual(['code']);
  });
});
