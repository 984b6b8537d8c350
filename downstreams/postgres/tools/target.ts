// The table that rows are put into by version: made if it is missing, refused if it is not of the same columns, and looked at once they are in it.

import { refuse } from '../../tool.js';
import { findTable, primaryKey, quote, requireTable } from '../catalog.js';
import { countRows } from '../content.js';
import type { Clear, Column, Session, Table, Taking } from '../engine.js';
import { clearColumns } from '../order.js';

/** What was changed may be of another type: a mask is a text. */
const asMade = (column: Column, changed: readonly string[]): Column =>
  changed.includes(column.name) ? { ...column, type: 'text' } : column;

function declare({ spelling }: Session, { name, type, notnull }: Column): string {
  return [quote(name), spelling.declare(type), notnull ? 'NOT NULL' : '']
    .filter((word) => word !== '')
    .join(' ');
}

export type Wanted = {
  readonly fullName: string;
  readonly columns: readonly Column[];
  readonly source: Table;
  /** Where nothing is said, any column may fail by what it is given. */
  readonly clear?: Clear | undefined;
  /** Of the columns those that were changed on the way, and of these those that are null throughout. */
  readonly changed?: readonly string[];
  readonly emptied?: readonly string[];
};

/** Types, NOT NULL and the primary key come along, if all of the key does; checks, defaults and indexes do not. */
async function createTarget(session: Session, wanted: Wanted): Promise<Table> {
  const { fullName, columns, source, changed = [] } = wanted;
  const [schema = '', name = ''] = fullName.split('.');
  const key = primaryKey(source);
  const holdsKey = key.length > 0 && key.every((column) => columns.includes(column));
  const constraint = holdsKey ? [`PRIMARY KEY (${key.map((column) => quote(column.name)).join(', ')})`] : [];
  const known = await session.schemas();
  const owner = known.find((one) => one === schema) ?? known.find((one) => one === schema.toLowerCase());
  const ref = `${quote(owner ?? schema)}.${quote(name)}`;
  const parts = [...columns.map((column) => declare(session, asMade(column, changed))), ...constraint];
  await session.run(`CREATE TABLE ${ref} (${parts.join(', ')})`);
  return requireTable(session, fullName);
}

/** What was changed is a text, and null where it was; of what was emptied nothing is left to tell. */
function isTaken(
  { spelling }: Session,
  taking: Taking,
  wanted: Wanted & { readonly held: readonly string[] },
) {
  const { column, from, source } = taking;
  const { clear = {}, emptied = [], held } = wanted;
  const isChanged = taking.changed.includes(from.name);
  if (emptied.includes(from.name)) return true;
  if (!isChanged && clearColumns(source, clear).some(({ name }) => name === from.name)) return true;
  if (held.includes(column.name.toLowerCase()) || (column.notnull && !from.notnull)) return false;
  return spelling.takes(taking);
}

/**
 * INVARIANT: before a row is put, and by what is declared alone. A narrower type, a key, a check or NOT NULL where the source has none fails for some
 * values, which would say of a hidden one whether it is among them.
 */
async function requireTaking(session: Session, target: Table, wanted: Wanted): Promise<void> {
  const { columns, source, changed = [] } = wanted;
  if (wanted.clear === undefined) return;
  const held = await session.held({ target, source, changed });
  const isFree = columns.every((from, at) => {
    const column = target.columns[at];
    return (
      column === undefined || isTaken(session, { target, column, source, from, changed }, { ...wanted, held })
    );
  });
  if (!isFree) refuse('hidden-constraint');
}

export async function openTarget(session: Session, wanted: Wanted): Promise<Table> {
  const { fullName, columns, source } = wanted;
  const target = await findTable(session, fullName);
  if (target === undefined) return createTarget(session, wanted);
  if (target.kind !== 'table') refuse('target-is-a-view');
  if (target.fullName === source.fullName) refuse('target-is-the-source');
  const names = (some: readonly Column[]) => JSON.stringify(some.map((column) => column.name));
  if (names(target.columns) !== names(columns)) refuse('columns-differ');
  await requireTaking(session, target, wanted);
  return target;
}

/** Empties the table, lets it be filled, and refuses when any other row has moved: a cascade or a trigger was not part of what a version vouches for. */
export async function refill(session: Session, target: Table, fill: () => Promise<number>): Promise<void> {
  const before = await session.moved();
  const deleted = await session.run(`DELETE FROM ${target.ref}`);
  const inserted = await fill();
  if ((await session.moved()) - before !== deleted + inserted) refuse('side-effect');
}

/** A trigger that skips a row or a column type that turns a value into another leaves something that nobody checked. */
export async function requireSameRows(session: Session, target: Table, source: Table): Promise<void> {
  const isShort = (await countRows(session, source)) !== (await countRows(session, target));
  if (isShort) refuse('copy-differs');
  if (target.columns.length === 0) return;
  const sql = `SELECT count(*) FROM (${session.spelling.missing(source, target)}) AS missing`;
  if ((await session.count({ sql })) !== 0) refuse('copy-differs');
}
