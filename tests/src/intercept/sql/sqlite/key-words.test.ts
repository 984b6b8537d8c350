// A key word may be a name on SQLite. Where it is no clause for certain the statement is not read; where it is one, it is.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const answered = (sql: string) => answerOf(read(sql));
const of = 'FROM silver.customers';

describe('a key word that stands as a name', () => {
  it.each([
    `SELECT NULL AS by, id ${of} WHERE 'p2' BETWEEN by AND email IS NULL`,
    `SELECT NULL AS "by", id ${of} WHERE 'p2' BETWEEN +by AND email IS NULL`,
    `SELECT (SELECT 'p2' BETWEEN by AND c.email NOTNULL ${of} c WHERE c.id = 2) AS n FROM (SELECT NULL AS by)`,
    `SELECT by.id ${of} AS by WHERE 'p2' BETWEEN by.country AND by.email IS NULL`,
    `UPDATE silver.customers AS by SET country = 'X' WHERE '2' BETWEEN by.country AND by.email NOTNULL`,
    `SELECT partition by FROM (SELECT email AS partition ${of}) ORDER BY by`,
    `SELECT id, indexed by FROM (SELECT id, email AS indexed ${of}) ORDER BY by`,
    `SELECT email, id, 1 AS offset ${of} ORDER BY offset, 1`,
    `SELECT email > 'p2' AS k, count(*) AS n, 1 AS offset ${of} GROUP BY offset, 1`,
    `SELECT id FROM (SELECT email, id, 1 AS offset ${of} ORDER BY offset, 1 LIMIT 2)`,
    `SELECT email, id ${of} AS offset ORDER BY offset.country IS NULL, 1`,
    `SELECT email > 'p2' k, count(*) AS n ${of} AS partition GROUP BY partition.id > 0, 1`,
    `SELECT id FROM (SELECT id, country, 1 AS "window" ${of} UNION ALL SELECT id, email, 1 ${of} ORDER BY window, country LIMIT 3)`,
    `SELECT id, row_number() OVER partition AS r ${of} WINDOW partition AS (ORDER BY email)`,
    `SELECT window FROM (SELECT upper(email) window, country q ${of})`,
    `SELECT country || '' FROM (SELECT window country, q FROM (SELECT upper(email) window, country q ${of}))`,
    ...['with', 'of', 'indexed', 'materialized', 'analyze', 'attach', 'temporary', 'within'].map(
      (word) => `SELECT id, ${word} orders FROM (SELECT id, email AS ${word} ${of}) ORDER BY orders`,
    ),
    ...['cast', 'raise', 'of'].map(
      (word) => `SELECT id, x.${word} orders FROM (SELECT id, email AS "${word}" ${of}) x ORDER BY orders`,
    ),
    `WITH q(id, with) AS (SELECT id, email ${of}) SELECT id, with orders FROM q WHERE orders > 'p2'`,
    `SELECT id, first_value(email) OVER attach orders ${of} WINDOW attach AS (PARTITION BY id) ORDER BY orders`,
  ])('is not read: %s', (sql) => {
    const { understood, why } = answered(sql);
    expect([understood, why]).toEqual([false, ['a key word stands as a name']]);
  });

  it.each([
    'SELECT id FROM silver.orders ORDER BY id LIMIT (SELECT 3) OFFSET 2',
    'SELECT id FROM silver.orders INDEXED BY orders_cust_idx WHERE customer_id = 1 GROUP BY -id',
    'SELECT id, row_number() OVER w AS n FROM silver.orders WINDOW w AS (PARTITION BY customer_id ORDER BY id)',
    'WITH RECURSIVE d(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM d WHERE x < 5) SELECT x FROM d',
    'WITH q AS NOT MATERIALIZED (SELECT id FROM silver.orders) SELECT count(*) FROM q NOT INDEXED',
    'SELECT CAST(id AS TEXT) FROM silver.orders ORDER BY CASE WHEN id ISNULL THEN 1 ELSE 0 END',
  ])('is read where it opens its clause: %s', (sql) => expect(answered(sql).why).toEqual([]));
});

describe('a name behind ISNULL or NOTNULL', () => {
  it.each([
    `SELECT id, nullif(email, 'p2') ISNULL orders ${of} ORDER BY orders`,
    `SELECT id, nullif(email, 'p2') NOTNULL orders ${of} WHERE orders`,
    `SELECT id, country AS c2, nullif(email, 'p2') ISNULL country ${of} ORDER BY country`,
    `SELECT nullif(email, 'p2') ISNULL k, id AS k, id ${of} ORDER BY k`,
  ])('is that of what is tested: %s', (sql) =>
    expect(read(sql).filtersOn.map(({ column }) => column)).toContain('email'),
  );
});
