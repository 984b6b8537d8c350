/** What the columns of a table function are made of: what it is called with, and nothing else. It answers nothing of a function that it does not know, nor where an argument may stand elsewhere. */
import { once } from '../../../../once.js';
import { placesIn } from '../tokens/places.js';
import { pastGroup } from '../tokens/statement.js';
import { fold, isOp, type Token } from '../tokens/token.js';
import { pureTables, words } from '../tokens/words.js';

type Tokens = readonly Token[];

export const elementColumns = words('key value type atom id parent fullkey path');

/** An argument by another way: `FROM json_each WHERE json = …`. */
const hiddenColumns = words('json root');

/** The arguments of each call that stands where a table does; undefined where one of them is not told. */
export const calledTables = once((tokens: Tokens): readonly Tokens[] | undefined => {
  const { calls } = placesIn(tokens);
  const isHidden = (token: Token, at: number): boolean =>
    token.kind !== 'op' && hiddenColumns.has(fold(token.name)) && !isOp(tokens[at + 1], '(');
  if (calls.length > 0 && tokens.some(isHidden)) return undefined;
  const found = calls.flatMap((at) => {
    const inside = tokens.slice(at + 2, pastGroup(tokens, at + 1) - 1);
    return pureTables.has(fold(tokens[at]?.name ?? '')) && inside.length > 0 ? [inside] : [];
  });
  return found.length === calls.length ? found : undefined;
});

/** Whether a name could be a column of a table function. */
export const isElement = (tokens: Tokens, name: string): boolean =>
  elementColumns.has(name) && placesIn(tokens).calls.length > 0;
