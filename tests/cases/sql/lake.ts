// The labelled lake: the schema as a downstream would tell it, and a catalog with the labels' classes. Made for tests only.
import { readFileSync } from 'node:fs';
import type { Schema } from '../../../actors/powers.js';
import { datasetName, sha256Hex, systemName } from '../../../src/call/id.js';
import type { Catalog, Dataset, Tier } from '../../../src/catalog/catalog.js';

const at = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

interface Labels {
  readonly tables: Readonly<Record<string, readonly string[]>>;
  readonly views: Readonly<Record<string, string>>;
  readonly pii_columns: Readonly<Record<string, readonly string[]>>;
}
const labels = JSON.parse(at('./catalog.json')) as Labels;
const viewColumns: Readonly<Record<string, readonly string[]>> = {
  'silver.v_contacts': ['id', 'label', 'contact', 'country'],
  'silver.v_stats': ['country', 'n'],
  'silver.v_orders': ['id', 'amount'],
};
const tiersBySchema: Readonly<Record<string, Tier>> = { staging: 'bronze', gold: 'gold' };

export const dataset = (name: string, columns: Readonly<Record<string, string>>, key = ['id']): Dataset => {
  const known = datasetName(name);
  const system = systemName('postgres');
  if (known === undefined || system === undefined) throw new Error(name);
  return {
    name: known,
    system,
    tier: tiersBySchema[name.split('.')[0] ?? ''] ?? 'silver',
    form: 'table',
    key,
    columns,
    isProtected: name.startsWith('protected.'),
    checks: {},
  };
};

const classed = (name: string, columns: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    columns.map((column) => [column, labels.pii_columns[name]?.includes(column) ? `pii.${column}` : 'clear']),
  );

export const catalogOf = (datasets: readonly Dataset[], version = 'c1'): Catalog => ({
  version: sha256Hex(version),
  datasets: new Map(datasets.map((one) => [one.name, one])),
  protectedPatterns: ['protected.*'],
});

const lakeDatasets: readonly Dataset[] = [
  ...Object.entries({ ...labels.tables, ...viewColumns }).map(([name, columns]) =>
    dataset(name, classed(name, columns), name === 'gold.daily_revenue' ? ['day'] : ['id']),
  ),
];
export const lakeCatalog: Catalog = catalogOf(lakeDatasets);

/** CREATE statements as `sqlite_schema` keeps them: without the schema's name. */
export function schemaOf(script: string, digest = 'd1', version = '3.53.2'): Schema {
  const parts = script.split(/;\s*(?=CREATE|ATTACH|$)/).filter((part) => part.startsWith('CREATE'));
  const statements = parts.map((sql) => {
    const match = /^CREATE (?:UNIQUE )?(TABLE|VIEW|INDEX|TRIGGER) ([a-z]+)\.(\w+)/.exec(sql);
    const [, kind = '', schema = '', name = ''] = match ?? [];
    const whole = kind === 'TRIGGER' && !/END$/.test(sql) ? `${sql}; END` : sql;
    return { schema, name, kind: kind.toLowerCase(), sql: whole.replace(`${schema}.${name}`, name) };
  });
  return { digest, engine: { name: 'sqlite', version }, statements };
}
export const lakeScript = at('./schema_sqlite.sql');
export const lakeSchema: Schema = schemaOf(lakeScript);

export interface Label {
  readonly id: string;
  readonly category: string;
  readonly sql: string;
  readonly expect: {
    readonly destructive: boolean;
    readonly readonly: boolean;
    readonly reads: readonly string[];
    readonly writes: readonly string[];
    readonly pii_output_columns: readonly string[];
    readonly pii_optional_columns: readonly string[];
  };
}
export const lakeLabels: readonly Label[] = at('./sample.jsonl')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Label);
