/** Marks that a statement puts into columns as they are. It knows rows of VALUES and single assignments, and refuses every write that could fail by a value, go further or give it back. */
import { classOf, datasetNamed } from '../../../../catalog/catalog.js';
import type { Mark } from '../../../effects.js';
import type { Known } from '../engine/known.js';
import { assignmentsOf, find, pastGroup, type Statement, splitAt } from '../tokens/statement.js';
import { fold, isLiteral, isOp, isWord, type Token } from '../tokens/token.js';
import { insertColumnsOf, tuplesOf } from '../tokens/written.js';
import { targetOf } from '../values/items.js';
import { canCarry, reachesFurther } from './carry.js';

export interface Put {
  readonly mark: Token;
  readonly into: NonNullable<Mark['into']>;
}

/** INVARIANT: the rows of two VALUES are compared where they meet: which of them lands would tell of what is in them. */
const reading = ['select', 'from', 'returning', 'union', 'intersect', 'except'];

/** `INSERT INTO … VALUES` or `UPDATE … SET`, and nothing that reads, chooses another row or returns one. */
function isPlain({ tokens, at, hasWith, verb }: Statement): boolean {
  const isNamed =
    verb === 'insert'
      ? isWord(tokens[at], 'insert') && isWord(tokens[at + 1], 'into')
      : verb === 'update' && !isWord(tokens[at + 1], 'or');
  return isNamed && !hasWith && !tokens.some((one) => isWord(one, ...reading));
}

type Cell = readonly [column: string, value: readonly Token[]];

/** Single assignments; undefined where there is another. */
function assignedIn(statement: Statement): readonly Cell[] | undefined {
  const all = assignmentsOf(statement);
  const single = all.flatMap(({ names: [name, ...more], value }): readonly Cell[] =>
    name === undefined || more.length > 0 ? [] : [[name, value]],
  );
  return single.length === all.length ? single : undefined;
}

/** INVARIANT: what collides is left alone, or takes a value as it is: nothing asks of what was brought, and nothing of it moves to another column. */
function upsertedIn(statement: Statement, conflict: number): readonly Cell[] | undefined {
  const { tokens } = statement;
  const isGrouped = isOp(tokens[conflict + 1], '(');
  const end = isGrouped ? pastGroup(tokens, conflict + 1) : conflict + 1;
  const named = isGrouped ? tokens.slice(conflict + 2, end - 1) : [];
  const isNamed = splitAt(named, ',').every((one) => one.length <= 1);
  const does = isWord(tokens[end], 'do') ? tokens[end + 1] : undefined;
  if (!isNamed || does === undefined || tokens.some((one) => isWord(one, 'where'))) return undefined;
  if (isWord(does, 'nothing')) return tokens.length === end + 2 ? [] : undefined;
  const isOwn = ([column, [row, dot, name, ...more]]: Cell): boolean =>
    more.length === 0 && isNamedAs(row, 'excluded') && isOp(dot, '.') && isNamedAs(name, column);
  const assigned = isWord(does, 'update') ? assignedIn(statement) : undefined;
  const isAtRest = assigned?.every((one) => isOwn(one) || (one[1].length === 1 && isLiteral(one[1][0])));
  return isAtRest === true ? assigned : undefined;
}

const isNamedAs = (token: Token | undefined, name: string): boolean =>
  (token?.kind === 'word' || token?.kind === 'quoted') && fold(token.name) === name;

function cellsOf(statement: Statement, live: readonly string[]): readonly Cell[] {
  const { tokens, at } = statement;
  if (statement.verb === 'update') return assignedIn(statement) ?? [];
  const conflict = find(tokens, at, 'conflict');
  const upserted = conflict < 0 ? [] : upsertedIn(statement, conflict);
  if (upserted === undefined) return [];
  const names = insertColumnsOf(statement) ?? live;
  const written = tuplesOf(tokens, find(tokens, at, 'values')).flatMap((tuple) =>
    tuple.length === names.length ? tuple.map((value, place): Cell => [names[place] ?? '', value]) : [],
  );
  return [...written, ...upserted];
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
    // INVARIANT: it comes back as it was: one that is kept as a number now and then would say that it looks like one.
    const isKept = object.columns.includes(column) && !object.counting.includes(column);
    const isFree = isKept && !object.held.includes(column);
    if (mark?.kind !== 'param' || more.length > 0 || !isFree) return [];
    const path = { dataset, column, classes: [], from: [], change: 'none' } as const;
    const carries = canCarry(known, path, statement);
    return [
      { mark, into: { dataset, column, class: classOf(datasetNamed(catalog, dataset), column), carries } },
    ];
  });
}
