// The checks a table can be put to; each answers with a count and primary keys, and refuses to answer with any other value.
import { z } from 'zod';
import { primaryKey, quote, requireColumn, requireTable } from './catalog.js';
import { countRows } from './content.js';
import type { Json, Session, Spelling, Table } from './engine.js';

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
function rowsOutOfRange(spelling: Spelling, table: Table, { column: name, min, max }: RangeCheck): Failing {
  const column = requireColumn(table, name);
  const ref = `t.${quote(name)}`;
  const given = [
    { operator: '<' as const, bound: min },
    { operator: '>' as const, bound: max },
  ].flatMap(({ operator, bound }) => (bound === undefined ? [] : [{ operator, bound }]));
  const bound = given.map((one) => one.bound);
  const outside = given.map((one, at) =>
    spelling.compare({ ...one, column, ref, mark: spelling.mark(at + 1) }),
  );
  const tests = ['FALSE', ...spelling.outOfType(column, ref, bound), ...outside];
  return { where: `${ref} IS NOT NULL AND (${tests.join(' OR ')})`, bound };
}

async function danglingRows(session: Session, table: Table, check: ReferencesCheck): Promise<Failing> {
  const [ref] = columnRefs(table, [check.column]);
  const target = await requireTable(session, check.table);
  const targetRef = `o.${quote(requireColumn(target, check.column_to).name)}`;
  const match = `SELECT 1 FROM ${target.ref} AS o WHERE ${targetRef} = ${ref}`;
  return { where: `${ref} IS NOT NULL AND NOT EXISTS (${match})`, bound: [] };
}

async function failingRows(session: Session, table: Table, check: RowCheck): Promise<Failing> {
  if ('not_null' in check) return nullRows(table, check.not_null);
  if ('unique' in check) return repeatedRows(table, check.unique);
  if ('range' in check) return rowsOutOfRange(session.spelling, table, check.range);
  return danglingRows(session, table, check.references);
}

async function keysOf(
  session: Session,
  table: Table,
  { where, bound }: Failing,
): Promise<CheckResult['keys']> {
  const key = primaryKey(table).map((column) => `t.${quote(column.name)}`);
  if (key.length === 0 && table.kind === 'view') return [];
  const refs = key.length === 0 ? session.spelling.rowName : key.join(', ');
  const sql = `SELECT ${refs} FROM ${table.ref} AS t WHERE ${where} ORDER BY ${refs} LIMIT ${MAX_KEYS}`;
  return (await session.page({ sql, bound }, { max_rows: MAX_KEYS })).rows;
}

export async function runCheck(session: Session, table: Table, check: Check): Promise<CheckResult> {
  if ('rows' in check) {
    const rows = await countRows(session, table);
    const ok = rows >= (check.rows.min ?? 0) && rows <= (check.rows.max ?? Number.POSITIVE_INFINITY);
    return { check, ok, failing: ok ? 0 : 1, keys: [] };
  }
  const failing = await failingRows(session, table, check);
  const sql = `SELECT count(*) FROM ${table.ref} AS t WHERE ${failing.where}`;
  const count = await session.count({ sql, bound: failing.bound });
  const keys = count === 0 ? [] : await keysOf(session, table, failing);
  return { check, ok: count === 0, failing: count, keys };
}
