/** Whether an expression is one column's value but for case, outer space and separators. Whatever else is done to a value could ask about it. */

import { pastGroup, splitAt } from '../tokens/statement.js';
import { fold, isOp, type Token } from '../tokens/token.js';
import { bare, isConstant } from './comparison.js';
import { plainColumn } from './names.js';

type Call = (args: readonly (readonly Token[])[]) => boolean;

const isText = (tokens: readonly Token[] | undefined, shape: RegExp): boolean =>
  tokens?.length === 1 && tokens[0]?.kind === 'string' && shape.test(tokens[0].name);

const alone: Call = (args) => args.length === 1;
/** A blob in its place would tell that it is missing: JSON holds none. */
const isNoBlob = (tokens: readonly Token[]): boolean => isConstant(tokens) && tokens.at(-1)?.kind !== 'blob';
const orConstants: Call = ([, ...others]) => others.length > 0 && others.every(isNoBlob);

/** What carries its first argument through. A pattern of letters or digits would tell whether the value holds them. */
const carriers: ReadonlyMap<string, Call> = new Map([
  ['lower', alone],
  ['upper', alone],
  ['trim', alone],
  ['ltrim', alone],
  ['rtrim', alone],
  ['coalesce', orConstants],
  ['ifnull', orConstants],
  [
    'replace',
    ([, from, to, ...rest]) => isText(from, /^[ ()/+-]$/) && isText(to, /^[ ()/+-]?$/) && rest.length === 0,
  ],
]);

export function carriedColumn(tokens: readonly Token[]): Token | undefined {
  const inner = bare(tokens);
  const column = plainColumn(inner);
  if (column !== undefined) return column;
  const [name, open] = inner;
  const isCall =
    name !== undefined && name.kind !== 'op' && isOp(open, '(') && pastGroup(inner, 1) === inner.length;
  const carries = isCall ? carriers.get(fold(name.name)) : undefined;
  const args = splitAt(inner.slice(2, -1), ',');
  return carries?.(args) === true ? carriedColumn(args[0] ?? []) : undefined;
}
