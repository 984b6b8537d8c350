// Upkeep goes through the rows of what it names, or of all there is: it is told as a read of them, in each layer, and is control. What is no table is not told.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { catalogOf, dataset, schemaOf } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';

const catalog = catalogOf([
  dataset('silver.people', { id: 'clear', name: 'pii.name' }),
  dataset('gold.notes', { id: 'clear', line: 'clear' }),
]);
const tables = `CREATE TABLE silver.people(id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE silver.gold(id INTEGER PRIMARY KEY REFERENCES people(id));
CREATE VIEW silver.v AS SELECT id FROM people;
CREATE TABLE gold.notes(id INTEGER PRIMARY KEY, line TEXT)`;
const read = readerOf(schemaOf(tables), catalog);
const all = ['gold.notes', 'silver.gold', 'silver.people'];

describe('upkeep', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['reindex people;', ['silver.people'], []],
    ['REINDEX "gold"."notes"', ['gold.notes'], []],
    // A layer, and a table of that name.
    ['REINDEX gold', ['gold.notes', 'silver.gold'], []],
    ['REINDEX', all, []],
    ['REINDEX silver.people', ['silver.people'], []],
    // An index of any of them, or a way of sorting.
    ['REINDEX silver.people_name', ['silver.gold', 'silver.people'], []],
    ['REINDEX nocase', all, []],
    ['PRAGMA integrity_check', all, ['integrity_check']],
    ['PRAGMA silver.quick_check(10)', ['silver.gold', 'silver.people'], ['quick_check']],
    ["PRAGMA integrity_check = 'notes'", ['gold.notes'], ['integrity_check']],
    // Its parent is looked up besides.
    [
      'PRAGMA silver.foreign_key_check(gold)',
      ['silver.gold', 'silver.people'],
      ['table', 'rowid', 'parent', 'fkid'],
    ],
  ])('%s goes through %j', (sql, reads, shown) => {
    const effects = read(sql);
    expect(answerOf(effects)).toMatchObject({ understood: true, readonly: false, destructive: false, reads });
    expect(effects.control.length).toBe(1);
    expect(
      effects.reads.find(({ dataset: name }) => name === 'silver.people')?.columns ?? ['id', 'name'],
    ).toEqual(['id', 'name']);
    expect(effects.egress.map(({ name, classes }) => [name, classes])).toEqual(
      shown.map((name) => [name, ['pii.unknown']]),
    );
  });

  it.each(['REINDEX silver.v', 'REINDEX elsewhere.people', 'PRAGMA elsewhere.quick_check'])(
    '%s is not told',
    (sql) => {
      expect([read(sql).opaque, read(sql).statements]).toEqual([['upkeep of what is no table'], 1]);
    },
  );

  it('where a table could not be replayed nothing is told', () => {
    const torn = readerOf(schemaOf(`${tables};CREATE TABLE gold.odd(a CHECK (unheard_of(a)))`), catalog);
    expect(torn('REINDEX').opaque).toEqual(['upkeep of what is no table']);
  });
});
