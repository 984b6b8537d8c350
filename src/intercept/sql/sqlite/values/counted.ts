/** `count(*)` or `count([DISTINCT] column)` and not a token more. A condition inside would make the number an answer about values. */
import { isOp, isWord, type Token } from '../tokens/token.js';
import { plainColumn } from './names.js';

/** What is counted: rows, or the column of that name; undefined where it is no such count. */
export function countedIn(tokens: readonly Token[]): 'rows' | { readonly column: string } | undefined {
  const isNamed = (tokens[0]?.kind === 'word' || tokens[0]?.kind === 'quoted') && tokens[0].name === 'count';
  if (!isNamed || !isOp(tokens[1], '(') || !isOp(tokens.at(-1), ')')) return undefined;
  const inside = tokens.slice(2, -1);
  if (inside.length === 0 || (inside.length === 1 && isOp(inside[0], '*'))) return 'rows';
  const column = plainColumn(isWord(inside[0], 'distinct') ? inside.slice(1) : inside);
  return column === undefined ? undefined : { column: column.name };
}
