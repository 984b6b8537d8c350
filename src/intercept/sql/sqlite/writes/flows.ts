/** The paths of classified values into columns. Where it cannot match source to target it takes every classified column read. */
import { classOf, clear, datasetNamed } from '../../../../catalog/catalog.js';
import { egressOf, holdsNoName } from '../answers/egress.js';
import { withoutSources } from '../answers/outputs.js';
import { type Flowed, type Path, weighPaths } from '../carrying/carry.js';
import { isClear, type Known, originsOf, type ReadColumn, unionClasses } from '../engine/known.js';
import { assignmentsOf, find, listOf, type Statement, statementOf } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { insertColumnsOf, tuplesOf, viewColumnsOf } from '../tokens/written.js';
import { carriedColumn } from '../values/carried.js';
import { canFail, computes } from '../values/failing.js';
import { itemsByColumn, outerTables, tablesIn, targetOf } from '../values/items.js';
import { namedIn } from '../values/names.js';
import { columnsPut } from './fired.js';
import { renamePaths } from './rename.js';

type Sources = Pick<Path, 'classes' | 'from'>;

const sourcesOf = (known: Known, columns: readonly ReadColumn[]): Sources => {
  const classified = columns.filter((column) => !isClear(column));
  return { classes: unionClasses(classified), from: originsOf(known.reading.catalog, classified) };
};

interface Place {
  readonly dataset: string;
  readonly columns: readonly string[];
}

/** The rows of an INSERT, CREATE TABLE AS or CREATE VIEW, position by position. */
function rowPaths(known: Known, inner: Known | undefined, { dataset, columns }: Place): readonly Path[] {
  const unread = (): readonly Path[] =>
    columns.map((column) => ({ dataset, column, ...sourcesOf(known, known.classified), change: 'asked' }));
  if (inner === undefined) return unread();
  const taken = statementOf(inner.reading.tokens);
  const egress = egressOf(inner, taken);
  if (egress.length !== columns.length) return unread();
  const tuples = taken.verb === 'values' ? tuplesOf(taken.tokens, taken.at) : [];
  const isConstant = (at: number): boolean =>
    tuples.length > 0 && tuples.every((tuple) => holdsNoName(tuple[at] ?? []));
  const isAsked = tuples.some((tuple) => tuple.some((item) => computes(withoutSources(item))));
  const items = outerTables(inner, taken) === undefined ? [] : itemsByColumn(listOf(taken), columns.length);
  return egress.flatMap(({ classes, from, how }, at): readonly Path[] => {
    const column = columns[at];
    if (column === undefined || classes.length === 0 || isConstant(at)) return [];
    const isWhole =
      carriedColumn(items[at]?.tokens ?? []) !== undefined && !inner.classified.some((one) => one.isDerived);
    const change = how === 'identity' || isWhole ? 'none' : 'made';
    return [{ dataset, column, classes, from, change: isAsked ? 'asked' : change }];
  });
}

/** `excluded.a` in `SET a = excluded.a` is the row that was to be inserted: it is judged there. */
const isOwnRow = (value: readonly Token[], columns: readonly string[]): boolean =>
  value.length === 3 && value[0]?.name === 'excluded' && columns.includes(fold(value[2]?.name ?? ''));

/** The engine says nothing of what the row that was to be inserted is read for. */
const namesExcluded = (value: readonly Token[]): boolean =>
  value.some((token, at) => fold(token.name) === 'excluded' && isOp(value[at + 1], '.'));

function assignmentPaths(known: Known, statement: Statement, dataset: string): readonly Path[] {
  const { tokens, at, hasWith, verb } = statement;
  const from = verb === 'update' ? find(tokens, at, 'from') : -1;
  const end = find(tokens, from, 'where', 'returning', 'order', 'limit');
  const list = from < 0 ? [] : tokens.slice(from + 1, end < 0 ? tokens.length : end);
  const isSimple = !hasWith && (list.length === 0 || tablesIn(known, list) !== undefined);
  return assignmentsOf(statement).flatMap(({ names, value }): readonly Path[] => {
    if (isOwnRow(value, names)) return [];
    const { columns, unplaced } = namedIn(known, value);
    const isPlaced = isSimple && !unplaced && !namesExcluded(value);
    const read = isPlaced ? columns : known.classified;
    const isAsked = isPlaced ? canFail(value) : computes(withoutSources(value));
    const isSame = isPlaced && carriedColumn(value) !== undefined && !read.some((one) => one.isDerived);
    const change = isSame ? 'none' : isAsked ? 'asked' : 'made';
    return names.map((column) => ({ dataset, column, ...sourcesOf(known, read), change }));
  });
}

/** What a trigger reads may land in whatever it writes. */
function triggerPaths(known: Known): readonly Path[] {
  const { events } = known.reading.trace;
  return events.flatMap((event): readonly Path[] => {
    if (event.via === '' || (event.action !== 'INSERT' && event.action !== 'UPDATE')) return [];
    const read = known.classified.filter((column) =>
      events.some(
        ({ action, via, database, first, second }) =>
          action === 'READ' &&
          via === event.via &&
          `${fold(database)}.${fold(first)}.${fold(second)}` === `${column.dataset}.${column.column}`,
      ),
    );
    const dataset = `${fold(event.database)}.${fold(event.first)}`;
    const target = datasetNamed(known.reading.catalog, dataset);
    const written =
      event.action === 'UPDATE'
        ? [fold(event.second)]
        : (columnsPut(known, fold(event.via), dataset) ??
          known.reading.structure.objects.get(dataset)?.columns ??
          []);
    return written
      .filter((column) => classOf(target, column) === clear)
      .map((column) => ({ dataset, column, ...sourcesOf(known, read), change: 'asked' }));
  });
}

/** The dataset and columns that new rows land in. */
function placeOf(known: Known, statement: Statement): Place | undefined {
  if (statement.verb === 'insert') {
    const dataset = targetOf(known, statement)?.dataset;
    if (dataset === undefined) return undefined;
    const live = known.reading.structure.objects.get(dataset)?.columns ?? [];
    return { dataset, columns: insertColumnsOf(statement) ?? live };
  }
  const made = known.reading.trace.events.find(
    ({ action }) => action === 'CREATE_TABLE' || action === 'CREATE_VIEW',
  );
  if (statement.verb !== 'create' || made === undefined) return undefined;
  const columns =
    viewColumnsOf(statement) ?? known.reading.trace.inner?.columns.map((column) => fold(column.name)) ?? [];
  return { dataset: `${fold(made.database)}.${fold(made.first)}`, columns };
}

const takesRows = ({ tokens }: Statement): boolean =>
  tokens.some((token) => isWord(token, 'select', 'values'));

export function flowsOf(known: Known, inner: Known | undefined, statement: Statement): Flowed {
  const place = placeOf(known, statement);
  const target =
    statement.verb === 'insert' || statement.verb === 'update' ? targetOf(known, statement) : undefined;
  const paths = [
    ...(place !== undefined && takesRows(statement) ? rowPaths(known, inner, place) : []),
    ...(target === undefined ? [] : assignmentPaths(known, statement, target.dataset)),
    ...triggerPaths(known),
    ...renamePaths(known, statement),
  ];
  return weighPaths(known, paths, statement);
}
