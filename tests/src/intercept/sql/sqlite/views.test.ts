// A column of a view is what it shows: whatever the catalog says of the view, who asks about it asks about the columns behind it.
import { describe, expect, it } from 'vitest';
import { catalogOf, dataset, schemaOf } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';

const script = `CREATE TABLE silver.people(id INTEGER PRIMARY KEY, email TEXT, country TEXT);
CREATE TABLE silver.orders(id INTEGER PRIMARY KEY, person INTEGER, amount INTEGER);
CREATE VIEW silver.shown AS SELECT p.id, p.email AS mail, p.country FROM people p;
CREATE VIEW silver.joined(id, who, place, amount) AS SELECT o.id, mail, country, amount FROM orders o JOIN shown s ON s.id = o.person;
CREATE VIEW silver.made AS SELECT id, lower(email) AS low, upper(country) AS place FROM people;
CREATE VIEW silver.swapped(id, country) AS SELECT id, email FROM people;
CREATE VIEW silver.arms AS SELECT id, country AS place FROM people UNION ALL SELECT id, email FROM people;
CREATE VIEW silver.over AS SELECT id, place FROM arms;
CREATE VIEW silver.tallied AS SELECT country, count(*) AS n FROM people GROUP BY country`;
const clear = (name: string, columns: string) =>
  dataset(name, Object.fromEntries(columns.split(' ').map((column) => [column, 'clear'])));
const read = readerOf(
  schemaOf(script),
  catalogOf([
    dataset('silver.people', { id: 'clear', email: 'pii.email', country: 'clear' }),
    clear('silver.orders', 'id person amount'),
    clear('silver.shown', 'id mail country'),
    clear('silver.joined', 'id who place amount'),
    clear('silver.made', 'id low place'),
    clear('silver.swapped', 'id country'),
    clear('silver.arms', 'id place'),
    clear('silver.over', 'id place'),
    clear('silver.tallied', 'country n'),
  ]),
);
const asked = (sql: string): readonly string[] => {
  const { opaque, filtersOn } = read(sql);
  expect(opaque).toEqual([]);
  return filtersOn.map(({ dataset: name, column, keyed }) => `${name}.${column}${keyed ? ' keyed' : ''}`);
};

describe('a view that is declared clear over a classified column', () => {
  it.each([
    "SELECT id FROM silver.shown WHERE mail > 'm'",
    'SELECT id FROM silver.shown ORDER BY mail LIMIT 1',
    'SELECT count(*) FROM silver.shown GROUP BY length(mail)',
    'SELECT group_concat(country) FROM silver.shown t GROUP BY t.mail',
    'SELECT country FROM silver.shown GROUP BY country HAVING max(mail) > 1',
    "SELECT CASE WHEN mail > 'm' THEN 1 END AS v FROM silver.shown",
    'SELECT row_number() OVER (ORDER BY s."mail") AS v, s.id FROM silver.shown s',
    'SELECT id FROM silver.shown LIMIT (SELECT length(mail) FROM silver.shown)',
    'SELECT a.id FROM silver.shown a JOIN silver.orders o ON a.mail = o.amount',
    "SELECT id FROM silver.joined WHERE who LIKE 'a%'",
    'SELECT id FROM silver.joined j WHERE j.[who] IN (SELECT mail FROM silver.shown)',
    "SELECT id FROM silver.made WHERE low > 'm'",
    "SELECT id FROM silver.swapped WHERE country = 'NL'",
    "SELECT id FROM silver.arms WHERE place = 'NL'",
    "SELECT id FROM silver.over WHERE place = 'NL'",
    "DELETE FROM silver.orders WHERE person IN (SELECT id FROM silver.shown WHERE mail > 'm')",
    "UPDATE silver.orders SET amount = 1 FROM silver.shown s WHERE s.id = person AND s.mail > 'm'",
  ])('is asked about what it shows: %s', (sql) => {
    expect(asked(sql)).toContain('silver.people.email');
  });

  it.each([
    "SELECT id, mail FROM silver.shown WHERE country = 'NL'",
    'SELECT mail FROM silver.shown ORDER BY id',
    "SELECT who FROM silver.joined WHERE place = 'NL' AND amount > 3 ORDER BY amount",
    'SELECT country, n FROM silver.tallied WHERE n > 3 ORDER BY n',
    'SELECT count(*) FROM silver.joined GROUP BY place',
  ])('is not asked about it where another column is named: %s', (sql) => {
    expect(asked(sql)).toEqual([]);
  });

  it('shows it with its class', () => {
    const classes = (sql: string) => read(sql).egress.map((column) => column.classes);
    expect(classes('SELECT mail, country FROM silver.shown')).toEqual([['pii.email'], []]);
    expect(classes('SELECT id, lower(who) AS v FROM silver.joined')).toEqual([[], ['pii.email']]);
  });
});
