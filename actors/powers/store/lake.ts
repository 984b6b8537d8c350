/** A lake of SQLite files that is made for one run. It refuses to touch a file that is there already. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { SampleTable } from '../../../src/explore/lake.js';

const fileOf = (directory: string, { schema }: SampleTable): string => join(directory, `${schema}.db`);

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function insert(database: Database.Database, { name, columns }: SampleTable, row: readonly number[]): void {
  const [names, marks] = [columns.map(quoted).join(', '), columns.map(() => '?').join(', ')];
  database.prepare(`INSERT INTO ${quoted(name)} (${names}) VALUES (${marks})`).run(...row);
}

export function makeLake(directory: string, tables: readonly SampleTable[]): void {
  for (const file of new Set(tables.map((table) => fileOf(directory, table))))
    if (existsSync(file)) throw new Error(`${file} is there already`);
  for (const table of tables) {
    const database = new Database(fileOf(directory, table));
    database.exec(table.sql);
    database.transaction(() => {
      for (const row of table.rows) insert(database, table, row);
    })();
    database.close();
  }
}

/** One more row, by somebody who does not go through a kernel. */
export function addRow(directory: string, table: SampleTable, row: readonly number[]): void {
  const database = new Database(fileOf(directory, table), { fileMustExist: true, timeout: 5_000 });
  try {
    insert(database, table, row);
  } finally {
    database.close();
  }
}
