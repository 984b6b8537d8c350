/** One prepare on the WebAssembly build: what the authorizer is asked, what the driver knows of the columns, and which tables the program opens. The statement is never stepped. */
import type { EngineColumn, EngineEvent, EngineTrace } from '../../../src/intercept/sql/sqlite/index.js';
import type { Database, Memory, Pointer, Sqlite } from './sqlite-wasm-memory.js';

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

/** What the engine is asked of one statement: past it, the statement is refused while it is prepared. */
export const mostEvents = 10_000;

/** The address of an open database or statement. */
export function handleOf({ pointer }: { readonly pointer?: unknown }): Pointer {
  if (typeof pointer !== 'number') throw new Error('shadow is closed');
  return pointer;
}

/** Names what the authorizer is asked. One ear is for every database of the module. */
export interface Ear {
  /** Has the engine ask it about everything that is prepared on this database. */
  lend(db: Pointer): void;
  /** It only listens, and refuses, while this runs. */
  during<T>(act: () => T): { readonly value: T; readonly events: readonly EngineEvent[] };
}

export function createEar({ capi, wasm }: Sqlite, { functions, textAt }: Memory): Ear {
  let events: EngineEvent[] | undefined;
  type Words = readonly [first: Pointer, second: Pointer, database: Pointer, via: Pointer];
  const callback = wasm.installFunction('i(pipppp)', (_: Pointer, code: number, ...words: Words) => {
    if (events === undefined) return capi.SQLITE_OK;
    if (events.length >= mostEvents) return capi.SQLITE_DENY;
    const action = actionNames[code - firstAction] ?? `ACTION_${code}`;
    const [first, second, database, via] = words;
    events.push({
      action,
      first: textAt(first),
      second: textAt(second),
      database: textAt(database),
      via: textAt(via),
    });
    return refused.has(action) ? capi.SQLITE_DENY : capi.SQLITE_OK;
  });
  return {
    lend: (db) => void functions.sqlite3_set_authorizer(db, callback, 0),
    during(act) {
      const heard: EngineEvent[] = [];
      events = heard;
      try {
        return { value: act(), events: heard };
      } finally {
        events = undefined;
      }
    },
  };
}

function columnsOf({ functions, textAt }: Memory, statement: Pointer): readonly EngineColumn[] {
  return Array.from({ length: functions.sqlite3_column_count(statement) }, (_, at) => ({
    name: textAt(functions.sqlite3_column_name(statement, at)),
    database: textAt(functions.sqlite3_column_database_name(statement, at)),
    table: textAt(functions.sqlite3_column_table_name(statement, at)),
    column: textAt(functions.sqlite3_column_origin_name(statement, at)),
  }));
}

/** The statement is 0 where there is none; whoever gets it finalizes it. */
export interface Prepared extends Pick<EngineTrace, 'columns' | 'tail' | 'readonly' | 'error'> {
  readonly statement: Pointer;
}

export function prepare(memory: Memory, db: Pointer, text: string): Prepared {
  const { functions, out, tail } = memory;
  const code = functions.sqlite3_prepare_v3(db, memory.lay(text), -1, 0, out, tail);
  const statement = memory.pointerAt(out);
  if (code !== 0 || statement === 0) {
    const error = code === 0 ? 'no statement' : `code ${code}`;
    return { statement, columns: [], tail: '', readonly: false, error };
  }
  return {
    statement,
    columns: columnsOf(memory, statement),
    tail: memory.textAt(memory.pointerAt(tail)),
    readonly: functions.sqlite3_stmt_readonly(statement) !== 0,
    error: '',
  };
}

/** Lists what a prepared statement opens to read, as `schema` and `name`. The list is itself a statement, prepared once. */
export function createLister({ capi }: Sqlite, memory: Memory, db: Database) {
  const { functions, textAt } = memory;
  const lister = handleOf(db.prepare('SELECT schema, name FROM tables_used(?) WHERE wr = 0'));
  return (statement: Pointer): readonly (readonly [schema: string, name: string])[] => {
    const rows: (readonly [string, string])[] = [];
    functions.sqlite3_bind_pointer(lister, 1, statement, memory.statementKind, 0);
    while (functions.sqlite3_step(lister) === capi.SQLITE_ROW)
      rows.push([
        textAt(functions.sqlite3_column_text(lister, 0)),
        textAt(functions.sqlite3_column_text(lister, 1)),
      ]);
    if (functions.sqlite3_reset(lister) !== capi.SQLITE_OK) throw new Error('the tables cannot be listed');
    return rows;
  };
}
