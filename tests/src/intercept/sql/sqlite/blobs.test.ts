// JSON holds no blob but for one that is JSON by its bytes: that it fails tells of the value that a blob was made of, in the same statement or in one after it.
import { describe, expect, it } from 'vitest';
import { withCarries } from '../../../../../src/catalog/overlay.js';
import { lakeCatalog } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const from = 'FROM silver.customers';
const asked = (sql: string, catalog = lakeCatalog) =>
  read(sql, catalog).filtersOn.map(({ column }) => column);

describe('a blob that is made of a value', () => {
  it.each([
    `SELECT json_array(b) FROM (SELECT CAST(email AS BLOB) AS b ${from})`,
    `SELECT json_quote(b) FROM (SELECT CAST(email AS "a blob of") AS b ${from})`,
    `SELECT json_array(b) FROM (SELECT CAST(email AS ) AS b ${from})`,
    `WITH q(b) AS (SELECT CAST(email AS BLOB) ${from}) SELECT json_object('k', max(b, 'a')) FROM q`,
    `SELECT json_group_array(b) FROM (SELECT coalesce(email, x'41') AS b ${from})`,
  ])('is asked about: %s', (sql) => {
    expect(asked(sql)).toContain('email');
  });

  it.each([
    `SELECT json_array(b) FROM (SELECT CAST(email AS TEXT) AS b ${from})`,
    `SELECT json_object('name', n, 'mail', b) FROM (SELECT email AS b, full_name AS n ${from})`,
  ])('a text is not: %s', (sql) => {
    expect(asked(sql)).toEqual([]);
  });
});

describe('where it was carried to', () => {
  const made = read(`INSERT INTO staging.audit_log SELECT id, CAST(email AS BLOB) ${from}`);
  const after = withCarries(lakeCatalog, made.carries);

  it.each([
    'SELECT json_array(what) FROM staging.audit_log',
    "SELECT id, json_object('k', b) FROM (SELECT id, what AS b FROM staging.audit_log)",
    'SELECT json_group_array(a.what) FROM staging.audit_log a',
    'DELETE FROM staging.audit_log WHERE id = 1 RETURNING json_quote(what)',
  ])('JSON asks about it: %s', (sql) => {
    expect(asked(sql, after)).toContain('what');
  });

  it.each([
    'SELECT id, what FROM staging.audit_log',
    'SELECT json_array(id) FROM staging.audit_log',
    `SELECT json_array(email) ${from}`,
  ])('nothing else does: %s', (sql) => {
    expect(asked(sql, after)).toEqual([]);
  });
});
