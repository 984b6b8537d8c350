/** Whether a class can follow a value into a column, and what the overlay is then told. Where the write itself would answer a question about the value, or readers would not see the class, it cannot. */
import {
  type Catalog,
  type ColumnClass,
  classOf,
  clear,
  type Dataset,
  datasetNamed,
  isClassified,
} from '../../../../catalog/catalog.js';
import type { Carry } from '../../../../catalog/overlay.js';
import { columnIn, isSchemaTable, type Known } from '../engine/known.js';
import { viewsIn } from '../engine/lookups.js';
import type { Statement } from '../tokens/statement.js';
import { fold, isWord } from '../tokens/token.js';
import { rowNames } from '../values/names.js';

export interface Path {
  readonly dataset: string;
  readonly column: string;
  readonly classes: readonly ColumnClass[];
  /** `dataset.column`, catalogued names only. */
  readonly from: readonly string[];
  /** `none`: the value itself but for case, outer space and separators. `made`: something computed from it. `asked`: how it is computed is a question, or is not known. */
  readonly change: 'none' | 'made' | 'asked';
}

/** A name that nobody declared is not repeated. */
function named({ reading }: Known, { from, classes, dataset, column }: Path): readonly string[] {
  const isKnown =
    Object.hasOwn(datasetNamed(reading.catalog, dataset)?.columns ?? {}, column) ||
    reading.structure.objects.get(dataset)?.columns.includes(column) === true;
  const to = `${dataset}.${isKnown ? column : '_'}`;
  return (from.length > 0 ? from : classes).map((one) => `${one} -> ${to}`);
}

const declaredOf = ({ reading }: Known, { dataset, column }: Path): ColumnClass =>
  classOf(datasetNamed(reading.catalog, dataset), column);

const holds = (known: Known, path: Path): boolean =>
  path.classes.every((one) => one === declaredOf(known, path));

/** Views that reach the table, through other views as well. */
function viewsOver({ reading }: Known, table: string): readonly string[] {
  const views = viewsIn(reading.structure);
  const reached = new Set([table]);
  for (let grew = true; grew; ) {
    const more = views.filter(
      (view) => !reached.has(view.name) && view.names.some((name) => reached.has(name)),
    );
    for (const view of more) reached.add(view.name);
    grew = more.length > 0;
  }
  return views.filter((view) => reached.has(view.name)).map((view) => `${view.schema}.${view.name}`);
}

const changes = ['INSERT', 'UPDATE', 'DELETE'];

/** A trigger or a cascade takes what is written further, to where no name in the statement says. */
export const reachesFurther = ({ reading }: Known, dataset: string): boolean =>
  reading.trace.events.some(
    ({ action, first, database, via }) =>
      changes.includes(action) &&
      !isSchemaTable(first) &&
      (via !== '' || `${fold(database)}.${fold(first)}` !== dataset),
  );

const isCounting = ({ reading }: Known, name: string): boolean => {
  const dot = name.lastIndexOf('.');
  return reading.structure.objects.get(name.slice(0, dot))?.counting.includes(name.slice(dot + 1)) === true;
};

/**
 * A text that looks like a number becomes one in a column of numbers, and is masked as one. What came from such columns has become it before, and of
 * what was made no kind is shown.
 */
const keepsItsKind = (known: Known, { dataset, column, change, from }: Path): boolean =>
  change !== 'none' ||
  !isCounting(known, `${dataset}.${column}`) ||
  (from.length > 0 && from.every((one) => isCounting(known, one)));

/** INVARIANT: a write that carries cannot fail, or leave a row out, by the value, nor show its kind: its success would say what may not be seen. */
function isFree(known: Known, path: Path, { verb, tokens, at }: Statement): boolean {
  const object = known.reading.structure.objects.get(path.dataset);
  if (verb === 'alter') return true;
  if (object === undefined) return verb === 'create' && !isWord(tokens[at + 1], 'view');
  if (object.kind !== 'table' || object.held.includes(path.column)) return false;
  if (!keepsItsKind(known, path)) return false;
  return path.change === 'none' || !object.present.includes(path.column);
}

/** The overlay names what the catalog declares: a dataset's columns, but not its key, by which rows may be asked for. */
const isNamed = (target: Dataset | undefined, column: string): target is Dataset =>
  target?.form === 'table' && Object.hasOwn(target.columns, column) && !target.key.includes(column);

export function canCarry(known: Known, path: Path, statement: Statement): boolean {
  const { catalog } = known.reading;
  const target = datasetNamed(catalog, path.dataset);
  if (path.change === 'asked' || !isNamed(target, path.column)) return false;
  const declared = declaredOf(known, path);
  // What is made from its own class would cost a column the mask by which others know it.
  if (path.change === 'made' && holds(known, path)) return false;
  if (target.tier === 'gold' && declared === clear) return false;
  const reached = [target, ...known.classified.map((column) => datasetNamed(catalog, column.dataset))];
  if (reached.some((dataset) => dataset?.isProtected === true)) return false;
  const isShown = viewsOver(known, path.dataset.slice(path.dataset.indexOf('.') + 1)).some(
    (view) => datasetNamed(catalog, view) !== undefined,
  );
  return !isShown && !reachesFurther(known, path.dataset) && isFree(known, path, statement);
}

/** The columns among these that hold the class; a class of a column that nobody declared has none. */
const holding = (catalog: Catalog, from: readonly string[], name: ColumnClass): readonly string[] =>
  from.filter((one) => {
    const dot = one.lastIndexOf('.');
    return columnIn(catalog, one.slice(0, dot), one.slice(dot + 1)).classes.includes(name);
  });

const carriesOf = (known: Known, path: Path): readonly Carry[] =>
  path.classes
    .filter((one) => isClassified(one) && (path.change !== 'none' || one !== declaredOf(known, path)))
    .map((one) => ({
      dataset: path.dataset,
      column: path.column,
      class: one,
      derived: path.change !== 'none',
      from: holding(known.reading.catalog, path.from, one),
    }));

export interface Flowed {
  readonly flows: readonly string[];
  readonly carries: readonly Carry[];
  /** What the write brings, whether it may stay there or not: its own answer shows it. */
  readonly brought: readonly Carry[];
}

const distinct = (carries: readonly Carry[]): readonly Carry[] => [
  ...new Map(carries.map((one) => [JSON.stringify(one), one])).values(),
];

/** The number of a row is that of its key as well, which may be any column of numbers, and is told as the key that is declared. */
function shownBy({ reading: { catalog, structure } }: Known, path: Path): readonly Path[] {
  const { columns = [], counting = [] } = structure.objects.get(path.dataset) ?? {};
  if (!rowNames.has(path.column) || columns.includes(path.column)) return [path];
  const keys = new Set([...counting, ...(datasetNamed(catalog, path.dataset)?.key ?? [])]);
  return [path, ...[...keys].map((column) => ({ ...path, column }))];
}

/** INVARIANT: each path is kept, carried or a flow; a flow is a denial. */
export function weighPaths(known: Known, paths: readonly Path[], statement: Statement): Flowed {
  const open = paths.filter(
    (path) => path.classes.length > 0 && !(path.change === 'none' && holds(known, path)),
  );
  const lost = open.filter((path) => !canCarry(known, path, statement));
  const carriesIn = (some: readonly Path[]): readonly Carry[] =>
    distinct(some.flatMap((path) => carriesOf(known, path)));
  return {
    flows: [...new Set(lost.flatMap((path) => named(known, path)))].sort(),
    carries: carriesIn(open.filter((path) => !lost.includes(path))),
    brought: carriesIn(open.flatMap((path) => shownBy(known, path))),
  };
}
