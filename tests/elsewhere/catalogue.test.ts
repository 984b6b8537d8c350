// The catalogue of ways to turn a hidden value into something else, on two real databases that are equal but for their hidden values: whatever is asked, one after the other, both say the same to the last byte.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Kernel, startKernel } from '../acceptance/kernel.js';
import { stayMute } from '../attacks/alike.js';
import { hiddenValues, quoted, redacting, type TwinValues, twinValues } from '../cases/sql/twin-values.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';

const person = 'id integer PRIMARY KEY, full_name text, email text UNIQUE, phone text, country text';

function seedOf({ full_name, email, phone }: TwinValues): string {
  const rows = full_name.map((name, at) => {
    const values = [name, email[at] ?? null, phone[at] ?? null].map(quoted);
    return `(${at + 1}, ${values.join(', ')}, 'NL', 'retail')`;
  });
  return `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE SEQUENCE silver.numbers;
CREATE TABLE bronze.customers_raw (${person.replace(' UNIQUE', '')}, notes text);
CREATE TABLE silver.customers (${person}, segment text, CHECK (segment <> full_name));
INSERT INTO silver.customers VALUES ${rows.join(', ')};
INSERT INTO bronze.customers_raw SELECT id, full_name, email, phone, country, 'none' FROM silver.customers;
CREATE TABLE silver.orders (id integer PRIMARY KEY, customer_id integer, amount numeric(10,2), status text);
INSERT INTO silver.orders SELECT g, g % 8 + 1, g * 3, 'open' FROM generate_series(1, 12) g;
CREATE TABLE gold.customers (${person.replace(' UNIQUE', '')}, segment text);
CREATE TABLE gold.daily_revenue (day text PRIMARY KEY, revenue numeric, orders integer);
`;
}

const servers: RealServer[] = [];
const places: RealPlace[] = [];
const kernels: Kernel[] = [];
beforeAll(async () => {
  for (const values of twinValues) {
    const server = await openRealServer(seedOf(values), servers[0]);
    servers.push(server);
    const place = makeRealPlace({ dsn: server.url(), policies: { 'redact.yaml': redacting } });
    places.push(place);
    kernels.push(await startKernel(place));
    await kernels.at(-1)?.call('postgres__query', { sql: 'SELECT 1 AS one' });
  }
});
afterAll(async () => {
  for (const kernel of kernels) await kernel.close();
  for (const place of places) place.remove();
  for (const server of servers.toReversed()) await server.stop();
});

const alike = (tool: string, args: Readonly<Record<string, unknown>>): Promise<string> =>
  stayMute(kernels, { tool, args });

const c = 'FROM silver.customers c';
const first = `${c} WHERE c.id = 1`;

it.each([
  // Taken apart, turned and put together again.
  `SELECT reverse(c.email), overlay(c.full_name placing '' from 1 for 1), translate(c.phone, '0123456789', 'abcdefghij') ${c}`,
  `SELECT i, substr(c.full_name, i, 1) ${c}, generate_series(1, 30) i WHERE c.id = 1`,
  `SELECT string_to_table(c.email, NULL) ${first}`,
  `SELECT regexp_split_to_array(c.email, '') ${c}`,
  `SELECT (string_to_array(c.email, '@'))[1], (regexp_match(c.email, '^(.)'))[1] ${c}`,
  `SELECT encode(convert_to(c.email, 'UTF8'), 'hex'), encode(sha256(c.email::bytea), 'base64'), md5(c.phone), hashtext(c.email) ${c}`,
  `SELECT get_byte(convert_to(c.email, 'UTF8'), 0), get_bit(convert_to(c.email, 'UTF8'), 3) ${c}`,
  `SELECT ascii(c.full_name) * 1000 + ascii(substr(c.full_name, 2)) ${c}`,
  `SELECT sum(ascii(c.full_name)), avg(length(c.email)), bit_xor(ascii(c.email)), stddev(length(c.phone)) ${c}`,
  `SELECT min(c.email), max(c.full_name), any_value(c.phone), mode() WITHIN GROUP (ORDER BY c.phone) ${c}`,
  `SELECT json_build_object('k', c.email, c.id::text, c.full_name), to_jsonb(c), row_to_json(c) ${c}`,
  `SELECT json_object_agg(c.id, c.email), jsonb_agg(c), array_agg(c.phone), xmlagg(xmlelement(name a, c.email)) ${c}`,
  `SELECT string_agg(c.full_name, ',' ORDER BY c.id) ${c}`,
  `SELECT c.*::text, (c).email, row(c.id, c.email) ${c}`,
  `SELECT format('%s-%s', c.id, c.email), concat_ws('', c.full_name), quote_literal(c.phone), c.email || '' ${c}`,
  `SELECT tsvector_to_array(to_tsvector('simple', c.full_name)), ts_headline(c.full_name, to_tsquery('a')) ${c}`,
  `SELECT x.* ${c}, LATERAL jsonb_each_text(to_jsonb(c)) x WHERE c.id = 1`,
  `SELECT a.k, a.v ${c}, unnest(ARRAY['e','p'], ARRAY[c.email, c.phone]) AS a(k, v) WHERE c.id = 1`,
  `WITH RECURSIVE r(n, t) AS (SELECT 1, full_name FROM silver.customers WHERE id = 1 UNION ALL SELECT n + 1, substr(t, 2) FROM r WHERE n < 9) SELECT n, left(t, 1) FROM r`,
  `SELECT lag(c.email) OVER w, nth_value(c.phone, 2) OVER w ${c} WINDOW w AS (ORDER BY c.id)`,
  // Chosen, sorted, counted and cut by it.
  `SELECT count(*) FILTER (WHERE c.full_name LIKE 'A%') ${c}`,
  `SELECT CASE WHEN c.email > 'm' THEN 1 ELSE 0 END, coalesce(nullif(c.full_name, 'a'), 'x') ${c}`,
  `SELECT c.id ${c} ORDER BY c.phone DESC LIMIT 1`,
  `SELECT id FROM silver.orders LIMIT (SELECT length(full_name) FROM silver.customers WHERE id = 1)`,
  `SELECT id FROM silver.orders OFFSET (SELECT ascii(email) % 12 FROM silver.customers WHERE id = 1)`,
  `SELECT count(*) FROM generate_series(1, (SELECT ascii(full_name) FROM silver.customers WHERE id = 1))`,
  `SELECT (ARRAY[1, 2, 3])[(SELECT length(full_name) % 3 + 1 FROM silver.customers WHERE id = 1)]`,
  `SELECT repeat('x', (SELECT length(full_name) FROM silver.customers WHERE id = 1))`,
  `SELECT ntile(4) OVER (ORDER BY c.full_name), dense_rank() OVER (PARTITION BY left(c.email, 1) ORDER BY c.id) ${c}`,
  `SELECT c.id ${c} GROUP BY GROUPING SETS ((c.id), (c.email)) HAVING count(*) > 1`,
  `SELECT width_bucket(ascii(c.full_name), 65, 91, 5) ${c}`,
  `SELECT c.id ${c} WHERE c.email ~ '^[a-m]' AND c.id = 1`,
  `SELECT c.id ${c} JOIN LATERAL (SELECT 1 WHERE c.full_name < 'm') x ON true`,
  `SELECT DISTINCT ON (c.full_name) c.id ${c}`,
  `SELECT c.id ${c} TABLESAMPLE BERNOULLI (100) REPEATABLE (1) WHERE c.phone IS NOT NULL`,
  `SELECT id FROM silver.orders o WHERE EXISTS (SELECT 1 ${c} WHERE c.id = o.customer_id AND c.email < 'm')`,
  `SELECT id FROM silver.orders FETCH FIRST (SELECT length(full_name) FROM silver.customers WHERE id = 1) ROWS ONLY`,
  // Told by failing.
  `SELECT c.full_name::int ${first}`,
  `SELECT c.email::date, c.phone::inet, c.full_name::uuid ${first}`,
  `SELECT 1 / (ascii(c.full_name) - 97) ${first}`,
  `SELECT CASE WHEN c.full_name LIKE 'a%' THEN 1 / 0 ELSE 1 END ${first}`,
  `SELECT 2147483647 + ascii(c.full_name) ${first}`,
  `SELECT power(10.0, ascii(c.full_name) * 100) ${first}`,
  `SELECT '{"a":1}'::jsonb #> ARRAY[c.email], jsonb_path_query('{"a":1}', ('$.' || c.full_name)::jsonpath) ${first}`,
  `SELECT 'a' ~ c.full_name, 'a' LIKE c.email ESCAPE c.phone, regexp_replace('a', c.full_name, 'b') ${first}`,
  `SELECT to_date(c.full_name, 'YYYY'), to_timestamp(c.phone, 'HH'), make_date(ascii(c.full_name), 1, 1) ${first}`,
  `SELECT chr(ascii(c.full_name) - 97) ${first}`,
  `SELECT decode(c.full_name, 'hex'), convert_from(c.email::bytea, c.phone) ${first}`,
  `SELECT set_config('lake.x', c.full_name, false), current_setting(c.email) ${first}`,
  `SELECT (SELECT id FROM silver.orders WHERE status = 'open' AND c.full_name > 'm') ${first}`,
  `SELECT to_regclass(c.email), c.full_name::regclass, c.full_name::regproc ${first}`,
  `SELECT setseed(ascii(c.full_name) / 128.0), random() ${first}`,
  `SELECT array_fill(1, ARRAY[ascii(c.full_name)]), lpad('x', ascii(c.full_name)) ${first}`,
  // Left behind, waited for, or told beside the answer.
  `SELECT pg_sleep(CASE WHEN c.full_name < 'm' THEN 2 ELSE 0 END) ${first}`,
  `SELECT nextval('silver.numbers') ${c} WHERE c.full_name < 'm'`,
  `SELECT pg_advisory_lock(ascii(c.full_name)), pg_try_advisory_xact_lock(hashtext(c.email)) ${first}`,
  `SELECT pg_notify('x', c.email), pg_logical_emit_message(false, 'x', c.email) ${first}`,
  `SELECT lo_from_bytea(0, c.email::bytea), lo_create(ascii(c.full_name)) ${first}`,
  `SELECT query_to_xml('SELECT email FROM silver.customers', true, true, ''), table_to_xml('silver.customers', true, true, '')`,
  `SELECT c.xmin, c.ctid, c.tableoid::regclass, pg_column_size(c.email), pg_column_compression(c.email) ${c}`,
  `SELECT most_common_vals, histogram_bounds, n_distinct FROM pg_stats WHERE tablename = 'customers'`,
  `SELECT query FROM pg_stat_activity`,
  `SELECT n_tup_ins FROM pg_stat_user_tables`,
  `SELECT pg_relation_size('silver.customers'), pg_stat_get_live_tuples('silver.customers'::regclass)`,
  `EXPLAIN SELECT id ${c} WHERE c.email = 'guess' AND c.full_name > 'm'`,
  `EXPLAIN (ANALYZE, BUFFERS) SELECT id ${c} WHERE c.full_name > 'm'`,
  `EXPLAIN (VERBOSE) SELECT count(*) ${c} WHERE c.full_name > 'm'`,
  `COPY silver.customers TO STDOUT`,
  `COPY (SELECT email ${c}) TO '/tmp/x'`,
  `TABLE silver.customers`,
  `VALUES ((SELECT email FROM silver.customers WHERE id = 1))`,
  `DECLARE d CURSOR FOR SELECT email ${c}`,
  `PREPARE p AS SELECT email ${c}`,
  `DO $$ BEGIN RAISE NOTICE '%', (SELECT email FROM silver.customers WHERE id = 1); END $$`,
  `SELECT id FROM silver.customers FOR UPDATE SKIP LOCKED`,
])('query %s', async (sql) => {
  await alike('postgres__query', { sql });
});

const guesses = hiddenValues.slice(0, 2).map(quoted);

/** One after the other: what one leaves the next finds. */
it.each([
  `INSERT INTO silver.customers (id, email) VALUES (901, ${guesses[0]}), (902, ${guesses[1]}) ON CONFLICT DO NOTHING`,
  `INSERT INTO silver.customers (id, email) VALUES (903, ${guesses[0]}) ON CONFLICT (email) DO UPDATE SET segment = 'x'`,
  `UPDATE silver.customers SET segment = 'x' WHERE full_name < 'm'`,
  `UPDATE silver.customers SET segment = left(full_name, 1) WHERE id = 1 RETURNING segment`,
  `UPDATE silver.customers SET segment = 'y' WHERE id = 1 RETURNING old.full_name, new.email, old, new`,
  `DELETE FROM silver.customers WHERE id = 1 AND email LIKE 'a%' RETURNING id`,
  `INSERT INTO silver.orders (id, customer_id, status) SELECT 100 + id, ascii(full_name), 'x' FROM silver.customers`,
  `INSERT INTO silver.orders (id, status) SELECT 200 + row_number() OVER (ORDER BY email), 'x' FROM silver.customers`,
  `INSERT INTO silver.orders (id, status) SELECT 300 + id, 'x' FROM silver.customers WHERE full_name < 'm' RETURNING id`,
  `UPDATE silver.orders o SET amount = ascii(c.full_name) FROM silver.customers c WHERE c.id = o.customer_id AND o.id = 1`,
  `UPDATE silver.orders SET status = (SELECT email FROM silver.customers WHERE id = 1) WHERE id = 1 RETURNING status`,
  `MERGE INTO silver.orders o USING silver.customers c ON o.customer_id = c.id AND c.full_name < 'm' WHEN MATCHED THEN UPDATE SET status = 'z'`,
  `WITH w AS (UPDATE silver.orders SET status = 'q' WHERE id = 2 RETURNING id) SELECT w.id, c.email FROM w, silver.customers c WHERE c.id = w.id`,
  `CREATE TABLE silver.copied AS SELECT id, email AS status FROM silver.customers`,
  `CREATE UNIQUE INDEX guess ON silver.customers (left(full_name, 1))`,
  `ALTER TABLE silver.customers ADD CHECK (full_name < 'm')`,
  `CREATE VIEW silver.shown AS SELECT id, email AS country FROM silver.customers`,
  `CREATE FUNCTION silver.f() RETURNS text LANGUAGE sql AS $$ SELECT email FROM silver.customers WHERE id = 1 $$`,
  `TRUNCATE silver.orders`,
  `LOCK TABLE silver.customers`,
])('execute %s', async (sql) => {
  await alike('postgres__execute', { sql });
  await alike('postgres__query', { sql: 'SELECT * FROM silver.orders ORDER BY id' });
  await alike('postgres__query', { sql: 'SELECT id, country, segment FROM silver.customers ORDER BY id' });
});

it('counts are left alone, and so are clear columns', async () => {
  expect(await alike('postgres__query', { sql: `SELECT count(*), count(c.email) ${c}` })).toBe('allowed');
  expect(await alike('postgres__query', { sql: `SELECT c.id, c.country, c.email ${c}` })).toBe('allowed');
  expect(await alike('postgres__query', { sql: `SELECT c.country, count(*) ${c} GROUP BY 1` })).toBe(
    'allowed',
  );
});
