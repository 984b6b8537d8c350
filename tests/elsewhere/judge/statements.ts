// Statements of every kind that PostgreSQL has, made at random by grammar over the court's tables: reads, writes, structure, control, and what
// hides one in another. It refuses to know what any of them does.

import { formOf, pick, say, type Table, type Text, table } from '../../cases/sql/phrase.js';
import { fc } from '../../property.js';

const tables: readonly Table[] = [
  table('silver.customers', 'id', 'full_name email country segment'),
  table('silver.orders', 'id customer_id amount', 'status created_at ship_address'),
  table('staging.orders_raw', 'id customer_id amount', 'status created_at'),
  table('staging.orders_clean', 'id customer_id amount', 'status created_at'),
  table('staging.junk', 'id', 'payload'),
  table('staging.audit_log', 'id', 'what'),
  table('gold.daily_revenue', 'revenue orders', 'day'),
  table('protected.salaries', 'id amount', 'employee'),
  table('silver.v_contacts', 'id', 'label contact country'),
  table('silver.v_orders', 'id amount', 'id::text'),
  table('silver.v_stats', 'n', 'country'),
  table('silver.mv_seg', 'n', 'segment'),
  table('gold.twice', 'id', 'label contact'),
  table('silver.late', 'id total', 'id::text'),
  table('silver.parents', 'id', 'note'),
  table('silver.children', 'id parent', 'note'),
  table('silver.toys', 'id child', 'note'),
  table('staging.old', 'id', 'note'),
  table('staging.older', 'id', 'note extra'),
  table('silver.events', 'id day', 'note'),
  table('silver.events_low', 'id day', 'note'),
  table('silver.visits', 'id day', 'note who'),
  table('silver.visits', 'day id', 'who note'),
  table('silver.visits_low', 'id day', 'note who'),
  table('silver.v_visits', 'number at', 'words'),
  table('silver.bills', 'id visit day', 'note'),
  table('gold.called', 'id', 'mail land'),
  table('silver.contacts(2)', 'number', 'mail place'),
  table('silver.some_orders(5)', 'id amount', 'status ship_address'),
  table('silver.traced', 'id day', 'note'),
  table('silver.sorted', 'id', 'note mail'),
  table('silver.sorted_a', 'id', 'note mail'),
  table('staging.people', 'id', 'note mail'),
  table('staging.staff', 'id', 'desk note mail'),
  table('staging.guests', 'host id', 'note mail'),
  table('silver.made', 'id', 'note loud'),
  table('staging.ruled', 'id', 'note'),
  table('silver.watched', 'id', 'note'),
];
/** What a function gives is read, and nothing is written to it. */
const isCalled = ({ name }: Table): boolean => name.endsWith(')');
const anyName = pick(...tables.filter((one) => !isCalled(one)).map(({ name }) => name));
const joined = (on: string): readonly string[] =>
  tables.filter(({ numbers, texts }) => [...numbers, ...texts].includes(on)).map(({ name }) => name);

/** What is not what it looks like: by a function, an operator or a type of the user's, or one of PostgreSQL's own that does something. */
const numbersThatAct =
  `nextval('silver.cust_seq') ; setval('silver.cust_seq', 7) ; silver.purge_old() ; 1 OPERATOR(silver.!!!) 2
; length('x'::silver.boomdom) ; length(CAST('x' AS silver.boomdom)) ; pg_catalog.nextval('silver.cust_seq'::regclass) ; lo_create(0)::int ; lo_creat(-1)::int
; length(set_config('work_mem', '1MB', false)) ; pg_try_advisory_lock(1)::int ; pg_try_advisory_xact_lock(2)::int ; silver.peek()::int
; length(pg_notify('a', 'b')::text) ; length(pg_advisory_xact_lock(3)::text) ; length(query_to_xml('SELECT id FROM protected.salaries', true, true, '')::text)
; length(lo_from_bytea(0, 'x')::text) ; length(silver.clear_parents()::text) ; (SELECT count(*) FROM silver.purge_old()) ; (SELECT count(*) FROM ROWS FROM (silver.purge_old(), generate_series(1, 2)) x)
; setseed(0.5)::text::int ; (WITH w AS (SELECT silver.purge_old() AS p) SELECT p FROM w) ; length(pg_current_xact_id()::text)
; (SELECT 1 FROM (VALUES (silver.purge_old())) v(a)) ; length(table_to_xml('protected.salaries', true, true, '')::text) ; pg_backend_pid()
; currval('silver.cust_seq') ; length(pg_read_file('PG_VERSION')) ; (SELECT count(*) FROM pg_ls_dir('.')) ; length(current_setting('data_directory'))`
    .split(/\s*;\s*/)
    .filter((one) => one !== '');

const numberForms =
  `silver.twice($) ; silver.stored($, b => $) ; silver.twice(x => silver.twice($)) ; silver.logged($)::int ; silver.forget($)::int ; ($ + $) ; ($ - $) ; ($ * $) ; abs($) ; coalesce($, $) ; greatest($, $) ; nullif($, $) ; -$ ; round($::numeric, 1) ; $ % 7
; sign($) ; CASE WHEN $ > $ THEN $ ELSE $ END ; CASE $ WHEN 1 THEN $ END ; (SELECT $) ; ($)::int ; CAST($ AS numeric) ; ($)::text::numeric ; (ARRAY[$, $])[1]
; (SELECT max(v) FROM unnest(ARRAY[$, $]) v) ; (SELECT sum(g) FROM generate_series(1, 3) g WHERE g > $) ; num_nulls($, $) ; trunc($) ; (ROW($, 1)).f1
; (to_jsonb($) #>> '{}')::numeric ; mod($::numeric, 5) ; (SELECT count(*) FROM silver.orders i WHERE i.id < $) ; (SELECT max(i.id) FROM silver.v_orders i)
; (SELECT i.n FROM silver.v_stats i LIMIT 1) ; (SELECT l.x FROM LATERAL (SELECT $ AS x) l) ; cardinality(ARRAY(SELECT i.id FROM silver.parents i WHERE i.id < $))
; (SELECT w.ordinality FROM unnest(ARRAY[$, $]) WITH ORDINALITY w(v) WHERE w.v > 1 LIMIT 1) ; (SELECT x.a FROM (VALUES ($, 1)) x(a, b)) ; width_bucket($::numeric, 0, 10, 5)
; (jsonb_build_object('a', $) #>> '{a}')::numeric ; json_array_length(json_build_array($, $)) ; (SELECT avg(i.amount) FILTER (WHERE i.id > $) FROM silver.orders i) ; div($::numeric, 2)`.split(
    /\s*;\s*/,
  );
const textForms =
  `ext.soundex($) ; ext.unaccent($) ; encode(ext.digest($, 'sha256'), 'hex') ; ext.metaphone($, 4) ; ext.similarity($, $)::text ; (ROW($, $)).f2 ; silver.tidy($) ; silver.first_of($, $) ; silver.is_same($, $)::text ; silver.mail_of(length($)) ; silver.land_of(3) ; silver.whole_of($) ; silver.through(4) ; silver.spill($)
; (SELECT p.q FROM silver.pair($) p) ; (SELECT f.p FROM LATERAL silver.pair($) f) ; (SELECT f.c FROM silver.contacts(3) f(a, b, c) LIMIT 1) ; lower($) ; upper($) ; ($ || $) ; coalesce($, $) ; concat($, $) ; substr($, 1, 2) ; trim($) ; replace($, 'a', 'b') ; md5($) ; left($, 3)
; reverse($) ; initcap($) ; ($)::varchar ; CAST($ AS text) ; nullif($, $) ; (SELECT $) ; to_jsonb($)::text ; split_part($, 'a', 1) ; regexp_replace($, 'x', 'y')
; CASE WHEN $ = $ THEN $ ELSE $ END ; quote_literal($) ; (SELECT string_agg(i.status, $) FROM silver.orders i) ; json_build_object('k', $) ->> 'k'
; (SELECT max(i.note) FROM silver.made i) ; greatest($, $) ; $ COLLATE "C" ; jsonb_build_array($) ->> 0 ; jsonb_path_query_first(jsonb_build_object('a', $), '§.a') #>> '{}'
; (SELECT i.email FROM silver.customers i WHERE i.id = 1) ; (SELECT i.contact FROM silver.v_contacts i WHERE i.id = 2) ; (SELECT i.U&"\\0065mail" FROM silver.customers i WHERE i.id = 3) ; (SELECT x.b FROM silver.customers x(a, c, b) WHERE x.a = 4)
; (SELECT (i).full_name FROM silver.customers i WHERE (i).id = 5) ; (SELECT row_to_json(i) ->> 'email' FROM silver.customers i WHERE i.id = 6) ; (SELECT l.x FROM LATERAL (SELECT $ AS x) l) ; (SELECT v FROM unnest(ARRAY[$, $]) v LIMIT 1)
; (SELECT j.value FROM jsonb_each_text(jsonb_build_object('k', $)) j) ; JSON_OBJECT('k' VALUE $)::text ; format('%s-%s', $, $) ; array_to_string(ARRAY[$, $], ',') ; (VALUES ($)) ; (SELECT mode() WITHIN GROUP (ORDER BY i.status) FROM silver.orders i WHERE i.status = $)
; (SELECT s FROM string_to_table($, 'a') s LIMIT 1) ; (ARRAY(SELECT i.status FROM silver.orders i WHERE i.status <> $))[1] ; translate($, 'ab', 'cd') ; (SELECT x.contact FROM gold.twice x WHERE x.id = 1)`.split(
    /\s*;\s*/,
  );

interface Values {
  readonly number: Text;
  readonly text: Text;
  readonly truth: Text;
}

/** Expressions over one table under one alias. */
function valuesOf({ numbers, texts }: Table, alias: string): Values {
  const own = (names: readonly string[]): Text => pick(...names.map((name) => `${alias}.${name}`));
  const { number, text, truth } = fc.letrec<{ number: string; text: string; truth: string }>((tie) => ({
    number: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 12, arbitrary: own(numbers) },
      { weight: 4, arbitrary: pick('0', '1', '2', '-3', '2.5', '100', 'NULL::int') },
      { weight: 6, arbitrary: formOf(numberForms, tie('number')) },
      {
        weight: 2,
        arbitrary: formOf(
          [
            'length($)',
            'ascii($)',
            'char_length($)',
            'strpos($, $)',
            'ext.levenshtein($, $)',
            'ext.difference($, $)',
          ],
          tie('text'),
        ),
      },
      { weight: 1, arbitrary: pick(...numbersThatAct) },
    ),
    text: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 12, arbitrary: own(texts) },
      {
        weight: 4,
        arbitrary: pick("'a'", "'open'", "'NL'", "''", "E'\\\\n'", '$q$;$q$', 'NULL::text', "U&'\\0061'"),
      },
      { weight: 6, arbitrary: formOf(textForms, tie('text')) },
      {
        weight: 2,
        arbitrary: formOf(
          ['($)::text', "to_char($, '99')", 'chr(65 + ($)::int % 9)', "repeat('x', 3)"],
          tie('number'),
        ),
      },
      {
        weight: 1,
        arbitrary: pick(`${alias}::text`, `to_jsonb(${alias})::text`, `row_to_json(${alias}) ->> 'id'`),
      },
    ),
    truth: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      {
        weight: 4,
        arbitrary: formOf(
          [
            '$ = $',
            '$ < $',
            '$ >= $',
            '$ <> $',
            '$ IN ($, $)',
            '$ BETWEEN $ AND $',
            '$ IS NULL',
            '$ IS NOT NULL',
            '$ IS DISTINCT FROM $',
            '$ = ANY (ARRAY[$, $])',
          ],
          tie('number'),
        ),
      },
      {
        weight: 3,
        arbitrary: formOf(
          [
            '$ = $',
            '$ LIKE $',
            '$ ~ $',
            '$ IS NULL',
            '$ IN ($, $)',
            '$ ILIKE $',
            'starts_with($, $)',
            '$ NOT LIKE $',
          ],
          tie('text'),
        ),
      },
      { weight: 2, arbitrary: formOf(['($ AND $)', '($ OR $)', 'NOT ($)', '($) IS NOT TRUE'], tie('truth')) },
      {
        weight: 1,
        arbitrary: formOf(
          [
            'EXISTS (SELECT 1 FROM silver.orders i WHERE i.id = $)',
            '$ IN (SELECT i.id FROM silver.parents i)',
            '$ > ALL (SELECT i.id FROM staging.old i)',
            '$ = (SELECT min(i.amount) FROM protected.salaries i)',
          ],
          tie('number'),
        ),
      },
      { weight: 1, arbitrary: pick('true', '1 = 1', 'false') },
    ),
  }));
  return { number, text, truth };
}

const keys = pick('= 1', '= 2', 'IN (1, 2)', '= 1 + 1', "= '3'", '= -1');
const chosen = fc.constantFrom(...tables);
const output = ({ number, text, truth }: Values): Text =>
  fc.oneof({ weight: 4, arbitrary: number }, { weight: 4, arbitrary: text }, { weight: 1, arbitrary: truth });
const grouped = ({ number, text }: Values): Text =>
  fc.oneof(
    formOf(
      [
        'count(*)',
        'count($)',
        'sum($)',
        'avg($)',
        'max($)',
        'array_agg($)',
        'count(*) FILTER (WHERE $ > 1)',
        'percentile_cont(0.5) WITHIN GROUP (ORDER BY $)',
        'json_agg($)',
        'sum(sum($)) OVER ()',
        'percentile_disc(ARRAY[0.2, 0.8]) WITHIN GROUP (ORDER BY $)',
        'regr_slope($, $)',
        'jsonb_agg($ ORDER BY 1)',
        'bit_or(($)::int)',
      ],
      number,
    ),
    formOf(
      [
        "string_agg($, ',')",
        "string_agg($, ',' ORDER BY $)",
        'count(*) FILTER (WHERE $ IS NULL)',
        'count($) FILTER (WHERE t.id > 2)',
        'percentile_disc(0.5) WITHIN GROUP (ORDER BY $)',
        'mode() WITHIN GROUP (ORDER BY $)',
        'array_agg(DISTINCT $)',
        'sum(length($))',
        "bool_and($ > 'm')",
        'max(length($))',
        'min($)',
        'any_value($)',
        'jsonb_object_agg($, 1)',
        'count(DISTINCT $)',
      ],
      text,
    ),
  );
const windowed = ({ number, text }: Values): Text =>
  fc.oneof(
    say('row_number() OVER (PARTITION BY $ ORDER BY $)', text, number),
    say('sum($) OVER (ORDER BY $ ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)', number, number),
    say('lag($) OVER w', number),
    say('rank() OVER (ORDER BY $)', text),
    say(
      'first_value($) OVER (ORDER BY $ RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)',
      number,
      text,
    ),
    say('count(*) OVER (ORDER BY $ GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE TIES)', number),
    say('percent_rank() OVER (PARTITION BY t.id ORDER BY $)', text),
    say('string_agg($, $) OVER w', text, text),
    say('nth_value($, 2) OVER w', text),
  );

const selectFrom = (one: Table): Text => {
  const { name } = one;
  const values = valuesOf(one, 't');
  const item = output(values);
  const using = [...one.numbers, ...one.texts].flatMap((on) =>
    joined(on).map((other) => `${name} t JOIN ${other} j USING (${on})`),
  );
  const from = fc.oneof(
    { weight: 5, arbitrary: fc.constant(`${name} t`) },
    { weight: 1, arbitrary: say('$ t JOIN $ j ON true', fc.constant(name), anyName) },
    { weight: 1, arbitrary: say('$ t LEFT JOIN $ j ON t.* IS NOT NULL', fc.constant(name), anyName) },
    { weight: 1, arbitrary: say(`${name} t CROSS JOIN LATERAL (SELECT $ AS x) l`, item) },
    { weight: 1, arbitrary: say('$ t, generate_series(1, 2) g', fc.constant(name)) },
    { weight: 1, arbitrary: fc.constant(`ONLY ${name} t`) },
    {
      weight: 1,
      arbitrary: say(
        '$ t $ $ j',
        fc.constant(name),
        pick('NATURAL JOIN', 'NATURAL LEFT JOIN', 'NATURAL FULL JOIN'),
        anyName,
      ),
    },
    {
      weight: 1,
      arbitrary: pick(
        `${name} t JOIN silver.parents j USING (id) AS k`,
        `silver.parents j RIGHT JOIN ${name} t USING (id)`,
        `(${name} t JOIN silver.parents j ON true)`,
        `(silver.parents p(id, other) JOIN ${name} t USING (id)) CROSS JOIN generate_series(1, 2) g`,
      ),
    },
    { weight: 1, arbitrary: using.length === 0 ? fc.constant(`${name} t`) : pick(...using) },
    {
      weight: 1,
      arbitrary: say(
        `${name} t CROSS JOIN LATERAL (SELECT count(*) AS n, max(i.note) AS m FROM silver.parents i WHERE i.id::text = ($)::text) l`,
        item,
      ),
    },
    { weight: 1, arbitrary: say(`${name} t, unnest(ARRAY[$]) WITH ORDINALITY u(v, o)`, values.text) },
    {
      weight: 1,
      arbitrary: fc.constant(`${name} t LEFT JOIN LATERAL jsonb_each_text(to_jsonb(t)) j ON true`),
    },
    { weight: 1, arbitrary: fc.constant(`(SELECT * FROM ${name} UNION ALL SELECT * FROM ${name}) t`) },
    { weight: 1, arbitrary: say(`${name} t, (VALUES (1, $), (2, NULL)) v(a, b)`, pick("'x'", "'NL'")) },
    { weight: 1, arbitrary: fc.constant(`(SELECT * FROM ${name}) t`) },
    { weight: 1, arbitrary: say(`${name} t CROSS JOIN LATERAL silver.pair($) p`, values.text) },
    { weight: 1, arbitrary: fc.constant(`silver.clear_parents() n, ${name} t`) },
    {
      weight: 1,
      arbitrary: pick(
        `silver.contacts(1) j, ${name} t`,
        `${name} t, ROWS FROM (silver.contacts(1), silver.stored(1, 2)) j`,
      ),
    },
  );
  const tail = fc.oneof(
    { weight: 5, arbitrary: fc.constant('') },
    { weight: 3, arbitrary: say(' WHERE $', values.truth) },
    { weight: 1, arbitrary: say(' ORDER BY $ LIMIT 2', item) },
    {
      weight: 1,
      arbitrary: pick(' LIMIT 3 OFFSET 1', ' ORDER BY 1 DESC NULLS LAST', ' FETCH FIRST 2 ROWS ONLY'),
    },
  );
  return fc.oneof(
    { weight: 5, arbitrary: say('SELECT $ AS a, $ FROM $$', item, item, from, tail) },
    { weight: 1, arbitrary: say('SELECT *, $ AS z FROM $$', item, from, tail) },
    { weight: 1, arbitrary: say('SELECT DISTINCT ON ($) t.* FROM $', item, from) },
    { weight: 2, arbitrary: say('SELECT $ FROM $', grouped(values), from) },
    {
      weight: 1,
      arbitrary: say(
        'SELECT $ AS k, $ FROM $ GROUP BY 1 HAVING count(*) > $',
        item,
        grouped(values),
        from,
        pick('0', '1'),
      ),
    },
    {
      weight: 2,
      arbitrary: say(
        'SELECT $, $ FROM $ GROUP BY $',
        item,
        grouped(values),
        from,
        pick('GROUPING SETS ((1), ())', 'ROLLUP (1)', 'CUBE (1)', '1', 'DISTINCT ROLLUP (1), (1)'),
      ),
    },
    // A name within that is a name without as well.
    {
      weight: 1,
      arbitrary: say(
        `SELECT (SELECT $ FROM ${name} t LIMIT 1) AS a, $ AS id FROM ${name} t ORDER BY $`,
        item,
        item,
        pick('1', '2', 'id', 'a', 't'),
      ),
    },
    {
      weight: 1,
      arbitrary: say(
        'SELECT $ AS country, $ AS note FROM $ ORDER BY $',
        item,
        item,
        from,
        pick('country', 'note', '2'),
      ),
    },
    { weight: 1, arbitrary: say('SELECT DISTINCT $ AS a, $ AS b FROM $ LIMIT 3', item, item, from) },
    {
      weight: 1,
      arbitrary: say(
        'SELECT $ AS a, generate_series(1, 2) AS g, unnest(ARRAY[$, NULL]) AS u FROM $',
        item,
        values.text,
        from,
      ),
    },
    {
      weight: 1,
      arbitrary: say('SELECT $ FROM $ WINDOW w AS (ORDER BY $)', windowed(values), from, values.number),
    },
    {
      weight: 1,
      arbitrary: say(
        'SELECT $ AS a FROM $ $ SELECT $ FROM $',
        values.number,
        from,
        pick('UNION', 'UNION ALL', 'EXCEPT', 'INTERSECT'),
        values.number,
        from,
      ),
    },
    {
      weight: 1,
      arbitrary: pick(
        `TABLE ${name}`,
        `SELECT t FROM ${name} t`,
        `SELECT (t).* FROM ${name} t`,
        `SELECT count(*) FROM ${name}`,
        `VALUES (1, 'a'), (2, (SELECT max(t::text) FROM ${name} t))`,
      ),
    },
  );
};
const select = chosen.chain(selectFrom);

const condition = (values: Values): Text =>
  fc.oneof(
    { weight: 4, arbitrary: say(' WHERE t.id $', keys) },
    { weight: 4, arbitrary: say(' WHERE $', values.truth) },
    { weight: 2, arbitrary: say(' WHERE t.id $ AND $', keys, values.truth) },
    { weight: 1, arbitrary: pick('', ' WHERE true', ' WHERE t.id = t.id', ' WHERE CURRENT OF c') },
  );
const returned = (values: Values): Text =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: say(' RETURNING $', output(values)) },
    { weight: 1, arbitrary: pick(' RETURNING *', ' RETURNING t.*', ' RETURNING old.*, new.*') },
  );

const writeTo = (one: Table): Text => {
  const values = valuesOf(one, 't');
  const { name } = one;
  const [number = '', words = ''] = [one.numbers.at(-1), one.texts.at(-1)];
  const set = fc.oneof(
    say(`${number} = $`, values.number),
    say(`${words} = $`, values.text),
    say(`(${number}, ${words}) = ($, $)`, values.number, values.text),
    say(`${words} = (SELECT max(s.note) FROM silver.parents s WHERE s.id = $)`, values.number),
    say(`${words} = (SELECT s.email FROM silver.customers s WHERE s.id = t.${one.numbers[0]})`),
  );
  const row = say(`INSERT INTO ${name} AS t (${one.numbers[0]}, ${words}) `, fc.constant(''));
  return fc.oneof(
    { weight: 4, arbitrary: say(`DELETE FROM ${name} t$$`, condition(values), returned(values)) },
    { weight: 1, arbitrary: say(`DELETE FROM ONLY ${name} t$$`, condition(values), returned(values)) },
    { weight: 1, arbitrary: say(`UPDATE ONLY ${name} t SET $$$`, set, condition(values), returned(values)) },
    {
      weight: 1,
      arbitrary: say(
        `$ WHERE t.${one.numbers[0]} = 1 AND t.${number} $$`,
        pick(
          `DELETE FROM ${name} t`,
          `UPDATE ${name} t SET ${words} = 'k'`,
          `UPDATE ${name} t SET ${number} = 7`,
        ),
        pick('= 1', '= 2', 'IN (1, 2)', '> 0'),
        returned(values),
      ),
    },
    {
      weight: 1,
      arbitrary: say(
        `INSERT INTO ${name} AS t (${[...one.numbers, words].join(', ')}) VALUES (${one.numbers.map(() => '$').join(', ')}, 'n')$$`,
        ...one.numbers.map(() => pick('1', '3', '5', '300')),
        pick(
          '',
          ` ON CONFLICT (${one.numbers.join(', ')}) DO UPDATE SET ${words} = excluded.${words}`,
          ` ON CONFLICT (${one.numbers.join(', ')}) DO UPDATE SET ${number} = t.${number} + 1`,
        ),
        returned(values),
      ),
    },
    { weight: 1, arbitrary: say(`DELETE FROM ${name} t USING $ u$`, anyName, condition(values)) },
    { weight: 4, arbitrary: say(`UPDATE ${name} t SET $$$`, set, condition(values), returned(values)) },
    { weight: 1, arbitrary: say(`UPDATE ${name} t SET $ FROM silver.parents p$`, set, condition(values)) },
    {
      weight: 1,
      arbitrary: say(
        `UPDATE ${name} t SET ${words} = p.$ FROM silver.customers p WHERE p.id = t.${one.numbers[0]}$`,
        pick('email', 'country', 'segment'),
        pick(
          '',
          ' AND p.id = 1',
          ' RETURNING p.country, t.*',
          ' RETURNING p',
          ' RETURNING *',
          ' RETURNING old.*, p.email',
        ),
      ),
    },
    {
      weight: 2,
      arbitrary: say(
        '$VALUES (77, $)$',
        row,
        pick("'n'", 'DEFAULT', '(SELECT max(employee) FROM protected.salaries)'),
        returned(values),
      ),
    },
    {
      weight: 2,
      arbitrary: say(
        '$SELECT t.id + 100, $ FROM silver.orders t WHERE t.id < 3 GROUP BY t.id$',
        row,
        pick(
          "'n'",
          't.status',
          't::text',
          'silver.purge_old()::text',
          't.ship_address',
          'lower(t.ship_address)',
          'count(*)::text',
          '(SELECT max(c.email) FROM silver.customers c)',
        ),
        returned(values),
      ),
    },
    {
      weight: 1,
      arbitrary: say(
        `$VALUES (1, 'n') ON CONFLICT $`,
        row,
        pick(
          'DO NOTHING',
          `(${one.numbers[0]}) DO UPDATE SET ${words} = excluded.${words}`,
          `(${one.numbers[0]}) DO UPDATE SET ${words} = excluded.${words} WHERE t.${one.numbers[0]} > 0 RETURNING *`,
          `(${one.numbers[0]}) DO UPDATE SET ${words} = (SELECT c.email FROM silver.customers c WHERE c.id = 1) RETURNING t.${words} AS r`,
          `(${one.numbers[0]}) DO UPDATE SET ${words} = (SELECT max(employee) FROM protected.salaries)`,
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: say(
        `MERGE INTO ${name} t USING $ ON s.id = t.${one.numbers[0]} WHEN MATCHED THEN $$`,
        pick(
          'silver.customers s',
          'silver.orders s',
          '(SELECT id, email AS note, country AS email FROM silver.customers) s',
          '(silver.parents s JOIN silver.children USING (id))',
        ),
        pick('DELETE', `UPDATE SET ${words} = 'x'`, 'DO NOTHING', `UPDATE SET ${number} = ${number} + 1`),
        pick('', ' RETURNING *', ' RETURNING s.*, t.id', ' RETURNING merge_action(), *', ' RETURNING s, t'),
      ),
    },
    {
      weight: 1,
      arbitrary: say(
        `MERGE INTO ${name} t USING silver.parents s ON $ WHEN MATCHED THEN $$`,
        pick(`s.id = t.${one.numbers[0]}`, `s.id = t.${one.numbers[0]} AND s.id = 1`, 'true'),
        pick('DELETE', `UPDATE SET ${words} = s.note`, 'DO NOTHING'),
        pick(
          '',
          ` WHEN NOT MATCHED THEN INSERT (${one.numbers[0]}, ${words}) VALUES (s.id + 50, s.note)`,
          ' WHEN NOT MATCHED BY SOURCE THEN DELETE',
          ' WHEN NOT MATCHED THEN DO NOTHING RETURNING merge_action(), t.*',
          ' WHEN NOT MATCHED THEN DO NOTHING RETURNING s.*',
          ' WHEN NOT MATCHED THEN DO NOTHING RETURNING *',
          ' RETURNING *, old.id',
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: pick(
        `TRUNCATE ${name}`,
        `TRUNCATE TABLE ONLY ${name} CASCADE`,
        `TRUNCATE ${name}, staging.junk RESTART IDENTITY`,
      ),
    },
  );
};
const write = fc.constantFrom(...tables.filter((one) => !isCalled(one))).chain(writeTo);

const structure = fc.oneof(
  {
    weight: 3,
    arbitrary: say(
      '$ $$',
      pick('DROP TABLE', 'DROP VIEW', 'DROP TABLE IF EXISTS', 'DROP MATERIALIZED VIEW'),
      anyName,
      pick('', ' CASCADE'),
    ),
  },
  {
    weight: 3,
    arbitrary: say(
      'ALTER TABLE $ $',
      anyName,
      pick(
        'ADD COLUMN more int',
        'ADD COLUMN more int DEFAULT silver.purge_old()',
        'DROP COLUMN note',
        'DROP COLUMN email CASCADE',
        'RENAME TO another',
        'RENAME COLUMN note TO noted',
        'SET SCHEMA gold',
        'ADD CHECK (id > 0)',
        'ADD CHECK (silver.peek())',
        'DISABLE TRIGGER ALL',
        'ALTER COLUMN id TYPE bigint',
        'ALTER COLUMN id TYPE smallint',
        'ALTER COLUMN note TYPE varchar',
        "ALTER COLUMN note TYPE text USING 'x'",
        'ALTER COLUMN note SET DEFAULT 1',
        'OWNER TO owner',
        'DISABLE ROW LEVEL SECURITY',
        'SET UNLOGGED',
        'INHERIT staging.old',
        'REPLICA IDENTITY FULL',
        'ALTER COLUMN id SET NOT NULL',
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: say(
      'CREATE $ gold.fresh AS $',
      pick('TABLE', 'TABLE IF NOT EXISTS', 'VIEW', 'OR REPLACE VIEW', 'MATERIALIZED VIEW', 'UNLOGGED TABLE'),
      select,
    ),
  },
  {
    weight: 1,
    arbitrary: say(
      'CREATE OR REPLACE VIEW $ AS SELECT 1 AS id',
      pick('silver.v_orders', 'gold.twice', 'gold.newer'),
    ),
  },
  {
    weight: 1,
    arbitrary: say(
      'CREATE $ INDEX ON $ ($)',
      pick('', 'UNIQUE'),
      anyName,
      pick('id', 'note', 'lower(note)', '(silver.peek())'),
    ),
  },
  {
    weight: 1,
    arbitrary: pick(
      'CREATE TABLE gold.fresh (id int PRIMARY KEY, v text DEFAULT now()::text)',
      "CREATE TABLE gold.fresh (id int DEFAULT nextval('silver.cust_seq'))",
      'CREATE TABLE gold.fresh (LIKE silver.orders INCLUDING ALL)',
      'CREATE TABLE gold.fresh (id int REFERENCES silver.parents)',
      'CREATE TABLE gold.fresh () INHERITS (staging.old)',
      'CREATE TABLE gold.fresh (v silver.boomdom)',
      'CREATE TABLE silver.events_high PARTITION OF silver.events FOR VALUES FROM (100) TO (200)',
      'CREATE SCHEMA fresh',
      'DROP SCHEMA gold CASCADE',
      'DROP SCHEMA silver, staging CASCADE',
      'CREATE SEQUENCE gold.s',
      'DROP SEQUENCE silver.cust_seq',
      "CREATE TYPE gold.mood AS ENUM ('a', 'b')",
      'CREATE TYPE gold.pair AS (a int, b text)',
      'CREATE TYPE gold.span AS RANGE (subtype = int4)',
      'CREATE DOMAIN gold.positive AS numeric CHECK (VALUE > 0)',
      'CREATE DOMAIN gold.odd AS text CHECK (silver.dom_wipe(VALUE))',
      'CREATE SEQUENCE gold.s OWNED BY silver.orders.id',
      'CREATE TABLE gold.fresh (id int, at date) PARTITION BY RANGE (at)',
      'CREATE TABLE silver.events_more PARTITION OF silver.events FOR VALUES FROM (300) TO (400)',
      'CREATE TABLE gold.fresh (more int) INHERITS (silver.orders)',
      'CREATE FUNCTION gold.f(a int) RETURNS bigint LANGUAGE sql STABLE AS $x$ SELECT count(*) FROM silver.orders WHERE id = a $x$',
      "CREATE OR REPLACE FUNCTION silver.purge_old() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      'DROP TABLE IF EXISTS gold.absent',
      'DROP FUNCTION IF EXISTS gold.absent(int)',
      'DROP TYPE IF EXISTS gold.absent',
      'DROP VIEW IF EXISTS gold.absent, silver.v_orders',
      'REFRESH MATERIALIZED VIEW silver.mv_seg WITH NO DATA',
      'DROP FUNCTION silver.purge_old()',
      'DROP FUNCTION silver.mail_of(numeric) CASCADE',
      "CREATE FUNCTION gold.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      'DROP TRIGGER trg_boom ON staging.junk',
      'DROP RULE aside ON staging.ruled',
      'DROP POLICY peeking ON silver.watched',
      'CREATE TEMP TABLE customers (id int)',
      'CREATE TABLE pg_temp.customers (id int)',
      'CREATE TEMP VIEW pg_class AS SELECT 1 AS a',
      'DROP INDEX silver.orders_cust_idx',
      'DROP TYPE silver.boomdom',
      'CREATE ROLE mighty SUPERUSER',
      'ALTER ROLE owner SET search_path = protected',
      'GRANT ALL ON silver.orders TO PUBLIC',
      "COMMENT ON TABLE silver.orders IS 'x'",
      'REFRESH MATERIALIZED VIEW silver.mv_seg',
      'CREATE EXTENSION plpgsql',
      'CREATE RULE r AS ON DELETE TO silver.orders DO INSTEAD NOTHING',
      'ALTER TABLE silver.events DETACH PARTITION silver.events_low',
      'REINDEX TABLE silver.orders',
      'ANALYZE silver.orders',
      'CREATE STATISTICS ON id, amount FROM silver.orders',
      'SECURITY LABEL ON TABLE silver.orders IS NULL',
      'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC',
    ),
  },
);

const control = pick(
  'COMMIT',
  'ROLLBACK',
  'BEGIN',
  'SAVEPOINT s',
  'SET search_path = protected',
  'SET LOCAL work_mem = 64',
  'SET SESSION AUTHORIZATION DEFAULT',
  'SET ROLE NONE',
  'RESET ALL',
  'DISCARD ALL',
  'DISCARD TEMP',
  'LISTEN a',
  "NOTIFY a, 'b'",
  'UNLISTEN *',
  'LOCK TABLE silver.orders',
  'LOCK TABLE silver.orders IN ACCESS SHARE MODE',
  'DO $x$ BEGIN DELETE FROM silver.orders; END $x$',
  'CALL silver.purge_proc()',
  'PREPARE p AS DELETE FROM silver.orders',
  'EXECUTE p',
  'DEALLOCATE ALL',
  'DECLARE c CURSOR FOR SELECT 1',
  'FETCH ALL FROM c',
  'SHOW data_directory',
  'SHOW ALL',
  "COPY silver.orders TO '/dev/null'",
  "COPY silver.orders TO PROGRAM 'cat >/dev/null'",
  "COPY (DELETE FROM silver.orders RETURNING *) TO '/dev/null'",
  "COPY staging.scratch FROM '/dev/null'",
  'CHECKPOINT',
  "LOAD 'plpgsql'",
  'SET CONSTRAINTS ALL DEFERRED',
  'VACUUM silver.orders',
  'SELECT 1; SELECT 2',
  'SELECT 1;',
  '',
  'SELEC',
  'ALTER SYSTEM SET work_mem = 64',
  'SET TRANSACTION READ WRITE',
);

/** A statement within another, or one that looks like another. */
const nested = fc.oneof(
  // A WITH that bears the name of a table, or of what stands in a WITH without.
  { weight: 1, arbitrary: say('WITH customers AS ($) SELECT * FROM customers', select) },
  {
    weight: 1,
    arbitrary: say(
      'WITH orders(id, note) AS (SELECT id, $ FROM silver.customers) SELECT note, id FROM orders',
      pick('email', 'country', 'phone'),
    ),
  },
  {
    weight: 1,
    arbitrary: say(
      'WITH a AS ($), b AS (SELECT * FROM a), c AS (WITH a AS (SELECT 1 AS z) SELECT * FROM a, b) SELECT * FROM c',
      select,
    ),
  },
  {
    weight: 1,
    arbitrary: say('SELECT count(*) AS n FROM ($) x JOIN silver.parents p ON p.id::text = x::text', select),
  },
  {
    weight: 1,
    arbitrary: say(
      '$ LIMIT (SELECT $ FROM ($) x)',
      pick(
        'SELECT id FROM silver.parents',
        'SELECT id FROM silver.parents UNION ALL SELECT 1',
        'SELECT id FROM silver.parents EXCEPT SELECT 1',
        'VALUES (1), (2), (3)',
      ),
      pick('count(*)', 'max(length(x::text))'),
      select,
    ),
  },
  {
    weight: 1,
    arbitrary: say(
      "SELECT c.id, v.b FROM silver.customers c, LATERAL (VALUES (c.$, 1), ('m', 2) ORDER BY $ LIMIT 1) v(a, b)",
      pick('email', 'country', 'full_name'),
      pick('1', '2', 'column1', 'lower(column1)', 'column2'),
    ),
  },
  {
    weight: 1,
    arbitrary: say(
      'SELECT count(DISTINCT c.$), $ FROM silver.customers c',
      pick('email', 'country', 'full_name'),
      pick(
        'any_value(c.id)',
        'JSON_ARRAYAGG(c.id)',
        'JSON_OBJECTAGG(c.id: c.country)',
        'sum(CASE c.id WHEN 1 THEN 1e16::float8 WHEN 2 THEN 1 ELSE -1e16 END)',
        'max(CASE c.id WHEN 1 THEN 1.0 WHEN 2 THEN 1.00 ELSE 1.000 END)',
        'sum(c.id)',
        'max(c.country)',
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: say(
      "INSERT INTO silver.parents VALUES ($, 'n') ON CONFLICT (id) DO UPDATE SET note = 'n'",
      pick('1', 'generate_series(1, 9)', 'unnest(ARRAY[1, 2, 3, 4, 5, 6, 7, 8, 9])'),
    ),
  },
  {
    weight: 1,
    arbitrary: say(
      'SELECT p.id, (SELECT $ FROM ($) x LIMIT 1) AS v FROM silver.parents p',
      pick('x', 'count(*)', "'x'", 'p.note'),
      select,
    ),
  },
  {
    weight: 1,
    arbitrary: say(
      'WITH RECURSIVE r(n, v) AS (SELECT 1, NULL::text UNION ALL SELECT r.n + 1, c.$ FROM r JOIN silver.customers c ON c.id = r.n WHERE r.n < 4) $ SELECT * FROM r',
      pick('email', 'country', 'segment'),
      pick('', 'SEARCH DEPTH FIRST BY n SET o', 'CYCLE n SET is_cycle USING path'),
    ),
  },
  { weight: 1, arbitrary: say('WITH w AS ($) SELECT * FROM w', write) },
  {
    weight: 1,
    arbitrary: say(
      'WITH w AS (INSERT INTO staging.junk AS t (id, payload) SELECT id + 100, $ FROM silver.customers RETURNING $) SELECT * FROM w',
      pick('email', 'country', 'segment'),
      pick('id', '*', 'payload', 't'),
    ),
  },
  { weight: 1, arbitrary: say('$ UNION ALL $', select, select) },
  { weight: 2, arbitrary: say('WITH w AS ($) SELECT count(*) FROM w', select) },
  {
    weight: 2,
    arbitrary: say(
      'WITH w AS ($ RETURNING *) SELECT 1 AS one',
      say('DELETE FROM $ t WHERE $', anyName, pick('id = 1', 'true', 'id > 0')),
    ),
  },
  { weight: 1, arbitrary: say('WITH w AS (UPDATE $ SET id = id RETURNING id) SELECT * FROM w', anyName) },
  {
    weight: 1,
    arbitrary: say('WITH w AS ($) DELETE FROM staging.junk t WHERE t.id IN (SELECT count(*) FROM w)', select),
  },
  {
    weight: 1,
    arbitrary: say(
      'WITH w AS MATERIALIZED ($), v AS (INSERT INTO staging.scratch SELECT count(*)::text FROM w RETURNING line) SELECT * FROM v',
      select,
    ),
  },
  {
    weight: 1,
    arbitrary: say(
      'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT r.n, x.* FROM r, ($) x',
      select,
    ),
  },
  {
    weight: 2,
    arbitrary: say(
      'EXPLAIN $$',
      pick(
        '',
        '(ANALYZE) ',
        '(COSTS OFF) ',
        'ANALYZE VERBOSE ',
        '(GENERIC_PLAN) ',
        '(ANALYZE false, FORMAT json) ',
      ),
      fc.oneof(select, write),
    ),
  },
  {
    weight: 1,
    arbitrary: say('$ FOR $', select, pick('UPDATE', 'SHARE', 'NO KEY UPDATE SKIP LOCKED', 'KEY SHARE OF t')),
  },
  { weight: 1, arbitrary: say('SELECT * INTO gold.fresh FROM ($) x', select) },
  { weight: 1, arbitrary: say('SELECT * FROM ($) x(p, q)', select) },
  { weight: 1, arbitrary: say('INSERT INTO staging.scratch SELECT x::text FROM ($) x', select) },
  {
    weight: 1,
    arbitrary: say(
      'SELECT ($ LIMIT 1) AS one',
      say('SELECT $ FROM ($) x', pick('x', 'count(*)', '1'), select),
    ),
  },
);

const spelled = (sql: string): string => sql.replaceAll('§', '$');

export const statement: Text = fc
  .oneof(
    { weight: 8, arbitrary: select },
    { weight: 6, arbitrary: write },
    { weight: 3, arbitrary: structure },
    { weight: 1, arbitrary: control },
    { weight: 4, arbitrary: nested },
  )
  .map(spelled);

const customer = valuesOf(table('silver.customers', 'id', 'email full_name phone segment'), 'c');
const plainTables = tables.filter(
  ({ name }) => !/\.(?:v_|mv_|twice|late|events|old|watched|ruled|salaries|called)|\)$/.test(name),
);
/** Brings what is made of customers into a table that knows nothing of them. */
const carrying = ({ name, numbers: [first = ''], texts }: Table): Text => {
  const words = pick(...texts.filter((column) => column !== 'loud'));
  const made = fc.oneof(
    {
      weight: 3,
      arbitrary: pick('c.email', 'c.phone', 'c.full_name', 'c.country', "c.email || 'x'", 'lower(c.email)'),
    },
    customer.text,
    say('($)::text', customer.number),
  );
  return fc.oneof(
    say(
      `UPDATE ${name} t SET $ = (SELECT $ FROM silver.customers c WHERE c.id = t.${first})$`,
      words,
      made,
      pick('', ` WHERE t.${first} = 1`),
    ),
    say(`UPDATE ${name} t SET $ = $ FROM silver.customers c WHERE c.id = t.${first}`, words, made),
    say(
      `INSERT INTO ${name} (${first}, $) SELECT c.id + 100, $ FROM silver.customers c$`,
      words,
      made,
      pick('', ' WHERE c.id < 4'),
    ),
    say(
      `INSERT INTO ${name} AS t (${first}, $) SELECT 1, $ FROM silver.customers c WHERE c.id = 1 ON CONFLICT (${first}) DO UPDATE SET $ = excluded.$`,
      words,
      made,
      words,
      words,
    ),
    say(
      `INSERT INTO ${name} (${first}, $) VALUES (99, (SELECT $ FROM silver.customers c WHERE c.id = 2))`,
      words,
      made,
    ),
    say(
      `MERGE INTO ${name} t USING silver.customers c ON c.id = t.${first} WHEN MATCHED THEN UPDATE SET $ = $`,
      words,
      made,
    ),
    say(
      `WITH w(a, b) AS (SELECT c.id, $ FROM silver.customers c) INSERT INTO ${name} (${first}, $) SELECT a + 100, b FROM w`,
      made,
      words,
    ),
    say(
      `WITH w AS (UPDATE ${name} t SET $ = c.email FROM silver.customers c WHERE c.id = t.${first} RETURNING t.${first}) SELECT count(*) FROM w`,
      words,
    ),
  );
};

/** A write, and a read of what it wrote: a class that did not follow shows there. */
export const turns: fc.Arbitrary<readonly [string, string]> = fc
  .constantFrom(...plainTables)
  .chain((one) =>
    fc.tuple(
      fc.oneof({ weight: 4, arbitrary: carrying(one) }, writeTo(one)),
      fc.oneof({ weight: 3, arbitrary: selectFrom(one) }, fc.constant(`SELECT * FROM ${one.name}`), select),
    ),
  )
  .map(([first, then]) => [spelled(first), spelled(then)]);
