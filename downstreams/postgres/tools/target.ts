// The table that rows are put into by version: made if it is missing, refused if it is not of the same columns, and looked at once they are in it.

import { refuse } from '../../tool.js';
import { findTable, primaryKey, quote, requireTable } from '../catalog.js';
import { countRows } from '../content.js';
import type { Clear, Column, Session, Table } from '../engine.js';
import { clearColumns } from '../order.js';

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
};

/** Types, NOT NULL and the primary key come along, if all of the key does; checks, defaults and indexes do not. */
async function createTarget(session: Session, { fullName, columns, source }: Wanted): Promise<Table> {
  const [schema = '', name = ''] = fullName.split('.');
  const key = primaryKey(source);
  const holdsKey = key.length > 0 && key.every((column) => columns.includes(column));
  const constraint = holdsKey ? [`PRIMARY KEY (${key.map((column) => quote(column.name)).join(', ')})`] : [];
  const known = await session.schemas();
  const owner = known.find((one) => one === schema) ?? known.find((one) => one === schema.toLowerCase());
  const ref = `${quote(owner ?? schema)}.${quote(name)}`;
  const parts = [...columns.map((column) => declare(session, column)), ...constraint];
  await session.run(`CREATE TABLE ${ref} (${parts.join(', ')})`);
  return requireTable(session, fullName);
}

/**
 * INVARIANT: before a row is put, and by what is declared alone. A narrower type, a key or NOT NULL where the source has none fails for some values, which
 * would say of a hidden one whether it is among them.
 */
function requireTaking({ spelling }: Session, target: Table, { columns, source, clear }: Wanted): void {
  if (clear === undefined) return;
  const known = clearColumns(source, clear);
  const keyOf = (table: Table): string => JSON.stringify(primaryKey(table).map(({ name }) => name));
  const isKeyed = keyOf(target) === keyOf(source);
  for (const [at, from] of columns.entries()) {
    const column = target.columns[at];
    if (column === undefined || known.includes(from)) continue;
    const isHeld = (column.pk > 0 && !isKeyed) || (column.notnull && !from.notnull);
    if (isHeld || !spelling.takes({ target, column, source, from })) refuse('columns-differ');
  }
}

export async function openTarget(session: Session, wanted: Wanted): Promise<Table> {
  const { fullName, columns, source } = wanted;
  const target = await findTable(session, fullName);
  if (target === undefined) return createTarget(session, wanted);
  if (target.kind !== 'table') refuse('target-is-a-view');
  if (target.fullName === source.fullName) refuse('target-is-the-source');
  const names = (some: readonly Column[]) => JSON.stringify(some.map((column) => column.name));
  if (names(target.columns) !== names(columns)) refuse('columns-differ');
  requireTaking(session, target, wanted);
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
