// The same on PostgreSQL, where a type may have a measure as well.
import { expect, it } from 'vitest';
import { dataset } from '../../../../cases/sql/lake.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf('CREATE TABLE silver.people (id int PRIMARY KEY, name text, email text, age int)', [
  dataset('silver.people', { id: 'clear', name: 'pii.name', email: 'pii.email', age: 'clear' }),
  dataset('silver.mine', { id: 'clear', name: 'pii.name', email: 'pii.email', age: 'clear' }),
  dataset('silver.staff', { number: 'pii.id', name: 'pii.name' }, ['number']),
]);
const asked = (sql: string): readonly string[] => {
  const { opaque, filtersOn } = read(sql);
  expect(opaque).toEqual([]);
  return [...new Set(filtersOn.map(({ dataset: of, column }) => `${of}.${column}`))].sort();
};

it.each([
  ["name text CHECK (name LIKE 'A%')", ['name']],
  ['name text, age int CHECK (age > 0 AND length(name) < 9)', ['name']],
  ["name text, CONSTRAINT c CHECK (left(name, 1) = 'A')", ['name']],
  [`U&"n\\0061me" text CHECK (name > 'A')`, ['name']],
  ['name text, email text, CHECK (mine IS NOT NULL)', ['email', 'name']],
  ['name text UNIQUE', ['name']],
  ['name text, email text, UNIQUE (age, email)', ['email']],
  ['name text REFERENCES silver.people (id)', ['name']],
  ['name text, FOREIGN KEY (name) REFERENCES silver.people (id)', ['name']],
  ['age int, name text, EXCLUDE USING btree (name WITH =)', ['name']],
  ['name varchar(3)', ['name']],
  ['name char(3)', ['name']],
  ['name numeric(3, 0)', ['name']],
  ['name smallint', ['name']],
  // What stands in it afterwards is the first letter, and a guess of one has the same token.
  ['name "char"', ['name']],
  ['name name', ['name']],
  ['name text, email text GENERATED ALWAYS AS (name || name) STORED', ['name']],
])('CREATE TABLE silver.mine (%s) asks about %j', (columns, names) => {
  const all = names.map((name) => `silver.mine.${name}`);
  expect(asked(`CREATE TABLE silver.mine (age int, ${columns})`.replace('(age int, age', '(age'))).toEqual(
    all,
  );
});

it.each([
  'CREATE TABLE silver.mine (id int PRIMARY KEY, name text NOT NULL, email varchar COLLATE "C" DEFAULT \'\')',
  'CREATE TABLE silver.mine (id int PRIMARY KEY, age smallint UNIQUE CHECK (age > 0), name text)',
  'CREATE TABLE silver.mine AS SELECT id, name FROM silver.people',
  'CREATE TABLE silver.staff (number text PRIMARY KEY, name text)',
  'CREATE TABLE silver.staff (number text, name text, UNIQUE (number))',
])('%s asks nothing', (sql) => {
  expect(asked(sql)).toEqual([]);
});

it('the key of a table is a key, and held to no condition', () => {
  expect(asked("CREATE TABLE silver.staff (number text PRIMARY KEY CHECK (number LIKE '1%'))")).toEqual([
    'silver.staff.number',
  ]);
});

it.each([
  ['CREATE TABLE silver.mine (id text PRIMARY KEY REFERENCES silver.people (email))', 'silver.people.email'],
  [
    'CREATE TABLE silver.mine (id text, FOREIGN KEY (id) REFERENCES silver.people (email))',
    'silver.people.email',
  ],
  ['CREATE TABLE silver.mine (id text REFERENCES silver.staff)', 'silver.staff.number'],
  ['ALTER TABLE silver.people ADD COLUMN boss text REFERENCES silver.staff (number)', 'silver.staff.number'],
  ['ALTER TABLE silver.people ADD FOREIGN KEY (age) REFERENCES silver.people (email)', 'silver.people.email'],
])('%s asks about what it refers to', (sql, column) => {
  const other = pgReaderOf(
    'CREATE TABLE silver.people (id int PRIMARY KEY, email text UNIQUE, age int); CREATE TABLE silver.staff (number text PRIMARY KEY)',
    [
      dataset('silver.people', { id: 'clear', email: 'pii.email', age: 'clear' }),
      dataset('silver.mine', { id: 'clear' }),
      dataset('silver.staff', { number: 'pii.id' }, ['number']),
    ],
  );
  expect(other(sql).filtersOn.map(({ dataset: of, column: one }) => `${of}.${one}`)).toEqual([column]);
});

it('a reference to a clear key asks nothing', () => {
  expect(asked('CREATE TABLE silver.mine (id int PRIMARY KEY REFERENCES silver.people (id))')).toEqual([]);
  expect(asked('CREATE TABLE silver.mine (id int PRIMARY KEY REFERENCES silver.people)')).toEqual([]);
});
