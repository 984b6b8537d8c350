// What a write shows of the values that it brings: they may not stay, the statement's own answer holds them all the same. And what a column shows
// that is computed, or whose row takes another's place.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { catalogOf, dataset, schemaOf } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';

const script = `CREATE TABLE silver.people(id INTEGER PRIMARY KEY, name TEXT, mail TEXT, host TEXT GENERATED ALWAYS AS (substr(mail, 4)) VIRTUAL,
 low TEXT AS (lower(host)) STORED, twice INTEGER AS (id * 2), grade TEXT, told TEXT AS (lower(mail)));
CREATE TABLE silver.settings(key TEXT PRIMARY KEY, value ANY) STRICT;
CREATE TABLE silver.junk(id INTEGER PRIMARY KEY, payload TEXT, num INTEGER);
CREATE TABLE silver.notes(k TEXT PRIMARY KEY, v TEXT);
CREATE TABLE silver.log(id INTEGER PRIMARY KEY, line TEXT);
CREATE TABLE silver.flags(id INTEGER PRIMARY KEY, flag TEXT UNIQUE ON CONFLICT REPLACE);
CREATE TABLE silver.marks(id INTEGER PRIMARY KEY, flag TEXT, UNIQUE(flag) ON CONFLICT IGNORE);
CREATE TABLE silver.calls(id INTEGER PRIMARY KEY, flag TEXT);
CREATE TRIGGER silver.after_junk AFTER UPDATE ON junk BEGIN INSERT INTO log(line) VALUES ('touched'); END;
CREATE TRIGGER silver.after_call AFTER INSERT ON calls BEGIN INSERT INTO flags(flag) VALUES (new.flag); END`;
const clear = (name: string, columns: string, key = ['id']) =>
  dataset(name, Object.fromEntries(columns.split(' ').map((column) => [column, 'clear'])), key);
const people = {
  id: 'clear',
  name: 'pii.name',
  mail: 'pii.email',
  host: 'clear',
  low: 'clear',
  twice: 'clear',
  grade: 'clear',
  told: 'pii.email',
};
const read = readerOf(
  schemaOf(script),
  catalogOf([
    dataset('silver.people', people),
    clear('silver.settings', 'key value', ['key']),
    clear('silver.junk', 'id payload num'),
    clear('silver.notes', 'k v', ['k']),
    clear('silver.log', 'id line'),
    ...['silver.flags', 'silver.marks', 'silver.calls'].map((name) => clear(name, 'id flag')),
  ]),
);
const shown = (sql: string): readonly string[] => {
  const { opaque, egress } = read(sql);
  expect(opaque).toEqual([]);
  return egress.map(({ classes }) => classes.join());
};

describe('a class that may not stay where a write puts it', () => {
  it.each([
    [
      "INSERT INTO silver.settings SELECT 'm' || id, mail FROM silver.people RETURNING key, value",
      ['', 'pii.email'],
    ],
    [
      'UPDATE silver.junk SET payload = p.mail FROM silver.people p WHERE p.id = junk.id RETURNING junk.id, payload',
      ['', 'pii.email'],
    ],
    [
      "INSERT INTO silver.junk(rowid, payload) SELECT length(mail) * 100 + id, 'x' FROM silver.people RETURNING id, oid, payload",
      ['pii.email', 'pii.email', ''],
    ],
    [
      "INSERT INTO silver.notes(rowid, k) SELECT length(mail) * 100, 'x' FROM silver.people RETURNING rowid",
      ['pii.unknown'],
    ],
    [
      'UPDATE silver.junk SET rowid = (SELECT length(mail) * 100 FROM silver.people) WHERE id = 1 RETURNING id + 0, payload',
      ['pii.email', ''],
    ],
    [
      'UPDATE silver.junk SET payload = (SELECT mail FROM silver.people WHERE id = 2) WHERE id = 1 RETURNING upper(payload), num',
      ['pii.email', ''],
    ],
    [
      'INSERT INTO silver.settings VALUES ((SELECT mail FROM silver.people LIMIT 1), 1) RETURNING key',
      ['pii.email'],
    ],
  ])('is in what the statement returns: %s', (sql, classes) => {
    expect(shown(sql)).toEqual(classes);
    expect(read(sql).flows).not.toEqual([]);
  });

  it('is not in what other columns return', () => {
    expect(shown("UPDATE silver.junk SET payload = 'x' WHERE id = 1 RETURNING id, payload")).toEqual([
      '',
      '',
    ]);
  });
});

describe('a computed column', () => {
  it.each([
    ['SELECT id, host, low, twice, grade FROM silver.people', ['', 'pii.email', 'pii.email', '', '']],
    ["SELECT 'x' || host AS h, twice + 1 AS t FROM silver.people", ['pii.email', '']],
    ['SELECT max(low), count(*) FROM silver.people', ['pii.email', '']],
    ["UPDATE silver.people SET grade = 'b' WHERE id = 1 RETURNING host, grade", ['pii.email', '']],
    [
      'SELECT * FROM silver.people',
      ['', 'pii.name', 'pii.email', 'pii.email', 'pii.email', '', '', 'pii.email'],
    ],
  ])('shows what it is computed from, whatever it is declared to be: %s', (sql, classes) => {
    expect(shown(sql)).toEqual(classes);
  });

  it('is asked about as what it is computed from', () => {
    const { filtersOn } = read("SELECT id FROM silver.people WHERE low = 'x'");
    expect(filtersOn.map(({ column, class: one }) => `${column} ${one}`)).toEqual(['low pii.email']);
  });

  it('stays what it is where it is declared to hold that class', () => {
    expect(read('SELECT told FROM silver.people').egress.map(({ how }) => how)).toEqual(['identity']);
  });

  it('takes its class along', () => {
    const { carries } = read('INSERT INTO silver.log(id, line) SELECT id, host FROM silver.people');
    expect(carries.map((one) => `${one.dataset}.${one.column} ${one.class}`)).toEqual([
      'silver.log.line pii.email',
    ]);
  });
});

describe('a table that says itself that a row takes the place of another', () => {
  it.each([
    'INSERT INTO silver.flags(flag) SELECT flag FROM silver.flags',
    "INSERT INTO silver.flags(flag) VALUES ('a'), ('b')",
    "UPDATE silver.flags SET flag = 'x' WHERE id = 1",
  ])('loses rows under a bound: %s', (sql) => {
    const { destructive, row_guard } = answerOf(read(sql));
    expect({ destructive, row_guard }).toEqual({ destructive: false, row_guard: true });
  });

  it('loses rows without one where a trigger writes there', () => {
    expect(answerOf(read("INSERT INTO silver.calls(flag) VALUES ('a')")).destructive).toBe(true);
  });

  it.each([
    'INSERT INTO silver.marks(flag) SELECT flag FROM silver.flags',
    'DELETE FROM silver.flags WHERE id = 1',
  ])('loses none otherwise: %s', (sql) => {
    expect(answerOf(read(sql)).row_guard).toBe(false);
  });
});
