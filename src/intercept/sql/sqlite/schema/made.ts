/** Of a view: every name of which a column of it could be made. It leaves out the items beside that one and nothing else, and answers nothing where it cannot tell them apart. */
import { placesIn } from '../tokens/places.js';
import { find, isCall, isEvery, listOf, splitAt, statementOf } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { itemOf } from '../values/items.js';
import { isColumnPlace, isWindow, rowNames } from '../values/names.js';

type Tokens = readonly Token[];

/** Names of columns; undefined where a column is meant without being named. */
function namesIn(tokens: Tokens, tables: ReadonlySet<Token>): readonly string[] | undefined {
  const hides = (token: Token, at: number): boolean =>
    isEvery(tokens, at) ||
    isWord(token, 'natural') ||
    (isWord(token, 'in') && !isOp(tokens[at + 1], '(')) ||
    (token.kind !== 'op' && rowNames.has(fold(token.name)));
  if (tokens.some(hides)) return undefined;
  const isName = (token: Token, at: number): boolean =>
    !tables.has(token) && isColumnPlace(tokens, at) && !isWindow(tokens, at);
  return tokens.flatMap((token, at) => (isName(token, at) ? [fold(token.name)] : []));
}

/** `GROUP BY 1`, `ORDER BY (2)`: an item that is meant by its place. */
function countsItems(tokens: Tokens): boolean {
  const start = find(tokens, 0, 'group', 'order');
  const isPlace = (token: Token, at: number): boolean =>
    token.kind === 'number' && (isWord(tokens[at - 1], 'by') || isOp(tokens[at - 1], ',', '(', '+', '-'));
  return start >= 0 && tokens.some((token, at) => at > start && isPlace(token, at));
}

/** Of several rows it takes one, and what stands beside it is of that row; or all come in the order of its window. */
const choosesRow = (tokens: Tokens): boolean =>
  tokens.some(
    (token, at) => isWord(token, 'over') || (isCall(tokens, at) && ['min', 'max'].includes(fold(token.name))),
  );

interface Body {
  readonly rest: Tokens;
  readonly items: readonly Tokens[];
  /** Which rows there are is made of all that stands in them. */
  readonly isDistinct: boolean;
}

/** What stands behind AS, and its list; undefined where its rows are united. */
function bodyOf(tokens: Tokens): Body | undefined {
  const body = tokens.slice(find(tokens, 0, 'as') + 1);
  const statement = statementOf(body);
  const list = listOf(statement);
  const isUnited = find(body, 0, 'union', 'intersect', 'except', 'values') >= 0;
  if (statement.verb !== 'select' || list === undefined || isUnited) return undefined;
  const listed = new Set(list);
  const rest = statement.tokens.filter((token) => !listed.has(token));
  const isDistinct = isWord(statement.tokens[statement.at + 1], 'distinct');
  return { rest, items: splitAt(list, ','), isDistinct };
}

/** Column by column. */
export function madeIn(tokens: Tokens): readonly (readonly string[] | undefined)[] {
  const body = bodyOf(tokens);
  if (body === undefined) return [];
  const { tokens: tables, calls } = placesIn(tokens);
  const items = body.items.map(itemOf);
  const rest = namesIn(body.rest, tables);
  if (rest === undefined || calls.length > 0 || items.some(({ isStar }) => isStar) || countsItems(body.rest))
    return [];
  const own = items.map((item) => namesIn(item.tokens, tables));
  // An alias may stand in the clauses behind, and may hide a column of its name there.
  const reaching = items.flatMap(({ alias, tokens: item }, at) =>
    body.isDistinct || rest.includes(alias) || choosesRow(item) ? [own[at]] : [],
  );
  return own.map((names) =>
    names === undefined || reaching.includes(undefined)
      ? undefined
      : [...new Set([...names, ...rest, ...reaching.flatMap((more) => more ?? [])])],
  );
}
