/** What the triggers ask that a write sets off: their conditions, and those of their statements, are answered by what is there afterwards. Of a trigger that could not be taken apart all that it reads is asked. */
import type { Filter } from '../../../effects.js';
import type { Known, ReadColumn } from '../engine/known.js';
import type { Trigger } from '../engine/trace.js';
import { find, type Statement, whereOf } from '../tokens/statement.js';
import { fold, isWord, type Token } from '../tokens/token.js';

/** All but what it only puts into a column. */
function askingIn(statement: Statement): readonly Token[] {
  const { tokens, at, verb } = statement;
  const isNested = tokens.some((token, place) => place > at && isWord(token, 'select', 'case', 'conflict'));
  if (verb === 'select' || isNested) return tokens;
  return [
    ...(whereOf(statement) ?? []),
    ...(find(tokens, at, 'from') >= 0 && verb === 'update' ? tokens : []),
  ];
}

const asks = (trigger: Trigger | undefined, column: string): boolean =>
  trigger === undefined ||
  [...(trigger.condition ?? []), ...trigger.body.flatMap(askingIn)].some(
    (token) => token.kind !== 'op' && fold(token.name) === column,
  );

export function askedByTriggers({ reading, classified }: Known): readonly Filter[] {
  const { trace, structure } = reading;
  const reads = trace.events.filter(
    ({ action, via }) => action === 'READ' && structure.triggers.has(fold(via)),
  );
  if (classified.length === 0 || reads.length === 0) return [];
  const isAsked = ({ dataset, column }: ReadColumn): boolean =>
    reads.some(
      ({ via, database, first, second }) =>
        `${fold(database)}.${fold(first)}.${fold(second)}` === `${dataset}.${column}` &&
        structure.triggers.get(fold(via))?.some((trigger) => asks(trigger, column)) === true,
    );
  return classified
    .filter(isAsked)
    .flatMap(({ dataset, column, classes }) =>
      classes.map((one) => ({ dataset, column, class: one, keyed: false })),
    );
}
