/** Classified values on their way into columns that are masked less, or otherwise. Where it cannot match source to target it takes every classified column read. */
import { type ColumnClass, clear } from '../../../catalog/catalog.js';
import { carriedColumn } from './carried.js';
import { egressOf } from './egress.js';
import { itemsByColumn, outerTables, tablesIn, targetOf } from './items.js';
import { classIn, datasetOf, type Known, originsOf, type ReadColumn } from './known.js';
import { namedIn } from './names.js';
import { assignmentsOf, find, insertColumnsOf, listOf, type Statement, statementOf } from './statement.js';
import { fold, isWord, type Token } from './token.js';

interface Column {
  readonly dataset: string;
  readonly column: string;
}

interface Path {
  readonly from: readonly string[];
  readonly to: string;
}

const isClear = (known: Known, dataset: string, column: string): boolean =>
  datasetOf(known.reading.catalog, dataset) !== undefined &&
  classIn(known.reading.catalog, dataset, column) === clear;

const names = (known: Known, columns: readonly ReadColumn[]): readonly string[] => {
  const classified = columns.filter((column) => column.class !== clear);
  const origins = originsOf(known.reading.catalog, classified);
  return origins.length > 0 ? origins : classified.map((column) => column.class);
};

/** Masked alike in both places: the same class, and a value whose equality or last digits say nothing new. */
const keepsClass = (known: Known, to: Column, classes: readonly ColumnClass[]): boolean =>
  !isClear(known, to.dataset, to.column) &&
  classes.every((one) => one === classIn(known.reading.catalog, to.dataset, to.column));

/** The rows of an INSERT or CREATE TABLE AS, position by position. */
function rowPaths(known: Known, inner: Known | undefined, place: Place): readonly Path[] {
  const { dataset, columns } = place;
  const whole = (): readonly Path[] =>
    columns.map((column) => ({ from: names(known, known.classified), to: `${dataset}.${column}` }));
  if (inner === undefined) return whole();
  const taken = statementOf(inner.reading.tokens);
  const egress = egressOf(inner, taken);
  if (egress.length !== columns.length) return whole();
  const items = outerTables(inner, taken) === undefined ? [] : itemsByColumn(listOf(taken), columns.length);
  return egress.flatMap((column, at) => {
    const to = columns[at];
    if (to === undefined || column.classes.length === 0) return [];
    const isCarried = column.how === 'identity' || carriedColumn(items[at]?.tokens ?? []) !== undefined;
    if (isCarried && keepsClass(known, { dataset, column: to }, column.classes)) return [];
    return [{ from: column.from.length > 0 ? column.from : column.classes, to: `${dataset}.${to}` }];
  });
}

interface Place {
  readonly dataset: string;
  readonly columns: readonly string[];
}

/** `excluded.a` in `SET a = excluded.a` is the row that was to be inserted: it is judged there. */
const withoutExcluded = (value: readonly Token[], columns: readonly string[]): readonly Token[] => {
  const isOwn =
    value.length === 3 && value[0]?.name === 'excluded' && columns.includes(fold(value[2]?.name ?? ''));
  return isOwn ? [] : value;
};

function assignmentPaths(known: Known, statement: Statement, dataset: string): readonly Path[] {
  const { tokens, at, hasWith, verb } = statement;
  const from = verb === 'update' ? find(tokens, at, 'from') : -1;
  const end = find(tokens, from, 'where', 'returning', 'order', 'limit');
  const list = from < 0 ? [] : tokens.slice(from + 1, end < 0 ? tokens.length : end);
  const isSimple = !hasWith && (list.length === 0 || tablesIn(known, list) !== undefined);
  return assignmentsOf(statement).flatMap((assignment) => {
    const { columns, unplaced } = namedIn(known, withoutExcluded(assignment.value, assignment.names));
    const sources = names(known, unplaced || !isSimple ? known.classified : columns);
    if (sources.length === 0) return [];
    const isCarried = isSimple && carriedColumn(assignment.value) !== undefined;
    const classes = columns.map((column) => column.class);
    return assignment.names
      .filter((column) => !isCarried || !keepsClass(known, { dataset, column }, classes))
      .map((column) => ({ from: sources, to: `${dataset}.${column}` }));
  });
}

/** What a trigger reads may land in whatever it writes. */
function triggerPaths(known: Known): readonly Path[] {
  const { events } = known.reading.trace;
  return events.flatMap((event) => {
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
    const written =
      event.action === 'UPDATE'
        ? [fold(event.second)]
        : (known.reading.structure.objects.get(dataset)?.columns ?? []);
    if (read.length === 0) return [];
    return written
      .filter((column) => isClear(known, dataset, column))
      .map((column) => ({ from: names(known, read), to: `${dataset}.${column}` }));
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
  const made = known.reading.trace.events.find((event) => event.action === 'CREATE_TABLE');
  if (statement.verb !== 'create' || made === undefined) return undefined;
  const columns = known.reading.trace.inner?.columns.map((column) => fold(column.name)) ?? [];
  return { dataset: `${fold(made.database)}.${fold(made.first)}`, columns };
}

const takesRows = ({ tokens }: Statement): boolean =>
  tokens.some((token) => isWord(token, 'select', 'values'));

export function flowsOf(known: Known, inner: Known | undefined, statement: Statement): readonly string[] {
  const place = placeOf(known, statement);
  const target =
    statement.verb === 'insert' || statement.verb === 'update' ? targetOf(known, statement) : undefined;
  const paths = [
    ...(place !== undefined && takesRows(statement) ? rowPaths(known, inner, place) : []),
    ...(target === undefined ? [] : assignmentPaths(known, statement, target.dataset)),
    ...triggerPaths(known),
  ];
  return [...new Set(paths.flatMap(({ from, to }) => from.map((one) => `${one} -> ${to}`)))].sort();
}
