// What is asked of the engine about its own structure is a read of a dataset that nobody has catalogued, in each way in which it is asked. What holds samples of rows stays unread.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { catalogOf, dataset, schemaOf } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf(
  schemaOf(`CREATE TABLE silver.people(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
CREATE TABLE gold.notes(id INTEGER PRIMARY KEY, line TEXT)`),
  catalogOf([
    dataset('silver.people', { id: 'clear', name: 'pii.name' }),
    dataset('gold.notes', { id: 'clear', line: 'clear' }),
    dataset('gold.later', { a: 'clear', b: 'clear' }),
  ]),
);
const isName = (column: string): boolean => !['sql', 'dflt_value', 'file'].includes(column);
const every = ['gold.sqlite_schema', 'main.sqlite_schema', 'silver.sqlite_schema'];

describe('the structure', () => {
  it.each<[string, readonly string[]]>([
    ['SELECT name FROM silver.sqlite_schema', ['silver.sqlite_schema']],
    ['SELECT "sql" FROM [silver].sqlite_master WHERE type = \'table\'', ['silver.sqlite_schema']],
    ['SELECT * FROM sqlite_master', ['main.sqlite_schema']],
    ['SELECT * FROM sqlite_temp_schema', ['temp.sqlite_schema']],
    ['SELECT count(*) FROM gold.sqlite_master', ['gold.sqlite_schema']],
    ["SELECT name FROM pragma_table_info('people', 'silver')", ['silver.sqlite_schema']],
    ["SELECT name FROM pragma_table_info('PEOPLE')", ['silver.sqlite_schema']],
    ["SELECT name FROM pragma_table_info WHERE arg = 'people'", every],
    ["SELECT name FROM pragma_index_list('people', lower('SILVER'))", ['silver.sqlite_schema']],
    ["SELECT name FROM pragma_table_info('peo' || 'ple')", every],
    ['SELECT p.name FROM gold.notes n JOIN pragma_table_xinfo(n.line) p', ['gold.notes', ...every]],
    ['SELECT * FROM pragma_table_list', every],
  ])('%s reads it', (sql, reads) => {
    const effects = read(sql);
    expect(answerOf(effects)).toMatchObject({ understood: true, readonly: true, reads: [...reads].sort() });
    expect(effects.touches.filter(({ known }) => !known).map(({ dataset }) => dataset)).toEqual(
      [...reads].filter((name) => name.endsWith('sqlite_schema')).sort(),
    );
    const shown = effects.egress.filter(({ how, name }) => how !== 'counted' && !isName(name));
    expect(shown.every(({ classes }) => classes.includes('pii.unknown'))).toBe(true);
  });

  it.each<[string, readonly string[]]>([
    ['PRAGMA table_info(people)', ['silver.sqlite_schema']],
    ["pragma gold.table_xinfo = 'notes';", ['gold.sqlite_schema']],
    ['PRAGMA index_info(nobody)', every],
    ['PRAGMA database_list', every],
  ])('%s reads it, is control, and hides what somebody wrote down', (sql, reads) => {
    const effects = read(sql);
    expect(answerOf(effects)).toMatchObject({ understood: true, readonly: false, destructive: false, reads });
    expect(effects.control).toEqual(['pragma']);
    expect(effects.touches.map(({ dataset, known }) => [dataset, known])).toEqual(
      reads.map((name) => [name, false]),
    );
    expect(effects.egress.length).toBeGreaterThan(2);
    const hidden = effects.egress.filter(({ classes }) => classes.length > 0).map(({ name }) => name);
    expect(hidden).toEqual(effects.egress.map(({ name }) => name).filter((name) => !isName(name)));
  });

  it.each([
    'SELECT type, name, tbl_name, rootpage FROM silver.sqlite_schema',
    "SELECT cid, name, type, [notnull], pk FROM pragma_table_info('people', 'silver')",
    "SELECT count(*) AS n, max(name) AS last FROM silver.sqlite_master WHERE type = 'table'",
  ])('bears no class where it is how something is called, and no policy reads it: %s', (sql) => {
    const { egress, filtersOn, touches } = read(sql);
    expect(egress.flatMap(({ classes }) => classes)).toEqual([]);
    expect(filtersOn).toEqual([]);
    expect(touches.map(({ known }) => known)).toEqual([false]);
  });

  it('shows a definition, a default and the place of a file to nobody, under whatever name', () => {
    const shown = (sql: string) => read(sql).egress.map(({ classes }) => classes);
    expect(shown('SELECT sql AS name FROM silver.sqlite_schema')).toEqual([['pii.unknown']]);
    expect(shown('SELECT name || sql AS name FROM silver.sqlite_schema')).toEqual([['pii.unknown']]);
    expect(shown("SELECT dflt_value AS type FROM pragma_table_info('people')")).toEqual([['pii.unknown']]);
    expect(shown('SELECT file AS name FROM pragma_database_list')).toEqual([['pii.unknown']]);
    expect(read("SELECT name FROM silver.sqlite_schema WHERE sql LIKE '%x%'").filtersOn).not.toEqual([]);
  });

  it('is what its catalog says where somebody has catalogued it', () => {
    const told = readerOf(
      schemaOf('CREATE TABLE silver.people(id INTEGER PRIMARY KEY, name TEXT)'),
      catalogOf([dataset('silver.sqlite_schema', { type: 'clear', tbl_name: 'pii.name' })]),
    );
    const { egress } = told('SELECT type, tbl_name, name FROM silver.sqlite_schema');
    expect(egress.map(({ classes }) => classes)).toEqual([[], ['pii.name'], ['pii.unknown']]);
  });

  it.each([
    'CREATE TABLE gold.later AS SELECT name AS a, sql AS b FROM silver.sqlite_master',
    "CREATE TABLE gold.later AS SELECT name AS a, type AS b FROM pragma_table_info('people')",
    'INSERT INTO gold.notes(line) SELECT name FROM silver.sqlite_schema',
  ])('is read by what is made of it: %s', (sql) => {
    const { opaque, reads, touches } = read(sql);
    expect(opaque).toEqual([]);
    expect(reads.map(({ dataset }) => dataset)).toContain('silver.sqlite_schema');
    expect(touches).toContainEqual({
      ...{ dataset: 'silver.sqlite_schema', tier: 'silver' },
      protected: false,
      known: false,
    });
  });

  it.each([
    'SELECT * FROM silver.sqlite_sequence',
    'SELECT count(*) FROM silver.sqlite_sequence',
    'INSERT INTO gold.notes(line) SELECT seq FROM silver.sqlite_sequence',
    'INSERT INTO silver.people(name) SELECT count(*) FROM silver.sqlite_sequence',
    'CREATE TABLE gold.later AS SELECT seq AS a FROM silver.sqlite_sequence',
    'SELECT * FROM pragma_function_list',
    "SELECT * FROM pragma_integrity_check('people')",
    'CREATE TABLE gold.later AS SELECT * FROM pragma_integrity_check',
    'DELETE FROM silver.sqlite_schema',
    "UPDATE silver.sqlite_sequence SET seq = 0 WHERE name = 'people'",
  ])('is not what this asks: %s', (sql) => {
    expect(read(sql).opaque).not.toEqual([]);
  });

  it('does not stand in the way of a table that counts its keys', () => {
    for (const sql of [
      "INSERT INTO silver.people(name) VALUES ('x')",
      'INSERT INTO silver.people(name) SELECT line FROM gold.notes',
    ])
      expect(answerOf(read(sql))).toMatchObject({ understood: true, writes: ['silver.people'] });
  });
});

describe('an object of the session', () => {
  it.each([
    'CREATE TEMP TABLE work AS SELECT id FROM gold.notes',
    'CREATE TEMPORARY TABLE work(id INTEGER PRIMARY KEY, x UNIQUE)',
    'CREATE TABLE temp.work(id)',
    'CREATE TEMP VIEW work AS SELECT id FROM gold.notes',
    'CREATE VIEW temp.work AS SELECT id FROM gold.notes',
  ])('is a write of the session’s own, and control: %s', (sql) => {
    const effects = read(sql);
    expect(answerOf(effects)).toMatchObject({
      ...{ understood: true, readonly: false, destructive: false, writes: ['temp.work'] },
    });
    expect(effects.control).toEqual(['temp']);
    expect(effects.touches).toContainEqual({
      dataset: 'temp.work',
      tier: '',
      protected: false,
      known: false,
    });
  });

  it.each<[string, readonly string[]]>([
    ['CREATE TEMP VIEW work AS SELECT name FROM silver.people', ['silver.people']],
    [
      'CREATE TEMPORARY VIEW work AS SELECT count(*) FROM gold.notes, silver.people',
      ['gold.notes', 'silver.people'],
    ],
    [
      'CREATE TEMP VIEW work(a) AS WITH x AS (SELECT name FROM silver.people) SELECT name FROM x',
      ['silver.people'],
    ],
    ['CREATE VIEW "temp".work AS VALUES (1) UNION SELECT id FROM gold.notes', ['gold.notes']],
    ['CREATE TEMP VIEW work AS SELECT 1 WHERE EXISTS (SELECT 1 FROM silver.people)', ['silver.people']],
    ['CREATE TEMP VIEW work AS SELECT name FROM silver.sqlite_schema', ['silver.sqlite_schema']],
  ])('that is a view reads what it would show: %s', (sql, reads) => {
    const effects = read(sql);
    expect(answerOf(effects)).toMatchObject({ understood: true, readonly: false, reads });
    expect(effects.touches.map(({ dataset }) => dataset)).toEqual(expect.arrayContaining([...reads]));
    expect(effects.control).toEqual(['temp']);
  });

  it.each([
    'CREATE TEMP TABLE people(id)',
    'CREATE TEMP VIEW NOTES AS SELECT 1 AS id',
    'CREATE TEMP VIEW work AS SELECT nothing FROM gold.notes',
    'CREATE TEMP VIEW work AS SELECT id FROM gold.nowhere',
    'CREATE TEMP VIEW IF NOT EXISTS "people"(a) AS SELECT id FROM gold.notes',
    'CREATE VIEW temp.later AS SELECT id FROM gold.notes',
    'CREATE TEMP VIEW work AS SELECT seq FROM silver.sqlite_sequence',
    'CREATE TABLE temp.later(id)',
    'CREATE TEMP TRIGGER t AFTER INSERT ON gold.notes BEGIN SELECT 1; END',
    'CREATE TEMP TABLE "people" AS SELECT 1 AS id',
  ])('is not understood where it hides another or shows what is not told: %s', (sql) => {
    expect(read(sql).opaque).not.toEqual([]);
  });
});
