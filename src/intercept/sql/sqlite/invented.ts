/** Whether rows that a statement takes were written by its author: naming a table beside them does not make them the table's. */
import { holdsNoName } from './egress.js';
import { itemOf } from './items.js';
import { listOf, splitAt, statementOf } from './statement.js';
import { isWord, type Token } from './token.js';

/** The arms of a set operation at depth 0, the words between them left out. */
function armsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const arms: Token[][] = [[]];
  tokens.forEach((token, at) => {
    if (token.depth === 0 && isWord(token, 'union', 'intersect', 'except')) arms.push([]);
    else if (!isWord(token, 'all') || !isWord(tokens[at - 1], 'union')) arms.at(-1)?.push(token);
  });
  return arms;
}

/** VALUES, or an arm in which every column is a constant. */
export const holdsInvented = (tokens: readonly Token[]): boolean =>
  armsOf(tokens).some((arm) => {
    const statement = statementOf(arm);
    const items = splitAt(listOf(statement) ?? [], ',').map(itemOf);
    return statement.verb !== 'select' || items.every((item) => !item.isStar && holdsNoName(item.tokens));
  });
