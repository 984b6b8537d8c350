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

describe('a column that a key word names', () => {
  it.each([
    `SELECT window FROM (SELECT upper(email) window, country q FROM ${c})`,
    `SELECT country || '' FROM (SELECT window country, q FROM (SELECT upper(email) window, country q FROM ${c}))`,
    `SELECT country || '' FROM (SELECT over country, q FROM (SELECT upper(email) over, country q FROM ${c}))`,
    `SELECT country || '' FROM (SELECT like country, q FROM (SELECT upper(email) AS like, country q FROM ${c}))`,
    `SELECT country || '' FROM (SELECT x.like country, q FROM (SELECT upper(email) AS like, country q FROM ${c}) x)`,
  ])('is told: %s', (sql) => {
    expect(shown(sql)).toBe('P');
  });
});
