// Opens the two connections to a directory of files, one that writes and one that cannot; refuses write-ahead logs.
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { refuse } from '../../tool.js';
import type { Store } from '../engine.js';
import { storeOf } from './connection.js';
import type { Connection } from './driver.js';
import type { Location } from './location.js';

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
  // An index that SQLite makes for one statement holds every column that is read, so rows of one key would come in the order of hidden values.
  connection.pragma('automatic_index = OFF');
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
  return storeOf({ reader, writer });
}
