/** Classified columns that choose rows: the oracle channel. A name it cannot clear counts as every classified column that is read. */
import type { Filter } from '../../../effects.js';
import { besideIn, type Joined, joinsIn } from '../carrying/joins.js';
import type { Equality } from '../carrying/marks.js';
import { isClear, joinedByName, type Known, type ReadColumn } from '../engine/known.js';
import { placesOf } from '../engine/lookups.js';
import { isEvery, listOf, type Statement, splitAt } from '../tokens/statement.js';
import { givenNames, type Tail, tailsOf } from '../tokens/tails.js';
import { fold, isFrom, isOp, isWord, type Token } from '../tokens/token.js';
import { usingIn } from '../tokens/using.js';
import { keywords } from '../tokens/words.js';
import { mayBeMade } from '../values/called.js';
import { chosenByName } from '../values/given.js';
import { askedByGrowth } from '../values/growth.js';
import { isPlain, itemOf, outerTables } from '../values/items.js';
import { isKeyed } from '../values/keyed.js';
import { columnsNamed, endsExpression, namedIn } from '../values/names.js';
import { isElement } from '../values/table-functions.js';
import { askedAbout } from './outputs.js';

const isName = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  if (token?.kind === 'word' || token?.kind === 'quoted') return !isOp(tokens[at + 1], '(', '.');
  if (token?.kind !== 'string') return false;
  return isOp(tokens[at - 1], '.') || usingIn(tokens).has(at);
};

interface Hunt {
  readonly known: Known;
  readonly tokens: readonly Token[];
  readonly given: ReadonlySet<string>;
  /** What each alias and position of the outer list stands for; undefined when there is no telling. */
  readonly outer: ((name: string | number) => readonly ReadColumn[] | undefined) | undefined;
  /** Whether a name could be that of a set operation's column, of which only the first arm bears it. */
  readonly arms: (tail: Tail) => boolean;
}

function armsOf(known: Known, tokens: readonly Token[]): Hunt['arms'] {
  if (known.views.some((view) => view.unites)) return () => true;
  const depths = tokens.flatMap((token) =>
    isWord(token, 'union', 'intersect', 'except') ? [token.depth] : [],
  );
  const deepest = Math.max(-1, ...depths);
  // What a WITH unites may be read at any depth.
  if (deepest >= 0 && tokens.some((token) => isWord(token, 'with'))) return () => true;
  return ({ level, isLast }) => deepest > level || (isLast && depths.includes(level));
}

function outerNames(known: Known, statement: Statement): Hunt['outer'] {
  if (statement.verb !== 'select' || outerTables(known, statement) === undefined) return undefined;
  const items = splitAt(listOf(statement) ?? [], ',').map(itemOf);
  return (name) => {
    const at = typeof name === 'number' ? name - 1 : items.findIndex((item) => item.alias === name);
    const item = items[at];
    const starBefore = typeof name === 'number' && items.slice(0, at + 1).some((one) => one.isStar);
    if (item === undefined || item.isStar || starBefore) return undefined;
    const { columns, unplaced } = namedIn(known, item.tokens);
    return unplaced ? undefined : columns;
  };
}

/** `EXISTS (SELECT *`, `FROM (SELECT *`: nobody looks at its columns there, or by their names. */
function isUnseen(tokens: readonly Token[], at: number): boolean {
  const depth = tokens[at]?.depth;
  const start = tokens.slice(0, at).findLastIndex((one) => one.depth === depth && isWord(one, 'select'));
  const isListed = isWord(tokens[start - 2], 'exists', 'join') || isFrom(tokens, start - 2);
  return isOp(tokens[start - 1], '(') && isListed;
}

/** INVARIANT: `x IN t` and `(SELECT * FROM t) > (…)` compare columns that no name stands for: each of them chooses. */
const comparesWhole = (tokens: readonly Token[], at: number): boolean =>
  isEvery(tokens, at) ? !isUnseen(tokens, at) : isWord(tokens[at], 'in') && !isOp(tokens[at + 1], '(');

/** The columns that one token of a tail chooses by. */
function chosenBy(hunt: Hunt, tail: Tail): readonly ReadColumn[] {
  const { token, at, isOrdinal } = tail;
  const { known, tokens, given, outer } = hunt;
  if (isOrdinal && token.depth === 0) return outer?.(Number(token.name)) ?? known.classified;
  if (isOrdinal) return known.classified;
  if (comparesWhole(tokens, at)) return known.classified;
  if (!isName(tokens, at)) return [];
  const name = fold(token.name);
  const found = columnsNamed(known, name);
  if (given.has(name)) {
    // INVARIANT: a query within may give the name as well, and means that one.
    const meant = tail.level === 0 ? outer?.(name) : undefined;
    // A given name may hide a column of the same name, so both count.
    if (meant !== undefined) return [...meant, ...found];
    return isAliasOfTable(tokens, at) ? [] : (chosenByName(known, name) ?? known.classified);
  }
  if (found.length > 0)
    return hunt.arms(tail) ? (chosenByName(known, name) ?? [...known.classified, ...found]) : found;
  if (isElement(tokens, name)) return chosenByName(known, name) ?? known.classified;
  const isKeyword = token.kind === 'word' && keywords.has(token.name);
  return isKeyword || isTableName(known, name) ? [] : known.classified;
}

/** Neither given in the statement nor a column that is read: then the name of a table is that table. */
const isTableName = ({ reading }: Known, name: string): boolean => placesOf(reading.structure).has(name);

/** Where the alias is given it chooses nothing: `FROM a JOIN b x ON …`. */
const isAliasOfTable = (tokens: readonly Token[], at: number): boolean =>
  isWord(tokens[at - 1], 'as') || (tokens[at - 1]?.kind === 'word' && endsExpression(tokens[at - 1]));

/** INTERSECT, EXCEPT, UNION and DISTINCT compare whole rows, which no clause names. */
function comparesRows(known: Known, statement: Statement): boolean {
  const { tokens } = statement;
  const unitesAll = tokens.some((token, at) => isWord(token, 'union') && isWord(tokens[at + 1], 'all'));
  const compares = tokens.some(
    (token, at) =>
      isWord(token, 'intersect', 'except') || (isWord(token, 'union') && !isWord(tokens[at + 1], 'all')),
  );
  const distinct = tokens.filter(
    (token, at) => isWord(token, 'distinct') && isWord(tokens[at - 1], 'select'),
  );
  if (compares || (unitesAll && distinct.length > 0)) return true;
  if (distinct.length === 0) return false;
  const items = splitAt(listOf(statement) ?? [], ',').map(itemOf);
  const isOuterPlain = distinct.length === 1 && distinct[0]?.depth === 0 && items.every(isPlain);
  // Of two values that were made, that they are the same says what they were made from.
  const tells = known.classified.some((column) => column.isDerived);
  return tells || !isOuterPlain || outerTables(known, statement) === undefined;
}

/** INVARIANT: what a subquery makes has names of its own, of which the engine says no word: there is no telling which are joined. */
function naturalColumns(known: Known, statement: Statement): readonly ReadColumn[] {
  if (!joinedByName(statement.tokens).includes('*')) return [];
  const isDeep = statement.tokens.some((token) => isWord(token, 'natural') && token.depth > 0);
  if (isDeep || statement.verb !== 'select' || outerTables(known, statement) === undefined)
    return known.classified;
  const often = new Map<string, number>();
  for (const { column } of known.columns) often.set(column, (often.get(column) ?? 0) + 1);
  return known.classified.filter(({ column }) => (often.get(column) ?? 0) > 1);
}

const isSame = (one: ReadColumn, other: ReadColumn): boolean =>
  one.dataset === other.dataset && one.column === other.column;

const numbersBeside = (equalities: readonly Equality[], column: ReadColumn): readonly number[] =>
  equalities
    .filter(({ columns }) => columns.some((one) => isSame(one, column)))
    .flatMap(({ numbers }) => numbers);

/** Where a statement asks, if it asks nothing but by names that stand there. */
type AskedAt = readonly number[] | undefined;

const isOnly = (askedAt: AskedAt, named: readonly (readonly Token[])[]): boolean => {
  const starts = new Set(named.flatMap((tokens) => tokens.map(({ start }) => start)));
  return askedAt?.every((start) => starts.has(start)) === true;
};

function markedBy(equalities: readonly Equality[], askedAt: AskedAt) {
  const isOnlyMarked = isOnly(
    askedAt,
    equalities.map(({ named }) => named),
  );
  return (column: ReadColumn): Pick<Filter, 'by'> => {
    const own = numbersBeside(equalities, column);
    return isOnlyMarked && own.length > 0 ? { by: own } : {};
  };
}

function joinedBy(joins: readonly Joined[], askedAt: AskedAt) {
  const isOnlyJoined = isOnly(
    askedAt,
    joins.map(({ named }) => named),
  );
  return (column: ReadColumn): Pick<Filter, 'joins'> => {
    const names = isOnlyJoined ? besideIn(joins, column) : [];
    return names.length > 0 ? { joins: names } : {};
  };
}

/** INVARIANT: a query within gives names that stand nowhere as such, which a table's column may bear as well. */
const givenIn = (tokens: readonly Token[]): ReadonlySet<string> => {
  const isNested = tokens.some((token) => token.depth > 0 && isWord(token, 'select', 'values'));
  const made = isNested ? tokens.map(({ name }) => fold(name)).filter(mayBeMade) : [];
  return new Set([...givenNames(tokens, endsExpression), ...made]);
};

export function filtersOf(
  known: Known,
  statement: Statement,
  equalities: readonly Equality[],
): readonly Filter[] {
  if (known.classified.length === 0) return [];
  const { tokens } = statement;
  const given = givenIn(tokens);
  const hunt = { known, tokens, given, outer: outerNames(known, statement), arms: armsOf(known, tokens) };
  const chosen = tailsOf(tokens).map((tail) => ({ tail, columns: chosenBy(hunt, tail) }));
  const rows = comparesRows(known, statement) ? known.classified : [];
  const asked = [
    ...rows,
    ...naturalColumns(known, statement),
    ...askedAbout(known, statement, given),
    ...askedByGrowth(known, statement),
  ];
  const all = [...chosen.flatMap(({ columns }) => columns), ...asked];
  const asking = chosen.filter(({ columns }) => columns.some((column) => !isClear(column)));
  const keyed =
    asked.length === 0 &&
    isKeyed(
      known,
      statement,
      asking.map(({ tail }) => tail.token),
    );
  const askedAt = asked.length === 0 ? asking.map(({ tail }) => tail.token.start) : undefined;
  const [by, beside] = [markedBy(equalities, askedAt), joinedBy(joinsIn(known, statement), askedAt)];
  const unique = new Map(all.map((column) => [`${column.dataset}.${column.column}`, column]));
  return [...unique.values()].flatMap((one) =>
    one.classes.map((name) => ({
      ...{ dataset: one.dataset, column: one.column, class: name, keyed: keyed && !one.isDerived },
      ...by(one),
      ...beside(one),
    })),
  );
}
