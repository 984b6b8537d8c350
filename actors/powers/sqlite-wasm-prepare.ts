/** One prepare on the WebAssembly build: what the authorizer is asked, and what the driver knows of the columns. Nothing is ever stepped here. */
import type sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import type { EngineColumn, EngineEvent, EngineTrace } from '../../src/intercept/sql/sqlite/index.js';

export type Sqlite = Awaited<ReturnType<typeof sqlite3InitModule>>;
export type Database = InstanceType<Sqlite['oo1']['DB']>;

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

/** Names what the authorizer is asked; only listens, and refuses, between `start` and `stop`. */
export function listen(sqlite: Sqlite, db: Database) {
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

export interface Prepared
  extends Pick<EngineTrace, 'columns' | 'tail' | 'readonly' | 'parameters' | 'error'> {}
const failed = (error: string): Prepared => ({
  columns: [],
  tail: '',
  readonly: false,
  parameters: 0,
  error,
});

export function prepare(sqlite: Sqlite, db: Database, statementText: string): Prepared {
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
