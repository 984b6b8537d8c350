/** What could make an answer grow past every bound, so that its failing says how long a masked value is. What it cannot place counts as every classified column. */

import { isClear, type Known, type ReadColumn } from '../engine/known.js';
import { isCall, listOf, pastGroup, type Statement, splitAt } from '../tokens/statement.js';
import { fold, isFrom, isOp, isWord, type Token } from '../tokens/token.js';
import { words } from '../tokens/words.js';
import { itemOf } from './items.js';
import { namedIn } from './names.js';

/** Calls whose value is as long as their arguments together, or those of all rows. */
const joining = words('concat concat_ws json_array json_object jsonb_array jsonb_object');
const gathering = words(
  'group_concat string_agg json_group_array json_group_object jsonb_group_array jsonb_group_object',
);
/** Calls that write a sign as several. */
const escaping = words('quote hex json_quote json_array json_object json_group_array json_group_object');

/** Outputs beside a masked one, and texts that all of them may be put together of: a page of rows with as many is far below what one reply may hold. */
const mostOutputs = 200;

const argumentsAt = (tokens: readonly Token[], at: number): readonly Token[] =>
  tokens.slice(at + 2, pastGroup(tokens, at + 1) - 1);

/** An upper bound: as if each call and each `||` were around all the others, wherever a name may stand for what another has made. */
function weightOfAll(tokens: readonly Token[]): number {
  return tokens.reduce((weight, token, at) => {
    if (isOp(token, '||')) return weight * 2;
    if (!isCall(tokens, at)) return weight;
    const name = fold(token.name);
    const parts = joining.has(name) ? Math.max(1, splitAt(argumentsAt(tokens, at), ',').length) : 1;
    return weight * parts * (escaping.has(name) ? 2 : 1);
  }, 1);
}

/** A constant weighs by its length, as a column of short texts does. */
const leafWeight = ({ kind, name }: Token): number => (kind === 'string' ? 0.25 + name.length / 64 : 1);

/** Where each name is a column: how often one stands there, twice for each call around it that writes a sign as several. */
function weightOfLeaves(tokens: readonly Token[]): number {
  const around: number[] = [1];
  return tokens.reduce((weight, token, at) => {
    const last = around.at(-1) ?? 1;
    if (isOp(token, '(')) around.push(escaping.has(fold(tokens[at - 1]?.name ?? '')) ? last * 2 : last);
    else if (isOp(token, ')')) around.pop();
    return token.kind === 'op' || isCall(tokens, at) ? weight : weight + last * leafWeight(token);
  }, 0);
}

function weightOf(tokens: readonly Token[], list: readonly Token[]): number {
  const isFlat = !tokens.some(
    (token) => (token.depth > 0 && isWord(token, 'select', 'values')) || isWord(token, 'union'),
  );
  return isFlat ? weightOfLeaves(list) : weightOfAll(tokens);
}

const many = ['join', 'union', 'recursive', 'over', 'window', 'values'];
const sourceEnds = ['where', 'group', 'having', 'order', 'limit', 'window', 'returning'];

/** One table, or one subquery, and nothing beside it. */
function isOne(tokens: readonly Token[], from: number): boolean {
  const depth = tokens[from]?.depth ?? 0;
  for (let at = from + 1; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.depth < depth) return true;
    if (token.depth > depth) continue;
    if (isWord(token, ...sourceEnds)) return true;
    if (isOp(token, ',') || (isOp(token, '(') && !isWord(tokens[at + 1], 'select', 'with'))) return false;
  }
  return true;
}

/** A subquery that stands where a table or a WITH does is there once; any other is there for each row around it. */
const isForEachRow = (tokens: readonly Token[], at: number): boolean =>
  isWord(tokens[at], 'select') &&
  isOp(tokens[at - 1], '(') &&
  tokens[at]?.depth !== 0 &&
  !isWord(tokens[at - 2], 'from', 'as', 'materialized');

/** Whether rows may come again and again: a second table, a series, a union, a recursion, a window, a subquery for each row. */
export function repeats({ views }: Known, tokens: readonly Token[]): boolean {
  if (views.length > 0 || tokens.some((token) => isWord(token, ...many))) return true;
  const froms = tokens.flatMap((_, at) => (isFrom(tokens, at) ? [at] : []));
  if (froms.length > 1 && tokens.some((_, at) => isForEachRow(tokens, at))) return true;
  return froms.some((from) => !isOne(tokens, from));
}

/** Classified columns whose values are gathered from rows that may come again. */
function gathered(known: Known, tokens: readonly Token[]): readonly ReadColumn[] {
  if (!repeats(known, tokens)) return [];
  return tokens.flatMap((token, at) => {
    if (!isCall(tokens, at) || !gathering.has(fold(token.name))) return [];
    const { columns, unplaced } = namedIn(known, argumentsAt(tokens, at));
    return unplaced ? known.classified : columns.filter((column) => !isClear(column));
  });
}

export function askedByGrowth(known: Known, statement: Statement): readonly ReadColumn[] {
  const { tokens } = statement;
  const list = listOf(statement) ?? [];
  const outputs = splitAt(list, ',').map(itemOf);
  if (outputs.length > mostOutputs || weightOf(tokens, list) > mostOutputs) return known.classified;
  return gathered(known, tokens);
}
