/** What the names stand for that a statement gives: columns of subqueries, of a WITH, of rows it writes down, and windows. It goes by the name alone, whatever the scope: one that could mean two things means both. */
import { once } from '../../../../once.js';
import type { Known, ReadColumn, Reading } from '../engine/known.js';
import { placesIn } from '../tokens/places.js';
import { isEvery, pastGroup, splitAt } from '../tokens/statement.js';
import { fold, isOp, isWord, isWordOf, type Token } from '../tokens/token.js';
import { pureTables, words } from '../tokens/words.js';
import { tuplesOf } from '../tokens/written.js';
import { isNumbered, namesOf } from './called.js';
import { withoutCounted } from './counted.js';
import { itemOf } from './items.js';
import { columnsNamed, isColumnPlace, isOfTable, isSilent, isWindow, type Named, rowNames } from './names.js';
import { calledTables, elementColumns, elementOf } from './table-functions.js';

type Tokens = readonly Token[];

interface Given {
  readonly columns: Map<string, Tokens[]>;
  /** Subqueries may each have one of the same name. */
  readonly windows: Map<string, Tokens[]>;
  /** A column whose place cannot be matched to what stands there. */
  isLost: boolean;
  /** Tokens that may still be looked at, for all columns of the statement together. */
  left: number;
}

const mostLooks = 50_000;

function add(values: Map<string, Tokens[]>, name: string, value: Tokens): void {
  const found = values.get(name);
  if (found === undefined) values.set(name, [value]);
  else found.push(value);
}

const listEnds = words('from where group having order limit window union intersect except');

/** The items of the SELECT at `at`, or of each row of a VALUES. */
function listsAt(tokens: Tokens, at: number): readonly (readonly Tokens[])[] {
  if (isWord(tokens[at], 'values')) return tuplesOf(tokens, at);
  const depth = tokens[at]?.depth ?? 0;
  const from = isWord(tokens[at + 1], 'distinct', 'all') ? at + 2 : at + 1;
  const isEnd = (token: Token, place: number): boolean =>
    token.depth < depth ||
    (token.depth === depth &&
      isWordOf(token, listEnds) &&
      !isWord(tokens[place - 1], 'distinct') &&
      (token.name !== 'window' || isWord(tokens[place + 2], 'as')));
  let end = from;
  for (let token = tokens[end]; token !== undefined && !isEnd(token, end); token = tokens[end]) end += 1;
  return [splitAt(tokens.slice(from, end), ',')];
}

/** Of the body that begins at `from`: the rows of items of its arms, at its own depth. */
function armsOf(tokens: Tokens, from: number, to: number): readonly (readonly Tokens[])[] {
  const depth = tokens[from]?.depth ?? 0;
  const heads: number[] = [];
  for (let at = from; at < to; at += 1)
    if (tokens[at]?.depth === depth && isWord(tokens[at], 'select', 'values')) heads.push(at);
  return heads.flatMap((at) => listsAt(tokens, at));
}

const isStar = (item: Tokens): boolean => itemOf(item).isStar;

interface Body {
  readonly tokens: Tokens;
  readonly from: number;
  readonly to: number;
  /** The column list of a WITH. */
  readonly names: readonly string[] | undefined;
}

function give(given: Given, text: string, { tokens, from, to, names }: Body): void {
  const arms = armsOf(tokens, from, to);
  const [first = []] = arms;
  const isValues = isWord(tokens[from], 'values');
  const isOne = arms.length === 1 && names === undefined;
  // By a star the names go through as they are; what is matched by its place is lost behind one.
  if (!isOne && arms.some((arm) => arm.length !== first.length || arm.some(isStar))) given.isLost = true;
  if (names !== undefined && names.length !== first.length) given.isLost = true;
  for (const [at, item] of first.entries()) {
    if (isStar(item)) continue;
    const made = isValues ? [`column${at + 1}`] : namesOf(text, item, { at, isOne });
    const own = names === undefined ? made : names.slice(at, at + 1);
    // A row's number has the name of the key as well.
    if (arms.length > 1 && own.some((name) => rowNames.has(name))) given.isLost = true;
    for (const name of new Set(own))
      for (const arm of arms) add(given.columns, name, itemOf(arm[at] ?? []).tokens);
  }
}

/** `a AS (SELECT …)`, `a(x, y) AS NOT MATERIALIZED (VALUES …)`; any other parenthesis behind an AS is a window's. */
function namedBefore(tokens: Tokens, open: number): { name: string; names: readonly string[] | undefined } {
  let as = open - 1;
  while (isWord(tokens[as], 'materialized', 'not')) as -= 1;
  if (!isWord(tokens[as], 'as')) return { name: '', names: undefined };
  if (!isOp(tokens[as - 1], ')')) return { name: fold(tokens[as - 1]?.name ?? ''), names: undefined };
  const depth = tokens[as - 1]?.depth;
  let start = as - 2;
  while (start > 0 && !(isOp(tokens[start], '(') && tokens[start]?.depth === depth)) start -= 1;
  const list = tokens.slice(start + 1, as - 1).filter(({ kind }) => kind !== 'op');
  return { name: fold(tokens[start - 1]?.name ?? ''), names: list.map(({ name }) => fold(name)) };
}

function givenIn({ tokens, text }: Reading, isWhole: boolean): Given {
  const given: Given = { columns: new Map(), windows: new Map(), isLost: false, left: mostLooks };
  // Its own columns bear names for whoever orders by them; where it has one arm they are no names of what it shows.
  if (
    isWhole ||
    tokens.some((token) => token.depth === 0 && isWord(token, 'union', 'intersect', 'except', 'values'))
  )
    give(given, text, { tokens, from: 0, to: tokens.length, names: undefined });
  for (const call of calledTables(tokens) ?? [])
    for (const column of elementColumns) add(given.columns, column, elementOf(call, column));
  tokens.forEach((token, at) => {
    if (!isOp(token, '(')) return;
    const to = pastGroup(tokens, at) - 1;
    const { name, names } = namedBefore(tokens, at);
    if (isWord(tokens[at + 1], 'select', 'values', 'with'))
      give(given, text, { tokens, from: at + 1, to, names });
    else if (name !== '') add(given.windows, name, tokens.slice(at - 1, to));
  });
  return given;
}

/** INVARIANT: what a table function is called with may stand elsewhere than behind its name. */
function isReadable({ reading }: Known): boolean {
  const { calls, tables } = placesIn(reading.tokens);
  const called = new Set(calls.map((at) => fold(reading.tokens[at]?.name ?? '')));
  const isStrange = (name: string): boolean =>
    (pureTables.has(name) && !called.has(name)) || name.startsWith('pragma_');
  return calledTables(reading.tokens) !== undefined && ![...tables].map(fold).some(isStrange);
}

const readGiven = (isWhole: boolean): ((known: Known) => Given | undefined) =>
  once((known: Known): Given | undefined => {
    const given = isReadable(known) ? givenIn(known.reading, isWhole) : undefined;
    return given?.isLost === true ? undefined : given;
  });
const givenInside = readGiven(false);
const givenAnywhere = readGiven(true);

interface Search {
  readonly known: Known;
  /** Whether a count of a column is the column: rows that are chosen by it are chosen by the values. */
  readonly isChoosing: boolean;
  readonly given: Given;
  readonly seen: Set<string>;
  readonly columns: Set<ReadColumn>;
  unplaced: boolean;
}

/** What a value is made of, without the columns of tables that it counts: how many there are of what the statement itself has made could be what that is. */
function madeOf({ known, given, isChoosing }: Search, value: Tokens): Tokens {
  if (isChoosing) return value;
  return withoutCounted(value, (column) => {
    const found = columnsNamed(known, column);
    const isKept = found.every((one) => isOfTable(known, one));
    return found.length > 0 && isKept && !given.columns.has(fold(column));
  });
}

function follow(search: Search, name: string, values: readonly Tokens[]): void {
  if (search.seen.has(name)) return;
  search.seen.add(name);
  for (const value of values) lookIn(search, madeOf(search, value));
}

function nameAt(search: Search, tokens: Tokens, at: number): void {
  const { known, given, columns } = search;
  const token = tokens[at];
  if (token === undefined) return;
  const name = fold(token.name);
  const windows = isWindow(tokens, at) ? given.windows.get(name) : undefined;
  if (windows !== undefined) {
    follow(search, `over ${name}`, windows);
    return;
  }
  const found = columnsNamed(known, name);
  const values = given.columns.get(name) ?? [];
  for (const column of found) columns.add(column);
  follow(search, name, values);
  const isNothing = found.length === 0 && values.length === 0 && !isSilent(tokens, at);
  if (isNothing || rowNames.has(name) || isNumbered(name) || isWindow(tokens, at)) search.unplaced = true;
}

function lookIn(search: Search, tokens: Tokens): void {
  const places = placesIn(search.known.reading.tokens).tokens;
  search.given.left -= tokens.length;
  if (search.given.left < 0) {
    search.unplaced = true;
    return;
  }
  tokens.forEach((token, at) => {
    if (places.has(token)) return;
    const isWhole = isEvery(tokens, at) || (isWord(token, 'in') && !isOp(tokens[at + 1], '('));
    if (isWhole) search.unplaced = true;
    if (isColumnPlace(tokens, at) || isWindow(tokens, at)) nameAt(search, tokens, at);
  });
}

function meantIn(known: Known, tokens: Tokens, isChoosing: boolean): Named {
  const given = isChoosing ? givenAnywhere(known) : givenInside(known);
  if (given === undefined) return { columns: [], unplaced: true };
  const search: Search = { known, isChoosing, given, seen: new Set(), columns: new Set(), unplaced: false };
  lookIn(search, madeOf(search, tokens));
  return { columns: [...search.columns], unplaced: search.unplaced };
}

const asName = (name: string): Tokens => [{ kind: 'quoted', name: fold(name), start: 0, end: 0, depth: 0 }];

/** Every column that an expression is made of, through whatever the statement gives a name to; its conditions included. */
export const meantBy = (known: Known, tokens: Tokens): Named => meantIn(known, tokens, false);

/** The same of a column that goes through by its name. */
export const meantByName = (known: Known, name: string): Named => meantBy(known, asName(name));

/** The same of a name by which rows are chosen, which may be one of the statement's own columns; undefined where there is no telling. */
export function chosenByName(known: Known, name: string): readonly ReadColumn[] | undefined {
  const { columns, unplaced } = meantIn(known, asName(name), true);
  return unplaced ? undefined : columns;
}
