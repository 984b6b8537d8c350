/** The downstream's two connections over one database in memory: one that writes and one that cannot. It opens no file. */
import type { Connection, Store } from '../../downstreams/postgres/tools.js';
import { type Bench, statementOn } from './statement.js';
import type { Sqlite } from './wasm.js';

export interface MemoryStore extends Store {
  /** As `schema.name`, in order. */
  tables(): readonly string[];
  count(table: string): number;
}

let opened = 0;

function openBench(sqlite: Sqlite, place: string, schemas: readonly string[]): Bench {
  const db = new sqlite.oo1.DB(':memory:', 'c');
  for (const schema of schemas) db.exec(`ATTACH 'file:/${place}-${schema}?vfs=memdb' AS "${schema}"`);
  const { capi } = sqlite;
  capi.sqlite3_db_config(db, capi.SQLITE_DBCONFIG_DEFENSIVE, 1, 0);
  db.exec('PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA automatic_index = OFF');
  return { sqlite, db };
}

/** `as`: the downstream's tools ask no more of a connection than this. */
const connectionOn = (bench: Bench): Connection =>
  ({
    prepare: (sql: string) => statementOn(bench, sql),
    get inTransaction() {
      return bench.sqlite.capi.sqlite3_get_autocommit(bench.db) === 0;
    },
  }) as unknown as Connection;

export function openMemoryStore(sqlite: Sqlite, schemas: readonly string[]): MemoryStore {
  opened += 1;
  const place = `lake-${opened}`;
  const [writing, reading] = [openBench(sqlite, place, schemas), openBench(sqlite, place, schemas)];
  reading.db.exec('PRAGMA query_only = ON');
  const ask = (sql: string): readonly (readonly unknown[])[] => writing.db.selectArrays(sql);
  return {
    writer: connectionOn(writing),
    reader: connectionOn(reading),
    tables: () =>
      schemas.flatMap((schema) =>
        ask(`SELECT name FROM "${schema}".sqlite_schema WHERE type = 'table' ORDER BY name`).map(
          ([name]) => `${schema}.${String(name)}`,
        ),
      ),
    count: (table) => {
      const name = table.split('.').map((part) => `"${part.replaceAll('"', '""')}"`);
      return Number(ask(`SELECT count(*) FROM ${name.join('.')}`)[0]?.[0]);
    },
  };
}
