/** Marks that a statement puts into columns as they are. It knows rows of VALUES and single assignments, and refuses every write that could fail by a value, go further or give it back. */
import { classOf } from '../../../catalog/catalog.js';
import type { Mark } from '../../effects.js';
import { canCarry, reachesFurther } from './carry.js';
import { targetOf } from './items.js';
import { datasetOf, type Known } from './known.js';
import { assignmentsOf, find, type Statement } from './statement.js';
import { isWord, type Token } from './token.js';
import { insertColumnsOf, tuplesOf } from './written.js';

export interface Put {
  readonly mark: Token;
  readonly into: NonNullable<Mark['into']>;
}

/** `INSERT INTO … VALUES` or `UPDATE … SET`, and nothing that reads, chooses another row or returns one. */
function isPlain({ tokens, at, hasWith, verb }: Statement): boolean {
  const isNamed =
    verb === 'insert'
      ? isWord(tokens[at], 'insert') && isWord(tokens[at + 1], 'into')
      : verb === 'update' && !isWord(tokens[at + 1], 'or');
  return isNamed && !hasWith && !tokens.some((one) => isWord(one, 'select', 'from', 'returning', 'conflict'));
}

type Cell = readonly [column: string, value: readonly Token[]];

function cellsOf(statement: Statement, live: readonly string[]): readonly Cell[] {
  if (statement.verb === 'update')
    return assignmentsOf(statement).flatMap(({ names: [name, ...more], value }): readonly Cell[] =>
      name === undefined || more.length > 0 ? [] : [[name, value]],
    );
  const names = insertColumnsOf(statement) ?? live;
  return tuplesOf(statement.tokens, find(statement.tokens, statement.at, 'values')).flatMap((tuple) =>
    tuple.length === names.length ? tuple.map((value, at): Cell => [names[at] ?? '', value]) : [],
  );
}

export function putsOf(known: Known, statement: Statement): readonly Put[] {
  const dataset = isPlain(statement) ? targetOf(known, statement)?.dataset : undefined;
  if (dataset === undefined) return [];
  const { structure, catalog, trace } = known.reading;
  const object = structure.objects.get(dataset);
  // INVARIANT: a trigger, a reference, a key or a rule could answer by failing, or take the value where no name says.
  const isAlone = trace.events.every(({ via }) => via === '') && !reachesFurther(known, dataset);
  if (object?.kind !== 'table' || !isAlone) return [];
  return cellsOf(statement, object.columns).flatMap(([column, [mark, ...more]]): readonly Put[] => {
    const isFree = object.columns.includes(column) && !object.held.includes(column);
    if (mark?.kind !== 'param' || more.length > 0 || !isFree) return [];
    const path = { dataset, column, classes: [], from: [], change: 'none' } as const;
    const carries = canCarry(known, path, statement);
    return [
      { mark, into: { dataset, column, class: classOf(datasetOf(catalog, dataset), column), carries } },
    ];
  });
}
