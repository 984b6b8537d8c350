// What could make an answer run into a bound beside a masked value: each is a question about it. What cannot is none.
import { describe, expect, it } from 'vitest';
import { readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const c = 'silver.customers';
const asked = (sql: string): readonly string[] => {
  const { opaque, filtersOn } = read(sql);
  expect(opaque).toEqual([]);
  return filtersOn.map(({ column }) => column);
};

describe('a question about e-mail addresses', () => {
  it.each([
    `SELECT group_concat(a.email) FROM ${c} a, ${c} b, ${c} d`,
    `SELECT json_group_array(a.email) FROM ${c} a JOIN silver.orders o ON o.customer_id = a.id`,
    `SELECT length(group_concat(a.email)) FROM ${c} a CROSS JOIN ${c} b`,
    `SELECT count(*) FROM (SELECT group_concat(a.email) AS e FROM ${c} a, ${c} b) x`,
    `WITH a AS (SELECT email AS e FROM ${c} UNION ALL SELECT email FROM ${c}) SELECT group_concat(e) FROM a`,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9) SELECT group_concat(email) FROM n, ${c}`,
    `SELECT string_agg(email, ',') OVER () FROM ${c}`,
    `SELECT o.id, (SELECT group_concat(email) FROM ${c}) FROM silver.orders o`,
    `SELECT group_concat(c.email) FROM ${c} c, json_each('[1,2,3]')`,
    `SELECT ${'email || '.repeat(201)}'x' FROM ${c}`,
    `SELECT concat(${'email, '.repeat(200)}email) FROM ${c}`,
    `SELECT ${'quote('.repeat(8)}email${')'.repeat(8)} FROM ${c}`,
    `SELECT email || '${'x'.repeat(900)}', ${'email || '.repeat(190)}'x' FROM ${c}`,
    `SELECT concat(e, e, e, e, e, e, e, e) FROM (SELECT concat(e, e, e, e, e, e, e, e) AS e FROM (SELECT concat(${'email, '.repeat(20)}'x') AS e FROM ${c}) x) x`,
    `SELECT ${'quote('.repeat(11)}email${')'.repeat(11)} FROM ${c}`,
    `SELECT ${'email, '.repeat(200)}id FROM ${c}`,
  ])('%s', (sql) => {
    expect(asked(sql)).toContain('email');
  });
});

it('what a view gathers from is not looked into', () => {
  expect(asked('SELECT group_concat(contact) FROM silver.v_contacts')).not.toEqual([]);
});

describe('no question at all', () => {
  it.each([
    `SELECT group_concat(email) FROM ${c}`,
    `SELECT country, group_concat(email) AS e FROM ${c} WHERE id > 1 GROUP BY country`,
    `SELECT group_concat(email) FROM (SELECT email FROM ${c} WHERE id < 9)`,
    `WITH t AS (SELECT email FROM ${c}) SELECT group_concat(email) FROM t`,
    `SELECT (SELECT group_concat(email) FROM ${c}) AS e`,
    `SELECT c.email, o.amount FROM ${c} c JOIN silver.orders o ON o.customer_id = c.id`,
    `SELECT group_concat(o.status), count(c.email) FROM ${c} c JOIN silver.orders o ON o.customer_id = c.id`,
    `SELECT full_name || ' ' || email || ' (' || country || ')' AS s FROM ${c}`,
    `SELECT ${'email || '.repeat(11)}'x', concat(email, concat(email, email), quote(country)) FROM ${c}`,
    `SELECT * FROM ${c}`,
  ])('%s', (sql) => {
    expect(asked(sql)).toEqual([]);
  });
});
