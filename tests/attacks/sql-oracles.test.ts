// Questions about values that may not be seen: by row, by null, by error, by name, by order. None is answered.
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
const overflow = 'abs(-9223372036854775808)';

describe('a question about a classified value is denied', () => {
  it.each([
    // Rows chosen by a classified column.
    `SELECT id ${from} WHERE full_name LIKE 'A%'`,
    `SELECT id ${from} ORDER BY email LIMIT 1`,
    `SELECT id, full_name ${from} ORDER BY 2`,
    `SELECT count(*) FILTER (WHERE full_name LIKE 'A%') ${from}`,
    `SELECT country ${from} GROUP BY country HAVING max(full_name) > 'M'`,
    `SELECT DISTINCT substr(full_name, 1, 1) ${from}`,
    `SELECT id, rank() OVER (ORDER BY full_name) ${from}`,
    `SELECT first_value(id) OVER (PARTITION BY full_name) ${from}`,
    `SELECT group_concat(id ORDER BY full_name) ${from}`,
    `SELECT min(full_name), id ${from}`,
    `SELECT 1 ${from} NATURAL JOIN bronze.customers_raw`,
    `SELECT 1 ${from} JOIN bronze.customers_raw USING (email)`,
    `SELECT a.id ${from} a LEFT JOIN bronze.customers_raw b ON a.email = b.email`,
    `SELECT id FROM silver.orders WHERE amount > (SELECT unicode(full_name) ${from} WHERE id = 1)`,
    `SELECT id FROM silver.orders LIMIT (SELECT length(full_name) ${from} WHERE id = 1)`,
    `SELECT id FROM silver.orders WHERE 'x' IN (SELECT full_name ${from})`,
    `SELECT 12 INTERSECT SELECT length(full_name) ${from}`,
    `SELECT full_name ${from} UNION SELECT 'guess'`,
    // Arguments of a table function choose rows as a WHERE does.
    `SELECT c.id ${from} c, json_each(CASE WHEN c.full_name LIKE 'A%' THEN '[1]' ELSE '[]' END)`,
    `SELECT c.id ${from} c JOIN json_each('{"' || c.full_name || '":1}') j WHERE j.key LIKE 'A%'`,
    `SELECT c.id, count(*) ${from} c, json_each(json_array(c.full_name)) GROUP BY c.id`,
    `SELECT x.id FROM (SELECT id, json_array(full_name) AS country ${from}) x, json_each(x.country)`,
    `SELECT 1 FROM (silver.customers c, json_tree(json_array(c.full_name)))`,
    // A key word that names a column is a name.
    ...['match', 'like', 'end', 'current_date'].map(
      (word) => `SELECT x.id FROM (SELECT id, full_name AS ${word} ${from}) x WHERE x.${word} LIKE 'A%'`,
    ),
    `SELECT id FROM (SELECT id, full_name end ${from}) WHERE end LIKE 'A%'`,
    // An arm of a union lends its name to the others.
    `SELECT 1 FROM (SELECT id, country ${from} WHERE 0 UNION ALL SELECT id, full_name ${from}) WHERE country LIKE 'A%'`,
    `SELECT 1 FROM (SELECT country ${from} WHERE 0 UNION ALL SELECT full_name ${from}) WHERE lower(country) LIKE 'a%'`,
    `WITH u AS (SELECT country ${from} WHERE 0 UNION ALL SELECT full_name ${from}) SELECT 1 WHERE EXISTS (SELECT 1 FROM u WHERE country LIKE 'A%')`,
    // A pinned row may be asked whether it holds a value, not what its value is like.
    `SELECT id ${from} WHERE id = 1 AND full_name LIKE 'A%'`,
    `SELECT id ${from} WHERE id = 1 AND full_name > 'M'`,
    `SELECT id ${from} WHERE id = 1 AND substr(full_name, 1, 1) = 'A'`,
    `SELECT count(*) FILTER (WHERE full_name LIKE 'A%') ${from} WHERE id = 1`,
    // Gathered again and again, until it is past every bound.
    `SELECT length(group_concat(a.full_name)) ${from} a, silver.customers b, silver.customers c, silver.customers d`,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT group_concat(full_name) FROM n, silver.customers`,
    // The reply is as long as a classified value says, and fails where it is too long.
    `SELECT CASE WHEN c.full_name LIKE 'A%' THEN c.segment END ${from} c, silver.orders a, silver.orders b WHERE c.id = 1 LIMIT 900`,
    `SELECT substr(c.segment, 1, unicode(c.full_name) * 400) ${from} c, silver.orders a, silver.orders b WHERE c.id = 1`,
    `SELECT trim(segment, full_name) ${from}`,
    `SELECT concat(${'c.full_name, '.repeat(990)}'') ${from} c, silver.orders a, silver.orders b WHERE c.id = 1`,
    `SELECT coalesce(full_name, (SELECT count(*) FROM silver.orders a, silver.orders b, silver.orders d)) ${from} WHERE id = 1`,
    // Conditions and errors among the outputs.
    `SELECT nullif('Ana Almqvist' IN (SELECT full_name ${from}), 0)`,
    `SELECT n LIKE 'A%' FROM (SELECT full_name AS n ${from})`,
    `SELECT CASE WHEN full_name LIKE 'A%' THEN ${overflow} END ${from} WHERE id = 1`,
    `SELECT iif(n LIKE 'A%', ${overflow}, 1) FROM (SELECT full_name AS n ${from})`,
    `SELECT full_name LIKE 'A%' AND ${overflow} ${from} WHERE id = 1`,
    `SELECT json_extract(full_name, '$') ${from} WHERE id = 1`,
    `SELECT CASE WHEN full_name LIKE 'A%' THEN 'a' LIKE 'b' ESCAPE 'xx' END ${from} WHERE id = 1`,
    `SELECT full_name LIKE 'A' ESCAPE country ${from} WHERE id = 1`,
    `SELECT iif(full_name LIKE 'A%', like('a', 'b', 'xx'), 0) ${from} WHERE id = 1`,
    // Somebody has written a pattern of a hundred thousand signs, and numbers that no sum holds, where they are clear.
    `SELECT CASE WHEN c.full_name LIKE 'A%' THEN 'a' LIKE o.status END ${from} c, silver.orders o`,
    `SELECT CASE WHEN c.full_name LIKE 'A%' THEN 'a' LIKE ('a') || o.status END ${from} c, silver.orders o`,
    `SELECT CASE WHEN c.full_name LIKE 'A%' THEN glob(o.status, 'a') END ${from} c, silver.orders o`,
    `SELECT sum(CASE WHEN c.full_name LIKE 'A%' THEN o.id ELSE 0 END) ${from} c, silver.orders o`,
    `SELECT sum(iif(c.full_name LIKE 'A%', o.id, 0)) ${from} c, silver.orders o`,
    `SELECT sum((c.full_name LIKE 'A%') * o.id) ${from} c, silver.orders o`,
    `SELECT sum(CASE WHEN full_name LIKE 'A%' THEN 999999999 END * CASE WHEN id THEN 999999999 END) ${from}`,
    `SELECT json_object('a', 1) -> full_name ${from} WHERE id = 1`,
    `SELECT CASE WHEN full_name LIKE 'A%' THEN printf('%1000000000d', 1) END ${from} WHERE id = 1`,
    `SELECT json_array(CASE WHEN full_name LIKE 'A%' THEN CAST('x' AS BLOB) END) ${from} WHERE id = 1`,
    `SELECT CASE WHEN full_name LIKE 'A%' THEN hex(hex(hex(hex('x')))) END ${from} WHERE id = 1`,
    `SELECT full_name LIKE '${'%'.repeat(2000)}' ${from} WHERE id = 1`,
    `SELECT CASE WHEN full_name LIKE 'A%' THEN (SELECT count(*) FROM silver.orders a, silver.orders b, silver.orders c) END ${from} WHERE id = 1`,
    `SELECT sum(instr(full_name, 'A') * 9223372036854775807) ${from}`,
    `SELECT length(replace(full_name, 'A', printf('%.*c', 30000, 'x'))) ${from} WHERE id = 1`,
    `SELECT CASE WHEN (SELECT 'x' FROM silver.orders WHERE 0 UNION ALL SELECT full_name ${from}) LIKE 'A%' THEN ${overflow} END`,
    `SELECT CASE WHEN (SELECT * FROM (SELECT full_name ${from})) LIKE 'A%' THEN ${overflow} END`,
    `SELECT count(*) FROM (SELECT id ${from} ORDER BY CASE WHEN full_name LIKE 'A%' THEN ${overflow} END)`,
    `SELECT (SELECT CASE WHEN full_name LIKE 'A%' THEN ${overflow} END) ${from} WHERE id = 1`,
    `SELECT count(*) FROM (SELECT CASE WHEN full_name LIKE 'A%' THEN ${overflow} END ${from} LIMIT 9)`,
  ])('%s', async (sql) => {
    expect(await kernel.query(sql)).toBe('classified-filter');
  });

  // One that opens a clause elsewhere is not read as a name.
  it.each([
    ...['of', 'by', 'cast', 'with', 'within', 'raise'].map(
      (word) => `SELECT x.id FROM (SELECT id, full_name AS ${word} ${from}) x WHERE x.${word} LIKE 'A%'`,
    ),
    ...['of', 'by', 'attach', 'partition', 'offset', 'temporary'].map(
      (word) => `SELECT id FROM (SELECT id, full_name ${word} ${from}) WHERE ${word} LIKE 'A%'`,
    ),
    `WITH x(id, by) AS (SELECT id, full_name ${from}) SELECT id FROM x WHERE by LIKE 'A%'`,
  ])('%s', async (sql) => {
    expect(await kernel.query(sql)).toBe('not-understood');
  });

  it.each([
    `SELECT CASE WHEN full_name LIKE 'GUESS%' THEN 1 END ${from}`,
    `SELECT nullif(full_name > 'GUESS', 0), nullif(full_name LIKE 'GUESS%', 1) ${from}`,
    `SELECT 1 / instr(full_name, 'GUESS'), iif(full_name = 'GUESS', NULL, 1) ${from}`,
    `SELECT sum(full_name LIKE 'GUESS%'), count(nullif(instr(full_name, 'GUESS'), 0)) ${from}`,
    // A number that JSON cannot hold is an answer all the same.
    `SELECT CASE WHEN full_name LIKE 'GUESS%' THEN 9223372036854775807.0 END ${from}`,
    `SELECT instr(full_name, 'GUESS') * 9007199254740993, instr(full_name, 'GUESS') * 1e17 ${from}`,
    `SELECT total(CASE WHEN full_name = 'GUESS' THEN 9007199254740993 END) ${from}`,
    `SELECT unicode(nullif(substr(full_name, 1, 1), 'GUESS')), phone LIKE 'GUESS%' ${from} WHERE id = 1`,
  ])('what is computed looks the same for every guess: %s', async (sql) => {
    const answers = await Promise.all(
      ['A', 'Ana Almqvist', '', 'zzz'].map(async (guess) =>
        JSON.stringify(await kernel.rows(sql.replaceAll('GUESS', guess))),
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('REDACTED');
  });

  it('a null that was computed is masked like a value', async () => {
    const rows = await kernel.rows(`SELECT lag(full_name) OVER (ORDER BY id) ${from} LIMIT 2`);
    expect(rows).toEqual([['[REDACTED:pii.name]'], ['[REDACTED:pii.name]']]);
  });

  it('what a row of orders is asked about clear columns is answered', async () => {
    const sql = [
      `SELECT id, email ${from} WHERE country = 'DE' AND segment IS NOT NULL ORDER BY id LIMIT 3 OFFSET 1`,
      `SELECT c.country, count(*) AS n, count(DISTINCT lower(c.email)) ${from} c JOIN silver.orders o ON o.customer_id = c.id GROUP BY c.country ORDER BY n`,
      `SELECT CASE WHEN country = 'DE' THEN 1 ELSE 0 END, upper(email) || 'x' ${from}`,
      `SELECT email ${from} WHERE id = 1 AND email IS NOT NULL`,
      `SELECT email, row_number() OVER (PARTITION BY country ORDER BY id) ${from}`,
      `SELECT country, email ${from} WHERE country = 'DE' UNION ALL SELECT country, email FROM bronze.customers_raw WHERE country = 'FR'`,
      `SELECT full_name, (SELECT count(*) FROM silver.orders o WHERE o.customer_id = c.id) ${from} c`,
    ];
    expect(await Promise.all(sql.map(kernel.query))).toEqual(sql.map(() => 'allowed'));
  });
});

it('where a page ends does not tell how long a masked value beside a long clear one is', async () => {
  for (const id of [1, 2])
    expect(
      await kernel.execute(`UPDATE silver.customers SET segment = '${'x'.repeat(50_000)}' WHERE id = ${id}`),
    ).toBe('allowed');
  const lengths = kernel.stored('silver', 'SELECT length(full_name) FROM customers WHERE id IN (1, 2)');
  expect(new Set(lengths.flat()).size).toBe(2);
  const ends = await Promise.all(
    [1, 2].map(async (id) => {
      const sql = `SELECT c.segment, c.full_name ${from} c, silver.orders a, silver.orders b WHERE c.id = ${id} LIMIT 900`;
      const { isError, content } = await kernel.call('postgres__query', { sql });
      return [isError, Array.isArray(content.rows) ? content.rows.length : 0];
    }),
  );
  expect(ends[0]).toEqual(ends[1]);
  expect(ends[0]?.[0]).toBe(false);
});
