// Which columns of a server's table could refuse a row of another by its values: by keys, checks, references, exclusions, domains, rules and triggers, whatever their types. It looks at what is declared and at no value.
import type { Filling } from '../engine.js';
import type { Connection } from './connection.js';

/** Objects that were there from the start have lower numbers. */
const LATER = 16_384;

/** A number of a column, in one of two tables, of which some columns were changed on their way. */
const TABLES = `
relation AS (
  SELECT c.oid, c.relname, n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
),
target AS (SELECT oid FROM relation WHERE nspname = $1 AND relname = $2),
source AS (SELECT oid FROM relation WHERE nspname = $3 AND relname = $4),
changed AS (SELECT jsonb_array_elements_text($5::jsonb) AS name),
part AS (
  SELECT attrelid AS oid, attnum AS at, attname::text AS name, atttypid AS type, attcollation AS sorting, attnotnull AS present
  FROM pg_attribute WHERE attrelid IN (TABLE target UNION TABLE source) AND attnum > 0 AND NOT attisdropped
)`;

/** INVARIANT: a check that a row has passed is passed again where it goes by nothing but the row: by no clock, setting or table, and by no conversion through text. */
const isSteady = (
  expression: string,
): string => `(${expression}::text !~ 'SQLVALUEFUNCTION|COERCEVIAIO|NEXTVALUEEXPR' AND NOT EXISTS (
  SELECT 1 FROM regexp_matches(${expression}::text, ':(?:op)?funcid (\\d+)', 'g') AS used (id) JOIN pg_proc f ON f.oid = used.id[1]::oid WHERE f.provolatile <> 'i'))`;

/** Columns by their numbers; 0 stands for the row, and so for each. */
const among = (numbers: string): string => `(t.at = ANY (${numbers}) OR 0 = ANY (${numbers}))`;

/** Where more than the columns that are named stands between a row and the table. */
const WHOLE = `
SELECT 1 FROM pg_class c WHERE c.oid IN (TABLE target) AND (c.relkind <> 'r' OR c.relispartition OR c.relrowsecurity
  OR EXISTS (SELECT 1 FROM pg_inherits WHERE c.oid IN (inhparent, inhrelid))
  OR EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal)
  OR EXISTS (SELECT 1 FROM pg_rewrite WHERE ev_class = c.oid))`;

/** The source has the same check or reference, of columns of the same kinds that stay as they are, and all of its rows have passed it. */
const SAME = `EXISTS (
  SELECT 1 FROM pg_constraint s WHERE s.conrelid IN (TABLE source) AND s.contype = k.contype AND s.contype IN ('c', 'f') AND s.convalidated
    AND coalesce(to_jsonb(s) ->> 'conenforced', 'true') = 'true' AND s.confrelid NOT IN (TABLE target)
    AND pg_get_constraintdef(s.oid) = pg_get_constraintdef(k.oid) AND (s.conbin IS NULL OR ${isSteady('s.conbin')})
    AND NOT EXISTS (
      SELECT 1 FROM part p LEFT JOIN part o ON o.oid IN (TABLE source) AND o.name = p.name AND o.type = p.type AND o.sorting = p.sorting
      WHERE p.oid IN (TABLE target) AND (p.at = ANY (k.conkey) OR 0 = ANY (k.conkey)) AND (o.at IS NULL OR p.name IN (TABLE changed))))`;

const CONSTRAINED = `
SELECT t.name FROM part t JOIN pg_constraint k ON k.conrelid = t.oid AND ${among('k.conkey')}
WHERE t.oid IN (TABLE target) AND k.contype IN ('c', 'f', 'x') AND NOT ${SAME}
UNION ALL
SELECT t.name FROM part t JOIN pg_constraint k ON k.confrelid = t.oid AND ${among('k.confkey')} WHERE t.oid IN (TABLE target)`;

/** An index of plain columns, with what each is compared by. */
const KEYS = `
keyed AS (
  SELECT i.indrelid AS oid, i.indexrelid AS id, p.name, p.present, i.indcollation[place - 1] AS sorting,
    CASE WHEN i.indclass[place - 1] < ${LATER} THEN 0 ELSE i.indclass[place - 1] END AS way,
    i.indisvalid AND i.indpred IS NULL AS is_whole, coalesce(to_jsonb(i) ->> 'indnullsnotdistinct', 'false') = 'true' AS counts_nulls
  FROM pg_index i CROSS JOIN generate_series(1, i.indnkeyatts) place JOIN part p ON p.oid = i.indrelid AND p.at = i.indkey[place - 1]
  WHERE i.indisunique AND NOT i.indisexclusion AND i.indexprs IS NULL
)`;
/** Rows that differ in a key of the source differ in whatever holds that key. */
const PROVEN = `EXISTS (
  SELECT 1 FROM keyed s WHERE s.oid IN (TABLE source) GROUP BY s.id HAVING bool_and(s.is_whole AND s.name NOT IN (TABLE changed) AND EXISTS (
    SELECT 1 FROM keyed o WHERE o.id = i.indexrelid AND o.name = s.name AND o.sorting = s.sorting AND o.way = s.way
      AND (NOT o.counts_nulls OR s.counts_nulls OR s.present))))`;
/** What an expression or a condition of an index is about is told by what depends on it. */
const INDEXED = `
SELECT t.name FROM part t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
WHERE t.oid IN (TABLE target) AND CASE
  WHEN i.indexprs IS NOT NULL OR i.indpred IS NOT NULL THEN concat(i.indexprs::text, i.indpred::text) ~ ':varattno 0 '
    OR t.at = ANY (i.indkey) OR EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
      AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid AND d.refobjsubid = t.at)
  WHEN t.at <> ALL (i.indkey) THEN false
  WHEN a.amname NOT IN ('btree', 'hash') OR i.indisexclusion THEN true
  WHEN i.indisunique THEN NOT ${PROVEN}
  ELSE EXISTS (SELECT 1 FROM unnest(i.indclass) AS way WHERE way >= ${LATER}) END`;

/** A rule of a type, and NOT NULL, which holds for what comes and was not looked up in what is there. */
const UNPROVEN = `
SELECT t.name FROM part t JOIN pg_constraint k ON k.contypid <> 0 AND k.contypid IN (t.type, (SELECT typbasetype FROM pg_type WHERE oid = t.type))
WHERE t.oid IN (TABLE target) AND NOT (k.convalidated AND (k.conbin IS NULL OR ${isSteady('k.conbin')}))
UNION ALL
SELECT t.name FROM part t JOIN part s ON s.oid IN (TABLE source) AND s.name = t.name JOIN pg_constraint k ON k.conrelid = s.oid AND s.at = ANY (k.conkey)
WHERE t.oid IN (TABLE target) AND t.present AND k.contype = 'n' AND NOT k.convalidated`;

const HELD = `WITH ${TABLES}, ${KEYS}
SELECT name FROM part WHERE oid IN (TABLE target) AND EXISTS (${WHOLE})
UNION (${CONSTRAINED}) UNION (${INDEXED}) UNION (${UNPROVEN})`;

export async function heldIn(
  connection: Pick<Connection, 'ask'>,
  { target, source, changed }: Filling,
): Promise<readonly string[]> {
  const tables = [target, source].flatMap(({ schema, name }) => [schema, name]);
  const { rows } = await connection.ask(HELD, [...tables, JSON.stringify(changed)]);
  return rows.map(([name]) => (name ?? '').toLowerCase());
}
