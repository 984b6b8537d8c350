// What somebody would write who wants more than is allowed: each is decided as it must be, by name. A new way in is a new line here first.
import { describe, expect, it } from 'vitest';
import type { Effects } from '../../../../../src/intercept/effects.js';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();

/** The first ground to deny, or what leaves masked; `free` where it is a read of what is clear. */
function verdict(effects: Effects): string {
  const told = answerOf(effects);
  if (!told.understood) return 'not understood';
  if (effects.flows.length > 0) return 'flows';
  if (told.filters_on.length > 0) return 'asks';
  if (told.destructive) return 'destroys';
  if (told.row_guard) return 'held';
  if (told.pii_output_columns.length > 0) return `masks ${[...told.pii_output_columns].sort().join(' ')}`;
  return told.readonly ? 'free' : 'writes';
}

const c = 'silver.customers';
const attacks: Readonly<Record<string, readonly string[]>> = {
  'not understood': [
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_read_binary_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    'SELECT lo_create(0)',
    "SELECT lo_from_bytea(0, 'x')",
    'SELECT lo_get(1)',
    "SELECT set_config('search_path', 'protected', false)",
    "SELECT current_setting('data_directory')",
    "SELECT nextval('silver.s')",
    'SELECT pg_advisory_lock(1)',
    'SELECT pg_try_advisory_xact_lock(1)',
    'SELECT pg_terminate_backend(1)',
    'SELECT pg_sleep(100)',
    "SELECT pg_notify('a', 'b')",
    'SELECT pg_reload_conf()',
    "SELECT pg_logical_emit_message(true, 'a', 'b')",
    "SELECT * FROM dblink('host=x', 'SELECT 1') AS t(a int)",
    `SELECT query_to_xml('SELECT email FROM ${c}', true, true, '')`,
    `SELECT table_to_xml('${c}', true, true, '')`,
    `SELECT database_to_xml(true, true, '')`,
    `SELECT cursor_to_xml('x', 1, true, true, '')`,
    `SELECT ts_stat('SELECT email FROM ${c}')`,
    `SELECT * FROM ts_rewrite('a'::tsquery, 'SELECT email, email FROM ${c}')`,
    'SELECT xmlparse(document \'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>\')',
    "SELECT has_table_privilege('protected.salaries', 'SELECT')",
    "SELECT pg_get_viewdef('silver.v')",
    'SELECT * FROM pg_stats',
    'SELECT * FROM pg_catalog.pg_statistic',
    'SELECT * FROM pg_stat_activity',
    'SELECT rolpassword FROM pg_authid',
    `SELECT id INTO silver.made FROM ${c}`,
    `COPY ${c} TO STDOUT`,
    `COPY ${c} TO PROGRAM 'cat > /tmp/x'`,
    `COPY (DELETE FROM ${c} RETURNING *) TO STDOUT`,
    'DO $$ BEGIN PERFORM 1; END $$',
    'CALL silver.f()',
    `EXPLAIN ANALYZE DELETE FROM ${c}`,
    `EXPLAIN (ANALYZE true) SELECT 1`,
    `EXPLAIN (GENERIC_PLAN, ANALYZE) SELECT 1`,
    'SET search_path = protected',
    'SET LOCAL ROLE postgres',
    'RESET ALL',
    'SHOW data_directory',
    'DISCARD ALL',
    'LISTEN x',
    'NOTIFY x',
    'BEGIN',
    'COMMIT',
    "PREPARE TRANSACTION 'x'",
    'PREPARE p AS SELECT 1',
    'EXECUTE p',
    `DECLARE x CURSOR FOR SELECT email FROM ${c}`,
    'FETCH ALL FROM aegis_cursor',
    'LOCK TABLE silver.orders',
    'VACUUM FULL',
    'ANALYZE',
    'CHECKPOINT',
    "LOAD 'x'",
    'CREATE EXTENSION dblink',
    "CREATE FUNCTION silver.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE PROCEDURE silver.f() LANGUAGE sql AS 'SELECT 1'",
    'CREATE RULE r AS ON SELECT TO silver.orders DO INSTEAD SELECT 1',
    'CREATE TRIGGER t AFTER INSERT ON silver.orders EXECUTE FUNCTION silver.f()',
    'CREATE TEMP TABLE customers (id int)',
    'CREATE TEMP VIEW pg_class AS SELECT 1 AS a',
    'CREATE TABLE pg_temp.customers (id int)',
    'CREATE POLICY p ON silver.orders USING (true)',
    'CREATE OPERATOR silver.=== (FUNCTION = silver.f, LEFTARG = int, RIGHTARG = int)',
    'CREATE CAST (int AS text) WITH FUNCTION silver.f(int)',
    'GRANT ALL ON ALL TABLES IN SCHEMA silver TO PUBLIC',
    'ALTER SYSTEM SET fsync = off',
    'ALTER TABLE silver.orders DISABLE TRIGGER ALL',
    'ALTER TABLE silver.orders OWNER TO PUBLIC',
    "COMMENT ON TABLE silver.orders IS 'x'",
    'REFRESH MATERIALIZED VIEW silver.m',
    'REINDEX TABLE silver.orders',
    'IMPORT FOREIGN SCHEMA public FROM SERVER s INTO silver',
    'SELECT 1; DROP TABLE silver.orders',
    `SELECT id FROM ${c} FOR UPDATE`,
    'SELECT 1 OPERATOR(silver.!!!) 2',
    "SELECT 'x'::silver.boomdom",
    "SELECT silver.lower('x')",
    'SELECT nosuch.f()',
    `SELECT x.email FROM ${c} AS y`,
    'SELECT * FROM nowhere.nothing',
    `SELECT * FROM other.${c}`,
    "SELECT 'silver.f'::regproc",
    "SELECT 'a'::pg_lsn",
  ],
  asks: [
    `SELECT min(email) AS m FROM ${c}`,
    `SELECT greatest(email, 'm') AS m FROM ${c}`,
    `SELECT rank('m') WITHIN GROUP (ORDER BY email) AS m FROM ${c}`,
    `SELECT string_agg(id::text, ',' ORDER BY email) AS m FROM ${c}`,
    `SELECT mode() WITHIN GROUP (ORDER BY email) AS m FROM ${c}`,
    `SELECT id FROM ${c} WHERE email = 'a'`,
    `SELECT id FROM ${c} WHERE email LIKE 'a%'`,
    `SELECT id FROM ${c} WHERE length(email) = 5`,
    `SELECT id FROM ${c} ORDER BY email`,
    `SELECT id FROM ${c} ORDER BY (SELECT email)`,
    `SELECT 1 AS a FROM ${c} GROUP BY email`,
    `SELECT count(*) FROM ${c} HAVING max(email) > 'm'`,
    `SELECT count(*) FILTER (WHERE email > 'm') FROM ${c}`,
    `SELECT id, row_number() OVER (ORDER BY email) FROM ${c}`,
    `SELECT id, count(*) OVER (PARTITION BY email) FROM ${c}`,
    `SELECT id, rank() OVER w FROM ${c} WINDOW w AS (ORDER BY email)`,
    `SELECT CASE WHEN email > 'm' THEN 1 ELSE 0 END FROM ${c}`,
    `SELECT (email)::int FROM ${c}`,
    `SELECT CAST(email AS date) FROM ${c}`,
    `SELECT 1 / (length(email) - 17) FROM ${c}`,
    `SELECT 1 / NULLIF(length(email), 17) FROM ${c}`,
    `SELECT sqrt(17 - length(email)) FROM ${c}`,
    `SELECT repeat('x', length(email) * 1000000) FROM ${c}`,
    `SELECT chr(ascii(email)) FROM ${c}`,
    `SELECT email::json FROM ${c}`,
    `SELECT to_timestamp(email, 'YYYY') FROM ${c}`,
    `SELECT decode(email, 'hex') FROM ${c}`,
    `SELECT (ARRAY[1,2])[length(email)] FROM ${c}`,
    `SELECT id FROM ${c} LIMIT (SELECT length(max(email)) FROM ${c})`,
    `SELECT id FROM ${c} OFFSET (SELECT length(min(email)) FROM ${c})`,
    `SELECT o.id FROM silver.orders o WHERE EXISTS (SELECT 1 FROM ${c} WHERE email = 'x')`,
    `SELECT o.id FROM silver.orders o JOIN ${c} c ON c.email = 'x'`,
    `SELECT a.id FROM ${c} a JOIN ${c} b USING (email)`,
    `SELECT email FROM ${c} INTERSECT SELECT 'x'`,
    `SELECT email FROM ${c} UNION SELECT 'x'`,
    `SELECT g FROM generate_series(1, (SELECT length(max(email)) FROM ${c})) g WHERE EXISTS (SELECT 1 FROM ${c} WHERE length(email) > g)`,
    `WITH p AS (SELECT email AS e FROM ${c}) SELECT 1 AS one FROM p WHERE e = 'x'`,
    `SELECT id FROM ${c} WHERE ROW(id, email) = ROW(1, 'x')`,
    `SELECT id FROM ${c} c WHERE c::text LIKE '%x%'`,
    `SELECT id FROM ${c} c WHERE to_jsonb(c) ->> 'email' = 'x'`,
    `UPDATE silver.orders SET status = 'x' WHERE id = 1 AND EXISTS (SELECT 1 FROM ${c} WHERE email = 'x')`,
  ],
  destroys: [
    `DELETE FROM ${c}`,
    `DELETE FROM ${c} WHERE true`,
    `DELETE FROM ${c} WHERE 1 = 1`,
    `DELETE FROM ${c} WHERE id = id`,
    `DELETE FROM ${c} WHERE id = 1 OR id <> 1`,
    `DELETE FROM ${c} WHERE id IS NOT NULL`,
    `WITH d AS (DELETE FROM ${c} RETURNING id) SELECT 1`,
    `TRUNCATE ${c}`,
    `DROP TABLE ${c}`,
    'DROP SCHEMA silver CASCADE',
    `ALTER TABLE ${c} DROP COLUMN email`,
    `ALTER TABLE ${c} RENAME TO gone`,
    'UPDATE silver.orders SET status = NULL',
    'MERGE INTO silver.orders o USING silver.orders s ON true WHEN MATCHED THEN DELETE',
  ],
  flows: [
    `INSERT INTO staging.junk (id, payload) SELECT id, email FROM ${c}`,
    `UPDATE ${c} SET country = email WHERE id = 1`,
    `UPDATE ${c} SET email = left(email, 1) WHERE id = 1`,
    `CREATE TABLE silver.copy AS SELECT email FROM ${c}`,
    `CREATE VIEW silver.seen AS SELECT email AS e FROM ${c}`,
    `CREATE MATERIALIZED VIEW silver.seen AS SELECT c::text AS e FROM ${c} c`,
  ],
};

describe.each(Object.entries(attacks))('%s', (ground, statements) => {
  it.each(statements)('%s', (sql) => {
    expect([verdict(read(sql)), read(sql).opaque]).toEqual([
      ground,
      ground === 'not understood' ? expect.anything() : [],
    ]);
  });
});

describe('what leaves is masked by where it came from', () => {
  it.each([
    [`TABLE ${c}`, 'email'],
    [`SELECT c FROM ${c} c`, 'c'],
    [`SELECT c.* FROM ${c} c`, 'email'],
    [`SELECT row_to_json(c) AS j FROM ${c} c`, 'j'],
    [`SELECT c::text AS t FROM ${c} c`, 't'],
    [`SELECT (c).email AS e FROM ${c} c`, 'e'],
    [`SELECT string_agg(email, ',') AS s FROM ${c}`, 's'],
    [`SELECT array_agg(email) AS s FROM ${c}`, 's'],
    [`SELECT x.b AS s FROM ${c} AS x(a, b, d, e)`, undefined],
    [`SELECT U&"\\0065mail" AS s FROM ${c}`, 's'],
    [`SELECT (SELECT any_value(email) FROM ${c}) AS s`, 's'],
    [`WITH RECURSIVE r(v) AS (SELECT 'a' UNION ALL SELECT email FROM ${c}, r) SELECT v FROM r`, 'v'],
    [`SELECT l.v FROM ${c} c, LATERAL (SELECT c.email AS v) l`, 'v'],
    [`SELECT country AS v FROM ${c} UNION ALL SELECT email FROM ${c}`, 'v'],
    [`SELECT lower(email) AS v FROM ${c}`, 'v'],
    [`SELECT id, email AS country FROM ${c}`, 'country'],
    [`VALUES ((SELECT any_value(email) FROM ${c}))`, 'column1'],
    [`UPDATE ${c} SET country = 'NL' WHERE id = 1 RETURNING email`, 'email'],
    [`DELETE FROM ${c} WHERE id = 1 RETURNING *`, 'email'],
  ])('%s', (sql, column) => {
    const told = answerOf(read(sql));
    expect([told.understood, told.why, told.filters_on]).toEqual([true, [], []]);
    if (column !== undefined) expect(told.pii_output_columns).toContain(column);
    else expect(told.pii_output_columns).not.toEqual([]);
  });
});
