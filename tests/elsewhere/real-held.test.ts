// On a real PostgreSQL what a target holds its rows to tells nothing of a hidden value by failing for some: it is refused by what is declared, and taken where the source proves it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Downstream } from '../downstreams/subprocess.js';
import { openRealServer, type RealServer } from './real-server.js';

let server: RealServer;
let store: Downstream;
beforeAll(async () => {
  server =
    await openRealServer(`CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
    CREATE FUNCTION gold.picky() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF new.pay > 5 THEN RAISE 'no'; END IF; RETURN new; END $$;
    CREATE DOMAIN gold.small AS integer;
    CREATE COLLATION gold.folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`);
  store = await connect('postgres', { DATABASE_URL: server.url() });
});
afterAll(async () => {
  await store?.close();
  await server?.stop();
});

const person = '(id integer PRIMARY KEY, email text, pay integer)';
const denied = { code: 'hidden-constraint' };

type Given = {
  readonly source?: string;
  readonly target: string;
  readonly rows: string;
  readonly clear?: readonly string[];
};

async function laidOut({
  source = `CREATE TABLE silver.held ${person}`,
  target,
  rows,
}: Given): Promise<string> {
  await server.sql(`${source}; INSERT INTO silver.held VALUES ${rows}; ${target};
    GRANT ALL ON ALL TABLES IN SCHEMA silver, gold TO ${server.named('lake_read, lake_promote')}`);
  return String((await store.ok('content_version', { table: 'silver.held' })).version);
}

const cleared = (): Promise<unknown> =>
  server.sql('DROP TABLE IF EXISTS silver.held, gold.kept, gold.other CASCADE');

async function copied(given: Given): Promise<unknown> {
  const version = await laidOut(given);
  const clear_columns = given.clear === undefined ? undefined : { 'silver.held': given.clear };
  const way = { source: 'silver.held', version, target: 'gold.kept', clear_columns };
  const result = await store.raw('copy_if_version', way);
  await cleared();
  return result.isError === true ? result.structuredContent : 'copied';
}

const made = `CREATE TABLE gold.kept ${person}`;

/** Rows that fail there; one that does not is `(1, NULL, 1)`. */
it.each([
  [
    'a unique column',
    'CREATE TABLE gold.kept (id integer PRIMARY KEY, email text UNIQUE, pay integer)',
    "(1, 'a', 1), (2, 'a', 1)",
  ],
  [
    'a unique index of two',
    `${made}; CREATE UNIQUE INDEX ON gold.kept (email, pay)`,
    "(1, 'a', 1), (2, 'a', 1)",
  ],
  [
    'one that is looked up at the end',
    'CREATE TABLE gold.kept (id integer PRIMARY KEY, email text, pay integer UNIQUE DEFERRABLE INITIALLY DEFERRED)',
    "(1, 'a', 1), (2, 'b', 1)",
  ],
  [
    'a partial index',
    `${made}; CREATE UNIQUE INDEX ON gold.kept (id) WHERE pay / (pay - 7) > 0`,
    "(1, 'a', 7)",
  ],
  ['an index of an expression', `${made}; CREATE INDEX ON gold.kept ((1 / (pay - 7)))`, "(1, 'a', 7)"],
  [
    'a unique index of an expression',
    `${made}; CREATE UNIQUE INDEX ON gold.kept (lower(email))`,
    "(1, 'a', 1), (2, 'A', 1)",
  ],
  [
    'an index of the row',
    `${made}; CREATE UNIQUE INDEX ON gold.kept ((kept.* IS NOT NULL))`,
    "(1, 'a', 1), (2, 'b', 2)",
  ],
  [
    'a check',
    "CREATE TABLE gold.kept (id integer PRIMARY KEY, email text CHECK (email LIKE '%@%'), pay integer)",
    "(1, 'a', 1)",
  ],
  [
    'a check of the row',
    'CREATE TABLE gold.kept (id integer PRIMARY KEY, email text, pay integer, CHECK (NOT (kept.* IS NOT NULL)))',
    "(1, 'a', 1)",
  ],
  [
    'a check that new rows alone are held to',
    `${made}; ALTER TABLE gold.kept ADD CHECK (pay < 5) NOT VALID`,
    "(1, 'a', 9)",
  ],
  [
    'a reference',
    'CREATE TABLE gold.other (email text PRIMARY KEY); CREATE TABLE gold.kept (id integer PRIMARY KEY, email text REFERENCES gold.other, pay integer)',
    "(1, 'a', 1)",
  ],
  [
    'a reference that is looked up at the end',
    'CREATE TABLE gold.other (email text PRIMARY KEY); CREATE TABLE gold.kept (id integer PRIMARY KEY, email text REFERENCES gold.other DEFERRABLE INITIALLY DEFERRED, pay integer)',
    "(1, 'a', 1)",
  ],
  ['an exclusion', `${made}; ALTER TABLE gold.kept ADD EXCLUDE (pay WITH =)`, "(1, 'a', 1), (2, 'b', 1)"],
  [
    'a trigger',
    `${made}; CREATE TRIGGER t BEFORE INSERT ON gold.kept FOR EACH ROW EXECUTE FUNCTION gold.picky()`,
    "(1, 'a', 9)",
  ],
  [
    'a rule',
    `${made}; CREATE RULE r AS ON INSERT TO gold.kept WHERE new.pay > 5 DO INSTEAD NOTHING`,
    "(1, 'a', 9)",
  ],
  [
    'its parts',
    'CREATE TABLE gold.kept (id integer, email text, pay integer) PARTITION BY RANGE (pay); CREATE TABLE gold.other PARTITION OF gold.kept FOR VALUES FROM (0) TO (5)',
    "(1, 'a', 9)",
  ],
  [
    'a key of another column',
    'CREATE TABLE gold.kept (id integer, email text, pay integer PRIMARY KEY)',
    "(1, 'a', 1), (2, 'b', 1)",
  ],
])('is refused whatever it holds by %s', async (_, target, failing) => {
  // It does tell, where nobody has said what is hidden.
  expect(await copied({ target, rows: failing })).not.toBe('copied');
  expect(await copied({ target, rows: '(1, NULL, 1)' })).toBe('copied');
  for (const rows of [failing, '(1, NULL, 1)'])
    for (const clear of [['id'], []]) expect(await copied({ target, rows, clear })).toEqual(denied);
});

it('is refused where another table refers to what is hidden', async () => {
  const keyed = '(id integer PRIMARY KEY, email text UNIQUE, pay integer)';
  const target = `CREATE TABLE gold.kept ${keyed}; CREATE TABLE gold.other (email text REFERENCES gold.kept (email) DEFERRABLE INITIALLY DEFERRED)`;
  const given = { source: `CREATE TABLE silver.held ${keyed}`, target, rows: "(1, 'a', 1)" };
  expect(await copied({ ...given, clear: ['id', 'pay'] })).toEqual(denied);
  expect(await copied({ ...given, clear: ['id', 'email'] })).toBe('copied');
});

it.each([
  ['its key', `CREATE TABLE silver.held ${person}`, made],
  [
    'a unique column',
    'CREATE TABLE silver.held (id integer PRIMARY KEY, email text UNIQUE, pay integer)',
    `${made}; CREATE UNIQUE INDEX ON gold.kept (pay, email)`,
  ],
  [
    'its key, of what holds more',
    `CREATE TABLE silver.held ${person}`,
    `${made}; CREATE UNIQUE INDEX ON gold.kept (email, id)`,
  ],
  [
    'its key, into one with room for more',
    `CREATE TABLE silver.held ${person}`,
    'CREATE TABLE gold.kept (id bigint PRIMARY KEY, email text, pay numeric)',
  ],
  [
    'the same check',
    "CREATE TABLE silver.held (id integer PRIMARY KEY, email text CHECK (length(email) < 9 AND email <> 'x'), pay integer)",
    "CREATE TABLE gold.kept (id integer PRIMARY KEY, email text CHECK (length(email) < 9 AND email <> 'x'), pay integer)",
  ],
  [
    'the same reference',
    'CREATE TABLE gold.other (n integer PRIMARY KEY); INSERT INTO gold.other VALUES (1), (2); CREATE TABLE silver.held (id integer PRIMARY KEY, email text, pay integer REFERENCES gold.other)',
    'CREATE TABLE gold.kept (id integer PRIMARY KEY, email text, pay integer REFERENCES gold.other)',
  ],
  [
    'the same domain',
    'CREATE TABLE silver.held (id integer PRIMARY KEY, email text, pay gold.small)',
    'CREATE TABLE gold.kept (id integer PRIMARY KEY, email text, pay gold.small)',
  ],
  [
    'nothing, of a plain index',
    `CREATE TABLE silver.held ${person}`,
    `${made}; CREATE INDEX ON gold.kept (email) INCLUDE (pay)`,
  ],
])('is made where the source proves it by %s', async (_, source, target) => {
  expect(await copied({ source, target, rows: "(1, 'a', 1), (2, 'ab', 2)", clear: [] })).toBe('copied');
});

it.each([
  [
    'another collation',
    'CREATE TABLE silver.held (id integer PRIMARY KEY, email text UNIQUE, pay integer)',
    'CREATE TABLE gold.kept (id integer PRIMARY KEY, email text COLLATE gold.folded UNIQUE, pay integer)',
    "(1, 'a', 1), (2, 'A', 2)",
  ],
  [
    'one for which no value is like another',
    'CREATE TABLE silver.held (id integer PRIMARY KEY, email text UNIQUE, pay integer)',
    'CREATE TABLE gold.kept (id integer PRIMARY KEY, email text UNIQUE NULLS NOT DISTINCT, pay integer)',
    '(1, NULL, 1), (2, NULL, 2)',
  ],
  [
    'a part of its rows',
    `CREATE TABLE silver.held ${person}; CREATE UNIQUE INDEX ON silver.held (email) WHERE pay > 1`,
    'CREATE TABLE gold.kept (id integer PRIMARY KEY, email text UNIQUE, pay integer)',
    "(1, 'a', 1), (2, 'a', 1)",
  ],
  [
    'a check by the clock',
    "CREATE TABLE silver.held (id integer PRIMARY KEY, email text, pay integer, CHECK (pay > 5 OR coalesce(current_setting('lake.old', true), '') = 'on')); SET lake.old = 'on'",
    "CREATE TABLE gold.kept (id integer PRIMARY KEY, email text, pay integer, CHECK (pay > 5 OR coalesce(current_setting('lake.old', true), '') = 'on'))",
    "(1, 'a', 1)",
  ],
  [
    'a check that was not looked up',
    `CREATE TABLE silver.held ${person}; INSERT INTO silver.held VALUES (7, 'b', 9); ALTER TABLE silver.held ADD CHECK (pay < 5) NOT VALID`,
    `${made}; ALTER TABLE gold.kept ADD CHECK (pay < 5)`,
    "(1, 'a', 1)",
  ],
])('is not proven by %s', async (_, source, target, rows) => {
  expect(await copied({ source, target, rows })).not.toBe('copied');
  expect(await copied({ source, target, rows, clear: [] })).toEqual(denied);
});

it('a check of another table that was not looked up says nothing here', async () => {
  const target = `${made}; CREATE TABLE gold.other (n integer); ALTER TABLE gold.other ADD CHECK (n < 5) NOT VALID`;
  expect(await copied({ target, rows: "(1, 'a', 1)", clear: [] })).toBe('copied');
});

it('a rule of a type that was not looked up in what is there is asked again by a load', async () => {
  const small = '(id integer PRIMARY KEY, email text, pay gold.small)';
  const given = {
    source: `CREATE TABLE silver.held ${small}`,
    target: `CREATE TABLE gold.kept ${small}`,
    rows: "(1, 'a', 9)",
  };
  expect(await loaded(given, { changed: ['email'] })).toBe('loaded');
  const target = `${given.target}; ALTER DOMAIN gold.small ADD CONSTRAINT few CHECK (VALUE < 5) NOT VALID`;
  expect(await loaded({ ...given, target }, { changed: ['email'] })).toEqual(denied);
  await server.sql('ALTER DOMAIN gold.small DROP CONSTRAINT few');
});

async function loaded(given: Given, more: Readonly<Record<string, unknown>>): Promise<unknown> {
  const version = await laidOut(given);
  const result = await store.raw('load_if_version', {
    ...{ source: 'silver.held', version, target: 'gold.kept', clear_columns: { 'silver.held': ['id'] } },
    ...{ columns: ['id', 'email', 'pay'], rows: [[1, '[EMAIL:a]', 9]], ...more },
  });
  await cleared();
  return result.isError === true ? result.structuredContent : 'loaded';
}

it.each([
  'CREATE TABLE gold.kept (id integer PRIMARY KEY, email text UNIQUE, pay integer)',
  "CREATE TABLE gold.kept (id integer PRIMARY KEY, email text CHECK (email NOT LIKE '%b%'), pay integer)",
  'CREATE TABLE gold.kept (id integer PRIMARY KEY, email varchar(40), pay integer)',
  'CREATE TABLE gold.kept (id integer PRIMARY KEY, email date, pay integer)',
  'CREATE TABLE gold.kept (id integer PRIMARY KEY, email text NOT NULL, pay integer)',
  'CREATE TABLE gold.kept (id integer PRIMARY KEY, email text, pay smallint)',
])('what was changed is put into no %s, though the source is unique there', async (target) => {
  const source = 'CREATE TABLE silver.held (id integer PRIMARY KEY, email text UNIQUE, pay integer)';
  expect(await loaded({ source, target, rows: "(1, 'a', 9)" }, { changed: ['email'] })).toEqual(denied);
});

it('what is emptied is put into whatever there is', async () => {
  const target = 'CREATE TABLE gold.kept (id integer PRIMARY KEY, email date UNIQUE, pay integer)';
  const more = { changed: ['email'], emptied: ['email'] };
  expect(await loaded({ target, rows: "(1, 'a', 9)" }, more)).toBe('loaded');
});
