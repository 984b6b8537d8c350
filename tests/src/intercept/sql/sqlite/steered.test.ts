// A reply that grows too large fails. Whatever makes one longer or shorter by a classified value is a question, however well the value itself is masked.
import { describe, expect, it } from 'vitest';
import { classesOf, readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const from = 'FROM silver.customers c';
const asked = (sql: string) =>
  read(sql)
    .filtersOn.filter(({ isAbsence }) => !isAbsence)
    .map(({ column }) => column);

describe('steered', () => {
  it.each([
    `SELECT CASE WHEN full_name LIKE 'A%' THEN segment END ${from}`,
    `SELECT CASE full_name WHEN 'A' THEN 'x' ELSE segment END ${from}`,
    `SELECT CASE WHEN id = 1 THEN 'x' WHEN full_name > 'm' THEN 'y' ELSE segment || 'z' END ${from}`,
    `SELECT CASE WHEN CASE full_name WHEN 'A' THEN 1 END THEN segment END ${from}`,
    `SELECT CASE WHEN id = 1 THEN CASE WHEN full_name > 'm' THEN segment END END ${from}`,
    `SELECT CASE WHEN full_name LIKE 'A%' THEN ?1 END ${from}`,
    `SELECT iif(full_name LIKE 'A%', segment, 'x') ${from}`,
    `SELECT iif(id = 1, 'x', full_name LIKE 'A%', 'y', segment) ${from}`,
    `SELECT coalesce(full_name, segment) ${from}`,
    `SELECT ifnull(nullif(full_name, 'A'), country) ${from}`,
    `SELECT nullif(segment, full_name) ${from}`,
    `SELECT substr(segment, 1, unicode(full_name)) ${from}`,
    `SELECT substring(segment, length(full_name)) ${from}`,
    `SELECT trim(segment, full_name), id ${from}`,
    `SELECT concat_ws(full_name, segment, 'x') ${from}`,
    `SELECT concat_ws(n, s) FROM (SELECT full_name AS n, segment AS s ${from})`,
    `SELECT lag(segment, length(full_name)) OVER (ORDER BY id) ${from}`,
    `SELECT segment || full_name ${from}, silver.orders o`,
    // Nested, a name may stand for anything.
    `SELECT coalesce(n, s) FROM (SELECT full_name AS n, segment AS s ${from})`,
    `SELECT coalesce(full_name, (SELECT count(*) FROM silver.orders a, silver.orders b)) ${from}`,
    `SELECT substr(s, 1, n) FROM (SELECT segment AS s, full_name AS n ${from})`,
  ])('%s is a question', (sql) => {
    expect(asked(sql)).toEqual(['full_name']);
  });

  it.each<[string, string]>([
    [
      `SELECT CASE WHEN full_name LIKE 'A%' THEN 'x' WHEN full_name IS NULL THEN NULL ELSE -1 END ${from}`,
      'full_name',
    ],
    [`SELECT CASE country WHEN 'DE' THEN full_name ELSE segment END ${from}`, 'full_name'],
    [`SELECT iif(id = 1, full_name, country) ${from}`, 'full_name'],
    [`SELECT coalesce(segment, full_name, 'none') ${from}`, 'full_name'],
    [`SELECT ifnull(full_name, 'none') ${from}`, 'full_name'],
    [`SELECT nullif(trim(full_name), '') ${from}`, 'full_name'],
    [`SELECT substr(full_name, 1, 3), trim(full_name, '. ') ${from}`, 'full_name'],
    [`SELECT substr(full_name, instr(country, 'x') + 1) ${from}`, 'full_name'],
    [`SELECT country || full_name, concat_ws(' ', country, full_name) ${from}`, 'full_name'],
  ])('%s is masked and asks nothing', (sql, column) => {
    expect(asked(sql)).toEqual([]);
    for (const classes of classesOf(read(sql))) expect(classes).toEqual([`pii.${column}`]);
  });
});
