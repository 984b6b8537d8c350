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
