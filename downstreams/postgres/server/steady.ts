// Sees to it that a caller's rows come in no order of hidden values: what walks an index, or sorts by what it joins, is left out of the plans of this transaction.
import type { Clear } from '../engine.js';
import type { Connection } from './connection.js';

/**
 * A bitmap of an index is read as the table lies. Joins by merging sort both sides by what they join; joins by hashing do not. Indexes of heirs and
 * partitions count as their root's. An expression could be of anything. What is left on is what the planner takes instead: it takes what is off where
 * everything is.
 */
const STEADY = `
WITH RECURSIVE given AS (SELECT key AS name, value AS clear FROM jsonb_each($1::jsonb)),
kin AS (
  SELECT c.oid, g.clear FROM given g, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE lower(n.nspname || '.' || c.relname) = lower(g.name)
  UNION SELECT i.inhrelid, k.clear FROM kin k JOIN pg_inherits i ON i.inhparent = k.oid
),
hiding AS (
  SELECT 1 FROM kin k JOIN pg_index x ON x.indrelid = k.oid CROSS JOIN unnest(x.indkey::int2[]) part
  LEFT JOIN pg_attribute a ON a.attrelid = k.oid AND a.attnum = part
  WHERE part = 0 OR NOT k.clear ? lower(a.attname)
)
SELECT set_config(name, 'off', true) FROM unnest(ARRAY['enable_mergejoin']
  || CASE WHEN EXISTS (SELECT 1 FROM hiding) THEN ARRAY['enable_indexscan', 'enable_indexonlyscan'] ELSE '{}' END) name
UNION ALL SELECT set_config(name, 'on', true) FROM unnest(ARRAY['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin', 'enable_nestloop']) name`;

export async function keepSteady(connection: Pick<Connection, 'ask'>, clear: Clear | undefined) {
  if (clear !== undefined) await connection.ask(STEADY, [JSON.stringify(clear)]);
}
