/** What one write reaches: its table, the table behind its view, what fires and follows. What fires and cannot be read is a doubt. */
import { classOf, clear } from '../../../catalog/catalog.js';
import type { Scope, Write } from '../../effects.js';
import { tierOf } from '../../touches.js';
import { carriesOf, type Place } from './carry.js';
import { type Desk, declared, doubt, noteRead, type Value } from './ink.js';
import type { Occasion, Relation } from './relation.js';
import { relationOf } from './sources.js';
import { bodyOf, list } from './tree.js';

/** A write to a view is one to what it shows. */
function basesOf(desk: Desk, relation: Relation): readonly string[] {
  if (relation.kind === 'table') return [relation.name];
  const from = list(bodyOf(relation.query, 'SelectStmt'), 'fromClause').map((one) => bodyOf(one, 'RangeVar'));
  const [only] = from;
  const base = from.length === 1 && only !== undefined ? relationOf(desk, only) : undefined;
  if (base === undefined) doubt(desk, 'a write to a view that cannot be followed');
  return base === undefined ? [relation.name] : [relation.name, ...basesOf(desk, base)];
}

/** Triggers, rules and cascades: other writes than the statement's own, and what those set off in turn. */
function sideEffects(desk: Desk, name: string, occasion: Occasion): void {
  const { fires, follows } = desk.structure;
  if (fires.get(name)?.includes(occasion) === true) doubt(desk, 'a trigger or rule that cannot be read');
  if (occasion === 'insert') return;
  for (const dataset of follows.get(name) ?? []) {
    const isTold = desk.ink.writes.some(
      (write) => write.dataset === dataset && write.mode === occasion && write.scope === 'none',
    );
    if (isTold) continue;
    desk.ink.writes.push(writeOn(desk, { dataset, mode: occasion, columns: [], scope: 'none', sources: [] }));
    sideEffects(desk, dataset, occasion);
    // ON DELETE SET NULL updates.
    if (occasion === 'delete') sideEffects(desk, dataset, 'update');
  }
}

/** The engine looks at the other end of a foreign key, and an error tells what it saw: a read. An end whose columns are not told is any column. */
function lookAcross(desk: Desk, name: string, { mode, columns }: Pick<Stroke, 'mode' | 'columns'>): void {
  const meets = (tied: readonly string[]): boolean =>
    mode !== 'update' || tied.length === 0 || tied.some((column) => columns.includes(column));
  for (const tie of desk.structure.ties) {
    if (tie.from === name && mode !== 'delete' && meets(tie.columns)) noteRead(desk, tie.to);
    if (tie.to === name && mode !== 'insert' && meets(tie.keys)) noteRead(desk, tie.from);
  }
}

const writeOn = ({ catalog }: Desk, write: Omit<Write, 'tier'>): Write => ({
  ...write,
  tier: tierOf(catalog, write.dataset),
});

interface Stroke {
  readonly relation: Relation;
  readonly mode: Occasion;
  readonly columns: readonly string[];
  readonly scope: Scope;
  readonly sources: readonly string[];
}

export function stroke(desk: Desk, { relation, mode, columns, scope, sources }: Stroke): void {
  if (relation.isStrange) doubt(desk, 'a table whose columns cannot be read');
  for (const dataset of basesOf(desk, relation)) {
    desk.ink.writes.push(
      writeOn(desk, { dataset, mode, columns, scope, sources: mode === 'delete' ? [] : sources }),
    );
    sideEffects(desk, dataset, mode);
    lookAcross(desk, dataset, { mode, columns });
  }
}

/** Catalogued datasets that a value came from. */
export const sourcesOf = (values: readonly Value[]): readonly string[] =>
  [...new Set(values.flatMap(({ from }) => from.map(({ dataset }) => dataset)))]
    .filter((name) => name !== '')
    .sort();

/** A classified value where its class is not the column's own follows it, or it is a flow, which is a denial. */
export function flow(desk: Desk, place: Place, value: Value): void {
  const { relation, column } = place;
  const own = classOf(declared(desk.catalog, relation.name), column);
  // INVARIANT: what is written to a view stands in a table, whose column has a class of its own.
  const stays = value.isKept === true && relation.kind === 'table';
  const lost = value.from.filter((one) => one.class !== clear && !(stays && one.class === own));
  if (lost.length === 0) return;
  const carries = carriesOf(desk, place, value);
  if (carries !== undefined) return void desk.ink.carries.push(...carries);
  for (const { dataset, column: from, class: name } of lost) {
    const isTold = dataset !== '' && Object.hasOwn(declared(desk.catalog, dataset)?.columns ?? {}, from);
    const isKnown =
      Object.hasOwn(declared(desk.catalog, relation.name)?.columns ?? {}, column) ||
      relation.columns.includes(column);
    desk.ink.flows.add(
      `${isTold ? `${dataset}.${from}` : name} -> ${relation.name}.${isKnown ? column : '_'}`,
    );
  }
}
