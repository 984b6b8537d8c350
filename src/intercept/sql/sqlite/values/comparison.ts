/** The pieces of a condition: conjunctions, comparisons, constants. It reads the simple forms and answers undefined for the others. */

import { fold, isLiteral, isOp, isWord, type Token } from '../tokens/token.js';
import { plainColumn } from './names.js';

/** Without the parentheses around the whole. */
export function bare(tokens: readonly Token[]): readonly Token[] {
  let inner = tokens;
  while (isOp(inner[0], '(') && isOp(inner.at(-1), ')') && encloses(inner)) inner = inner.slice(1, -1);
  return inner;
}

const encloses = (tokens: readonly Token[]): boolean =>
  tokens.findIndex((token, at) => at > 0 && isOp(token, ')') && token.depth === tokens[0]?.depth) ===
  tokens.length - 1;

/** Splits at a depth-0 word; the AND of a BETWEEN and what lies inside a CASE do not split. */
export function splitWord(tokens: readonly Token[], word: 'and' | 'or'): readonly (readonly Token[])[] {
  const depth = Math.min(...tokens.map((token) => token.depth));
  const parts: Token[][] = [[]];
  let between = 0;
  let cases = 0;
  for (const token of tokens) {
    const here = token.depth === depth;
    if (here && isWord(token, 'case')) cases += 1;
    if (here && isWord(token, 'end') && cases > 0) cases -= 1;
    if (here && isWord(token, 'between')) between += 1;
    if (!here || cases > 0 || !isWord(token, word)) parts.at(-1)?.push(token);
    else if (word === 'and' && between > 0) {
      between -= 1;
      parts.at(-1)?.push(token);
    } else parts.push([]);
  }
  return parts;
}

/** A number, text, blob or parameter, with a sign or not. */
export const isConstant = (tokens: readonly Token[]): boolean => {
  const rest = isOp(tokens[0], '-', '+') ? tokens.slice(1) : tokens;
  return rest.length === 1 && isLiteral(rest[0]);
};

/** A column, or one case- or space-folding call around a column. */
export function columnOf(tokens: readonly Token[]): string | undefined {
  const inner = bare(tokens);
  const folds = isWord(inner[0], 'lower', 'upper', 'trim', 'date') && isOp(inner[1], '(');
  const column = plainColumn(folds && isOp(inner.at(-1), ')') ? inner.slice(2, -1) : inner);
  return column === undefined ? undefined : fold(column.name);
}

export interface Comparison {
  readonly left: readonly Token[];
  readonly operator: string;
  readonly isNegated: boolean;
  readonly right: readonly Token[];
}

export const operators = ['=', '==', '<>', '!=', '<', '<=', '>', '>='];
const wordOperators = ['is', 'in', 'like', 'glob', 'between', 'isnull', 'notnull'];

export function comparisonOf(tokens: readonly Token[]): Comparison | undefined {
  const depth = Math.min(...tokens.map((token) => token.depth));
  const isOperator = (token: Token): boolean =>
    token.depth === depth && (isOp(token, ...operators) || isWord(token, ...wordOperators, 'not'));
  const at = tokens.findIndex(isOperator);
  if (at <= 0) return undefined;
  const isNot = isWord(tokens[at], 'not');
  const operator = tokens[isNot ? at + 1 : at];
  if (operator === undefined) return undefined;
  const afterIs = !isNot && operator.name === 'is' && isWord(tokens[at + 1], 'not');
  const right = tokens.slice(at + (isNot || afterIs ? 2 : 1));
  const inner = right.some(isOperator);
  const name = isNot && isWord(operator, 'null') ? 'notnull' : operator.name;
  return inner
    ? undefined
    : { left: tokens.slice(0, at), operator: name, isNegated: isNot || afterIs, right };
}
