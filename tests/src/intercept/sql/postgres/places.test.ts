// Places of PostgreSQL's grammar where a classified column, a subquery or a protected table can stand: each is looked at, whatever kind of query it belongs to. It refuses a clause that is read in a SELECT and not where rows are written down or arms are put together.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();

/** Every kind of query with a tail of its own. */
const queries = [
  'SELECT o.id FROM silver.orders o',
  'SELECT o.id FROM silver.orders o UNION ALL SELECT o.id FROM silver.orders o',
  '(SELECT o.id FROM silver.orders o LIMIT 3) EXCEPT SELECT 1',
  'VALUES (1), (2), (3)',
  'TABLE silver.v_orders',
];

describe('how many rows there are', () => {
  it.each(queries)('%s', (query) => {
    for (const tail of ['LIMIT', 'OFFSET', 'FETCH FIRST']) {
      const count = (sql: string) =>
        tail === 'FETCH FIRST' ? `${tail} (${sql}) ROWS ONLY` : `${tail} (${sql})`;
      const asked = answerOf(
        read(`${query} ${count('SELECT length(email) FROM silver.customers WHERE id = 1')}`),
      );
      expect([tail, asked.filters_on, asked.reads.includes('silver.customers')]).toEqual([
        tail,
        ['silver.customers.email'],
        true,
      ]);
      const guarded = answerOf(read(`${query} ${count('SELECT s.id FROM protected.salaries s')}`));
      expect(guarded.reads).toContain('protected.salaries');
    }
  });
});

describe('the order of rows that are written down', () => {
  const first = (order: string) =>
    `SELECT c.id, v.b FROM silver.customers c, LATERAL (VALUES (c.email, 1), ('m', 2) ${order} LIMIT 1) v(a, b)`;
  it.each([
    ['ORDER BY column1', ['silver.customers.email']],
    ['ORDER BY 1', ['silver.customers.email']],
    ['ORDER BY lower(column1)', ['silver.customers.email']],
    ['ORDER BY "*VALUES*".column1', ['silver.customers.email']],
    ['ORDER BY column2, c.email', ['silver.customers.email']],
    ['ORDER BY column2', []],
  ])('%s', (order, asked) => {
    const told = answerOf(read(first(order)));
    expect(told).toMatchObject({ understood: true, filters_on: asked });
  });
});
