// Runs work inside a transaction of one of the two connections, the one that writes and the one that cannot; opens neither.
import type Sqlite from 'better-sqlite3';

export type Connection = Sqlite.Database;
export type Store = { readonly reader: Connection; readonly writer: Connection };

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
