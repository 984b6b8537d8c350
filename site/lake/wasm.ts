/** The door of SQLite's WebAssembly build on this side of the page. It prints nothing. */
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';

export type Sqlite = Awaited<ReturnType<typeof sqlite3InitModule>>;
export type Database = InstanceType<Sqlite['oo1']['DB']>;

export async function openSqlite(): Promise<Sqlite> {
  const silent = (): void => undefined;
  // The published type of the initialiser takes no options; the module reads these two all the same.
  const init = sqlite3InitModule as (options: { print(): void; printErr(): void }) => Promise<Sqlite>;
  const sqlite = await init({ print: silent, printErr: silent });
  sqlite.config.log = silent;
  sqlite.config.warn = silent;
  sqlite.config.error = silent;
  return sqlite;
}
