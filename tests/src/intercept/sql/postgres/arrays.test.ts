// What fails by how a value is spelt, or is reached only by one value, asks about it: a cast to an array, and calls that can fail behind a condition.
import { describe, expect, it } from 'vitest';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();
const asked = (sql: string) => read(sql).filtersOn.map(({ column }) => column);
/** Nothing of it is shown: that it failed would be. */
const unseen = (item: string): string =>
  `WITH q AS MATERIALIZED (SELECT ${item} x FROM silver.customers WHERE id = 2) SELECT count(*) FROM q`;

describe('a cast to an array', () => {
  it.each([
    "('{' || replace(left(email, 1), 'k', '}') || '}')::text[]",
    'email::text[]',
    'email::pg_catalog.text[]',
    'email::varchar ARRAY[4]',
    '(email::varchar[])[1]',
    'concat(VARIADIC email::text[])',
  ])('asks about what is cast: %s', (item) => expect(asked(unseen(item))).toContain('email'));

  it('asks nothing of what is clear, and a cast to a text asks nothing', () => {
    expect(asked(unseen('country::text[]'))).toEqual([]);
    expect(asked(unseen('email::text'))).toEqual([]);
  });
});

describe('what can fail behind a condition', () => {
  it.each([
    "email = 'kk' AND format('%s %s', country) = 'a'",
    "email = 'kk' OR jsonb_build_object('a', country, 'b') IS NULL",
    "CASE WHEN email = 'kk' THEN 'a' WHEN json_build_object('a', country, 'b')::text = '' THEN 'b' END",
    "email IN ('kk', format('%s %s', country))",
    "email = 'kk' AND date_part('bogus', now()) = 1",
    "email = 'kk' AND country::text[] IS NULL",
  ])('asks about what decides whether it is reached: %s', (item) =>
    expect(asked(unseen(item))).toContain('email'),
  );

  it('asks nothing where nothing can', () =>
    expect(asked(unseen("email = 'kk' AND lower(country) = 'a'"))).toEqual([]));
});
