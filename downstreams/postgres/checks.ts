// The checks a table can be put to; each answers with a count and primary keys, and refuses to answer with any other value.
import { z } from 'zod';
import { primaryKey, quote, requireColumn, requireTable, type Table } from './catalog.js';
import type { Connection } from './connection.js';
import { countRows } from './content.js';
import { type Json, readPage } from './rows.js';

const Columns = z.array(z.string()).min(1);
const Bound = z.union([z.number(), z.string()]);

export const Check = z.union([
  z.strictObject({ not_null: Columns }),
  z.strictObject({ unique: Columns }),
  z.strictObject({
    rows: z.strictObject({ min: z.int().min(0).optional(), max: z.int().min(0).optional() }),
  }),
  z.strictObject({
    range: z.strictObject({ column: z.string(), min: Bound.optional(), max: Bound.optional() }),
  }),
  z.strictObject({
    references: z.strictObject({ column: z.string(), table: z.string(), column_to: z.string() }),
  }),
]);
export type Check = z.output<typeof Check>;
export type CheckResult = {
  readonly check: Check;
  readonly ok: boolean;
  readonly failing: number;
  readonly keys: readonly (readonly Json[])[];
};
/** A condition that holds for exactly the rows that fail. */
type Failing = { readonly where: string; readonly bound: readonly (string | number)[] };
type RowCheck = Exclude<Check, { readonly rows: unknown }>;
type RangeCheck = Extract<Check, { readonly range: unknown }>['range'];
type ReferencesCheck = Extract<Check, { readonly references: unknown }>['references'];

const MAX_KEYS = 20;

function columnRefs(table: Table, names: readonly string[]): readonly string[] {
  return names.map((name) => `t.${quote(requireColumn(table, name).name)}`);
}

function nullRows(table: Table, names: readonly string[]): Failing {
  const tests = columnRefs(table, names).map((ref) => `${ref} IS NULL`);
  return { where: tests.join(' OR '), bound: [] };
}

/** Every row of a group that repeats; as in a UNIQUE constraint, NULL repeats nothing. */
function repeatedRows(table: Table, names: readonly string[]): Failing {
  const refs = columnRefs(table, names).join(', ');
  const present = columnRefs(table, names).map((ref) => `${ref} IS NOT NULL`);
  const repeated = `SELECT ${refs} FROM ${table.ref} AS t WHERE ${present.join(' AND ')} GROUP BY ${refs} HAVING count(*) > 1`;
  return { where: `(${refs}) IN (${repeated})`, bound: [] };
}

/** A value of another type than the bounds fails: SQLite would order any text after any number and call it in range. */
function rowsOutOfRange(table: Table, { column, min, max }: RangeCheck): Failing {
  const [ref] = columnRefs(table, [column]);
  const bounds = [min, max].filter((bound) => bound !== undefined);
  const types = new Set(bounds.map((bound) => (typeof bound === 'number' ? `'integer', 'real'` : `'text'`)));
  const wrongType = [...types].map((type) => `typeof(${ref}) NOT IN (${type})`);
  const outside = [min === undefined ? [] : `${ref} < ?`, max === undefined ? [] : `${ref} > ?`].flat();
  return { where: `${ref} IS NOT NULL AND (${['0', ...wrongType, ...outside].join(' OR ')})`, bound: bounds };
}

function danglingRows(connection: Connection, table: Table, check: ReferencesCheck): Failing {
  const [ref] = columnRefs(table, [check.column]);
  const target = requireTable(connection, check.table);
  const targetRef = `o.${quote(requireColumn(target, check.column_to).name)}`;
  const match = `SELECT 1 FROM ${target.ref} AS o WHERE ${targetRef} = ${ref}`;
  return { where: `${ref} IS NOT NULL AND NOT EXISTS (${match})`, bound: [] };
}

function failingRows(connection: Connection, table: Table, check: RowCheck): Failing {
  if ('not_null' in check) return nullRows(table, check.not_null);
  if ('unique' in check) return repeatedRows(table, check.unique);
  if ('range' in check) return rowsOutOfRange(table, check.range);
  return danglingRows(connection, table, check.references);
}

function keysOf(connection: Connection, table: Table, { where, bound }: Failing): CheckResult['keys'] {
  const key = primaryKey(table).map((column) => `t.${quote(column.name)}`);
  if (key.length === 0 && table.kind === 'view') return [];
  const refs = key.length === 0 ? 't.rowid' : key.join(', ');
  const sql = `SELECT ${refs} FROM ${table.ref} AS t WHERE ${where} ORDER BY ${refs} LIMIT ${MAX_KEYS}`;
  return readPage(connection.prepare<unknown[]>(sql).bind(...bound), { max_rows: MAX_KEYS }).rows;
}

export function runCheck(connection: Connection, table: Table, check: Check): CheckResult {
  if ('rows' in check) {
    const rows = countRows(connection, table);
    const ok = rows >= (check.rows.min ?? 0) && rows <= (check.rows.max ?? Number.POSITIVE_INFINITY);
    return { check, ok, failing: ok ? 0 : 1, keys: [] };
  }
  const failing = failingRows(connection, table, check);
  const counting = `SELECT count(*) FROM ${table.ref} AS t WHERE ${failing.where}`;
  const count =
    connection
      .prepare<unknown[], number>(counting)
      .pluck()
      .get(...failing.bound) ?? 0;
  return {
    check,
    ok: count === 0,
    failing: count,
    keys: count === 0 ? [] : keysOf(connection, table, failing),
  };
}
