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
