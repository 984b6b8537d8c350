// Sees to it that a caller's rows come in no order of hidden values: what walks an index, or sorts by what it joins, is left out of the plans of this transaction. It refuses rows of what was reached while walks were on.
import { refuse } from '../../tool.js';
import type { Bound, Clear } from '../engine.js';
import type { Connection } from './connection.js';
import { wayOf } from './gate.js';

type Lent = Pick<Connection, 'ask'>;

/** Joins by merging sort both sides by what they join; joins by hashing do not. */
const SORTING = ['enable_mergejoin'];
const WALKING = ['enable_indexscan', 'enable_indexonlyscan'];
/**
 * A bitmap of an index is read as the table lies. What is left on is what the planner takes instead: it takes what is off where everything is.
 */
const LYING = ['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin', 'enable_nestloop'];

const to = (value: 'on' | 'off', names: readonly string[]): string =>
  `SELECT '${value}' AS value, unnest(ARRAY['${names.join("', '")}']) AS name`;

/**
 * Tables with an index that orders by what is hidden. Indexes of heirs and partitions count as their root's; an expression could be of anything.
 * INVARIANT: of a table that nobody has named nothing is clear, and what a transaction has locked is what it reached, whatever through.
 */
const HIDING = `
WITH RECURSIVE given AS (SELECT key AS name, value AS clear FROM jsonb_each($1::jsonb)),
kin AS (
  SELECT c.oid, g.clear FROM given g, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE lower(n.nspname || '.' || c.relname) = lower(g.name)
  UNION SELECT i.inhrelid, k.clear FROM kin k JOIN pg_inherits i ON i.inhparent = k.oid
),
reached AS (
  SELECT c.oid, '[]'::jsonb AS clear FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE l.pid = pg_backend_pid() AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.oid NOT IN (SELECT oid FROM kin)
),
hiding AS (
  SELECT 1 FROM (TABLE kin UNION ALL TABLE reached) k JOIN pg_index x ON x.indrelid = k.oid CROSS JOIN unnest(x.indkey::int2[]) part
  LEFT JOIN pg_attribute a ON a.attrelid = k.oid AND a.attnum = part
  WHERE part = 0 OR NOT k.clear ? lower(a.attname)
)`;

const KEPT = `SELECT set_config(name, value, true) FROM (${to('on', LYING)} UNION ALL ${to('off', [...SORTING, ...WALKING])}) AS setting`;
const STEADY = `${HIDING} SELECT EXISTS (TABLE hiding), set_config(name, value, true) FROM (${to('on', LYING)}
UNION ALL ${to('off', SORTING)} UNION ALL SELECT * FROM (${to('off', WALKING)}) AS walking WHERE EXISTS (TABLE hiding)) AS setting`;

/** Of a write, and of what goes as rows lie: what triggers, references and functions of it read stands in no plan that could be looked at. */
export async function keepSteady(connection: Lent, clear: Clear | undefined): Promise<void> {
  if (clear !== undefined) await connection.ask(KEPT);
}

type Reading = {
  readonly sql: string;
  readonly params?: readonly Bound[] | undefined;
  readonly clear_columns: Clear | undefined;
};

/** Making a plan locks the tables of a statement, those behind its views and their parts with them; a function's are locked by running it. */
export async function readSteady<T>(
  connection: Lent,
  { sql, params, clear_columns }: Reading,
  read: () => Promise<T>,
): Promise<T> {
  if (clear_columns === undefined) return read();
  const isHiding = async (text: string): Promise<boolean> =>
    (await connection.ask(text, [JSON.stringify(clear_columns)])).rows[0]?.[0] === 't';
  await connection.ask(wayOf(sql) === 'explain' ? sql : `EXPLAIN (COSTS OFF) ${sql}`, params);
  const isSteady = await isHiding(STEADY);
  const done = await read();
  if (!isSteady && (await isHiding(`${HIDING} SELECT EXISTS (TABLE hiding)`))) refuse('hidden-order');
  return done;
}
