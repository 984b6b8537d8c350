/** Key words that stand as names: SQLite takes many of them for one where the clause that they open cannot be. It refuses to guess which of the two a word is: what is no clause for certain is a name, and whoever reads clauses by their words does not read it. */
import { isOp, isWord, isWordOf, type Token } from './token.js';
import { words } from './words.js';

/** What no expression and no index's name begins with. */
const goesOn = words(
  'from where group order limit union intersect except having window as and or on using asc desc offset set values returning',
);
const isEnd = (token: Token | undefined): boolean =>
  token === undefined || (token.kind === 'op' && !isOp(token, '(', '+', '-', '~')) || isWordOf(token, goesOn);

/** Of the clause in whose LIMIT it would stand, no other word than that stands before it. */
function followsLimit(tokens: readonly Token[], at: number): boolean {
  const depth = tokens[at]?.depth ?? 0;
  for (let back = at - 1; back >= 0; back -= 1) {
    const token = tokens[back];
    if (token === undefined || token.depth < depth) return false;
    if (token.depth === depth && isWord(token, 'limit')) return true;
    if (isWord(token, 'select', 'order', 'group', 'where') && token.depth === depth) return false;
  }
  return false;
}

type Stands = (tokens: readonly Token[], at: number) => boolean;
const before =
  (...names: readonly string[]): Stands =>
  (tokens, at) =>
    isWord(tokens[at - 1], ...names);
const calls: Stands = (tokens, at) => isOp(tokens[at + 1], '(');
const opens: Stands = (_, at) => at === 0;

/** Where each is what it says; anywhere else it is a name. */
const clauses: Readonly<Record<string, Stands>> = {
  by: (tokens, at) => before('order', 'group', 'partition', 'indexed')(tokens, at) && !isEnd(tokens[at + 1]),
  partition: (tokens, at) => isWord(tokens[at + 1], 'by'),
  indexed: (tokens, at) => isWord(tokens[at + 1], 'by') || before('not')(tokens, at),
  offset: followsLimit,
  window: (tokens, at) => isWord(tokens[at + 2], 'as') && isOp(tokens[at + 3], '('),
  with: (tokens, at) => {
    const named = isWord(tokens[at + 1], 'recursive') && !isWord(tokens[at + 2], 'as') ? at + 2 : at + 1;
    return isWord(tokens[named + 1], 'as') || isOp(tokens[named + 1], '(');
  },
  materialized: (tokens, at) => before('as', 'not')(tokens, at) && calls(tokens, at),
  of: before('update', 'instead'),
  within: (tokens, at) => isWord(tokens[at + 1], 'group'),
  temporary: before('create'),
  cast: calls,
  raise: calls,
  analyze: opens,
  attach: opens,
};

/** Whether one of these stands as a name. */
export const hasNamedByKeyWord = (tokens: readonly Token[]): boolean =>
  tokens.some(
    (token, at) =>
      token.kind === 'word' &&
      Object.hasOwn(clauses, token.name) &&
      clauses[token.name]?.(tokens, at) !== true,
  );
