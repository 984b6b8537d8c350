// Statements of every kind that SQLite has, made at random by grammar over the court's tables: reads, writes, structure, control, and what hides
// one in another. It refuses to know what any of them does.

import { formOf, pick, say, type Table, type Text, table } from '../../../../../cases/sql/phrase.js';
import { fc } from '../../../../../property.js';

const forms = (text: string): readonly string[] => text.trim().split(/\s+;\s+/);

const tables: readonly Table[] = [
  table('silver.customers', 'id', 'full_name email phone country segment'),
  table('silver.customers', 'id', 'country segment'),
  table('silver.orders', 'id customer_id amount', 'status created_at ship_address'),
  table('staging.customers_raw', 'id', 'full_name email country notes'),
  table('staging.orders_raw', 'id customer_id amount', 'status created_at'),
  table('staging.orders_clean', 'id customer_id amount', 'status created_at'),
  table('staging.junk', 'id', 'payload'),
  table('staging.audit_log', 'id', 'what'),
  table('gold.daily_revenue', 'revenue orders', 'day'),
  table('protected.salaries', 'id amount', 'employee'),
  table('silver.v_contacts', 'id', 'label contact country'),
  table('silver.v_orders', 'id amount', 'amount'),
  table('silver.v_stats', 'n', 'country'),
  table('silver.twice', 'id', 'label contact'),
  table('silver.late', 'id total', 'country mail'),
  table('silver.ranked', 'id n', 'status'),
  table('silver.deep', 'id depth', 'depth'),
  table('silver.parents', 'id', 'note'),
  table('silver.children', 'id parent', 'note'),
  table('silver.toys', 'id child', 'note'),
  table('silver.made', 'id', 'loud quiet note'),
  table('silver.pairs', 'id b', 'note'),
  table('silver.coded', 'id code', 'note'),
  table('silver.wordy', 'id', 'note'),
  table('silver.keyless', 'id', 'note'),
  table('silver.kin', 'id customer', 'full_name note'),
  table('silver.shown', 'id size', 'email brief note'),
];
const anyName = pick(...tables.map(({ name }) => name));
/** Of the views, those that a trigger lets be written to. */
const writable = tables.filter(
  ({ name }) => !['silver.v_contacts', 'silver.v_stats', 'silver.ranked', 'silver.deep'].includes(name),
);
const joined = (on: string): readonly string[] =>
  tables.filter(({ numbers, texts }) => [...numbers, ...texts].includes(on)).map(({ name }) => name);

const numberForms = forms(
  `
($ + $) ; ($ - $) ; ($ * $) ; $ / $ ; abs($) ; coalesce($, $) ; max($, $) ; nullif($, $) ; -$ ; round($, 1) ; $ % 7 ; ifnull($, 0) ; sign($) ; iif($ > 1, $, $)
; CASE WHEN $ > $ THEN $ ELSE $ END ; CASE $ WHEN 1 THEN $ END ; (SELECT $) ; CAST($ AS INTEGER) ; CAST($ AS TEXT) ; ($ & 3) ; ($ << 1) ; ~$ ; $ IS NULL ; likely($)
; (WITH q(v) AS (VALUES ($), ($)) SELECT max(v) FROM q) ; (SELECT max(column1) FROM (VALUES ($))) ; (SELECT sum(e.value) FROM json_each(json_array($, $)) AS e)
; (SELECT count(*) FROM silver.orders i WHERE i.id < $) ; (SELECT max(i.id) FROM silver.v_orders i) ; (SELECT i.n FROM silver.v_stats i LIMIT 1) ; sqrt(abs($)) ; typeof($) = 'integer'
; (SELECT total(i.amount) FROM silver.orders i WHERE i.customer_id = $) ; json_extract(json_array($, 2), '§[0]') ; (WITH w(x) AS (SELECT $) SELECT x FROM w) ; random() % 1 ; changes() * 0
; (SELECT count(*) FILTER (WHERE i.id > $) FROM silver.parents i)`,
);
const textForms = forms(`
lower($) ; upper($) ; ($ || $) ; coalesce($, $) ; concat($, $) ; concat_ws('-', $, $) ; substr($, 1, 2) ; trim($) ; ltrim($, 'a') ; replace($, 'a', 'b') ; hex($) ; quote($) ; nullif($, $)
; (SELECT $) ; CAST($ AS TEXT) ; CASE WHEN $ = $ THEN $ ELSE $ END ; (SELECT group_concat(i.status, $) FROM silver.orders i) ; json_object('k', $) ->> 'k' ; json_array($) ->> 0
; (SELECT max(i.note) FROM silver.made i) ; min($, $) ; $ COLLATE NOCASE ; printf('%s', $) ; format('%d-%s', 1, $) ; iif($ LIKE 'a%', $, 'z') ; typeof($) ; ifnull($, 'n') ; json_quote($)
; (SELECT string_agg(e.value, ',') FROM json_each(json_array($, $)) AS e) ; (SELECT i.email FROM silver.customers i WHERE i.id = 1) ; (SELECT i.contact FROM silver.v_contacts i WHERE i.id = 2)
; (SELECT i.label FROM silver.twice i LIMIT 1) ; (SELECT i.mail FROM silver.late i WHERE i.id = 3) ; (VALUES ($)) ; (SELECT x FROM (SELECT $ AS x) ORDER BY 1 LIMIT 1) ; unistr('\\0061') || $
; jsonb_array($) ->> 0 ; json(jsonb_object('k', $)) ; soundex($) ; json_object($, 1) ; json_group_array($) ; strftime('%Y', '2024-01-01') || $ ; substring($, 2) ; (WITH w(x) AS (SELECT $) SELECT x FROM w) ; char(unicode($))`);

interface Values {
  readonly number: Text;
  readonly text: Text;
  readonly truth: Text;
}

/** Expressions over one table under one alias. */
function valuesOf({ numbers, texts }: Table, alias: string): Values {
  const own = (names: readonly string[]): Text =>
    pick(
      ...names.flatMap((name) => [
        ...[`${alias}.${name}`, `${alias}.${name}`, `${alias}.${name}`, `${alias}.${name}`],
        ...[`"${alias}"."${name}"`, `${alias}.[${name}]`, name],
      ]),
    );
  const { number, text, truth } = fc.letrec<{ number: string; text: string; truth: string }>((tie) => ({
    number: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 12, arbitrary: own(numbers) },
      { weight: 4, arbitrary: pick('0', '1', '2', '-3', '2.5', '0x10', '100', 'NULL') },
      { weight: 6, arbitrary: formOf(numberForms, tie('number')) },
      {
        weight: 2,
        arbitrary: formOf(['length($)', 'unicode($)', 'instr($, $)', 'octet_length($)'], tie('text')),
      },
      {
        weight: 1,
        arbitrary: pick(
          ...[
            'length(randomblob(2))',
            'last_insert_rowid()',
            'length(zeroblob(2))',
            'total_changes() * 0',
            'sqlite_version()',
          ],
          ...[
            `${alias}.rowid`,
            `${alias}.rowid`,
            `${alias}.oid`,
            'rowid',
            '_rowid_',
            'pi()',
            "julianday('2024-01-01')",
          ],
        ),
      },
    ),
    text: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 12, arbitrary: own(texts) },
      { weight: 4, arbitrary: pick("'a'", "'open'", "'NL'", "''", "'it''s; --'", "x'41'", 'NULL') },
      { weight: 6, arbitrary: formOf(textForms, tie('text')) },
      { weight: 1, arbitrary: formOf(['CAST($ AS TEXT)', "printf('%d', $)"], tie('number')) },
    ),
    truth: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      {
        weight: 4,
        arbitrary: formOf(
          forms(
            '$ = $ ; $ < $ ; $ >= $ ; $ <> $ ; $ IN ($, $) ; $ BETWEEN $ AND $ ; $ IS NULL ; $ NOTNULL ; $ IS NOT DISTINCT FROM $ ; $ == $ ; ($, $) = ($, 1) ; $ NOT IN (VALUES (1), (2))',
          ),
          tie('number'),
        ),
      },
      {
        weight: 3,
        arbitrary: formOf(
          forms(
            "$ = $ ; $ LIKE $ ; $ GLOB 'a*' ; $ IS NULL ; $ IN ($, $) ; $ NOT LIKE 'a%' ESCAPE '!' ; $ IS $ ; $ IN (SELECT i.status FROM silver.orders i)",
          ),
          tie('text'),
        ),
      },
      { weight: 2, arbitrary: formOf(['($ AND $)', '($ OR $)', 'NOT ($)', '($) IS NOT TRUE'], tie('truth')) },
      {
        weight: 1,
        arbitrary: formOf(
          forms(`EXISTS (SELECT 1 FROM silver.orders i WHERE i.id = $) ; $ IN (SELECT i.id FROM silver.parents i) ; $ IN silver.v_orders ; $ = (SELECT min(i.amount) FROM protected.salaries i)
; $ > (SELECT count(*) FROM silver.customers i WHERE i.email IS NULL) ; NOT EXISTS (SELECT 1 FROM json_each('[1]') e WHERE e.value = $)`),
          tie('number'),
        ),
      },
      { weight: 1, arbitrary: pick('true', '1 = 1', 'false', '1') },
      { weight: 1, arbitrary: tie('text') },
    ),
  }));
  return { number, text, truth };
}

const keys = pick('= 1', '= 2', 'IN (1, 2)', '= 1 + 1', "= '3'", '= -1', 'IS 4', '== 5');
const chosen = fc.constantFrom(...tables);
const output = ({ number, text, truth }: Values): Text =>
  fc.oneof({ weight: 4, arbitrary: number }, { weight: 4, arbitrary: text }, { weight: 1, arbitrary: truth });
const grouped = ({ number, text }: Values): Text =>
  fc.oneof(
    formOf(
      forms(`count(*) ; count($) ; sum($) ; avg($) ; max($) ; total($) ; count(*) FILTER (WHERE $ > 1) ; percentile_cont($, 0.5) ; median($) ; sum(sum($)) OVER () ; json_group_array($)
; group_concat(DISTINCT $) ; max($) FILTER (WHERE $ < 5)`),
      number,
    ),
    formOf(
      forms(
        "string_agg($, ',') ; min($) ; json_group_object($, 1) ; count(DISTINCT $) ; group_concat($, '|' ORDER BY t.rowid) ; group_concat($, '|' ORDER BY $) ; count(*) FILTER (WHERE $) ; sum(length($)) ; avg($ IS NULL) ; max(length($)) ; total($ = $) ; json_group_array($ ORDER BY 1) ; max($)",
      ),
      text,
    ),
  );
const windowed = ({ number, text }: Values): Text =>
  fc.oneof(
    say('row_number() OVER (PARTITION BY $ ORDER BY $)', text, number),
    say('rank() OVER (ORDER BY $)', text),
    say('cume_dist() OVER (ORDER BY $ NULLS LAST)', text),
    say('last_value($) OVER (ORDER BY $)', number, text),
    say('ntile(3) OVER (PARTITION BY t.id ORDER BY $)', text),
    say('sum($) OVER (ORDER BY $ ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)', number, number),
    say(
      'count(*) OVER (ORDER BY $ GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW)',
      number,
    ),
    say("string_agg($, '-') OVER (ORDER BY t.id)", text),
    say('lag($) OVER w', number),
    say('first_value($) OVER w', text),
    say('nth_value($, 2) OVER (w RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)', text),
    say('count($) FILTER (WHERE $ > 1) OVER w', text, number),
  );

const selectFrom = (one: Table): Text => {
  const { name } = one;
  const values = valuesOf(one, 't');
  const item = output(values);
  const using = [...one.numbers, ...one.texts].flatMap((on) =>
    joined(on).map((other) => `${name} t JOIN ${other} j USING (${on})`),
  );
  const from = fc.oneof(
    { weight: 8, arbitrary: fc.constant(`${name} t`) },
    { weight: 1, arbitrary: fc.constant(`${name} AS "t"`) },
    { weight: 1, arbitrary: say(`${name} t JOIN $ j ON true`, anyName) },
    {
      weight: 1,
      arbitrary: say(`${name} t LEFT JOIN $ j ON j.rowid = t.rowid AND $`, anyName, values.truth),
    },
    {
      weight: 1,
      arbitrary: using.length === 0 ? fc.constant(`${name} t`) : pick(...using),
    },
    { weight: 1, arbitrary: say(`${name} t NATURAL $ $ j`, pick('JOIN', 'LEFT JOIN', 'FULL JOIN'), anyName) },
    { weight: 1, arbitrary: say(`$ j RIGHT JOIN ${name} t ON j.rowid = 1`, anyName) },
    { weight: 1, arbitrary: say(`${name} t, json_each(json_array($)) e`, item) },
    { weight: 1, arbitrary: fc.constant(`${name} t, json_tree('{"a":[1]}') e`) },
    { weight: 1, arbitrary: fc.constant(`(SELECT * FROM ${name}) t`) },
    { weight: 1, arbitrary: fc.constant(`(SELECT * FROM ${name} UNION ALL SELECT * FROM ${name}) t`) },
    {
      weight: 1,
      arbitrary: say(
        `${name} t, (WITH RECURSIVE g(n) AS (VALUES ($) UNION SELECT n + 1 FROM g WHERE n < 3) SELECT n FROM g) s`,
        pick('1', '2'),
      ),
    },
    { weight: 1, arbitrary: say(`${name} t, (VALUES ($, 1), (2, 3)) v`, pick('1', "'a'")) },
    {
      weight: 1,
      arbitrary: fc.constant(
        name === 'silver.wordy' ? `${name} t INDEXED BY sqlite_autoindex_wordy_1` : `${name} t`,
      ),
    },
    { weight: 1, arbitrary: fc.constant(`${name} t NOT INDEXED`) },
  );
  const tail = fc.oneof(
    { weight: 6, arbitrary: fc.constant('') },
    { weight: 3, arbitrary: say(' WHERE $', values.truth) },
    { weight: 2, arbitrary: say(' WHERE t.id $', keys) },
    { weight: 1, arbitrary: say(' WHERE t.id $ AND $', keys, values.truth) },
    { weight: 1, arbitrary: say(' ORDER BY $ LIMIT 2', item) },
    {
      weight: 1,
      arbitrary: pick(' LIMIT 3 OFFSET 1', ' ORDER BY 1 DESC NULLS LAST', ' ORDER BY a', ' LIMIT 1, 2'),
    },
    {
      weight: 1,
      arbitrary: say(
        ' LIMIT $',
        pick(
          '(SELECT count(*) FROM silver.customers)',
          '(SELECT length(email) FROM silver.customers LIMIT 1)',
          '1 + 1',
        ),
      ),
    },
  );
  return fc.oneof(
    { weight: 6, arbitrary: say('SELECT $ AS a, $ FROM $$', item, item, from, tail) },
    { weight: 1, arbitrary: say('SELECT *, $ AS z FROM $$', item, from, tail) },
    { weight: 1, arbitrary: say('SELECT DISTINCT $ AS a FROM $', item, from) },
    { weight: 1, arbitrary: say('SELECT t.*, $ AS z FROM $$', item, from, tail) },
    {
      weight: 2,
      arbitrary: say(
        'SELECT $ AS a FROM $ GROUP BY $',
        grouped(values),
        from,
        fc.oneof(item, pick('1', 'country', 't.id', 'NULL')),
      ),
    },
    {
      weight: 1,
      arbitrary: say('SELECT $ AS a FROM $ GROUP BY t.id HAVING $', grouped(values), from, values.truth),
    },
    { weight: 1, arbitrary: say('SELECT $ AS a, $ AS b FROM $', grouped(values), grouped(values), from) },
    {
      weight: 2,
      arbitrary: say(
        'SELECT $ AS a FROM $ WINDOW w AS (PARTITION BY $ ORDER BY t.id)',
        windowed(values),
        from,
        values.text,
      ),
    },
    {
      weight: 2,
      arbitrary: say(
        'SELECT $ AS a FROM $ $ SELECT $ FROM $',
        item,
        from,
        pick('UNION', 'UNION ALL', 'EXCEPT', 'INTERSECT'),
        item,
        from,
      ),
    },
    // What stands bare beside an extreme is of the row that holds it.
    {
      weight: 2,
      arbitrary: say('SELECT $($) AS a, $ AS b FROM $$', pick('max', 'min'), item, item, from, tail),
    },
    {
      weight: 1,
      arbitrary: say(
        'SELECT $ AS a, $ AS b, count(*) AS n FROM $ GROUP BY $',
        item,
        grouped(values),
        from,
        pick('1', 't.id', 'a'),
      ),
    },
    // A name within that is a name without as well.
    {
      weight: 1,
      arbitrary: say(
        `SELECT (SELECT $ FROM $ t WHERE t.id = 1) AS a, $ AS id FROM ${name} t ORDER BY $`,
        item,
        fc.constant(name),
        item,
        pick('1', '2', 'id', 'a', 't.id'),
      ),
    },
    {
      weight: 1,
      arbitrary: say(
        'SELECT $ AS country, $ AS note FROM $ ORDER BY $',
        item,
        item,
        from,
        pick('country', 'note', '2', '-1'),
      ),
    },
    { weight: 1, arbitrary: say('SELECT DISTINCT $ AS a, $ AS b FROM $ LIMIT 3', item, item, from) },
    { weight: 1, arbitrary: say('SELECT $', fc.oneof(pick('1', '\'a\' AS "b c"', 'count(*)'))) },
    {
      weight: 1,
      arbitrary: say(
        'VALUES ($, 1), ($, 2)',
        pick('1', '(SELECT max(email) FROM silver.customers)'),
        pick("'x'", 'NULL'),
      ),
    },
  );
};
const select = chosen.chain(selectFrom);

const condition = (values: Values): Text =>
  fc.oneof(
    { weight: 2, arbitrary: say(' WHERE $', values.truth) },
    { weight: 4, arbitrary: say(' WHERE id $', keys) },
    { weight: 2, arbitrary: say(' WHERE t.id $ AND $', keys, values.truth) },
    {
      weight: 1,
      arbitrary: pick(
        '',
        ' WHERE true',
        ' WHERE t.id = t.id',
        ' WHERE id IN (SELECT id FROM silver.parents)',
      ),
    },
  );
const returned = (values: Values): Text =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    { weight: 2, arbitrary: say(' RETURNING $ AS r', fc.oneof(output(values))) },
    { weight: 1, arbitrary: pick(' RETURNING *', ' RETURNING *, 1 AS one') },
  );
/** RETURNING and upserts know no alias of an UPDATE's or an INSERT's but the one that is given. */
const writeTo = (one: Table): Text => {
  const values = valuesOf(one, 't');
  const { name } = one;
  const [first = ''] = one.numbers;
  const [number = '', words = ''] = [one.numbers.at(-1), one.texts.at(-1)];
  const set = fc.oneof(
    say(`${number} = $`, values.number),
    { weight: 3, arbitrary: say(`${words} = $`, values.text) },
    say(`(${number}, ${words}) = ($, $)`, values.number, values.text),
    say(`${words} = (SELECT max(s.note) FROM silver.parents s WHERE s.id = $)`, values.number),
    say(`${words} = (SELECT c.email FROM silver.customers c WHERE c.id = t.${first})`),
  );
  const or = pick('', '', '', '', ' OR REPLACE', ' OR IGNORE', ' OR ABORT', ' OR FAIL');
  const into = say(`INSERT$ INTO ${name} AS t (${first}, ${words}) `, or);
  const ordered = say(' ORDER BY $ LIMIT 1', output(values));
  return fc.oneof(
    { weight: 4, arbitrary: say(`DELETE FROM ${name} AS t$$`, condition(values), returned(values)) },
    {
      weight: 4,
      arbitrary: say(`UPDATE$ ${name} AS t SET $$$`, or, set, condition(values), returned(values)),
    },
    {
      weight: 2,
      arbitrary: say(
        '$$$',
        fc.oneof(fc.constant(`DELETE FROM ${name} AS t`), say(`UPDATE$ ${name} AS t SET $`, or, set)),
        condition(values),
        fc.oneof(
          pick(' LIMIT 1', ' LIMIT 2 OFFSET 1', ' LIMIT (SELECT max(id) FROM silver.parents)'),
          ordered,
        ),
      ),
    },
    { weight: 1, arbitrary: say(`UPDATE ${name} AS t SET $ FROM $ p$`, set, anyName, condition(values)) },
    {
      weight: 1,
      arbitrary: say(
        `UPDATE ${name} AS t SET ${words} = c.$ FROM silver.customers c WHERE c.id = t.${first}$`,
        pick('email', 'country', 'segment'),
        pick('', ' AND c.id = 1', " AND c.email = 'kk'"),
      ),
    },
    {
      weight: 2,
      arbitrary: say(
        '$VALUES (77, $)$',
        into,
        pick(
          "'n'",
          'NULL',
          '(SELECT max(employee) FROM protected.salaries)',
          '(SELECT email FROM silver.customers WHERE id = 2)',
        ),
        returned(values),
      ),
    },
    {
      weight: 3,
      arbitrary: say(
        '$SELECT t.id + 100, $ FROM $ t$',
        into,
        pick(
          "'n'",
          't.id',
          'lower(t.note)',
          't.email',
          't.contact',
          't.status',
          'count(*)',
          't.rowid',
          'quote(t.full_name)',
        ),
        anyName,
        pick('', ' WHERE t.id = 1', ' LIMIT 2', ' GROUP BY 1, 2'),
      ),
    },
    { weight: 1, arbitrary: say(`INSERT INTO ${name} SELECT * FROM $`, anyName) },
    { weight: 1, arbitrary: say('INSERT INTO $ DEFAULT VALUES', fc.constant(name)) },
    {
      weight: 1,
      arbitrary: say(
        `REPLACE INTO ${name} (${first}, ${words}) $`,
        pick(
          "VALUES (1, 'n')",
          "VALUES (1, 'n'), (2, 'm')",
          'SELECT id, note FROM silver.toys',
          'SELECT id, phone FROM silver.customers',
        ),
      ),
    },
    {
      weight: 2,
      arbitrary: say(
        `$VALUES ($, 'n') ON CONFLICT $$`,
        into,
        pick('1', '2', '88'),
        pick(
          'DO NOTHING',
          `(${first}) DO UPDATE SET ${words} = excluded.${words}`,
          `(${first}) DO UPDATE SET ${words} = (SELECT max(employee) FROM protected.salaries)`,
          `(${first}) DO UPDATE SET ${words} = excluded.${words} WHERE t.${first} > 1`,
          `DO UPDATE SET ${number} = t.${number} + 1, ${words} = (SELECT email FROM silver.customers LIMIT 1)`,
        ),
        returned(values),
      ),
    },
  );
};
const write = fc.constantFrom(...writable).chain(writeTo);

const structure = fc.oneof(
  {
    weight: 3,
    arbitrary: say('$ $', pick('DROP TABLE', 'DROP VIEW', 'DROP TABLE IF EXISTS', 'drop table'), anyName),
  },
  {
    weight: 3,
    arbitrary: say(
      'ALTER TABLE $ $',
      anyName,
      pick(
        ...[
          'ADD COLUMN more INTEGER',
          "ADD COLUMN more TEXT DEFAULT 'x'",
          'ADD COLUMN more AS (id * 2)',
          'DROP COLUMN note',
          'DROP COLUMN email',
          'RENAME TO another',
        ],
        ...[
          'RENAME COLUMN note TO noted',
          'RENAME email TO country2',
          'RENAME COLUMN id TO key',
          "ADD COLUMN more INTEGER CHECK (more > 1 OR email < 'm')",
          'ADD COLUMN more INTEGER DEFAULT 1 CHECK (length(full_name) > 2)',
          'ADD CONSTRAINT more CHECK (length(note) < 9)',
          'ADD CONSTRAINT more CHECK (length(email) <> 3)',
          'ADD COLUMN more INTEGER REFERENCES parents(id)',
        ],
      ),
    ),
  },
  {
    weight: 3,
    arbitrary: say('CREATE $ gold.fresh AS $', pick('TABLE', 'TABLE IF NOT EXISTS', 'TABLE', 'VIEW'), select),
  },
  {
    weight: 1,
    arbitrary: say(
      'CREATE $ INDEX $.fresh ON $ ($)',
      pick('', 'UNIQUE'),
      pick('silver', 'gold'),
      pick('parents', 'customers', 'orders', 'kin', 'wordy'),
      pick('id', 'note', 'lower(note)', 'email', 'email, id', 'length(full_name)'),
    ),
  },
  {
    weight: 1,
    arbitrary: pick(
      ...[
        'CREATE TABLE gold.fresh (id INTEGER PRIMARY KEY, v TEXT DEFAULT (random()))',
        'CREATE TABLE gold.fresh (id INTEGER, v TEXT AS (id || 1) STORED)',
        'CREATE TABLE fresh (id INTEGER)',
      ],
      ...[
        'CREATE TEMP TABLE customers (id INTEGER)',
        'CREATE TABLE temp.customers (id INTEGER)',
        'CREATE TEMP VIEW customers AS SELECT 1 AS id',
        'CREATE VIEW silver.fresh(a) AS SELECT email FROM customers',
      ],
      ...[
        'DROP INDEX silver.orders_cust_idx',
        'DROP TRIGGER silver.told',
        'DROP VIEW silver.late',
        'DROP TRIGGER IF EXISTS silver.nosuch',
        'CREATE TABLE silver.sqlite_x (a)',
      ],
      ...[
        'CREATE TRIGGER silver.t2 AFTER INSERT ON toys BEGIN DELETE FROM parents; END',
        'CREATE TEMP TRIGGER t2 AFTER INSERT ON silver.toys BEGIN SELECT 1; END',
        'CREATE VIRTUAL TABLE silver.f USING fts5(a)',
      ],
      ...[
        'CREATE TABLE silver.fresh (id INTEGER PRIMARY KEY REFERENCES parents(id)) STRICT',
        'CREATE TABLE silver.fresh (a, b, PRIMARY KEY (a)) WITHOUT ROWID',
        'CREATE TABLE customers AS SELECT 1 AS id',
      ],
    ),
  },
);

const control = pick(
  ...[
    'COMMIT',
    'ROLLBACK',
    'BEGIN',
    'END',
    'SAVEPOINT s',
    'RELEASE s',
    'PRAGMA foreign_keys = OFF',
    'PRAGMA silver.table_info(customers)',
    'PRAGMA writable_schema = 1',
    'PRAGMA query_only = 0',
  ],
  ...[
    "ATTACH ':memory:' AS more",
    'DETACH gold',
    'VACUUM',
    'REINDEX',
    'REINDEX silver.orders',
    'PRAGMA silver.foreign_key_check',
    'PRAGMA integrity_check',
    'PRAGMA quick_check(orders)',
    'ANALYZE',
    'ANALYZE silver.orders',
    "SELECT load_extension('x')",
    'EXPLAIN SELECT 1',
    'EXPLAIN PRAGMA foreign_keys = OFF',
    'EXPLAIN QUERY PLAN DELETE FROM silver.orders',
  ],
  ...[
    'SELECT 1; SELECT 2',
    'SELECT 1;',
    'SELECT 1; -- end',
    '',
    'SELEC',
    ';',
    'EXPLAIN DELETE FROM silver.orders',
    'SELECT * FROM silver.sqlite_schema',
    'SELECT * FROM sqlite_temp_master',
    'UPDATE silver.sqlite_schema SET sql = 1',
  ],
  ...[
    'SELECT * FROM pragma_foreign_keys',
    "SELECT * FROM pragma_table_info('customers', 'silver')",
    'SELECT * FROM dbstat',
    'SELECT * FROM pragma_database_list',
    'DELETE FROM silver.sqlite_schema',
  ],
);

/** What a query within makes is called by its own text, by its place or by a number, and something beside it bears that name as well. */
const hiding = tables.filter(({ texts }) => texts.some((name) => /email|full_name|contact|mail/.test(name)));
const called: Text = fc.constantFrom(...hiding).chain((one) => {
  const { text } = valuesOf(one, 't');
  const beside = pick(
    ', (SELECT 1 AS @) y',
    ', (SELECT 1 AS @) y',
    ', (VALUES (1, 2)) y',
    ', (SELECT 1 AS q) y',
    '',
  );
  const asks = pick(
    ...['SELECT x.@ AS v FROM #', 'SELECT lower(x.@) AS id FROM #', "SELECT x.id FROM # WHERE x.@ > 'm'"],
    ...['SELECT count(*) AS n FROM # GROUP BY x.@', 'SELECT x.id FROM # ORDER BY x.@ LIMIT 1'],
    ...['SELECT x.id FROM # JOIN (SELECT 1 AS @) z USING (@)', 'SELECT x.* FROM #', 'SELECT * FROM #'],
    ...["SELECT id AS @, (SELECT json('[') FROM # WHERE x.@ > 'm') AS n FROM silver.parents"],
    ...['SELECT json_array(x.@) AS v FROM #', 'WITH w AS (SELECT x.@ AS u FROM #) SELECT u FROM w'],
  );
  const own = pick(...one.texts.map((name) => `t.${name}`));
  const made = fc.oneof(say('upper($)', own), say("($ || '')", own), say('CAST($ AS BLOB)', own), text);
  const ways = fc.oneof(
    made.map((value) => [`"${value.replaceAll('"', '""')}"`, `SELECT t.id, ${value}`] as const),
    made.map((value) => ['column2', `SELECT t.id, ${value} AS true`] as const),
    made.map((value) => ['"id:1"', `SELECT ${value} AS id, t.id`] as const),
  );
  return fc.tuple(asks, ways, beside).map(([ask, [name, list], other]) => {
    const within = `(${list} FROM ${one.name} t) x${other}`;
    return ask.replaceAll('#', () => within).replaceAll('@', () => name);
  });
});

/** A statement within another, or one that looks like another. */
const nested = fc.oneof(
  { weight: 1, arbitrary: say('EXPLAIN QUERY PLAN $', select) },
  // A WITH that bears the name of a table.
  { weight: 1, arbitrary: say('WITH customers AS ($) SELECT * FROM customers', select) },
  {
    weight: 1,
    arbitrary: say(
      'WITH customers(id, country) AS (SELECT id, $ FROM silver.customers) SELECT country, id FROM customers',
      pick('email', 'country', 'phone'),
    ),
  },
  {
    weight: 1,
    arbitrary: say(
      'WITH a AS ($), b AS (SELECT * FROM a), a2 AS (SELECT a AS z FROM b) SELECT z FROM a2',
      select,
    ),
  },
  {
    weight: 1,
    arbitrary: say(
      'SELECT a FROM ($) WHERE a $',
      select,
      pick('IS NOT NULL', "> 'm'", '= 1', 'IN (SELECT id FROM silver.parents)'),
    ),
  },
  {
    weight: 1,
    arbitrary: say('SELECT count(*) AS n FROM ($) x JOIN silver.parents p ON p.id = x.a', select),
  },
  {
    weight: 1,
    arbitrary: say(
      'SELECT id FROM silver.parents LIMIT (SELECT $ FROM ($))',
      pick('count(*)', 'length(a)', 'max(a)'),
      select,
    ),
  },
  {
    weight: 1,
    arbitrary: say(
      'SELECT p.id, (SELECT $ FROM ($) WHERE a = p.id) AS v FROM silver.parents p',
      pick('a', 'count(*)', "'x'"),
      select,
    ),
  },
  { weight: 2, arbitrary: say('WITH w AS ($) SELECT count(*) AS n FROM w', select) },
  {
    weight: 2,
    arbitrary: say('WITH w AS $($) SELECT * FROM w', pick('', 'MATERIALIZED ', 'NOT MATERIALIZED '), select),
  },
  { weight: 1, arbitrary: say('WITH w(p, q) AS ($) SELECT q AS p, p AS q FROM w', select) },
  {
    weight: 1,
    arbitrary: say('WITH w AS ($) DELETE FROM staging.junk WHERE id IN (SELECT count(*) FROM w)', select),
  },
  {
    weight: 1,
    arbitrary: say(
      'WITH w AS ($) DELETE FROM staging.junk WHERE id = 1 RETURNING (SELECT a FROM w LIMIT 1) AS r',
      select,
    ),
  },
  { weight: 1, arbitrary: say('WITH w AS ($) INSERT INTO staging.scratch SELECT a FROM w', select) },
  {
    weight: 1,
    arbitrary: say(
      'WITH RECURSIVE r(n, v) AS (SELECT 1, NULL UNION ALL SELECT r.n + 1, x.a FROM r, ($) x WHERE r.n < 3 LIMIT 20) SELECT v, n FROM r',
      select,
    ),
  },
  {
    weight: 1,
    arbitrary: say(
      "WITH RECURSIVE r(n, v) AS (SELECT 1, 'a' UNION SELECT r.n + 1, c.$ FROM r JOIN silver.customers c ON c.id = r.n WHERE r.n < 4) SELECT * FROM r",
      pick('email', 'country', 'segment'),
    ),
  },
  { weight: 1, arbitrary: say('SELECT * FROM ($) x', select) },
  { weight: 1, arbitrary: say('SELECT x.a AS b FROM ($) x ORDER BY $', select, pick('1', 'b', 'x.a')) },
  { weight: 1, arbitrary: say('SELECT x.*, y.* FROM ($) x, ($) y LIMIT 5', select, select) },
  { weight: 1, arbitrary: say('INSERT INTO staging.scratch SELECT a FROM ($)', select) },
  {
    weight: 1,
    arbitrary: say('SELECT (SELECT $ FROM ($) x LIMIT 1) AS one', pick('a', 'count(*)', '1', 'x.a'), select),
  },
  { weight: 1, arbitrary: say('$ UNION ALL $', select, select) },
  { weight: 1, arbitrary: say('CREATE TABLE staging.fresh AS WITH w AS ($) SELECT * FROM w', select) },
);

const spelled = (sql: string): string => sql.replaceAll('§', '$');

export const statement: Text = fc
  .oneof(
    { weight: 8, arbitrary: select },
    { weight: 6, arbitrary: write },
    { weight: 2, arbitrary: structure },
    { weight: 1, arbitrary: control },
    { weight: 4, arbitrary: nested },
    { weight: 2, arbitrary: called },
  )
  .map(spelled);

const customer = valuesOf(table('silver.customers', 'id', 'email full_name phone segment'), 'c');
/** Brings what is made of customers into a table that knows nothing of them. */
const carrying = (one: Table): Text => {
  const { name } = one;
  const [first = ''] = one.numbers;
  const words = pick(
    ...[...one.texts, one.numbers.at(-1) ?? first].filter(
      (column) => !['loud', 'quiet', 'brief'].includes(column),
    ),
  );
  const made = fc.oneof({ weight: 3, arbitrary: customer.text }, pick('c.email', 'c.phone'), customer.number);
  const own = `${name} AS t`;
  return fc.oneof(
    say(
      `UPDATE ${own} SET $ = (SELECT $ FROM silver.customers c WHERE c.id = t.${first})$`,
      words,
      made,
      pick('', ` WHERE t.${first} = 1`),
    ),
    say(`UPDATE ${own} SET $ = $ FROM silver.customers c WHERE c.id = t.${first}`, words, made),
    say(
      `INSERT INTO ${name} (${first}, $) SELECT c.id + 100, $ FROM silver.customers c$`,
      words,
      made,
      pick('', ' WHERE c.id < 4', ' LIMIT 2', ' GROUP BY c.id'),
    ),
    say(
      `INSERT INTO ${own} (${first}, $) SELECT 1, $ FROM silver.customers c WHERE true ON CONFLICT DO NOTHING`,
      words,
      made,
    ),
    say(
      `INSERT INTO ${own} (${first}, $) VALUES (1, 'n') ON CONFLICT (${first}) DO UPDATE SET $ = (SELECT $ FROM silver.customers c LIMIT 1)`,
      words,
      words,
      made,
    ),
    say(
      `REPLACE INTO ${name} (${first}, $) VALUES (1, (SELECT $ FROM silver.customers c WHERE c.id = 2))`,
      words,
      made,
    ),
    say(
      `WITH w(a, b) AS (SELECT c.id, $ FROM silver.customers c) INSERT INTO ${name} (${first}, $) SELECT a + 100, b FROM w`,
      made,
      words,
    ),
  );
};

/** A write, and a read of what it wrote: a class that did not follow shows there. */
export const turns: fc.Arbitrary<readonly [string, string]> = fc
  .constantFrom(...writable)
  .chain((one) =>
    fc.tuple(
      fc.oneof({ weight: 4, arbitrary: carrying(one) }, writeTo(one)),
      fc.oneof({ weight: 3, arbitrary: selectFrom(one) }, fc.constant(`SELECT * FROM ${one.name}`), select),
    ),
  )
  .map(([first, then]) => [spelled(first), spelled(then)]);
