// The catalogue of ways to turn a hidden value into something else, on two lakes that are equal but for their hidden values: whatever is asked, one after the other, both say the same to the last byte.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Kernel, startKernel } from '../acceptance/kernel.js';
import { type Lake, makeLake } from '../acceptance/lake.js';
import { hiddenValues, quoted, redacting, twinValues } from '../cases/sql/twin-values.js';
import { stayMute } from './alike.js';

const lakes: Lake[] = [];
const kernels: Kernel[] = [];
beforeAll(async () => {
  for (const twin of twinValues) {
    const lake = makeLake({ policies: { 'redact.yaml': redacting } });
    lakes.push(lake);
    for (const [column, values] of Object.entries(twin))
      for (const [at, value] of values.entries())
        lake.write(`UPDATE silver.customers SET ${column} = ${quoted(value)} WHERE id = ${at + 1}`);
    // The operator's own.
    lake.write('CREATE UNIQUE INDEX silver.one_address ON customers(email)');
    kernels.push(await startKernel(lake));
  }
});
afterAll(async () => {
  for (const kernel of kernels) await kernel.close();
  for (const lake of lakes) lake.remove();
});

const alike = (tool: string, args: Readonly<Record<string, unknown>>): Promise<string> =>
  stayMute(kernels, { tool, args });

const c = 'FROM silver.customers c';
const first = `${c} WHERE c.id = 1`;

it.each([
  // Taken apart, turned and put together again.
  `SELECT hex(c.email), quote(c.full_name), soundex(c.phone), unicode(c.email) ${c}`,
  `WITH RECURSIVE r(n, t, o) AS (SELECT 1, full_name, '' FROM silver.customers WHERE id = 1 UNION ALL SELECT n + 1, substr(t, 2), substr(t, 1, 1) || o FROM r WHERE n < 12) SELECT o FROM r`,
  `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 9) SELECT n, substr(c.email, n, 1) FROM i, silver.customers c WHERE c.id = 1`,
  `SELECT substr(c.email, -3), substr(c.email, 1, instr(c.email, '@')), replace(c.full_name, 'a', 'b') ${c}`,
  `SELECT unicode(c.full_name) * 1000 + length(c.email), total(unicode(c.full_name)), avg(length(c.phone)) ${c}`,
  `SELECT sum(unicode(c.full_name)), min(c.email), max(c.phone) ${c}`,
  `SELECT json_object('k', c.email, 'v', json_array(c.phone)), json_group_array(c.full_name), json_group_object(c.id, c.email) ${c}`,
  `SELECT key, value ${c}, json_each(json_object('a', c.email, 'b', c.phone)) WHERE c.id = 1`,
  `SELECT json_patch('{}', json_object('x', c.full_name)), json_set('{}', '$.' || 'a', c.email) ${c}`,
  `SELECT group_concat(c.full_name, '|'), string_agg(c.email, ',') ${c}`,
  `SELECT printf('%.3s|%q|%d', c.full_name, c.email, c.phone), format('%x', unicode(c.email)) ${c}`,
  `SELECT lag(c.email) OVER w, nth_value(c.phone, 2) OVER w, last_value(c.full_name) OVER w ${c} WINDOW w AS (ORDER BY c.id)`,
  `SELECT c.email || c.full_name, c.email COLLATE NOCASE, +c.phone, CAST(c.phone AS BLOB), ~c.phone ${c}`,
  `SELECT email AS country, country AS email ${c}`,
  `SELECT * FROM (VALUES (1), ((SELECT email FROM silver.customers WHERE id = 1)))`,
  // Chosen, sorted, counted and cut by it.
  `SELECT count(*) ${c} WHERE c.full_name GLOB '[a-m]*'`,
  `SELECT sum(c.full_name < 'm'), count(nullif(c.email > 'm', 0)) ${c}`,
  `SELECT c.id ${c} ORDER BY c.phone COLLATE NOCASE DESC LIMIT 1`,
  `SELECT c.id ${c} ORDER BY CASE WHEN c.full_name > 'm' THEN c.id ELSE -c.id END`,
  `SELECT id FROM silver.orders LIMIT 1 OFFSET (SELECT length(full_name) FROM silver.customers WHERE id = 1)`,
  `SELECT count(*) FROM json_each('[' || substr('1,1,1,1,1,1,1,1', 1, (SELECT length(full_name) FROM silver.customers WHERE id = 2) * 2 - 1) || ']')`,
  `SELECT zeroblob(length(c.full_name)), randomblob(unicode(c.email)), char(unicode(c.email)) ${first}`,
  `SELECT ntile(4) OVER (ORDER BY c.full_name), cume_dist() OVER (ORDER BY c.email), percent_rank() OVER (ORDER BY c.phone) ${c}`,
  `SELECT c.id, count(*) OVER (ORDER BY c.email ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) ${c}`,
  `SELECT c.id ${c} GROUP BY substr(c.full_name, 1, 1)`,
  `SELECT c.id ${c} INTERSECT SELECT length(full_name) FROM silver.customers`,
  `SELECT c.rowid, c.oid ${c} WHERE (c.id, c.email) > (1, 'm')`,
  `SELECT iif(c.full_name LIKE 'a%', 'aaaaaaaaaaaaaaaaaaaa', 'b'), length(c.email) % 2 ${c}`,
  // Told by failing.
  `SELECT abs(CASE WHEN c.full_name LIKE 'a%' THEN -9223372036854775808 ELSE 1 END) ${first}`,
  `SELECT sum(c.phone) OVER (), 9223372036854775807 + unicode(c.full_name) ${c}`,
  `SELECT json(c.email), json_extract(c.full_name, '$[0]'), json_each.value ${c}, json_each(c.email) WHERE c.id = 1`,
  `SELECT json_extract('{}', c.full_name), '{}' ->> c.phone ${first}`,
  `SELECT c.full_name LIKE 'a' ESCAPE c.phone, 'a' GLOB c.email ${first}`,
  `SELECT date(c.full_name), strftime(c.email, 'now'), unhex(c.phone, c.email), unixepoch(c.phone) ${first}`,
  `SELECT 1 % (unicode(c.full_name) - 97), 1 / (length(c.full_name) - 5) ${first}`,
  `SELECT CASE WHEN c.full_name < 'm' THEN load_extension('x') END ${first}`,
  `SELECT substr(c.full_name, 1, 9223372036854775807 + length(c.email)) ${first}`,
  `SELECT (SELECT 1 FROM silver.orders o WHERE o.id = unicode(c.full_name)) ${c}`,
  // Told beside the answer.
  `SELECT name, sql FROM silver.sqlite_schema`,
  `SELECT * FROM silver.sqlite_stat1`,
  `SELECT * FROM dbstat`,
  `SELECT changes(), total_changes(), last_insert_rowid(), sqlite_source_id()`,
  `EXPLAIN QUERY PLAN SELECT id ${c} WHERE c.email = 'guess'`,
  `EXPLAIN SELECT id ${c} WHERE c.full_name > 'm'`,
])('query %s', async (sql) => {
  await alike('postgres__query', { sql });
});

const [one, two] = hiddenValues.slice(0, 2).map(quoted);
const values = `(901, 'x', ${one}), (902, 'x', ${two})`;

/** One after the other: what one leaves the next finds. */
it.each([
  `INSERT INTO silver.customers (id, full_name, email) VALUES ${values} ON CONFLICT DO NOTHING`,
  `INSERT OR IGNORE INTO silver.customers (id, full_name, email) VALUES ${values}`,
  `INSERT OR REPLACE INTO silver.customers (id, full_name, email) VALUES ${values}`,
  `REPLACE INTO silver.customers (id, full_name, email) VALUES ${values}`,
  `UPDATE OR IGNORE silver.customers SET email = ${one} WHERE id = 8`,
  `INSERT INTO silver.customers (id, email) VALUES (903, ${one}) ON CONFLICT (email) DO UPDATE SET segment = 'x'`,
  `UPDATE silver.customers SET segment = substr(full_name, 1, 1) WHERE id = 1 RETURNING segment`,
  `UPDATE silver.customers SET segment = 'x' WHERE full_name < 'm'`,
  `UPDATE silver.customers SET segment = 'x' WHERE id = 1 RETURNING full_name, email, *`,
  `INSERT INTO silver.orders (id, customer_id, status) SELECT 100 + id, unicode(full_name), 'x' FROM silver.customers`,
  `INSERT INTO silver.orders (id, status) SELECT 200 + row_number() OVER (ORDER BY email), 'x' FROM silver.customers`,
  `INSERT INTO silver.orders (id, status) SELECT 300 + id, 'x' FROM silver.customers WHERE full_name < 'm'`,
  `UPDATE silver.orders SET amount = unicode(c.full_name) ${c} WHERE c.id = silver.orders.customer_id`,
  `DELETE FROM silver.orders WHERE id IN (SELECT length(full_name) FROM silver.customers)`,
  `CREATE TABLE silver.copied AS SELECT id, email AS status FROM silver.customers`,
  `CREATE UNIQUE INDEX silver.guess ON customers (substr(full_name, 1, 1))`,
  `CREATE TRIGGER silver.t AFTER UPDATE ON customers WHEN new.full_name < 'm' BEGIN DELETE FROM orders; END`,
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

it('a guess that is put beside the others is answered so often, and no oftener', async () => {
  const [kernel] = kernels;
  const put = async (at: number): Promise<string | undefined> =>
    (
      await kernel?.call('postgres__execute', {
        sql: `INSERT INTO silver.customers (id, email) VALUES (${2000 + at}, 'guess ${at}')`,
      })
    )?.code;
  const codes: (string | undefined)[] = [];
  while (codes.length < 60 && codes.at(-1) !== 'budget-spent') codes.push(await put(codes.length));
  expect(codes[0]).toBe('allowed');
  expect(codes.at(-1)).toBe('budget-spent');
});
