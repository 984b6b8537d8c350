// What a statement makes beside tables, and tables that join others: told whole, denied by the law where somebody else might find it, refused where something of the user's would run.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { ruleBeneath } from '../../../../cases/sql/beneath.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();
const answer = (sql: string) => answerOf(read(sql));
const harmless = { understood: true, readonly: false, destructive: false };

describe('what is made beside tables', () => {
  it.each([
    ['CREATE SCHEMA workbench', 'schema:workbench'],
    ['CREATE SCHEMA IF NOT EXISTS workbench AUTHORIZATION CURRENT_USER', 'schema:workbench'],
    ["CREATE TYPE staging.mood AS ENUM ('a', 'b')", 'type:staging.mood'],
    ['CREATE TYPE staging.place AS (street text, zip varchar(10))', 'type:staging.place'],
    ['CREATE TYPE staging.prices AS RANGE (subtype = numeric)', 'type:staging.prices'],
    ['CREATE DOMAIN staging.pos AS numeric CHECK (VALUE > 0)', 'type:staging.pos'],
    ['CREATE SEQUENCE staging.batch START 100 INCREMENT BY 2 CACHE 5', 'sequence:staging.batch'],
    ['CREATE SEQUENCE IF NOT EXISTS staging.batch AS int OWNED BY NONE', 'sequence:staging.batch'],
    ['CREATE STATISTICS staging.st ON customer_id, status FROM staging.orders_raw', 'statistics:staging.st'],
    [
      'CREATE FUNCTION staging.norm(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(trim(t)) $$',
      'function:staging.norm',
    ],
    [
      'CREATE OR REPLACE FUNCTION staging.next(i int) RETURNS int LANGUAGE sql STABLE RETURN i + 1',
      'function:staging.next',
    ],
    [
      'CREATE FUNCTION staging.n() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT count(*) FROM silver.orders $$',
      'function:staging.n',
    ],
  ])('%s is told as %s, and no policy lets it', (sql, created) => {
    expect(answer(sql)).toMatchObject(harmless);
    expect([read(sql).created, read(sql).kind, ruleBeneath(read(sql))]).toEqual([
      [created],
      'create',
      'kernel:session-control',
    ]);
  });

  it('what it is made of is told', () => {
    expect(answer('CREATE SEQUENCE staging.b OWNED BY staging.junk.id').understood).toBe(true);
    expect(
      read('CREATE SEQUENCE staging.b OWNED BY protected.salaries.id').touches.some((one) => one.protected),
    ).toBe(true);
    expect(answer('CREATE STATISTICS staging.st ON id, employee FROM protected.salaries').reads).toEqual([
      'protected.salaries',
    ]);
    expect(read("ALTER TYPE staging.mood ADD VALUE 'late'").altered).toEqual(['type:staging.mood']);
    const body = 'SELECT secret FROM protected.api_keys';
    expect(answer(`CREATE FUNCTION staging.k() RETURNS text LANGUAGE sql AS '${body}'`).reads).toEqual([
      'protected.api_keys',
    ]);
    const asks = 'SELECT count(*) FROM silver.customers WHERE email = e';
    expect(
      answer(`CREATE FUNCTION staging.k(e text) RETURNS bigint LANGUAGE sql AS '${asks}'`).filters_on,
    ).toEqual(['silver.customers.email']);
  });

  it.each([
    // It would be found in place of PostgreSQL's own, or run something of the user's.
    "CREATE TYPE staging.text AS ENUM ('a')",
    'CREATE DOMAIN staging.int4 AS text',
    'CREATE SCHEMA pg_mine',
    'CREATE SCHEMA mine CREATE TABLE orders (id int)',
    'CREATE SCHEMA AUTHORIZATION x',
    "CREATE FUNCTION public.lower(t text) RETURNS text LANGUAGE sql AS 'SELECT t'",
    "CREATE FUNCTION pg_catalog.mine(t text) RETURNS text LANGUAGE sql AS 'SELECT t'",
    "CREATE FUNCTION staging.count(t text) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    "CREATE FUNCTION staging.pg_get_viewdef(t text) RETURNS text LANGUAGE sql AS 'SELECT t'",
    'CREATE DOMAIN staging.d AS text CHECK (silver.dom_wipe(VALUE))',
    'CREATE DOMAIN staging.d AS text DEFAULT silver.purge_old()::text',
    'CREATE DOMAIN staging.d AS silver.boomdom',
    'CREATE TYPE staging.t AS (a silver.boomdom)',
    'CREATE TYPE staging.r AS RANGE (subtype = silver.boomdom)',
    'CREATE TYPE staging.r AS RANGE (subtype = int4, subtype_diff = silver.op_wipe)',
    'CREATE TYPE staging.r AS RANGE (subtype = int4, canonical = silver.op_wipe)',
    'CREATE TYPE staging.r AS RANGE (subtype = int4, subtype_opclass = silver.ops)',
    'CREATE STATISTICS staging.st ON (silver.op_wipe(id, id)), status FROM staging.orders_raw',
    'CREATE STATISTICS staging.st ON id, status FROM staging.nothing',
    'CREATE SEQUENCE staging.b OWNED BY staging.nothing.id',
    'CREATE TEMP SEQUENCE orders',
    "ALTER TYPE staging.mood RENAME VALUE 'a' TO 'b'",
    // It does more than look, or nobody can tell.
    "CREATE FUNCTION staging.f() RETURNS void LANGUAGE sql AS 'DELETE FROM silver.orders'",
    "CREATE FUNCTION staging.f() RETURNS int LANGUAGE sql AS 'DELETE FROM silver.orders; SELECT 1'",
    "CREATE FUNCTION staging.f() RETURNS int LANGUAGE sql AS 'WITH d AS (DELETE FROM silver.orders RETURNING 1) SELECT 1'",
    "CREATE FUNCTION staging.f() RETURNS int LANGUAGE sql AS 'SELECT silver.purge_old()'",
    "CREATE FUNCTION staging.f() RETURNS bigint LANGUAGE sql AS $x$ SELECT nextval('silver.cust_seq') $x$",
    "CREATE FUNCTION staging.f() RETURNS text LANGUAGE sql AS $x$ SELECT pg_read_file('/etc/passwd') $x$",
    "CREATE FUNCTION staging.f() RETURNS int LANGUAGE sql AS 'SELECT id FROM silver.orders FOR UPDATE'",
    "CREATE FUNCTION staging.f() RETURNS int LANGUAGE sql AS 'SELECT 1 AS a INTO staging.made'",
    "CREATE FUNCTION staging.f() RETURNS int LANGUAGE sql AS 'SET ROLE owner; SELECT 1'",
    "CREATE FUNCTION staging.f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "CREATE FUNCTION staging.f() RETURNS int LANGUAGE sql SET role = owner AS 'SELECT 1'",
    "CREATE FUNCTION staging.f() RETURNS int LANGUAGE plpgsql AS 'DECLARE v int := 1; BEGIN RETURN v; END'",
    "CREATE FUNCTION staging.f() RETURNS int LANGUAGE c AS 'x', 'y'",
    "CREATE FUNCTION staging.f() RETURNS int LANGUAGE sql AS 'not sql'",
    "CREATE FUNCTION staging.f(a silver.boomdom) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION staging.f(a int DEFAULT silver.purge_old()) RETURNS int LANGUAGE sql AS 'SELECT a'",
    "CREATE FUNCTION staging.f(a int) RETURNS int LANGUAGE sql SUPPORT silver.op_wipe AS 'SELECT a'",
    'CREATE FUNCTION staging.f() RETURNS int LANGUAGE sql BEGIN ATOMIC DELETE FROM silver.orders; SELECT 1; END',
    "CREATE PROCEDURE staging.f() LANGUAGE sql AS 'SELECT 1'",
    // Whoever calls the one may be given the other.
    "CREATE FUNCTION silver.purge_old(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION staging.dom_wipe(a text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
  ])('%s is not understood', (sql) => {
    expect(answer(sql).understood).toBe(false);
  });

  it('a function in place of another is a loss of that', () => {
    const sql = "CREATE OR REPLACE FUNCTION silver.purge_old() RETURNS int LANGUAGE sql AS 'SELECT 1'";
    expect([answer(sql).destructive, read(sql).dropped]).toEqual([true, ['function:silver.purge_old']]);
  });

  it.each(['CREATE SCHEMA x', "CREATE TYPE staging.m AS ENUM ('a')", "ALTER TYPE staging.m ADD VALUE 'b'"])(
    '%s sets off an event trigger',
    (sql) => {
      const heard = pgReaderOf(
        'CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION silver.trg_wipe()',
      );
      expect(answerOf(heard(sql)).understood).toBe(false);
    },
  );
});

describe('a table that joins others', () => {
  const parted = pgReaderOf(
    `CREATE TABLE staging.ev (id int, at date, kind text) PARTITION BY LIST (kind);
     CREATE TABLE staging.ev_rest PARTITION OF staging.ev DEFAULT;
     CREATE TABLE silver.people (id int, ssn text) PARTITION BY LIST (ssn);`,
    [],
  );

  it.each([
    'CREATE TABLE staging.n (id int, at date) PARTITION BY RANGE (at)',
    'CREATE TABLE staging.n (id int, kind text) PARTITION BY LIST (lower(kind))',
    'CREATE TABLE staging.n (id int) PARTITION BY HASH (id)',
  ])('%s is a table', (sql) => {
    expect(answer(sql)).toMatchObject({ ...harmless, reads: [], writes: ['staging.n'], why: [] });
  });

  it.each([
    [
      "CREATE TABLE staging.ev_a PARTITION OF staging.ev FOR VALUES IN ('a')",
      'staging.ev',
      ['staging.ev', 'staging.ev_rest'],
    ],
    [
      'CREATE TABLE staging.kid (more text) INHERITS (staging.orders_raw)',
      'staging.orders_raw',
      ['staging.orders_raw'],
    ],
    [
      'CREATE TABLE staging.kid () INHERITS (protected.salaries)',
      'protected.salaries',
      ['protected.salaries'],
    ],
  ])('%s alters its table, and looks at it', (sql, parent, reads) => {
    const effects = parted(sql);
    expect(answerOf(effects)).toMatchObject({ ...harmless, reads });
    expect(effects.altered).toEqual([`table:${parent}`]);
    expect(effects.touches.some((one) => one.protected)).toBe(parent.startsWith('protected.'));
  });

  it('a part is a question about what decides which part a row is in', () => {
    expect(
      parted("CREATE TABLE silver.p1 PARTITION OF silver.people FOR VALUES IN ('x')").filtersOn,
    ).toMatchObject([{ dataset: 'silver.people', column: 'ssn' }]);
  });

  it.each([
    'CREATE TABLE staging.n (a text) PARTITION BY LIST (silver.dom_wipe(a))',
    'CREATE TABLE staging.n (id int) PARTITION BY RANGE (id silver.ops)',
    'CREATE TABLE staging.n (a text) PARTITION BY RANGE (a COLLATE silver.mine)',
    'CREATE TABLE staging.n PARTITION OF staging.ev FOR VALUES IN (silver.purge_old()::text)',
    "CREATE TABLE staging.n PARTITION OF staging.ev (CHECK (silver.dom_wipe(kind))) FOR VALUES IN ('a')",
    "CREATE TABLE staging.n PARTITION OF staging.ev (kind DEFAULT silver.purge_old()::text) FOR VALUES IN ('a')",
    'CREATE TABLE staging.n () INHERITS (staging.nothing)',
    'CREATE TABLE staging.n () INHERITS (silver.v_orders)',
    'CREATE TABLE staging.n OF silver.mood',
    'CREATE TEMP TABLE junk () INHERITS (staging.junk)',
  ])('%s is not understood', (sql) => {
    expect(answerOf(parted(sql)).understood).toBe(false);
  });

  it('what goes into it is shown by its table, with its class', () => {
    const kept = pgReaderOf('CREATE TABLE staging.kid (status text) INHERITS (staging.orders_raw)');
    const { flows, carries } = kept(
      'INSERT INTO staging.kid (id, status) SELECT id, email FROM silver.customers',
    );
    expect(flows.length + carries.length).toBeGreaterThan(0);
  });
});

describe('a column that is', () => {
  it('given another name loses nothing where it is clear', () => {
    const sql = 'ALTER TABLE staging.orders_raw RENAME COLUMN status TO state';
    expect(answer(sql)).toMatchObject({ ...harmless, writes: ['staging.orders_raw'], why: [] });
    expect(read(sql).altered).toEqual(['table:staging.orders_raw']);
  });

  it.each(['country', 'country2', 'full_name', 'notes'])(
    'classified and given the name %s takes its class along, or is refused',
    (to) => {
      const effects = read(`ALTER TABLE silver.customers RENAME COLUMN email TO ${to}`);
      expect([effects.altered, answerOf(effects).destructive]).toEqual([['table:silver.customers'], true]);
      expect(ruleBeneath(effects)).toBe('kernel:classified-flow');
    },
  );

  it.each([
    ['id', 'bigint'],
    ['id', 'numeric'],
    ['small', 'int'],
    ['line', 'varchar'],
    ['short', 'varchar(20)'],
    ['short', 'varchar(10)'],
    ['short', 'text'],
  ])('%s made %s is as it was', (column, type) => {
    const wide = pgReaderOf(
      'CREATE TABLE staging.w (id int, small smallint, line text, short varchar(10), n numeric(8,2))',
    );
    const sql = `ALTER TABLE staging.w ALTER COLUMN ${column} TYPE ${type}`;
    expect(answerOf(wide(sql))).toMatchObject({ ...harmless, writes: ['staging.w'], filters_on: [] });
    expect(wide(sql).altered).toEqual(['table:staging.w']);
  });

  it.each([
    ['id', 'smallint'],
    ['id', 'bigint USING 0'],
    ['id', 'text'],
    ['id', 'numeric(3)'],
    ['line', 'varchar(5)'],
    ['line', 'text USING NULL'],
    ['line', 'text COLLATE "C"'],
    ['short', 'varchar(5)'],
    ['short', 'char(20)'],
    ['short', 'varchar(20)[]'],
    ['n', 'numeric(9,1)'],
    ['n', 'numeric(20,4)'],
    ['id', 'silver.boomdom'],
  ])('%s made %s is written anew', (column, type) => {
    const wide = pgReaderOf(
      'CREATE TABLE staging.w (id int, small smallint, line text, short varchar(10), n numeric(8,2))',
    );
    expect(answerOf(wide(`ALTER TABLE staging.w ALTER COLUMN ${column} TYPE ${type}`)).destructive).toBe(
      true,
    );
  });

  it('made larger where something of the user’s looks at it is written anew', () => {
    const strange = pgReaderOf('CREATE TABLE staging.w (id int CHECK (silver.dom_wipe(id::text)))');
    expect(answerOf(strange('ALTER TABLE staging.w ALTER COLUMN id TYPE bigint')).destructive).toBe(true);
    const twice = pgReaderOf(
      'CREATE TABLE staging.w (short varchar(10)); ALTER TABLE staging.w ALTER short TYPE varchar(50)',
    );
    expect(answerOf(twice('ALTER TABLE staging.w ALTER short TYPE varchar(20)')).destructive).toBe(true);
  });
});

describe('a drop', () => {
  it.each([
    'DROP TABLE staging.absent',
    'DROP TABLE IF EXISTS staging.absent',
    'DROP VIEW IF EXISTS absent',
    'DROP FUNCTION IF EXISTS staging.absent(int)',
    'DROP TYPE IF EXISTS staging.absent',
    'DROP TABLE IF EXISTS staging.absent, staging.junk',
    'DROP TABLE IF EXISTS junk',
    'DROP TABLE IF EXISTS gold.junk',
    'DROP VIEW IF EXISTS silver.v_orders',
    'DROP TABLE IF EXISTS pg_catalog.pg_class',
    'DROP FUNCTION IF EXISTS silver.purge_old()',
    'DROP FUNCTION IF EXISTS staging.purge_old()',
    'DROP FUNCTION IF EXISTS lower(text)',
    'DROP TYPE IF EXISTS silver.boomdom',
    'DROP DOMAIN IF EXISTS boomdom',
    'DROP SCHEMA IF EXISTS silver CASCADE',
    'DROP SCHEMA IF EXISTS absent',
    'DROP SEQUENCE IF EXISTS silver.cust_seq',
    'DROP INDEX IF EXISTS silver.orders_cust_idx',
    'DROP TRIGGER IF EXISTS trg_boom ON staging.junk',
    'DROP EXTENSION IF EXISTS absent CASCADE',
  ])('%s destroys', (sql) => {
    expect(answer(sql).destructive).toBe(true);
  });
});

describe('a view that keeps its rows', () => {
  it.each([
    ['REFRESH MATERIALIZED VIEW silver.mv_seg', false],
    ['REFRESH MATERIALIZED VIEW CONCURRENTLY silver.mv_seg', false],
    ['REFRESH MATERIALIZED VIEW silver.mv_seg WITH NO DATA', true],
  ])('%s: loses all: %s', (sql, destructive) => {
    expect(answer(sql)).toMatchObject({
      understood: true,
      readonly: false,
      destructive,
      writes: ['silver.mv_seg'],
    });
    expect(ruleBeneath(read(sql))).toBe('kernel:session-control');
  });
});
