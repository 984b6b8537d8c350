/** What one write reaches: its table, the table behind its view, what fires and follows. What fires and cannot be read is a doubt. */
import { classOf, clear, datasetNamed } from '../../../../catalog/catalog.js';
import type { Scope, Write } from '../../../effects.js';
import { tierOf } from '../../../touches.js';
import { carriesOf, type Place } from '../carrying/carry.js';
import {
  checkFamily,
  isKnown,
  isOdd,
  isTold,
  partedBy,
  reached,
  shownBy,
  toldAs,
  whole,
} from '../desk/family.js';
import { type Desk, doubt, freshInk, noteRead, type Source } from '../desk/ink.js';
import type { Value } from '../desk/value.js';
import type { Occasion, Relation } from '../schema/relation.js';
import { bodyOf, list } from '../tree/tree.js';
import { relationColumns } from '../values/showing.js';
import { relationOf } from '../values/sources.js';
import { fire, unreadTrigger } from './firing.js';

/** A write to a view is one to what it shows. */
export function basesOf(desk: Desk, relation: Relation): readonly Relation[] {
  if (relation.kind === 'table') return [relation];
  const from = list(bodyOf(relation.query, 'SelectStmt'), 'fromClause').map((one) => bodyOf(one, 'RangeVar'));
  const [only] = from;
  const base = from.length === 1 && only !== undefined ? relationOf(desk, only) : undefined;
  if (base === undefined) doubt(desk, 'a write to a view that cannot be followed');
  return base === undefined ? [relation] : [relation, ...basesOf(desk, base)];
}

interface Struck extends Pick<Stroke, 'mode' | 'columns' | 'values' | 'row'> {
  readonly relation: Relation;
}

/** Triggers, rules and cascades: other writes than the statement's own, and what those set off in turn. A part has those of the table that it is a part of. */
function sideEffects(desk: Desk, struck: Struck): void {
  const { relation, mode } = struck;
  const { triggers, unread, follows } = desk.structure;
  const names = [relation, ...whole(desk.structure, relation)].map(({ name }) => name);
  if (names.some((name) => unread.get(name)?.includes(mode) === true)) doubt(desk, unreadTrigger);
  const all = names.flatMap((name) => triggers.get(name) ?? []).filter((one) => one.occasions.includes(mode));
  for (const trigger of all) fire(desk, trigger, { ...struck, beside: all });
  if (mode === 'insert') return;
  for (const dataset of new Set(names.flatMap((name) => follows.get(name) ?? [])))
    cascade(desk, dataset, mode);
}

function cascade(desk: Desk, dataset: string, mode: Occasion): void {
  const told = `${mode} ${dataset}`;
  if (desk.ink.cascades.has(told)) return;
  desk.ink.cascades.add(told);
  const followed = desk.structure.relations.get(dataset);
  const writing = { mode, columns: [], scope: 'none', sources: [] } as const;
  if (followed === undefined) {
    desk.ink.writes.push(writeOn(desk, { ...writing, dataset }));
    doubt(desk, 'a table that is not known');
    return;
  }
  // The engine follows a key to the one table that has it, and through that one's parts.
  strike(desk, { ...writing, relation: followed, isOnly: followed.parting === undefined });
  // ON DELETE SET NULL updates.
  if (mode === 'delete') sideEffects(desk, { relation: followed, mode: 'update', columns: [] });
}

/** The engine looks at the other end of a foreign key, and an error tells what it saw: a read. An end whose columns are not told is any column. */
function lookAcross(desk: Desk, { relation, mode, columns }: Struck): void {
  const names = [relation, ...whole(desk.structure, relation)].map(({ name }) => name);
  const meets = (tied: readonly string[]): boolean =>
    mode !== 'update' || tied.length === 0 || tied.some((column) => columns.includes(column));
  for (const tie of desk.structure.ties) {
    if (names.includes(tie.from) && mode !== 'delete' && meets(tie.columns))
      noteRead(desk, toldAs(desk, tie.to));
    if (names.includes(tie.to) && mode !== 'insert' && meets(tie.keys))
      noteRead(desk, toldAs(desk, tie.from));
  }
}

/** A default that stands in draws a number. What the catalog does not know of is no place of its own. */
function draw(desk: Desk, { relation, mode, columns }: Struck): void {
  const drawn = [...relation.draws].filter(
    ([column]) => mode === 'insert' || (mode === 'update' && columns.includes(column)),
  );
  for (const name of drawn.flatMap(([, names]) => names)) if (isKnown(desk, name)) noteRead(desk, name);
}

const writeOn = ({ catalog }: Desk, write: Omit<Write, 'tier'>): Write => ({
  ...write,
  tier: tierOf(catalog, write.dataset),
});

interface Stroke {
  readonly relation: Relation;
  readonly mode: Occasion;
  readonly columns: readonly string[];
  /** What is put into each of these; undefined where nobody has told. */
  readonly values?: readonly Value[] | undefined;
  readonly scope: Scope;
  readonly sources: readonly string[];
  /** Beside what it does, as part of what. */
  readonly way?: 'merge';
  /** ONLY: heirs and parts are left alone. */
  readonly isOnly: boolean;
  /** A row as it may stand before and after, by the names of its table; undefined where nobody has told. */
  readonly row?: Source;
}

/** One write of one table, in all that it reaches: parts and heirs that change, and whatever shows their rows. */
function strike(desk: Desk, stroke: Stroke): void {
  const { relation, mode, way, columns, scope, sources } = stroke;
  const { row: _, ...rowless } = stroke;
  const from = mode === 'delete' ? [] : sources;
  const tell = (dataset: string): void => {
    for (const one of way === undefined ? [mode] : [mode, way])
      desk.ink.writes.push(writeOn(desk, { dataset, mode: one, columns, scope, sources: from }));
  };
  tell(relation.name);
  checkFamily(desk, relation);
  for (const one of reached(desk.structure, stroke)) {
    if (one !== relation && isTold(desk, one)) tell(one.name);
    if (isOdd(desk.structure, one)) doubt(desk, 'a table whose columns cannot be read');
    if (one.isForeign) doubt(desk, 'a table that another server keeps');
    // An heir has columns and classes of its own.
    const isTheirs = one === relation || !isTold(desk, one);
    sideEffects(desk, isTheirs ? { ...stroke, relation: one } : { ...rowless, relation: one });
    lookAcross(desk, { ...stroke, relation: one });
    draw(desk, { ...stroke, relation: one });
  }
  for (const one of shownBy(desk, relation)) tell(one.name);
}

/** INVARIANT: a row whose key is set may leave its part for another: it is deleted there and inserted here, with what either sets off. */
function move(desk: Desk, stroke: Stroke, isSet: (column: string) => boolean): void {
  const { relation, mode } = stroke;
  const isMoved = mode === 'update' && partedBy(desk.structure, relation).some(isSet);
  if (!isMoved || relation.parting === undefined) return;
  strike(desk, { ...stroke, mode: 'delete', columns: [] });
  const inserted = { columns: relation.columns, values: undefined, scope: 'not-applicable' } as const;
  strike(desk, { ...stroke, mode: 'insert', ...inserted });
  for (const { name: column, value } of relationColumns({ ...desk, ink: freshInk() }, relation))
    flow(desk, { relation, column }, value);
}

export function stroke(desk: Desk, given: Stroke): void {
  for (const relation of basesOf(desk, given.relation)) {
    // A view has names of its own for its table's columns, and says by itself whether it shows heirs.
    const isItself = relation === given.relation;
    const { row, values, ...rest } = given;
    const told = isItself && row !== undefined ? { row, values } : {};
    const stroke: Stroke = { ...rest, ...told, relation, isOnly: isItself && given.isOnly };
    strike(desk, stroke);
    move(desk, stroke, (column) => !isItself || given.columns.includes(column));
  }
}

/** Catalogued datasets that a value came from. */
export const sourcesOf = (values: readonly Value[]): readonly string[] =>
  [...new Set(values.flatMap(({ from }) => from.map(({ dataset }) => dataset)))]
    .filter((name) => name !== '')
    .sort();

/** Where it may come to stand: parts and heirs that have a class of their own. What shows their rows shows that class. */
const placesOf = (desk: Desk, { relation, column, isNew = false }: Place): readonly Place[] => {
  const mode = isNew ? 'insert' : 'update';
  const [own, ...others] = reached(desk.structure, { relation, mode, isOnly: false });
  return [own ?? relation, ...others.filter((one) => isTold(desk, one))].map((one) => ({
    relation: one,
    column,
  }));
};

/** A classified value where its class is not the column's own follows it, or it is a flow, which is a denial. */
export function flow(desk: Desk, place: Place, value: Value): void {
  for (const one of placesOf(desk, place)) flowInto(desk, one, value);
}

function flowInto(desk: Desk, place: Place, value: Value): void {
  const { relation, column } = place;
  const own = classOf(datasetNamed(desk.catalog, relation.name), column);
  // INVARIANT: what is written to a view stands in a table, whose column has a class of its own.
  const stays = value.isKept === true && relation.kind === 'table';
  const lost = value.from.filter((one) => one.class !== clear && !(stays && one.class === own));
  if (lost.length === 0) return;
  const carries = carriesOf(desk, place, value);
  if (carries !== undefined) return void desk.ink.carries.push(...carries);
  for (const { dataset, column: from, class: name } of lost) {
    const isTold = dataset !== '' && Object.hasOwn(datasetNamed(desk.catalog, dataset)?.columns ?? {}, from);
    const isKnown =
      Object.hasOwn(datasetNamed(desk.catalog, relation.name)?.columns ?? {}, column) ||
      relation.columns.includes(column);
    desk.ink.flows.add(
      `${isTold ? `${dataset}.${from}` : name} -> ${relation.name}.${isKnown ? column : '_'}`,
    );
  }
}
