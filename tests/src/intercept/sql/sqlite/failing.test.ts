// Whether a write fails says of a hidden value that it is there already, or passes a rule: a question like another, and of rows that are left out one that nobody may ask.
import { expect, it } from 'vitest';
import { catalogOf, dataset, schemaOf } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';

const made = [
  'CREATE TABLE silver.people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE, team TEXT, phone TEXT)',
  'CREATE UNIQUE INDEX silver.u ON people (team, phone)',
  'CREATE TABLE silver.books (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE, team TEXT, phone TEXT)',
  'CREATE TABLE silver.staff (id INTEGER PRIMARY KEY, name TEXT, email TEXT REFERENCES books (email), team TEXT, phone TEXT)',
  'CREATE TABLE silver.ruled (id INTEGER PRIMARY KEY, name TEXT, email TEXT, team TEXT CHECK (team <> name), phone TEXT)',
  'CREATE TABLE silver.folded (id INTEGER PRIMARY KEY, name TEXT, email TEXT, team TEXT, phone TEXT)',
  'CREATE UNIQUE INDEX silver.f ON folded (lower(email))',
  'CREATE TABLE silver.loose (id INTEGER PRIMARY KEY, name TEXT, email TEXT, team TEXT, phone TEXT)',
  'CREATE TABLE silver.set_off (id INTEGER PRIMARY KEY, name TEXT, email TEXT, team TEXT, phone TEXT)',
  'CREATE TRIGGER silver.t AFTER INSERT ON set_off BEGIN INSERT INTO people (id, name, email) VALUES (new.id, new.team, new.team); END',
  'CREATE TABLE silver.skips (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE ON CONFLICT IGNORE, team TEXT, phone TEXT)',
];
const columns = { id: 'clear', name: 'pii.name', email: 'pii.email', team: 'clear', phone: 'pii.phone' };
const datasets = ['people', 'books', 'staff', 'ruled', 'folded', 'loose', 'set_off', 'skips'].map((name) =>
  dataset(`silver.${name}`, columns),
);
const read = readerOf(schemaOf(made.join('; ')), catalogOf(datasets));

/** What it asks, with a mark behind what nobody may. */
const asked = (sql: string): readonly string[] => {
  const { opaque, filtersOn } = read(sql);
  expect(opaque).toEqual([]);
  return filtersOn.map(({ dataset: of, column, keyed }) => `${of}.${column}${keyed ? '' : ' !'}`).sort();
};

it.each([
  // A guess is put beside the others, and collides or not.
  ["INSERT INTO silver.people (id, name, email) VALUES (9, 'a', 'guess')", ['silver.people.email']],
  [
    "INSERT INTO silver.people (id, name, email) VALUES (9, 'a', 'guess') ON CONFLICT (id) DO NOTHING",
    ['silver.people.email'],
  ],
  ["UPDATE silver.people SET email = 'guess' WHERE id = 9", ['silver.people.email']],
  ["UPDATE silver.people SET team = 'x' WHERE id = 9", ['silver.people.phone']],
  [
    "INSERT INTO silver.people VALUES (9, 'a', 'guess', 'x', 'y')",
    ['silver.people.email', 'silver.people.phone'],
  ],
  ["INSERT INTO silver.staff (id, email) VALUES (9, 'guess')", ['silver.books.email', 'silver.staff.email']],
  [
    "INSERT INTO silver.folded (id, email) VALUES (9, 'guess')",
    ['silver.folded.email', 'silver.folded.name', 'silver.folded.phone'],
  ],
  // A hidden value is put where guesses are, or held to a rule.
  [
    'INSERT INTO silver.people (id, name, email) SELECT id, name, email FROM silver.loose WHERE id = 1',
    ['silver.loose.email', 'silver.loose.name', 'silver.people.email'],
  ],
  [
    'INSERT INTO silver.people (id, name) SELECT id, name FROM silver.loose WHERE id = 1',
    ['silver.loose.name'],
  ],
  ['UPDATE silver.people SET email = lower(email) WHERE id = 1', ['silver.people.email']],
  [
    "UPDATE silver.ruled SET team = 'guess' WHERE id = 1",
    ['silver.ruled.email', 'silver.ruled.name', 'silver.ruled.phone'],
  ],
  [
    'INSERT INTO silver.ruled (id, name, team) SELECT id, name, team FROM silver.loose WHERE id = 1',
    ['silver.loose.name'],
  ],
] as const)('%s asks of %j', (sql, of) => {
  expect(asked(sql)).toEqual(of);
});

it.each([
  "INSERT INTO silver.people (id, name, email) VALUES (8, 'a', 'one'), (9, 'b', 'two') ON CONFLICT DO NOTHING",
  "INSERT OR IGNORE INTO silver.people (id, name, email) VALUES (8, 'a', 'one'), (9, 'b', 'two')",
  "REPLACE INTO silver.people (id, name, email) VALUES (8, 'a', 'one'), (9, 'b', 'two')",
  "INSERT OR REPLACE INTO silver.people (id, name, email) VALUES (8, 'a', 'one')",
  "UPDATE OR IGNORE silver.people SET email = 'guess' WHERE id = 9",
  "UPDATE OR REPLACE silver.people SET email = 'guess' WHERE id = 9",
  "INSERT INTO silver.skips (id, email) VALUES (9, 'guess')",
  "INSERT INTO silver.set_off (id, team) VALUES (9, 'guess')",
])('%s leaves out or replaces by what is hidden, which nobody may ask', (sql) => {
  const of = asked(sql);
  expect(of).toContainEqual(expect.stringMatching(/\.email !$/));
  expect(of.every((one) => one.endsWith('!'))).toBe(true);
});

it.each([
  "INSERT INTO silver.loose (id, name, email) VALUES (9, 'a', 'b')",
  'INSERT INTO silver.loose SELECT * FROM silver.people',
  'INSERT INTO silver.people (id, name) SELECT id, name FROM silver.people WHERE id = 9',
  "INSERT INTO silver.people (id, name) VALUES (9, 'a') ON CONFLICT DO NOTHING",
  "UPDATE silver.people SET name = 'a' WHERE id = 9",
  "INSERT INTO silver.ruled (id, name, team) VALUES (9, 'a', 'b')",
  'DELETE FROM silver.people WHERE id = 9',
  'SELECT id FROM silver.people WHERE id = 9',
])('%s asks nothing', (sql) => {
  expect(asked(sql)).toEqual([]);
});
