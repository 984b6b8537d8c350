// What a query within makes has a name that the engine gives it, and a name beside it that is written down hides it from nobody.
import { describe, expect, it } from 'vitest';
import { catalogOf, dataset, schemaOf } from '../../../../cases/sql/lake.js';
import { classesOf, readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const from = 'FROM silver.customers';
const shown = (sql: string) => classesOf(read(sql)).map((list) => list.join('+'));
const asked = (sql: string) => read(sql).filtersOn.map(({ column }) => column);

describe('what has no alias is called as it is written', () => {
  it.each([
    'upper(email)',
    'upper( email )',
    'upper(/* a */email)',
    "email > 'm'",
    "email IS 'm'",
    'CASE WHEN 1 THEN email END',
    'max(email) OVER w',
    '(SELECT c.email)',
  ])('%s', (text) => {
    const within = `(SELECT id, ${text} ${from} c WINDOW w AS (PARTITION BY id)) x`;
    const beside = `(SELECT 1 AS "${text}") y`;
    expect(shown(`SELECT x."${text}" AS v FROM ${within}, ${beside}`)).toEqual(['pii.email']);
    expect(shown(`WITH q AS (SELECT * FROM ${within}) SELECT x."${text}" AS v FROM q x, ${beside}`)).toEqual([
      'pii.email',
    ]);
    expect(asked(`SELECT x.id FROM ${within}, ${beside} WHERE x."${text}" > 'm'`)).toContain('email');
    expect(asked(`SELECT x.id FROM ${within} JOIN ${beside} USING ("${text}")`)).toContain('email');
  });

  it('of two that are called alike the second has a number', () => {
    const within = `(SELECT id AS email, email ${from}) x`;
    expect(shown(`SELECT upper(x."email:1") AS v FROM ${within}, (SELECT 1 AS "email:1") y`)).toEqual([
      'pii.email',
    ]);
  });

  it.each(['true', '"TRUE"', "'False'"])('what would be called %s is called by its place', (word) => {
    const within = `(SELECT id, email AS ${word} ${from}) x`;
    expect(shown(`SELECT x.column2 AS v FROM ${within}, (VALUES (1, 2)) y`)).toEqual(['pii.email']);
    expect(shown(`SELECT x.column2 AS v FROM ${within}, (SELECT 1 AS column2) y`)).toEqual(['pii.email']);
  });

  it('what is written down is shown, whatever is made beside it', () => {
    expect(shown(`SELECT y.column1 FROM (VALUES (1)) y, (SELECT email AS e, upper(id) ${from}) x`)).toEqual([
      '',
    ]);
    expect(shown(`SELECT "upper(country)" FROM (SELECT upper(country), email ${from})`)).toEqual(['']);
  });
});

describe('a table may have a column of that name', () => {
  const script = `CREATE TABLE silver.people(id INTEGER PRIMARY KEY, email TEXT);
CREATE TABLE silver.steps(id INTEGER PRIMARY KEY, column1 TEXT, column2 TEXT, "upper(email)" TEXT)`;
  const steps = { id: 'clear', column1: 'clear', column2: 'clear', 'upper(email)': 'clear' };
  const catalog = catalogOf([
    dataset('silver.people', { id: 'clear', email: 'pii.email' }),
    dataset('silver.steps', steps),
  ]);
  const asks = (sql: string) =>
    readerOf(schemaOf(script), catalog)(sql).filtersOn.map(({ column }) => column);

  it.each([
    ['column1', '(VALUES ((SELECT email FROM silver.people)))'],
    ['column2', '(SELECT id, email AS true FROM silver.people)'],
    ['"upper(email)"', '(SELECT id, upper(email) FROM silver.people)'],
  ])('which hides none that a query within makes: %s', (name, within) => {
    const joined = `SELECT s.id FROM silver.steps s, ${within} x`;
    expect(asks(`${joined} WHERE x.${name} > 'm' AND s.${name} > ''`)).toEqual(['email']);
    expect(asks(`SELECT s.id FROM silver.steps s JOIN ${within} x USING (${name})`)).toEqual(['email']);
    expect(asks(`${joined} WHERE s.id > 1`)).toEqual([]);
  });

  it('which is what it is where nothing hidden has the name', () => {
    const beside = '(SELECT email, id FROM silver.people) x USING (id)';
    expect(asks(`SELECT s.id, x.email FROM silver.steps s JOIN ${beside} WHERE s.column1 > 'm'`)).toEqual([]);
  });
});

describe('a name that the statement gives its own column', () => {
  it.each([
    `SELECT id AS z, (SELECT json('[') FROM (SELECT email AS z ${from}) WHERE z > 'm') AS n FROM staging.junk`,
    `SELECT id AS column1, (SELECT json('[') FROM (VALUES ((SELECT email ${from}))) WHERE column1 > 'm') AS n FROM staging.junk`,
    `SELECT 1 AS "upper(email)", (SELECT json('[') FROM (SELECT upper(email) ${from}) WHERE "upper(email)" > 'm') AS n FROM staging.junk`,
  ])('is not what a query within means by it: %s', (sql) => {
    expect(asked(sql)).toContain('email');
  });

  it.each([
    `SELECT id AS z, email ${from} ORDER BY z`,
    `SELECT count(*) AS "How many", max(id) AS z ${from} GROUP BY country ORDER BY "How many", (z)`,
  ])('is what its own clauses mean: %s', (sql) => {
    expect(asked(sql)).toEqual([]);
  });
});
