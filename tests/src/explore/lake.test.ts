// The rows of a lake for one run: they pass the checks of the shipped manifest, and go on passing them when calls take the first away.
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/catalog/catalog.js';
import { rowOf, sampleTables } from '../../../src/explore/lake.js';
import { lawWith } from '../../explored/shipped.js';

const { catalog } = lawWith();
const tables = sampleTables(catalog, 'postgres');
const table = (name: string) => tables.find(({ dataset }) => dataset === name) ?? expect.fail(name);
const dataset = (name: string): Dataset =>
  [...catalog.datasets.values()].find((one) => one.name === name) ?? expect.fail(name);

const column = (name: string, of: string): readonly (number | undefined)[] => {
  const { columns, rows } = table(name);
  return rows.map((row) => row[columns.indexOf(of)]);
};

describe('a sample lake', () => {
  it('has every table of the catalog, with as many values in a row as columns', () => {
    const names = [...catalog.datasets.values()]
      .filter(({ form }) => form === 'table')
      .map(({ name }) => name);
    expect(tables.map((one) => one.dataset)).toEqual(names);
    for (const { columns, rows } of tables) for (const row of rows) expect(row).toHaveLength(columns.length);
  });

  it('repeats no value of a key or a unique column', () => {
    for (const of of ['id', 'email'])
      expect(new Set(column('silver.customers', of)).size).toBe(table('silver.customers').rows.length);
  });

  it('refers to a row that no call is written about', () => {
    expect(new Set(column('silver.orders', 'customer_id'))).toEqual(new Set([2]));
    expect(column('silver.customers', 'id')).toContain(2);
  });

  it('holds rows enough after one is taken away, and values within their range', () => {
    const checks = {
      v: [
        { kind: 'rows', min: 9 },
        { kind: 'range', column: 'amount', min: 40 },
      ],
    } as const;
    const changed = { ...dataset('silver.orders'), checks };
    const datasets = new Map([[changed.name, changed]]);
    const [sample] = sampleTables({ ...catalog, datasets }, 'postgres');
    expect(sample?.rows.length).toBeGreaterThan(9);
    const at = sample?.columns.indexOf('amount') ?? -1;
    for (const row of sample?.rows ?? []) expect(row[at]).toBeGreaterThanOrEqual(40);
  });

  it('keeps no key in gold alone, so that the same rows can be written again', () => {
    for (const { schema, sql } of tables)
      expect(sql.includes('PRIMARY KEY')).toBe(!['gold', 'protected'].includes(schema));
  });

  it('gives a row of somebody else another key', () => {
    expect(rowOf(dataset('silver.customers'), 1_001)[0]).toBe(1_001);
  });
});
