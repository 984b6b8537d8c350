// Windows by their names, and columns that a key word names: what they are made of is told, however the name is written. It refuses to take a window's name for the column of that name.
import { describe, expect, it } from 'vitest';
import { classesOf, readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const c = 'silver.customers';
const shown = (sql: string): string => {
  const effects = read(sql);
  expect(effects.opaque).toEqual([]);
  return classesOf(effects)
    .map((classes) => (classes.length > 0 ? 'P' : '-'))
    .join('');
};
/** Of customers, with the window called `name`. */
const windowed = (over: string, windows: string): string =>
  `SELECT id, row_number() OVER ${over} AS r FROM ${c} WINDOW ${windows}`;

describe('a window', () => {
  it.each([
    ["'w'", "'w' AS (ORDER BY email)"],
    ["'id'", "'id' AS (ORDER BY email)"],
    ['groups', 'groups AS (ORDER BY email)'],
    ['rows', 'rows AS (PARTITION BY email)'],
    ['range', 'range AS (ORDER BY country, email)'],
    ['(id)', 'id AS (ORDER BY email)'],
    ["('id' ORDER BY country)", "'id' AS (PARTITION BY email)"],
    ['(id ROWS 2 PRECEDING)', 'id AS (ORDER BY email)'],
    ['w', 'id AS (ORDER BY email), w AS (id ROWS 1 PRECEDING)'],
  ])('is what its own name stands for: OVER %s WINDOW %s', (over, windows) => {
    expect(shown(windowed(over, windows))).toBe('-P');
    expect(shown(`SELECT id, r FROM (${windowed(over, windows)})`)).toBe('-P');
  });

  it.each([
    ['w', 'w AS (ORDER BY country)'],
    ['(w ROWS 1 PRECEDING)', 'w AS (ORDER BY country)'],
    ['(PARTITION BY country ORDER BY id)', 'w AS (ORDER BY id)'],
  ])('of clear columns shows none: OVER %s WINDOW %s', (over, windows) => {
    expect(shown(windowed(over, windows))).toBe('--');
  });

  it('of one name in each of two subqueries may be either', () => {
    const [by, other] = ['email', 'id'].map((order) => windowed('w', `w AS (ORDER BY ${order})`));
    expect(shown(`SELECT a.r, b.r FROM (${by}) a JOIN (${other}) b USING (id)`)).toBe('PP');
  });
});

describe('how many there are of a column', () => {
  it.each([
    ['count(email) OVER (PARTITION BY country)', '-'],
    ['count(email) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)', '-'],
    ['count(email) OVER ()', '-'],
    ['count(email) OVER w', '-'],
    ["count(email) FILTER (WHERE country = 'DE') OVER w", '-'],
    ["count(*) FILTER (WHERE country = 'DE') OVER w", '-'],
    // Which rows are counted is made of what chooses, parts and sorts them.
    ['count(id) OVER (PARTITION BY email)', 'P'],
    ['count(email) OVER (ORDER BY email)', 'P'],
    ['count(email) OVER (PARTITION BY substr(phone, 1, 2))', 'P'],
    ['count(id) OVER v', 'P'],
    ['count(id) OVER (v ROWS 1 PRECEDING)', 'P'],
    ["count(id) FILTER (WHERE email LIKE 'a%') OVER w", 'P'],
    ["count(*) FILTER (WHERE email LIKE 'a%') OVER ()", 'P'],
    // What is counted is no column, or more than a count is made of it.
    ["count(CASE WHEN email LIKE 'a%' THEN 1 END) OVER w", 'P'],
    ["count(nullif(email, 'a')) OVER w", 'P'],
    ['count(email) OVER w || email', 'P'],
    ['round(count(email) OVER w * 100.0 / count(*) OVER (), 1)', '-'],
    ['count(email) OVER v * 1.0 / count(*) OVER ()', 'P'],
    ['count(email) OVER w > length(phone)', 'P'],
    ['count(email || phone) OVER w + 0', 'P'],
    ["coalesce(count(email) FILTER (WHERE phone > '5') OVER w, 0)", 'P'],
    ['count(email) OVER w + length(email)', 'P'],
    ['first_value(email) OVER w', 'P'],
    ['group_concat(email) OVER w', 'P'],
  ])('%s', (item, sign) => {
    const windows = 'w AS (PARTITION BY country), v AS (PARTITION BY email)';
    const sql = `SELECT id, ${item} AS n FROM ${c} WINDOW ${windows}`;
    expect(shown(sql)).toBe(`-${sign}`);
    expect(shown(`SELECT id, n FROM (${sql})`)).toBe(`-${sign}`);
    expect(shown(`WITH x(a, b) AS (${sql}) SELECT a, b + 1 FROM x`)).toBe(`-${sign}`);
  });

  it.each([
    [
      "SELECT country, count(email) FILTER (WHERE segment = 'x') FROM silver.customers GROUP BY country",
      '--',
    ],
    ["SELECT country, count(email) FILTER (WHERE phone LIKE '1%') FROM silver.customers GROUP BY 1", '-P'],
    ['SELECT count(e) OVER () FROM (SELECT nullif(email, 1) AS e FROM silver.customers)', 'P'],
    ['SELECT count(email) * 1.0 / count(*), count(DISTINCT email) - 1 FROM silver.customers', '--'],
    ['SELECT 1 + s.n FROM (SELECT count(email) + 0 AS n FROM silver.customers) s', '-'],
    ['SELECT count(e) + 0 FROM (SELECT nullif(email, 1) AS e FROM silver.customers)', 'P'],
    [
      'SELECT count(email) + max(length(email)), max(count) FROM (SELECT email, 1 AS count FROM silver.customers)',
      'P-',
    ],
    ['SELECT 1 + (SELECT count(email) FROM silver.customers WHERE id = o.id) FROM silver.orders o', '-'],
    [`SELECT count(id) OVER () FROM ${c} UNION ALL SELECT email FROM ${c}`, 'P'],
  ])('where rows are chosen or come from elsewhere: %s', (sql, signs) => {
    expect(shown(sql)).toBe(signs);
  });
});

describe('a column that a key word names', () => {
  it.each([
    `SELECT country || '' FROM (SELECT over country, q FROM (SELECT upper(email) over, country q FROM ${c}))`,
    `SELECT country || '' FROM (SELECT like country, q FROM (SELECT upper(email) AS like, country q FROM ${c}))`,
    `SELECT country || '' FROM (SELECT x.like country, q FROM (SELECT upper(email) AS like, country q FROM ${c}) x)`,
  ])('is told: %s', (sql) => {
    expect(shown(sql)).toBe('P');
  });
});
