/** The only door of SQLite's WebAssembly build: a schema-only shadow that prepares statements and tells what the engine saw. It never steps one. */
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import {
  type EngineColumn,
  type EngineEvent,
  type EngineTrace,
  fold,
  isSchemaName,
  type Replay,
  replayOf,
  type Structure,
  type StructureObject,
} from '../../src/intercept/sql/sqlite/index.js';
import type { Schema } from '../powers.js';

type Sqlite = Awaited<ReturnType<typeof sqlite3InitModule>>;
type Database = InstanceType<Sqlite['oo1']['DB']>;

export interface Shadow {
  readonly structure: Structure;
  trace(text: string): EngineTrace;
  close(): void;
}
export interface Engine {
  readonly version: string;
  /** Throws a short word when the schema is not one that this engine may speak for. */
  load(schema: Schema): Shadow;
}

const actionNames = [
  'CREATE_INDEX CREATE_TABLE CREATE_TEMP_INDEX CREATE_TEMP_TABLE CREATE_TEMP_TRIGGER CREATE_TEMP_VIEW',
  'CREATE_TRIGGER CREATE_VIEW DELETE DROP_INDEX DROP_TABLE DROP_TEMP_INDEX DROP_TEMP_TABLE DROP_TEMP_TRIGGER',
  'DROP_TEMP_VIEW DROP_TRIGGER DROP_VIEW INSERT PRAGMA READ SELECT TRANSACTION UPDATE ATTACH DETACH ALTER_TABLE',
  'REINDEX ANALYZE CREATE_VTABLE DROP_VTABLE FUNCTION SAVEPOINT RECURSIVE',
]
  .join(' ')
  .split(' ');
const firstAction = 1;
/** What would act while it is prepared: refused by the engine as well, behind the token gate. */
const refused = new Set(['PRAGMA', 'ATTACH', 'DETACH', 'TRANSACTION', 'SAVEPOINT', 'ANALYZE']);
const text = (value: string | 0 | null): string => (typeof value === 'string' ? value : '');

/** The release line: `3.53` of `3.53.4`. */
const lineOf = (version: string): string => version.split('.').slice(0, 2).join('.');

/** Names what the authorizer is asked; only listens, and refuses, between `start` and `stop`. */
function listen(sqlite: Sqlite, db: Database) {
  let events: EngineEvent[] = [];
  let isOpen = false;
  const { capi } = sqlite;
  capi.sqlite3_set_authorizer(
    handleOf(db),
    (_, code, ...words: readonly (string | 0)[]) => {
      if (!isOpen) return capi.SQLITE_OK;
      const action = actionNames[code - firstAction] ?? `ACTION_${code}`;
      const [first = '', second = '', database = '', via = ''] = words.map(text);
      events.push({ action, first, second, database, via });
      return refused.has(action) ? capi.SQLITE_DENY : capi.SQLITE_OK;
    },
    0,
  );
  return {
    start: (): void => {
      events = [];
      isOpen = true;
    },
    stop: (): readonly EngineEvent[] => {
      isOpen = false;
      return events;
    },
  };
}

function handleOf(db: Database): number {
  const { pointer } = db;
  if (typeof pointer !== 'number') throw new Error('shadow is closed');
  return pointer;
}

function columnsOf(sqlite: Sqlite, statement: number): readonly EngineColumn[] {
  const { capi } = sqlite;
  return Array.from({ length: capi.sqlite3_column_count(statement) }, (_, at) => ({
    name: text(capi.sqlite3_column_name(statement, at)),
    database: text(capi.sqlite3_column_database_name(statement, at)),
    table: text(capi.sqlite3_column_table_name(statement, at)),
    column: text(capi.sqlite3_column_origin_name(statement, at)),
  }));
}

interface Prepared extends Pick<EngineTrace, 'columns' | 'tail' | 'readonly' | 'parameters' | 'error'> {}
const failed = (error: string): Prepared => ({
  columns: [],
  tail: '',
  readonly: false,
  parameters: 0,
  error,
});

function prepare(sqlite: Sqlite, db: Database, statementText: string): Prepared {
  const { capi, wasm } = sqlite;
  const scope = wasm.scopedAllocPush();
  let statement = 0;
  try {
    const source = wasm.scopedAllocCString(statementText, false);
    const out = wasm.scopedAlloc(16);
    wasm.pokePtr(out, 0);
    const code = capi.sqlite3_prepare_v3(handleOf(db), source, -1, 0, out, out + 8);
    statement = Number(wasm.peekPtr(out));
    if (code !== capi.SQLITE_OK) return failed(`code ${code}`);
    if (statement === 0) return failed('no statement');
    return {
      columns: columnsOf(sqlite, statement),
      tail: wasm.cstrToJs(wasm.peekPtr(out + 8)) ?? '',
      readonly: capi.sqlite3_stmt_readonly(statement) !== 0,
      parameters: capi.sqlite3_bind_parameter_count(statement),
      error: '',
    };
  } finally {
    if (statement !== 0) capi.sqlite3_finalize(statement);
    wasm.scopedAllocPop(scope);
  }
}

/** Indexes by `schema.name`, with the table that each belongs to. */
function indexTables(db: Database, schemas: readonly string[]): ReadonlyMap<string, string> {
  const sql = (schema: string): string =>
    `SELECT name, tbl_name FROM "${schema}".sqlite_schema WHERE type = 'index'`;
  return new Map(
    schemas.flatMap((schema) =>
      db
        .selectArrays(sql(schema))
        .map(
          ([name, table]) => [`${schema}.${fold(String(name))}`, `${schema}.${fold(String(table))}`] as const,
        ),
    ),
  );
}

function openedBy(
  db: Database,
  statementText: string,
  tables: ReadonlyMap<string, string>,
): readonly string[] {
  const rows = db.selectArrays(
    'SELECT DISTINCT schema, name FROM tables_used(?) WHERE wr = 0',
    statementText,
  );
  const names = rows.map(([schema, name]) => `${fold(String(schema))}.${fold(String(name))}`);
  return [...new Set(names.map((name) => tables.get(name) ?? name))];
}

interface Replayed {
  readonly done: readonly Replay[];
  readonly leftOut: Structure['leftOut'];
}

function replayAll(db: Database, schema: Schema): Replayed {
  const done: Replay[] = [];
  const leftOut: { schema: string; name: string; kind: string }[] = [];
  for (const source of schema.statements) {
    const replay = replayOf(source);
    try {
      if (replay === undefined) throw new Error('not a plain CREATE');
      db.exec(replay.sql);
      done.push(replay);
    } catch {
      leftOut.push({ schema: source.schema, name: source.name, kind: source.kind });
    }
  }
  return { done, leftOut };
}

function objectsOf(db: Database, done: readonly Replay[]): ReadonlyMap<string, StructureObject> {
  const objects = new Map<string, StructureObject>();
  for (const { schema, name, kind, unites, joinsBy } of done) {
    if (kind !== 'table' && kind !== 'view') continue;
    const rows = db.selectArrays('SELECT name FROM pragma_table_xinfo(?, ?) WHERE hidden <> 1 ORDER BY cid', [
      name,
      schema,
    ]);
    const columns = rows.map(([column]) => fold(String(column)));
    objects.set(`${schema}.${name}`, { schema, name, kind, columns, unites, joinsBy, on: '' });
  }
  return objects;
}

function attachAll(db: Database, schema: Schema): readonly string[] {
  const named = [...new Set(schema.statements.map((statement) => fold(statement.schema)))];
  const schemas = named.filter((name) => isSchemaName(name) && name !== 'main');
  for (const name of schemas) db.exec(`ATTACH ':memory:' AS "${name}"`);
  return ['main', ...schemas];
}

function loadShadow(sqlite: Sqlite, schema: Schema): Shadow {
  const db = new sqlite.oo1.DB(':memory:');
  // Foreign keys on, so that a cascade shows as the write it is.
  db.exec('PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF');
  const schemas = attachAll(db, schema);
  const { done, leftOut } = replayAll(db, schema);
  const structure: Structure = { digest: schema.digest, schemas, objects: objectsOf(db, done), leftOut };
  const tables = indexTables(db, schemas);
  const ear = listen(sqlite, db);
  return {
    structure,
    trace(statementText) {
      ear.start();
      let prepared: Prepared;
      let events: readonly EngineEvent[];
      try {
        prepared = prepare(sqlite, db, statementText);
      } finally {
        events = ear.stop();
      }
      if (prepared.error !== '') return { ...prepared, events, opened: [] };
      return { ...prepared, events, opened: openedBy(db, statementText, tables) };
    },
    close: () => db.close(),
  };
}

/** The module prints to stdout by itself, which belongs to the agent's wire: both printers are silent. */
export async function openEngine(): Promise<Engine> {
  const silent = (): void => {};
  // The published type of the initialiser takes no options; the module reads these two all the same.
  const init = sqlite3InitModule as (options: { print(): void; printErr(): void }) => Promise<Sqlite>;
  const sqlite = await init({ print: silent, printErr: silent });
  sqlite.config.log = silent;
  sqlite.config.warn = silent;
  sqlite.config.error = silent;
  const version = sqlite.capi.sqlite3_libversion();
  return {
    version,
    load(schema) {
      const engine = schema.engine;
      if (engine.name.toLowerCase() !== 'sqlite' || lineOf(engine.version) !== lineOf(version))
        throw new Error(`the system's engine is not SQLite ${lineOf(version)}`);
      return loadShadow(sqlite, schema);
    },
  };
}
