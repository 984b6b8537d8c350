// Turns SQLite values into JSON and a statement's rows into a bounded page; refuses to let a BLOB's bytes through.
import type { Statement } from 'better-sqlite3';
import { refuse } from '../../tool.js';
import type { Bound, Bounds, Json, Page } from '../engine.js';
import { openRoom } from '../room.js';
import type { Connection } from './driver.js';
import { namesIn } from './marks.js';

/**
 * Whole numbers past 2^53 become strings, a BLOB its size, an infinity its name: JSON has a place for none of them. A real that is whole counts
 * as one: written out it would look like digits that nobody has, and be refused by whoever reads it for one value and not for another.
 */
export function toJson(value: unknown): Json {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (typeof value === 'number')
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
      ? value
      : String(value);
  if (value instanceof Uint8Array) return { $blob: value.byteLength };
  return typeof value === 'string' ? value : null;
}

/** Prepares text that came from a caller; the driver's own message would repeat it, a code does not. */
export function prepareOne(connection: Connection, sql: string): Statement<unknown[]> {
  try {
    return connection.prepare<unknown[]>(sql);
  } catch (thrown) {
    if (thrown instanceof RangeError) refuse('one-statement');
    throw thrown;
  }
}

/** A whole number stays whole, as it would written down: the driver takes each number for a real. */
const toSqlite = (value: Bound): string | number | bigint | null => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
};

/** A value for each mark, by the number that SQLite gives it, as the driver takes them. */
export function boundOf(sql: string, params: readonly Bound[] | undefined): readonly unknown[] {
  const values = (params ?? []).map(toSqlite);
  const names = params === undefined ? undefined : namesIn(sql);
  if (names === undefined) return values;
  if (names.length !== values.length) refuse('unbound-parameter');
  return [Object.fromEntries(names.map((name, at) => [name, values[at] ?? null]))];
}

/** The driver's own errors about marks: a RangeError where one without a name lacks its value, a TypeError where one with a name does. */
export function refuseUnbound(thrown: unknown): never {
  if (thrown instanceof RangeError || thrown instanceof TypeError) refuse('unbound-parameter');
  throw thrown;
}

export function bindAll(statement: Statement<unknown[]>, params: readonly Bound[] | undefined): void {
  if (params === undefined) return;
  try {
    statement.bind(...boundOf(statement.source, params));
  } catch (thrown) {
    refuseUnbound(thrown);
  }
}

function iterateRaw(statement: Statement<unknown[]>): IterableIterator<unknown[]> {
  // With raw(true) each row is an array; the driver's types do not say so.
  const rows = statement.raw(true).safeIntegers(true) as Statement<unknown[], unknown[]>;
  try {
    return rows.iterate();
  } catch (thrown) {
    return refuseUnbound(thrown);
  }
}

/** A statement, with the names that its columns go by. */
export type Prepared = { readonly statement: Statement<unknown[]>; readonly columns: readonly string[] };

export const plainly = (statement: Statement<unknown[]>): Prepared => ({
  statement,
  columns: statement.columns().map(({ name }) => name),
});

export function readPage({ statement, columns }: Prepared, bounds: Bounds): Page {
  const { max_rows, offset = 0, isShown = false } = bounds;
  const rows: Json[][] = [];
  const hasRoom = openRoom();
  let seen = 0;
  for (const row of iterateRaw(statement)) {
    seen += 1;
    if (seen <= offset) continue;
    const cells = row.map(toJson);
    if (rows.length === max_rows || (isShown && !hasRoom(cells))) return { columns, rows, truncated: true };
    rows.push(cells);
  }
  return { columns, rows, truncated: false };
}

/** For a statement that writes and returns rows: it is always run to its end, and what is past the bound is dropped. */
export function drainPage({ statement, columns }: Prepared, { max_rows }: Bounds): Page {
  const rows: Json[][] = [];
  const hasRoom = openRoom();
  let isFull = false;
  for (const row of iterateRaw(statement)) {
    if (isFull) continue;
    const cells = row.map(toJson);
    isFull = rows.length === max_rows || !hasRoom(cells);
    if (!isFull) rows.push(cells);
  }
  return { columns, rows, truncated: isFull };
}
