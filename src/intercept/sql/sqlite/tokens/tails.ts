/** The tokens of a statement that choose, join, group or order rows, at any depth. What stands in a select list alone is not among them. */
import { once } from '../../../../once.js';
import { fold, isOp, isWord, isWordOf, type Token } from './token.js';
import { keywords, words } from './words.js';

export interface Tail {
  readonly token: Token;
  readonly at: number;
  /** A bare number in ORDER BY or GROUP BY: the position of an output column. */
  readonly isOrdinal: boolean;
  /** Parentheses open around the query that it belongs to. */
  readonly level: number;
  /** In what follows ORDER BY or LIMIT of that query: after a set operation its names are those of the first arm. */
  readonly isLast: boolean;
}

const opens = words('where on using group having order window limit offset partition');
const closes = words('select from union intersect except set returning values join');

interface Frame {
  /** Inside something that chooses rows already: nothing here is a mere output. */
  readonly inherited: boolean;
  open: boolean;
  /** In ORDER BY or GROUP BY, outside of any call. */
  listing: boolean;
  /** In a FROM, before any of its conditions: a call here is a table, and its arguments choose how many rows it has. */
  inFrom: boolean;
  level: number;
  isLast: boolean;
}

/** Only reserved words close a tail: `left` may be an alias. The FROM of IS DISTINCT FROM closes nothing. */
const turn = (frame: Frame, tokens: readonly Token[], at: number): void => {
  const [before, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (token === undefined) return;
  const compares = isWord(token, 'from') && isWord(before, 'distinct');
  // What an upsert does is no condition; what it conflicts on before, and its WHERE after, are.
  const does = isWord(token, 'do') && isWord(next, 'update', 'nothing');
  if ((isWordOf(token, closes) && !compares) || does) {
    frame.open = false;
    frame.listing = false;
    frame.isLast = false;
    frame.inFrom = isWord(token, 'from', 'join');
  }
  if (isWord(token, 'select', 'values')) frame.level = token.depth;
  if (!isWordOf(token, opens)) return;
  frame.open = true;
  frame.inFrom = false;
  frame.listing = isWord(token, 'order', 'group');
  frame.isLast = isWord(token, 'order', 'limit', 'offset');
};

/** `json_each (` in a FROM; a subquery or a join in parentheses has no name before it. */
const callsTable = (frame: Frame, before: Token | undefined): boolean =>
  frame.inFrom && before !== undefined && before.kind !== 'op' && !isWord(before, 'from', 'join');

/** `min` and `max` choose the row that the bare columns beside them come from. */
const choosesRow = (token: Token | undefined): boolean =>
  token?.kind !== 'string' && (token?.name === 'min' || token?.name === 'max');

export function tailsOf(tokens: readonly Token[]): readonly Tail[] {
  const tails: Tail[] = [];
  const frames: Frame[] = [
    { inherited: false, open: false, listing: false, inFrom: false, level: 0, isLast: false },
  ];
  tokens.forEach((token, at) => {
    const frame = frames.at(-1);
    if (frame === undefined) return;
    const before = tokens[at - 1];
    turn(frame, tokens, at);
    const counts = frame.inherited || frame.open;
    if (isOp(token, '(')) {
      // `ORDER BY (2)` is position 2 as well.
      const listing = frame.listing && (isOp(before, ',', '(', '+', '-') || isWord(before, 'by'));
      const inherited = counts || choosesRow(before) || callsTable(frame, before);
      const { inFrom, level, isLast } = frame;
      frames.push({ inherited, open: false, listing, inFrom, level, isLast });
    } else if (isOp(token, ')') && frames.length > 1) frames.pop();
    else if (counts) {
      const leads = isWord(before, 'by') || isOp(before, ',', '(', '+', '-');
      const isOrdinal = frame.listing && leads && token.kind === 'number';
      tails.push({ token, at, isOrdinal, level: frame.level, isLast: frame.isLast });
    }
  });
  return tails;
}

/** Key words that can name a column: what follows one may be its alias. */
const soft = words(
  `abort action after asc before begin cascade column conflict database deferred desc detach do each
exclusive explain fail first for ignore immediate initially instead no plan query key last pragma recursive release
replace restrict row rows rollback savepoint temp trigger vacuum view virtual without nulls current following
preceding range unbounded exclude groups others ties generated always reindex rename if over filter window left
right full inner outer cross`,
);

/** Key words that nothing but an alias can be where an expression has ended; others that stand as names are not read at all. */
const bareAlias = words('current_date current_time current_timestamp match');

/** END without its CASE: a name. */
const hasOddEnd = once((tokens: readonly Token[]): boolean => {
  const count = (word: string): number => tokens.filter((one) => isWord(one, word)).length;
  return count('end') > count('case');
});

/** After AS every word is a name, but in `AS SELECT`, `AS (` and `AS NOT MATERIALIZED (`. */
const namedByAs = (tokens: readonly Token[], at: number): boolean =>
  isWord(tokens[at - 1], 'as') &&
  !isOp(tokens[at], '(') &&
  !isWord(tokens[at], 'not', 'select', 'values') &&
  !(isWord(tokens[at], 'materialized') && isOp(tokens[at + 1], '('));

/** Names that an alias or a column list of a CTE gives: such a name says nothing of what is under it. */
export function givenNames(
  tokens: readonly Token[],
  endsExpression: (token: Token | undefined) => boolean,
): ReadonlySet<string> {
  const given = new Set<string>();
  // A reserved word is no alias: `WHERE` after a table is WHERE.
  const isName = (token: Token): boolean =>
    token.kind === 'word'
      ? !keywords.has(token.name) || soft.has(token.name) || (isWord(token, 'end') && hasOddEnd(tokens))
      : token.kind === 'quoted' || token.kind === 'string';
  const hasWith = tokens.some((token) => isWord(token, 'with'));
  tokens.forEach((token, at) => {
    const before = tokens[at - 1];
    if (isName(token) && (endsExpression(before) || isWordOf(before, soft))) given.add(fold(token.name));
    if (namedByAs(tokens, at)) given.add(fold(token.name));
    if (isWordOf(token, bareAlias) && endsExpression(before)) given.add(token.name);
    if (!hasWith || !isOp(token, ')') || !isWord(tokens[at + 1], 'as')) return;
    for (let back = at - 1; back >= 0 && !isOp(tokens[back], '('); back -= 1)
      given.add(fold(tokens[back]?.name ?? ''));
  });
  return given;
}
