/** One table of the catalog as a statement needs it: names as they are written, columns by what they hold. */
import { type Catalog, classOf, clear, type Dataset } from '../catalog/catalog.js';
import {
  type Capability,
  type EgressColumn,
  type Filter,
  noEffects,
  type Read,
  type Touch,
  type Write,
} from '../intercept/effects.js';

export interface Table {
  readonly dataset: Dataset;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** Clear columns, those beside the key first. */
  readonly clear: readonly string[];
  /** Classified columns beside the key. */
  readonly classified: readonly string[];
  /** A column to be set: one beside the key, a clear one where there is one. */
  readonly settable: string | undefined;
}

export function tableOf(dataset: Dataset): Table {
  const columns = Object.keys(dataset.columns);
  const key = dataset.key.filter((column) => columns.includes(column));
  const beside = columns.filter((column) => !key.includes(column));
  const isClear = (column: string): boolean => classOf(dataset, column) === clear;
  const clearBeside = beside.filter(isClear);
  return {
    dataset,
    columns,
    key: key.length === dataset.key.length ? key : [],
    clear: [...clearBeside, ...key.filter(isClear)],
    classified: beside.filter((column) => !isClear(column)),
    settable: clearBeside[0] ?? beside[0],
  };
}

/** Tables of one system that statements can name: a schema, a name and at least one column. */
export const tablesOf = ({ datasets }: Catalog, system: string): readonly Table[] =>
  [...datasets.values()]
    .filter((one) => one.system === system && one.form === 'table' && one.name.split('.').length === 2)
    .map(tableOf)
    .filter(({ columns }) => columns.length > 0);

const isPlainName = /^[a-z_][a-z0-9_]*$/;
const reserved =
  'all alter and as between by case check column commit constraint create cross current_date default delete desc distinct drop else end escape except exists for foreign from full group having if in index inner insert intersect into is join key left like limit not null offset on or order outer primary references right rollback row select set table then to trigger union unique update user using values view when where with'.split(
    ' ',
  );

export const word = (name: string): string =>
  isPlainName.test(name) && !reserved.includes(name) ? name : `"${name.replaceAll('"', '""')}"`;

export const words = (names: readonly string[]): string => names.map(word).join(', ');

export const named = ({ dataset }: Pick<Table, 'dataset'>): string =>
  dataset.name.split('.').map(word).join('.');

export const pinned = ({ key }: Table): string => key.map((column) => `${word(column)} = 7`).join(' AND ');

export const readOf = ({ dataset }: Table, columns: readonly string[]): Read => ({
  dataset: dataset.name,
  tier: dataset.tier,
  columns,
});

export const writeOf = (
  { dataset }: Table,
  write: Pick<Write, 'mode'> & Partial<Pick<Write, 'columns' | 'scope' | 'sources'>>,
): Write => ({
  dataset: dataset.name,
  tier: dataset.tier,
  columns: [],
  scope: 'not-applicable',
  sources: [],
  ...write,
});

export const touched = (tables: readonly Pick<Table, 'dataset'>[]): readonly Touch[] =>
  [...new Map(tables.map(({ dataset }) => [dataset.name, dataset])).values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, tier, isProtected }) => ({ dataset: name, tier, protected: isProtected, known: true }));

const classesOf = ({ dataset }: Table, column: string): readonly string[] => {
  const found = classOf(dataset, column);
  return found === clear ? [] : [found];
};

export const shown = (table: Table, column: string): EgressColumn => ({
  name: column,
  classes: classesOf(table, column),
  how: 'identity',
  from: [`${table.dataset.name}.${column}`],
});

/** Classified columns among those that choose rows. */
export const filtered = (table: Table, columns: readonly string[], keyed: boolean): readonly Filter[] =>
  columns.flatMap((column) =>
    classesOf(table, column).map((name) => ({ dataset: table.dataset.name, column, class: name, keyed })),
  );

/** No witness merges or replaces; those are no actions. */
export const needsOfWrites = (writes: readonly Write[]): readonly Capability[] =>
  writes.flatMap(({ mode, dataset }) =>
    mode === 'merge' || mode === 'replace' ? [] : [{ action: mode, dataset }],
  );

export const statement = { ...noEffects, statements: 1 };
