// Which classified columns of a PostgreSQL statement, by the real grammar, are held against each other and asked nothing else.
import { describe, expect, it } from 'vitest';
import { joined, joinedBelow, probed } from '../../../../cases/sql/joins.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();
const told = (sql: string): readonly string[] => {
  const { filtersOn, opaque } = read(sql);
  expect(opaque).toEqual([]);
  return filtersOn.flatMap(({ dataset, column, joins = [] }) =>
    joins.map((name) => `${dataset}.${column}=${name}`),
  );
};

describe('a classified column', () => {
  it.each(joined)('%s: joins', (sql, joins) => {
    expect([...told(sql)].sort()).toEqual([...joins].sort());
  });

  it.each(joinedBelow)('%s: joins in another query', (sql, joins) => {
    expect(told(sql)).toEqual(expect.arrayContaining([...joins]));
  });

  it.each(probed)('%s: is asked more', (sql) => {
    expect(read(sql).filtersOn.length).toBeGreaterThan(0);
    expect(told(sql)).toEqual([]);
  });
});
