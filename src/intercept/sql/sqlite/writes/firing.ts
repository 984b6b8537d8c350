/** What a write puts into the columns of a row, as the triggers see it that it sets off: whether rows decide it, or the text does. What it cannot follow has no values here. */
import type { Known } from '../engine/known.js';
import type { StructureObject, Trigger } from '../engine/trace.js';
import {
  armsOf,
  assignmentsOf,
  find,
  listOf,
  type Statement,
  splitAt,
  statementOf,
} from '../tokens/statement.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { keywords } from '../tokens/words.js';
import { insertColumnsOf, tuplesOf } from '../tokens/written.js';
import { bare } from '../values/comparison.js';
import { itemOf, outerTables, targetOf } from '../values/items.js';
import { columnsNamed, isColumnPlace, isTypeName } from '../values/names.js';

export type Value = readonly Token[];
type Values = readonly Value[] | undefined;

/** One write, of the statement or of a trigger, as one occasion for triggers. */
export interface Firing {
  readonly object: StructureObject | undefined;
  readonly occasion: Trigger['occasion'];
  /** Every value that a row may get there; undefined where it keeps what it has, or there is no telling. */
  values(column: string): Values;
  /** Those, where the row holds them as they are written; undefined where the engine may make others of them. */
  stored(column: string): Values;
  /** A row that is missing a value gets the one that its column has by default. */
  readonly replaces: boolean;
  keeps(column: string): boolean;
  /** A row that is there has a part in it. */
  isOfRow(value: Value): boolean;
}

interface Write {
  readonly known: Known;
  readonly statement: Statement;
  /** The rows that it takes, read alone; undefined where it takes none or nobody knows. */
  readonly inner: Known | undefined;
  readonly object: StructureObject | undefined;
  /** Of the rows of the trigger whose statement it is: by `new` and `old`. */
  readonly outer: Firing | undefined;
}

const dotted = (value: Value, at: number): string | undefined =>
  isOp(value[at - 1], '.') ? fold(value[at - 2]?.name ?? '') : undefined;

/** `new.c` of an outer row and nothing else. */
export function rowColumn(value: Value): readonly [row: string, column: string] | undefined {
  const [row, dot, column, ...more] = bare(value);
  const isOf = more.length === 0 && isOp(dot, '.') && row !== undefined && column !== undefined;
  return isOf ? [fold(row.name), fold(column.name)] : undefined;
}

/** `new.c` or `old.c`, as rows decide it. */
export function isOpen(firing: Firing, [row, column]: readonly [string, string]): boolean {
  const { object, occasion } = firing;
  const isThere = object?.columns.includes(column) === true;
  const isMade = object?.computed.some((one) => one.column === column) === true;
  if (!isThere || isMade) return false;
  if (row === 'old') return occasion !== 'insert';
  if (row !== 'new' || occasion === 'delete') return false;
  const values = firing.values(column);
  return firing.keeps(column) || (values !== undefined && values.length > 0 && values.every(firing.isOfRow));
}

/** The rows that an INSERT writes down, each value by the column. */
function writtenRows({ statement, object }: Write): ((column: string) => Values) | undefined {
  const { tokens, at } = statement;
  const values = find(tokens, at, 'values');
  const takesMore = find(tokens, at, 'select', 'union', 'intersect', 'except') >= 0;
  if (values < 0 || takesMore) return undefined;
  // A computed column has no place among what is written down.
  const columns = insertColumnsOf(statement) ?? (object?.computed.length === 0 ? object.columns : []);
  const tuples = tuplesOf(tokens, values);
  return (column) => {
    const place = columns.indexOf(column);
    return place < 0 ? undefined : tuples.map((tuple) => tuple[place] ?? []);
  };
}

/** The lists of a query over tables alone, by the column: a name in them is a table's own. */
function takenRows({ statement, object, inner }: Write): ((column: string) => Values) | undefined {
  if (inner === undefined) return undefined;
  const columns = insertColumnsOf(statement) ?? (object?.computed.length === 0 ? object.columns : []);
  const lists = armsOf(inner.reading.tokens).map((arm) => {
    const one = statementOf(arm);
    const items = splitAt(listOf(one) ?? [], ',').map(itemOf);
    const isFlat = one.verb === 'select' && (outerTables(inner, one) ?? []).length > 0;
    const isWhole = items.length === 1 && items[0]?.isStar === true;
    return isFlat && (isWhole || !items.some(({ isStar }) => isStar)) ? { items, isWhole } : undefined;
  });
  return (column) => {
    const place = columns.indexOf(column);
    const values = lists.map((list) => (list?.isWhole === true ? list.items[0] : list?.items[place])?.tokens);
    const known = values.filter((value) => value !== undefined);
    return place < 0 || known.length < values.length ? undefined : known;
  };
}

/** What an assignment gives to one of its columns: `(a, b) = (1, 2)` one of each. INVARIANT: a query is told by its list where it has one alone, and no star in it. */
function partFor(names: readonly string[], value: Value, column: string): Value | undefined {
  if (names.length === 1) return value;
  const inside = bare(value);
  if (!isWord(inside[0], 'select', 'with', 'values')) return splitAt(inside, ',')[names.indexOf(column)];
  const [arm, ...more] = armsOf(flat(inside));
  if (arm === undefined || more.length > 0 || !isWord(arm[0], 'select')) return undefined;
  const items = splitAt(listOf(statementOf(arm)) ?? [], ',');
  return items.some((item) => itemOf(item).isStar) ? undefined : items[names.indexOf(column)];
}

/** As if it stood alone. */
const flat = (tokens: Value): Value => {
  const least = Math.min(...tokens.map(({ depth }) => depth));
  return tokens.map((token) => ({ ...token, depth: token.depth - least }));
};

const isExcluded = (value: Value, column: string): boolean => {
  const [row, name] = rowColumn(value) ?? [];
  return row === 'excluded' && name === column;
};

/** INVARIANT: a column that two lists set, or that one sets twice, has no value that is told. */
function setValues(write: Write, brought: (column: string) => Values): Pick<Firing, 'values' | 'keeps'> {
  const { statement, known } = write;
  const lists = statement.tokens.filter((token) => token.depth === 0 && isWord(token, 'set')).length;
  const assigned = assignmentsOf(statement);
  const setting = (column: string) => assigned.filter(({ names }) => names.includes(column));
  // A table that bears the name itself is meant by it: then the row keeps what it has.
  const isOther = write.outer !== undefined || targetOf(known, statement)?.alias !== 'excluded';
  const isTaken = statement.verb === 'insert' && isOther;
  return {
    keeps: (column) => lists === 1 && setting(column).length === 0,
    values(column) {
      const [one, ...more] = setting(column);
      if (lists !== 1 || one === undefined || more.length > 0) return undefined;
      const value = partFor(one.names, one.value, column);
      if (value === undefined) return undefined;
      return isTaken && isExcluded(value, column) ? brought(column) : [value];
    },
  };
}

/** INVARIANT: a name that no row is known to stand behind decides nothing: it may be what the author has written down elsewhere. */
function isOfRowIn(write: Write, brought: (column: string) => Values) {
  const { known, outer, inner, statement } = write;
  const isExcludedRow =
    statement.verb === 'insert' && (outer !== undefined || targetOf(known, statement)?.alias !== 'excluded');
  const isOfRow = (value: Value): boolean =>
    value.some((token, at) => {
      if (!isColumnPlace(value, at) || isTypeName(value, at)) return false;
      const [row, name] = [dotted(value, at), fold(token.name)];
      if (outer !== undefined && (row === 'new' || row === 'old')) return isOpen(outer, [row, name]);
      if (isExcludedRow && row === 'excluded') return brought(name)?.every(isOfRow) === true;
      if (token.kind === 'word' && keywords.has(token.name)) return false;
      return [known, ...(inner === undefined ? [] : [inner])].some(
        (one) => columnsNamed(one, name).length > 0,
      );
    });
  return isOfRow;
}

const nothing = (): undefined => undefined;

/** INVARIANT: what a trigger hands on is what was put into the row that set it off. */
const handedOn =
  ({ outer }: Write, values: Firing['values']): Firing['values'] =>
  (column) =>
    values(column)?.flatMap((value) => {
      const [row, name = ''] = rowColumn(value) ?? [];
      return (row === 'new' ? outer?.stored(name) : undefined) ?? [value];
    });

const isWritten = (value: Value): boolean => {
  const [only, ...more] = bare(value);
  return only?.kind === 'string' && more.length === 0;
};

/** INVARIANT: what looks like a number may be kept as one, and of what is missing REPLACE makes the column's default. */
function asStored({ statement, object, outer }: Write, values: Firing['values']) {
  const replaces = statement.replaces || object?.replaces === true || outer?.replaces === true;
  const stored = (column: string): Values => {
    const all = object?.counting.includes(column) === true ? undefined : values(column);
    const isFilled = replaces && object?.present.includes(column) === true;
    return isFilled && all?.every(isWritten) !== true ? undefined : all;
  };
  return { values, stored, replaces };
}

/** The occasions that one write is: of an INSERT that updates where it collides there are two. */
export function firingOf(write: Write, occasion: Trigger['occasion']): Firing {
  const { statement, object } = write;
  const isInsert = statement.verb === 'insert';
  const brought = (isInsert ? (writtenRows(write) ?? takenRows(write)) : undefined) ?? nothing;
  const isOfRow = isOfRowIn(write, brought);
  const firing = { object, occasion, isOfRow };
  if (occasion === 'update') {
    const { values, keeps } = setValues(write, brought);
    return { ...firing, ...asStored(write, handedOn(write, values)), keeps };
  }
  const values = occasion === 'insert' ? handedOn(write, brought) : nothing;
  return { ...firing, ...asStored(write, values), keeps: () => false };
}
