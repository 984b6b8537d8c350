/** The text of a trigger taken apart: which write sets it off, under which condition, and what it does then. What does not have the one form is not taken apart at all. */
import { statementsOf } from '../engine/gate.js';
import type { Trigger } from '../engine/trace.js';
import { type Statement, statementOf } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';

const occasions = ['insert', 'update', 'delete'] as const;

/** `BEFORE`, `AFTER` or `INSTEAD OF`; a write that no word stands before comes before it. */
function pastTiming(tokens: readonly Token[], at: number): number {
  if (isWord(tokens[at], 'instead') && isWord(tokens[at + 1], 'of')) return at + 2;
  return isWord(tokens[at], 'before', 'after') ? at + 1 : at;
}

/** `UPDATE OF a, b`. */
function pastColumns(tokens: readonly Token[], at: number): number {
  if (!isWord(tokens[at], 'of')) return at;
  let next = at + 2;
  while (isOp(tokens[next], ',')) next += 2;
  return next;
}

function bodyIn(tokens: readonly Token[]): readonly Statement[] | undefined {
  if (!isWord(tokens.at(-1), 'end') || !isOp(tokens.at(-2), ';')) return undefined;
  return statementsOf(tokens.slice(0, -2)).map(statementOf);
}

/** From behind the trigger's own name: `[AFTER] UPDATE [OF …] ON t [FOR EACH ROW] [WHEN …] BEGIN …; END`. */
export function triggerIn(tokens: readonly Token[], name: string): Trigger | undefined {
  const first = pastTiming(tokens, 0);
  const occasion = occasions.find((one) => isWord(tokens[first], one));
  const on = pastColumns(tokens, first + 1);
  const [schema = ''] = name.split('.');
  const table = tokens[on + 1];
  if (occasion === undefined || !isWord(tokens[on], 'on') || table === undefined) return undefined;
  const isRow = isWord(tokens[on + 2], 'for') && isWord(tokens[on + 4], 'row');
  const rest = tokens.slice(isRow ? on + 5 : on + 2);
  const begins = rest.flatMap((token, at) => (isWord(token, 'begin') ? [at] : []));
  const [begin = -1, ...others] = begins;
  const hasCondition = isWord(rest[0], 'when');
  // A column may be called so, and then two of them could be where the body begins.
  if (begin < 0 || others.length > 0 || (begin > 0 && !hasCondition)) return undefined;
  const body = bodyIn(rest.slice(begin + 1));
  const condition = hasCondition ? rest.slice(1, begin) : undefined;
  return body === undefined
    ? undefined
    : { name, dataset: `${schema}.${fold(table.name)}`, occasion, condition, body };
}
