/** The only door of SQLite's WebAssembly build: a schema-only shadow that prepares statements and tells what the engine saw. It never steps one. */
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import type {
  EngineTrace,
  Replay,
  Structure,
  StructureObject,
} from '../../../src/intercept/sql/sqlite/index.js';
import type { Schema } from '../../powers.js';
import { type Database, type Memory, memoryOf, type Pointer, type Sqlite } from './sqlite-wasm-memory.js';
import { createEar, createLister, type Ear, handleOf, mostEvents, prepare } from './sqlite-wasm-prepare.js';

export interface Shadow {
  readonly structure: Structure;
  trace(text: string): EngineTrace;
  close(): void;
}
/** What the hand needs of the law, handed in by the program that holds both. */
export interface EngineLaw {
  fold(text: string): string;
  isSchemaName(name: string): boolean;
  replayOf(source: Schema['statements'][number]): Replay | undefined;
}
export interface Engine {
  readonly version: string;
  /** Throws a short word when the schema is not one that this engine may speak for. */
  load(schema: Schema): Shadow;
}

/** The release line: `3.53` of `3.53.4`. */
const lineOf = (version: string): string => version.split('.').slice(0, 2).join('.');

/** The engine as this thread holds it, for every database of it. */
interface Shop {
  readonly sqlite: Sqlite;
  readonly memory: Memory;
  readonly ear: Ear;
  readonly law: EngineLaw;
}
interface Bench extends Shop {
  readonly db: Database;
}

/** Indexes by `schema.name`, with the table that each belongs to. */
function indexTables({ db, law }: Bench, schemas: readonly string[]): ReadonlyMap<string, string> {
  const sql = (schema: string): string =>
    `SELECT name, tbl_name FROM "${schema}".sqlite_schema WHERE type = 'index'`;
  return new Map(
    schemas.flatMap((schema) =>
      db
        .selectArrays(sql(schema))
        .map(
          ([name, table]) =>
            [`${schema}.${law.fold(String(name))}`, `${schema}.${law.fold(String(table))}`] as const,
        ),
    ),
  );
}

/** By a prepared statement: the tables that it opens to read, an index as its table. */
function openedIn(bench: Bench, tables: ReadonlyMap<string, string>) {
  const list = createLister(bench.sqlite, bench.memory, bench.db);
  const { fold } = bench.law;
  return (statement: Pointer): readonly string[] => {
    const names = list(statement).map(([schema, name]) => `${fold(schema)}.${fold(name)}`);
    return [...new Set(names.map((name) => tables.get(name) ?? name))];
  };
}

interface Replayed {
  readonly done: readonly Replay[];
  readonly leftOut: Structure['leftOut'];
}

function replayAll({ db, law }: Bench, schema: Schema): Replayed {
  const done: Replay[] = [];
  const leftOut: { schema: string; name: string; kind: string }[] = [];
  for (const source of schema.statements) {
    const replay = law.replayOf(source);
    try {
      if (replay === undefined) throw new Error('not a plain CREATE');
      // One statement, whatever stands behind it.
      db.prepare(replay.sql).stepFinalize();
      done.push(replay);
    } catch {
      leftOut.push({ schema: source.schema, name: source.name, kind: source.kind });
    }
  }
  return { done, leftOut };
}

type Limits = Pick<StructureObject, 'held' | 'present' | 'counting' | 'compared' | 'isRuled'>;
const noLimits: Limits = { held: [], present: [], counting: [], compared: [], isRuled: false };

/** By SQLite's own rule: what is no INT and holds text or blobs, or has no type, keeps what it is given. */
const COUNTING = `SELECT name FROM pragma_table_xinfo(?, ?) WHERE type LIKE '%INT%' OR NOT (type = '' OR type LIKE '%CHAR%'
  OR type LIKE '%CLOB%' OR type LIKE '%TEXT%' OR type LIKE '%BLOB%')`;

/** Where a value can make a write fail: in a key, a unique or expression index, a reference; anywhere where a column is computed or the text has rules. */
function limitsOf({ db, law }: Pick<Bench, 'db' | 'law'>, { schema, name, hasRules }: Replay): Limits {
  const list = (sql: string, ...values: readonly string[]): readonly string[] =>
    db.selectArrays(sql, [...values]).map(([value]) => (value === null ? '' : law.fold(String(value))));
  const of = (sql: string): readonly string[] => list(sql, name, schema);
  const columns = of('SELECT name FROM pragma_table_xinfo(?, ?)');
  const computed = of('SELECT name FROM pragma_table_xinfo(?, ?) WHERE hidden > 0');
  const indexes = of(`SELECT name FROM pragma_index_list(?, ?) WHERE "unique" = 1 OR partial = 1`);
  const indexed = [
    ...indexes.flatMap((index) =>
      list('SELECT name FROM pragma_index_xinfo(?, ?) WHERE key = 1', index, schema),
    ),
    ...of(
      'SELECT x.name FROM pragma_index_list(?1, ?2) i, pragma_index_xinfo(i.name, ?2) x WHERE x.cid = -2',
    ),
  ];
  const partial = of('SELECT name FROM pragma_index_list(?, ?) WHERE partial = 1');
  const isWhole = hasRules || computed.length > 0 || partial.length > 0 || indexed.includes('');
  const keys = of('SELECT name FROM pragma_table_xinfo(?, ?) WHERE pk > 0');
  const references = of('SELECT "from" FROM pragma_foreign_key_list(?, ?)');
  return {
    held: isWhole ? columns : [...new Set([...keys, ...references, ...indexed])],
    present: of('SELECT name FROM pragma_table_xinfo(?, ?) WHERE "notnull" <> 0'),
    counting: of(COUNTING),
    compared: [
      ...of(`SELECT name FROM pragma_index_list(?, ?) WHERE "unique" = 1`).map((index) =>
        list('SELECT name FROM pragma_index_xinfo(?, ?) WHERE key = 1', index, schema),
      ),
      ...[...keys, ...references].map((name) => [name]),
    ],
    isRuled: isWhole,
  };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What each column of a view shows, by the driver's word. */
function originsOf({ db, law, memory }: Bench, { schema, name }: Replay): readonly string[] {
  const all = `SELECT * FROM ${quoted(schema)}.${quoted(name)}`;
  const { statement, columns } = prepare(memory, handleOf(db), all);
  memory.functions.sqlite3_finalize(statement);
  return columns.map(({ database, table, column }) =>
    table === '' ? '' : [database, table, column].map(law.fold).join('.'),
  );
}

function objectsOf(bench: Bench, done: readonly Replay[]): ReadonlyMap<string, StructureObject> {
  const { db, law } = bench;
  const objects = new Map<string, StructureObject>();
  for (const replay of done) {
    const { schema, name, kind, unites, joinsBy, names, made, leavesOut, replaces, computed } = replay;
    if (kind !== 'table' && kind !== 'view') continue;
    const rows = db.selectArrays('SELECT name FROM pragma_table_xinfo(?, ?) WHERE hidden <> 1 ORDER BY cid', [
      name,
      schema,
    ]);
    const columns = rows.map(([column]) => law.fold(String(column)));
    const limits = kind === 'table' ? limitsOf({ db, law }, replay) : noLimits;
    const origins = kind === 'view' ? originsOf(bench, replay) : [];
    const rest = { columns, unites, joinsBy, names, made, origins, leavesOut, replaces, computed };
    objects.set(`${schema}.${name}`, { schema, name, kind, ...rest, ...limits });
  }
  return objects;
}

function triggersOf(done: readonly Replay[]): Structure['triggers'] {
  const triggers = new Map<string, Replay['trigger'][]>();
  for (const { kind, name, trigger } of done) {
    if (kind !== 'trigger') continue;
    triggers.set(name, [...(triggers.get(name) ?? []), trigger]);
  }
  return triggers;
}

function attachAll({ db, law }: Bench, schema: Schema): readonly string[] {
  const named = [...new Set(schema.statements.map((statement) => law.fold(statement.schema)))];
  const schemas = named.filter((name) => law.isSchemaName(name) && name !== 'main');
  for (const name of schemas) db.exec(`ATTACH ':memory:' AS "${name}"`);
  return ['main', ...schemas];
}

/** What the downstream's build has and this one was compiled without: it has to be known to be prepared, and nothing here ever calls it. */
const nameMissing = (db: Database): void =>
  void db.createFunction('soundex', () => null, { arity: 1, deterministic: true, innocuous: true });

function loadShadow(shop: Shop, schema: Schema): Shadow {
  const { memory, ear } = shop;
  const db = new shop.sqlite.oo1.DB(':memory:');
  const bench = { ...shop, db };
  nameMissing(db);
  // Foreign keys on, so that a cascade shows as the write it is.
  db.exec('PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF');
  const schemas = attachAll(bench, schema);
  const { done, leftOut } = replayAll(bench, schema);
  const triggers = triggersOf(done);
  const objects = objectsOf(bench, done);
  const structure: Structure = { digest: schema.digest, schemas, objects, triggers, leftOut };
  const opened = openedIn(bench, indexTables(bench, schemas));
  const handle = handleOf(db);
  ear.lend(handle);
  return {
    structure,
    trace(text) {
      const { value, events } = ear.during(() => prepare(memory, handle, text));
      const { statement, ...told } = value;
      const isEndless = told.error !== '' && events.length >= mostEvents;
      try {
        return { ...told, isEndless, events, opened: statement === 0 ? [] : opened(statement) };
      } finally {
        memory.functions.sqlite3_finalize(statement);
      }
    },
    close: () => db.close(),
  };
}

/** The module prints to stdout by itself, which belongs to the agent's wire: both printers are silent. */
export async function openEngine(law: EngineLaw): Promise<Engine> {
  const silent = (): void => {};
  // The published type of the initialiser takes no options; the module reads these two all the same.
  const init = sqlite3InitModule as (options: { print(): void; printErr(): void }) => Promise<Sqlite>;
  const sqlite = await init({ print: silent, printErr: silent });
  sqlite.config.log = silent;
  sqlite.config.warn = silent;
  sqlite.config.error = silent;
  const version = sqlite.capi.sqlite3_libversion();
  const memory = memoryOf(sqlite);
  const shop: Shop = { sqlite, memory, ear: createEar(sqlite, memory), law };
  return {
    version,
    load(schema) {
      const engine = schema.engine;
      if (engine.name.toLowerCase() !== 'sqlite' || lineOf(engine.version) !== lineOf(version))
        throw new Error(`the system's engine is not SQLite ${lineOf(version)}`);
      return loadShadow(shop, schema);
    },
  };
}
