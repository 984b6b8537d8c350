// What asks the engine about its structure, draws from a sequence or has a plan run: it is told as what it reads and does, and the law denies what no dataset stands for.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { ruleBeneath } from '../../../../cases/sql/beneath.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();
const answer = (sql: string) => answerOf(read(sql));
const isProtected = (sql: string) => read(sql).touches.some((one) => one.protected);

describe('what tells of the structure', () => {
  it.each([
    ["pg_size_pretty(pg_relation_size('silver.orders'))", 'pg_class', 'silver.orders'],
    ["pg_total_relation_size('silver.orders'::regclass)", 'pg_class', 'silver.orders'],
    ["has_table_privilege(current_user, 'silver.orders', 'select')", 'pg_class', 'silver.orders'],
    ['pg_database_size(current_database())', 'pg_database'],
    ["has_schema_privilege('silver', 'usage')", 'pg_namespace'],
  ])('%s is a read of %s, and clear', (call, catalogue, ...more) => {
    const told = answer(`SELECT ${call} AS v`);
    expect(told).toMatchObject({ understood: true, readonly: true, pii_output_columns: [] });
    expect(told.reads).toEqual([`pg_catalog.${catalogue}`, ...more]);
    expect(ruleBeneath(read(`SELECT ${call} AS v`))).toBe('kernel:catalogued');
  });

  it.each([
    ["pg_get_viewdef('silver.v_orders'::regclass, true)", 'pg_views', 'silver.v_orders'],
    ["pg_get_expr('x', 'silver.orders'::regclass)", 'pg_attrdef', 'silver.orders'],
    ["col_description('silver.orders'::regclass, 1)", 'pg_description', 'silver.orders'],
    ["pg_catalog.obj_description('silver.orders'::regclass)", 'pg_description', 'silver.orders'],
  ])('%s is a read of %s, and masked: somebody has written it', (call, catalogue, ...more) => {
    const told = answer(`SELECT ${call} AS v`);
    expect(told).toMatchObject({ understood: true, readonly: true, pii_output_columns: ['v'] });
    expect(told.reads).toEqual([`pg_catalog.${catalogue}`, ...more]);
    expect(ruleBeneath(read(`SELECT ${call} AS v`))).toBe('kernel:catalogued');
  });

  it.each([
    'SELECT pg_get_constraintdef(oid) AS conname FROM pg_constraint',
    'SELECT consrc, conbin FROM pg_constraint',
    'SELECT definition AS viewname FROM pg_views',
    'SELECT column_default, generation_expression FROM information_schema.columns',
    'SELECT relname || reloptions::text AS relname FROM pg_class',
    'SELECT c.relname FROM pg_class AS c (a, relname)',
    'SELECT conname FROM pg_class',
    'SELECT proname, prosrc FROM pg_proc',
    'SELECT adbin FROM pg_attrdef',
    'SELECT attname, most_common_vals FROM pg_stats',
  ])('%s: each column is masked, and no policy reads it', (sql) => {
    expect(answer(sql)).toMatchObject({ understood: true, readonly: true });
    expect(read(sql).egress.every(({ classes }) => classes.includes('pii.unknown'))).toBe(true);
    expect(ruleBeneath(read(sql))).toBe('kernel:catalogued');
  });

  it.each([
    "SELECT pg_relation_size('protected.salaries')",
    "SELECT pg_total_relation_size('protected.salaries'::regclass)",
    `SELECT pg_relation_size('"protected"."salaries"')`,
    "SELECT pg_relation_size(('protected.' || 'salaries')::regclass)",
    'SELECT pg_relation_size(16384)',
    "SELECT pg_get_viewdef(concat('protected', '.salaries')::regclass)",
    "SELECT has_table_privilege('protected.salaries', 'SELECT')",
    "SELECT has_table_privilege(current_user, 'protected.salaries', 'SELECT')",
    "SELECT has_table_privilege(current_user, lower('protected.salaries')::regclass, 'SELECT')",
    'SELECT most_common_vals FROM pg_stats',
    "SELECT histogram_bounds FROM pg_catalog.pg_stats WHERE schemaname = 'silver'",
    'WITH s AS (SELECT most_common_vals AS v FROM pg_stats) SELECT v FROM s',
    'SELECT (SELECT max(correlation) FROM pg_stats)',
  ])('%s reaches what no agent may touch', (sql) => {
    expect([answer(sql).understood, isProtected(sql)]).toEqual([true, true]);
  });

  it.each(['pg_get_viewdef', 'pg_relation_size', 'nextval', 'has_table_privilege', 'setseed'])(
    'one of the user’s that is called %s as well is not known',
    (name) => {
      const shadowed = pgReaderOf(
        `CREATE FUNCTION staging.${name}(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN DELETE FROM silver.orders; RETURN 1; END'`,
      );
      expect(shadowed(`SELECT ${name}('silver.orders')`).opaque).toContain(
        `function ${name} is not on the list`,
      );
    },
  );

  it.each([
    ["SELECT id FROM silver.orders LIMIT pg_relation_size('protected.salaries')", true],
    ["SELECT id FROM silver.orders ORDER BY pg_relation_size('protected.salaries')", true],
    [
      "SELECT sum(amount) OVER (ORDER BY id ROWS pg_relation_size('protected.salaries') PRECEDING) FROM silver.orders",
      true,
    ],
    ["SELECT v FROM pg_get_viewdef('protected.salaries') AS v", true],
  ])('%s is told wherever it stands', (sql, isTold) => {
    expect(isProtected(sql) || !answer(sql).understood).toBe(isTold);
  });
});

describe('a sequence', () => {
  it.each([
    "SELECT nextval('silver.cust_seq')",
    "SELECT nextval('silver.cust_seq'::regclass)",
    "SELECT pg_catalog.setval('silver.cust_seq', 10)",
    "SELECT setval('silver.cust_seq', (SELECT max(id) FROM silver.customers), false)",
    "INSERT INTO staging.scratch SELECT nextval('silver.cust_seq')::text",
    "SELECT id FROM silver.orders LIMIT nextval('silver.cust_seq')",
    "SELECT n FROM nextval('silver.cust_seq') AS n",
    "CREATE TABLE staging.n AS SELECT nextval('silver.cust_seq') AS n",
    "UPDATE staging.orders_raw SET customer_id = nextval('silver.cust_seq') WHERE id = 1",
    "WITH w AS (SELECT nextval('silver.cust_seq') AS n) SELECT n FROM w",
    "SELECT CASE WHEN true THEN nextval('silver.cust_seq') END",
    "SELECT 1 WHERE nextval('silver.cust_seq') > 0",
    "EXPLAIN ANALYZE SELECT nextval('silver.cust_seq')",
  ])('%s writes it, is no read, and no policy lets it', (sql) => {
    const told = answer(sql);
    expect(told).toMatchObject({ understood: true, readonly: false, destructive: false });
    expect(told.writes).toContain('silver.cust_seq');
    expect(ruleBeneath(read(sql))).toBe('kernel:session-control');
  });

  it('the last number is a read', () => {
    expect(answer("SELECT currval('silver.cust_seq')")).toMatchObject({
      understood: true,
      reads: ['silver.cust_seq'],
      writes: [],
    });
  });

  it('a protected one is protected', () => {
    expect(isProtected("SELECT nextval('protected.s')")).toBe(true);
  });

  it('a class does not get lost in it', () => {
    const { flows } = read(
      "SELECT setval('silver.cust_seq', (SELECT max(length(ssn)) FROM silver.customers))",
    );
    expect(flows).toEqual(['pii.ssn -> silver.cust_seq.last_value']);
  });

  it.each([
    "SELECT nextval('silver.' || 'cust_seq')",
    'SELECT nextval(payload) FROM staging.junk',
    'SELECT nextval(16384)',
  ])('%s: which one nobody knows', (sql) => {
    expect(read(sql).opaque).toContain('function nextval is not on the list');
  });

  it.each([
    "CREATE VIEW staging.w AS SELECT nextval('silver.cust_seq') AS n",
    "CREATE FUNCTION staging.w() RETURNS bigint LANGUAGE sql AS $x$ SELECT nextval('silver.cust_seq') $x$",
  ])('behind %s is not understood', (made) => {
    const sql = made.includes('VIEW') ? 'SELECT n FROM staging.w' : 'SELECT staging.w()';
    expect(answerOf(pgReaderOf(made)(sql)).understood).toBe(false);
  });
});

describe('EXPLAIN', () => {
  it.each([
    'EXPLAIN ANALYZE SELECT count(*) FROM staging.orders_raw',
    'EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT id FROM staging.orders_raw WHERE id = 1',
    'EXPLAIN (ANALYZE off) UPDATE silver.orders SET status = $1 WHERE id = 1',
    'EXPLAIN (GENERIC_PLAN) SELECT id FROM silver.orders',
    'EXPLAIN (BUFFERS, MEMORY) SELECT id FROM silver.orders',
  ])('%s is a read, and let', (sql) => {
    expect(answer(sql)).toMatchObject({ understood: true, readonly: true, pii_output_columns: [], why: [] });
    expect(ruleBeneath(read(sql))).toBe('');
  });

  it.each([
    ['EXPLAIN ANALYZE DELETE FROM silver.orders', ['silver.orders'], true],
    ['EXPLAIN (ANALYZE true) DELETE FROM silver.orders WHERE id = 1', ['silver.orders'], false],
    ['EXPLAIN (ANALYZE off, ANALYZE) UPDATE silver.orders SET status = NULL', ['silver.orders'], true],
    ['EXPLAIN (ANALYZE 1) DELETE FROM silver.orders', ['silver.orders'], true],
    ["EXPLAIN (ANALYZE 'on') DELETE FROM silver.orders", ['silver.orders'], true],
    ['EXPLAIN (VERBOSE, GENERIC_PLAN, ANALYZE) DELETE FROM silver.orders', ['silver.orders'], true],
    [
      'EXPLAIN ANALYZE WITH d AS (DELETE FROM silver.orders RETURNING id) SELECT id FROM d',
      ['silver.orders'],
      true,
    ],
    ['EXPLAIN ANALYZE SELECT 1 AS a INTO staging.made', ['staging.made'], false],
    ["EXPLAIN ANALYZE INSERT INTO staging.junk VALUES (9, 'x')", ['staging.junk'], false],
  ])('%s does what it explains, and no policy lets it', (sql, writes, destructive) => {
    expect(answer(sql)).toMatchObject({ understood: true, readonly: false, writes, destructive });
    expect(ruleBeneath(read(sql))).toBe('kernel:session-control');
  });

  it.each([
    'EXPLAIN ANALYZE SELECT silver.purge_old()',
    'EXPLAIN ANALYZE CREATE TABLE staging.made AS SELECT 1 AS a',
    'EXPLAIN ANALYZE REFRESH MATERIALIZED VIEW silver.mv_seg',
    'EXPLAIN ANALYZE EXECUTE p',
    'EXPLAIN ANALYZE DECLARE c CURSOR FOR SELECT 1',
    'EXPLAIN (ANALYZE, STRANGE) SELECT 1',
  ])('%s is not understood', (sql) => {
    expect(answer(sql).understood).toBe(false);
  });

  it.each([
    // How long it took is made of the rest of the row as well.
    'EXPLAIN ANALYZE SELECT id FROM silver.customers',
    'EXPLAIN (ANALYZE, BUFFERS) SELECT count(*) FROM silver.v_contacts',
    'EXPLAIN ANALYZE SELECT email FROM silver.customers',
    'EXPLAIN (ANALYZE, SERIALIZE) SELECT c FROM silver.customers c',
  ])('%s is masked', (sql) => {
    expect(answer(sql).pii_output_columns).toEqual(['QUERY PLAN']);
  });

  it('a question under it is one', () => {
    const sql = "EXPLAIN ANALYZE SELECT id FROM silver.customers WHERE email = 'x'";
    expect([answer(sql).filters_on, ruleBeneath(read(sql))]).toEqual([
      ['silver.customers.email'],
      'kernel:classified-filter',
    ]);
  });
});

describe('all columns of a view of the engine’s', () => {
  const told = pgReaderOf();
  const shown = (sql: string) => told(sql).egress.map(({ name, classes }) => [name, classes.length > 0]);

  it.each([
    'SELECT conname, contype FROM pg_constraint',
    'SELECT relname, n_live_tup FROM pg_stat_user_tables',
    'SELECT n.nspname, c.relname, c.reltuples FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace',
    'SELECT table_name, column_name, data_type FROM information_schema.columns',
  ])('%s: names, kinds and counts bear no class, and no policy reads it', (sql) => {
    expect(answer(sql)).toMatchObject({ understood: true, readonly: true, pii_output_columns: [] });
    expect(ruleBeneath(read(sql))).toBe('kernel:catalogued');
  });

  // The engine looks further out for a name that a catalog lacks.
  it.each(['pg_class', 'pg_namespace', 'pg_stat_user_tables', 'pg_proc'])(
    'a name that %s may lack is that of a row around it as well',
    (name) => {
      const asked = `SELECT (SELECT t.phone FROM ${name} LIMIT 1) AS a, (SELECT phone FROM ${name} LIMIT 1) AS b`;
      expect(answer(`${asked} FROM silver.customers t`).pii_output_columns).toEqual(['a', 'b']);
      const other = `SELECT (SELECT conname FROM ${name} LIMIT 1) AS a FROM (SELECT phone AS conname FROM silver.customers) t`;
      expect(answer(other).pii_output_columns).toEqual(['a']);
    },
  );

  it('are known where each version has the same, and hidden one by one', () => {
    const [first, ...more] = shown('SELECT v.*, c.ssn, c.country FROM pg_views AS v, silver.customers AS c');
    expect([first, more.map(([name]) => name)]).toEqual([
      ['schemaname', false],
      ['viewname', 'viewowner', 'definition', 'ssn', 'country'],
    ]);
    expect(more.slice(-3)).toEqual([
      ['definition', true],
      ['ssn', true],
      ['country', false],
    ]);
    expect(
      shown('SELECT * FROM information_schema.tables AS t (a, b)')
        .map(([name]) => name)
        .slice(0, 3),
    ).toEqual(['a', 'b', 'table_name']);
    expect(told('SELECT * FROM information_schema.columns').egress.length).toBe(44);
  });

  it.each([
    'SELECT * FROM information_schema.table_constraints',
    'SELECT * FROM pg_catalog.pg_class',
    'SELECT oid FROM pg_catalog.pg_tables',
    'SELECT tablename FROM pg_tables AS t (a, b, c)',
    'SELECT * FROM silver.pg_tables',
  ])('%s is not understood', (sql) => {
    expect(told(sql).opaque.length).toBeGreaterThan(0);
  });
});
