// CREATE texts that a live system tells: replayed under their own schema, or left out.
import { describe, expect, it } from 'vitest';
import { replayOf } from '../../../../../src/intercept/sql/sqlite/index.js';

const replay = (sql: string, name = 't', schema = 'silver') => replayOf({ schema, name, sql });

describe('replay', () => {
  it.each([
    ['CREATE TABLE t(id)', 'CREATE TABLE "silver".t(id)'],
    ['CREATE TABLE "t"(id)', 'CREATE TABLE "silver"."t"(id)'],
    ['CREATE TABLE silver.t(id)', 'CREATE TABLE silver.t(id)'],
    ['CREATE UNIQUE INDEX t ON a(b)', 'CREATE UNIQUE INDEX "silver".t ON a(b)'],
    ['CREATE TABLE IF NOT EXISTS T(id)', 'CREATE TABLE IF NOT EXISTS "silver".T(id)'],
    [
      'CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END',
      'CREATE TRIGGER "silver".t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END',
    ],
  ])('%s is replayed under its schema', (sql, replayed) => {
    expect(replay(sql)?.sql).toBe(replayed);
  });

  it.each([
    'DROP TABLE t',
    'CREATE TEMP TABLE t(id)',
    'CREATE VIRTUAL TABLE t USING fts5(a)',
    'CREATE TABLE gold.t(id)',
    'CREATE TABLE other(id)',
    'CREATE TABLE t(id); DROP TABLE x',
    "CREATE TABLE t(id 'open",
    'PRAGMA foreign_keys=OFF',
    '',
  ])('%j is left out', (sql) => {
    expect(replay(sql)).toBeUndefined();
  });

  it.each(['temp', 'a"b', '', 'a.b'])('a schema called %j is left out', (schema) => {
    expect(replay('CREATE TABLE t(id)', 't', schema)).toBeUndefined();
  });

  it('a view tells whether it unites arms and joins by name', () => {
    expect(replay('CREATE VIEW t AS SELECT a FROM b UNION ALL SELECT c FROM d')).toMatchObject({
      unites: true,
    });
    expect(replay('CREATE VIEW t AS SELECT 1 FROM b NATURAL JOIN c JOIN d USING (e)')).toMatchObject({
      unites: false,
      joinsBy: ['*', 'e'],
    });
  });
});
