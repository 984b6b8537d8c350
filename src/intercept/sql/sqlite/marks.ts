/** Where the marks of a statement stand: beside a classified column, as `=` in the outer conjunction, or put into one as they are. Every other place is anywhere. */
import type { Mark } from '../../effects.js';
import { ownerOf } from './choosing.js';
import { bare, comparisonOf, splitWord } from './comparison.js';
import { outerTables, type TableRef } from './items.js';
import { columnIn, type Known, type ReadColumn } from './known.js';
import { plainColumn } from './names.js';
import type { Put } from './puts.js';
import { find, type Statement, splitAt, whereOf } from './statement.js';
import { fold, isOp, isWord, type Token } from './token.js';

export interface Equality {
  readonly column: ReadColumn;
  /** Where its name stands. */
  readonly named: readonly Token[];
  readonly numbers: readonly number[];
}

const isMark = (tokens: readonly Token[]): boolean => tokens.length === 1 && tokens[0]?.kind === 'param';

const marksIn = ({ tokens }: Statement): readonly Token[] => tokens.filter(({ kind }) => kind === 'param');

/** `?` and nothing else: one that has a name or a number of its own may stand for another's value. */
const areCounted = (marks: readonly Token[]): boolean => marks.every(({ start, end }) => end - start === 1);

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

/** The column of one table of the FROM, of one class. A column comes before what the list calls by its name. */
function columnAt(
  known: Known,
  tables: readonly TableRef[],
  named: readonly Token[],
): ReadColumn | undefined {
  const last = plainColumn(named);
  if (last === undefined || named.some(({ kind }) => kind === 'string')) return undefined;
  const { catalog, structure } = known.reading;
  const [name, owner] = [fold(last.name), ownerOf(named)];
  const fits = tables.filter(
    ({ alias, dataset }) =>
      (owner === undefined || alias === owner) && structure.objects.get(dataset)?.columns.includes(name),
  );
  const [dataset, ...others] = new Set(fits.map((table) => table.dataset));
  if (dataset === undefined || others.length > 0) return undefined;
  const isRead = known.columns.some((one) => one.dataset === dataset && one.column === name);
  const column = columnIn(catalog, dataset, name);
  return isRead && column.classes.length === 1 && !column.isDerived ? column : undefined;
}

/** Base tables and no query within: then each row that the WHERE looks at is a row that may be read. */
function tablesOf(known: Known, statement: Statement): readonly TableRef[] | undefined {
  const { tokens, verb, at } = statement;
  const isOne = verb === 'select' || verb === 'delete' || (verb === 'update' && find(tokens, at, 'from') < 0);
  const queries = tokens.filter((token) => isWord(token, 'select', 'values', 'union', 'intersect', 'except'));
  return isOne && queries.length === (verb === 'select' ? 1 : 0) ? outerTables(known, statement) : undefined;
}

export function equalitiesOf(known: Known, statement: Statement): readonly Equality[] {
  const marks = marksIn(statement);
  if (marks.length === 0 || !areCounted(marks)) return [];
  const tables = tablesOf(known, statement);
  const where = bare(whereOf(statement) ?? []);
  if (tables === undefined || where.length === 0 || splitWord(where, 'or').length > 1) return [];
  const numbers = new Map(marks.map((mark, at) => [mark, at + 1]));
  return splitWord(where, 'and').flatMap((part) => {
    const sides = sidesOf(part);
    const column = sides === undefined ? undefined : columnAt(known, tables, sides.named);
    if (sides === undefined || column === undefined) return [];
    return [{ column, named: sides.named, numbers: sides.marks.map((mark) => numbers.get(mark) ?? 0) }];
  });
}

export function marksOf(
  statement: Statement,
  { equalities, puts }: { readonly equalities: readonly Equality[]; readonly puts: readonly Put[] },
): readonly Mark[] {
  const marks = marksIn(statement);
  if (!areCounted(marks)) return marks.map(() => ({ number: 0 }));
  const columns = new Map(
    [...equalities].reverse().flatMap(({ column, numbers }) => numbers.map((one) => [one, column] as const)),
  );
  const written = new Map(puts.map(({ mark, into }) => [mark, into] as const));
  return marks.map((mark, at) => {
    const number = at + 1;
    const into = written.get(mark);
    if (into !== undefined) return { number, into };
    const column = columns.get(number);
    const [name] = column?.classes ?? [];
    return column === undefined || name === undefined
      ? { number }
      : { number, equals: { dataset: column.dataset, column: column.column, class: name } };
  });
}
