// Operators, types and functions of the user's that stand where PostgreSQL's own would: what runs them is refused.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const told = (more: string, sql: string) => answerOf(pgReaderOf(more)(sql));

describe('what a schema says', () => {
  it.each([
    [
      'with an operator in a check',
      'CREATE TABLE staging.t(id int CHECK (id !!! 1 = 1))',
      'INSERT INTO staging.t VALUES (1)',
    ],
    [
      'with an operator in a domain',
      'CREATE DOMAIN staging.d AS int CHECK (VALUE !!! 1 = 1)',
      'SELECT 1::staging.d',
    ],
    [
      'with an operator by a name of ours',
      'CREATE OPERATOR staging.<= (LEFTARG = int, RIGHTARG = bigint, FUNCTION = silver.op_wipe); CREATE TABLE staging.t(id int CHECK (id BETWEEN 0 AND 9::bigint))',
      'INSERT INTO staging.t VALUES (1)',
    ],
    [
      'with an operator in an index',
      'CREATE INDEX i ON staging.junk ((id !!! 1))',
      "INSERT INTO staging.junk VALUES (1, 'a')",
    ],
    [
      'with an operator in a policy',
      'CREATE POLICY p ON staging.junk USING (id !!! 1 = 1)',
      'SELECT id FROM staging.junk',
    ],
    [
      'with an operator in a default',
      'CREATE TABLE staging.t(id int, b int DEFAULT 1 !!! 2)',
      'INSERT INTO staging.t(id) VALUES (1)',
    ],
    [
      'of a row that is given a part later',
      'CREATE TYPE staging.pair AS (a int); ALTER TYPE staging.pair ADD ATTRIBUTE b silver.boomdom',
      "SELECT '(1,x)'::staging.pair",
    ],
    [
      'of a domain that takes the name of a plain type',
      "CREATE TYPE staging.ok AS ENUM ('a'); ALTER DOMAIN silver.boomdom RENAME TO ok",
      "SELECT 'x'::silver.ok",
    ],
    [
      'of a function that is given a path of its own later',
      "CREATE FUNCTION silver.d() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM junk'; ALTER FUNCTION silver.d() SET search_path = protected",
      'SELECT silver.d()',
    ],
    [
      'of what a table shows instead',
      'CREATE RULE "_RETURN" AS ON SELECT TO staging.scratch DO INSTEAD SELECT secret AS line FROM protected.api_keys',
      'SELECT line FROM staging.scratch',
    ],
  ])('%s is not read', (_, more, sql) => {
    expect(told(more, sql).understood).toBe(false);
  });
});

describe('where no operator is written, one of the user’s', () => {
  const mood = `CREATE TYPE staging.mood AS ENUM ('a'); CREATE TABLE staging.t(id int, m staging.mood);
    CREATE OPERATOR staging.= (LEFTARG = staging.mood, RIGHTARG = staging.mood, FUNCTION = silver.op_wipe);
    CREATE OPERATOR staging.<= (LEFTARG = staging.mood, RIGHTARG = staging.mood, FUNCTION = silver.op_wipe)`;
  it.each([
    ['USING', 'SELECT 1 FROM staging.t JOIN staging.t u USING (m)'],
    ['NATURAL', 'SELECT 1 FROM staging.t NATURAL JOIN staging.t u'],
    ['CASE', "SELECT CASE m WHEN 'a' THEN 1 END FROM staging.t"],
    ['IN', 'SELECT 1 FROM staging.t WHERE m IN (SELECT m FROM staging.t)'],
    ['BETWEEN', "SELECT 1 FROM staging.t WHERE m BETWEEN 'a' AND 'a'"],
  ])('may be meant by %s', (_, sql) => {
    expect(told(mood, sql).understood).toBe(false);
    expect(told('CREATE TABLE staging.t(id int, m text)', sql).understood).toBe(true);
  });
});
