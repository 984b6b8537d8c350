// Digests a table's definition and rows into its content version in one ordered pass; refuses to answer from anything but the rows themselves.
import { createHash, type Hash } from 'node:crypto';
import { refuse } from '../tool.js';
import { contentOrder, quote, type Table } from './catalog.js';
import type { Connection } from './connection.js';
import { type Json, toJson } from './rows.js';

export type Content = { readonly version: string; readonly rows: number };
export type Samples = Readonly<Record<string, readonly Json[]>>;
type Visit = (row: readonly unknown[], index: number) => void;

const METHOD = 'sha256-rows';
const MAX_SAMPLES = 5000;
/** As it is stored: a mark at its start is a character like any other. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** A text is read as its bytes, so that two texts that only differ in invalid UTF-8 do not digest alike; the flag tells it from a BLOB. */
function selection(table: Table): string {
  const columns = table.columns.map(({ name }) => {
    const ref = quote(name);
    return `CASE typeof(${ref}) WHEN 'text' THEN CAST(${ref} AS BLOB) ELSE ${ref} END, typeof(${ref}) = 'text'`;
  });
  return `SELECT ${columns.join(', ')} FROM ${table.ref} ORDER BY ${contentOrder(table)}`;
}

// INVARIANT: injective. Every value carries its type and its length, so no two different rows feed the hash the same bytes.
function digestValue(hash: Hash, value: unknown, isText: boolean): void {
  if (value instanceof Uint8Array) hash.update(`${isText ? 't' : 'b'}${value.byteLength}:`).update(value);
  else if (typeof value === 'bigint') hash.update(`i${value};`);
  else if (typeof value === 'number') hash.update('r').update(new Uint8Array(Float64Array.of(value).buffer));
  else hash.update('n');
}

function digestRows(connection: Connection, table: Table, visit: Visit): Content {
  if (table.columns.length === 0) refuse('unreadable-table');
  const hash = createHash('sha256').update(JSON.stringify([table.sql, table.columns]));
  const statement = connection.prepare(selection(table)).raw(true).safeIntegers(true);
  let rows = 0;
  for (const row of statement.iterate() as IterableIterator<unknown[]>) {
    hash.update('\n');
    for (let at = 0; at < row.length; at += 2) digestValue(hash, row[at], row[at + 1] === 1n);
    visit(row, rows);
    rows += 1;
  }
  return { version: `${METHOD}:${hash.digest('hex')}`, rows };
}

export function contentVersion(connection: Connection, table: Table): Content {
  return digestRows(connection, table, () => undefined);
}

export function countRows(connection: Connection, table: Table): number {
  return connection.prepare<[], number>(`SELECT count(*) FROM ${table.ref}`).pluck().get() ?? 0;
}

function sampleValue(row: readonly unknown[], position: number): Json {
  const value = row[position * 2];
  const isText = row[position * 2 + 1] === 1n;
  return isText && value instanceof Uint8Array ? utf8.decode(value) : toJson(value);
}

/** The same pass, keeping every n-th row's values of some columns: at most 5000 each, spread over the whole table. */
export function sampledVersion(
  connection: Connection,
  table: Table,
  columns: readonly string[],
): Content & { readonly samples: Samples; readonly samples_complete: boolean } {
  const stride = Math.max(1, Math.ceil(countRows(connection, table) / MAX_SAMPLES));
  const picked = columns.map((name) => ({
    name,
    position: table.columns.findIndex((column) => column.name === name),
    values: [] as Json[],
  }));
  const content = digestRows(connection, table, (row, index) => {
    if (index % stride !== 0) return;
    for (const { position, values } of picked) values.push(sampleValue(row, position));
  });
  const samples = Object.fromEntries(picked.map(({ name, values }) => [name, values]));
  return { ...content, samples, samples_complete: stride === 1 };
}

/** The compare of compare-and-swap: it holds for as long as the transaction that it is called in. */
export function requireVersion(connection: Connection, table: Table, version: string): void {
  if (contentVersion(connection, table).version !== version) refuse('version-mismatch');
}
