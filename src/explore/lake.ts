/** A lake for one run of a script: the tables of a catalog, with rows that pass every check of theirs. The rows are small numbers; nothing of anybody's is in them. */
import { type Catalog, type Check, clear, type Dataset, datasetNamed } from '../catalog/catalog.js';
import { structureOf } from '../trial/structure.js';

export interface SampleTable {
  readonly dataset: string;
  readonly schema: string;
  readonly name: string;
  /** Makes it, with its schema open as the main one. */
  readonly sql: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** Everything that a sandbox begins with. */
export interface Sample {
  readonly tables: readonly SampleTable[];
  /** An object under each. */
  readonly keys: readonly string[];
}

const checksOf = ({ checks }: Dataset): readonly Check[] => Object.values(checks).flat();

const isUnique = (checks: readonly Check[], column: string): boolean =>
  checks.some(
    (check) => check.kind === 'unique' && check.columns.length === 1 && check.columns[0] === column,
  );

/** Calls are written about row 1; what another row refers to is there whatever becomes of it. */
const kept = 2;

/** What is classified is unlike what is clear, so that moving it changes something. */
const apart = 1_000;

/** INVARIANT: row `n` of a column that is unique or a key is unlike every other row of it. */
function valueAt(dataset: Dataset, column: string, n: number): number {
  const checks = checksOf(dataset);
  const range = checks.find((check) => check.kind === 'range' && check.column === column);
  const least = range?.kind === 'range' ? Math.max(1, Math.ceil(range.min ?? 1)) : 1;
  const refers = checks.some((check) => check.kind === 'references' && check.column === column);
  const isOwn = dataset.key.includes(column) || isUnique(checks, column);
  if (refers && !isOwn) return kept;
  const isClear = dataset.key.includes(column) || dataset.columns[column] === clear;
  return least - 1 + n + (isClear ? 0 : apart);
}

export const rowOf = (dataset: Dataset, n: number): readonly number[] =>
  Object.keys(dataset.columns).map((column) => valueAt(dataset, column, n));

/** Enough for each check after a few rows have been taken out. */
const fewest = 4;

function rowsOf(dataset: Dataset): readonly (readonly number[])[] {
  const least = checksOf(dataset).flatMap((check) =>
    check.kind === 'rows' ? [(check.min ?? 0) + kept] : [],
  );
  const count = Math.min(10_000, Math.max(fewest, ...least));
  return Array.from({ length: count }, (_, at) => rowOf(dataset, at + 1));
}

/** One under each prefix: what calls are written about. */
export const sampleKeys = ({ datasets }: Catalog): readonly string[] =>
  [...datasets.values()].flatMap(({ prefix }) => (prefix === undefined ? [] : [`${prefix}explored.csv`]));

/** Gold has no key: it takes the same rows as often as a script has them written. */
export function sampleTables(catalog: Catalog, system: string): readonly SampleTable[] {
  return structureOf(catalog, system).flatMap(({ schema, name, sql }): readonly SampleTable[] => {
    const dataset = datasetNamed(catalog, `${schema}.${name}`);
    if (dataset === undefined) return [];
    const isGold = dataset.tier === 'gold';
    return [
      {
        ...{ dataset: dataset.name, schema, name, columns: Object.keys(dataset.columns) },
        sql: isGold ? sql.replace(/, PRIMARY KEY \(.*\)\)$/, ')') : sql,
        // What is promoted is not there yet.
        rows: isGold ? rowsOf(dataset).slice(0, 1) : rowsOf(dataset),
      },
    ];
  });
}
