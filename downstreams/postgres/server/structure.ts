// The structure of a PostgreSQL database as the statements that would create it, by one query of its catalogs; refuses to repeat the body of a function that is neither in SQL nor in PL/pgSQL.
import type { Column, Statement } from '../engine.js';
import type { Cell } from './rows.js';

// Names come out whole because the search path is pinned to pg_catalog: whatever is elsewhere is printed with its schema.
const OWN = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;
/** Objects that were there from the start have lower numbers. */
const LATER = 16_384;

const types = `
SELECT 1 AS rank, 0 AS place, t.oid, n.nspname AS schema, t.typname AS name, 'type' AS kind,
  CASE t.typtype
  WHEN 'e' THEN format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname,
    (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))
  WHEN 'd' THEN format('CREATE DOMAIN %I.%I AS %s %s', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod),
    (SELECT string_agg(pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname) FROM pg_constraint k WHERE k.contypid = t.oid))
  WHEN 'c' THEN format('CREATE TYPE %I.%I AS (%s)', n.nspname, t.typname,
    (SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum) FROM pg_attribute a
      WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
  ELSE format('CREATE TYPE %I.%I', n.nspname, t.typname) END AS sql
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class r ON r.oid = t.typrelid
WHERE t.oid >= ${LATER} AND n.nspname !~ '^pg_t' AND (t.typrelid = 0 OR r.relkind = 'c')
  AND NOT EXISTS (SELECT 1 FROM pg_type e WHERE e.typarray = t.oid)`;

/** Of a body in PL/pgSQL. A longer one is told as that of another language is. */
const MOST_BODY = 16_384;
/** PL/pgSQL as it came with the server: whoever makes a language may call it what he likes. */
const READABLE = `l.lanname = 'sql' OR l.lanname = 'plpgsql' AND l.oid < ${LATER} AND octet_length(p.prosrc) <= ${MOST_BODY}`;

/**
 * A reader needs the body of a function in SQL or in PL/pgSQL, and of any other its name and a digest of what must not change. INVARIANT: a definition
 * that was put back is another than it was: a server numbers each by the transaction that wrote it.
 */
const functions = `
SELECT 2, 0, p.oid, n.nspname, p.proname, 'function',
  CASE WHEN p.prokind = 'f' AND (${READABLE}) THEN format('%s /* %s */', rtrim(pg_get_functiondef(p.oid), E'\\n'), p.xmin)
  ELSE format('CREATE %s %I.%I() %sLANGUAGE %I %s%s AS %L', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, n.nspname,
    p.proname, CASE p.prokind WHEN 'p' THEN '' ELSE 'RETURNS void ' END, l.lanname,
    CASE WHEN p.prokind = 'p' THEN '' WHEN p.provolatile = 'i' THEN 'IMMUTABLE' WHEN p.provolatile = 's' THEN 'STABLE' ELSE 'VOLATILE' END,
    CASE WHEN p.prosecdef THEN ' SECURITY DEFINER' ELSE '' END,
    encode(sha256(convert_to(concat_ws('|', p.prokind, pg_get_function_identity_arguments(p.oid),
      pg_get_function_result(p.oid), p.prosrc, p.probin, p.proconfig::text), 'UTF8')), 'hex')) END
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
WHERE p.oid >= ${LATER} AND n.nspname !~ '^pg_t'
UNION ALL
SELECT 2, 1, p.oid, n.nspname, p.proname, 'extension',
  format('ALTER EXTENSION %I ADD FUNCTION %I.%I()', e.extname, n.nspname, p.proname)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
JOIN pg_extension e ON e.oid = d.refobjid
WHERE p.oid >= ${LATER} AND n.nspname !~ '^pg_t' AND p.prokind = 'f' AND (p.probin = '$libdir/' || e.extname AND l.lanname = 'c' OR l.lanname = 'internal' AND e.extname = 'citext')`;

const operators = `
SELECT 3, 0, o.oid, n.nspname, o.oprname, 'operator',
  format('CREATE OPERATOR %I.%s (FUNCTION = %s%s%s)', n.nspname, o.oprname, o.oprcode,
    CASE WHEN o.oprleft = 0 THEN '' ELSE ', LEFTARG = ' || format_type(o.oprleft, NULL) END,
    CASE WHEN o.oprright = 0 THEN '' ELSE ', RIGHTARG = ' || format_type(o.oprright, NULL) END)
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE o.oid >= ${LATER} AND o.oprcode <> 0
UNION ALL
SELECT 3, 1, c.oid, 'pg_catalog', 'cast', 'cast',
  format('CREATE CAST (%s AS %s) %s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL),
    CASE c.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT'
    ELSE 'WITHOUT FUNCTION' END)
FROM pg_cast c WHERE c.oid >= ${LATER}
UNION ALL
SELECT 3, 2, o.oid, n.nspname, o.opcname, 'operator class',
  format('CREATE OPERATOR CLASS %I.%I %sFOR TYPE %s USING %I AS STORAGE %s', n.nspname, o.opcname, CASE WHEN o.opcdefault THEN 'DEFAULT ' ELSE '' END,
    format_type(o.opcintype, NULL), m.amname, format_type(o.opcintype, NULL))
FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am m ON m.oid = o.opcmethod
WHERE o.oid >= ${LATER}
UNION ALL
SELECT 3, 3, o.oid, n.nspname, o.opcname, 'extension', format('ALTER EXTENSION %I ADD OPERATOR CLASS %I.%I USING %I', e.extname, n.nspname, o.opcname, m.amname)
FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am m ON m.oid = o.opcmethod
JOIN pg_depend d ON d.classid = 'pg_opclass'::regclass AND d.objid = o.oid AND d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
JOIN pg_extension e ON e.oid = d.refobjid
WHERE o.oid >= ${LATER} AND NOT EXISTS (SELECT 1 FROM pg_amproc x JOIN pg_proc p ON p.oid = x.amproc JOIN pg_language l ON l.oid = p.prolang
  WHERE x.amprocfamily = o.opcfamily AND l.lanname NOT IN ('c', 'internal'))`;

const column = `format('%I%s%s%s%s', a.attname, CASE WHEN c.relispartition THEN '' ELSE ' ' || format_type(a.atttypid, a.atttypmod) END,
  CASE WHEN c.relispartition THEN '' ELSE (SELECT ' COLLATE ' || l.oid::regcollation FROM pg_collation l JOIN pg_type y ON y.oid = a.atttypid
    WHERE l.oid = a.attcollation AND l.oid <> y.typcollation) END,
  CASE WHEN d.oid IS NULL THEN '' WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' ||
    pg_get_expr(d.adbin, d.adrelid) || ') STORED' ELSE ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) END,
  CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END)`;

/** A key whose index some part of its table still lacks holds nowhere but in the others: it is told as an index like another. */
const HELD = `(k.contype NOT IN ('p', 'u') OR EXISTS (SELECT 1 FROM pg_index v WHERE v.indexrelid = k.conindid AND v.indisvalid))`;

const tables = `
SELECT 4, CASE WHEN c.relispartition THEN (SELECT count(*)::int FROM pg_partition_ancestors(c.oid)) ELSE 0 END,
  c.oid, n.nspname, c.relname, CASE c.relkind WHEN 'f' THEN 'foreign' ELSE 'table' END,
  format('CREATE %sTABLE %I.%I %s(%s)%s%s%s%s', CASE c.relkind WHEN 'f' THEN 'FOREIGN ' ELSE '' END, n.nspname, c.relname,
    CASE WHEN c.relispartition THEN (SELECT format('PARTITION OF %s ', i.inhparent::regclass) FROM pg_inherits i
      WHERE i.inhrelid = c.oid) ELSE '' END,
    concat_ws(', ', (SELECT string_agg(${column}, ', ' ORDER BY a.attnum) FROM pg_attribute a
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
      (SELECT string_agg(format('CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), ', ' ORDER BY k.conname, k.oid) FROM pg_constraint k
        WHERE k.conrelid = c.oid AND k.contype IN ('c', 'f', 'p', 'u', 'x') AND ${HELD})),
    CASE WHEN c.relispartition THEN ' ' || pg_get_expr(c.relpartbound, c.oid)
      ELSE (SELECT format(' INHERITS (%s)', string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno))
      FROM pg_inherits i WHERE i.inhrelid = c.oid HAVING count(*) > 0) END,
    CASE c.relkind WHEN 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END,
    (SELECT ' SERVER ' || quote_ident(s.srvname) FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver
      WHERE f.ftrelid = c.oid), '')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OWN} AND c.relkind IN ('r', 'p', 'f')
UNION ALL
SELECT 5, 0, c.oid, n.nspname, c.relname, 'index', CASE WHEN i.indisvalid THEN replace(pg_get_indexdef(c.oid), ' ON ONLY ', ' ON ')
  ELSE regexp_replace(pg_get_indexdef(c.oid), '^CREATE UNIQUE ', 'CREATE ') END
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_index i ON i.indexrelid = c.oid
WHERE ${OWN} AND c.relkind IN ('i', 'I') AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype <> 'f' AND ${HELD})
UNION ALL
SELECT 6, 0, c.oid, n.nspname, c.relname, 'view', format('CREATE %sVIEW %I.%I (%s)%s AS %s',
  CASE c.relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END, n.nspname, c.relname,
  (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
  CASE WHEN c.reloptions IS NULL THEN '' ELSE format(' WITH (%s)', array_to_string(c.reloptions, ', ')) END, rtrim(pg_get_viewdef(c.oid), ';'))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OWN} AND c.relkind IN ('v', 'm')`;

const followers = `
SELECT 7, 0, t.oid, n.nspname, t.tgname, 'trigger', pg_get_triggerdef(t.oid)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${OWN} AND NOT t.tgisinternal
UNION ALL
SELECT 7, 1, r.oid, n.nspname, r.rulename, 'rule', rtrim(pg_get_ruledef(r.oid), ';')
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${OWN} AND r.rulename <> '_RETURN'
UNION ALL
SELECT 7, 2, p.oid, n.nspname, p.polname, 'policy', concat(
  format('CREATE POLICY %I ON %I.%I', p.polname, n.nspname, c.relname),
  ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${OWN} AND c.relrowsecurity
UNION ALL
SELECT 7, 3, e.oid, 'pg_catalog', e.evtname, 'event trigger',
  format('CREATE EVENT TRIGGER %I ON %s EXECUTE FUNCTION %s()', e.evtname, e.evtevent, e.evtfoid::regproc)
FROM pg_event_trigger e WHERE e.evtenabled <> 'D'`;

const path = `SELECT 0 AS rank, 0 AS place, 0::oid AS oid, 'pg_catalog'::name AS schema, 'search_path'::name AS name,
  'setting' AS kind, 'SET search_path TO pg_catalog, pg_temp' AS sql`;

export const STATEMENTS = `SELECT schema, name, kind, sql FROM (
${[path, types, functions, operators, tables, followers].join('\nUNION ALL')}
) AS everything (rank, place, oid, schema, name, kind, sql) WHERE sql IS NOT NULL ORDER BY rank, place, oid`;

export const SCHEMAS = `SELECT n.nspname AS name FROM pg_namespace n WHERE ${OWN} ORDER BY n.nspname`;

export const COLUMNS = `SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
  coalesce((SELECT array_position(k.conkey, a.attnum) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p'), 0)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${OWN} AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY c.oid, a.attnum`;

/** As much of each as says what a column is. */
export const COMMENTS = `SELECT n.nspname || '.' || c.relname || ' ' || a.attname, left(d.description, 200)
FROM pg_description d JOIN pg_class c ON c.oid = d.objoid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
WHERE ${OWN} AND d.classoid = 'pg_class'::regclass AND d.objsubid > 0 AND NOT a.attisdropped`;

/** A row of `STATEMENTS`. */
export const statementIn = ([schema, name, kind, sql]: readonly Cell[]): Statement => ({
  schema: schema ?? '',
  name: name ?? '',
  kind: kind ?? '',
  sql: sql ?? '',
});

/** Rows of `COLUMNS`, by `schema.name`. */
export function columnsIn(rows: readonly (readonly Cell[])[]): ReadonlyMap<string, readonly Column[]> {
  const all = new Map<string, Column[]>();
  for (const [schema, table, name, type, notnull, pk] of rows) {
    const columns = all.get(`${schema}.${table}`) ?? [];
    columns.push({ name: name ?? '', type: type ?? '', notnull: notnull === 't', pk: Number(pk) });
    all.set(`${schema}.${table}`, columns);
  }
  return all;
}
