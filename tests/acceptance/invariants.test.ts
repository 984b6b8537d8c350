// The three invariants through every door that an agent has: one kernel, one lake that no call may change, and the answers a reader without a kernel would get.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, journal, type Kernel, startKernel, verb } from './kernel.js';
import { type Lake, makeLake, people } from './lake.js';
import { tracesIn } from './traces.js';

let lake: Lake;
let kernel: Kernel;
let untouched: string;
const asked: Answer[] = [];
let told = 0;

const call = async (tool: string, args: Readonly<Record<string, unknown>>): Promise<Answer> => {
  const answer = await kernel.call(tool, args);
  asked.push(answer);
  return answer;
};
const execute = (sql: string): Promise<Answer> => call('postgres__execute', { sql });
const query = (sql: string): Promise<Answer> => call('postgres__query', { sql });

beforeAll(async () => {
  lake = makeLake();
  untouched = JSON.stringify(lake.everything());
  kernel = await startKernel(lake);
  await kernel.client.listTools();
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});
// What holds for every call of this file.
afterEach(() => {
  expect(JSON.stringify(lake.everything())).toBe(untouched);
  expect(tracesIn(JSON.stringify(asked.slice(told)))).toEqual([]);
  told = asked.length;
});

const destructive: readonly (readonly [string, string])[] = [
  ['forbidden', 'DROP TABLE silver.customers'],
  ['forbidden', 'drop/**/table IF EXISTS "silver" . [customers]'],
  ['not-understood', 'DROP TABLE main.customers'],
  ['forbidden', 'DELETE FROM silver.customers'],
  ['forbidden', 'DELETE FROM customers'],
  ['not-understood', 'TRUNCATE TABLE silver.customers'],
  ['forbidden', 'DELETE FROM silver.customers RETURNING *'],
  ['forbidden', 'DELETE FROM silver.customers WHERE 1'],
  ['forbidden', 'DELETE FROM silver.customers WHERE 1 = 1'],
  ['forbidden', 'DELETE FROM silver.customers WHERE id = id'],
  ['forbidden', 'DELETE FROM silver.customers WHERE id IS NOT NULL'],
  ['forbidden', 'DELETE FROM silver.customers WHERE id = 1 OR 1 = 1'],
  ['forbidden', "DELETE FROM silver.customers WHERE country LIKE '%'"],
  ['forbidden', 'DELETE FROM silver.customers WHERE EXISTS (SELECT 1)'],
  ['row-guard', 'DELETE FROM silver.customers WHERE id > -1'],
  ['row-guard', "DELETE FROM silver.customers WHERE country IN ('NL', 'DE')"],
  ['row-guard', 'DELETE FROM silver.customers WHERE id IN (SELECT id FROM silver.customers)'],
  ['row-guard', 'DELETE FROM silver.customers WHERE NOT id = 99'],
  ['forbidden', "UPDATE silver.customers SET segment = 'x'"],
  ['forbidden', "UPDATE silver.customers SET segment = 'x' WHERE true"],
  ['forbidden', "UPDATE silver.customers SET segment = 'x' FROM (SELECT 1)"],
  ['forbidden', 'UPDATE OR REPLACE silver.customers SET id = 1'],
  ['row-guard', 'REPLACE INTO silver.customers SELECT * FROM silver.customers'],
  [
    'row-guard',
    'INSERT INTO silver.customers(id) SELECT id FROM silver.customers WHERE true ON CONFLICT(id) DO UPDATE SET email = NULL',
  ],
  ['forbidden', 'ALTER TABLE silver.customers RENAME TO gone'],
  ['forbidden', 'ALTER TABLE silver.customers DROP COLUMN email'],
  ['forbidden', 'ALTER TABLE silver.customers ADD COLUMN x'],
  ['forbidden', 'ALTER TABLE silver.customers RENAME COLUMN email TO e'],
  ['not-understood', 'CREATE TRIGGER silver.t AFTER INSERT ON orders BEGIN DELETE FROM customers; END'],
  ['not-understood', 'CREATE TRIGGER silver.t INSTEAD OF DELETE ON v BEGIN DELETE FROM customers; END'],
  [
    'not-understood',
    'CREATE TEMP TRIGGER t AFTER INSERT ON silver.orders BEGIN DELETE FROM silver.customers; END',
  ],
  ['forbidden', 'WITH x AS (SELECT 1) DELETE FROM silver.customers'],
  ['row-guard', 'WITH x AS (SELECT id FROM silver.customers) DELETE FROM silver.customers WHERE id IN x'],
  ['not-understood', 'SELECT 1; DROP TABLE silver.customers'],
  ['not-understood', 'DELETE FROM silver.customers WHERE id = 1; DELETE FROM silver.customers'],
  ['not-understood', 'DELETE FROM silver.customers WHERE id = 1;-- \nDROP TABLE silver.customers'],
  ['not-understood', 'SELECT 1;\0 DROP TABLE silver.customers'],
  ['not-understood', 'PRAGMA writable_schema = 1'],
  ['forbidden', "ATTACH 'elsewhere.db' AS x"],
  ['not-understood', 'DETACH silver'],
  ['not-understood', "UPDATE silver.sqlite_schema SET sql = ''"],
  ['forbidden', 'BEGIN'],
  ['not-understood', 'EXPLAIN DROP TABLE silver.customers'],
  ['forbidden', 'DELETE FROM protected.salaries WHERE employee_id = 1'],
];

/** The rule that speaks first; that others would as well is no reason to miss it. */
const ruleFor = (sql: string): string => {
  if (/^(?:attach|begin)/i.test(sql)) return 'kernel:session-control';
  if (/^drop|(?:drop|rename) column/i.test(sql)) return 'no-destructive-ops/no-drop';
  if (sql.startsWith('ALTER')) return 'no-destructive-ops/no-alter';
  return `no-destructive-ops/${sql.includes('protected.') ? 'protected-domain' : 'no-unscoped-write'}`;
};

describe('nothing that an agent says destroys', () => {
  it.each(destructive)('%s: %s', async (code, sql) => {
    const answer = await execute(sql);
    expect(answer.code).toBe(code);
    if (code === 'forbidden') expect(answer.rule).toBe(ruleFor(sql));
  });

  it.each(destructive.filter(([code]) => code !== 'not-understood'))(
    '%s: nor does the door for reading: %s',
    async (_, sql) => {
      expect((await query(sql)).isError).toBe(true);
    },
  );

  it('a write past the row guard is rolled back and the count is told', async () => {
    const answer = await execute("UPDATE silver.customers SET segment = 'x' WHERE country = 'NL'");
    expect(answer.code).toBe('row-guard');
    expect(answer.text).toContain('changes: 4');
  });
});

const shown: readonly string[] = [
  'SELECT * FROM silver.customers',
  'SELECT email AS id FROM silver.customers',
  'SELECT email AS country, full_name AS segment FROM silver.customers',
  'SELECT "email", [full_name], `phone`, PHONE FROM silver.customers',
  'SELECT silver.customers.email FROM silver.customers',
  'SELECT email COLLATE NOCASE FROM silver.customers',
  'SELECT country FROM silver.customers UNION ALL SELECT email FROM silver.customers',
  'SELECT id FROM silver.customers UNION ALL SELECT phone FROM silver.customers',
  'SELECT substr(email, 1, 4) FROM silver.customers',
  'SELECT hex(email), quote(full_name), CAST(phone AS BLOB) FROM silver.customers',
  'SELECT upper(full_name), lower(email) FROM silver.customers',
  'SELECT length(email), unicode(email), instr(email, char(113)) FROM silver.customers',
  'SELECT char(unicode(full_name)) FROM silver.customers',
  'SELECT (SELECT email FROM silver.customers s WHERE s.id = c.id) FROM silver.customers c',
  'SELECT e FROM (SELECT email AS e FROM silver.customers)',
  'WITH x(a) AS (SELECT email FROM silver.customers) SELECT a FROM x',
  'VALUES ((SELECT email FROM silver.customers LIMIT 1))',
  "SELECT json_object('v', email), json_array(full_name) FROM silver.customers",
  'SELECT json_group_array(email), json_group_object(id, phone) FROM silver.customers',
  'SELECT group_concat(email), group_concat(phone, full_name) FROM silver.customers',
  'SELECT sum(unicode(email)), avg(length(full_name)) FROM silver.customers',
  "SELECT replace(email, '@', '#'), printf('%s', full_name), phone || '' FROM silver.customers",
  'SELECT coalesce(NULL, email), iif(1, phone, 0), CASE WHEN id > 0 THEN full_name END FROM silver.customers',
  "SELECT email LIKE 'q%', email > full_name FROM silver.customers",
  "SELECT sum(email > 'm'), CASE WHEN email > 'm' THEN 1 ELSE 0 END FROM silver.customers WHERE id = 1",
  'SELECT first_value(email) OVER (ORDER BY id), lag(phone) OVER (ORDER BY id) FROM silver.customers WHERE id > 1',
  'SELECT a.email FROM silver.customers a JOIN silver.customers b ON a.id = b.id',
  'SELECT s.full_name FROM silver.customers s JOIN silver.orders o ON o.customer_id = s.id',
  'SELECT notes, substr(notes, 6, 20) FROM bronze.customers_raw',
  'SELECT DISTINCT email FROM silver.customers',
];

const cells = (answer: Answer): readonly unknown[] =>
  (Array.isArray(answer.content.rows) ? answer.content.rows : []).flat();

/** A cell is clear when a reader without a kernel would get the same from a classified column. */
const clearOf = (raw: readonly unknown[], got: readonly unknown[], answer: Answer): readonly unknown[] =>
  raw.filter(
    (value, at) =>
      value !== null &&
      !['NL', 'DE', 'retail', 'business'].includes(String(value)) &&
      (got[at] === value || (String(value).length > 3 && answer.text.includes(String(value)))),
  );

describe('no e-mail, name or phone leaves', () => {
  it.each(shown)('masked: %s', async (sql) => {
    const answer = await query(sql);
    expect(answer.isError).toBe(false);
    const raw = lake.rows(sql).flat();
    expect(raw.length).toBeGreaterThan(0);
    expect(cells(answer)).toHaveLength(raw.length);
    const ids = sql.includes('*') ? people.map((one) => one.id) : [];
    expect(clearOf(raw, cells(answer), answer).filter((one) => !ids.includes(Number(one)))).toEqual([]);
  });

  it('whether a comparison with a classified value holds does not show as a NULL', async () => {
    const sql = "SELECT nullif(email > 'm', 0), nullif(email LIKE 'q%', 1) FROM silver.customers";
    const seen = cells(await query(sql));
    expect(seen).toHaveLength(16);
    expect(new Set(seen).size).toBe(1);
  });

  it.each([
    "SELECT id FROM silver.customers WHERE email LIKE 'q%'",
    "SELECT count(*) FROM silver.customers WHERE substr(phone, 5, 1) = '2'",
    "SELECT count(*) FILTER (WHERE email > 'm') FROM silver.customers",
    'SELECT id FROM silver.customers WHERE id = length(full_name) - 12',
    "SELECT id FROM (SELECT id, email AS e FROM silver.customers) WHERE e > 'm'",
    'SELECT id FROM silver.customers WHERE email IN (SELECT email FROM bronze.customers_raw)',
    'SELECT id FROM silver.customers ORDER BY email',
    'SELECT id, email FROM silver.customers ORDER BY 2',
    "SELECT id FROM silver.customers ORDER BY CASE WHEN full_name > 'm' THEN 1 ELSE 2 END",
    'SELECT id, row_number() OVER w FROM silver.customers WINDOW w AS (ORDER BY email)',
    'SELECT id, rank() OVER (PARTITION BY full_name ORDER BY id) FROM silver.customers',
    'SELECT id FROM silver.customers LIMIT (SELECT unicode(email) FROM silver.customers WHERE id = 1)',
    'SELECT id FROM silver.customers GROUP BY email',
    "SELECT country FROM silver.customers GROUP BY country HAVING min(email) > 'm'",
    'SELECT a.id FROM silver.customers a JOIN silver.customers b ON a.email < b.email',
    'SELECT a.id FROM silver.customers a JOIN bronze.customers_raw b USING (email)',
    'SELECT id FROM silver.customers NATURAL JOIN bronze.customers_raw',
    'SELECT min(email), max(full_name) FROM silver.customers',
    'SELECT value FROM silver.customers, json_each(json_array(email))',
    'SELECT country, email FROM silver.customers UNION SELECT email, country FROM silver.customers',
    'SELECT * FROM silver.customers EXCEPT SELECT * FROM silver.customers WHERE id = 1',
  ])('no row is chosen or ordered by a classified value: %s', async (sql) => {
    expect((await query(sql)).code).toBe('classified-filter');
  });

  it.each([
    'UPDATE silver.customers SET id = email WHERE id = 1',
    "UPDATE silver.customers SET country = (SELECT email LIKE 'a%' FROM silver.customers WHERE id = 2) WHERE id = 1",
    "INSERT INTO silver.orders(id, status) VALUES (900, CASE WHEN (SELECT email FROM silver.customers) > 'm' THEN 1 END)",
  ])('a classified value does not move to where its class cannot follow: %s', async (sql) => {
    expect(['classified-flow', 'classified-filter']).toContain((await execute(sql)).code);
  });

  it('the schema, protected data and what the catalog does not know are out of reach', async () => {
    expect((await query('SELECT sql FROM silver.sqlite_schema')).code).toBe('unknown-dataset');
    expect((await query('SELECT * FROM protected.salaries')).rule).toBe(
      'no-destructive-ops/protected-domain',
    );
    expect((await query('SELECT amount FROM salaries')).isError).toBe(true);
    expect((await call('postgres__export', { table: 'protected.salaries' })).isError).toBe(true);
    expect((await call('postgres__describe_table', { table: 'protected.salaries' })).isError).toBe(true);
    expect((await call('aegis__catalog', {})).text).not.toContain('salaries');
  });

  it('an export and an object come masked', async () => {
    for (const format of ['csv', 'json']) {
      const { content } = await call('postgres__export', { table: 'silver.customers', format });
      expect(content.rows).toHaveLength(8);
    }
    const object = await call('s3__get', { key: 'silver/people.txt' });
    expect(object.isError).toBe(false);
    expect(object.text).not.toContain('@canary');
  });

  it('nor through errors: a statement that fails inside the system tells a code alone', async () => {
    const answer = await query("SELECT json_extract(country, 'qzvx') FROM silver.customers");
    expect(answer.code).toBe('downstream-failed');
    expect(answer.content.facts).toEqual(['SQLITE_ERROR']);
  });
});

describe('nothing unchecked reaches gold', () => {
  it.each([
    ['precondition-failed', 'INSERT INTO gold.customers SELECT * FROM silver.customers'],
    [
      'precondition-failed',
      'WITH x AS (SELECT * FROM silver.customers) INSERT INTO gold.customers SELECT * FROM x',
    ],
    ['precondition-failed', "INSERT INTO gold.customers VALUES (1, 'a', 'b', 'c', 'd', 'e')"],
    ['precondition-failed', 'INSERT INTO gold.customers DEFAULT VALUES'],
    ['precondition-failed', "INSERT INTO daily_revenue VALUES ('a', 1, 1)"],
    ['precondition-failed', 'INSERT INTO gold.customers SELECT * FROM gold.customers'],
    ['classified-flow', 'INSERT INTO gold.customers SELECT * FROM bronze.customers_raw'],
    [
      'precondition-failed',
      "INSERT INTO gold.customers(id, email, segment) SELECT id, email, 'x' FROM bronze.customers_raw",
    ],
    ['precondition-failed', 'CREATE TABLE IF NOT EXISTS gold.customers AS SELECT 1'],
    ['unknown-dataset', 'CREATE TABLE gold.customers2 AS SELECT * FROM silver.customers'],
    ['not-understood', 'CREATE VIEW gold.v AS SELECT * FROM silver.customers'],
    ['not-granted', 'REPLACE INTO gold.customers(id) VALUES (100)'],
    ['not-granted', "UPDATE gold.customers SET segment = 'x' WHERE id = 100"],
    ['not-granted', 'DELETE FROM gold.customers WHERE id = 100'],
  ])('%s: %s', async (code, sql) => {
    expect((await execute(sql)).code).toBe(code);
  });

  it('no object is put or copied under gold', async () => {
    const put = { key: 'gold/exports/x.csv', body: 'id\n1\n' };
    expect((await call('s3__put', put)).rule).toBe('gold-needs-validation/validated-and-unchanged');
    const copy = { source: 'silver/people.txt', key: 'gold/exports/x.csv' };
    expect((await call('s3__copy', copy)).isError).toBe(true);
    expect((await call('s3__put', { ...put, key: 'gold/exports/../x.csv' })).isError).toBe(true);
    expect((await call('s3__put', { ...put, key: 'silver/../gold/exports/x.csv' })).isError).toBe(true);
    expect((await call('s3__put', { ...put, key: 'gold/x.csv' })).code).toBe('unknown-dataset');
    expect((await call('s3__delete', { key: 'gold/exports/x.csv' })).isError).toBe(true);
  });

  it('a promotion without a receipt, or of what is not silver, is denied and says what to call', async () => {
    const promote = (source: string, target = 'gold.customers') => call('aegis__promote', { source, target });
    const denied = await promote('silver.customers');
    expect(denied.rule).toBe('gold-needs-validation/validated-and-unchanged');
    expect(denied.text).toContain('aegis__validate {"dataset":"silver.customers"}');
    expect((await promote('bronze.customers_raw')).isError).toBe(true);
    expect((await promote('gold.customers', 'gold.daily_revenue')).isError).toBe(true);
    expect((await promote('silver.customers', 'silver.orders')).isError).toBe(true);
    expect((await promote('protected.salaries')).isError).toBe(true);
    const object = { source: 'silver.customers', target: 'gold.exports', key: 'c.csv' };
    expect((await call('aegis__promote', object)).isError).toBe(true);
  });

  it('a bronze dataset earns no receipt', async () => {
    expect((await call('aegis__validate', { dataset: 'bronze.customers_raw' })).isError).toBe(true);
  });

  it('the kernel-only tools that could do it are unknown to an agent', async () => {
    const version = { source: 'silver.customers', version: 'x', target: 'gold.customers' };
    expect((await call('postgres__copy_if_version', version)).code).toBe('unknown-tool');
    const put = { key: 'gold/exports/x.csv', body: 'x', source: 'silver.customers' };
    expect((await call('s3__put_if_absent_or_version', put)).code).toBe('unknown-tool');
  });
});

describe('afterwards', () => {
  it('every denial stands in the chain with its code under its decision id', () => {
    const ends = new Map(
      journal(lake).flatMap(({ type, decision, body }) => {
        const denial = type === 'deny' ? body : body.denial;
        return denial === undefined ? [] : [[decision, JSON.stringify(denial)]];
      }),
    );
    const denied = asked.filter((one) => one.isError);
    expect(denied.length).toBeGreaterThan(100);
    expect(denied.filter(({ decision, code }) => !ends.get(decision)?.includes(`"${code}"`))).toEqual([]);
  });

  it('no byte received, said or recorded holds a trace of a person', () => {
    const bytes = `${kernel.received()}${kernel.stderr()}${JSON.stringify(journal(lake))}`;
    expect(bytes.length).toBeGreaterThan(100_000);
    expect(tracesIn(bytes)).toEqual([]);
    expect(tracesIn(JSON.stringify(lake.everything())).length).toBeGreaterThan(100);
  });

  it('the chain is whole', () => {
    expect(verb(lake, 'audit', 'verify').exit).toBe(0);
  });
});

describe('a dirty dataset', () => {
  it('fails its checks by name, earns no receipt and is not promoted', async () => {
    const dirty = makeLake();
    dirty.write(
      "UPDATE silver.customers SET country = NULL WHERE id = 3; UPDATE silver.customers SET segment = 'a@b.example' WHERE id = 4",
    );
    const before = JSON.stringify(dirty.everything());
    const own = await startKernel(dirty);
    const report = await own.call('aegis__validate', { dataset: 'silver.customers' });
    expect(report.content).toMatchObject({ passed: false });
    expect(JSON.stringify(report.content.failures)).toMatch(
      /"not-null","failing":1,"keys":\[.*3.*no-raw-pii/,
    );
    const promoted = await own.call('aegis__promote', {
      source: 'silver.customers',
      target: 'gold.customers',
    });
    expect(promoted.code).toBe('precondition-failed');
    expect(JSON.stringify(dirty.everything())).toBe(before);
    expect(own.received()).not.toContain('a@b.example');
    await own.close();
    dirty.remove();
  });
});
