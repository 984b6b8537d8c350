// A column that is given another name on SQLite: a clear one that nothing goes by is altered, and any other is lost to whoever asks for it by the old one. It refuses to let a class, a rule, a view or a trigger be left behind.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { catalogOf, dataset, schemaOf } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';

const script = `CREATE TABLE silver.people(id INTEGER PRIMARY KEY, email TEXT, country TEXT, city TEXT, nick TEXT);
CREATE TABLE silver.shown(id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE VIEW silver.v AS SELECT id, a FROM shown;
CREATE TABLE silver.watched(id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE TABLE silver.reached(id INTEGER PRIMARY KEY, a TEXT);
CREATE TRIGGER silver.t AFTER UPDATE ON watched WHEN new.a = 'x' BEGIN DELETE FROM reached; END;
CREATE TABLE silver.ruled(id INTEGER PRIMARY KEY, a TEXT CHECK (a <> 'x'), b TEXT);
CREATE TABLE silver.made(id INTEGER PRIMARY KEY, a TEXT, b TEXT AS (upper(a)), c TEXT);
CREATE TABLE silver.keyed(id INTEGER PRIMARY KEY, code TEXT UNIQUE, parent INTEGER REFERENCES people(id), word TEXT);
CREATE INDEX silver.by_word ON keyed(word);
CREATE TABLE silver.some(id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE INDEX silver.few ON some(a) WHERE b IS NULL`;
const clear = (name: string, columns: string) =>
  dataset(name, Object.fromEntries(columns.split(' ').map((column) => [column, 'clear'])));
const catalog = catalogOf([
  dataset('silver.people', { id: 'clear', email: 'pii.email', country: 'clear', city: 'clear' }),
  ...['shown', 'watched', 'ruled', 'some'].map((name) => clear(`silver.${name}`, 'id a b')),
  clear('silver.v', 'id a'),
  clear('silver.reached', 'id a'),
  clear('silver.made', 'id a b c'),
  clear('silver.keyed', 'id code parent word'),
]);
const told = (sql: string, text = script) => {
  const effects = readerOf(schemaOf(text), catalog)(sql);
  const { understood, destructive, readonly } = answerOf(effects);
  return { understood, destructive, readonly, dropped: effects.dropped, altered: effects.altered };
};

describe('a column that is given another name', () => {
  it.each([
    ['people', 'ALTER TABLE silver.people RENAME COLUMN country TO land'],
    ['people', 'ALTER TABLE silver.people RENAME "city" TO town'],
    ['people', 'ALTER TABLE silver.people RENAME [COUNTRY] TO "rename"'],
    ['keyed', 'ALTER TABLE silver.keyed RENAME COLUMN word TO term'],
  ])('is altered where it is clear and nothing goes by it: %s, %s', (table, sql) => {
    expect(told(sql)).toEqual({
      ...{ understood: true, destructive: false, readonly: false },
      ...{ dropped: [], altered: [`table:silver.${table}`] },
    });
  });

  it.each([
    ['it is hidden', 'silver.people RENAME COLUMN email TO land'],
    ['nobody has catalogued it', 'silver.people RENAME COLUMN nick TO land'],
    ['it is the key', 'silver.people RENAME COLUMN id TO number'],
    ['a view shows it', 'silver.shown RENAME COLUMN a TO z'],
    ['a view may show all of its table', 'silver.shown RENAME COLUMN b TO z'],
    ['a trigger waits for it', 'silver.watched RENAME COLUMN a TO z'],
    ['a trigger hangs on its table', 'silver.watched RENAME COLUMN b TO z'],
    ['a trigger reaches its table', 'silver.reached RENAME COLUMN a TO z'],
    ['a rule is held to it', 'silver.ruled RENAME COLUMN a TO z'],
    ['another is computed from it', 'silver.made RENAME COLUMN a TO z'],
    ['it is computed', 'silver.made RENAME COLUMN b TO z'],
    ['rows are told apart by it', 'silver.keyed RENAME COLUMN code TO z'],
    ['it refers to another table', 'silver.keyed RENAME COLUMN parent TO z'],
    ['an index goes by some of its rows', 'silver.some RENAME COLUMN b TO z'],
  ])('is lost where %s: %s', (_, sql) => {
    expect(told(`ALTER TABLE ${sql}`)).toMatchObject({ understood: true, destructive: true });
  });

  it('is lost where it is dropped, whatever its name', () => {
    expect(told('ALTER TABLE silver.people DROP COLUMN country').dropped).toEqual([
      'column:silver.people.country',
    ]);
    expect(told('ALTER TABLE silver.people DROP country')).toMatchObject({ destructive: true });
  });

  it('is lost where a trigger could not be taken apart', () => {
    const odd =
      'CREATE TRIGGER silver.odd AFTER UPDATE ON reached WHEN new.a = (SELECT "begin" FROM (SELECT 1 AS "begin")) BEGIN SELECT 1; END';
    const twice = `${script};\n${odd};\nCREATE TRIGGER silver.begun AFTER INSERT ON reached WHEN begin BEGIN SELECT 1; END`;
    expect(told('ALTER TABLE silver.people RENAME country TO land', twice).destructive).toBe(true);
  });
});
