// The one form in which a sum or an average may be answered, in both dialects, and everything that resembles it.
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../../src/catalog/catalog.js';
import type { Effects } from '../../../../src/intercept/effects.js';
import { catalogOf, dataset, schemaOf } from '../../../cases/sql/lake.js';
import { readerOf } from '../../../cases/sql/reading.js';
import { pgReaderOf } from '../../../cases/sql/reading-postgres.js';

const columns = {
  id: 'clear',
  dept: 'clear',
  site: 'clear',
  name: 'pii.name',
  salary: 'pii.salary',
  note: 'clear',
};
const staff = dataset('hr.staff', columns);
const carried: Dataset = {
  ...staff,
  carried: { at: 1, columns: { dept: { classes: ['pii.salary'], isDerived: true } } },
};
const heirs = [
  dataset('hr.temps', columns),
  dataset('hr.all_staff', { dept: 'clear', salary: 'pii.salary' }),
];
const table = 'id integer PRIMARY KEY, dept text, site text, name text, salary integer, note text';
const made = `CREATE TABLE hr.staff (${table}); CREATE TABLE hr.temps (${table});
CREATE VIEW hr.all_staff AS SELECT dept, salary FROM`;
const sqliteOf = (...all: readonly Dataset[]) => readerOf(schemaOf(`${made} staff`), catalogOf(all));
const pgOf = (more: string, ...all: readonly Dataset[]) =>
  pgReaderOf(`CREATE SCHEMA hr; ${made} hr.staff; ${more}`, all);
const lites = sqliteOf(staff, ...heirs);
const pgs = pgOf('', staff, ...heirs);

const told = ({ egress }: Effects) => egress.map(({ how, over }) => (how === 'averaged' ? over : how));
const isAveraged = ({ egress }: Effects): boolean =>
  egress.some(({ how, over }) => how === 'averaged' || over !== undefined);

const both: readonly (readonly [dialect: string, read: (sql: string) => Effects])[] = [
  ['sqlite', (sql) => lites(sql)],
  ['postgres', (sql) => pgs(sql)],
];

describe.each(both)('a sum or an average is one of a whole table, on %s', (_, read) => {
  it.each<[string, readonly unknown[]]>([
    [
      'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept',
      ['identity', { by: ['dept'], count: 2 }, 'counted'],
    ],
    [
      'SELECT count(salary) AS n, sum(s.salary) AS total FROM hr.staff AS s',
      ['counted', { by: [], count: 0 }],
    ],
    [
      'SELECT count(*), s.dept, sum(salary), avg(salary) a, count(salary) FROM hr.staff s GROUP BY s.dept, site ORDER BY dept DESC, site',
      [
        'counted',
        'identity',
        { by: ['dept', 'site'], count: 4 },
        { by: ['dept', 'site'], count: 4 },
        'counted',
      ],
    ],
  ])('%s', (sql, expected) => {
    expect(told(read(sql))).toEqual(expected);
  });

  it.each([
    // Without its own count, or with one that could lie.
    'SELECT dept, avg(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(salary), count(*) FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(salary), count(id) FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(salary), count(DISTINCT salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) FILTER (WHERE id > 1) FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) + 20 FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(salary), 20 AS count FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(salary), (SELECT count(salary) FROM hr.staff) FROM hr.staff GROUP BY dept',
    // Of something else than the column as it is.
    'SELECT dept, avg(salary * 2), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(CASE WHEN id = 5 THEN salary END), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, sum(salary) FILTER (WHERE id = 5), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, sum(DISTINCT salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, sum(CAST(salary AS integer)), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(nullif(salary, 61234)), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, sum(salary) / 20, count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, round(avg(salary)), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, -sum(salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, sum(salary) OVER (), count(salary) OVER () FROM hr.staff',
    'SELECT dept, avg(salary) - min(salary), count(salary) FROM hr.staff GROUP BY dept',
    // Beside something that is no sum, average, count or key.
    'SELECT dept, min(salary), avg(salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, max(salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT max(id), avg(salary), count(salary) FROM hr.staff',
    // Rows are chosen.
    'SELECT dept, avg(salary), count(salary) FROM hr.staff WHERE id <> 5 GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff WHERE true GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept HAVING count(*) > 19',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept LIMIT 1',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept LIMIT 5 OFFSET 1',
    'SELECT DISTINCT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept ORDER BY avg(salary)',
    'SELECT dept, avg(salary) AS a, count(salary) FROM hr.staff GROUP BY dept ORDER BY a',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept ORDER BY 2',
    // Rows are multiplied, or come from elsewhere.
    'SELECT s.dept, avg(s.salary), count(s.salary) FROM hr.staff s, hr.staff t GROUP BY s.dept',
    'SELECT s.dept, avg(s.salary), count(s.salary) FROM hr.staff s JOIN hr.temps t ON t.id = s.id GROUP BY s.dept',
    'SELECT s.dept, avg(s.salary), count(s.salary) FROM hr.staff s CROSS JOIN hr.temps t GROUP BY s.dept',
    'SELECT dept, avg(salary), count(salary) FROM (SELECT * FROM hr.staff WHERE id = 5) s GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) FROM (SELECT * FROM hr.staff UNION ALL SELECT * FROM hr.staff) s GROUP BY dept',
    'WITH s AS (SELECT * FROM hr.staff WHERE id = 5) SELECT dept, avg(salary), count(salary) FROM s GROUP BY dept',
    'WITH t AS (SELECT 1) SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) FROM hr.all_staff GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept UNION ALL SELECT dept, sum(salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT avg(column1), count(column1) FROM (VALUES (1), (2)) v',
    // Grouped by what is not a clear column.
    'SELECT salary, avg(salary), count(salary) FROM hr.staff GROUP BY salary',
    'SELECT name, avg(salary), count(salary) FROM hr.staff GROUP BY name',
    'SELECT avg(salary), count(salary) FROM hr.staff GROUP BY salary > 60000',
    'SELECT avg(salary), count(salary) FROM hr.staff GROUP BY id = 5',
    "SELECT avg(salary), count(salary) FROM hr.staff GROUP BY CASE WHEN dept = 'a' THEN 1 END",
    'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY 1',
    'SELECT name AS dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT site AS dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept AS d, avg(salary), count(salary) FROM hr.staff GROUP BY d',
    'SELECT avg(salary) AS dept, count(salary) FROM hr.staff GROUP BY dept',
    'EXPLAIN SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept',
  ])('and nothing else: %s', (sql) => {
    expect(isAveraged(read(sql))).toBe(false);
  });
});

describe('on SQLite', () => {
  it.each([
    'SELECT dept, avg(salary) ISNULL, count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff INDEXED BY i GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff, json_each(note) GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept COLLATE nocase',
    "SELECT dept, avg(salary), count(salary) FROM hr.staff s GROUP BY s.'dept'",
    'SELECT group_concat(salary), sum(salary), count(salary) FROM hr.staff',
    'SELECT median(salary), sum(salary), count(salary) FROM hr.staff',
    'SELECT sum(name), count(name) FROM hr.staff',
    'SELECT site, avg(salary), count(salary) FROM hr.staff GROUP BY dept',
  ])('%s is none', (sql) => {
    expect(isAveraged(lites(sql))).toBe(false);
  });

  it('a total is one as well', () => {
    expect(told(lites('SELECT total(salary), count(salary) FROM hr.staff'))).toEqual([
      { by: [], count: 1 },
      'counted',
    ]);
  });

  it('a column that a class was carried into groups nothing', () => {
    const sql = 'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept';
    expect([isAveraged(lites(sql)), isAveraged(sqliteOf(carried, ...heirs)(sql))]).toEqual([true, false]);
  });
});

describe('on PostgreSQL', () => {
  it.each([
    'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY ROLLUP (dept)',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY GROUPING SETS ((dept), ())',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY DISTINCT dept',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff TABLESAMPLE BERNOULLI (50) GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff s, generate_series(1, 20) GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff s, LATERAL (SELECT 1) l GROUP BY dept',
    'SELECT b, avg(e), count(e) FROM hr.staff AS s(a, b, c, d, e, f) GROUP BY b',
    'SELECT dept, avg(salary ORDER BY id), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept FETCH FIRST 1 ROWS WITH TIES',
    'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept FOR UPDATE',
    'SELECT dept, stddev(salary), avg(salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, any_value(salary), avg(salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, percentile_disc(0.5) WITHIN GROUP (ORDER BY salary), avg(salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT DISTINCT ON (dept) dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, hr.avg(salary), count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(salary), count(salary) INTO hr.x FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(salary)::int, count(salary) FROM hr.staff GROUP BY dept',
    'SELECT dept, avg(s), count(s) FROM hr.staff s GROUP BY dept',
  ])('%s is none', (sql) => {
    expect(isAveraged(pgs(sql))).toBe(false);
  });

  it.each([
    ['an heir', 'CREATE TABLE hr.more () INHERITS (hr.staff)'],
    [
      'a policy of rows that nobody has looked at',
      'CREATE FUNCTION hr.f() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN true; END $$; CREATE POLICY p ON hr.staff USING (hr.f())',
    ],
  ])('a table with %s is none', (_, more) => {
    const sql = 'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept';
    expect([isAveraged(pgs(sql)), isAveraged(pgOf(more, staff, ...heirs)(sql))]).toEqual([true, false]);
  });

  it('a table under names of the statement is none: another column by its name', () => {
    const named =
      'SELECT dept, avg(salary), count(salary) FROM hr.staff AS s(id, site, dept, name, salary) GROUP BY dept';
    expect(isAveraged(pgs(named))).toBe(false);
  });

  it('a column that a class was carried into groups nothing', () => {
    const sql = 'SELECT dept, avg(salary), count(salary) FROM hr.staff GROUP BY dept';
    expect(isAveraged(pgOf('', carried, ...heirs)(sql))).toBe(false);
  });
});
