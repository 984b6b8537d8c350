// A throw-away lake of SQLite's with everything that a write can set off, and what a statement really changed in it. It refuses to keep a change.
import Sqlite from 'better-sqlite3';
import type { Catalog } from '../../../src/catalog/catalog.js';
import { catalogOf, dataset, schemaOf } from './lake.js';

const script = `
CREATE TABLE silver.people (id INTEGER PRIMARY KEY, email TEXT UNIQUE, team TEXT, n INTEGER);
CREATE TABLE silver.orders (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people(id) ON DELETE CASCADE ON UPDATE CASCADE, n INTEGER);
CREATE TABLE silver.notes (id INTEGER PRIMARY KEY, orders INTEGER REFERENCES orders(id) ON DELETE SET NULL, n INTEGER);
CREATE TABLE silver.log (id INTEGER PRIMARY KEY, n INTEGER);
CREATE TABLE silver.pairs (a INTEGER, b INTEGER, n INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE silver.codes (id INTEGER PRIMARY KEY, n INTEGER);
CREATE UNIQUE INDEX silver.codes_n ON codes (n);
CREATE TABLE silver.sums (id INTEGER PRIMARY KEY, n INTEGER, twice INTEGER GENERATED ALWAYS AS (n * 2) STORED);
CREATE VIEW silver.seen AS SELECT id, team, n FROM people;
CREATE TRIGGER silver.unseen INSTEAD OF DELETE ON seen BEGIN DELETE FROM people WHERE team = old.team; END;
CREATE TRIGGER silver.reseen INSTEAD OF UPDATE ON seen BEGIN UPDATE people SET team = new.team WHERE n >= old.n; END;
CREATE TRIGGER silver.ordered AFTER INSERT ON orders BEGIN INSERT INTO log (n) VALUES (new.n); UPDATE people SET n = n + 1 WHERE id = new.person; END;
CREATE TRIGGER silver.noted AFTER UPDATE OF n ON notes WHEN new.n > 1 BEGIN DELETE FROM log; END;
CREATE TABLE bronze.people (id INTEGER PRIMARY KEY, email TEXT, team TEXT, n INTEGER);
`;

const rows = `
INSERT INTO silver.people VALUES (1,'e1','a',1),(2,'e2','a',2),(3,'e3','b',3),(4,NULL,'b',4);
INSERT INTO silver.orders VALUES (1,1,1),(2,1,2),(3,2,3),(4,3,1);
INSERT INTO silver.notes VALUES (1,1,1),(2,1,2),(3,3,3);
INSERT INTO silver.pairs VALUES (1,1,1),(1,2,2),(2,1,3);
INSERT INTO silver.codes VALUES (1,1),(2,2),(3,3);
INSERT INTO silver.sums VALUES (1,1),(2,2);
INSERT INTO bronze.people VALUES (1,'e1','a',9),(7,'e7','c',9);
`;

const tables: Readonly<Record<string, { readonly key: readonly string[]; readonly columns: readonly string[] }>> = {
  'silver.people': { key: ['id'], columns: ['id', 'email', 'team', 'n'] },
  'silver.orders': { key: ['id'], columns: ['id', 'person', 'n'] },
  'silver.notes': { key: ['id'], columns: ['id', 'orders', 'n'] },
  'silver.log': { key: ['id'], columns: ['id', 'n'] },
  'silver.pairs': { key: ['a', 'b'], columns: ['a', 'b', 'n'] },
  'silver.codes': { key: ['id'], columns: ['id', 'n'] },
  'silver.sums': { key: ['id'], columns: ['id', 'n', 'twice'] },
  'silver.seen': { key: ['id'], columns: ['id', 'team', 'n'] },
  'bronze.people': { key: ['id'], columns: ['id', 'email', 'team', 'n'] },
  'silver.made': { key: ['id'], columns: ['id', 'n'] },
};

export const writtenSchema = schemaOf(script.trim());
export const writtenCatalog: Catalog = catalogOf(
  Object.entries(tables).map(([name, { key, columns }]) =>
    dataset(name, Object.fromEntries(columns.map((column) => [column, 'clear'])), [...key]),
  ),
);

type Row = Readonly<Record<string, unknown>>;
interface Picture {
  /** By table, then by key. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, Row>>;
  /** Definitions by `kind:schema.name`. */
  readonly objects: ReadonlyMap<string, string>;
}

/** What became of one table's rows. A row whose key has changed is one that went and one that came. */
export interface Changed {
  readonly table: string;
  readonly came: number;
  readonly went: number;
  readonly updated: number;
  readonly columns: readonly string[];
}
export interface Done {
  readonly isRun: boolean;
  readonly changed: readonly Changed[];
  readonly objects: readonly string[];
}

function picture(database: Sqlite.Database): Picture {
  const objects = new Map<string, string>();
  const found = new Map<string, ReadonlyMap<string, Row>>();
  for (const schema of ['main', 'temp', 'silver', 'bronze']) {
    const listed = database.prepare(`SELECT type, name, sql FROM "${schema}".sqlite_schema`).all();
    // `as`: the columns of the table that SQLite keeps its definitions in.
    for (const { type, name, sql } of listed as { type: string; name: string; sql: string | null }[]) {
      objects.set(`${type}:${schema}.${name}`, sql ?? '');
      if (type !== 'table') continue;
      const key = tables[`${schema}.${name}`]?.key ?? ['rowid'];
      // `as`: a row of whatever columns there are.
      const all = database.prepare(`SELECT *, ${key.map((one) => `"${one}"`).join(" || ',' || ")} AS "key" FROM "${schema}"."${name}"`).all() as Row[];
      found.set(`${schema}.${name}`, new Map(all.map((row) => [String(row.key), row])));
    }
  }
  return { rows: found, objects };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function changesIn(table: string, before: ReadonlyMap<string, Row>, after: ReadonlyMap<string, Row>): Changed {
  const kept = [...before].filter(([key, row]) => after.has(key) && !same(row, after.get(key)));
  const columns = kept.flatMap(([key, row]) => Object.keys(row).filter((name) => !same(row[name], after.get(key)?.[name])));
  return {
    table,
    came: [...after.keys()].filter((key) => !before.has(key)).length,
    went: [...before.keys()].filter((key) => !after.has(key)).length,
    updated: kept.length,
    columns: [...new Set(columns)].sort(),
  };
}

function differences(before: Picture, after: Picture): Omit<Done, 'isRun'> {
  const names = [...new Set([...before.rows.keys(), ...after.rows.keys()])];
  const none = new Map<string, Row>();
  const all = names.map((name) => changesIn(name, before.rows.get(name) ?? none, after.rows.get(name) ?? none));
  const labels = [...new Set([...before.objects.keys(), ...after.objects.keys()])];
  return {
    changed: all.filter(({ came, went, updated }) => came + went + updated > 0),
    objects: labels.filter((label) => before.objects.get(label) !== after.objects.get(label)),
  };
}

export interface WrittenLake {
  /** Runs it, looks, and takes it back. */
  run(sql: string): Done;
  close(): void;
}

export function openWritten(): WrittenLake {
  const database = new Sqlite(':memory:');
  for (const schema of ['silver', 'bronze']) database.exec(`ATTACH ':memory:' AS ${schema}`);
  database.exec('PRAGMA foreign_keys = ON');
  database.exec(script);
  database.exec(rows);
  const before = picture(database);
  return {
    run(sql) {
      database.exec('BEGIN');
      try {
        database.prepare(sql).run();
        return { isRun: true, ...differences(before, picture(database)) };
      } catch {
        return { isRun: false, changed: [], objects: [] };
      } finally {
        if (database.inTransaction) database.exec('ROLLBACK');
      }
    },
    close: () => void database.close(),
  };
}
