// Opens the two connections, one that writes and one that cannot, and runs work inside a transaction of either; refuses write-ahead logs.
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { refuse } from '../protocol.js';
import type { Location } from './database-url.js';

export type Connection = Sqlite.Database;
export type Store = { readonly reader: Connection; readonly writer: Connection };

const BUSY_MILLISECONDS = 5000;

/**
 * `main` is a real file that stays empty: SQLite keeps a commit that spans several attached files atomic across a crash
 * only if `main` has a name to put the super-journal beside, which `:memory:` has not.
 */
const MAIN_FILE = '.main.sqlite';

function attach(connection: Connection, location: Location): Connection {
  for (const { schema, file } of location.schemas) {
    connection.prepare(`ATTACH DATABASE ? AS "${schema}"`).run(file);
  }
  connection.pragma('trusted_schema = OFF');
  connection.pragma('foreign_keys = ON');
  return connection;
}

/** Rollback journals, not write-ahead logs: with WAL each file commits alone, and a crash can keep one half of a promotion. */
function useRollbackJournal(connection: Connection, schema: string): void {
  const mode = connection.pragma(`"${schema}".journal_mode = DELETE`, { simple: true });
  if (mode !== 'delete')
    refuse('bad-database-url', { reason: `schema \`${schema}\` keeps a write-ahead log` });
}

// The driver compiles SQLite with SQLITE_DBCONFIG_DEFENSIVE on and extension loading off; neither is ever switched here.
export function openStore(location: Location): Store {
  const main = join(location.directory, MAIN_FILE);
  const writer = attach(new Sqlite(main, { timeout: BUSY_MILLISECONDS }), location);
  for (const { schema } of [{ schema: 'main' }, ...location.schemas]) useRollbackJournal(writer, schema);
  // Attached files inherit the read-only flag of the connection; query_only also closes the temp schema.
  const reader = attach(new Sqlite(main, { readonly: true, timeout: BUSY_MILLISECONDS }), location);
  reader.pragma('query_only = ON');
  return { reader, writer };
}

function inTransaction<T>(connection: Connection, begin: string, work: (connection: Connection) => T): T {
  connection.prepare(begin).run();
  try {
    const outcome = work(connection);
    connection.prepare('COMMIT').run();
    return outcome;
  } finally {
    // A conflict clause (`OR ROLLBACK`) may have ended the transaction already.
    if (connection.inTransaction) connection.prepare('ROLLBACK').run();
  }
}

// INVARIANT: IMMEDIATE takes the write lock of every attached file, so no other process writes between a check and its effect.
export function writing<T>(store: Store, work: (connection: Connection) => T): T {
  return inTransaction(store.writer, 'BEGIN IMMEDIATE', work);
}

function needsRecovery(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'SQLITE_READONLY_ROLLBACK';
}

/** One snapshot. A journal left by a writer that died can only be played back by a writer, so ours does that, once. */
export function reading<T>(store: Store, work: (connection: Connection) => T): T {
  try {
    return inTransaction(store.reader, 'BEGIN', work);
  } catch (thrown) {
    if (!needsRecovery(thrown)) throw thrown;
    writing(store, () => undefined);
    return inTransaction(store.reader, 'BEGIN', work);
  }
}
