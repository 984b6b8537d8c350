/**
 * One statement with the face that the downstream knows from its driver, over the WebAssembly build. It holds no handle between two runs, and
 * refuses a text with a second statement and a run with a parameter unbound, as the driver does.
 */
import type { Database, Sqlite } from './wasm.js';

export type Value = string | number | bigint | null | Uint8Array;

export interface Bench {
  readonly sqlite: Sqlite;
  readonly db: Database;
}

interface Form {
  readonly names: readonly string[];
  readonly isReadOnly: boolean;
  readonly parameters: number;
}

/** The driver's errors carry the name of SQLite's code. */
function named({ capi }: Sqlite, thrown: unknown): never {
  const code =
    typeof thrown === 'object' && thrown !== null && 'resultCode' in thrown ? thrown.resultCode : 0;
  const name = typeof code === 'number' && code !== 0 ? capi.sqlite3_js_rc_str(code) : undefined;
  throw name === undefined ? thrown : Object.assign(new Error(name), { code: name });
}

const handleOf = ({ pointer }: Database): number => {
  if (typeof pointer !== 'number') throw new Error('the lake is closed');
  return pointer;
};

/** `next`: the handle of what stands first in the text, 0 for nothing; `rest`: where the text goes on. */
function prepareAt({ sqlite: { capi, wasm }, db }: Bench, source: number, out: number) {
  wasm.pokePtr(out, 0);
  const code = capi.sqlite3_prepare_v3(handleOf(db), source, -1, 0, out, out + 8);
  if (code !== capi.SQLITE_OK) throw Object.assign(new Error('not prepared'), { resultCode: code });
  return { handle: Number(wasm.peekPtr(out)), rest: Number(wasm.peekPtr(out + 8)) };
}

function holdsMore(bench: Bench, source: number, out: number): boolean {
  const { wasm, capi } = bench.sqlite;
  for (let at = source; wasm.peek8(at) !== 0; ) {
    const { handle, rest } = prepareAt(bench, at, out);
    if (handle !== 0) capi.sqlite3_finalize(handle);
    if (handle !== 0) return true;
    if (rest === at) return false;
    at = rest;
  }
  return false;
}

function formOf(bench: Bench, sql: string): Form {
  const { capi, wasm } = bench.sqlite;
  const scope = wasm.scopedAllocPush();
  let held = 0;
  try {
    const out = wasm.scopedAlloc(16);
    const { handle, rest } = prepareAt(bench, Number(wasm.scopedAllocCString(sql, false)), Number(out));
    held = handle;
    if (handle === 0 || holdsMore(bench, rest, Number(out)))
      throw new RangeError('the text does not hold one statement');
    const count = capi.sqlite3_column_count(handle);
    return {
      names: Array.from({ length: count }, (_, at) => String(capi.sqlite3_column_name(handle, at))),
      isReadOnly: capi.sqlite3_stmt_readonly(handle) !== 0,
      parameters: capi.sqlite3_bind_parameter_count(handle),
    };
  } finally {
    if (held !== 0) capi.sqlite3_finalize(held);
    wasm.scopedAllocPop(scope);
  }
}

const whole = (value: Value, safe: boolean): Value =>
  typeof value === 'bigint' && !safe ? Number(value) : value;

function* rowsOf(bench: Bench, sql: string, bound: readonly Value[]): IterableIterator<Value[]> {
  const { capi } = bench.sqlite;
  const statement = bench.db.prepare(sql);
  try {
    if (bound.length > 0) statement.bind([...bound]);
    while (statement.step()) {
      const at = (column: number): Value =>
        capi.sqlite3_column_type(statement, column) === capi.SQLITE_INTEGER
          ? BigInt(capi.sqlite3_column_int64(statement, column))
          : // `as`: what is no whole number is one of these.
            (statement.get(column) as Value);
      yield Array.from({ length: statement.columnCount }, (_, column) => at(column));
    }
  } finally {
    statement.finalize();
  }
}

/** How rows are handed out, as the driver's switches say. */
interface Manner {
  raw: boolean;
  pluck: boolean;
  safe: boolean;
  bound: readonly Value[];
}

function shaped(row: readonly Value[], { names }: Form, { raw, pluck, safe }: Manner): unknown {
  const values = row.map((value) => whole(value, safe));
  if (pluck) return values[0];
  return raw ? values : Object.fromEntries(names.map((name, at) => [name, values[at]]));
}

function readForm(bench: Bench, sql: string): Form {
  try {
    return formOf(bench, sql);
  } catch (thrown) {
    return named(bench.sqlite, thrown);
  }
}

type Iterate = (...given: readonly Value[]) => IterableIterator<unknown>;

const iterateOn =
  (bench: Bench, sql: string, { form, manner }: { readonly form: Form; readonly manner: Manner }): Iterate =>
  (...given) => {
    const bound = given.length > 0 ? given : manner.bound;
    if (bound.length !== form.parameters) throw new RangeError('too few parameter values were provided');
    const rows = function* (): IterableIterator<unknown> {
      try {
        for (const row of rowsOf(bench, sql, bound)) yield shaped(row, form, manner);
      } catch (thrown) {
        named(bench.sqlite, thrown);
      }
    };
    return rows();
  };

/** Runs to the end. `changes()` keeps the number of an earlier statement when this one changed nothing. */
function runOn({ sqlite: { capi }, db }: Bench, rows: () => Iterable<unknown>): { readonly changes: number } {
  const before = capi.sqlite3_total_changes64(db);
  for (const _ of rows());
  return { changes: capi.sqlite3_total_changes64(db) === before ? 0 : capi.sqlite3_changes(db) };
}

export function statementOn(bench: Bench, sql: string) {
  const form = readForm(bench, sql);
  const manner: Manner = { raw: false, pluck: false, safe: false, bound: [] };
  const iterate = iterateOn(bench, sql, { form, manner });
  const set = (change: Partial<Manner>) => {
    Object.assign(manner, change);
    return statement;
  };
  const statement = {
    reader: form.names.length > 0,
    readonly: form.isReadOnly,
    columns: () => form.names.map((name) => ({ name })),
    raw: (on = true) => set({ raw: on }),
    pluck: (on = true) => set({ pluck: on }),
    safeIntegers: (on = true) => set({ safe: on }),
    bind: (...bound: readonly Value[]) => set({ bound }),
    iterate,
    all: (...given: readonly Value[]) => [...iterate(...given)],
    get: (...given: readonly Value[]): unknown => {
      for (const row of iterate(...given)) return row;
      return undefined;
    },
    run: (...given: readonly Value[]) => runOn(bench, () => iterate(...given)),
  };
  return statement;
}
