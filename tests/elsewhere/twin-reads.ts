// Reads of the seeded lake on a real PostgreSQL, made at random by grammar: what a curious agent may think of. It refuses to know which of them
// the kernel allows.

import { formOf, pick, say, type Text } from '../cases/sql/phrase.js';
import { fc } from '../property.js';

const forms = (text: string): readonly string[] => text.trim().split(/\s*;\s*/);

const classified = pick('c.full_name', 'c.email', 'c.phone');
const clearText = pick('c.country', 'c.segment');
const texts =
  forms(`lower($) ; upper($) ; trim($) ; ltrim($, 'a') ; reverse($) ; initcap($) ; md5($) ; quote_literal($) ; left($, 2) ; substr($, 1, 1)
; ($ || $) ; concat($, $) ; concat_ws('-', $, $) ; coalesce($, $) ; nullif($, $) ; greatest($, $) ; replace($, 'a', $) ; split_part($, 'a', 1) ; translate($, 'ab', 'cd')
; CASE WHEN $ = $ THEN $ ELSE $ END ; (SELECT $) ; ($)::varchar ; CAST($ AS text) ; $ COLLATE "C" ; to_jsonb($)::text ; regexp_replace($, 'a', 'b') ; lpad($, 3) ; repeat($, 2)
; json_build_object('k', $) ->> 'k' ; jsonb_build_array($, $) ->> 1 ; row_to_json(c) ->> 'email' ; c::text ; to_jsonb(c) ->> 'phone' ; (c).email ; ROW($, 1)::text ; (ARRAY[$, $])[1]
; (SELECT i.email FROM silver.customers i WHERE i.id = 1) ; (SELECT string_agg(i.country, $) FROM silver.customers i) ; (SELECT max($) FROM silver.orders) ; format('%s', $)
; normalize($) ; overlay($ placing 'x' from 1) ; ($)::char(3)::text ; quote_ident($) ; encode(sha256(convert_to($, 'UTF8')), 'hex') ; xmlforest($ AS e)::text ; array_to_string(ARRAY[$, NULL], ',')
; (SELECT l.x FROM LATERAL (SELECT $ AS x) l) ; (SELECT v FROM unnest(ARRAY[$, $]) v LIMIT 1) ; (SELECT m[1] FROM regexp_matches($, '.') m) ; ($)::json::text ; ($)::date::text
; c.U&"\\0065mail" ; (SELECT i.U&"d!0061t" UESCAPE '!' FROM (SELECT $ AS dat) i) ; jsonb_path_query_first(jsonb_build_object('a', $), '§.a') #>> '{}' ; (jsonb_build_object('a', $) #> '{a}')::text
; (SELECT x.b FROM silver.customers x(a, n, b) WHERE x.a = 3) ; (SELECT i.phone FROM silver.customers i WHERE i.id = c.id) ; (SELECT j.value FROM jsonb_each_text(jsonb_build_object('k', $)) j) ; (SELECT s FROM string_to_table($, 'a') s LIMIT 1)
; pg_typeof($)::text ; ($)::bytea::text ; json_serialize(json_scalar($)) ; to_char(length($), '99') ; chr(ascii($))`);
const numbers =
  forms(`length($) ; char_length($) ; octet_length($) ; ascii($) ; strpos($, 'a') ; ($)::int ; ($)::numeric::int ; num_nulls($, $) ; array_length(string_to_array($, 'a'), 1)
; pg_column_size($) ; bit_length($) ; (SELECT count(*)::int FROM silver.customers i WHERE i.email = $) ; cardinality(string_to_array($, NULL)) ; json_array_length(($)::json)
; regexp_count($, 'a') ; levenshtein($, 'a') ; hashtext($)`);
const truths =
  forms(`$ = $ ; $ < $ ; $ LIKE 'a%' ; $ ~ 'a' ; $ IS NULL ; $ IS DISTINCT FROM $ ; $ IN ($, 'a') ; $ BETWEEN 'a' AND $ ; starts_with($, 'a') ; $ IS JSON
; EXISTS (SELECT 1 FROM silver.orders o WHERE o.status = $) ; $ IN (SELECT i.segment FROM silver.customers i) ; $ = ANY (ARRAY['a', $]) ; $ SIMILAR TO 'a%' ; ($ = $) IS NOT TRUE`);
const sums = forms(
  `abs($) ; $ + 1 ; ($ * $) ; 1 / ($) ; $ % 2 ; -$ ; ($)::text::int ; sqrt($) ; round($::numeric, 1) ; greatest($, 2) ; coalesce($, 0) ; power($, 2) ; factorial($) ; ($)::smallint ; generate_series(1, $)`,
);
const aggregates =
  forms(`count(*) ; count($) ; count(DISTINCT $) ; min($) ; max($) ; string_agg($, ',') ; string_agg($, $) ; array_agg($) ; json_agg($) ; jsonb_object_agg($, 1) ; any_value($)
; count(*) FILTER (WHERE $ = 'a') ; string_agg($, ',' ORDER BY c.id) ; string_agg(c.country, ',' ORDER BY $) ; mode() WITHIN GROUP (ORDER BY $) ; array_agg(DISTINCT $) ; every($ = 'a')
; percentile_disc(0.5) WITHIN GROUP (ORDER BY $) ; percentile_cont(0.5) WITHIN GROUP (ORDER BY length($)) ; rank($) WITHIN GROUP (ORDER BY c.country) ; count(*) FILTER (WHERE $ IS NOT NULL) ; jsonb_agg($ ORDER BY c.id)
; sum(length($)) ; avg(length($)) ; bool_or($ IS NULL) ; count($) FILTER (WHERE c.id > 3)`);
const windows =
  forms(`row_number() OVER (ORDER BY $) ; rank() OVER (PARTITION BY $ ORDER BY c.id) ; lag($) OVER (ORDER BY c.id) ; first_value($) OVER (ORDER BY $) ; count(*) OVER (PARTITION BY $)
; string_agg($, ',') OVER (ORDER BY c.id ROWS 1 PRECEDING) ; count(*) OVER (ORDER BY $ RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE TIES) ; nth_value($, 2) OVER (ORDER BY c.id GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING) ; percent_rank() OVER (ORDER BY $)
; last_value(c.country) OVER (ORDER BY $) ; ntile(2) OVER (ORDER BY $) ; sum(c.id) OVER (PARTITION BY c.country)`);

const { word, number, truth } = fc.letrec<{ word: string; number: string; truth: string }>((tie) => ({
  word: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: clearText },
    { weight: 6, arbitrary: classified },
    { weight: 2, arbitrary: pick("'a'", "'NL'", "''", 'NULL::text', "E'\\\\x41'", '$q$a$q$') },
    { weight: 7, arbitrary: formOf(texts, tie('word')) },
    { weight: 1, arbitrary: formOf(['($)::text'], tie('number')) },
  ),
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: pick('c.id', 'c.id', 'o.amount', 'o.id') },
    { weight: 1, arbitrary: pick('0', '1', '-1', '2.5') },
    { weight: 3, arbitrary: formOf(numbers, tie('word')) },
    { weight: 2, arbitrary: formOf(sums, tie('number')) },
  ),
  truth: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: formOf(truths, tie('word')) },
    { weight: 1, arbitrary: formOf(['$ > 2', '$ = $', '$ IS NULL'], tie('number')) },
    { weight: 1, arbitrary: formOf(['($ AND $)', '($ OR $)', 'NOT ($)'], tie('truth')) },
  ),
}));

const output = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 3, arbitrary: number },
  { weight: 1, arbitrary: truth },
  { weight: 2, arbitrary: formOf(aggregates, word) },
  { weight: 1, arbitrary: formOf(windows, word) },
);
/** Neutral names: no header speaks for what stands below it. */
const outputs = fc
  .array(output, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((one, at) => `${one} AS x${at}`).join(', '));

const customers = 'silver.customers c';
const sources = pick(
  ...[customers, customers, customers, customers],
  `${customers} JOIN silver.orders o ON o.customer_id = c.id`,
  `${customers} LEFT JOIN silver.orders o ON o.id = c.id`,
  `silver.orders o JOIN ${customers} USING (id)`,
  `${customers} NATURAL JOIN bronze.customers_raw r`,
  `${customers} JOIN silver.orders o ON o.status = c.segment`,
  '(SELECT *, email AS mail FROM silver.customers) c',
  '(SELECT id, phone AS country, country AS phone, email AS segment, full_name, segment AS email FROM silver.customers) c',
  '(SELECT * FROM silver.customers UNION ALL SELECT id, email, full_name, phone, segment, country FROM silver.customers) c',
  'silver.customers AS c(id, country, segment, email, phone, full_name)',
  '(VALUES (1, NULL, NULL, NULL, NULL, NULL)) c(id, full_name, email, phone, country, segment)',
  'ROWS FROM (json_to_recordset((SELECT json_agg(i) FROM silver.customers i)) AS (id int, full_name text, email text, phone text, country text, segment text)) c',
  `${customers} TABLESAMPLE system (100)`,
  `${customers} CROSS JOIN LATERAL jsonb_each_text(to_jsonb(c)) j`,
);
const tail = fc.oneof(
  { weight: 10, arbitrary: fc.constant('') },
  {
    weight: 4,
    arbitrary: pick(
      ' WHERE c.id = 1',
      " WHERE c.country = 'NL'",
      ' WHERE c.id IN (1, 2, 3)',
      ' LIMIT 3',
      ' ORDER BY c.id DESC',
      ' ORDER BY 1',
      ' ORDER BY x0',
      ' GROUP BY c.country',
      ' GROUP BY 1',
      ' GROUP BY ROLLUP (1)',
      ' GROUP BY GROUPING SETS ((1), ())',
      ' GROUP BY CUBE (1)',
    ),
  },
  { weight: 1, arbitrary: say(' WHERE $', truth) },
  { weight: 1, arbitrary: say(' WHERE c.id = 2 AND $', truth) },
  { weight: 1, arbitrary: say(' GROUP BY $', word) },
  { weight: 1, arbitrary: say(' ORDER BY $ LIMIT 2', word) },
  { weight: 1, arbitrary: say(' GROUP BY c.country HAVING $', truth) },
  { weight: 1, arbitrary: say(' LIMIT $', number) },
);
const plain = fc
  .tuple(
    pick(
      'SELECT ',
      'SELECT ',
      'SELECT ',
      'SELECT ',
      'SELECT DISTINCT ',
      'SELECT ALL ',
      'SELECT DISTINCT ON (c.id) ',
      'SELECT DISTINCT ON (1) ',
    ),
    outputs,
    sources,
    tail,
  )
  .map(([head, what, from, end]) => {
    const text = `${head}${what} FROM ${from}${end}`;
    // Where no orders are joined, their columns are somebody's id.
    return from.includes(' o ') ? text : text.replaceAll(/\bo\.(?:amount|id)\b/g, 'c.id');
  });

export const twinRead: Text = fc
  .oneof(
    { weight: 10, arbitrary: plain },
    { weight: 1, arbitrary: say('WITH t AS ($) SELECT * FROM t', plain) },
    {
      weight: 1,
      arbitrary: say(
        'WITH RECURSIVE t(n, v) AS (SELECT 1, NULL::text UNION ALL SELECT t.n + 1, $ FROM t, silver.customers c WHERE c.id = t.n AND t.n < 4) SELECT * FROM t',
        word,
      ),
    },
    { weight: 1, arbitrary: say('SELECT x0 AS y FROM ($) z ORDER BY 1', plain) },
    { weight: 1, arbitrary: say('WITH customers AS ($) SELECT * FROM customers', plain) },
    { weight: 1, arbitrary: say('SELECT y FROM ($) z(y) LIMIT 3', plain) },
    {
      weight: 1,
      arbitrary: say(
        'SELECT o.id, l.* FROM silver.orders o LEFT JOIN LATERAL ($) l ON true WHERE o.id < 3',
        plain,
      ),
    },
    {
      weight: 1,
      arbitrary: say(
        'SELECT c.id::text AS x0 FROM silver.customers c $ SELECT x0::text FROM ($) z',
        pick('UNION', 'UNION ALL', 'EXCEPT', 'INTERSECT'),
        plain,
      ),
    },
    { weight: 1, arbitrary: say('SELECT count(*) AS n FROM ($) z', plain) },
    { weight: 1, arbitrary: say('SELECT z AS y FROM ($) z', plain) },
    {
      weight: 1,
      arbitrary: say('EXPLAIN $$', pick('', '(COSTS OFF) ', '(VERBOSE) ', '(FORMAT json) '), plain),
    },
  )
  .map((sql) => sql.replaceAll('§', '$'));
