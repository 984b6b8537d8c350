/** Which classified columns a statement holds against each other, as `=` in a condition. It tells no other comparison, and none of a column that it cannot place. */

import type { Known, ReadColumn } from '../engine/known.js';
import type { Statement } from '../tokens/statement.js';
import { fold, isWord, type Token } from '../tokens/token.js';
import { usingIn } from '../tokens/using.js';
import { bare, comparisonOf } from '../values/comparison.js';
import { partsOf } from '../values/conditions.js';
import { outerTables } from '../values/items.js';
import { plainColumn } from '../values/names.js';
import { type Found, type Scope, scopeIn } from './marks.js';

export interface Joined {
  readonly sides: readonly [readonly ReadColumn[], readonly ReadColumn[]];
  /** Where their names stand. */
  readonly named: readonly Token[];
}

/** One, or all that the name may mean: each of one class, as its table holds it. */
function sideOf(find: Found, tokens: readonly Token[]): readonly ReadColumn[] | undefined {
  const named = bare(tokens);
  const last = plainColumn(named);
  if (last === undefined || named.some(({ kind }) => kind === 'string')) return undefined;
  const columns = find(named, fold(last.name));
  const isHeld = columns.every(({ classes, isDerived }) => classes.length === 1 && !isDerived);
  return columns.length > 0 && isHeld ? columns : undefined;
}

function joinedIn(find: Found, part: readonly Token[]): readonly Joined[] {
  const comparison = comparisonOf(bare(part));
  if (comparison === undefined || comparison.isNegated || !['=', '=='].includes(comparison.operator))
    return [];
  const [left, right] = [sideOf(find, comparison.left), sideOf(find, comparison.right)];
  if (left === undefined || right === undefined) return [];
  return [{ sides: [left, right], named: [...comparison.left, ...comparison.right] }];
}

/** INVARIANT: what a table function or the engine's own list bears under that name is no column that is known. Where all tables stand in one FROM, each of them that bears the name may be one of the two. */
function joinedByName(known: Known, statement: Statement): readonly Joined[] {
  const { tokens, verb } = statement;
  const queries = tokens.filter((one) => isWord(one, 'select', 'values'));
  if (verb !== 'select' || queries.length > 1 || outerTables(known, statement) === undefined) return [];
  return [...usingIn(tokens)].flatMap((at) => {
    const token = tokens[at];
    const columns =
      token === undefined || token.kind === 'op'
        ? []
        : known.columns.filter(({ column }) => column === fold(token.name));
    const isHeld = columns.every(({ classes, isDerived }) => classes.length === 1 && !isDerived);
    if (token === undefined || !isHeld) return [];
    return columns.map((one) => {
      const others = columns.length > 1 ? columns.filter((other) => other !== one) : columns;
      return { sides: [[one], others], named: [token] } as const;
    });
  });
}

export function joinsIn(known: Known, statement: Statement): readonly Joined[] {
  const scope = scopeIn(known, statement);
  if (scope === undefined || known.views.length > 0) return [];
  return [...joinedByName(known, statement), ...equalIn(scope)];
}

const equalIn = (scope: Scope): readonly Joined[] =>
  scope.conditions.flatMap(partsOf).flatMap((part) => joinedIn(scope.find, part));

const nameOf = ({ dataset, column }: ReadColumn): string => `${dataset}.${column}`;

/** What a column is held against. */
export const besideIn = (joins: readonly Joined[], column: ReadColumn): readonly string[] => [
  ...new Set(
    joins.flatMap(({ sides: [left, right] }) =>
      [
        [left, right],
        [right, left],
      ].flatMap(([mine = [], other = []]) =>
        mine.some((one) => nameOf(one) === nameOf(column)) ? other.map(nameOf) : [],
      ),
    ),
  ),
];
