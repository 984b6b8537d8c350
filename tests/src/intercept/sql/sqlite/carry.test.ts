// Where a class follows its value: which columns the overlay is told of, and which writes stay a denial because it could not follow.
import { describe, expect, it } from 'vitest';
import type { Catalog, ColumnClass } from '../../../../../src/catalog/catalog.js';
import { withCarries } from '../../../../../src/catalog/overlay.js';
import { catalogOf, dataset, schemaOf } from '../../../../cases/sql/lake.js';
import { classesOf, readerOf } from '../../../../cases/sql/reading.js';

const script = `CREATE TABLE silver.people(id INTEGER PRIMARY KEY, name TEXT, email TEXT, note TEXT, tag TEXT, nick TEXT NOT NULL, badge TEXT UNIQUE, extra TEXT);
CREATE TABLE silver.ruled(id INTEGER PRIMARY KEY, a TEXT, b TEXT CHECK (length(b) < 9));
CREATE TABLE silver.typed(id INTEGER PRIMARY KEY, a INTEGER) STRICT;
CREATE TABLE silver.counted(id INTEGER PRIMARY KEY, a NUMERIC, b TEXT);
CREATE TABLE silver.sums(id INTEGER PRIMARY KEY, a TEXT, b TEXT GENERATED ALWAYS AS (upper(a)));
CREATE TABLE silver.viewed(id INTEGER PRIMARY KEY, a TEXT);
CREATE TABLE silver.hooked(id INTEGER PRIMARY KEY, a TEXT);
CREATE TABLE silver.indexed(id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE TABLE silver.child(id INTEGER PRIMARY KEY, a TEXT REFERENCES people(badge));
CREATE TABLE gold.report(day TEXT PRIMARY KEY, a TEXT, b TEXT);
CREATE INDEX silver.odd ON indexed(a) WHERE a IS NOT NULL;
CREATE VIEW silver.v_inner AS SELECT id, a FROM viewed;
CREATE VIEW silver.v_outer AS SELECT id, a FROM v_inner;
CREATE TRIGGER silver.hook AFTER UPDATE ON hooked BEGIN INSERT INTO viewed(a) VALUES (NEW.a); END;
CREATE TABLE protected.vault(id INTEGER PRIMARY KEY, a TEXT)`;

const plain = { id: 'clear', a: 'clear', b: 'clear' };
const catalog = catalogOf([
  dataset('silver.people', {
    ...{ id: 'clear', name: 'pii.name', email: 'pii.email', note: 'clear', tag: 'clear' },
    ...{ nick: 'clear', badge: 'clear' },
  }),
  ...['ruled', 'typed', 'counted', 'sums', 'viewed', 'hooked', 'indexed', 'child', 'v_outer', 'fresh'].map(
    (name) => dataset(`silver.${name}`, plain),
  ),
  dataset('gold.report', { day: 'clear', a: 'clear', b: 'pii.email' }, ['day']),
  dataset('protected.vault', { id: 'clear', a: 'pii.name' }),
]);
const schema = schemaOf(script);
const read = readerOf(schema, catalog);
const carried = (column: string, classes: readonly ColumnClass[], derived = false): Catalog =>
  withCarries(
    catalog,
    classes.map((one) => ({ dataset: 'silver.people', column, class: one, derived, from: [] })),
  );
const said = (sql: string): readonly string[] =>
  read(sql).carries.map(
    (one) =>
      `${one.derived ? 'made ' : ''}${one.class} to ${one.dataset}.${one.column} from ${one.from.join('+')}`,
  );

describe('a class follows its value', () => {
  it.each<[string, readonly string[]]>([
    [
      'UPDATE silver.people SET note = email WHERE id = 1',
      ['pii.email to silver.people.note from silver.people.email'],
    ],
    [
      "UPDATE silver.people SET note = lower(trim(email)), tag = replace(name, ' ', '') WHERE id = 1",
      [
        'pii.email to silver.people.note from silver.people.email',
        'pii.name to silver.people.tag from silver.people.name',
      ],
    ],
    // As itself where a null would fail the write, for a null shows as it is.
    [
      'UPDATE silver.people SET nick = email WHERE id = 1',
      ['pii.email to silver.people.nick from silver.people.email'],
    ],
    [
      'UPDATE silver.people SET note = substr(email, 1, 1) WHERE id = 1',
      ['made pii.email to silver.people.note from silver.people.email'],
    ],
    [
      'UPDATE silver.people SET note = name || email WHERE id = 1',
      [
        'made pii.email to silver.people.note from silver.people.email',
        'made pii.name to silver.people.note from silver.people.name',
      ],
    ],
    [
      'UPDATE silver.people SET note = (SELECT p.email FROM silver.people p WHERE p.id = 2) WHERE id = 1',
      ['made pii.email to silver.people.note from silver.people.email'],
    ],
    [
      'UPDATE silver.people SET note = p.email FROM silver.people p WHERE p.id = people.id AND people.id = 1',
      ['pii.email to silver.people.note from silver.people.email'],
    ],
    [
      'INSERT INTO silver.people (tag, nick, note) SELECT email, id, name FROM silver.people',
      [
        'pii.email to silver.people.tag from silver.people.email',
        'pii.name to silver.people.note from silver.people.name',
      ],
    ],
    [
      "INSERT INTO silver.people (id, nick, note) VALUES (7, 'x', (SELECT email FROM silver.people WHERE id = 1))",
      ['made pii.email to silver.people.note from silver.people.email'],
    ],
    [
      'INSERT INTO silver.people (id, nick, note) SELECT id, nick, email FROM silver.people WHERE 1 ON CONFLICT (id) DO UPDATE SET tag = excluded.note',
      [
        'pii.email to silver.people.note from silver.people.email',
        'made pii.email to silver.people.tag from silver.people.email',
      ],
    ],
    [
      'CREATE TABLE silver.fresh AS SELECT id, email AS a FROM silver.people',
      ['pii.email to silver.fresh.a from silver.people.email'],
    ],
    // Of one class into a column of another: both.
    [
      'UPDATE silver.people SET email = name WHERE id = 1',
      ['pii.name to silver.people.email from silver.people.name'],
    ],
    [
      'INSERT INTO gold.report (day, b) SELECT id, name FROM silver.people',
      ['pii.name to gold.report.b from silver.people.name'],
    ],
    // Nothing new arrives.
    ['UPDATE silver.people SET email = lower(email), note = upper(tag) WHERE id = 1', []],
    ["UPDATE silver.people SET note = 'x' WHERE id = 1", []],
  ])('%s', (sql, expected) => {
    expect(read(sql).flows).toEqual([]);
    expect(read(sql).opaque).toEqual([]);
    expect(said(sql)).toEqual(expected);
  });
});

describe('where it could not follow, the write is a flow', () => {
  it.each<[string, string]>([
    ['the key, by which rows may be asked for', 'UPDATE silver.people SET id = length(email) WHERE id = 1'],
    ['a column that nobody declared', 'UPDATE silver.people SET extra = email WHERE id = 1'],
    ['a unique column', 'UPDATE silver.people SET badge = email WHERE id = 1'],
    [
      'what may not be null, of something made',
      'UPDATE silver.people SET nick = substr(email, 9) WHERE id = 1',
    ],
    ['a table with a check', 'INSERT INTO silver.ruled (a) SELECT email FROM silver.people'],
    ['a strict table', 'INSERT INTO silver.typed (a) SELECT email FROM silver.people'],
    ['a table with a computed column', 'INSERT INTO silver.sums (a) SELECT email FROM silver.people'],
    ['a table with a partial index', 'INSERT INTO silver."indexed" (b) SELECT email FROM silver.people'],
    ['a reference', 'INSERT INTO silver.child (a) SELECT email FROM silver.people'],
    ['a table that a catalogued view shows', 'INSERT INTO silver.viewed (a) SELECT email FROM silver.people'],
    [
      'a table with a trigger',
      'UPDATE silver.hooked SET a = p.email FROM silver.people p WHERE p.id = hooked.id AND hooked.id = 1',
    ],
    ['a clear column of gold', 'INSERT INTO gold.report (day, a) SELECT id, email FROM silver.people'],
    [
      'what comes from a protected domain',
      'UPDATE silver.people SET note = (SELECT a FROM protected.vault) WHERE id = 1',
    ],
    [
      'its own class, changed: the column would lose its mask',
      'UPDATE silver.people SET email = substr(email, 1, 1) WHERE id = 1',
    ],
    [
      'a question',
      "UPDATE silver.people SET note = CASE WHEN email LIKE 'a%' THEN abs(-9223372036854775808) END WHERE id = 1",
    ],
    [
      'a question in a row of its own',
      "INSERT INTO silver.people (id, nick, note) VALUES (7, 'x', CASE WHEN (SELECT email FROM silver.people WHERE id = 1) LIKE 'a%' THEN 1 END)",
    ],
  ])('%s', (_, sql) => {
    const { flows, carries, opaque } = read(sql);
    expect(opaque).toEqual([]);
    expect(flows.length).toBeGreaterThan(0);
    expect(carries).toEqual([]);
  });

  it('a text goes into no column of numbers, which would keep one that looks like a number as one', () => {
    const own = 'INSERT INTO silver.counted (id, a) SELECT id, email FROM silver.people';
    expect([said(own), read(own).flows]).toEqual([[], ['silver.people.email -> silver.counted.a']]);
    expect(said('INSERT INTO silver.counted (id, b) SELECT id, email FROM silver.people')).toEqual([
      'pii.email to silver.counted.b from silver.people.email',
    ]);
    // Of what was made no kind is shown.
    expect(said('INSERT INTO silver.counted (id, a) SELECT id, length(email) FROM silver.people')).toEqual([
      'made pii.email to silver.counted.a from silver.people.email',
    ]);
  });

  it('a name that nobody declared is not repeated', () => {
    expect(read('CREATE TABLE silver.fresh AS SELECT email AS zzz FROM silver.people').flows).toEqual([
      'silver.people.email -> silver.fresh._',
    ]);
  });
});

describe('a change of structure loses no class', () => {
  const tainted = readerOf(schema, carried('note', ['pii.email']));
  it.each<[string, readonly string[], readonly string[]]>([
    ['ALTER TABLE silver.people RENAME COLUMN extra TO note', ['pii.unknown to note'], []],
    ['ALTER TABLE silver.people RENAME note TO tag', ['pii.email to tag'], []],
    ['ALTER TABLE silver.people RENAME COLUMN tag TO other', [], []],
    [
      'ALTER TABLE silver.people RENAME COLUMN email TO other',
      [],
      ['silver.people.email -> silver.people._'],
    ],
    ['ALTER TABLE silver.people ADD COLUMN other TEXT', [], []],
    [
      'ALTER TABLE silver.people ADD COLUMN other TEXT AS (note)',
      [],
      ['silver.people.email', 'silver.people.name', 'silver.people.note'].map(
        (one) => `${one} -> silver.people._`,
      ),
    ],
    ['CREATE TABLE gold.report2 (day, b, a AS (b))', [], []],
  ])('%s', (sql, brought, flows) => {
    const effects = tainted(sql);
    expect(effects.opaque).toEqual([]);
    expect(effects.carries.map((one) => `${one.class} to ${one.column}`)).toEqual(brought);
    expect(effects.flows).toEqual(flows);
  });

  it('a table that takes a name which is catalogued brings its classes to it, and touches it', () => {
    const effects = readerOf(
      schema,
      catalogOf([
        ...catalog.datasets.values(),
        dataset('silver.taken', { id: 'clear', a: 'clear', name: 'clear' }),
      ]),
    )('ALTER TABLE silver.people RENAME TO taken');
    expect(effects.carries).toContainEqual(
      expect.objectContaining({ dataset: 'silver.taken', column: 'name', class: 'pii.name' }),
    );
    expect(effects.touches.map((one) => one.dataset)).toContain('silver.taken');
    expect(effects.created).toEqual(['table:silver.taken']);
  });

  it('a table that takes a name which is not is one that nobody knows', () => {
    const { touches } = read('ALTER TABLE silver.people RENAME TO gone');
    expect(touches.filter((one) => !one.known).map((one) => one.dataset)).toEqual(['silver.gone']);
  });

  it('a column computed from a classified one is not made under a clear name', () => {
    const declared = catalogOf([dataset('silver.fresh', { id: 'clear', a: 'pii.email', b: 'clear' })]);
    const effects = readerOf(schema, declared)('CREATE TABLE silver.fresh (id, a, b AS (a))');
    expect(effects.flows).toEqual(['silver.fresh.a -> silver.fresh._']);
  });
});

describe('what was carried', () => {
  const same = readerOf(schema, carried('note', ['pii.email']));
  const made = readerOf(schema, carried('note', ['pii.email'], true));
  const filters = (reader: typeof same, sql: string) => reader(sql).filtersOn.map((one) => one.keyed);

  it('is a class like a declared one, in every output', () => {
    for (const sql of [
      'SELECT note FROM silver.people',
      'SELECT n FROM (SELECT note AS n FROM silver.people)',
      'SELECT upper(note) FROM silver.people',
      'UPDATE silver.people SET tag = 1 WHERE id = 1 RETURNING note',
    ])
      expect([sql, classesOf(same(sql))]).toEqual([sql, [['pii.email']]]);
    expect(
      classesOf(readerOf(schema, carried('email', ['pii.name']))('SELECT email FROM silver.people')),
    ).toEqual([['pii.email', 'pii.name']]);
  });

  it('chooses rows no more than a declared one', () => {
    expect(filters(same, "SELECT id FROM silver.people WHERE note = 'x'")).toEqual([false]);
    expect(filters(same, "SELECT id FROM silver.people WHERE id = 1 AND note = 'x'")).toEqual([true]);
  });

  it('made from a value answers no equality, no count, no difference, and shows no null', () => {
    expect(filters(made, "SELECT id FROM silver.people WHERE id = 1 AND note = 'x'")).toEqual([false]);
    expect(filters(made, 'SELECT DISTINCT note FROM silver.people')).toEqual([false]);
    expect(filters(same, 'SELECT DISTINCT note FROM silver.people')).toEqual([]);
    expect(made('SELECT count(note) FROM silver.people').egress[0]).toMatchObject({
      how: 'transformed',
      classes: ['pii.email'],
    });
    expect(same('SELECT count(note) FROM silver.people').egress[0]).toMatchObject({
      how: 'counted',
      classes: [],
    });
    expect(made('SELECT note FROM silver.people').egress[0]?.how).toBe('transformed');
    expect(same('SELECT note FROM silver.people').egress[0]?.how).toBe('identity');
  });

  it('is carried on, made from a value for ever', () => {
    const on = made('UPDATE silver.people SET tag = note WHERE id = 1').carries;
    expect(on).toEqual([
      {
        dataset: 'silver.people',
        column: 'tag',
        class: 'pii.email',
        derived: true,
        from: ['silver.people.note'],
      },
    ]);
    expect(made('INSERT INTO silver.people (nick, tag) SELECT tag, note FROM silver.people').carries).toEqual(
      on,
    );
  });

  it('holds in the statement that brings it: what it returns or asks of the column is judged so', () => {
    const sql = 'UPDATE silver.people SET note = email WHERE id = 1 RETURNING note';
    expect(classesOf(read(sql))).toEqual([['pii.email']]);
    const asking = `${sql}, abs(note LIKE 'a%' - 9223372036854775807 - 1)`;
    expect(read(asking).filtersOn.map((one) => one.column)).toContain('note');
  });
});

describe('an upsert', () => {
  const reader = readerOf(schema, carried('badge', ['pii.email']));
  const upsert = (target: string, rest: string) =>
    reader(
      `INSERT INTO silver.people (id, nick, note) SELECT id, nick, email FROM silver.people WHERE 1 ON CONFLICT (${target}) DO ${rest}`,
    ).filtersOn.map((one) => one.column);
  it('chooses no row by what it sets', () => {
    expect(upsert('id', 'UPDATE SET note = excluded.note, tag = upper(excluded.tag)')).toEqual([]);
    expect(upsert('id', 'NOTHING')).toEqual([]);
  });

  it('chooses by what it conflicts on, and by its own condition', () => {
    expect(upsert('badge', 'NOTHING')).not.toEqual([]);
    expect(upsert('id', "UPDATE SET tag = 'x' WHERE people.email = 'y'")).toContain('email');
    expect(upsert('id', "UPDATE SET tag = 'x' WHERE excluded.note = 'y'")).not.toEqual([]);
  });
});

describe('rows of values', () => {
  it('ask as well as a select list does', () => {
    const sql =
      "VALUES (CASE WHEN (SELECT email FROM silver.people WHERE id = 1) LIKE 'a%' THEN abs(-9223372036854775808) END)";
    expect(read(sql).filtersOn.map((one) => one.column)).toEqual(['email']);
    expect(read('VALUES ((SELECT email FROM silver.people WHERE id = 1))').filtersOn).toEqual([]);
  });
});
