// Where the marks of a PostgreSQL statement stand, by the real grammar.
import { describe, expect, it } from 'vitest';
import { alsoAsked, anywhere, compared } from '../../../../cases/sql/marks.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();
const marked = (sql: string): string => {
  let number = 0;
  return sql.replaceAll('#', () => `$${++number}`);
};

describe('a mark', () => {
  it.each(compared)('%s: is compared with the column and nothing else', (sql, column) => {
    const { marks, filtersOn, opaque } = read(marked(sql));
    expect(opaque).toEqual([]);
    const numbers = [...sql.matchAll(/#/g)].map((_, at) => at + 1);
    const equals = { dataset: 'silver.customers', column, class: expect.stringMatching(/^pii/) };
    expect(marks).toEqual(numbers.map((number) => ({ number, equals })));
    expect(filtersOn).toEqual([{ ...equals, keyed: false, by: numbers }]);
  });

  it.each(anywhere)('%s: is anywhere', (sql) => {
    const { marks, filtersOn } = read(marked(sql));
    expect(marks.length).toBeGreaterThan(0);
    expect(marks.filter(({ equals }) => equals !== undefined)).toEqual([]);
    expect(filtersOn.filter(({ by }) => by !== undefined)).toEqual([]);
  });

  it.each(alsoAsked)('%s: is not all that is asked', (sql) => {
    const { filtersOn, opaque } = read(marked(sql));
    expect(filtersOn.some(({ by }) => by === undefined) || opaque.length > 0).toBe(true);
  });

  it('that stands twice is told twice, each place for itself', () => {
    const sql =
      'SELECT id, $1::text FROM silver.customers WHERE email = $1 AND email IS NOT DISTINCT FROM $1';
    const { marks } = read(sql);
    expect(marks.map(({ number, equals }) => [number, equals?.column])).toEqual([
      [1, 'email'],
      [1, 'email'],
      [1, undefined],
    ]);
  });

  it.each([
    ['a length', 'varchar(5)'],
    ['a number', 'int'],
    ['a date', 'date'],
    ['a list', 'text[]'],
  ])('beside a column of %s is anywhere: the comparison could fail by the value', (_, type) => {
    const other = pgReaderOf(
      `DROP TABLE silver.customers CASCADE; CREATE TABLE silver.customers (id int PRIMARY KEY, email ${type})`,
    );
    expect(other('SELECT id FROM silver.customers WHERE email = $1').marks).toEqual([{ number: 1 }]);
  });

  it('beside a column that was given another type since is anywhere', () => {
    const other = pgReaderOf('ALTER TABLE silver.customers ALTER COLUMN email TYPE int USING 1');
    expect(other('SELECT id FROM silver.customers WHERE email = $1').marks).toEqual([{ number: 1 }]);
  });

  it('beside an operator of somebody’s own is anywhere', () => {
    const { marks } = read('SELECT id FROM silver.customers WHERE email OPERATOR(silver.=) $1');
    expect(marks).toEqual([{ number: 1 }]);
  });
});

describe('what is bound nobody has read', () => {
  it.each([
    ['status LIKE $1', 'tautology'],
    ['id < $1 OR id >= $2', 'tautology'],
    ['length(status) >= $1', 'tautology'],
    ['$1', 'tautology'],
    ['$1 = $2', 'tautology'],
    ['id = $1', 'key-pinned'],
    ['id IN ($1, $2)', 'key-pinned'],
    ['id > $1', 'predicate'],
  ])('%s has the scope of the widest value: %s', (where, scope) => {
    expect(read(`DELETE FROM silver.orders WHERE ${where}`).writes[0]?.scope).toBe(scope);
  });

  it('a text that it makes longer says how long a classified one is', () => {
    expect(read('SELECT email || $1 FROM silver.customers').filtersOn).toMatchObject([{ column: 'email' }]);
    expect(read("SELECT email || '!' FROM silver.customers").filtersOn).toEqual([]);
  });

  it.each([
    'INSERT INTO gold.daily_revenue SELECT created_at, $1, id FROM silver.orders',
    'UPDATE gold.daily_revenue SET revenue = $1 WHERE day = $2',
  ])('%s has no source: its author wrote a column', (sql) => {
    expect(read(sql).writes.map(({ sources }) => sources)).toEqual([[]]);
  });
});
