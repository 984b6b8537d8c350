/** Leaves out of a statement which stored columns it only asks to be there or not: `email IS NULL`, `c.email NOTNULL`. It reads that form alone, and it refuses a column that anything else could be meant by, or that anything is done to. */
import { absencesBeside, isAbsenceTold } from '../../../absence.js';
import type { Filter } from '../../../effects.js';
import { isClear, type Known, type ReadColumn } from '../engine/known.js';
import { isEvery, type Statement, statementOf } from '../tokens/statement.js';
import { givenNames } from '../tokens/tails.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { tablesAround } from './around.js';
import { bare } from './comparison.js';
import { endsExpression, plainColumn, rowNames } from './names.js';

type Tokens = readonly Token[];

/** Where the test that begins there ends; undefined where none does. */
function pastTest(tokens: Tokens, at: number): number | undefined {
  const [first, second, third] = tokens.slice(at, at + 3);
  if (isWord(first, 'isnull', 'notnull')) return at + 1;
  if (isWord(first, 'not', 'is') && isWord(second, 'null')) return at + 2;
  return isWord(first, 'is') && isWord(second, 'not') && isWord(third, 'null') ? at + 3 : undefined;
}

const endWords = `and or then else end when as from where group order having limit union intersect except asc desc`;
const ends = endWords.split(' ');

/** INVARIANT: whatever binds as tightly as the test, or tighter, could stand in it: `x IS NULL || y`, `x IS NULL = y`. */
const isEnd = (tokens: Tokens, at: number): boolean => {
  const token = tokens[at];
  if (token === undefined || isOp(token, ')', ',') || isWord(token, ...ends)) return true;
  const isAlias = token.kind === 'quoted' || (token.kind === 'word' && endsExpression(token));
  return (
    isAlias && (tokens[at + 1] === undefined || isOp(tokens[at + 1], ',') || isWord(tokens[at + 1], 'from'))
  );
};

const segmentStarts = 'where on having select group order by returning set limit'.split(' ');

/** The AND before it is no part of a BETWEEN, whose end would be what is tested. Beside a CASE there is no telling. */
function isLogical(tokens: Tokens, and: number): boolean {
  const depth = tokens[and]?.depth ?? 0;
  const isOutside = (token: Token): boolean =>
    token.depth < depth || (token.depth === depth && (isOp(token, ',') || isWord(token, ...segmentStarts)));
  const here = tokens
    .slice(tokens.slice(0, and).findLastIndex(isOutside) + 1, and)
    .filter((token) => token.depth === depth);
  let open = 0;
  for (const token of here) {
    if (isWord(token, 'between')) open += 1;
    else if (isWord(token, 'and') && open > 0) open -= 1;
  }
  const isTold = !here.some((one) => isWord(one, 'case')) || !here.some((one) => isWord(one, 'between'));
  return open === 0 && isTold;
}

const startWords = 'where or on having when then else case select by'.split(' ');

/** INVARIANT: whatever binds as tightly as the test, or tighter, would be tested with it: `1 / x IS NULL`, `x = y IS NULL`. */
function isStart(tokens: Tokens, at: number): boolean {
  const [before, further] = [tokens[at - 1], tokens[at - 2]];
  if (isOp(before, '(', ',') || isWord(before, ...startWords)) return true;
  if (isWord(before, 'and')) return isLogical(tokens, at - 1);
  if (isWord(before, 'distinct')) return isWord(further, 'select') || isOp(further, '(');
  // `x IS NOT y IS NULL` tests whether `x IS NOT y`.
  if (isWord(before, 'not')) return !isWord(further, 'is') && isStart(tokens, at - 1);
  // The one sign of an assignment, and no comparison.
  return isOp(before, '=') && isWord(tokens[at - 3], 'set') && further?.kind !== 'op';
}

/** Where the operand that ends there begins: a name with what qualifies it, or what stands in parentheses. */
function startOf(tokens: Tokens, end: number): number {
  let at = end - 1;
  if (isOp(tokens[at], ')')) {
    const { depth } = tokens[at] as Token;
    do at -= 1;
    while (at >= 0 && !(isOp(tokens[at], '(') && tokens[at]?.depth === depth));
    return at;
  }
  while (isOp(tokens[at - 1], '.') && at >= 2) at -= 2;
  return at;
}

interface Tested {
  readonly operand: Tokens;
  readonly at: number;
}

/** It is one column of one table of the query around it, and no other name there is the same. */
function storedAs(known: Known, statement: Statement, { operand, at }: Tested): string | undefined {
  const name = plainColumn(operand);
  const qualifier = operand.length > 1 ? operand.at(-3) : undefined;
  if (name === undefined || operand.some((one) => one.kind === 'string')) return undefined;
  const column = fold(name.name);
  const { objects } = known.reading.structure;
  const tables = tablesAround(known, statement, at).filter(
    ({ dataset, alias }) =>
      (qualifier === undefined || alias === fold(qualifier.name)) &&
      objects.get(dataset)?.columns.includes(column) === true,
  );
  const [table, ...more] = tables;
  if (table === undefined || more.length > 0 || operand.length > 3) return undefined;
  const isComputed = objects.get(table.dataset)?.computed.some((one) => one.column === column) !== false;
  const isTold = !isComputed && isAbsenceTold(known.reading.catalog, table.dataset, column);
  return isTold ? `${table.dataset}.${column}` : undefined;
}

/** A value that is no one's stands where the column stood. */
const nobody = ({ start, end, depth }: Token): Token => ({
  kind: 'blob',
  name: 'absence',
  start,
  end,
  depth,
});
export const isNobody = ({ kind, name }: Token): boolean => kind === 'blob' && name === 'absence';

/** INVARIANT: a column is read by nothing else where no word of a SELECT is its name, and none stands for all columns of a table. */
const isNamed = ({ views }: Known, { verb, tokens }: Statement, { column }: ReadColumn): boolean =>
  verb !== 'select' ||
  views.length > 0 ||
  tokens.some(
    (token, at) =>
      fold(token.name) === column ||
      rowNames.has(fold(token.name)) ||
      isWord(token, 'natural') ||
      (isWord(token, 'in') && !isOp(tokens[at + 1], '(')) ||
      isEvery(tokens, at),
  );

/** The columns that are tested in it, each with the tokens that name it. */
function testedIn(known: Known): readonly (readonly [stored: string, operand: Tokens])[] {
  const statement = statementOf(known.reading.tokens);
  const given = givenNames(known.reading.tokens, endsExpression);
  return statement.tokens.flatMap((_, at, all) => {
    const past = pastTest(all, at);
    if (past === undefined || at === 0 || !isEnd(all, past)) return [];
    const start = startOf(all, at);
    if (start < 0 || !isStart(all, start)) return [];
    const operand = bare(all.slice(start, at));
    if (given.has(fold(operand.at(-1)?.name ?? ''))) return [];
    const stored = storedAs(known, statement, { operand, at: start });
    return stored === undefined ? [] : [[stored, operand] as const];
  });
}

/** Told wherever it stands: what policy says of it holds in an output as in a condition. */
export function absencesOf(known: Known, asked: readonly Filter[]): readonly Filter[] {
  const tested = new Set(testedIn(known).map(([stored]) => stored));
  const columns = known.columns.filter(({ dataset, column }) => tested.has(`${dataset}.${column}`));
  const all = columns.flatMap(({ dataset, column, classes }) =>
    classes.map((name) => ({ dataset, column, class: name })),
  );
  return absencesBeside(all, asked);
}

/** The same, without the columns that it asks for nothing but to be there. */
export function withoutAbsence(known: Known): Known {
  const tested = testedIn(known);
  if (tested.length === 0) return known;
  const stored = new Set(tested.map(([name]) => name));
  const stand = new Set(tested.map(([, operand]) => operand[0]));
  const left = new Set(tested.flatMap(([, operand]) => operand.slice(1)));
  const tokens = known.reading.tokens
    .filter((one) => !left.has(one))
    .map((one) => (stand.has(one) ? nobody(one) : one));
  const statement = statementOf(tokens);
  const columns = known.columns.filter(
    (one) => !stored.has(`${one.dataset}.${one.column}`) || isNamed(known, statement, one),
  );
  return {
    ...known,
    columns,
    classified: columns.filter((column) => !isClear(column)),
    reading: { ...known.reading, tokens },
  };
}
