/** Questions among the outputs: a condition, an error or the work it takes tells of a value as a WHERE would. Where it cannot tell, it counts every classified column. */

import { isClear, type Known, type ReadColumn } from '../engine/known.js';
import { isCall, isEvery, type Statement, splitAt, unites } from '../tokens/statement.js';
import { fold, isFrom, isOp, isWord, type Token } from '../tokens/token.js';
import { keywords } from '../tokens/words.js';
import { tuplesOf } from '../tokens/written.js';
import { carriedColumn } from '../values/carried.js';
import { canFail, computes } from '../values/failing.js';
import { chosenByName } from '../values/given.js';
import { repeats } from '../values/growth.js';
import { isPlain, itemOf, outerTables } from '../values/items.js';
import { columnsNamed, isTypeName, namedIn } from '../values/names.js';
import { isSteered, joinsClear } from '../values/steered.js';

const listEnds = [
  'from',
  'where',
  'group',
  'having',
  'order',
  'limit',
  'window',
  'union',
  'intersect',
  'except',
];

/** From after `start` to the end of that list: a clause at its own depth, or the parenthesis around it. */
export function listFrom(tokens: readonly Token[], start: number): readonly Token[] {
  const depth = tokens[start]?.depth ?? 0;
  const first = isWord(tokens[start + 1], 'distinct', 'all') ? start + 2 : start + 1;
  const isEnd = (token: Token, at: number): boolean =>
    token.depth < depth ||
    (token.depth === depth && isWord(token, ...listEnds) && !isWord(tokens[at - 1], 'distinct'));
  let end = first;
  for (let token = tokens[end]; token !== undefined && !isEnd(token, end); token = tokens[end]) end += 1;
  return tokens.slice(first, end);
}

/** Without what follows the FROM of a subquery, up to its next arm: that has lists and conditions of its own. */
export function withoutSources(item: readonly Token[]): readonly Token[] {
  const least = Math.min(...item.map((token) => token.depth));
  let skipping = Infinity;
  return item.filter((token, at) => {
    const isArm = token.depth === skipping && isWord(token, 'union', 'intersect', 'except');
    if (token.depth < skipping || isArm) {
      skipping = isFrom(item, at) && token.depth > least ? token.depth : Infinity;
    }
    return skipping === Infinity;
  });
}

interface Scene {
  readonly known: Known;
  readonly given: ReadonlySet<string>;
  /** Every name is a column of a base table. */
  readonly isFlat: boolean;
  readonly unites: boolean;
}

/** The classified columns that a name of an item could stand for. */
function meant(
  { known, given, isFlat, unites: isUnited }: Scene,
  tokens: readonly Token[],
  at: number,
): readonly ReadColumn[] {
  const token = tokens[at];
  if (isEvery(tokens, at)) return known.classified;
  if (token === undefined || token.kind === 'op' || isOp(tokens[at + 1], '(', '.')) return [];
  if (token.kind !== 'word' && token.kind !== 'quoted' && !isOp(tokens[at - 1], '.')) return [];
  const name = fold(token.name);
  const found = columnsNamed(known, name);
  const classified = found.filter((column) => !isClear(column));
  if (classified.length > 0 || isFlat) return classified;
  if (given.has(name) || (isUnited && found.length > 0))
    return chosenByName(known, name)?.filter((column) => !isClear(column)) ?? known.classified;
  const isSilent = (token.kind === 'word' && keywords.has(token.name)) || isTypeName(tokens, at);
  return found.length > 0 || isSilent ? [] : known.classified;
}

/** INVARIANT: JSON holds no blob, and what was made of a value may be one where it was carried. */
function jsonOfMade({ known, isFlat }: Scene, tokens: readonly Token[]): boolean {
  const isJson = tokens.some((token, at) => isCall(tokens, at) && fold(token.name).startsWith('json'));
  if (!isJson) return false;
  const columns = isFlat ? namedIn(known, tokens).columns : known.classified;
  return columns.some((column) => column.isDerived);
}

/** The classified columns that an output asks about, at any depth. */
export function askedAbout(
  known: Known,
  statement: Statement,
  given: ReadonlySet<string>,
): readonly ReadColumn[] {
  const { tokens } = statement;
  const isNested = tokens.some((token) => token.depth > 0 && isWord(token, 'select', 'values'));
  const scene = {
    known,
    given,
    isFlat: !isNested && outerTables(known, statement) !== undefined,
    unites: unites(tokens) || known.views.some((view) => view.unites),
  };
  const isRepeated = repeats(known, tokens);
  const lists = tokens.flatMap((token, at) => {
    if (isWord(token, 'values')) return tuplesOf(tokens, at);
    return isWord(token, 'select', 'returning') ? [splitAt(listFrom(tokens, at), ',')] : [];
  });
  return lists.flatMap((list) =>
    list.map(itemOf).flatMap((item) => {
      if (isPlain(item) || carriedColumn(item.tokens) !== undefined) return [];
      const shown = withoutSources(item.tokens);
      const isLong = isSteered(known, shown) || (isRepeated && joinsClear(known, shown));
      const isMixed = jsonOfMade(scene, shown);
      const asks = isMixed || (scene.isFlat ? canFail(shown) || isLong : computes(shown));
      return asks ? shown.flatMap((_, at) => meant(scene, shown, at)) : [];
    }),
  );
}
