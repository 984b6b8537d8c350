// Classes by output position, and the columns that choose rows.
import { describe, expect, it } from 'vitest';
import { catalogOf, dataset, lakeScript, schemaOf } from '../../../../cases/sql/lake.js';
import { classesOf, readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const customers = 'FROM silver.customers';
const classes = (sql: string): readonly string[] => classesOf(read(sql)).map((list) => list.join('+'));
const filters = (sql: string): readonly string[] =>
  read(sql).filtersOn.map(({ column, keyed }) => `${column}${keyed ? ' keyed' : ''}`);

describe('egress', () => {
  it.each<[string, readonly string[]]>([
    [`SELECT id, email ${customers} LIMIT 10`, ['', 'pii.email']],
    [`SELECT email AS id, id AS email ${customers}`, ['pii.email', '']],
    [`SELECT upper(country), email ${customers}`, ['', 'pii.email']],
    [`SELECT country || email, 1 ${customers}`, ['pii.email', '']],
    [`SELECT c.'email' ${customers} c`, ['pii.email']],
    [`SELECT (SELECT email) ${customers}`, ['pii.email']],
    [`SELECT country AS v ${customers} UNION ALL SELECT email ${customers}`, ['pii.email']],
    [`SELECT id, email ${customers} UNION ALL SELECT id, country ${customers}`, ['', 'pii.email']],
    [`SELECT id, country ${customers} UNION SELECT id, upper(ssn) ${customers} ORDER BY 1`, ['', 'pii.ssn']],
    [
      `SELECT country, id ${customers} UNION ALL SELECT * FROM (SELECT email, id ${customers})`,
      ['pii.email', 'pii.email'],
    ],
    [`SELECT * FROM (VALUES ('a'), ((SELECT email ${customers})))`, ['pii.email']],
    [
      `WITH RECURSIVE r(v) AS (SELECT country ${customers} UNION ALL SELECT email ${customers}) SELECT v FROM r`,
      ['pii.email'],
    ],
    [`WITH d AS (SELECT email AS country ${customers}) SELECT upper(country) FROM d`, ['pii.email']],
    [`SELECT country FROM (SELECT email AS country ${customers})`, ['pii.email']],
    [`SELECT upper(country) FROM (SELECT email AS country ${customers})`, ['pii.email']],
    [`SELECT value ${customers}, json_each(json_array(email))`, ['pii.email']],
    [`SELECT group_concat(email), count(*), count(email) ${customers}`, ['pii.email', '', '']],
    [`SELECT count(email = 'x' OR NULL) ${customers}`, ['pii.email']],
    [`SELECT count(*) FILTER (WHERE email = 'x') ${customers}`, ['pii.email']],
    [`SELECT CASE WHEN email = 'x' THEN 1 END ${customers}`, ['pii.email']],
    [`SELECT 'x' IN (SELECT email ${customers}), 'a' || 'b'`, ['pii.email', '']],
    ['SELECT label, contact, country FROM silver.v_contacts', ['pii.full_name', 'pii.email', '']],
    ['SELECT country, n FROM silver.v_stats', ['', '']],
    ["INSERT INTO staging.junk VALUES (1, 'a') RETURNING id, payload", ['', '']],
    [
      "UPDATE silver.customers SET segment = 'x' WHERE id = 1 RETURNING id, email, upper(email)",
      ['', 'pii.email', 'pii.email'],
    ],
    [
      `DELETE ${customers} WHERE id = 1 RETURNING *`,
      ['', 'pii.full_name', 'pii.email', 'pii.phone', 'pii.ssn', 'pii.birth_date', '', ''],
    ],
    ['SELECT rowid FROM silver.customers', ['']],
    ['SELECT rowid FROM staging.scratch', ['pii.unknown']],
  ])('%s', (sql, expected) => {
    expect(classes(sql)).toEqual(expected);
  });

  it('a view that unites two columns carries the classes of both, whichever the driver names', () => {
    const script = `${lakeScript.trim().replace('); CREATE TABLE protected.api', ');\nCREATE TABLE protected.api')}
CREATE VIEW silver.u AS SELECT email AS v FROM customers UNION ALL SELECT ssn FROM customers`;
    const catalog = catalogOf([
      dataset('silver.customers', { id: 'clear', email: 'pii.email', ssn: 'pii.ssn' }),
      dataset('silver.u', { v: 'clear' }),
    ]);
    expect(classesOf(readerOf(schemaOf(script), catalog)('SELECT v FROM silver.u'))).toEqual([
      ['pii.email', 'pii.ssn'],
    ]);
  });

  it('an output that derives from nothing classified is never of an unknown class', () => {
    const effects = read('SELECT lower(country) FROM (SELECT country FROM silver.customers)');
    const from = ['silver.customers.country'];
    expect(effects.egress).toEqual([{ name: 'lower(country)', classes: [], how: 'transformed', from }]);
  });

  it.each<[string, readonly string[]]>([
    [`SELECT id, email ${customers} LIMIT 10`, []],
    [`SELECT country, count(*) AS n ${customers} GROUP BY country ORDER BY n DESC`, []],
    [
      `SELECT c.email, o.amount ${customers} c JOIN silver.orders o ON o.customer_id = c.id WHERE o.amount > 1 ORDER BY o.amount`,
      [],
    ],
    [`SELECT DISTINCT email ${customers}`, []],
    [
      `SELECT email ${customers} c WHERE EXISTS (SELECT 1 FROM silver.orders o WHERE o.customer_id = c.id)`,
      [],
    ],
    ['UPDATE silver.customers SET email = lower(email) WHERE id = 1', []],
    [`SELECT id ${customers} WHERE email = 'x'`, ['email']],
    [`SELECT id ${customers} WHERE c.'email' = 'x'`.replace(customers, `${customers} c`), ['email']],
    [`SELECT id ${customers} AS left WHERE left.email = 'x'`, ['email']],
    [`SELECT id ${customers} WHERE 1 IS DISTINCT FROM email`, ['email']],
    [`SELECT id, email ${customers} WHERE id = 5 AND email = 'x'`, ['email keyed']],
    [`SELECT id ${customers} WHERE id IN (5, 6) AND email = 'x'`, ['email']],
    [`SELECT id ${customers} WHERE (id = 5 OR 1) AND email = 'x'`, ['email']],
    [`SELECT id, email ${customers} ORDER BY 2`, ['email']],
    [`SELECT id, email ${customers} ORDER BY (2)`, ['email']],
    [`SELECT id, email AS e ${customers} ORDER BY e`, ['email']],
    [`SELECT country, count(*) ${customers} GROUP BY country, email`, ['email']],
    [`SELECT count(*) ${customers} HAVING max(email) > 'm'`, ['email']],
    [`SELECT id, max(email) ${customers}`, ['email']],
    [`SELECT row_number() OVER (ORDER BY email) ${customers}`, ['email']],
    [`SELECT count(*) FILTER (WHERE email = 'x') ${customers}`, ['email']],
    [`SELECT 1 ${customers} JOIN staging.customers_raw USING (email)`, ['email', 'email']],
    [`SELECT 1 ${customers} JOIN staging.customers_raw USING ('email')`, ['email', 'email']],
    [`SELECT email ${customers} INTERSECT SELECT 'guess'`, ['email']],
    [`SELECT email ${customers} UNION SELECT 'guess'`, ['email']],
    [`SELECT DISTINCT email = 'guess' ${customers}`, ['email']],
    [`SELECT DISTINCT lower(email) ISNULL ${customers}`, ['email']],
    [`SELECT DISTINCT lower(email) NOTNULL ${customers}`, ['email']],
    [`SELECT count(*) FROM (SELECT DISTINCT email = 'guess' ${customers})`, ['email']],
    [`SELECT x FROM (SELECT id AS x, email AS y ${customers}) WHERE y = 'x'`, ['email']],
    [`WITH d(country) AS (SELECT email ${customers}) SELECT 1 FROM d WHERE country = 'x'`, ['email']],
    [`SELECT 1 LIMIT (SELECT email = 'x' ${customers} LIMIT 1)`, ['email']],
    ["DELETE FROM silver.customers WHERE email = 'x'", ['email']],
    [`SELECT json_object('mail', email) ${customers}`, []],
    // A label that is null fails, and says so.
    [`SELECT json_object(email, 1) ${customers}`, ['email']],
    [`SELECT x FROM (SELECT json_object(email, 1) AS x ${customers})`, ['email']],
    [`SELECT soundex(full_name) ${customers}`, []],
    // JSONB out of a place fails as text does: it may be none.
    [`SELECT jsonb_extract(email, '$.a') ${customers}`, ['email']],
  ])('%s filters on %j', (sql, expected) => {
    expect(filters(sql)).toEqual(expected);
  });

  it('a natural join filters on what the two tables share', () => {
    expect([...filters('SELECT 1 FROM silver.customers NATURAL JOIN staging.customers_raw')].sort()).toEqual(
      ['email', 'email', 'full_name', 'full_name', 'phone', 'phone'].sort(),
    );
  });

  it.each<[string, readonly string[]]>([
    ['INSERT INTO staging.junk SELECT id, country FROM silver.customers', []],
    ['INSERT INTO silver.customers (id, email) SELECT id, email FROM staging.customers_raw', []],
    [
      'UPDATE silver.customers SET segment = email WHERE id = 1',
      ['silver.customers.email -> silver.customers.segment'],
    ],
    ['UPDATE silver.customers SET email = lower(email), country = upper(country) WHERE id = 1', []],
    [
      'UPDATE staging.junk SET payload = c.email FROM silver.customers c WHERE c.id = junk.id',
      ['silver.customers.email -> staging.junk.payload'],
    ],
    [
      'UPDATE staging.junk SET (id, payload) = (SELECT id, email FROM silver.customers) WHERE id = 1',
      ['silver.customers.email -> staging.junk.id', 'silver.customers.email -> staging.junk.payload'],
    ],
    [
      "INSERT INTO staging.junk (id, payload) VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET payload = excluded.payload",
      [],
    ],
  ])('%s flows %j', (sql, expected) => {
    expect(read(sql).flows).toEqual(expected);
  });

  it('rows that are inserted name their sources, literals none', () => {
    const sources = (sql: string): unknown => read(sql).writes[0]?.sources;
    expect(
      sources(
        'INSERT INTO gold.daily_revenue SELECT created_at, sum(amount), count(*) FROM silver.orders GROUP BY 1',
      ),
    ).toEqual(['silver.orders']);
    expect(sources("INSERT INTO gold.daily_revenue VALUES ('2024', 1, 2)")).toEqual([]);
    expect(
      sources('CREATE TABLE gold.x AS SELECT id FROM silver.orders JOIN staging.junk USING (id)'),
    ).toEqual(['silver.orders', 'staging.junk']);
    expect(sources("UPDATE gold.daily_revenue SET revenue = 1 WHERE day = 'x'")).toEqual([]);
    expect(
      sources("UPDATE gold.daily_revenue SET orders = (SELECT count(*) FROM silver.orders) WHERE day = 'x'"),
    ).toEqual(['silver.orders']);
    expect(
      sources(
        'INSERT INTO gold.daily_revenue SELECT created_at, amount, count(*) FROM silver.orders NATURAL JOIN staging.junk',
      ),
    ).toEqual(['silver.orders', 'staging.junk']);
  });

  it.each([
    'INSERT INTO gold.daily_revenue SELECT created_at, 99, count(*) FROM silver.orders',
    "INSERT INTO gold.daily_revenue SELECT created_at || 'x', amount, id FROM silver.orders",
    'INSERT INTO gold.daily_revenue SELECT n, n, n FROM (SELECT 99 AS n FROM silver.orders)',
    'INSERT INTO gold.daily_revenue SELECT id, id, column1 FROM silver.orders JOIN (VALUES (99))',
    "UPDATE gold.daily_revenue SET revenue = 99, orders = (SELECT count(*) FROM silver.orders) WHERE day = 'x'",
    "CREATE TABLE gold.x AS SELECT id, 'x' AS day FROM silver.orders",
  ])('one column that the author wrote down leaves no source: %s', (sql) => {
    expect(read(sql).writes[0]?.sources).toEqual([]);
  });

  it('a literal that chooses rows is no column of them', () => {
    const sql =
      'INSERT INTO gold.daily_revenue SELECT o.created_at, o.amount, o.id FROM silver.orders o WHERE o.id > 7 AND EXISTS (SELECT 1 FROM silver.orders)';
    expect(read(sql).writes[0]?.sources).toEqual(['silver.orders']);
  });

  it('a gold table that nobody declared is a gold write all the same', () => {
    expect(read('CREATE TABLE gold.x AS SELECT id FROM silver.orders').writes[0]).toMatchObject({
      mode: 'create',
      tier: 'gold',
      dataset: 'gold.x',
    });
  });

  it('the shape keeps catalogued names and words, and no value', () => {
    expect(read(`SELECT id AS hush ${customers} WHERE id = 5 AND country = 'p@x.io'`).shape).toBe(
      'SELECT id AS _ FROM silver.customers WHERE id = ? AND country = ?',
    );
  });
});
