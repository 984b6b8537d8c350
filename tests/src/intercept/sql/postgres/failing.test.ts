// The same on PostgreSQL, where a type may be too narrow as well, and a view lends its table other names.
import { expect, it } from 'vitest';
import { dataset } from '../../../../cases/sql/lake.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const columns = { id: 'clear', name: 'pii.name', email: 'pii.email', team: 'clear', born: 'pii.birth_date' };
const body = 'id int PRIMARY KEY, name text, email text, team text, born date';
const tables = {
  people: `CREATE TABLE silver.people (id int PRIMARY KEY, name text NOT NULL, email text UNIQUE, team text, born date);
    CREATE UNIQUE INDEX ON silver.people (team, born)`,
  staff: `CREATE TABLE silver.staff (${body}, FOREIGN KEY (email) REFERENCES silver.people (email))`,
  ruled: `CREATE TABLE silver.ruled (${body}, CHECK (team <> name))`,
  whole: `CREATE TABLE silver.whole (${body}, CHECK (whole IS DISTINCT FROM NULL))`,
  folded: `CREATE TABLE silver.folded (${body}); CREATE UNIQUE INDEX ON silver.folded (lower(email))`,
  some: `CREATE TABLE silver.some (${body}); CREATE UNIQUE INDEX ON silver.some (team) WHERE name LIKE 'A%'`,
  apart: `CREATE TABLE silver.apart (${body}); ALTER TABLE silver.apart ADD EXCLUDE (email WITH =)`,
  later: `CREATE TABLE silver.later (${body}); ALTER TABLE silver.later ADD CONSTRAINT u UNIQUE (email) DEFERRABLE INITIALLY DEFERRED`,
  short:
    'CREATE TABLE silver.short (id int PRIMARY KEY, name varchar(3), email text, team text, born timestamp)',
  loose: `CREATE TABLE silver.loose (${body}); CREATE INDEX ON silver.loose (email)`,
};
const read = pgReaderOf(
  [
    ...Object.values(tables),
    'CREATE VIEW silver.seen AS SELECT id AS n, name AS a, email AS b FROM silver.people',
  ].join(';\n'),
  [...Object.keys(tables), 'seen'].map((name) =>
    dataset(
      `silver.${name}`,
      name === 'seen' ? { n: 'clear', a: 'pii.name', b: 'pii.email' } : columns,
      name === 'seen' ? ['n'] : ['id'],
    ),
  ),
);
const asked = (sql: string): readonly string[] => {
  const { opaque, filtersOn } = read(sql);
  expect(opaque).toEqual([]);
  return filtersOn.map(({ dataset: of, column, keyed }) => `${of}.${column}${keyed ? '' : ' !'}`).sort();
};

it.each([
  // A guess is put beside the others, and collides or not.
  ["INSERT INTO silver.people (id, name, email) VALUES (9, 'a', 'guess')", ['silver.people.email']],
  [
    'INSERT INTO silver.people (id, email) VALUES (9, $1) ON CONFLICT (id) DO NOTHING',
    ['silver.people.email'],
  ],
  [
    "INSERT INTO silver.people (id, name) VALUES (9, 'a') ON CONFLICT (id) DO UPDATE SET email = 'guess'",
    ['silver.people.email'],
  ],
  ["UPDATE silver.people SET email = 'guess' WHERE id = 9", ['silver.people.email']],
  ["UPDATE silver.people SET team = 'x' WHERE id = 9", ['silver.people.born']],
  ["INSERT INTO silver.staff (id, email) VALUES (9, 'guess')", ['silver.staff.email']],
  ["INSERT INTO silver.folded (id, email) VALUES (9, 'guess')", ['silver.folded.email']],
  ["INSERT INTO silver.apart (id, email) VALUES (9, 'guess')", ['silver.apart.email']],
  ["INSERT INTO silver.later (id, email) VALUES (9, 'guess')", ['silver.later.email']],
  ["UPDATE silver.some SET team = 'guess' WHERE id = 9", ['silver.some.name']],
  ["INSERT INTO silver.seen (n, b) VALUES (9, 'guess')", ['silver.people.born', 'silver.people.email']],
  [
    "MERGE INTO silver.people p USING (VALUES (9)) v (n) ON p.id = v.n WHEN NOT MATCHED THEN INSERT (id, email) VALUES (9, 'guess')",
    ['silver.people.email'],
  ],
  ["WITH w AS (INSERT INTO silver.people (id, email) VALUES (9, 'guess')) SELECT 1", ['silver.people.email']],
  // A hidden value is put where guesses are, or held to a rule, or to a type.
  [
    'INSERT INTO silver.people (id, name, email) SELECT id, name, email FROM silver.loose WHERE id = 1',
    ['silver.loose.email', 'silver.loose.name', 'silver.people.email'],
  ],
  ['UPDATE silver.people SET email = lower(email) WHERE id = 1', ['silver.people.email']],
  ["UPDATE silver.ruled SET team = 'guess' WHERE id = 1", ['silver.ruled.name']],
  [
    "UPDATE silver.whole SET team = 'guess' WHERE id = 1",
    ['silver.whole.born', 'silver.whole.email', 'silver.whole.name'],
  ],
  [
    'INSERT INTO silver.ruled (id, name) SELECT id, name FROM silver.loose WHERE id = 1',
    ['silver.loose.name'],
  ],
  [
    'INSERT INTO silver.short (id, name) SELECT id, name FROM silver.loose WHERE id = 1',
    ['silver.loose.name'],
  ],
  [
    'INSERT INTO silver.loose (id, born) SELECT id, born FROM silver.short WHERE id = 1',
    ['silver.short.born'],
  ],
] as const)('%s asks of %j', (sql, of) => {
  expect(asked(sql)).toEqual(of);
});

it.each([
  "INSERT INTO silver.people (id, name, email) VALUES (8, 'a', 'one'), (9, 'b', 'two') ON CONFLICT DO NOTHING",
  "INSERT INTO silver.people (id, email) VALUES (8, 'one') ON CONFLICT ON CONSTRAINT people_email_key DO NOTHING",
  "INSERT INTO silver.people (id, email) VALUES (8, 'one') ON CONFLICT (email) DO NOTHING",
  "INSERT INTO silver.apart (id, email) VALUES (8, 'one') ON CONFLICT DO NOTHING",
])('%s leaves rows out by what is hidden, which nobody may ask', (sql) => {
  expect(asked(sql)).toEqual([expect.stringMatching(/\.email !$/)]);
});

it.each([
  "INSERT INTO silver.loose (id, name, email, born) VALUES (9, 'a', 'b', '2000-01-01')",
  'INSERT INTO silver.loose (id, name, email, born) SELECT id, name, email, born FROM silver.people',
  'INSERT INTO silver.people (id, name) SELECT id, name FROM silver.people WHERE id = 9',
  "INSERT INTO silver.people (id, name) VALUES (9, 'a') ON CONFLICT DO NOTHING",
  "UPDATE silver.people SET name = 'a' WHERE id = 9",
  "INSERT INTO silver.ruled (id, name, team) VALUES (9, 'a', 'b')",
  'DELETE FROM silver.people WHERE id = 9',
])('%s asks nothing', (sql) => {
  expect(asked(sql)).toEqual([]);
});
