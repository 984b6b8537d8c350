// Windows of PostgreSQL by their names, and counts over them: what chooses, parts and sorts the rows is in the number, and the column that is counted is not. It refuses to take a window's name for a way out of that.
import { describe, expect, it } from 'vitest';
import { classesOf } from '../../../../cases/sql/reading.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();
const c = 'silver.customers';
const shown = (sql: string): string => {
  const effects = read(sql);
  expect(effects.opaque).toEqual([]);
  return classesOf(effects)
    .map((classes) => (classes.length > 0 ? 'P' : '-'))
    .join('');
};

const windows = `w AS (PARTITION BY country), v AS (PARTITION BY email), u AS (v ORDER BY id), z AS (ORDER BY id)`;

describe('what is asked over a window', () => {
  it.each([
    ['count(email) OVER (PARTITION BY country)', '-'],
    ['count(email) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)', '-'],
    ['count(email) OVER w', '-'],
    ['count(email) OVER (w ORDER BY id)', '-'],
    ["count(email) FILTER (WHERE country = 'DE') OVER w", '-'],
    ['row_number() OVER w', '-'],
    ['sum(id) OVER z', '-'],
    ['count(id) OVER (PARTITION BY email)', 'P'],
    ['count(email) OVER (ORDER BY email)', 'P'],
    ['count(*) OVER v', 'P'],
    ['count(*) OVER u', 'P'],
    ['row_number() OVER u', 'P'],
    ['sum(id) OVER (v ROWS 1 PRECEDING)', 'P'],
    ['rank() OVER (u ROWS 1 PRECEDING)', 'P'],
    ["count(id) FILTER (WHERE email LIKE 'a%') OVER w", 'P'],
    ["count(CASE WHEN email LIKE 'a%' THEN 1 END) OVER w", 'P'],
    ['count((email, id)) OVER w', 'P'],
    ['(count(email) OVER w)::text || email', 'P'],
    ['first_value(email) OVER w', 'P'],
  ])('%s', (item, sign) => {
    const sql = `SELECT id, ${item} AS n FROM ${c} WINDOW ${windows}`;
    expect(shown(sql)).toBe(`-${sign}`);
    expect(shown(`SELECT id, n FROM (${sql}) q`)).toBe(`-${sign}`);
  });

  it('is that of its own query, whatever another calls so', () => {
    expect(
      shown(
        `SELECT (SELECT max(n) FROM (SELECT count(*) OVER w AS n FROM silver.orders o WINDOW w AS (PARTITION BY o.ship_address)) q) FROM ${c} WINDOW w AS (ORDER BY id)`,
      ),
    ).toBe('P');
    expect(
      shown(
        `SELECT id, (SELECT max(n) FROM (SELECT count(*) OVER w AS n FROM silver.orders WINDOW w AS (ORDER BY id)) q) FROM ${c} WINDOW w AS (ORDER BY id)`,
      ),
    ).toBe('--');
  });

  it.each([
    [`SELECT country, count(email) FILTER (WHERE segment = 'x') FROM ${c} GROUP BY country`, '--'],
    [`SELECT country, count(email) FILTER (WHERE phone LIKE '1%') FROM ${c} GROUP BY 1`, '-P'],
  ])('where rows are chosen: %s', (sql, signs) => {
    expect(shown(sql)).toBe(signs);
  });
});
