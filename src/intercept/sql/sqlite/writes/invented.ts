/** Whether rows that a statement takes were written by its author: naming a table beside them does not make them the table's. */
import { holdsNoName } from '../answers/egress.js';
import { listFrom, withoutSources } from '../answers/outputs.js';
import { armsOf, assignmentsOf, listOf, type Statement, splitAt, statementOf } from '../tokens/statement.js';
import { isWord, type Token, type TokenKind } from '../tokens/token.js';
import { itemOf } from '../values/items.js';

const literals: readonly TokenKind[] = ['string', 'number', 'blob', 'param'];
const holdsLiteral = (tokens: readonly Token[]): boolean =>
  withoutSources(tokens).some((token) => literals.includes(token.kind));

/** `EXISTS (SELECT 1 …)` takes nothing from its list. */
const isAsked = (tokens: readonly Token[], at: number): boolean => isWord(tokens[at - 2], 'exists');

/** VALUES or a literal in a list, at any depth: a column that its author wrote, however many others are a table's. */
export const writesDown = (tokens: readonly Token[]): boolean =>
  tokens.some(
    (token, at) =>
      isWord(token, 'values') ||
      (isWord(token, 'select') &&
        !isAsked(tokens, at) &&
        splitAt(listFrom(tokens, at), ',').some((part) => holdsLiteral(itemOf(part).tokens))),
  );

/** `SET a = 'x'` beside whatever else is set. */
export const setsLiteral = (statement: Statement): boolean =>
  assignmentsOf(statement).some(({ value }) => holdsLiteral(value));

/** VALUES, or an arm in which every column is a constant. */
export const holdsInvented = (tokens: readonly Token[]): boolean =>
  armsOf(tokens).some((arm) => {
    const statement = statementOf(arm);
    const items = splitAt(listOf(statement) ?? [], ',').map(itemOf);
    return statement.verb !== 'select' || items.every((item) => !item.isStar && holdsNoName(item.tokens));
  });
