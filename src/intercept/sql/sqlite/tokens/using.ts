/** Where the names of a USING stand among the tokens of a statement. It says nothing of what they mean. */
import { once } from '../../../../once.js';
import { isOp, isWord, type Token } from './token.js';

export const usingIn = once((tokens: readonly Token[]): ReadonlySet<number> => {
  const places = new Set<number>();
  for (const [start, token] of tokens.entries()) {
    if (!isWord(token, 'using') || !isOp(tokens[start + 1], '(')) continue;
    for (let at = start + 2; isOp(tokens[at], ',') || isValue(tokens[at]); at += 1) places.add(at);
  }
  return places;
});

const isValue = (token: Token | undefined): boolean => token !== undefined && token.kind !== 'op';
