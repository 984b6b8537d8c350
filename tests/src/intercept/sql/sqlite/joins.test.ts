// Which classified columns of a SQLite statement, by the real engine, are held against each other and asked nothing else.
import { describe, expect, it } from 'vitest';
import { joined, joinedBelow, probed } from '../../../../cases/sql/joins.js';
import { catalogOf, dataset, schemaOf } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
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

describe('a classified column that is called as what the engine makes', () => {
  const columns = ['value', 'key', 'name', 'type'];
  const script = `CREATE TABLE silver.odd(id INTEGER PRIMARY KEY, ${columns.join()}); CREATE TABLE silver.other(id INTEGER PRIMARY KEY, value)`;
  const catalog = catalogOf([
    dataset('silver.odd', { id: 'clear', value: 'pii.a', key: 'pii.b', name: 'pii.c', type: 'pii.d' }),
    dataset('silver.other', { id: 'clear', value: 'pii.a' }),
  ]);
  const odd = readerOf(schemaOf(script), catalog);

  it.each([
    ['json_each(\'["guess"]\')', 'value'],
    ['json_each(\'{"guess":1}\')', 'key'],
    ['json_tree(\'["guess"]\')', 'type'],
    ["pragma_table_info('odd')", 'name'],
    ['sqlite_schema', 'type'],
    ['silver.other x USING (value) JOIN json_each(\'["guess"]\')', 'value'],
  ])('is asked by %s and not joined', (beside, name) => {
    const { filtersOn } = odd(`SELECT o.id FROM silver.odd o JOIN ${beside} j USING (${name})`);
    expect(filtersOn.map(({ column, joins }) => [column, joins])).toContainEqual([name, undefined]);
    expect(filtersOn.some(({ joins }) => joins !== undefined)).toBe(false);
  });

  it('is joined with its like in a table', () => {
    const { filtersOn } = odd('SELECT o.id FROM silver.odd o JOIN silver.other x USING (value)');
    expect(filtersOn.map(({ joins }) => joins)).toEqual([['silver.other.value'], ['silver.odd.value']]);
  });
});
