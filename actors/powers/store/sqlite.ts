/** The state store on better-sqlite3, in WAL mode, shared by every kernel on the state directory. A lost race is `false`, never a merge. */
import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Json } from '../../../src/call/json.js';
import type { Cell, Change, StateStore } from '../../powers.js';
import { assertOwned, ownerOnly } from '../journal/durable.js';

interface Row {
  readonly key: string;
  readonly value: string;
  readonly version: number;
}

// `as`: the value was written by `swap` from JSON.
const cellOf = ({ key, value, version }: Row): Cell => ({ key, value: JSON.parse(value) as Json, version });

/** The last code point there is, for prefix ranges: the engine orders text by its UTF-8 bytes. */
const last = '\u{10ffff}';

/** The file is its owner's before the engine writes the first page; what the engine lays beside it takes the same mode. */
function prepare(path: string): void {
  const flags = constants.O_CREAT | constants.O_RDWR | constants.O_NOFOLLOW;
  const file = openSync(path, flags, ownerOnly);
  try {
    assertOwned(file, path);
  } finally {
    closeSync(file);
  }
}

/** How often and at what distance, in ms, the change of mode is asked for: five seconds in all, as the engine waits elsewhere. */
const tries = 200;
const pause = 25;

/**
 * Two that open a new file at once both hold a read lock and both want the whole file. The engine refuses one of them
 * without waiting (https://sqlite.org/c3ref/busy_handler.html: where waiting could deadlock), so the wait is here.
 */
function writeAhead(database: Database.Database): void {
  for (let left = tries; ; left -= 1) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!busy || left === 0) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
}

function open(state: string): Database.Database {
  const path = join(state, 'state.db');
  prepare(path);
  const database = new Database(path, { timeout: 5_000 });
  writeAhead(database);
  database.pragma('synchronous = FULL');
  database.exec(
    'CREATE TABLE IF NOT EXISTS cell (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID',
  );
  return database;
}

export function openStore(state: string): StateStore {
  const database = open(state);
  const get = database.prepare<[string, string], Row>(
    'SELECT key, value, version FROM cell WHERE kind = ? AND key = ?',
  );
  const list = database.prepare<[string, string, string], Row>(
    'SELECT key, value, version FROM cell WHERE kind = ? AND key >= ? AND key < ? ORDER BY key',
  );
  // INVARIANT: a cell that is made again has another version, or a late swap would hit a cell it never saw.
  const insert = database.prepare<[string, string, string]>(
    'INSERT INTO cell VALUES (?, ?, ?, 1 + abs(random() % 1125899906842624)) ON CONFLICT DO NOTHING',
  );
  const update = database.prepare<[string, string, string, number]>(
    'UPDATE cell SET value = ?, version = version + 1 WHERE kind = ? AND key = ? AND version = ?',
  );
  const remove = database.prepare<[string, string, number]>(
    'DELETE FROM cell WHERE kind = ? AND key = ? AND version = ?',
  );
  const swap = (kind: string, key: string, { expected, value }: Change): boolean => {
    if (value === null) return expected > 0 && remove.run(kind, key, expected).changes === 1;
    const text = JSON.stringify(value);
    if (expected === 0) return insert.run(kind, key, text).changes === 1;
    return update.run(text, kind, key, expected).changes === 1;
  };
  // The engine is synchronous; the port is not, so that another engine can stand here.
  return {
    get: async (kind, key) => {
      const row = get.get(kind, key);
      return row === undefined ? undefined : cellOf(row);
    },
    list: async (kind, prefix) => list.all(kind, prefix, `${prefix}${last}`).map(cellOf),
    swap: async (kind, key, change) => swap(kind, key, change),
    close: async () => {
      database.close();
    },
  };
}
