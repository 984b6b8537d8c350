/** Statements to be read: ordinary ones of an agent that cleans data, and 64 KB of what is meant to take long. None of them is run. */

/** What an agent that cleans data runs, and what it must not. A `#` stands for a number that makes each text a new one. */
export const statements = [
  'SELECT id, country FROM silver.customers WHERE id = #',
  "SELECT email, phone FROM silver.customers WHERE country = 'c#'",
  'SELECT upper(contact) AS c, label FROM silver.contacts WHERE id > #',
  'SELECT o.status, count(*) AS n, sum(o.amount) AS total FROM silver.orders o WHERE o.customer_id > # GROUP BY o.status',
  'SELECT c.country, avg(o.amount) AS mean FROM silver.customers c JOIN silver.orders o ON o.customer_id = c.id WHERE o.id > # GROUP BY c.country ORDER BY 2 DESC',
  'WITH big AS (SELECT customer_id, sum(amount) AS total FROM silver.orders GROUP BY customer_id HAVING sum(amount) > #) SELECT c.full_name, b.total FROM big b JOIN silver.customers c ON c.id = b.customer_id',
  'SELECT id, row_number() OVER (PARTITION BY status ORDER BY created_at) AS at FROM silver.orders WHERE amount > #',
  'SELECT CASE WHEN amount > # THEN status ELSE created_at END AS what FROM silver.orders',
  'SELECT id FROM silver.customers WHERE id IN (SELECT customer_id FROM silver.orders WHERE amount > #) LIMIT 10',
  'SELECT country FROM silver.customers UNION ALL SELECT full_name FROM staging.customers_raw WHERE id < #',
  'UPDATE staging.customers_raw SET country = upper(country) WHERE id = #',
  "UPDATE silver.orders SET status = 'late' WHERE amount > #",
  'DELETE FROM staging.orders_raw WHERE id = #',
  'DELETE FROM silver.orders WHERE 1 = 1 OR id = #',
  'INSERT INTO silver.orders (id, customer_id, amount, status, created_at) SELECT id, customer_id, amount, status, created_at FROM staging.orders_raw WHERE id > #',
  "INSERT INTO gold.daily_revenue (day, revenue, orders) VALUES ('2026-01-01', #, 1)",
  'SELECT employee FROM protected.salaries WHERE amount > #',
  'DROP TABLE silver.orders /* # */',
];

/** A new text of each statement. */
export const textsOf = (round: number): readonly string[] =>
  statements.map((text, at) => text.replaceAll('#', String(1_000 + round * statements.length + at)));

const most = 65_000;

/** Head, as many units as fit, tail. */
const filled = ([head, unit, tail = '']: readonly [string, string, string?]): string =>
  head + unit.repeat(Math.floor((most - head.length - tail.length) / unit.length)) + tail;

const long: readonly (readonly [string, string, string?])[] = [
  ['SELECT ', '('],
  ['SELECT ', 'coalesce('],
  ['SELECT ', 'CASE WHEN 1 THEN '],
  ['SELECT ', '- ', '1'],
  ['SELECT ', '['],
  ['SELECT ', '$$'],
  ['SELECT ', '"x"."y".', 'z'],
  ['SELECT ', 'email,', 'email FROM silver.customers'],
  ['SELECT ', 'upper(email) || ', 'email FROM silver.customers'],
  ['SELECT 1', '::int'],
  ['SELECT 1;', 'SELECT 1;'],
  ['SELECT 1', ' UNION ALL SELECT 1'],
  ['SELECT 1 WHERE 1 IN (', '1,', '1)'],
  ['SELECT 1 WHERE 1=1', ' OR 1=1'],
  ["SELECT '", 'x', "'"],
  ['SELECT 1 /*', '*', '*/'],
  ["SELECT id FROM silver.customers WHERE email = 'a'", " OR email = 'a'"],
  ['SELECT id FROM silver.customers WHERE ', 'email || ', "'b' = 'c'"],
  ['SELECT * FROM silver.customers c', ' JOIN silver.customers USING (id)'],
  ['WITH a AS (SELECT 1)', ', b AS (SELECT email FROM silver.customers)', ' SELECT 1'],
  ['INSERT INTO silver.orders (id) VALUES ', '(1),', '(1)'],
  ['UPDATE silver.orders SET status = 1 WHERE id = 1', ' AND id = 1'],
];

export const hostile: readonly string[] = long.map(filled);
