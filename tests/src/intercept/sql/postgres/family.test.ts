// Tables with parts and heirs: what a statement on one of them reaches, what holds throughout, and which of them is refused. By the real grammar.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { dataset } from '../../../../cases/sql/lake.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const parted = `
CREATE TABLE silver.events (id int, day int, note text, mail text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE silver.events_low PARTITION OF silver.events FOR VALUES FROM (0) TO (100);
CREATE TABLE silver.events_high PARTITION OF silver.events FOR VALUES FROM (100) TO (200) PARTITION BY LIST (note);
CREATE TABLE silver.events_high_a PARTITION OF silver.events_high FOR VALUES IN ('a');
CREATE TABLE silver.events_any PARTITION OF silver.events DEFAULT;
CREATE TABLE staging.people (id int PRIMARY KEY, note text, mail text);
CREATE TABLE staging.staff (id int PRIMARY KEY, desk text) INHERITS (staging.people);`;
const event = { id: 'clear', day: 'clear', note: 'clear', mail: 'pii.email' };
const person = { id: 'clear', note: 'clear', mail: 'pii.email' };
const known = [
  dataset('silver.events', event, ['id', 'day']),
  dataset('staging.people', person),
  dataset('staging.staff', { ...person, desk: 'clear' }),
];
const family = (more = '', others: typeof known = []) =>
  pgReaderOf(`${parted}${more};`, [...known, ...others]);
const read = family();
const told = (sql: string, by = read) => {
  const { opaque, filtersOn, flows } = by(sql);
  const { scope, writes, why } = answerOf(by(sql));
  return { scope, writes, why: [...why], grounds: [...opaque, ...filtersOn, ...flows] };
};

describe('a write', () => {
  it.each([
    ["INSERT INTO silver.events VALUES (1, 5, 'x')", ['silver.events'], 'not-applicable'],
    ["UPDATE silver.events SET mail = 'x' WHERE id = 1 AND day = 2", ['silver.events'], 'key-pinned'],
    ["UPDATE silver.events SET mail = 'x' WHERE id = 1", ['silver.events'], 'predicate'],
    ['DELETE FROM silver.events WHERE day < 3', ['silver.events'], 'predicate'],
    [
      "INSERT INTO silver.events VALUES (1, 5) ON CONFLICT (id, day) DO UPDATE SET mail = 'x'",
      ['silver.events'],
      'key-pinned',
    ],
    ["INSERT INTO staging.people VALUES (1, 'x')", ['staging.people'], 'not-applicable'],
    ["UPDATE ONLY staging.people SET note = 'x' WHERE id = 1", ['staging.people'], 'key-pinned'],
    ['DELETE FROM staging.people WHERE note = $$x$$', ['staging.people', 'staging.staff'], 'predicate'],
    ['DELETE FROM staging.staff WHERE id = 1', ['staging.people', 'staging.staff'], 'key-pinned'],
    [
      "INSERT INTO staging.staff VALUES (1, 'x', 'y', 'z')",
      ['staging.people', 'staging.staff'],
      'not-applicable',
    ],
  ])('%s is told of %j', (sql, writes, scope) => {
    expect(told(sql)).toEqual({ scope, writes, why: [], grounds: [] });
  });

  it.each([
    'UPDATE staging.people SET note = NULL WHERE id = 1',
    'DELETE FROM staging.people WHERE id IN (1, 2)',
  ])('a key of the parent pins no row of its heirs: %s', (sql) => {
    expect(told(sql).scope).toBe('predicate');
  });

  it('a key that the structure does not have pins no row of a table with parts', () => {
    const loose = pgReaderOf(
      `CREATE TABLE silver.events (id int, day int) PARTITION BY RANGE (day);
CREATE UNIQUE INDEX held ON ONLY silver.events (id, day); CREATE UNIQUE INDEX part ON silver.events (id) WHERE day > 3;`,
      [dataset('silver.events', { id: 'clear', day: 'clear' }, ['id', 'day'])],
    );
    expect(answerOf(loose('DELETE FROM silver.events WHERE id = 1 AND day = 2')).scope).toBe('predicate');
    expect(answerOf(loose('DELETE FROM silver.events WHERE id IS NOT NULL')).scope).toBe('tautology');
  });

  it('without a WHERE it empties what it reaches', () => {
    for (const sql of ['DELETE FROM silver.events', 'DELETE FROM staging.people', 'TRUNCATE silver.events'])
      expect(answerOf(read(sql)).destructive).toBe(true);
  });

  it('a part with a class, a tier or a protection of its own is told by its own name', () => {
    const low = { ...event, note: 'pii.note' };
    const by = family('', [
      dataset('silver.events_low', low, ['id', 'day']),
      dataset('silver.events_any', event, ['id', 'day']),
    ]);
    const { writes } = answerOf(by("UPDATE silver.events SET mail = 'x' WHERE id = 1 AND day = 2"));
    expect(writes).toEqual(['silver.events', 'silver.events_any', 'silver.events_low']);
    expect(answerOf(by('SELECT note FROM silver.events')).pii_output_columns).toEqual(['note']);
    expect(by('UPDATE silver.events SET note = mail WHERE id = 1 AND day = 2').flows).toContain(
      'silver.events.mail -> silver.events_low.note',
    );
    const locked = family(
      'CREATE TABLE protected.events PARTITION OF silver.events FOR VALUES FROM (300) TO (400)',
    );
    for (const sql of ['SELECT id FROM silver.events', "INSERT INTO silver.events VALUES (1, 5, 'x')"])
      expect(
        locked(sql)
          .touches.filter((one) => one.protected)
          .map((one) => one.dataset),
      ).toEqual(['protected.events']);
  });

  it('whoever writes to a part writes to the table that shows it', () => {
    const by = family('', [dataset('silver.events_low', event, ['id', 'day'])]);
    expect(answerOf(by('DELETE FROM silver.events_low WHERE id = 1 AND day = 2'))).toMatchObject({
      scope: 'key-pinned',
      writes: ['silver.events', 'silver.events_low'],
    });
    expect(read('DELETE FROM silver.events_low WHERE id = 1').touches).toMatchObject([
      { dataset: 'silver.events' },
      { dataset: 'silver.events_low', known: false },
    ]);
  });

  it('a row of a part bears the class that its table has for it', () => {
    const by = family('', [dataset('silver.events_low', { ...event, mail: 'clear' }, ['id', 'day'])]);
    expect(answerOf(by('SELECT mail FROM silver.events_low')).pii_output_columns).toEqual(['mail']);
  });

  it.each([
    'UPDATE silver.events SET day = 150 WHERE id = 1 AND day = 2',
    "UPDATE silver.events SET note = 'b' WHERE id = 1 AND day = 2",
    'UPDATE silver.v SET d = 150 WHERE i = 1',
    'MERGE INTO silver.events e USING staging.people p ON p.id = e.id WHEN MATCHED THEN UPDATE SET day = 3',
  ])('a row whose key is set leaves one part for another: %s', (sql) => {
    const by = family('CREATE VIEW silver.v AS SELECT id AS i, day AS d FROM silver.events');
    const modes = by(sql)
      .writes.filter((one) => one.dataset === 'silver.events')
      .map((one) => one.mode)
      .filter((mode) => mode !== 'merge');
    expect(modes).toEqual(['update', 'delete', 'insert']);
  });

  it('and takes its values to where they may be of another class', () => {
    const by = family('', [dataset('silver.events_low', { ...event, mail: 'clear' }, ['id', 'day'])]);
    expect(by('UPDATE silver.events SET day = 3 WHERE id = 1 AND day = 2').flows).toEqual([
      'silver.events.mail -> silver.events_low.mail',
    ]);
  });

  it('what follows a row that goes is told, whichever of the family it goes from', () => {
    const by = family(
      `CREATE TABLE silver.bills (id int PRIMARY KEY, event int, day int, FOREIGN KEY (event, day) REFERENCES silver.events ON DELETE CASCADE)`,
      [dataset('silver.events_low', event, ['id', 'day'])],
    );
    for (const sql of [
      'DELETE FROM silver.events WHERE id = 1 AND day = 2',
      'DELETE FROM silver.events_low WHERE id = 1 AND day = 2',
      'UPDATE silver.events SET day = 3 WHERE id = 1 AND day = 2',
    ])
      expect(answerOf(by(sql))).toMatchObject({
        destructive: true,
        writes: expect.arrayContaining(['silver.bills']),
      });
  });
});

describe('what is not sure is refused', () => {
  const trigger = 'FOR EACH ROW EXECUTE FUNCTION silver.unread()';
  const fires = 'a trigger or rule that cannot be read';
  const strange = 'a table whose columns cannot be read';
  it.each([
    [
      `CREATE TRIGGER t AFTER INSERT ON silver.events_low ${trigger}`,
      'INSERT INTO silver.events VALUES (1, 2)',
      fires,
    ],
    [
      `CREATE TRIGGER t AFTER DELETE ON silver.events_any ${trigger}`,
      'UPDATE silver.events SET day = 3 WHERE id = 1 AND day = 2',
      fires,
    ],
    [
      `CREATE TRIGGER t AFTER INSERT ON silver.events_high_a ${trigger}`,
      'UPDATE silver.events SET day = 3 WHERE id = 1 AND day = 2',
      fires,
    ],
    [
      `CREATE TRIGGER t AFTER DELETE ON silver.events ${trigger}`,
      'DELETE FROM silver.events_low WHERE id = 1',
      fires,
    ],
    [
      `CREATE TRIGGER t AFTER UPDATE ON staging.staff ${trigger}`,
      "UPDATE staging.people SET note = 'x' WHERE id = 1",
      fires,
    ],
    [
      'CREATE TABLE silver.odd PARTITION OF silver.events (CHECK (silver.dom_wipe(note))) FOR VALUES FROM (500) TO (600)',
      'INSERT INTO silver.events VALUES (1, 2)',
      strange,
    ],
    [
      'CREATE TABLE staging.odd (x silver.boomdom) INHERITS (staging.people)',
      "UPDATE staging.people SET note = 'x' WHERE id = 1",
      strange,
    ],
    [
      'CREATE TABLE staging.base (id int CHECK (silver.dom_wipe(id::text))); CREATE TABLE staging.kid () INHERITS (staging.base)',
      'INSERT INTO staging.kid VALUES (1)',
      strange,
    ],
    [
      'CREATE TABLE silver.odd (id int) PARTITION BY RANGE (silver.f(id))',
      'INSERT INTO silver.odd VALUES (1)',
      strange,
    ],
    [
      'CREATE TABLE silver.odd (id int) PARTITION BY HASH (id silver.odd_ops)',
      'INSERT INTO silver.odd VALUES (1)',
      strange,
    ],
    [
      'CREATE FOREIGN TABLE silver.far PARTITION OF silver.events (id) FOR VALUES FROM (500) TO (600) SERVER s',
      'INSERT INTO silver.events VALUES (1, 2)',
      'a table that another server keeps',
    ],
    [
      'CREATE TABLE staging.kid () INHERITS (hidden.base)',
      'INSERT INTO staging.kid VALUES (1)',
      'a table whose parents are not known',
    ],
  ])('%s: %s', (more, sql, why) => {
    expect(family(more)(sql).opaque).toEqual([why]);
  });

  it.each([
    [
      'ALTER TABLE silver.events ATTACH PARTITION silver.late FOR VALUES FROM (500) TO (600)',
      'silver.events',
    ],
    ['ALTER TABLE silver.late INHERIT staging.people', 'staging.people'],
  ])('whichever was made first: %s', (more, name) => {
    const by = family(`CREATE TABLE silver.late (id int, day int, note text, mail text);
CREATE TRIGGER t AFTER UPDATE ON silver.late ${trigger}; ${more}`);
    expect(by(`UPDATE ${name} SET mail = 'x' WHERE id = 1 AND note = 'y'`).opaque).toEqual([fires]);
  });

  it('an heir that nobody declared is a table that nobody declared, and its values are of no known class', () => {
    const by = family('CREATE TABLE staging.other () INHERITS (staging.people)');
    const { touches } = by("DELETE FROM staging.people WHERE note = 'x'");
    expect(touches.filter((one) => !one.known).map((one) => one.dataset)).toEqual(['staging.other']);
    expect(answerOf(by('SELECT note FROM staging.people')).pii_output_columns).toEqual(['note']);
  });

  it.each(['LIST (mail)', 'HASH (mail)', 'RANGE (lower(mail))', 'LIST (left(mail, 1))'])(
    'rows come in the order of their parts: whoever reads what is parted by %s asks for it',
    (key) => {
      const by = pgReaderOf(
        `CREATE TABLE silver.sorted (id int, mail text) PARTITION BY ${key};
CREATE TABLE silver.sorted_a PARTITION OF silver.sorted DEFAULT;`,
        ['silver.sorted', 'silver.sorted_a'].map((name) => dataset(name, { id: 'clear', mail: 'pii.email' })),
      );
      for (const sql of [
        'SELECT id FROM silver.sorted',
        'SELECT count(*) FROM silver.sorted_a',
        "INSERT INTO silver.sorted VALUES (1, 'x')",
        'DELETE FROM silver.sorted_a WHERE id = 1',
      ])
        expect(answerOf(by(sql)).filters_on).toContain('silver.sorted.mail');
    },
  );

  it('a part may make a generated column otherwise than its table does', () => {
    const by = pgReaderOf(
      `CREATE TABLE silver.made (id int, mail text, loud text GENERATED ALWAYS AS (upper('x')) STORED) PARTITION BY RANGE (id);
CREATE TABLE silver.made_a PARTITION OF silver.made (loud GENERATED ALWAYS AS (upper(mail)) STORED) DEFAULT;`,
      [dataset('silver.made', { id: 'clear', mail: 'pii.email', loud: 'clear' })],
    );
    expect(answerOf(by('SELECT loud FROM silver.made')).pii_output_columns).toEqual(['loud']);
  });

  it('no class is carried into a family', () => {
    const by = family('CREATE TABLE staging.heir () INHERITS (staging.scratch)', [
      dataset('staging.heir', { line: 'clear' }),
    ]);
    for (const name of ['staging.scratch', 'staging.heir']) {
      const { carries, flows } = by(`INSERT INTO ${name} (line) SELECT email FROM silver.customers`);
      expect([carries, flows]).toEqual([[], [`silver.customers.email -> ${name}.line`]]);
    }
  });
});
