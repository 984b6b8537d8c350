// How many values of a classified column differ but for case and outer space is as clear as how many differ, and a count of anything else made of one is masked; and what aegis sql calls a column that nobody has told of.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../src/intercept/sql/answer.js';
import { readerOf } from '../../../cases/sql/reading.js';
import { pgReaderOf } from '../../../cases/sql/reading-postgres.js';

const from = 'FROM silver.customers c';

describe.each([
  {
    dialect: 'sqlite',
    read: readerOf(),
    made: ["trim(email, 'x')", "coalesce(email, '')", 'lower(email COLLATE nocase)', 'lower((SELECT email))'],
  },
  {
    dialect: 'postgres',
    read: pgReaderOf(),
    made: [
      "trim('x' FROM email)",
      "coalesce(email, '')",
      'reverse(email)',
      'lower((SELECT c.email))',
      'public.lower(email)',
    ],
  },
])('a count, $dialect', ({ read, made }) => {
  const shown = (sql: string) => answerOf(read(sql));

  it.each([
    'lower(email)',
    'upper(c.email)',
    'trim(email)',
    'lower(trim(email))',
    'ltrim(rtrim(upper(c.email)))',
  ])('is clear: %s', (one) => {
    for (const sql of [
      `SELECT count(DISTINCT ${one}) AS n ${from}`,
      `SELECT country, count(${one}) AS n ${from} GROUP BY country`,
    ]) {
      const { understood, pii_output_columns, filters_on } = shown(sql);
      expect([sql, understood, pii_output_columns, filters_on]).toEqual([sql, true, [], []]);
    }
  });

  it.each([
    ...made,
    "nullif(lower(email), 'x')",
    "lower(nullif(email, 'x'))",
    "lower(email || 'x')",
    "replace(email, 'a', 'b')",
    "lower(email) = 'x'",
    'substr(email, 2)',
    'length(email)',
  ])('is masked or asks: %s', (one) => {
    const { understood, pii_output_columns, filters_on } = shown(
      `SELECT count(DISTINCT ${one}) AS n ${from}`,
    );
    expect(understood && pii_output_columns.length + filters_on.length === 0).toBe(false);
  });

  it('is masked of what a query has made, whatever it calls it', () => {
    const inner = `(SELECT nullif(email, 'x') AS email ${from})`;
    expect(shown(`SELECT count(DISTINCT lower(email)) AS n FROM ${inner} s`).pii_output_columns).toEqual([
      'n',
    ]);
  });
});

it('a column of the engine that may be any is called by a star', () => {
  const sql = "SELECT tablename FROM pg_stats WHERE most_common_vals::text LIKE 'a%'";
  expect(answerOf(pgReaderOf()(sql)).filters_on).toEqual(['*']);
});
