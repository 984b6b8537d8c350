// Texts that a statement writes down in several rows, beside a trigger that waits for one of them: told row by row, and never fewer than may come about.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const answer = (sql: string) => answerOf(pgReaderOf()(sql));
// Of staging.junk a trigger empties another table where a payload is `boom`.
const upsert = (rows: string, set = 'EXCLUDED.payload') =>
  `INSERT INTO staging.junk ${rows} ON CONFLICT (id) DO UPDATE SET payload = ${set}`;
const joined = (rows: string, value = 'v.p') =>
  `UPDATE staging.junk j SET payload = ${value} FROM ${rows} WHERE j.id = v.id`;

describe('rows that are written down', () => {
  it.each([
    upsert("VALUES (501, 'a'), (502, 'b'), (503, NULL)"),
    upsert('VALUES (501, \'{"a": 1}\'), (502, NULL)', 'coalesce(EXCLUDED.payload, junk.payload)'),
    upsert("VALUES (501, 'x')", 'lower(EXCLUDED.payload)'),
    upsert('VALUES (501, NULL)', "EXCLUDED.payload || '!'"),
    upsert("SELECT * FROM (VALUES (1, 'p'), (2, 'q')) AS v(id, payload)"),
    `WITH t(a, b) AS MATERIALIZED (VALUES (1, 'x'), (2, 'y')) ${upsert('SELECT a + 9000, b FROM t')}`,
    `WITH t AS (SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, 'y') ${upsert('SELECT a, b FROM t')}`,
    joined("(VALUES (1, 'ok'), (2, 'fine')) AS v(id, p)"),
    `MERGE INTO staging.junk j USING (VALUES (1, 'aa'), (9, 'bb')) AS v(id, p) ON j.id = v.id
     WHEN MATCHED THEN UPDATE SET payload = v.p WHEN NOT MATCHED THEN INSERT (id, payload) VALUES (v.id, v.p)`,
  ])('%s sets off nothing', (sql) => {
    expect(answer(sql)).toMatchObject({ understood: true, destructive: false, row_guard: true });
  });

  it.each([
    upsert("VALUES (1, 'x'), (2, 'boom')"),
    upsert("VALUES (1, 'BOOM'), (2, 'x')", 'lower(EXCLUDED.payload)'),
    upsert("VALUES (1, 'bo'), (2, 'x')", "EXCLUDED.payload || 'om'"),
    upsert("VALUES (1, 'x'), (2, 'xboom')", 'substr(EXCLUDED.payload, 2)'),
    upsert("VALUES (1, 'x'), (2, 'y')", "coalesce('boom', EXCLUDED.payload)"),
    upsert("VALUES (1, 'x'), (2, (SELECT 'boom'))"),
    upsert("VALUES (1, 'x'), (2, concat('bo', 'om'))"),
    upsert("VALUES (1, 'x'), (2, U&'b\\006fom')"),
    `WITH t(a, b) AS (SELECT 1, 'x' UNION ALL SELECT 2, 'boom') ${upsert('SELECT a, b FROM t')}`,
    joined("(VALUES (1, 'ok'), (2, 'boom')) AS v(id, p)"),
    joined("(VALUES (1, 'bo', 'x'), (2, 'y', 'om')) AS v(id, p, q)", 'v.p || v.q'),
    joined("(VALUES (1, 'BOOM'), (2, 'é')) AS v(id, p)", 'lower(v.p)'),
  ])('%s may set it off', (sql) => {
    expect(answer(sql)).toMatchObject({ understood: true, destructive: true });
  });

  it.each(["b || CASE a WHEN 3 THEN 'm' ELSE 'o' END", 'lower(b)', 'b'])(
    'what is made of itself round by round may become any text: %s',
    (step) => {
      const sql = `WITH RECURSIVE t(a, b) AS (VALUES (1, 'b') UNION ALL SELECT a + 1, ${step} FROM t WHERE a < 4)
      ${upsert('SELECT a, b FROM t')}`;
      expect(answer(sql)).toMatchObject({ understood: true, destructive: true });
    },
  );
});

describe('a text that is put together', () => {
  const put = (value: string) => `UPDATE staging.junk SET payload = ${value} WHERE id = 1`;

  it.each([
    "concat_ws('-', id, 'x')",
    "concat(payload, '?')",
    "format('%s (%s)', payload, id)",
    "left(payload, 5) || '...'",
    'md5(payload)',
    "jsonb_build_object('v', payload)::text",
    "(payload::jsonb - 'debug')::text",
    "jsonb_set(payload::jsonb, '{a}', '1')::text",
  ])('of which a part or the form is another, %s, sets off nothing', (value) => {
    expect(answer(put(value))).toMatchObject({ understood: true, destructive: false, row_guard: true });
  });

  it.each([
    "concat('b', 'oom')",
    "concat_ws('oo', 'b', 'm')",
    "format('b%sm', 'oo')",
    "format('b%1$sm', 'oo')",
    "left(payload || 'xyz', 1) || 'oom'",
    "replace('xboom' || payload, 'x', '')",
    "translate('xoom' || '', 'x', 'b')",
    "coalesce('x' || NULL, 'boom')",
    "CASE WHEN true THEN 'boom' ELSE 'x' || payload END",
    "nullif('boom', 'x' || payload)",
    "greatest('boom', 'a' || payload)",
    "('boomx' || payload)::varchar(4)",
    `'{"a":"boom"}'::jsonb ->> 'a'`,
    `('"boom"'::jsonb #>> '{}')::text`,
    'concat(VARIADIC ARRAY[payload])',
  ])('that may be the one all the same, %s, may set it off', (value) => {
    expect(answer(put(value))).toMatchObject({ understood: true, destructive: true });
  });

  it('by a column that cuts it on its way may be any', () => {
    const made = `CREATE TABLE staging.coded (id int PRIMARY KEY, code varchar(4), payload text);
      CREATE TRIGGER t AFTER UPDATE ON staging.coded FOR EACH ROW EXECUTE FUNCTION staging.trg_boom()`;
    const through = (column: string) =>
      `INSERT INTO staging.coded (id, ${column}) VALUES (1, 'boom ') ON CONFLICT (id) DO UPDATE SET payload = EXCLUDED.${column}`;
    expect(answerOf(pgReaderOf(made)(through('code'))).destructive).toBe(true);
    expect(answerOf(pgReaderOf(made)(through('payload'))).destructive).toBe(false);
  });

  it('by a function that cuts it on its way in or out may be any', () => {
    const sign = (takes: string, gives: string, body: string) =>
      `CREATE FUNCTION staging.f(t ${takes}) RETURNS ${gives} LANGUAGE sql IMMUTABLE AS $$ SELECT ${body} $$`;
    const set = (more: string, from: string) =>
      `UPDATE staging.junk j SET payload = x.v${more} FROM staging.f(${from}) AS x(v) WHERE j.id = 1`;
    const read = (made: string, sql: string) => answerOf(pgReaderOf(made)(sql));
    expect(read(sign('"char"', 'text', "t || 'oom'::text"), set('', "'bx'")).destructive).toBe(true);
    expect(read(sign('text', '"char"', "'bx'::text"), set(" || 'oom'::text", "''")).destructive).toBe(true);
    expect(read(sign('text', 'text', "t || 'x'"), set('', "'q'")).destructive).toBe(false);
  });

  it('by a function of the user’s that bears the name of one of PostgreSQL’s may be any', () => {
    const made =
      "CREATE FUNCTION staging.md5(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'boom' $$";
    for (const sql of [put('staging.md5(payload)'), put('md5(payload)')])
      expect(answerOf(pgReaderOf(made)(sql)).destructive, sql).toBe(true);
  });
});
