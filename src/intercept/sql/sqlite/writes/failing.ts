/** What a write is told by failing: that a value which may not be seen is there already, passes a rule, or fits. It counts as a question of the row that is named; which of many rows are left out or replaced is one that nobody has named. */
import type { Filter } from '../../../effects.js';
import { columnIn, isClear, type Known } from '../engine/known.js';
import { assignmentsOf, find, type Statement } from '../tokens/statement.js';
import { fold, isOp, isWord } from '../tokens/token.js';
import { insertColumnsOf } from '../tokens/written.js';
import { targetOf } from '../values/items.js';

type Asked = Pick<Filter, 'dataset' | 'column'>;
interface Put {
  readonly dataset: string;
  readonly columns: readonly string[];
}

function putOf(known: Known, statement: Statement): Put | undefined {
  const target = ['insert', 'update'].includes(statement.verb) ? targetOf(known, statement) : undefined;
  if (target === undefined) return undefined;
  const live = known.reading.structure.objects.get(target.dataset)?.columns ?? [];
  const brought = statement.verb === 'insert' ? (insertColumnsOf(statement) ?? live) : [];
  const assigned = assignmentsOf(statement).flatMap(({ names }) => names);
  return { dataset: target.dataset, columns: [...brought, ...assigned] };
}

/** A row that collides with any is left out, or takes the place of the other. */
function leavesOut({ tokens, at, replaces }: Statement): boolean {
  const isOr = isWord(tokens[at + 1], 'or') && isWord(tokens[at + 2], 'ignore');
  const conflict = find(tokens, at, 'conflict');
  return replaces || isOr || (conflict >= 0 && !isOp(tokens[conflict + 1], '('));
}

/** What its rows are compared by with others; a computed one could be of each column. */
function compared(known: Known, { dataset, columns }: Put): readonly string[] {
  const object = known.reading.structure.objects.get(dataset);
  return (object?.compared ?? []).flatMap((own) => {
    const names = own.includes('') ? (object?.columns ?? []) : own;
    return names.some((name) => columns.includes(name)) ? names : [];
  });
}

/** What a rule of the table is about could be any of its columns: those that are put, and of a row that is there the others. */
function ruled(known: Known, { dataset, columns }: Put, { verb }: Statement): readonly string[] {
  const object = known.reading.structure.objects.get(dataset);
  if (object === undefined || !object.isRuled) return [];
  return verb === 'update' ? object.columns.filter((name) => !columns.includes(name)) : [];
}

/** What is read comes to stand where something is asked of it: in a column that holds a class, or it would be a flow. */
function brought(known: Known, { dataset, columns }: Put): readonly Asked[] {
  const { structure, catalog } = known.reading;
  const object = structure.objects.get(dataset);
  const hidden = columns.filter((name) => !isClear(columnIn(catalog, dataset, name)));
  const isHeld = hidden.some((name) => object?.held.includes(name) === true);
  const isAsked = hidden.some((name) => object?.present.includes(name) === true);
  return known.classified.filter(
    (one) => isHeld || (isAsked && structure.objects.get(one.dataset)?.present.includes(one.column) !== true),
  );
}

/** Rows that a trigger or a cascade writes are compared with others too, and nobody has named them. */
function setOff(known: Known): readonly Asked[] {
  const { events } = known.reading.trace;
  return events.flatMap(({ action, via, database, first, second }) => {
    if (via === '' || !['INSERT', 'UPDATE'].includes(action)) return [];
    const dataset = `${fold(database)}.${fold(first)}`;
    const live = known.reading.structure.objects.get(dataset)?.columns ?? [];
    const columns = action === 'UPDATE' ? [fold(second)] : live;
    return compared(known, { dataset, columns }).map((column) => ({ dataset, column }));
  });
}

const leavesOutBySchema = ({ reading }: Known, { dataset }: Put): boolean =>
  reading.structure.objects.get(dataset)?.leavesOut === true;

function filtersOn({ reading }: Known, asked: readonly Asked[], keyed: boolean): readonly Filter[] {
  const unique = new Map(asked.map((one) => [`${one.dataset}.${one.column}`, one]));
  return [...unique.values()].flatMap(({ dataset, column }) => {
    const { classes, isDerived } = columnIn(reading.catalog, dataset, column);
    return classes.map((one) => ({ dataset, column, class: one, keyed: keyed && !isDerived }));
  });
}

export function askedByFailing(known: Known, statement: Statement): readonly Filter[] {
  const put = putOf(known, statement);
  if (put === undefined) return [];
  const own = [...compared(known, put), ...ruled(known, put, statement)];
  const asked = [...own.map((column) => ({ dataset: put.dataset, column })), ...brought(known, put)];
  const isNamed = !(leavesOut(statement) || leavesOutBySchema(known, put));
  return [...filtersOn(known, asked, isNamed), ...filtersOn(known, setOff(known), false)];
}
