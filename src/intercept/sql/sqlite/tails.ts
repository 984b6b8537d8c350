/** The tokens of a statement that choose, join, group or order rows, at any depth. What stands in a select list alone is not among them. */
import { isOp, isWord, type Token } from './token.js';
import { keywords } from './words.js';

export interface Tail {
  readonly token: Token;
  readonly at: number;
  /** A bare number in ORDER BY or GROUP BY: the position of an output column. */
  readonly isOrdinal: boolean;
}

const opens = ['where', 'on', 'using', 'group', 'having', 'order', 'window', 'limit', 'offset', 'partition'];
const closes = ['select', 'from', 'union', 'intersect', 'except', 'set', 'returning', 'values', 'join'];

interface Frame {
  /** Inside something that chooses rows already: nothing here is a mere output. */
  readonly inherited: boolean;
  open: boolean;
  /** In ORDER BY or GROUP BY, outside of any call. */
  listing: boolean;
}

/** Only reserved words close a tail: `left` may be an alias. The FROM of IS DISTINCT FROM closes nothing. */
const turn = (frame: Frame, token: Token, before: Token | undefined): void => {
  const compares = isWord(token, 'from') && isWord(before, 'distinct');
  if (isWord(token, ...closes) && !compares) {
    frame.open = false;
    frame.listing = false;
  }
  if (!isWord(token, ...opens)) return;
  frame.open = true;
  frame.listing = isWord(token, 'order', 'group');
};

/** `min` and `max` choose the row that the bare columns beside them come from. */
const choosesRow = (token: Token | undefined): boolean =>
  token?.kind !== 'string' && (token?.name === 'min' || token?.name === 'max');

export function tailsOf(tokens: readonly Token[]): readonly Tail[] {
  const tails: Tail[] = [];
  const frames: Frame[] = [{ inherited: false, open: false, listing: false }];
  tokens.forEach((token, at) => {
    const frame = frames.at(-1);
    if (frame === undefined) return;
    const before = tokens[at - 1];
    turn(frame, token, before);
    const counts = frame.inherited || frame.open;
    if (isOp(token, '(')) {
      // `ORDER BY (2)` is position 2 as well.
      const listing = frame.listing && (isOp(before, ',', '(', '+', '-') || isWord(before, 'by'));
      frames.push({ inherited: counts || choosesRow(before), open: false, listing });
    } else if (isOp(token, ')') && frames.length > 1) frames.pop();
    else if (counts) {
      const leads = isWord(before, 'by') || isOp(before, ',', '(', '+', '-');
      tails.push({ token, at, isOrdinal: frame.listing && leads && token.kind === 'number' });
    }
  });
  return tails;
}

/** Key words that can name a column: what follows one may be its alias. */
const soft =
  `abort action after asc before begin cascade column conflict database deferred desc detach do each
exclusive explain fail first for ignore immediate initially instead no plan query key last pragma recursive release
replace restrict row rows rollback savepoint temp trigger vacuum view virtual without nulls current following
preceding range unbounded exclude groups others ties generated always reindex rename if over filter window left
right full inner outer cross`.split(/\s+/);

/** Names that an alias or a column list of a CTE gives: such a name says nothing of what is under it. */
export function givenNames(
  tokens: readonly Token[],
  endsExpression: (token: Token | undefined) => boolean,
): ReadonlySet<string> {
  const given = new Set<string>();
  // A reserved word is no alias: `WHERE` after a table is WHERE.
  const isName = (token: Token): boolean =>
    token.kind === 'word'
      ? !keywords.has(token.name) || soft.includes(token.name)
      : token.kind === 'quoted' || token.kind === 'string';
  const hasWith = tokens.some((token) => isWord(token, 'with'));
  tokens.forEach((token, at) => {
    const before = tokens[at - 1];
    if (isName(token) && (isWord(before, 'as') || endsExpression(before) || isWord(before, ...soft)))
      given.add(token.name.toLowerCase());
    if (!hasWith || !isOp(token, ')') || !isWord(tokens[at + 1], 'as')) return;
    for (let back = at - 1; back >= 0 && !isOp(tokens[back], '('); back -= 1)
      given.add(tokens[back]?.name.toLowerCase() ?? '');
  });
  return given;
}
