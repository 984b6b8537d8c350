// Every key word as the name of a classified column: wherever the engine takes it for one, so does the reader.
import { describe, expect, it } from 'vitest';
import { keywords } from '../../../../../src/intercept/sql/sqlite/tokens/words.js';
import { catalogOf, dataset, schemaOf } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const from = 'FROM silver.customers';

const spellings = (word: string): readonly string[] => [
  `SELECT x.id FROM (SELECT id, email AS ${word} ${from}) x WHERE x.${word} LIKE 'a%'`,
  `SELECT x.id FROM (SELECT id, email ${word} ${from}) x WHERE x.${word} LIKE 'a%'`,
  `SELECT id FROM (SELECT id, email AS ${word} ${from}) WHERE ${word} LIKE 'a%'`,
  `SELECT id FROM (SELECT id, email AS ${word} ${from}) ORDER BY ${word} LIMIT 1`,
  `WITH x(id, ${word}) AS (SELECT id, email ${from}) SELECT id FROM x WHERE x.${word} LIKE 'a%'`,
];

describe('names that are words', () => {
  it('no key word hides what it names', () => {
    const asked = [...keywords].flatMap(spellings);
    const unseen = asked.filter((sql) => {
      const { opaque, filtersOn } = read(sql);
      // A word that the engine reads as a constant or a clause chooses nothing.
      return opaque.length === 0 && filtersOn.length === 0;
    });
    expect(unseen).toEqual([]);
    expect(asked.filter((sql) => read(sql).filtersOn.length > 0).length).toBeGreaterThan(200);
  });

  it('a name folds as the engine folds it: a Kelvin sign is no k', () => {
    const catalog = catalogOf([dataset('silver.people', { id: 'clear', kind: 'clear', email: 'pii.email' })]);
    const schema = schemaOf('CREATE TABLE silver.people(id INTEGER PRIMARY KEY, kind TEXT, email TEXT)');
    const sql = `SELECT id FROM (SELECT id, kind, email AS \u212aind FROM silver.people) WHERE \u212aind LIKE 'a%'`;
    expect(readerOf(schema, catalog)(sql).filtersOn.map(({ column }) => column)).toEqual(['email']);
  });
});

describe('what is compared without a name for it', () => {
  const guess = "(1, 'M', '', '', '', '', '', '')";
  const row = 'SELECT * FROM silver.customers WHERE id = 1';
  const asks = (sql: string) => read(sql).filtersOn.map(({ column }) => column);

  it.each([
    `SELECT id FROM staging.junk WHERE (${row}) > ${guess}`,
    `SELECT id FROM staging.junk WHERE (SELECT c.* ${from} c WHERE id = 1) > ${guess}`,
    `SELECT id FROM staging.junk ORDER BY (${row}) > ${guess}`,
    `SELECT id FROM staging.junk WHERE ${guess} IN (SELECT * ${from})`,
    `SELECT id FROM staging.junk WHERE ${guess} IN silver.customers`,
    `WITH q AS (${row}) SELECT id FROM staging.junk WHERE ${guess} NOT IN q`,
    `DELETE FROM staging.audit_log WHERE id = 1 AND ${guess} NOT IN (SELECT * ${from})`,
    `SELECT id FROM staging.junk WHERE ${guess} IS NOT DISTINCT FROM (${row})`,
    `SELECT id FROM staging.junk ORDER BY CASE WHEN ${guess} IS DISTINCT FROM (${row}) THEN 1 END`,
  ])('compares whole rows: %s', (sql) => {
    expect(asks(sql)).toEqual(['full_name', 'email', 'phone', 'ssn', 'birth_date']);
  });

  it.each([
    `SELECT id FROM staging.junk j WHERE EXISTS (SELECT * ${from} c WHERE c.id = j.id)`,
    `SELECT id FROM staging.junk WHERE id IN (SELECT id FROM (SELECT * ${from}))`,
    'SELECT id FROM silver.customers WHERE id IN (SELECT * FROM (SELECT id FROM staging.junk)) LIMIT 3',
  ])('looks at no row: %s', (sql) => {
    expect(asks(sql)).toEqual([]);
  });
});

describe('NATURAL', () => {
  const guess = "(SELECT 'Ann' AS full_name)";
  const joined = `${guess} NATURAL JOIN silver.customers`;

  it.each([
    `SELECT id FROM staging.junk WHERE EXISTS (SELECT 1 FROM ${joined})`,
    `SELECT id FROM staging.junk WHERE EXISTS (SELECT 1 FROM silver.customers NATURAL JOIN ${guess})`,
    `SELECT id FROM staging.junk WHERE id IN (SELECT id FROM ${joined})`,
    `SELECT count(*) AS n FROM staging.junk GROUP BY payload HAVING EXISTS (SELECT 1 FROM ${joined})`,
    `DELETE FROM staging.junk WHERE id = 1 AND EXISTS (SELECT 1 FROM ${joined})`,
    `UPDATE staging.junk SET payload = 'x' FROM ${joined} WHERE junk.id = 1`,
    `UPDATE staging.junk SET payload = (SELECT count(*) FROM ${joined}) WHERE id = 1`,
    `INSERT INTO staging.scratch SELECT 'y' FROM staging.junk WHERE EXISTS (SELECT 1 FROM ${joined})`,
  ])('joins what is written down by the names that it is given: %s', (sql) => {
    expect(read(sql).filtersOn.map(({ column }) => column)).toContain('full_name');
  });
});
