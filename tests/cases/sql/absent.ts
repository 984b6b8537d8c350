// Statements of the seeded lake that ask whether something is there, made at random by grammar, in words that both engines have: of a column, of what was made of one, and of a column that something was made into. It refuses to know which of them the kernel allows.
import { fc } from '../../property.js';
import { formOf, pick, say, type Text } from './phrase.js';

const forms = (text: string): readonly string[] => text.trim().split(/\s*;\s*/);

/** Of the twins' own values, so that one of them holds it and the other does not. */
const guess = pick("'kk'", "'zz'", "'retail'", "'[1]'", "'a'", 'NULL');
const column = fc.oneof(
  { weight: 6, arbitrary: pick('c.email', 'c.phone', 'c.full_name', '(c.email)', 'email', 'phone') },
  { weight: 1, arbitrary: pick('c.id', 'c.country', 'c.segment') },
);
const { made } = fc.letrec<{ made: string }>((tie) => ({
  made: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 16, arbitrary: column },
    { weight: 1, arbitrary: say('nullif($, $)', tie('made'), guess) },
    { weight: 1, arbitrary: say('CASE WHEN $ = $ THEN $ END', tie('made'), guess, column) },
    { weight: 1, arbitrary: say('coalesce(nullif($, $), $)', column, guess, tie('made')) },
    { weight: 1, arbitrary: say('(SELECT i.email FROM silver.customers i WHERE i.id = c.id AND i.phone = $)', guess) },
    { weight: 1, arbitrary: say('(SELECT i.email FROM silver.customers i WHERE i.phone = $ AND $ = i.email)', guess, column) },
    { weight: 1, arbitrary: formOf(forms('lower($) ; $ || $ ; max($) OVER () ; lag($) OVER (ORDER BY c.id) ; substr($, 2)'), tie('made')) },
  ),
}));

const test = fc.oneof(
  {
    weight: 12,
    arbitrary: formOf(forms('$ IS NULL ; $ IS NOT NULL ; $ ISNULL ; $ NOTNULL ; NOT $ IS NULL ; ($ IS NULL) ; ($) IS NULL'), made),
  },
  { weight: 1, arbitrary: say('($ = $) IS NULL', column, guess) },
  { weight: 1, arbitrary: say('$ = $ IS NULL', column, guess) },
  { weight: 1, arbitrary: say("'a' BETWEEN $ AND $ IS NULL", guess, column) },
  { weight: 1, arbitrary: say('$ IS NULL AND $ IS NULL', made, column) },
  { weight: 1, arbitrary: say('$ IS NULL OR $ = $', column, column, guess) },
  { weight: 1, arbitrary: say('$ IS NOT DISTINCT FROM $', made, guess) },
);

const rows = 'id, full_name, country, segment';
const given = (inner: string): string => `(SELECT ${rows}, ${inner} FROM silver.customers c) c`;
const source = fc.oneof(
  { weight: 6, arbitrary: pick('silver.customers c') },
  { weight: 1, arbitrary: say(given('$ AS email, phone'), made) },
  { weight: 1, arbitrary: say(given('phone AS email, $ AS phone'), made) },
  { weight: 1, arbitrary: say('silver.orders o LEFT JOIN silver.customers c ON c.id = o.customer_id AND $', test) },
  { weight: 1, arbitrary: say("(SELECT $ AS email) g LEFT JOIN silver.customers c ON c.email = g.email", guess) },
  { weight: 1, arbitrary: pick(`(SELECT ${rows}, email, phone FROM silver.customers UNION SELECT 99, email, country, segment, phone, full_name FROM silver.customers) c`) },
);
const outputs = fc.oneof(
  { weight: 3, arbitrary: pick('c.id AS x0') },
  { weight: 4, arbitrary: pick('c.id AS x0, c.email AS x1', 'c.phone AS x0') },
  { weight: 2, arbitrary: say('c.id AS x0, $ AS x1', test) },
  { weight: 1, arbitrary: say('CASE WHEN $ THEN c.country ELSE c.segment END AS x0', test) },
  { weight: 1, arbitrary: say('count(*) FILTER (WHERE $) AS x0', test) },
  { weight: 1, arbitrary: say('sum(CASE WHEN $ THEN 1 ELSE 0 END) AS x0, count(*) AS x1', test) },
  { weight: 1, arbitrary: say('count($) AS x0', made) },
);
const tail = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 4, arbitrary: say(' WHERE $', test) },
  { weight: 1, arbitrary: say(' WHERE c.id < 5 AND $', test) },
  { weight: 1, arbitrary: say(' ORDER BY $, c.id', test) },
  { weight: 1, arbitrary: say(' GROUP BY $', test) },
  { weight: 1, arbitrary: say(' GROUP BY c.id, c.country, c.segment HAVING $', test) },
);
const plain = say('SELECT $ FROM $$', outputs, source, tail);

export const absenceRead: Text = fc.oneof(
  { weight: 6, arbitrary: plain },
  { weight: 1, arbitrary: say(`WITH customers AS (SELECT ${rows}, $ AS email, phone FROM silver.customers c) SELECT c.id AS x0 FROM customers c WHERE $`, made, test) },
  { weight: 1, arbitrary: say('SELECT o.id AS x0 FROM silver.orders o WHERE o.customer_id IN (SELECT c.id FROM silver.customers c WHERE $)', test) },
  { weight: 1, arbitrary: say('SELECT count(*) AS x0 FROM ($) z', plain) },
  { weight: 1, arbitrary: say('SELECT * FROM ($) z WHERE x0 IS NULL', plain) },
);
