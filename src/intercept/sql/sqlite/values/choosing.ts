/** Whether a condition that has no simple form still chooses among the rows of the table. One that names none of its columns is the same for all of them. */

import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { keywords } from '../tokens/words.js';
import { bare, type Comparison, comparisonOf, isConstant } from './comparison.js';
import type { TableRef } from './items.js';
import { isTypeName, plainColumn } from './names.js';

const same = (left: readonly Token[], right: readonly Token[]): boolean => {
  const [a, b] = [bare(left), bare(right)];
  return (
    a.length === b.length && a.every((token, at) => token.kind === b[at]?.kind && token.name === b[at]?.name)
  );
};

/** The alias in `t.c`; undefined where there is none. */
export const ownerOf = (column: readonly Token[]): string | undefined =>
  column.length >= 3 ? fold(column.at(-3)?.name ?? '') : undefined;

/** `a = a`, `t.a = a`, `x(a) >= x(a)`: true of every row that is not null. Two aliases are two rows. */
export function comparesWithItself(left: readonly Token[], right: readonly Token[]): boolean {
  if (same(left, right)) return true;
  const [a, b] = [bare(left), bare(right)];
  const [first, second] = [plainColumn(a), plainColumn(b)];
  if (first === undefined || second === undefined || fold(first.name) !== fold(second.name)) return false;
  const [one, other] = [ownerOf(a), ownerOf(b)];
  return one === undefined || other === undefined || one === other;
}

/** Inside a subquery a name is the subquery's own, unless the table is said. */
function subqueryDepth(tokens: readonly Token[], at: number): boolean {
  const depth = tokens[at]?.depth ?? 0;
  for (let back = at - 1, level = depth; back >= 0; back -= 1) {
    const token = tokens[back];
    if (token === undefined || token.depth > level) continue;
    if (isWord(token, 'select')) return true;
    if (isOp(token, '(')) level = token.depth;
  }
  return false;
}

function isColumn(tokens: readonly Token[], at: number, table: TableRef): boolean {
  const token = tokens[at];
  if (token?.kind !== 'word' && token?.kind !== 'quoted') return false;
  if (isOp(tokens[at + 1], '(', '.') || isTypeName(tokens, at)) return false;
  if (isOp(tokens[at - 1], '.')) return fold(tokens[at - 2]?.name ?? '') === table.alias;
  return !(token.kind === 'word' && keywords.has(token.name)) && !subqueryDepth(tokens, at);
}

const columnsIn = (tokens: readonly Token[]): readonly string[] =>
  tokens.flatMap((token, at) => {
    const isName = token.kind === 'quoted' || (token.kind === 'word' && !keywords.has(token.name));
    return isName && !isOp(tokens[at + 1], '(', '.') ? [fold(token.name)] : [];
  });

const isEqual = ({ operator, isNegated, right }: Comparison): boolean => {
  if (operator === 'is') return isNegated === isWord(right[0], 'distinct');
  return !isNegated && ['=', '==', '<=', '>='].includes(operator);
};

const isZero = (tokens: readonly Token[]): boolean =>
  isConstant(tokens) && /^0+(?:\.0*)?$/.test(tokens[0]?.name ?? '');

const isLess = (tokens: readonly Token[]): boolean =>
  isConstant(tokens) && (isOp(tokens[0], '-') || tokens.at(-1)?.kind === 'param');

const isNoMore = (tokens: readonly Token[]): boolean => isLess(tokens) || isZero(tokens);

/** `x IN (SELECT …)`: which rows are found there is for the data to say. */
const isLookedUp = ({ operator, right }: Comparison): boolean =>
  operator === 'in' && isOp(right[0], '(') && isWord(right[1], 'select', 'with');

/** `typeof(x)`, which of a key is the same for every row. */
const asksKind = (tokens: readonly Token[], key: readonly string[]): boolean =>
  tokens.some((token) => isWord(token, 'typeof')) &&
  (key.length === 0 || columnsIn(tokens).some((name) => key.includes(name)));

/** Sums and calls that come out the same for every row: `id - id`, `id * 0`, `length(x) >= 0`, `coalesce(x, 1) IS NOT NULL`. */
function isSettled(comparison: Comparison, key: readonly string[]): boolean {
  const { left, operator, right, isNegated } = comparison;
  if (isLookedUp(comparison)) return columnsIn(left).length === 0;
  const [mine, other] = [columnsIn(left), columnsIn(right)];
  if (new Set(mine).size < mine.length || new Set(other).size < other.length) return true;
  if (isEqual(comparison) && mine.some((name) => other.includes(name))) return true;
  if (operator === 'notnull' || (operator === 'is' && isNegated && isWord(right[0], 'null'))) return true;
  // Of a length or a count, `> 0` leaves out those that have none.
  if (operator === '>' ? isLess(right) : operator === '>=' && isNoMore(right)) return true;
  if (operator === '<' ? isLess(left) : operator === '<=' && isNoMore(left)) return true;
  if (asksKind([...left, ...right], key)) return true;
  return [...left, ...right].some(
    (token, at, all) =>
      isOp(token, '*') && (all[at + 1]?.kind === 'param' || /^0+$/.test(all[at + 1]?.name ?? '')),
  );
}

export function chooses(tokens: readonly Token[], table: TableRef, key: readonly string[]): boolean {
  const comparison = comparisonOf(bare(tokens));
  if (comparison !== undefined && isSettled(comparison, key)) return false;
  return tokens.some((_, at) => isColumn(tokens, at, table));
}

/** A column beside an expression over columns: `status <> lower(status)` chooses, `id = id + 0` does not. */
export const comparesOnlyItself = (comparison: Comparison): boolean => {
  const { left, right } = comparison;
  if (comparesWithItself(left, right)) return true;
  const isAlone = plainColumn(bare(right)) !== undefined;
  return !isAlone && isEqual(comparison) && columnsIn(left).some((name) => columnsIn(right).includes(name));
};
