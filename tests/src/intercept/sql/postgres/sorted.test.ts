// Aggregates of PostgreSQL beside one that is DISTINCT over a classified column, whose rows come in that order to all of them: what comes out otherwise in another order is a question, and what does not is none. It refuses to take a sum that is rounded, or one of two that count as one, for no order.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { dataset } from '../../../../cases/sql/lake.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const columns = ['id', 'total', 'share', 'at', 'payer', 'later'];
const bills = [dataset('silver.bills', Object.fromEntries(columns.map((name) => [name, 'clear'])))];
const made = `CREATE TABLE silver.bills (id int PRIMARY KEY, total numeric(10,2), share float8, at timestamptz, payer text, later interval);`;
const read = pgReaderOf(made, bills);
const asked = (sql: string) => {
  const { understood, filters_on } = answerOf(read(sql));
  expect(understood).toBe(true);
  return filters_on;
};
const c = 'silver.customers';
const email = [`${c}.email`];
const tie = 'CASE id WHEN 1 THEN 1.0 WHEN 2 THEN 1.00 ELSE 0 END';

describe('beside a DISTINCT of a classified column', () => {
  it.each([
    'any_value(id)',
    'array_agg(id)',
    'JSON_ARRAYAGG(id)',
    'JSON_OBJECTAGG(id: country)',
    'JSON_ARRAYAGG(id RETURNING jsonb)',
    'sum(CASE id WHEN 1 THEN 1e16::float8 WHEN 2 THEN 1 ELSE -1e16 END)',
    'avg(id::real)',
    'avg(sqrt(id))',
    'regr_slope(id, id)',
    `max(${tie})`,
    `min(coalesce(${tie}, 2))`,
    `mode() WITHIN GROUP (ORDER BY ${tie})`,
    `percentile_disc(0.5) WITHIN GROUP (ORDER BY ${tie})`,
    "max(CASE id WHEN 1 THEN interval '1 day' ELSE interval '24 hours' END)",
    'max(country COLLATE "und-x-icu")',
    'min(id::numeric)',
  ])('%s tells in which order it stands', (item) => {
    expect(asked(`SELECT count(DISTINCT email), ${item} FROM ${c}`)).toEqual(email);
    expect(asked(`SELECT ${item}, sum(DISTINCT length(email)) FROM ${c}`)).toEqual(email);
    expect(asked(`SELECT ${item}, count(DISTINCT country) FROM ${c}`)).toEqual([]);
    expect(asked(`SELECT ${item}, count(email) FROM ${c}`)).toEqual([]);
  });

  it.each([
    'count(*)',
    'max(id)',
    'min(country)',
    'max(lower(country))',
    'sum(id)',
    'avg(id * 1.5)',
    "sum(CASE WHEN country = 'NL' THEN id ELSE 0 END)",
    'stddev(id)',
    'bool_or(id > 2)',
    'max(length(country))',
    'percentile_cont(0.5) WITHIN GROUP (ORDER BY id)',
    'mode() WITHIN GROUP (ORDER BY country)',
    'count(*) * 100.0 / sum(count(*)) OVER ()',
    'rank(1) WITHIN GROUP (ORDER BY id)',
  ])('%s does not', (item) => {
    expect(asked(`SELECT count(DISTINCT email), ${item} FROM ${c}`)).toEqual([]);
  });

  it('it is of the type of a column whether it does', () => {
    const beside = (item: string) =>
      asked(`SELECT count(DISTINCT c.email), ${item} FROM silver.bills b JOIN ${c} c USING (id)`);
    for (const item of [
      'sum(b.total)',
      'max(b.total)',
      'max(b.at)',
      'min(b.payer)',
      'round(avg(b.total), 2)',
    ])
      expect([item, beside(item)]).toEqual([item, []]);
    for (const item of [
      'sum(b.share)',
      'max(b.share)',
      'max(b.later)',
      'sum(b.total * b.share)',
      'max(b.total / 3)',
    ])
      expect([item, beside(item)]).toEqual([item, email]);
  });

  it('it is of no type that a column had before', () => {
    const changed = pgReaderOf(`${made} ALTER TABLE silver.bills ALTER COLUMN total TYPE float8;`, bills);
    const sql = `SELECT count(DISTINCT c.email), sum(b.total) FROM silver.bills b JOIN ${c} c USING (id)`;
    expect(answerOf(changed(sql)).filters_on).toEqual(email);
  });
});
