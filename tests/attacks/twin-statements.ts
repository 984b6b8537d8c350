// Reads of the seeded lake, made at random by grammar: what a curious agent may think of. It refuses to know which of them the kernel allows.

import { formOf, pick, say, type Text } from '../cases/sql/phrase.js';
import { fc } from '../property.js';

const classified = ['full_name', 'email', 'phone'] as const;
const clear = ['id', 'country', 'segment'] as const;
const column = fc.oneof(
  { weight: 3, arbitrary: pick(...clear.map((name) => `c.${name}`)) },
  { weight: 2, arbitrary: pick(...classified.map((name) => `c.${name}`)) },
  { weight: 1, arbitrary: pick('o.amount', 'o.status', 'o.customer_id', 'o.id') },
);
const literal = pick('1', '0', '-1', "'NL'", "'%a%'", "'[1]'", 'NULL', "'$'", "x'41'", '2.5', "''");

const functions = [
  ...['lower($)', 'upper($)', 'length($)', 'hex($)', 'quote($)', 'typeof($)', 'unicode($)', 'trim($)'],
  ...[
    'abs($)',
    'round($)',
    'char($)',
    'soundex($)',
    'zeroblob($)',
    'json($)',
    'json_valid($)',
    'json_quote($)',
  ],
  ...[
    'json_array($)',
    'json_array_length($)',
    'json_type($)',
    'CAST($ AS INTEGER)',
    'CAST($ AS BLOB)',
    'date($)',
  ],
  ...[
    'substr($, 1, 1)',
    "printf('%s', $)",
    "printf('%.*c', $, 'x')",
    '+$',
    '-$',
    '~$',
    'NOT $',
    '($) IS NULL',
  ],
  ...[
    'likely($)',
    'sign($)',
    'octet_length($)',
    'randomblob($)',
    'unhex($)',
    '$ COLLATE NOCASE',
    "strftime('%s', $)",
  ],
];
const pairs = [
  ...[
    '$ || $',
    '$ = $',
    '$ < $',
    '$ IS $',
    '$ LIKE $',
    '$ GLOB $',
    '$ + $',
    '$ * $',
    '$ / $',
    '$ % $',
    '$ AND $',
  ],
  ...[
    'coalesce($, $)',
    'nullif($, $)',
    'max($, $)',
    'min($, $)',
    'instr($, $)',
    'iif($, $, 1)',
    '$ -> $',
    '$ ->> $',
  ],
  ...[
    'json_extract($, $)',
    'json_object($, $)',
    'CASE WHEN $ THEN $ END',
    'CASE $ WHEN $ THEN 1 ELSE 0 END',
    '$ IN ($)',
  ],
  ...['replace($, $, 1)', 'substr($, $)', '$ BETWEEN $ AND 3', '$ OR $', '$ << $', 'json_patch($, $)'],
];
const aggregates = [
  ...[
    'count(*)',
    'count($)',
    'count(DISTINCT $)',
    'sum($)',
    'total($)',
    'avg($)',
    'min($)',
    'max($)',
    'group_concat($)',
  ],
  ...[
    'json_group_array($)',
    'json_group_object($, 1)',
    'count($) FILTER (WHERE $)',
    'string_agg($, $)',
    'median($)',
    'percentile_cont($, 0.5)',
    'group_concat(c.country, $ ORDER BY c.id)',
    'group_concat(c.country ORDER BY $)',
    'count(*) FILTER (WHERE $ IS NULL)',
  ],
];
const windows = [
  ...[
    'row_number() OVER (ORDER BY $)',
    'rank() OVER (PARTITION BY $ ORDER BY 1)',
    'lag($) OVER (ORDER BY c.id)',
  ],
  ...[
    'first_value($) OVER (ORDER BY $)',
    'sum($) OVER ()',
    'ntile(2) OVER (ORDER BY $)',
    'count(*) OVER (PARTITION BY $)',
    'sum(c.id) OVER (ORDER BY $ ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)',
    'last_value(c.country) OVER (ORDER BY $)',
    'count(*) OVER (ORDER BY c.id GROUPS 1 PRECEDING EXCLUDE TIES)',
    'group_concat($) OVER (ORDER BY c.id RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)',
    'percent_rank() OVER (ORDER BY $)',
  ],
];

const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 8, arbitrary: column },
    { weight: 1, arbitrary: literal },
    { weight: 3, arbitrary: formOf(functions, tie('value')) },
    { weight: 3, arbitrary: formOf(pairs, tie('value')) },
    {
      weight: 1,
      arbitrary: formOf(
        [
          '(SELECT $ FROM silver.customers c WHERE c.id = 1)',
          '(SELECT count(*) FROM silver.customers c WHERE $)',
          '(SELECT max(c.id) FROM silver.customers c GROUP BY $ LIMIT 1)',
          'EXISTS (SELECT 1 FROM silver.orders o WHERE o.amount > $)',
          '$ IN (SELECT c.segment FROM silver.customers c)',
          '(SELECT i.email FROM silver.customers i WHERE i.id = c.id)',
          '(VALUES ($))',
          '(SELECT e.value FROM json_each(json_array($)) e)',
          '(WITH w(a, b) AS (SELECT 1, $) SELECT b FROM w)',
          '$ IN (VALUES (1), ($))',
        ],
        tie('value'),
      ),
    },
  ),
}));

const output = fc.oneof(
  { weight: 6, arbitrary: value },
  { weight: 2, arbitrary: formOf(aggregates, value) },
  { weight: 1, arbitrary: formOf(windows, value) },
);
/** Neutral names: no header speaks for what stands below it. */
const outputs = fc
  .array(output, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((one, at) => `${one} AS x${at}`).join(', '));

const customers = 'silver.customers c';
const sources = pick(
  ...[customers, customers, customers],
  `${customers} JOIN silver.orders o ON o.customer_id = c.id`,
  `${customers} LEFT JOIN silver.orders o ON o.id = c.id`,
  'silver.orders o JOIN silver.customers c USING (id)',
  'silver.customers c NATURAL JOIN bronze.customers_raw r',
  'silver.customers c NATURAL LEFT JOIN silver.orders x',
  'silver.customers c, json_each(json_array(c.country, c.email)) e',
  '(WITH w(id, country, full_name, email, phone, segment) AS (SELECT id, email, country, full_name, phone, segment FROM silver.customers) SELECT * FROM w) c',
  '(VALUES (1, 2)) v, silver.customers c',
  '(SELECT *, email AS mail FROM silver.customers) c',
  '(SELECT id, phone AS country, country AS phone, email AS segment, full_name, segment AS email FROM silver.customers) c',
  '(SELECT * FROM silver.customers UNION ALL SELECT id, email, full_name, phone, segment, country FROM silver.customers) c',
);
const filter = fc.oneof(
  { weight: 8, arbitrary: fc.constant('') },
  { weight: 4, arbitrary: pick(' WHERE c.id = 1', " WHERE c.country = 'NL'", ' WHERE c.id IN (1, 2, 3)') },
  { weight: 1, arbitrary: say(' WHERE c.id = 2 AND $', value) },
  { weight: 1, arbitrary: say(' WHERE $', value) },
);
const tail = fc.oneof(
  { weight: 10, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: pick(' ORDER BY c.id', ' ORDER BY c.country, c.id', ' ORDER BY 1', ' LIMIT 3', ' ORDER BY x0'),
  },
  { weight: 1, arbitrary: say(' GROUP BY $', value) },
  { weight: 1, arbitrary: say(' ORDER BY $', value) },
  { weight: 1, arbitrary: say(' GROUP BY c.country HAVING $', value) },
  { weight: 1, arbitrary: say(' LIMIT $', value) },
);
const plain = fc
  .tuple(pick('SELECT ', 'SELECT ', 'SELECT ', 'SELECT ', 'SELECT DISTINCT '), outputs, sources, filter, tail)
  .map(([head, what, from, where, end]) => {
    const text = `${head}${what} FROM ${from}${where}${end}`;
    // Where no orders are joined, their columns are somebody's id.
    return from.includes(' o ')
      ? text
      : text.replace(/(?<!orders )\bo\.(?:amount|status|customer_id|id)\b(?! >)/g, 'c.id');
  });

export const statement: Text = fc.oneof(
  { weight: 8, arbitrary: plain },
  { weight: 1, arbitrary: say('WITH t AS ($) SELECT * FROM t', plain) },
  { weight: 1, arbitrary: say('WITH customers AS ($) SELECT * FROM customers', plain) },
  {
    weight: 1,
    arbitrary: say(
      'WITH RECURSIVE t(n, v) AS (SELECT 1, NULL UNION ALL SELECT t.n + 1, $ FROM t, silver.customers c WHERE c.id = t.n AND t.n < 4) SELECT * FROM t',
      value,
    ),
  },
  // What stands bare beside an extreme is of the row that holds it.
  { weight: 1, arbitrary: say('SELECT max($) AS x0, $ AS x1 FROM silver.customers c', value, value) },
  { weight: 1, arbitrary: say('SELECT x0 AS y FROM ($) ORDER BY 1', plain) },
  { weight: 1, arbitrary: say('SELECT c.id AS x0 FROM silver.customers c UNION SELECT x0 FROM ($)', plain) },
  { weight: 1, arbitrary: say('SELECT count(*) AS n FROM ($)', plain) },
  { weight: 1, arbitrary: say('EXPLAIN $', plain) },
);
