// What a trigger destroys: nothing where the statement writes another text than it waits for, what the bound on rows holds where the rows decide whether it runs, and all where the statement's own text does.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { catalogOf, dataset, schemaOf } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';

const script = `CREATE TABLE silver.junk(id INTEGER PRIMARY KEY, payload TEXT, num INTEGER);
CREATE TABLE silver.log(id INTEGER PRIMARY KEY, line TEXT);
CREATE TABLE silver.twice(id INTEGER PRIMARY KEY, payload TEXT, length INTEGER AS (length(payload)), note TEXT);
CREATE TABLE silver.loud(id INTEGER PRIMARY KEY, payload TEXT);
CREATE TABLE silver.excluded(id INTEGER PRIMARY KEY, payload TEXT);
CREATE TABLE silver.number(id INTEGER PRIMARY KEY, payload INTEGER);
CREATE TRIGGER silver.boom AFTER UPDATE ON junk WHEN NEW.payload = 'boom' BEGIN DELETE FROM log; END;
CREATE TRIGGER silver.burst BEFORE INSERT ON junk FOR EACH ROW WHEN new."payload" == 'boom' BEGIN DELETE FROM log; END;
CREATE TRIGGER silver.kept AFTER UPDATE ON excluded WHEN NEW.payload = 'boom' BEGIN DELETE FROM log; END;
CREATE TRIGGER silver.second AFTER INSERT ON twice WHEN new.note = 'boom' BEGIN DELETE FROM log; END;
CREATE TRIGGER silver.either AFTER UPDATE ON loud WHEN new.payload = 'boom' OR new.id = 1 BEGIN DELETE FROM log; END;
CREATE TRIGGER silver.count AFTER UPDATE ON number WHEN new.payload = '1' BEGIN DELETE FROM log; END;
CREATE TABLE silver.people(id INTEGER PRIMARY KEY, name TEXT NOT NULL, state TEXT, score INTEGER);
CREATE TABLE silver.split(id INTEGER PRIMARY KEY, state TEXT);
CREATE TABLE silver.chain(id INTEGER PRIMARY KEY, word TEXT);
CREATE TABLE silver.relay(id INTEGER PRIMARY KEY, word TEXT);
CREATE TABLE silver.kept_log(id INTEGER PRIMARY KEY, line TEXT);
CREATE VIEW silver.shown AS SELECT id, name, state FROM people;
CREATE VIEW silver.orders AS SELECT id, line FROM log;
CREATE TRIGGER silver.shown_upd INSTEAD OF UPDATE OF state ON shown BEGIN UPDATE people SET state = new.state WHERE id = old.id; END;
CREATE TRIGGER silver.shown_del INSTEAD OF DELETE ON shown BEGIN DELETE FROM people WHERE old.id = old.id; END;
CREATE TRIGGER silver.orders_gone INSTEAD OF DELETE ON orders BEGIN DELETE FROM log; END;
CREATE TRIGGER silver.left AFTER DELETE ON people WHEN old.state = 'done' BEGIN DELETE FROM log WHERE line = old.name; END;
CREATE TRIGGER silver.moved AFTER UPDATE OF score ON people WHEN new.score <> old.score AND old.score > 5 BEGIN DELETE FROM kept_log; END;
CREATE TABLE silver.watched(id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT);
CREATE TRIGGER silver.a_moved AFTER UPDATE OF a ON watched WHEN old.a IS DISTINCT FROM new.a BEGIN DELETE FROM kept_log; END;
CREATE TRIGGER silver.b_moved AFTER UPDATE OF b ON watched WHEN NOT (new.b IS old.b) BEGIN DELETE FROM kept_log; END;
CREATE TRIGGER silver.c_moved AFTER UPDATE OF c ON watched WHEN new.c IS NOT old.c BEGIN UPDATE log SET line = 'x'; END;
CREATE TRIGGER silver.d_moved AFTER UPDATE OF d ON watched WHEN new.d <> old.d BEGIN DELETE FROM kept_log; END;
CREATE TRIGGER silver.d_noted AFTER UPDATE OF id ON watched WHEN new.id <> old.id BEGIN DELETE FROM log WHERE id = old.id; END;
CREATE TRIGGER silver.a AFTER UPDATE ON split WHEN new.state = 'a' BEGIN DELETE FROM log; END;
CREATE TRIGGER silver.b AFTER UPDATE ON split WHEN new.state <> 'a' BEGIN DELETE FROM log; END;
CREATE TRIGGER silver.first AFTER INSERT ON chain BEGIN INSERT INTO relay(word) VALUES (new.word); END;
CREATE TRIGGER silver.next AFTER INSERT ON relay WHEN new.word = 'boom' BEGIN DELETE FROM kept_log; END;
CREATE TABLE silver.again(id INTEGER PRIMARY KEY, word TEXT);
CREATE TABLE silver.samples(id INTEGER PRIMARY KEY, worth REAL);
CREATE TABLE silver.rejects(id INTEGER PRIMARY KEY, why TEXT);
CREATE TRIGGER silver.reject AFTER INSERT ON samples WHEN new.worth < 0 BEGIN INSERT INTO rejects(why) VALUES ('negative'); END;
CREATE TRIGGER silver.wipe AFTER INSERT ON rejects WHEN new.why = 'wipe' BEGIN DELETE FROM samples; END;
CREATE TABLE silver.must(id INTEGER PRIMARY KEY, word TEXT NOT NULL DEFAULT 'boom', score INTEGER, worth REAL);
CREATE TABLE silver.filled(id INTEGER PRIMARY KEY, word TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'boom');
CREATE TABLE silver.handed(id INTEGER PRIMARY KEY, word TEXT);
CREATE VIEW silver.musts AS SELECT id, word FROM must;
CREATE TRIGGER silver.must_new AFTER INSERT ON must WHEN new.word = 'boom' BEGIN DELETE FROM log; END;
CREATE TRIGGER silver.must_upd AFTER UPDATE OF word ON must WHEN new.word = 'boom' BEGIN DELETE FROM kept_log; END;
CREATE TRIGGER silver.must_put AFTER INSERT ON must BEGIN INSERT INTO handed(word) VALUES (new.score); END;
CREATE TRIGGER silver.musts_upd INSTEAD OF UPDATE ON musts BEGIN UPDATE must SET word = new.word WHERE id = old.id; END;
CREATE TRIGGER silver.handed_new AFTER INSERT ON handed WHEN new.word = '100' BEGIN DELETE FROM samples; END;
CREATE TRIGGER silver.filled_new AFTER INSERT ON filled WHEN new.word = 'boom' BEGIN DELETE FROM log; END;
CREATE TRIGGER silver.over AFTER INSERT ON again BEGIN REPLACE INTO kept_log(id, line) SELECT id, new.word FROM kept_log; END`;
const clear = (name: string, columns: string) =>
  dataset(name, Object.fromEntries(columns.split(' ').map((column) => [column, 'clear'])));
const read = readerOf(
  schemaOf(script),
  catalogOf([
    clear('silver.junk', 'id payload num'),
    clear('silver.log', 'id line'),
    clear('silver.watched', 'id a b c d'),
    clear('silver.twice', 'id payload length note'),
    clear('silver.people', 'id name state score'),
    clear('silver.shown', 'id name state'),
    ...['silver.split'].map((name) => clear(name, 'id state')),
    ...['silver.chain', 'silver.relay', 'silver.again'].map((name) => clear(name, 'id word')),
    clear('silver.samples', 'id worth'),
    clear('silver.must', 'id word score worth'),
    ...['silver.filled', 'silver.handed', 'silver.musts'].map((name) => clear(name, 'id word')),
    clear('silver.rejects', 'id why'),
    ...['silver.orders', 'silver.kept_log'].map((name) => clear(name, 'id line')),
    ...['silver.loud', 'silver.number', 'silver.excluded'].map((name) => clear(name, 'id payload')),
  ]),
);
const told = (sql: string) => {
  const { understood, destructive, row_guard, writes } = answerOf(read(sql));
  expect(understood).toBe(true);
  return { destructive, row_guard, writes };
};

describe('a trigger that waits for a text', () => {
  it.each([
    "UPDATE silver.junk SET payload = 'clean' WHERE id = 2",
    "UPDATE silver.junk SET num = 1, payload = 'clean' WHERE id = 2 RETURNING id",
    "INSERT INTO silver.junk VALUES (1, 'a', 1), (2, 'b', 2)",
    "INSERT INTO silver.junk(payload, id) VALUES ('a', 1) ON CONFLICT(id) DO UPDATE SET payload = excluded.payload",
    "INSERT INTO silver.junk(payload, id) VALUES ('a', 1) ON CONFLICT(id) DO UPDATE SET payload = 'b'",
    "INSERT INTO silver.junk(payload, id) VALUES ('a', 1) ON CONFLICT(id) DO UPDATE SET payload = excluded.payload || '*'",
    "UPDATE silver.junk SET payload = payload || ' (seen)' WHERE id = 3",
    "UPDATE silver.junk SET payload = date('now') WHERE id = 3",
    "UPDATE silver.junk SET payload = NULL WHERE trim(payload) = ''",
    "UPDATE silver.junk SET (payload, num) = ('clean', 1) WHERE id = 2",
  ])('is not set off by another: %s', (sql) => {
    expect(told(sql)).toMatchObject({ destructive: false, writes: ['silver.junk'] });
  });

  it.each([
    "UPDATE silver.junk SET payload = 'boom' WHERE id = 2",
    "UPDATE silver.junk SET payload = 'BOOM ' WHERE id = 2",
    "UPDATE silver.junk SET payload = 'bo' || 'om' WHERE id = 2",
    'UPDATE silver.junk SET payload = ? WHERE id = 2',
    "UPDATE silver.junk SET payload = 'a', payload = 'boom' WHERE id = 2",
    "UPDATE silver.junk SET (payload, num) = ('boom', 1) WHERE id = 2",
    "INSERT INTO silver.junk VALUES (1, 'a', 1), (2, 'boom', 2)",
    "INSERT INTO silver.junk VALUES (1, 'a', 1) UNION ALL SELECT 2, 'boom', 2",
    "INSERT INTO silver.junk SELECT 2, 'boom', 2 UNION ALL VALUES (1, 'a', 1)",
    'INSERT INTO silver.junk(id) VALUES (1)',
    "INSERT INTO silver.junk(payload, id) VALUES ('a', 1) ON CONFLICT(id) DO UPDATE SET payload = 'boom'",
    "INSERT INTO silver.twice VALUES (1, 'a', 'boom')",
    "UPDATE silver.loud SET payload = 'clean' WHERE id = 1",
    "UPDATE silver.number SET payload = '01' WHERE id = 1",
    "UPDATE silver.junk SET payload = 'bo' || 'o' || 'm' WHERE id = 2",
    "UPDATE silver.junk SET payload = 'x' || 'boom' ->> '$' WHERE id = 2",
    "UPDATE silver.junk SET payload = (SELECT x FROM (SELECT 'boom' AS x)) WHERE id = 2",
    "UPDATE silver.junk SET payload = w.x FROM (SELECT 'boom' AS x) AS w WHERE id = 2",
    "WITH w(x) AS (VALUES ('boom')) UPDATE silver.junk SET payload = x FROM w WHERE id = 2",
    "INSERT INTO silver.junk SELECT id, x, 1 FROM (SELECT 1 AS id, 'boom' AS x)",
    "INSERT INTO silver.junk SELECT id, 'boom', 1 FROM silver.people",
    "INSERT INTO silver.junk(id, payload) VALUES (1, 'boom') ON CONFLICT(id) DO UPDATE SET payload = excluded.payload",
    'UPDATE silver.split SET state = trim(state) WHERE id = 1',
    'DELETE FROM silver.orders WHERE id = 1',
    'DELETE FROM silver.shown WHERE id = 1',
    "INSERT INTO silver.chain(word) VALUES ('boom')",
    "INSERT INTO silver.again(word) VALUES ('x')",
    // Whatever is changed at all meets a condition that it is changed, and the whole of another table goes.
    "UPDATE silver.watched SET a = 'x' WHERE id = 1",
    'UPDATE silver.watched SET a = trim(a) WHERE id = 1',
    "UPDATE silver.watched SET b = b || 'x' WHERE id = 1",
    "UPDATE silver.watched SET c = lower(c) WHERE c <> 'x'",
    'UPDATE silver.watched SET d = upper(d) WHERE id = 1',
  ])('is set off by what may be it: %s', (sql) => {
    expect(told(sql).destructive).toBe(true);
  });

  it.each([
    ['log', 'REPLACE INTO silver.must(id, word, score, worth) VALUES (99, NULL, 1, 1)'],
    ['log', "INSERT OR REPLACE INTO silver.must(id, word, score, worth) VALUES (99, 'x' || NULL, 1, 1)"],
    ['log', "INSERT OR REPLACE INTO silver.must(id, word, score, worth) VALUES (99, date('x'), 1, 1)"],
    ['log', 'INSERT INTO silver.filled VALUES (99, NULL)'],
    ['kept_log', 'UPDATE OR REPLACE silver.must SET word = NULL WHERE id = 1'],
    ['kept_log', 'UPDATE OR REPLACE silver.musts SET word = NULL WHERE id = 1'],
    [
      'kept_log',
      "UPDATE silver.must SET (word, score) = (SELECT 'x', 1 WHERE 0 UNION SELECT 'boom', 1) WHERE id = 1",
    ],
    [
      'kept_log',
      "UPDATE silver.must SET (score, word, worth) = (SELECT *, 'x' FROM (SELECT 1, 'boom')) WHERE id = 1",
    ],
    [
      'kept_log',
      "UPDATE silver.must SET (score, word) = (WITH a AS (SELECT 1), b AS (SELECT 1) SELECT 'p' || 'q', 'boom') WHERE id = 1",
    ],
    ['samples', "INSERT INTO silver.must(word, score, worth) VALUES ('x', '0100', 1)"],
    ['samples', "INSERT INTO silver.must(word, score, worth) VALUES ('x', '1e2', 1)"],
    ['samples', "INSERT INTO silver.must(word, score, worth) SELECT 'x', ' 100', 1 FROM silver.people"],
  ])('is set off by what the engine makes of it, and empties %s: %s', (emptied, sql) => {
    const { destructive, writes } = told(sql);
    expect(destructive).toBe(true);
    expect(writes).toContain(`silver.${emptied}`);
  });

  it.each([
    "REPLACE INTO silver.must(id, word, score, worth) VALUES (99, 'x', 1, 1)",
    'INSERT INTO silver.must(id, word, score, worth) VALUES (99, NULL, 1, 1)',
    "INSERT INTO silver.filled VALUES (99, 'x')",
  ])('is not set off by a text that stays as it is: %s', (sql) => {
    expect(told(sql).writes).not.toContain('silver.log');
  });

  it.each([
    'UPDATE silver.junk SET num = 1 WHERE id = 2',
    'UPDATE silver.junk SET payload = trim(payload) WHERE id = 3',
    "UPDATE silver.junk SET payload = json_set(payload, '$.seen', 1) WHERE json_valid(payload)",
    'UPDATE silver.junk SET payload = p.name FROM silver.people AS p WHERE p.id = silver.junk.id',
    'INSERT INTO silver.junk SELECT id, name, score FROM silver.people',
    "INSERT INTO silver.junk(payload, id) VALUES ('a', 1) ON CONFLICT(id) DO UPDATE SET num = 1",
    "INSERT INTO silver.junk AS excluded(payload, id) VALUES ('a', 1) ON CONFLICT(id) DO UPDATE SET payload = excluded.payload",
    "INSERT INTO silver.excluded(payload, id) VALUES ('a', 1) ON CONFLICT(id) DO UPDATE SET payload = excluded.payload",
    'INSERT INTO silver.junk(id, payload) SELECT id, name FROM silver.people WHERE 1 ON CONFLICT(id) DO UPDATE SET payload = excluded.payload',
    "UPDATE silver.shown SET state = 'x' WHERE id = 1",
    'DELETE FROM silver.people WHERE id = 1',
    'UPDATE silver.people SET score = score + 1 WHERE id = 1',
    'UPDATE silver.watched SET id = id + 100 WHERE id = 1',
    'INSERT INTO silver.chain(word) SELECT name FROM silver.people',
  ])('is held by the bound on rows where they decide: %s', (sql) => {
    expect(told(sql)).toMatchObject({ destructive: false, row_guard: true });
  });

  it('that is set off by another is not, where that hands on another text', () => {
    expect(told("INSERT INTO silver.chain(word) VALUES ('clean')")).toEqual({
      ...{ destructive: false, row_guard: false },
      writes: ['silver.chain', 'silver.relay'],
    });
    expect(told('INSERT INTO silver.samples(worth) VALUES (4.1)')).toEqual({
      ...{ destructive: false, row_guard: false },
      writes: ['silver.rejects', 'silver.samples'],
    });
  });
});

describe('a trigger that looks at a classified column', () => {
  const asking = readerOf(
    schemaOf(`CREATE TABLE silver.people(id INTEGER PRIMARY KEY, name TEXT, state TEXT);
CREATE TABLE silver.log(id INTEGER PRIMARY KEY, line TEXT);
CREATE TRIGGER silver.early AFTER UPDATE OF state ON people WHEN new.name < 'm' BEGIN INSERT INTO log(line) VALUES ('x'); END;
CREATE TRIGGER silver.late AFTER DELETE ON people BEGIN DELETE FROM log WHERE line = old.name; END;
CREATE TRIGGER silver.told AFTER UPDATE OF id ON people BEGIN INSERT INTO log(line) VALUES (new.name); END`),
    catalogOf([
      dataset('silver.people', { id: 'clear', name: 'pii.name', state: 'clear' }),
      dataset('silver.log', { id: 'clear', line: 'pii.name' }),
    ]),
  );
  const asked = (sql: string) =>
    asking(sql)
      .filtersOn.map(({ dataset, column, keyed }) => `${dataset}.${column} ${keyed}`)
      .sort();

  it('asks about it', () => {
    expect(asked("UPDATE silver.people SET state = 'x' WHERE id = 1")).toEqual(['silver.people.name false']);
    expect(asked('DELETE FROM silver.people WHERE id = 1')).toEqual([
      'silver.log.line false',
      'silver.people.name false',
    ]);
    expect(asked('DELETE FROM silver.people WHERE id = 1 AND name = ?')).toContain(
      'silver.people.name false',
    );
  });

  it('asks nothing where it hands it on', () => {
    expect(asked('UPDATE silver.people SET id = 7 WHERE id = 1')).toEqual([]);
  });
});
