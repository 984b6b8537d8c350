// What statements of a test are read over.
import { expect, it } from 'vitest';
import { statementOf, structureOf } from '../../../src/trial/structure.js';
import { catalog } from '../policy/fixtures.js';

it('a system has one table for each of its datasets, with the declared columns and key', () => {
  expect(structureOf(catalog, 'lake').find(({ name }) => name === 'salaries')).toEqual({
    schema: 'protected',
    name: 'salaries',
    kind: 'table',
    sql: 'CREATE TABLE "salaries" ("id", "amount", PRIMARY KEY ("id"))',
  });
  expect(structureOf(catalog, 'lake')).toHaveLength(catalog.datasets.size);
});

it('a system has nothing of another one', () => {
  expect(structureOf(catalog, 'sea')).toEqual([]);
});

it.each([
  ['CREATE TABLE silver.a (id)', { schema: 'silver', name: 'a', kind: 'table' }],
  ['create unique index Silver.By_Id on a (id)', { schema: 'silver', name: 'by_id', kind: 'index' }],
  ['CREATE VIEW IF NOT EXISTS gold.v AS SELECT 1', { schema: 'gold', name: 'v', kind: 'view' }],
])('%s is a part of a structure', (sql, known) => {
  expect(statementOf(sql)).toEqual({ ...known, sql });
});

it.each(['CREATE TABLE a (id)', 'DROP TABLE silver.a', 'CREATE VIRTUAL TABLE silver.a USING fts5', ''])(
  '`%s` is none',
  (sql) => {
    expect(statementOf(sql)).toBeUndefined();
  },
);
