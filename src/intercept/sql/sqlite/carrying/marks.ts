/** Where the marks of a statement stand: beside a classified column, as `=` in a condition, or put into one as they are. Every other place is anywhere. */
import type { Mark } from '../../../effects.js';
import { columnIn, isSchemaTable, type Known, type ReadColumn } from '../engine/known.js';
import { numbersOf } from '../tokens/numbered.js';
import { find, type Statement, splitAt, whereOf } from '../tokens/statement.js';
import { givenNames } from '../tokens/tails.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { ownerOf } from '../values/choosing.js';
import { bare, comparisonOf } from '../values/comparison.js';
import { conditionsIn, partsOf } from '../values/conditions.js';
import { outerTables, type TableRef } from '../values/items.js';
import { endsExpression, plainColumn } from '../values/names.js';
import type { Put } from './puts.js';

export interface Equality {
  /** One, or all that its name may mean. */
  readonly columns: readonly ReadColumn[];
  /** Where its name stands. */
  readonly named: readonly Token[];
  readonly marks: readonly Token[];
  readonly numbers: readonly number[];
}

const isMark = (tokens: readonly Token[]): boolean => tokens.length === 1 && tokens[0]?.kind === 'param';

const marksIn = ({ tokens }: Statement): readonly Token[] => tokens.filter(({ kind }) => kind === 'param');

interface Sides {
  readonly named: readonly Token[];
  readonly marks: readonly Token[];
}

function sidesOf(part: readonly Token[]): Sides | undefined {
  const comparison = comparisonOf(bare(part));
  if (comparison === undefined || comparison.isNegated) return undefined;
  const [left, right] = [bare(comparison.left), bare(comparison.right)];
  if (comparison.operator === 'in') {
    const isList = isOp(comparison.right[0], '(') && isOp(comparison.right.at(-1), ')');
    const items = isList ? splitAt(comparison.right.slice(1, -1), ',') : [];
    return items.length > 0 && items.every(isMark) ? { named: left, marks: items.flat() } : undefined;
  }
  if (!['=', '==', 'is'].includes(comparison.operator)) return undefined;
  if (isMark(right)) return { named: left, marks: right };
  return isMark(left) ? { named: right, marks: left } : undefined;
}

export type Found = (named: readonly Token[], name: string) => readonly ReadColumn[];

/** The column of one table of the FROM. A column comes before what the list calls by its name. */
const amongTables =
  ({ reading: { catalog, structure }, columns }: Known, tables: readonly TableRef[]): Found =>
  (named, name) => {
    const owner = ownerOf(named);
    const fits = tables.filter(
      ({ alias, dataset }) =>
        (owner === undefined || alias === owner) && structure.objects.get(dataset)?.columns.includes(name),
    );
    const [dataset, ...others] = new Set(fits.map((table) => table.dataset));
    if (dataset === undefined || others.length > 0) return [];
    const isRead = columns.some((one) => one.dataset === dataset && one.column === name);
    return isRead ? [columnIn(catalog, dataset, name)] : [];
  };

/** INVARIANT: what another query hands on under the name of a column is that column, of one of the tables that are read, as it stands. */
function handsOnColumns({ reading, views }: Known, tokens: readonly Token[]): boolean {
  const { events } = reading.trace;
  const isTable = ({ action, first, second, database }: (typeof events)[number]): boolean =>
    action !== 'READ' ||
    second === '' ||
    (!isSchemaTable(first) &&
      reading.structure.objects.get(`${fold(database)}.${fold(first)}`)?.kind === 'table');
  const odd = ['values', 'union', 'intersect', 'except', 'recursive', 'collate'];
  return views.length === 0 && events.every(isTable) && !tokens.some((one) => isWord(one, ...odd));
}

/** After which a name is one that is used, and none that is given. */
const leads = (before: Token | undefined): boolean =>
  isWord(before, 'select', 'distinct', 'all', 'where', 'on', 'and', 'or', 'by') ||
  (before?.kind === 'op' && before.name !== ')');

/** Whichever table's column it is: all that are read by its name count. */
function amongQueries(known: Known, tokens: readonly Token[]): Found {
  if (!handsOnColumns(known, tokens)) return () => [];
  const given = givenNames(tokens, endsExpression);
  return (named, name) => {
    // A quoted name that no column bears is a text.
    const isWritten = named.every(({ kind }) => kind === 'word' || kind === 'op');
    const isGiven =
      given.has(name) || tokens.some((one, at) => fold(one.name) === name && !leads(tokens[at - 1]));
    return isWritten && !isGiven ? known.columns.filter(({ column }) => column === name) : [];
  };
}

export interface Scope {
  readonly conditions: readonly (readonly Token[])[];
  readonly find: Found;
}

/** Tables and queries over tables: then each row that a condition looks at is a row that may be read. */
export function scopeIn(known: Known, statement: Statement): Scope | undefined {
  const { tokens, verb, at, hasWith } = statement;
  const where = whereOf(statement) ?? [];
  const isWritten = verb === 'delete' || (verb === 'update' && find(tokens, at, 'from') < 0);
  if (verb !== 'select' && (!isWritten || hasWith)) return undefined;
  // Of a write, what it does to the rows is none of its conditions.
  const conditions = verb === 'select' ? conditionsIn(tokens) : [where, ...conditionsIn(where)];
  const queries = tokens.filter((one) => isWord(one, 'select', 'values', 'union', 'intersect', 'except'));
  const isFlat = queries.length === (verb === 'select' ? 1 : 0);
  const tables = isFlat ? outerTables(known, statement) : undefined;
  const named = tables === undefined ? amongQueries(known, tokens) : amongTables(known, tables);
  return { conditions, find: named };
}

export function equalitiesOf(known: Known, statement: Statement): readonly Equality[] {
  const marks = marksIn(statement);
  const all = marks.length === 0 ? undefined : numbersOf(known.reading.text, marks);
  const scope = all === undefined ? undefined : scopeIn(known, statement);
  if (all === undefined || scope === undefined) return [];
  const numbers = new Map(marks.map((mark, at) => [mark, all[at] ?? 0]));
  return scope.conditions.flatMap(partsOf).flatMap((part) => {
    const sides = sidesOf(part);
    const last = sides === undefined ? undefined : plainColumn(sides.named);
    if (sides === undefined || last === undefined || sides.named.some(({ kind }) => kind === 'string'))
      return [];
    const columns = scope.find(sides.named, fold(last.name));
    const isOne = columns.every(({ classes, isDerived }) => classes.length === 1 && !isDerived);
    if (columns.length === 0 || !isOne) return [];
    return [{ columns, ...sides, numbers: sides.marks.map((mark) => numbers.get(mark) ?? 0) }];
  });
}

export function marksOf(
  text: string,
  statement: Statement,
  { equalities, puts }: { readonly equalities: readonly Equality[]; readonly puts: readonly Put[] },
): readonly Mark[] {
  const marks = marksIn(statement);
  const numbers = numbersOf(text, marks);
  if (numbers === undefined) return marks.map(() => ({ number: 0 }));
  const columns = new Map(equalities.flatMap((one) => one.marks.map((mark) => [mark, one.columns] as const)));
  const written = new Map(puts.map(({ mark, into }) => [mark, into] as const));
  return marks.flatMap((mark, at): readonly Mark[] => {
    const number = numbers[at] ?? 0;
    const into = written.get(mark);
    if (into !== undefined) return [{ number, into }];
    const beside = (columns.get(mark) ?? []).flatMap(({ dataset, column, classes }) =>
      classes.map((name) => ({ number, equals: { dataset, column, class: name } })),
    );
    return beside.length > 0 ? beside : [{ number }];
  });
}
