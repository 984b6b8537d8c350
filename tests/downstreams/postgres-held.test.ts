// What a target holds its rows to tells nothing of a hidden value by failing for some: it is refused by what is declared, and taken where the source proves it.
import { describe, expect, it } from 'vitest';
import { readDirectly, useStore, writeDirectly } from './postgres-store.js';

const at = useStore('all');
const denied = { code: 'hidden-constraint' };
const person = '(id INTEGER PRIMARY KEY, email TEXT, pay INTEGER)';

type Given = {
  readonly source?: string;
  readonly target: string;
  readonly rows: string;
  readonly clear?: readonly string[];
};

async function laidOut({ source = `CREATE TABLE held ${person}`, target, rows }: Given): Promise<string> {
  writeDirectly(at.directory, 'silver', `${source}; INSERT INTO held VALUES ${rows}`);
  writeDirectly(at.directory, 'gold', target);
  return String((await at.store.ok('content_version', { table: 'silver.held' })).version);
}

async function cleared(): Promise<void> {
  writeDirectly(at.directory, 'silver', 'DROP TABLE held');
  for (const table of ['other', 'kept', 'log'])
    writeDirectly(at.directory, 'gold', `PRAGMA foreign_keys = OFF; DROP TABLE IF EXISTS ${table}`);
}

async function copied(given: Given): Promise<unknown> {
  const version = await laidOut(given);
  const clear_columns = given.clear === undefined ? undefined : { 'silver.held': given.clear };
  const way = { source: 'silver.held', version, target: 'gold.kept', clear_columns };
  const result = await at.store.raw('copy_if_version', way);
  await cleared();
  return result.isError === true ? result.structuredContent : 'copied';
}

describe('on SQLite a copy of hidden columns', () => {
  /** Rows that fail there, and rows that do not. */
  it.each([
    [
      'a unique column',
      'CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT UNIQUE, pay INTEGER)',
      "(1, 'a', 1), (2, 'a', 1)",
    ],
    [
      'a unique index',
      `CREATE TABLE kept ${person}; CREATE UNIQUE INDEX k ON kept (email, pay)`,
      "(1, 'a', 1), (2, 'a', 1)",
    ],
    [
      'a partial unique index',
      `CREATE TABLE kept ${person}; CREATE UNIQUE INDEX k ON kept (pay) WHERE email = 'a'`,
      "(1, 'a', 1), (2, 'a', 1)",
    ],
    [
      'an index of an expression that can fail',
      `CREATE TABLE kept ${person}; CREATE INDEX k ON kept (json_extract(email, '$.a'))`,
      "(1, '{', 1)",
    ],
    [
      'a unique index of an expression',
      `CREATE TABLE kept ${person}; CREATE UNIQUE INDEX k ON kept (lower(email))`,
      "(1, 'a', 1), (2, 'A', 1)",
    ],
    [
      'a check of a column',
      "CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT CHECK (email LIKE '%@%'), pay INTEGER)",
      "(1, 'a', 1)",
    ],
    [
      'a check of the table, in parentheses',
      'CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT, pay INTEGER, CONSTRAINT k CHECK ((abs(("pay")) < 5)))',
      "(1, 'a', 9)",
    ],
    [
      'a reference',
      'CREATE TABLE other (email TEXT PRIMARY KEY); CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT REFERENCES other, pay INTEGER)',
      "(1, 'a', 1)",
    ],
    [
      'a reference that is looked up at the end',
      'CREATE TABLE other (email TEXT PRIMARY KEY); CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT, pay INTEGER, FOREIGN KEY (email) REFERENCES other DEFERRABLE INITIALLY DEFERRED)',
      "(1, 'a', 1)",
    ],
    [
      'a trigger',
      `CREATE TABLE kept ${person}; CREATE TRIGGER t BEFORE INSERT ON kept WHEN new.pay > 5 BEGIN SELECT RAISE(ABORT, 'no'); END`,
      "(1, 'a', 9)",
    ],
    [
      'a key of the column, beside that of the source',
      'CREATE TABLE kept (id INTEGER, email TEXT PRIMARY KEY, pay INTEGER)',
      "(1, 'a', 1), (2, 'a', 1)",
    ],
  ])('is refused whatever it holds by %s', async (_, target, failing) => {
    const fitting = '(1, NULL, 1)';
    // It does tell, where nobody has said what is hidden.
    expect(await copied({ target, rows: failing })).not.toBe('copied');
    expect(await copied({ target, rows: fitting })).toBe('copied');
    for (const rows of [failing, fitting])
      for (const clear of [['id'], []]) expect(await copied({ target, rows, clear })).toEqual(denied);
    expect(await copied({ target, rows: fitting, clear: ['id', 'email', 'pay'] })).toBe('copied');
  });

  it('is refused where another table refers to what is hidden', async () => {
    const target =
      'CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT UNIQUE, pay INTEGER); CREATE TABLE other (email TEXT REFERENCES kept (email) DEFERRABLE INITIALLY DEFERRED)';
    const source = 'CREATE TABLE held (id INTEGER PRIMARY KEY, email TEXT UNIQUE, pay INTEGER)';
    expect(await copied({ source, target, rows: "(1, 'a', 1)", clear: ['id', 'pay'] })).toEqual(denied);
    expect(await copied({ source, target, rows: "(1, 'a', 1)", clear: ['id', 'email'] })).toBe('copied');
  });

  it.each([
    ['the number of a row', `CREATE TABLE held ${person}`, `CREATE TABLE kept ${person}`],
    [
      'a unique column',
      'CREATE TABLE held (id INTEGER PRIMARY KEY, email TEXT UNIQUE, pay INTEGER)',
      'CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT, pay INTEGER); CREATE UNIQUE INDEX k ON kept (pay, email)',
    ],
    [
      'its key, of what holds more',
      `CREATE TABLE held ${person}`,
      'CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT, pay INTEGER, UNIQUE (email, id))',
    ],
    [
      'the same check',
      "CREATE TABLE held (id INTEGER PRIMARY KEY, email TEXT CHECK (email LIKE '%a%'), pay INTEGER)",
      "CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT CHECK (email LIKE '%a%'), pay INTEGER) -- the same",
    ],
    [
      'nothing, of a plain index',
      `CREATE TABLE held ${person}`,
      `CREATE TABLE kept ${person}; CREATE INDEX k ON kept (email)`,
    ],
  ])('is made where the source proves it by %s', async (_, source, target) => {
    expect(await copied({ source, target, rows: "(1, 'a', 1), (2, 'ab', 2)", clear: [] })).toBe('copied');
  });

  it.each([
    [
      'another collation',
      'CREATE TABLE held (id INTEGER PRIMARY KEY, email TEXT UNIQUE, pay INTEGER)',
      'CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT UNIQUE COLLATE NOCASE, pay INTEGER)',
      "(1, 'a', 1), (2, 'A', 2)",
    ],
    [
      'a part of its rows',
      `CREATE TABLE held ${person}; CREATE UNIQUE INDEX k ON held (email) WHERE pay > 1`,
      'CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT UNIQUE, pay INTEGER)',
      "(1, 'a', 1), (2, 'a', 1)",
    ],
    [
      'a key that may be missing',
      'CREATE TABLE held (id INTEGER, email TEXT PRIMARY KEY, pay INTEGER)',
      'CREATE TABLE kept (id INTEGER, email TEXT PRIMARY KEY, pay INTEGER) WITHOUT ROWID',
      '(1, NULL, 1)',
    ],
    [
      'a key that holds texts as well',
      'CREATE TABLE held (id INT PRIMARY KEY, email TEXT, pay INTEGER)',
      `CREATE TABLE kept ${person}`,
      "('x', 'a', 1)",
    ],
    [
      'a check of other words',
      "CREATE TABLE held (id INTEGER PRIMARY KEY, email TEXT CHECK (email <> 'b'), pay INTEGER)",
      "CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT CHECK (email <> 'a'), pay INTEGER)",
      "(1, 'a', 1)",
    ],
    [
      'the number of a row under another name',
      'CREATE TABLE held (id INTEGER, email TEXT, pay INTEGER PRIMARY KEY)',
      'CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT, pay INTEGER)',
      "(1, 'a', 1), (1, 'a', 2)",
    ],
  ])('is not proven by %s', async (_, source, target, rows) => {
    expect(await copied({ source, target, rows })).not.toBe('copied');
    expect(await copied({ source, target, rows, clear: [] })).toEqual(denied);
  });
});

describe('on SQLite a load of what was changed on its way', () => {
  const source = 'CREATE TABLE held (id INTEGER PRIMARY KEY, email TEXT UNIQUE, pay INTEGER)';
  let left: unknown;
  async function loaded(target: string, more: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const version = await laidOut({ source, target, rows: "(1, 'a', 1), (2, 'A', 2)" });
    const result = await at.store.raw('load_if_version', {
      ...{ source: 'silver.held', version, target: 'gold.kept', clear_columns: { 'silver.held': ['id'] } },
      columns: ['id', 'email', 'pay'],
      rows: [
        [1, '[EMAIL:a]', 1],
        [2, '[EMAIL:a]', 2],
      ],
      changed: ['email'],
      ...more,
    });
    left = readDirectly(at.directory, 'gold', 'SELECT count(*) FROM kept WHERE email IS NOT NULL');
    await cleared();
    return result.isError === true ? result.structuredContent : 'loaded';
  }

  it.each([
    'CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT UNIQUE, pay INTEGER)',
    'CREATE TABLE kept (id INTEGER, email TEXT PRIMARY KEY, pay INTEGER)',
    "CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT CHECK (email NOT LIKE '%b%'), pay INTEGER)",
    'CREATE TABLE kept (id INTEGER PRIMARY KEY, email INTEGER, pay INTEGER) STRICT',
    'CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT NOT NULL, pay INTEGER)',
    'CREATE TABLE kept (id INTEGER PRIMARY KEY, email TEXT, pay INTEGER UNIQUE)',
  ])('is refused into %s, though the source is unique there', async (target) => {
    expect(await loaded(target)).toEqual(denied);
  });

  it('is made into a column of any type, and one that is emptied into whatever it is held to', async () => {
    expect(await loaded('CREATE TABLE kept (id INTEGER PRIMARY KEY, email DATE, pay INTEGER)')).toBe(
      'loaded',
    );
    const unique = 'CREATE TABLE kept (id INTEGER PRIMARY KEY, email INTEGER UNIQUE, pay INTEGER)';
    expect(await loaded(unique, { emptied: ['email'] })).toBe('loaded');
    expect(left).toBe(0);
    expect(await loaded(unique, { emptied: ['pay'] })).toEqual({ code: 'columns-differ' });
  });
});
