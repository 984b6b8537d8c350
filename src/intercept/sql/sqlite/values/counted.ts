/** `count(*)` or `count([DISTINCT] column)`, and over which rows. A condition inside would make the number an answer about values. */
import { pastGroup } from '../tokens/statement.js';
import { isOp, isWord, type Token } from '../tokens/token.js';
import { plainColumn } from './names.js';

type Tokens = readonly Token[];

interface Counted {
  /** Rows, or the column of that name. */
  readonly what: 'rows' | { readonly column: string };
  /** `FILTER (…)`, `OVER …`: what chooses, parts and sorts the rows that are counted. */
  readonly among: Tokens;
}

/** INVARIANT: nothing stands behind the call but what says which rows are counted. */
const isAmong = (tokens: Tokens): boolean => {
  const [first] = tokens;
  if (first === undefined) return true;
  const isFiltered = isWord(first, 'filter') && isOp(tokens[1], '(');
  const rest = isFiltered ? tokens.slice(pastGroup(tokens, 1)) : tokens;
  if (rest.length === 0) return isFiltered;
  const end = isOp(rest[1], '(') ? pastGroup(rest, 1) : 2;
  return isWord(rest[0], 'over') && rest.length === end;
};

const keeping = ['lower', 'upper', 'trim', 'ltrim', 'rtrim'];

/** The column that stands in it, also but for case and outer space. INVARIANT: nothing is written beside it: how many there are would tell whether that is one of them. */
function keptIn(tokens: Tokens): Tokens {
  const isCall =
    isWord(tokens[0], ...keeping) && isOp(tokens[1], '(') && pastGroup(tokens, 1) === tokens.length;
  return isCall ? keptIn(tokens.slice(2, -1)) : tokens;
}

/** What is counted; undefined where it is no such count. */
export function countedIn(tokens: Tokens): Counted | undefined {
  const isNamed = (tokens[0]?.kind === 'word' || tokens[0]?.kind === 'quoted') && tokens[0].name === 'count';
  if (!isNamed || !isOp(tokens[1], '(')) return undefined;
  const end = pastGroup(tokens, 1);
  const [inside, among] = [tokens.slice(2, end - 1), tokens.slice(end)];
  if (!isOp(tokens[end - 1], ')') || !isAmong(among)) return undefined;
  if (inside.length === 0 || (inside.length === 1 && isOp(inside[0], '*'))) return { what: 'rows', among };
  const column = plainColumn(keptIn(isWord(inside[0], 'distinct') ? inside.slice(1) : inside));
  return column === undefined ? undefined : { what: { column: column.name }, among };
}

/** INVARIANT: of a column that is counted no more than its argument goes: what chooses, parts and sorts the rows stays. `isCounted`: whether a count of that column is how many there are, and no more. */
export function withoutCounted(tokens: Tokens, isCounted: (column: string) => boolean): Tokens {
  const gone = new Set<Token>();
  for (const [at, token] of tokens.entries()) {
    if (token.name !== 'count' || token.kind === 'string' || isOp(tokens[at - 1], '.')) continue;
    if (!isOp(tokens[at + 1], '(')) continue;
    const call = tokens.slice(at, pastGroup(tokens, at + 1));
    const counted = countedIn(call);
    if (counted === undefined || (counted.what !== 'rows' && !isCounted(counted.what.column))) continue;
    for (const one of call.slice(2, -1)) gone.add(one);
  }
  return gone.size === 0 ? tokens : tokens.filter((token) => !gone.has(token));
}
