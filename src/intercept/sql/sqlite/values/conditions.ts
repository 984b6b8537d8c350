/** The conditions of a statement's queries, at any depth, and the parts that AND and OR make them of. It looks into no NOT: what does not hold of a row is asked for in another way. */

import { isOp, isWord, type Token } from '../tokens/token.js';
import { bare, splitWord } from './comparison.js';

const ends = [
  ...['where', 'group', 'having', 'order', 'limit', 'returning', 'union', 'intersect', 'except'],
  ...['join', 'natural', 'left', 'right', 'full', 'inner', 'cross'],
];

function conditionAt(tokens: readonly Token[], at: number): readonly Token[] {
  const depth = tokens[at]?.depth ?? 0;
  const isEnd = (token: Token): boolean =>
    token.depth < depth || (token.depth === depth && (isOp(token, ',') || isWord(token, ...ends)));
  let end = at + 1;
  for (let token = tokens[end]; token !== undefined && !isEnd(token); token = tokens[end]) end += 1;
  return tokens.slice(at + 1, end);
}

/** `FILTER (WHERE …)`: of an aggregate, and of no query. */
const filters = (tokens: readonly Token[], at: number): boolean =>
  isOp(tokens[at - 1], '(') && isWord(tokens[at - 2], 'filter');

/** Every WHERE and every ON. */
export const conditionsIn = (tokens: readonly Token[]): readonly (readonly Token[])[] =>
  tokens.flatMap((token, at) =>
    isWord(token, 'where', 'on') && !filters(tokens, at) ? [conditionAt(tokens, at)] : [],
  );

export function partsOf(condition: readonly Token[]): readonly (readonly Token[])[] {
  const inner = bare(condition);
  if (inner.length === 0) return [];
  const arms = splitWord(inner, 'or');
  if (arms.length > 1) return arms.flatMap(partsOf);
  const parts = splitWord(inner, 'and');
  return parts.length > 1 ? parts.flatMap(partsOf) : [inner];
}
