// What the tools can do in a transaction over SQLite files; refuses whatever leaves something outside the attached schemas.
import type { Hash } from 'node:crypto';
import { refuse } from '../../tool.js';
import { requireSchema } from '../catalog.js';
import type { Asked, Bounds, Clear, Effect, Json, Question, Row, Scanned, Session } from '../engine.js';
import { lyingOrder } from '../order.js';
import type { Connection } from './driver.js';
import { admitStatement } from './gate.js';
import { heldIn } from './held.js';
import { bindAll, drainPage, plainly, readPage, refuseUnbound, toJson } from './rows.js';
import { contentOrder, quote, spelling } from './spelling.js';
import { prepareSteady } from './steady.js';
import { columnsOf, schemaNames, statements } from './structure.js';
import { startWatch, type Watch } from './watch.js';

const MAX_RETURNED_ROWS = 1000;
/** As it is stored: a mark at its start is a character like any other. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** A text is read as its bytes, so that two texts that only differ in invalid UTF-8 do not digest alike; the flag tells it from a BLOB. */
function selection(scanned: Scanned): string {
  const { table } = scanned;
  const columns = table.columns.map(({ name }) => {
    const ref = quote(name);
    return `CASE typeof(${ref}) WHEN 'text' THEN CAST(${ref} AS BLOB) ELSE ${ref} END, typeof(${ref}) = 'text'`;
  });
  const order =
    scanned.by === 'place' ? lyingOrder(table, scanned.clear) : ` ORDER BY ${contentOrder(table)}`;
  return `SELECT ${columns.join(', ')} FROM ${table.ref}${order}`;
}

// INVARIANT: injective. Every value carries its type and its length.
function digestValue(hash: Hash, value: unknown, isText: boolean): void {
  if (value instanceof Uint8Array) hash.update(`${isText ? 't' : 'b'}${value.byteLength}:`).update(value);
  else if (typeof value === 'bigint') hash.update(`i${value};`);
  else if (typeof value === 'number') hash.update('r').update(new Uint8Array(Float64Array.of(value).buffer));
  else hash.update('n');
}

const isText = (row: readonly unknown[], position: number): boolean => row[position * 2 + 1] === 1n;

function rowOf(row: readonly unknown[]): Row {
  return {
    digest(hash) {
      for (let at = 0; at * 2 < row.length; at += 1) digestValue(hash, row[at * 2], isText(row, at));
    },
    json(position): Json {
      const value = row[position * 2];
      return isText(row, position) && value instanceof Uint8Array ? utf8.decode(value) : toJson(value);
    },
  };
}

/** A statement of the tools' own. */
const steadily = (connection: Connection, sql: string, clear_columns: Clear | undefined) =>
  prepareSteady(connection, { sql, params: undefined, expect_schema: undefined, clear_columns }).statement;

function scan(connection: Connection, scanned: Scanned, see: (row: Row, index: number) => void): number {
  const clear = scanned.by === 'place' ? scanned.clear : undefined;
  const statement = steadily(connection, selection(scanned), clear).raw(true).safeIntegers(true);
  let rows = 0;
  // With raw(true) each row is an array; the driver's types do not say so.
  for (const row of statement.iterate() as IterableIterator<unknown[]>) {
    see(rowOf(row), rows);
    rows += 1;
  }
  return rows;
}

function counter(connection: Connection, name: 'changes' | 'total_changes'): number {
  return connection.prepare<[], number>(`SELECT ${name}()`).pluck().get() ?? 0;
}

function runUnbound(run: () => unknown): void {
  try {
    run();
  } catch (thrown) {
    refuseUnbound(thrown);
  }
}

/** A table in `main` is in nobody's schema, and one in `temp` would hide a real table from every later call. */
function keepOutsideEmpty(connection: Connection, own: number): void {
  const outside = `SELECT (SELECT count(*) FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~')
    + (SELECT count(*) FROM temp.sqlite_schema)`;
  if (connection.prepare<[], number>(outside).pluck().get() !== own) refuse('outside-schemas');
}

function perform(connection: Connection, asked: Asked, watch: Watch | undefined): Effect {
  const before = counter(connection, 'total_changes');
  const prepared = prepareSteady(connection, asked);
  const { statement } = prepared;
  const page = statement.reader ? drainPage(prepared, { max_rows: MAX_RETURNED_ROWS }) : undefined;
  if (page === undefined) runUnbound(() => statement.run());
  const total = counter(connection, 'total_changes') - before - (watch?.changes() ?? 0);
  keepOutsideEmpty(connection, watch?.objects ?? 0);
  // `changes()` keeps the number of an earlier statement when this one changed nothing.
  return {
    changes: total === 0 ? 0 : counter(connection, 'changes'),
    total_changes: total,
    isCounted: true,
    page,
  };
}

function ask(connection: Connection, asked: Asked, bounds: Bounds) {
  admitStatement(asked.sql);
  requireSchema(statements(connection), asked.expect_schema);
  const prepared = prepareSteady(connection, asked);
  if (!prepared.statement.readonly) refuse('not-a-read');
  if (!prepared.statement.reader) refuse('no-rows');
  return readPage(prepared, { ...bounds, isShown: true });
}

function numberOf(connection: Connection, { sql, bound = [] }: Question): number {
  const found = connection
    .prepare<unknown[], number>(sql)
    .pluck()
    .get(...bound);
  return found ?? 0;
}

const versionOf = (connection: Connection): string =>
  connection.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '';

export function sessionOf(connection: Connection): Session {
  let watch: Watch | undefined;
  let total = 0;
  return {
    spelling,
    schemas: async () => schemaNames(connection),
    statements: async () => statements(connection),
    columns: async (statement) => columnsOf(connection, statement),
    comments: async () => new Map(),
    version: async () => ({ name: 'sqlite', version: versionOf(connection) }),
    page: async ({ sql, bound = [] }, bounds) =>
      readPage(plainly(connection.prepare<unknown[]>(sql).bind(...bound)), bounds),
    count: async (question) => numberOf(connection, question),
    scan: async (scanned, see) => scan(connection, scanned, see),
    async run(sql, bound) {
      const statement = connection.prepare<unknown[]>(sql);
      bindAll(statement, bound);
      return statement.run().changes;
    },
    fill: async (sql, clear) => steadily(connection, sql, clear).run().changes,
    held: async (filling) => heldIn(connection, filling),
    moved: async () => counter(connection, 'total_changes'),
    async watch(tables) {
      const started = startWatch(connection, tables);
      watch = started;
      return async () => started.moved(total);
    },
    ask: async (asked, bounds) => ask(connection, asked, bounds),
    async perform(asked, before) {
      admitStatement(asked.sql);
      requireSchema(statements(connection), asked.expect_schema);
      await before();
      const effect = perform(connection, asked, watch);
      total += effect.total_changes;
      return effect;
    },
  };
}
