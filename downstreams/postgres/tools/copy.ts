// The compare-and-swap tools: `copy_if_version` and `read_if_version`; neither touches or returns a row unless the table still has the version asked for.
import { z } from 'zod';
import { defineTool, refuse, type Tool } from '../../tool.js';
import { findTable, primaryKey, quote, requireColumn, requireTable } from '../catalog.js';
import { contentVersion, countRows, requireVersion } from '../content.js';
import type { Column, Session, Store, Table } from '../engine.js';

const CopyInput = z.strictObject({
  source: z.string(),
  version: z.string(),
  target: z.string(),
  columns: z.array(z.string()).min(1).optional(),
});
type CopyInput = z.output<typeof CopyInput>;

function declare({ spelling }: Session, { name, type, notnull }: Column): string {
  return [quote(name), spelling.declare(type), notnull ? 'NOT NULL' : '']
    .filter((word) => word !== '')
    .join(' ');
}

type Wanted = { readonly fullName: string; readonly columns: readonly Column[]; readonly source: Table };

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

async function openTarget(session: Session, wanted: Wanted): Promise<Table> {
  const { fullName, columns, source } = wanted;
  const target = await findTable(session, fullName);
  if (target === undefined) return createTarget(session, wanted);
  if (target.kind !== 'table') refuse('target-is-a-view');
  if (target.fullName === source.fullName) refuse('target-is-the-source');
  const names = (some: readonly Column[]) => JSON.stringify(some.map((column) => column.name));
  if (names(target.columns) !== names(columns)) refuse('columns-differ');
  return target;
}

async function replaceRows(session: Session, target: Table, source: Table): Promise<void> {
  const list = target.columns.map((column) => quote(column.name)).join(', ');
  const before = await session.moved();
  const deleted = await session.run(`DELETE FROM ${target.ref}`);
  const inserted = await session.run(`INSERT INTO ${target.ref} (${list}) SELECT ${list} FROM ${source.ref}`);
  // A cascade or a trigger that moved any other row was not part of what the version vouches for.
  if ((await session.moved()) - before !== deleted + inserted) refuse('side-effect');
}

/** A trigger that skips a row or a column type that turns a value into another leaves something that nobody checked. */
async function requireSameRows(session: Session, target: Table, source: Table): Promise<void> {
  const isShort = (await countRows(session, source)) !== (await countRows(session, target));
  const sql = `SELECT count(*) FROM (${session.spelling.missing(source, target)}) AS missing`;
  if (isShort || (await session.count({ sql })) !== 0) refuse('copy-differs');
}

async function copy(session: Session, input: CopyInput): Promise<Record<string, unknown>> {
  const source = await requireTable(session, input.source);
  await requireVersion(session, source, input.version);
  const columns = input.columns?.map((name) => requireColumn(source, name)) ?? source.columns;
  if (new Set(columns).size !== columns.length) refuse('columns-differ');
  const target = await openTarget(session, { fullName: input.target, columns, source });
  await replaceRows(session, target, source);
  await requireSameRows(session, target, source);
  return contentVersion(session, target);
}

const copyIfVersion = (store: Store) =>
  defineTool({
    name: 'copy_if_version',
    description:
      'Replaces the rows of `target` (made if missing) with those of `source`, if `source` still has this content version. Check and copy are one transaction.',
    reads: false,
    input: CopyInput,
    run: (input, signal) => store.writing('promote', (session) => copy(session, input), signal),
  });

const ReadInput = z.strictObject({
  table: z.string(),
  version: z.string(),
  max_rows: z.int().min(1).max(100_000).default(100_000),
});

async function readVersion(session: Session, { table, version, max_rows }: z.output<typeof ReadInput>) {
  const source = await requireTable(session, table);
  await requireVersion(session, source, version);
  const sql = `SELECT * FROM ${source.ref} ORDER BY ${session.spelling.contentOrder(source)}`;
  const page = await session.page({ sql }, { max_rows });
  if (page.rows.flat().some((value) => typeof value === 'object' && value !== null)) refuse('blob-value');
  return { ...page, version };
}

const readIfVersion = (store: Store) =>
  defineTool({
    name: 'read_if_version',
    description: 'Returns the rows of a table in key order, if it still has this content version.',
    reads: true,
    input: ReadInput,
    run: (input, signal) => store.reading('inspect', (session) => readVersion(session, input), signal),
  });

export function copyTools(store: Store): readonly Tool[] {
  return [copyIfVersion(store), readIfVersion(store)];
}
