// A trigger that waits for one text in a column is not set off by a statement that writes another there. Whatever is not written down, or may be that text, sets it off.
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
CREATE TRIGGER silver.count AFTER UPDATE ON number WHEN new.payload = '1' BEGIN DELETE FROM log; END`;
const clear = (name: string, columns: string) =>
  dataset(name, Object.fromEntries(columns.split(' ').map((column) => [column, 'clear'])));
const read = readerOf(
  schemaOf(script),
  catalogOf([
    clear('silver.junk', 'id payload num'),
    clear('silver.log', 'id line'),
    clear('silver.twice', 'id payload length note'),
    ...['silver.loud', 'silver.number', 'silver.excluded'].map((name) => clear(name, 'id payload')),
  ]),
);
const told = (sql: string) => {
  const { understood, destructive, writes } = answerOf(read(sql));
  expect(understood).toBe(true);
  return { destructive, writes };
};

describe('a trigger that waits for a text', () => {
  it.each([
    "UPDATE silver.junk SET payload = 'clean' WHERE id = 2",
    "UPDATE silver.junk SET num = 1, payload = 'clean' WHERE id = 2 RETURNING id",
    "INSERT INTO silver.junk VALUES (1, 'a', 1), (2, 'b', 2)",
    "INSERT INTO silver.junk(payload, id) VALUES ('a', 1) ON CONFLICT(id) DO UPDATE SET payload = excluded.payload",
    "INSERT INTO silver.junk(payload, id) VALUES ('a', 1) ON CONFLICT(id) DO UPDATE SET payload = 'b'",
  ])('is not set off by another: %s', (sql) => {
    expect(told(sql)).toEqual({ destructive: false, writes: ['silver.junk'] });
  });

  it.each([
    "UPDATE silver.junk SET payload = 'boom' WHERE id = 2",
    "UPDATE silver.junk SET payload = 'BOOM ' WHERE id = 2",
    "UPDATE silver.junk SET payload = 'bo' || 'om' WHERE id = 2",
    'UPDATE silver.junk SET payload = ? WHERE id = 2',
    'UPDATE silver.junk SET num = 1 WHERE id = 2',
    "UPDATE silver.junk SET payload = 'a', payload = 'boom' WHERE id = 2",
    "UPDATE silver.junk SET (payload, num) = ('boom', 1) WHERE id = 2",
    "INSERT INTO silver.junk VALUES (1, 'a', 1), (2, 'boom', 2)",
    "INSERT INTO silver.junk VALUES (1, 'a', 1) UNION ALL SELECT 2, 'boom', 2",
    "INSERT INTO silver.junk SELECT 2, 'boom', 2 UNION ALL VALUES (1, 'a', 1)",
    'INSERT INTO silver.junk(id) VALUES (1)',
    "INSERT INTO silver.junk(payload, id) VALUES ('a', 1) ON CONFLICT(id) DO UPDATE SET payload = 'boom'",
    "INSERT INTO silver.junk(payload, id) VALUES ('a', 1) ON CONFLICT(id) DO UPDATE SET num = 1",
    "INSERT INTO silver.junk AS excluded(payload, id) VALUES ('a', 1) ON CONFLICT(id) DO UPDATE SET payload = excluded.payload",
    "INSERT INTO silver.excluded(payload, id) VALUES ('a', 1) ON CONFLICT(id) DO UPDATE SET payload = excluded.payload",
    "INSERT INTO silver.twice VALUES (1, 'a', 'boom')",
    "UPDATE silver.loud SET payload = 'clean' WHERE id = 1",
    "UPDATE silver.number SET payload = '01' WHERE id = 1",
  ])('is set off by what may be it: %s', (sql) => {
    expect(told(sql).destructive).toBe(true);
  });
});
