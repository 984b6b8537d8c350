// Where a mark stands and what that says, for both dialects: `#` is a mark of the dialect's own.

/** The one place that is known: the mark is compared with this column, and the statement asks nothing else of it. */
export const compared: readonly (readonly [sql: string, column: string])[] = [
  ['SELECT id FROM silver.customers WHERE email = #', 'email'],
  ['SELECT id FROM silver.customers WHERE # = email', 'email'],
  ['SELECT id FROM silver.customers WHERE (email = #)', 'email'],
  ['SELECT id FROM silver.customers WHERE email IN (#, #)', 'email'],
  ["SELECT id, email FROM silver.customers c WHERE c.email = # AND country = 'GB'", 'email'],
  ["SELECT id, phone FROM silver.customers WHERE email = # AND (country = 'GB' OR id = 7)", 'email'],
  ['SELECT count(*) FROM silver.customers WHERE email = #', 'email'],
  ['SELECT o.id FROM silver.orders o JOIN silver.customers c ON c.id = o.customer_id WHERE c.email = #', 'email'],
  ['SELECT country AS email FROM silver.customers WHERE email = #', 'email'],
  ['SELECT id FROM silver.customers WHERE full_name = # ORDER BY id LIMIT 5', 'full_name'],
  ["UPDATE silver.customers SET country = 'GB' WHERE email = #", 'email'],
  ['DELETE FROM silver.customers WHERE email = # AND id > 3', 'email'],
];

/** Put as it is into one column that takes any text: where it lands. */
export const put: readonly (readonly [sql: string, column: string])[] = [
  ['UPDATE silver.customers SET email = # WHERE id = 1', 'silver.customers.email'],
  ['UPDATE silver.customers SET country = # WHERE id = 1', 'silver.customers.country'],
  ["UPDATE silver.customers SET country = 'NL', full_name = # WHERE id = 1", 'silver.customers.full_name'],
  ['INSERT INTO silver.customers (id, email) VALUES (9, #)', 'silver.customers.email'],
  ['INSERT INTO silver.customers (id, email) VALUES (9, #), (10, #)', 'silver.customers.email'],
];

/** Anywhere else, whatever it looks like. */
export const anywhere: readonly string[] = [
  'SELECT #',
  'SELECT # FROM silver.customers',
  "SELECT # || '' FROM silver.customers",
  'SELECT email = # FROM silver.customers',
  'SELECT CASE WHEN email = # THEN 1 ELSE 0 END FROM silver.customers',
  'SELECT id FROM silver.customers WHERE email = lower(#)',
  "SELECT id FROM silver.customers WHERE email = # || ''",
  'SELECT id FROM silver.customers WHERE lower(email) = #',
  'SELECT id FROM silver.customers WHERE email < #',
  'SELECT id FROM silver.customers WHERE email >= #',
  'SELECT id FROM silver.customers WHERE email <> #',
  'SELECT id FROM silver.customers WHERE NOT (email = #)',
  'SELECT id FROM silver.customers WHERE email LIKE #',
  "SELECT id FROM silver.customers WHERE email BETWEEN # AND 'z'",
  'SELECT id FROM silver.customers WHERE email NOT IN (#)',
  'SELECT id FROM silver.customers WHERE email = # OR id = 1',
  'SELECT id FROM silver.customers WHERE id = 1 AND email = # OR id = 2',
  'SELECT id FROM silver.customers WHERE email = # AND id = 1 OR id = 2',
  'SELECT id FROM silver.customers WHERE email = # AND id IN (SELECT customer_id FROM silver.orders)',
  'SELECT id FROM silver.customers WHERE (email = #) IS NOT FALSE',
  'SELECT id FROM silver.customers WHERE id = #',
  'SELECT id FROM silver.customers WHERE # = #',
  "SELECT id FROM silver.customers WHERE email IN (#, 'guess@example.org')",
  'SELECT id FROM silver.customers WHERE substr(#, 1, 1) = country',
  'SELECT id FROM silver.customers ORDER BY email = #',
  'SELECT country, count(*) FROM silver.customers GROUP BY country HAVING max(email) = #',
  'SELECT id FROM silver.customers LIMIT #',
  'WITH x AS (SELECT id, email FROM silver.customers) SELECT id FROM x WHERE email = #',
  'SELECT id FROM (SELECT id, email FROM silver.customers) x WHERE email = #',
  'SELECT id FROM silver.customers WHERE id IN (SELECT id FROM silver.customers WHERE email = #)',
  'SELECT id FROM silver.customers WHERE email = # UNION ALL SELECT id FROM silver.orders',
  'SELECT c.id FROM silver.customers c JOIN silver.orders o ON c.email = #',
  "SELECT id FROM silver.customers WHERE email = (SELECT #)",
  'UPDATE silver.customers SET email = lower(#) WHERE id = 1',
  "UPDATE silver.customers SET email = # || '' WHERE id = 1",
  "UPDATE silver.customers SET country = CASE WHEN # > 'm' THEN 'a' ELSE 'b' END WHERE id = 1",
  'UPDATE silver.customers SET country = (SELECT #) WHERE id = 1',
  'UPDATE silver.customers SET (email, country) = (#, #) WHERE id = 1',
  'UPDATE silver.customers SET email = # WHERE id = 1 RETURNING id',
  'UPDATE silver.customers SET id = # WHERE id = 1',
  'INSERT INTO silver.customers (id, email) VALUES (9, #) ON CONFLICT (id) DO NOTHING',
  'INSERT INTO silver.customers (id, email) VALUES (1, #) ON CONFLICT (id) DO UPDATE SET email = #',
  'INSERT INTO silver.customers (id, email) VALUES (#, NULL)',
  'INSERT INTO silver.customers (id, email) SELECT id, # FROM staging.customers_raw',
  'INSERT INTO staging.scratch SELECT email FROM silver.customers WHERE email = #',
  'DELETE FROM silver.customers WHERE id = 1 RETURNING #',
  'VALUES (#)',
];

/** The mark is compared, and something else in the statement asks of the column as well. */
export const alsoAsked: readonly string[] = [
  "SELECT id FROM silver.customers WHERE email = # AND email LIKE 'a%'",
  'SELECT id FROM silver.customers WHERE email = # ORDER BY email',
  'SELECT count(*) FROM silver.customers WHERE email = # GROUP BY email',
  "SELECT id FROM silver.customers WHERE email = # AND substr(email, 1, 1) = 'a'",
  'SELECT sum(length(email) * 9223372036854775807) FROM silver.customers WHERE email = #',
];
