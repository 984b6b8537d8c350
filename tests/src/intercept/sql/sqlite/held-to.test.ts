// What a new table asks of values that are not there yet: a classified column is held to nothing there that its author could read by failing.
import { expect, it } from 'vitest';
import { withCarries } from '../../../../../src/catalog/overlay.js';
import { catalogOf, dataset, schemaOf } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';

const catalog = catalogOf([
  dataset('silver.people', { id: 'clear', name: 'pii.name', email: 'pii.email', age: 'clear' }),
  dataset('silver.mine', { id: 'clear', name: 'pii.name', email: 'pii.email', age: 'clear' }),
  dataset('silver.staff', { number: 'pii.id', name: 'pii.name' }, ['number']),
]);
const read = readerOf(
  schemaOf('CREATE TABLE silver.people(id INTEGER PRIMARY KEY, name TEXT, email TEXT, age INTEGER)'),
  catalog,
);
const asked = (sql: string): readonly string[] => {
  const { opaque, filtersOn } = read(sql);
  expect(opaque).toEqual([]);
  expect(filtersOn.some(({ keyed }) => keyed)).toBe(false);
  return [...new Set(filtersOn.map(({ dataset: of, column }) => `${of}.${column}`))].sort();
};

it.each([
  ["name TEXT CHECK (name LIKE 'A%')", ['name']],
  ['name TEXT, age INT CHECK (age > 0 AND length(name) < 9)', ['name']],
  ["name TEXT, CHECK (substr(name, 1, 1) = 'A')", ['name']],
  [`name TEXT, CONSTRAINT c CHECK ("NAME" GLOB 'A*')`, ['name']],
  ['age INT, [name] TEXT, check (([name]) > age)', ['name']],
  ['"name" TEXT UNIQUE', ['name']],
  ['age INT, name TEXT, email TEXT, UNIQUE (age, email) CHECK (name > 0)', ['email', 'name']],
  ['name TEXT REFERENCES people (id)', ['name']],
  ['name TEXT, FOREIGN KEY (name) REFERENCES people (id)', ['name']],
  ['age INT, name TEXT, PRIMARY KEY (age, name)', ['name']],
  ['name INT PRIMARY KEY', ['name']],
  ['other TEXT CHECK (other > 1)', ['other']],
  ['name TEXT, email TEXT AS (abs(name)) STORED', ['name']],
])('CREATE TABLE silver.mine (%s) asks about %j', (columns, names) => {
  const all = names.map((name) => `silver.mine.${name}`);
  expect(asked(`CREATE TABLE silver.mine (${columns})`)).toEqual(all);
});

it.each(['INT', 'REAL', 'INTEGER NOT NULL'])('a strict %s is narrower than a text', (type) => {
  expect(asked(`CREATE TABLE silver.mine (id INT, name ${type}) STRICT`)).toEqual(['silver.mine.name']);
});

it.each([
  'CREATE TABLE silver.mine (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email VARCHAR(9) COLLATE nocase DEFAULT NULL)',
  'CREATE TABLE silver.mine (id INTEGER PRIMARY KEY, age INT UNIQUE CHECK (age > 0), name TEXT)',
  'CREATE TABLE silver.mine (id INT PRIMARY KEY, name TEXT, email ANY) STRICT, WITHOUT ROWID',
  'CREATE TABLE silver.mine AS SELECT id, name FROM silver.people',
  'CREATE TABLE silver.staff (number TEXT PRIMARY KEY, name TEXT)',
  'CREATE TABLE silver.staff (number TEXT, name TEXT, UNIQUE (number))',
  "CREATE TABLE silver.nobodys (name TEXT CHECK (name LIKE 'A%'))",
])('%s asks nothing', (sql) => {
  expect(asked(sql)).toEqual([]);
});

it('the key of a table is a key, and held to no condition', () => {
  expect(asked("CREATE TABLE silver.staff (number TEXT PRIMARY KEY CHECK (number LIKE '1%'))")).toEqual([
    'silver.staff.number',
  ]);
});

it.each([
  ['CREATE TABLE silver.mine (id TEXT PRIMARY KEY REFERENCES people (email))', ['silver.people.email']],
  [
    `CREATE TABLE silver.mine (id TEXT, age INT, FOREIGN KEY (id, age) references "PEOPLE"([email], id))`,
    ['silver.people.email'],
  ],
  ["CREATE TABLE silver.mine (id TEXT REFERENCES 'people'('email'))", ['silver.people.email']],
  ['CREATE TABLE silver.mine (id TEXT REFERENCES staff)', ['silver.staff.number']],
  ['CREATE TABLE silver.mine (id TEXT REFERENCES nobody (age))', ['silver.nobody.age']],
  ['ALTER TABLE silver.people ADD COLUMN boss TEXT REFERENCES people (email)', ['silver.people.email']],
])('%s asks about what it refers to', (sql, columns) => {
  expect(asked(sql)).toEqual(columns);
});

it.each([
  'CREATE TABLE silver.mine (id INTEGER PRIMARY KEY REFERENCES people (id), name TEXT)',
  'CREATE TABLE silver.mine (id INTEGER PRIMARY KEY, age INT REFERENCES people)',
  'ALTER TABLE silver.people ADD COLUMN boss INT REFERENCES people (id)',
])('a reference to a clear key asks nothing: %s', (sql) => {
  expect(asked(sql)).toEqual([]);
});

it.each([
  "ADD COLUMN rank INT CHECK (name LIKE 'A%')",
  'ADD rank INT DEFAULT 1 CHECK (rank = 1 AND length([name]) < 9)',
  'ADD COLUMN rank INT NOT NULL AS (nullif(name, 1))',
  'ADD COLUMN rank INT AS (json(name)) VIRTUAL',
  "ADD CONSTRAINT c CHECK (name > 'm')",
  'ADD CHECK ("NAME" > \'m\')',
])('ALTER TABLE silver.people %s asks of the rows that are there', (change) => {
  expect(asked(`ALTER TABLE silver.people ${change}`)).toEqual(['silver.people.name']);
});

it.each([
  'ADD COLUMN rank INT CHECK (rank > 0 AND age < 200)',
  "ADD COLUMN rank TEXT NOT NULL DEFAULT 'name'",
  'ADD COLUMN rank INT AS (age + 1)',
  'ADD CONSTRAINT c CHECK (age > 0)',
  'ALTER COLUMN name SET NOT NULL',
])('ALTER TABLE silver.people %s asks nothing', (change) => {
  expect(asked(`ALTER TABLE silver.people ${change}`)).toEqual([]);
});

it('of what was made of values it is asked whether some are missing', () => {
  const carried = { dataset: 'silver.people', column: 'age', class: 'pii.name', derived: true, from: [] };
  const { filtersOn } = read(
    'ALTER TABLE silver.people ALTER COLUMN age SET NOT NULL',
    withCarries(catalog, [carried]),
  );
  expect(filtersOn.map(({ column }) => column)).toEqual(['age']);
});

it.each([
  ["CREATE VIEW silver.mine AS SELECT id, age FROM people WHERE name LIKE 'A%'", ['name']],
  ['CREATE VIEW silver.mine AS SELECT id, age FROM people ORDER BY email LIMIT 1', ['email']],
  ['CREATE VIEW silver.mine(id, age) AS SELECT count(*), age FROM people GROUP BY length(name)', ['name']],
  ['CREATE TEMP VIEW shown AS SELECT id FROM silver.people WHERE name IS NULL', ['name']],
  ['CREATE VIEW silver.mine AS SELECT id, name, age FROM people WHERE age > 18 ORDER BY id', []],
])('%s asks what it shows would ask', (sql, names) => {
  expect(asked(sql)).toEqual(names.map((name) => `silver.people.${name}`));
});
