/** Which part of a statement the answer is about, for a person who reads it. It only points: no verdict rests on it. */
import type { Effects } from '../effects.js';
import { statementsOf } from './sqlite/engine/gate.js';
import { find, listOf, type Statement, splitAt, statementOf } from './sqlite/tokens/statement.js';
import { fold, type Token, tokenize } from './sqlite/tokens/token.js';
import { itemOf } from './sqlite/values/items.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

const around = (tokens: readonly Token[]): Span | undefined => {
  const [first, last] = [tokens[0], tokens.at(-1)];
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end };
};

/** The function that a doubt names. */
function functionSpan(tokens: readonly Token[], why: readonly string[]): Span | undefined {
  const names = why.flatMap((text) => /^function ([\w.]+) /.exec(text)?.[1]?.split('.').at(-1) ?? []);
  const token = tokens.find((one) => one.kind !== 'op' && names.includes(fold(one.name)));
  return token === undefined ? undefined : around([token]);
}

const clauseEnds = ['group', 'order', 'limit', 'returning'];

/** What chooses the rows; without a condition, the verb and its table. */
function choiceSpan({ tokens, at }: Statement): Span | undefined {
  const where = find(tokens, at, 'where');
  if (where < 0) return around(tokens.slice(at, at + 5));
  const end = find(tokens, where, ...clauseEnds);
  return around(tokens.slice(where, end < 0 ? tokens.length : end));
}

/** The first item of the list that carries a class, where items and columns stand one to one. */
function itemSpan(statement: Statement, { egress }: Effects): Span | undefined {
  const list = listOf(statement);
  const items = splitAt(list ?? [], ',');
  const at = egress.findIndex(({ classes }) => classes.length > 0);
  if (at < 0 || list === undefined || list.length === 0) return undefined;
  const isEven = items.length === egress.length && !items.some((item) => itemOf(item).isStar);
  return around((isEven ? items[at] : undefined) ?? list);
}

export function pointAt(text: string, effects: Effects): Span | undefined {
  const tokens = tokenize(text);
  const all = statementsOf(tokens);
  const statement = statementOf(all[0] ?? []);
  const named = functionSpan(tokens, effects.opaque);
  if (named !== undefined) return named;
  if (all.length > 1) return around(all.slice(1).flat());
  if (effects.control.length > 0) return around(statement.tokens.slice(0, 1));
  if (effects.opaque.length > 0) return around(tokens);
  if (effects.dropped.length > 0) return around(statement.tokens);
  const chosen = effects.writes.some(({ mode }) => mode === 'update' || mode === 'delete');
  return chosen ? choiceSpan(statement) : itemSpan(statement, effects);
}
