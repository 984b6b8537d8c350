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

const lake = readerOf(
  schemaOf(`CREATE TABLE silver.people(id INTEGER PRIMARY KEY, email TEXT, country TEXT, "key" TEXT);
CREATE TABLE silver.orders(id INTEGER PRIMARY KEY, e TEXT, amount INTEGER);
CREATE VIEW silver.tallied AS SELECT country, count(*) AS n, max(id) AS last FROM people GROUP BY country;
CREATE VIEW silver.nested AS SELECT upper(country) AS place, n + 1 AS more FROM tallied;
CREATE VIEW silver.by_value AS SELECT email AS e, count(*) AS n FROM people GROUP BY e;
CREATE VIEW silver.by_place AS SELECT email AS e, count(*) AS n FROM people GROUP BY 1;
CREATE VIEW silver.chosen AS SELECT count(*) AS n FROM people WHERE email > 'm';
CREATE VIEW silver.held AS SELECT country, count(*) AS n FROM people GROUP BY country HAVING max(email) > 'm';
CREATE VIEW silver.extreme AS SELECT max(email) AS m, id + 0 AS i FROM people;
CREATE VIEW silver.worded AS SELECT upper("key") AS k, lower(country) AS place FROM people;
CREATE VIEW silver.under AS SELECT upper(z) AS v, 1 AS e FROM (SELECT email AS z, country FROM people);
CREATE VIEW silver.every AS SELECT length(x.email) AS n FROM (SELECT * FROM people) x;
CREATE VIEW silver.windowed AS SELECT id, row_number() OVER w AS r, rank() OVER (ORDER BY id) AS s FROM people WINDOW w AS (ORDER BY email);
CREATE VIEW silver.deep AS SELECT (SELECT count(*) FROM people WHERE email > o.e) AS n, amount + 1 AS a FROM orders o;
CREATE VIEW silver.numbered AS SELECT rowid + 0 AS r, upper(country) AS place FROM people;
CREATE VIEW silver.ranked AS SELECT upper(country) AS place, row_number() OVER (ORDER BY email) AS r FROM people;
CREATE VIEW silver.differing AS SELECT DISTINCT upper(country) AS place, email > 'm' AS late FROM people;
CREATE VIEW silver.joined AS SELECT p.country || '' AS place, o.amount + 1 AS a FROM people p JOIN orders o ON o.e = p.email`),
  catalogOf([
    dataset('silver.people', { id: 'clear', email: 'pii.email', country: 'clear', key: 'pii.name' }),
    clear('silver.orders', 'id e amount'),
    clear('silver.tallied', 'country n last'),
    clear('silver.nested', 'place more'),
    clear('silver.by_value', 'e n'),
    clear('silver.by_place', 'e n'),
    clear('silver.chosen', 'n'),
    clear('silver.held', 'country n'),
    clear('silver.extreme', 'm i'),
    clear('silver.worded', 'k place'),
    clear('silver.under', 'v e'),
    clear('silver.every', 'n'),
    clear('silver.windowed', 'id r s'),
    clear('silver.deep', 'n a'),
    clear('silver.numbered', 'r place'),
    clear('silver.joined', 'place a'),
    clear('silver.differing', 'place late'),
    clear('silver.ranked', 'place r'),
  ]),
);
const signs = (sql: string): string => {
  const { opaque, egress } = lake(sql);
  expect(opaque).toEqual([]);
  return egress.map(({ classes }) => (classes.length > 0 ? 'P' : '-')).join('');
};

describe('what a view makes of clear columns', () => {
  it.each([
    [
      'SELECT t.n, t.last, p.email FROM silver.tallied t JOIN silver.people p ON p.country = t.country',
      '--P',
    ],
    ['SELECT t.n * 2, upper(p.email) FROM silver.tallied t JOIN silver.people p USING (country)', '-P'],
    ['SELECT place, more, email FROM silver.nested, silver.people', '--P'],
    ['SELECT place, k FROM silver.worded', '-P'],
    [
      'SELECT s.n FROM (SELECT country, count(DISTINCT email) AS n FROM silver.people GROUP BY country) s',
      '-',
    ],
  ])('is clear beside a person: %s', (sql, expected) => {
    expect(signs(sql)).toBe(expected);
  });

  it.each([
    ['SELECT n FROM silver.by_value', 'P'],
    ['SELECT v.n, o.e FROM silver.by_value v, silver.orders o', 'P-'],
    ['SELECT v.n, o.amount FROM silver.by_place v, silver.orders o', 'P-'],
    ['SELECT n FROM silver.chosen', 'P'],
    ['SELECT n FROM silver.held', 'P'],
    ['SELECT i FROM silver.extreme', 'P'],
    ['SELECT k FROM silver.worded', 'P'],
    ['SELECT v FROM silver.under', 'P'],
    ['SELECT n FROM silver.every', 'P'],
    ['SELECT s, r FROM silver.windowed', 'PP'],
    ['SELECT n FROM silver.deep', 'P'],
    ['SELECT a, place FROM silver.joined', 'PP'],
    ['SELECT place FROM silver.differing', 'P'],
    // The engine gives the rows in the order of the window, whether it is shown or not.
    ['SELECT place FROM silver.ranked LIMIT 1', 'P'],
    ['SELECT s.n FROM (SELECT count(v) AS n FROM silver.under) s', 'P'],
    [
      "SELECT s.n FROM (SELECT count(x) AS n FROM (SELECT nullif(email > 'm', 0) AS x FROM silver.people)) s",
      'P',
    ],
    ["SELECT s.n FROM (SELECT count(email) FILTER (WHERE email > 'm') AS n FROM silver.people) s", 'P'],
    [
      'SELECT s.n FROM (SELECT email AS country, count(country) AS n FROM silver.people GROUP BY country) s',
      'P',
    ],
  ])('is a person’s where its rows or itself could be: %s', (sql, expected) => {
    expect(signs(sql)).toBe(expected);
  });

  it('is asked about where it is counted and chosen by', () => {
    const { filtersOn } = lake(
      'SELECT s.n FROM (SELECT country, count(email) AS n FROM silver.people GROUP BY country) s WHERE s.n = 0',
    );
    expect(filtersOn.map(({ column }) => column)).toEqual(['email']);
  });

  it('is found once, however many ways lead to it', () => {
    const levels = Array.from({ length: 9 }, (_, level) =>
      Array.from({ length: 12 }, (__, at) => `c${level}_${at}`),
    );
    const [first = [], ...views] = levels;
    const made = views.map((columns, at) => {
      const all = levels[at]?.join(' || ');
      const items = columns.map((name) => `group_concat(${all ?? ''}) AS ${name}`).join(', ');
      return `CREATE VIEW silver.l${at + 1} AS SELECT ${items} FROM l${at}`;
    });
    const deep = readerOf(
      schemaOf(
        [`CREATE TABLE silver.l0(${first.map((name) => `${name} TEXT`).join(', ')})`, ...made].join(';\n'),
      ),
      catalogOf(levels.map((columns, at) => clear(`silver.l${at}`, columns.join(' ')))),
    );
    const { opaque, egress } = deep("SELECT c8_0 || '' AS v FROM silver.l8");
    expect([opaque, egress.map(({ classes }) => classes)]).toEqual([[], [[]]]);
  });
});
