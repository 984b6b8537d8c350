// The compare-and-swap tools: `copy_if_version` and `read_if_version`; neither touches or returns a row unless the table still has the version asked for.
import { z } from 'zod';
import { defineTool, refuse, type Tool } from '../../tool.js';
import {
  type Column,
  contentOrder,
  findTable,
  primaryKey,
  quote,
  requireColumn,
  requireTable,
  schemaNames,
  type Table,
} from '../catalog.js';
import { type Connection, reading, type Store, writing } from '../connection.js';
import { contentVersion, countRows, requireVersion } from '../content.js';
import { readPage } from '../rows.js';

const CopyInput = z.strictObject({
  source: z.string(),
  version: z.string(),
  target: z.string(),
  columns: z.array(z.string()).min(1).optional(),
});
type CopyInput = z.output<typeof CopyInput>;

const PLAIN_TYPE = /^[A-Za-z][\w ]*(?:\(\s*\d+\s*(?:,\s*\d+\s*)?\))?$/;

function declare({ name, type, notnull }: Column): string {
  return [quote(name), PLAIN_TYPE.test(type) ? type : '', notnull ? 'NOT NULL' : ''].join(' ').trim();
}

/** Types, NOT NULL and the primary key come along, if all of the key does; checks, defaults and indexes do not. */
function createTarget(
  connection: Connection,
  fullName: string,
  columns: readonly Column[],
  source: Table,
): Table {
  const [schema = '', name = ''] = fullName.split('.');
  const key = primaryKey(source);
  const holdsKey = key.length > 0 && key.every((column) => columns.includes(column));
  const constraint = holdsKey ? [`PRIMARY KEY (${key.map((column) => quote(column.name)).join(', ')})`] : [];
  const owner = schemaNames(connection).find((known) => known === schema.toLowerCase()) ?? schema;
  const ref = `${quote(owner)}.${quote(name)}`;
  connection.prepare(`CREATE TABLE ${ref} (${[...columns.map(declare), ...constraint].join(', ')})`).run();
  return requireTable(connection, fullName);
}

function openTarget(
  connection: Connection,
  fullName: string,
  columns: readonly Column[],
  source: Table,
): Table {
  const target = findTable(connection, fullName);
  if (target === undefined) return createTarget(connection, fullName, columns, source);
  if (target.kind !== 'table') refuse('target-is-a-view');
  if (target.fullName === source.fullName) refuse('target-is-the-source');
  const names = (some: readonly Column[]) => JSON.stringify(some.map((column) => column.name));
  if (names(target.columns) !== names(columns)) refuse('columns-differ');
  return target;
}

function replaceRows(connection: Connection, target: Table, source: Table): number {
  const list = target.columns.map((column) => quote(column.name)).join(', ');
  const total = connection.prepare<[], number>('SELECT total_changes()').pluck();
  const before = total.get() ?? 0;
  const deleted = connection.prepare(`DELETE FROM ${target.ref}`).run().changes;
  const insert = `INSERT INTO ${target.ref} (${list}) SELECT ${list} FROM ${source.ref}`;
  const inserted = connection.prepare(insert).run().changes;
  // A cascade or a trigger that moved any other row was not part of what the version vouches for.
  if ((total.get() ?? 0) - before !== deleted + inserted) refuse('side-effect');
  return inserted;
}

/** A trigger that skips a row or a column type that turns a value into another leaves something that nobody checked. */
function requireSameRows(connection: Connection, target: Table, source: Table): void {
  const list = target.columns.map((column) => quote(column.name)).join(', ');
  const missing = `SELECT 1 FROM (SELECT ${list} FROM ${source.ref} EXCEPT SELECT ${list} FROM ${target.ref}) LIMIT 1`;
  const isShort = countRows(connection, source) !== countRows(connection, target);
  if (isShort || connection.prepare(missing).get() !== undefined) refuse('copy-differs');
}

function copy(connection: Connection, input: CopyInput): Record<string, unknown> {
  const source = requireTable(connection, input.source);
  requireVersion(connection, source, input.version);
  const columns = input.columns?.map((name) => requireColumn(source, name)) ?? source.columns;
  if (new Set(columns).size !== columns.length) refuse('columns-differ');
  const target = openTarget(connection, input.target, columns, source);
  replaceRows(connection, target, source);
  requireSameRows(connection, target, source);
  return contentVersion(connection, target);
}

const copyIfVersion = (store: Store) =>
  defineTool({
    name: 'copy_if_version',
    description:
      'Replaces the rows of `target` (made if missing) with those of `source`, if `source` still has this content version. Check and copy are one transaction.',
    reads: false,
    input: CopyInput,
    run: (input) => writing(store, (connection) => copy(connection, input)),
  });

const readIfVersion = (store: Store) =>
  defineTool({
    name: 'read_if_version',
    description: 'Returns the rows of a table in key order, if it still has this content version.',
    reads: true,
    input: z.strictObject({
      table: z.string(),
      version: z.string(),
      max_rows: z.int().min(1).max(100_000).default(100_000),
    }),
    run: ({ table, version, max_rows }) =>
      reading(store, (connection) => {
        const source = requireTable(connection, table);
        requireVersion(connection, source, version);
        const sql = `SELECT * FROM ${source.ref} ORDER BY ${contentOrder(source)}`;
        const page = readPage(connection.prepare<unknown[]>(sql), { max_rows });
        if (page.rows.flat().some((value) => typeof value === 'object' && value !== null))
          refuse('blob-value');
        return { ...page, version };
      }),
  });

export function copyTools(store: Store): readonly Tool[] {
  return [copyIfVersion(store), readIfVersion(store)];
}
