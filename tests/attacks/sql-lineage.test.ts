// Classified values under other names, through every construct that carries one. None leaves in clear.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attacked, attacked } from './kernel.js';

let kernel: Attacked;
beforeAll(async () => {
  kernel = await attacked();
});
afterAll(async () => {
  await kernel.close();
});

const from = 'FROM silver.customers';

describe('a classified value is masked whatever it is called', () => {
  it.each([
    `SELECT full_name ${from}`,
    `SELECT * ${from}`,
    `SELECT id AS full_name, full_name AS id ${from}`,
    `SELECT "full_name" AS id, [full_name] AS country, \`full_name\` AS segment ${from}`,
    `SELECT c.'full_name' AS country ${from} c`,
    `SELECT (full_name), full_name COLLATE NOCASE ${from}`,
    `SELECT 'x' UNION ALL SELECT full_name ${from}`,
    `SELECT 1, 2 UNION ALL SELECT id, full_name ${from}`,
    `SELECT count(*) FROM silver.orders UNION ALL SELECT full_name ${from}`,
    `SELECT status FROM silver.orders UNION ALL SELECT full_name ${from}`,
    `SELECT 1 UNION ALL VALUES ((SELECT full_name ${from}))`,
    `VALUES ('x') UNION ALL SELECT full_name ${from}`,
    `SELECT (SELECT 'x' UNION ALL SELECT full_name ${from} LIMIT 1 OFFSET 1)`,
    `WITH t(a) AS (SELECT 'x' UNION ALL SELECT full_name ${from}) SELECT a FROM t`,
    `WITH RECURSIVE t(a, n) AS (SELECT '', 0 UNION ALL SELECT (SELECT full_name ${from} LIMIT 1), 1 FROM t LIMIT 3) SELECT a FROM t`,
    `SELECT hex(full_name), quote(full_name), substr(full_name, 1, 3), upper(full_name) ${from}`,
    `SELECT coalesce(segment, full_name), country || full_name ${from}`,
    `SELECT group_concat(full_name), json_group_array(full_name) ${from}`,
    `SELECT json_object('n', full_name), json_array(full_name) ${from}`,
    `SELECT (SELECT group_concat(full_name) ${from})`,
    `SELECT soundex(full_name), json_object('n', full_name) ${from}`,
    `EXPLAIN SELECT full_name ${from}`,
    `EXPLAIN QUERY PLAN SELECT id, 'x' || full_name ${from}`,
    `SELECT CAST(full_name AS BLOB), typeof(full_name), length(full_name) ${from}`,
  ])('%s', async (sql) => {
    expect(await kernel.query(sql)).toBe('allowed');
    expect(kernel.leaked()).toEqual([]);
  });

  it.each(['id, full_name', "full_name || ''", '*', 'lower(full_name) AS id', '(SELECT full_name)'])(
    'RETURNING %s',
    async (list) => {
      await kernel.execute(`UPDATE silver.customers SET segment = 'x' WHERE id = 1 RETURNING ${list}`);
      expect(kernel.leaked()).toEqual([]);
    },
  );

  it.each<[string, string]>([
    ['SELECT * FROM sqlite_schema', 'unknown-dataset'],
    ['SELECT * FROM silver.sqlite_schema', 'unknown-dataset'],
    ["SELECT * FROM pragma_table_info('customers')", 'not-understood'],
    ['SELECT * FROM pragma_database_list', 'forbidden'],
    ['SELECT * FROM dbstat', 'not-understood'],
    ["SELECT * FROM bytecode('SELECT 1')", 'not-understood'],
    ["SELECT load_extension('x')", 'not-understood'],
    ["SELECT readfile('/etc/hosts')", 'not-understood'],
    ['SELECT sqlite_compileoption_get(1)', 'not-understood'],
    ['PRAGMA table_list', 'forbidden'],
    ['EXPLAIN SELECT amount FROM protected.salaries', 'forbidden'],
    ['EXPLAIN PRAGMA table_list', 'not-understood'],
    ['SELECT * FROM protected.salaries', 'forbidden'],
    ['SELECT * FROM salaries', 'forbidden'],
    ['SELECT (SELECT amount FROM protected.salaries)', 'forbidden'],
    ['SELECT 1 FROM silver.orders WHERE EXISTS (SELECT 1 FROM protected.salaries)', 'forbidden'],
    [`SELECT 1; SELECT full_name ${from}`, 'not-understood'],
    ["SELECT '\\'; DROP TABLE silver.customers; --'", 'not-understood'],
    ['SELECT $$; DROP TABLE silver.customers; --$$', 'not-understood'],
    [`SELECT \u200bfull_name ${from}`, 'not-understood'],
    [`SELECT full_name ${from} --\r; DROP TABLE silver.customers`, 'not-understood'],
    [`SELECT ${'('.repeat(80)}1${')'.repeat(80)} ${from}`, 'not-understood'],
  ])('%s is %s', async (sql, code) => {
    expect(await kernel.query(sql)).toBe(code);
  });
});
