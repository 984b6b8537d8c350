// Digests a table's definition and rows into its content version in one ordered pass; refuses to answer from anything but the rows themselves.
import { createHash } from 'node:crypto';
import { refuse } from '../tool.js';
import type { Json, Row, Session, Table } from './engine.js';

export type Content = { readonly version: string; readonly rows: number };
export type Samples = Readonly<Record<string, readonly Json[]>>;

const METHOD = 'sha256-rows';
const MAX_SAMPLES = 5000;

/** What is visited in the pass is what the version that it comes to is of. */
export async function versionOf(
  session: Session,
  table: Table,
  visit: (row: Row, index: number) => void,
): Promise<Content> {
  if (table.columns.length === 0) refuse('unreadable-table');
  const hash = createHash('sha256').update(JSON.stringify([table.sql, table.columns]));
  const rows = await session.scan({ table, by: 'content' }, (row, index) => {
    hash.update('\n');
    row.digest(hash);
    visit(row, index);
  });
  return { version: `${METHOD}:${hash.digest('hex')}`, rows };
}

export function contentVersion(session: Session, table: Table): Promise<Content> {
  return versionOf(session, table, () => undefined);
}

export function countRows(session: Session, table: Table): Promise<number> {
  return session.count({ sql: `SELECT count(*) FROM ${table.ref}` });
}

/** The same pass, keeping every n-th row's values of some columns: at most 5000 each, spread over the whole table. */
export async function sampledVersion(
  session: Session,
  table: Table,
  columns: readonly string[],
): Promise<Content & { readonly samples: Samples; readonly samples_complete: boolean }> {
  const stride = Math.max(1, Math.ceil((await countRows(session, table)) / MAX_SAMPLES));
  const picked = columns.map((name) => ({
    name,
    position: table.columns.findIndex((column) => column.name === name),
    values: [] as Json[],
  }));
  const content = await versionOf(session, table, (row, index) => {
    if (index % stride !== 0) return;
    for (const { position, values } of picked) values.push(row.json(position));
  });
  const samples = Object.fromEntries(picked.map(({ name, values }) => [name, values]));
  return { ...content, samples, samples_complete: stride === 1 };
}

/** The compare of compare-and-swap: it holds for as long as the transaction that it is called in. */
export async function requireVersion(session: Session, table: Table, version: string): Promise<void> {
  if ((await contentVersion(session, table)).version !== version) refuse('version-mismatch');
}
