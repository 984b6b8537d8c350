// Rows of a real PostgreSQL come in no order of what is hidden: neither an index of the operator's own nor a join that sorts tells how hidden values are sorted.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Downstream } from '../downstreams/subprocess.js';
import { openRealServer, type RealServer } from './real-server.js';

/** The later a number, the earlier its address; rows lie by number. */
const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE silver.people (id integer PRIMARY KEY, email text UNIQUE, country text);
INSERT INTO silver.people SELECT g, 'p' || 100000 - g || '@example.org', 'c' || g % 50 FROM generate_series(1, 20000) g;
CREATE INDEX by_land ON silver.people (country, email) INCLUDE (id);
CREATE TABLE silver.leads (n integer PRIMARY KEY, email text UNIQUE);
INSERT INTO silver.leads SELECT g, 'p' || 100000 - g || '@example.org' FROM generate_series(1, 20000, 2) g;
CREATE TABLE silver.visits (id integer, day integer, who text) PARTITION BY RANGE (day);
CREATE TABLE silver.visits_low PARTITION OF silver.visits FOR VALUES FROM (0) TO (100);
INSERT INTO silver.visits SELECT g, g % 100, 'p' || 100000 - g FROM generate_series(1, 20000) g;
CREATE INDEX by_who ON silver.visits_low (day, who) INCLUDE (id);
CREATE TABLE silver.paid (id integer PRIMARY KEY, pay money);
INSERT INTO silver.paid SELECT g, 30000 - g FROM generate_series(1, 3000) g;
CREATE TABLE silver.offered (n integer PRIMARY KEY, pay money);
INSERT INTO silver.offered SELECT g, 30000 - g FROM generate_series(1, 3000) g;
CREATE TABLE bronze.kept (id integer);
CREATE TABLE silver.plain (id integer PRIMARY KEY, country text);
INSERT INTO silver.plain SELECT g, 'c' FROM generate_series(1, 20000) g;
CREATE TABLE silver.staff (id integer, country text, email text);
CREATE TABLE silver.managers (grade integer) INHERITS (silver.staff);
INSERT INTO silver.managers SELECT g, 'c' || g % 50, 'p' || 100000 - g, 1 FROM generate_series(1, 20000) g;
CREATE INDEX by_mail ON silver.managers (country, email) INCLUDE (id);
CREATE TABLE silver.days (id integer, day integer) PARTITION BY RANGE (day);
CREATE TABLE silver.days_low PARTITION OF silver.days FOR VALUES FROM (0) TO (100);
INSERT INTO silver.days SELECT g, g % 100 FROM generate_series(1, 20000) g;
CREATE INDEX by_day ON silver.days_low (day, id);
CREATE VIEW silver.of_land AS SELECT id FROM silver.people WHERE country = 'c7';
CREATE VIEW silver.of_lands AS SELECT id FROM silver.of_land;
CREATE MATERIALIZED VIEW gold.kept_people AS SELECT id, email, country FROM silver.people;
CREATE INDEX by_kept ON gold.kept_people (country, email) INCLUDE (id);
CREATE FUNCTION silver.looked_up() RETURNS SETOF integer LANGUAGE sql VOLATILE AS 'SELECT id FROM silver.people WHERE country = ''c7''';
CREATE FUNCTION silver.inlined() RETURNS SETOF integer LANGUAGE sql STABLE AS 'SELECT id FROM silver.people WHERE country = ''c7''';
CREATE TABLE silver.seen (id integer, country text, wide text, email text);
INSERT INTO silver.seen SELECT g, 'c', repeat('x', 400), 'p' || 100000 - g FROM generate_series(1, 5000) g;
CREATE INDEX by_seen ON silver.seen (country, email, id);
CREATE TABLE bronze.asked (n integer);
CREATE VIEW silver.sorted_people AS SELECT id, country, email FROM silver.people WHERE id <= 600 ORDER BY email;
CREATE VIEW silver.mails_of_land AS SELECT DISTINCT country, email FROM silver.people WHERE id <= 600;
CREATE FUNCTION bronze.fill() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
  'BEGIN INSERT INTO bronze.kept SELECT id FROM silver.people WHERE country = ''c7''; RETURN NEW; END';
CREATE TRIGGER filling AFTER INSERT ON bronze.asked FOR EACH ROW EXECUTE FUNCTION bronze.fill();
`;
const people = { 'silver.people': ['id', 'country'] };
const ofLand = "SELECT id FROM silver.people WHERE country = 'c7'";
/** Of what no hash is made, two sides can be sorted by it. */
const byPay = 'SELECT p.id FROM silver.paid p JOIN silver.offered o ON p.pay = o.pay';
const byMail = 'SELECT p.id FROM silver.people p JOIN silver.leads l ON p.email = l.email LIMIT 300';
const queries = [
  [ofLand, people],
  [byMail, { ...people, 'silver.leads': ['n'] }],
  [byPay, { 'silver.paid': ['id'], 'silver.offered': ['n'] }],
  ['SELECT id FROM silver.visits WHERE day = 7', { 'silver.visits': ['id', 'day'] }],
] as const;

let server: RealServer;
let store: Downstream;
beforeAll(async () => {
  server = await openRealServer(seed);
  // A map of what is visible lets an index answer alone; no transaction can make one.
  for (const table of ['people', 'leads', 'visits', 'paid', 'offered', 'plain', 'managers', 'days', 'seen'])
    await server.sql(`VACUUM ANALYZE silver.${table}`);
  await server.sql('VACUUM ANALYZE gold.kept_people');
  store = await connect('postgres', { DATABASE_URL: server.url() });
});
afterAll(async () => {
  await store?.close();
  await server?.stop();
});

const cellsOf = async (sql: string, given: Record<string, unknown>): Promise<readonly unknown[]> => {
  const { rows } = await store.ok('query', { sql, max_rows: 20_000, ...given });
  // `as`: rows are lists of cells.
  return (rows as readonly (readonly unknown[])[]).map(([first]) => first);
};
const isSorted = (found: readonly unknown[]): boolean =>
  found.every((one, at) => at === 0 || Number(one) >= Number(found[at - 1]));
const planOf = async (sql: string, given: Record<string, unknown>): Promise<string> =>
  (await cellsOf(`EXPLAIN ${sql}`, given)).join('\n');
const orders = /Index (?:Only )?Scan using|Merge Join/;

async function comeAsTheyLie(sql: string, clear_columns: object): Promise<void> {
  expect(await planOf(sql, {})).toMatch(orders);
  expect(isSorted(await cellsOf(sql, {}))).toBe(false);
  expect(await planOf(sql, { clear_columns })).not.toMatch(orders);
  const found = await cellsOf(sql, { clear_columns });
  expect(found.length).toBeGreaterThan(100);
  expect(isSorted(found)).toBe(true);
}

it.each(queries)('%s: the rows come as they lie', comeAsTheyLie);

it('what the planner takes instead is on, though the operator has turned it off', async () => {
  const instead = ['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin', 'enable_nestloop'];
  const everywhere = (way: string): Promise<unknown> =>
    server.sql(
      `DO $$ BEGIN ${instead.map((name) => `EXECUTE format('ALTER DATABASE %I ${way.replace('*', name)}', current_database());`).join(' ')} END $$`,
    );
  const sql = `SELECT current_setting(name) FROM unnest(ARRAY['${instead.join("', '")}']) AS name`;
  await everywhere('SET * = off');
  const own = await connect('postgres', { DATABASE_URL: server.url() });
  try {
    const settings = async (given: object) => (await own.ok('query', { sql, max_rows: 9, ...given })).rows;
    expect(await settings({})).toEqual(instead.map(() => ['off']));
    expect(await settings({ clear_columns: people })).toEqual(instead.map(() => ['on']));
  } finally {
    await own.close();
    await everywhere('RESET *');
  }
});

/** Each reaches a table with a hidden index that nobody has named. */
const unnamed = [
  [ofLand, {}],
  [ofLand, { 'silver.plain': ['id', 'country'] }],
  [`SELECT id FROM silver.plain WHERE id < 0 UNION ALL ${ofLand}`, { 'silver.plain': ['id', 'country'] }],
  ['SELECT id FROM silver.of_land', { 'silver.of_land': ['id'] }],
  ['SELECT id FROM silver.of_lands', { 'silver.of_lands': ['id'], 'silver.of_land': ['id'] }],
  ['SELECT looked.id FROM silver.inlined() AS looked (id)', {}],
  ["SELECT id FROM gold.kept_people WHERE country = 'c7'", {}],
  ["SELECT id FROM silver.staff WHERE country = 'c7'", {}],
  ["SELECT id FROM silver.managers WHERE country = 'c7'", { 'silver.staff': ['id', 'country'] }],
  ['SELECT id FROM silver.visits WHERE day = 7', {}],
  ['SELECT id FROM silver.visits_low WHERE day = 7', {}],
] as const;

it.each(unnamed)('%s: of a table that is not named nothing is clear', comeAsTheyLie);

it('what a function reads is seen once it has run: its rows are refused where its table is not named', async () => {
  const sql = 'SELECT looked.id FROM silver.looked_up() AS looked (id)';
  expect(isSorted(await cellsOf(sql, {}))).toBe(false);
  expect(isSorted(await cellsOf(sql, { clear_columns: people }))).toBe(true);
  const asked = { sql, max_rows: 20_000, clear_columns: {} };
  expect(await store.refused('query', asked)).toEqual({ code: 'hidden-order' });
  expect(await store.refused('query', { ...asked, max_rows: 1 })).toEqual({ code: 'hidden-order' });
});

it('what a write sets off reads in no order of it, whoever has named its tables', async () => {
  await server.sql('TRUNCATE bronze.kept');
  await store.ok('execute', {
    sql: 'INSERT INTO bronze.asked VALUES (1)',
    clear_columns: { 'bronze.asked': ['n'] },
  });
  const kept = (await server.sql('SELECT id FROM bronze.kept')).map(({ id }) => id);
  expect(kept.length).toBeGreaterThan(100);
  expect(isSorted(kept)).toBe(true);
  await server.sql('TRUNCATE bronze.kept');
});

it('an index of clear columns is walked as ever', async () => {
  const sql = 'SELECT id FROM silver.plain ORDER BY id LIMIT 3';
  const plain = { 'silver.plain': ['id', 'country'] };
  expect(await planOf(sql, { clear_columns: plain })).toMatch(/Index Only Scan/);
  const ofDay = 'SELECT id FROM silver.days WHERE day = 7';
  expect(await planOf(ofDay, { clear_columns: { 'silver.days': ['id', 'day'] } })).toMatch(orders);
});

it('a column that is not said to be clear is hidden, and an index of columns that are is walked', async () => {
  const sql = ofLand;
  expect(await planOf(sql, { clear_columns: { 'silver.people': [] } })).not.toMatch(orders);
  const all = { 'silver.people': ['id', 'email', 'country'] };
  expect(await planOf(sql, { clear_columns: all })).toMatch(orders);
});

it('nothing of it is left to the next call', async () => {
  await cellsOf(ofLand, { clear_columns: people });
  expect(await planOf(ofLand, {})).toMatch(orders);
});

it('rows are written in no order of it either', async () => {
  const sql = `INSERT INTO bronze.kept ${ofLand}`;
  const kept = async (): Promise<readonly unknown[]> =>
    (await server.sql('SELECT id FROM bronze.kept')).map(({ id }) => id);
  await store.ok('execute', { sql, clear_columns: people });
  expect((await kept()).length).toBeGreaterThan(100);
  expect(isSorted(await kept())).toBe(true);
});

describe('a copy, rows on their way to be masked, and an export', () => {
  const versionOf = async (table: string) => (await store.ok('content_version', { table })).version;
  const copied = async (way: Record<string, unknown>): Promise<readonly unknown[]> => {
    const source = String(way.source);
    await store.ok('copy_if_version', { version: await versionOf(source), target: 'gold.copied', ...way });
    const rows = await server.sql('SELECT * FROM gold.copied');
    await server.sql('DROP TABLE gold.copied');
    // The last column: a number, or an address.
    return rows.map((row) => Object.values(row).at(-1));
  };
  const readOf = async (table: string, clear_columns: unknown): Promise<readonly unknown[]> => {
    const version = await versionOf(table);
    const { rows } = await store.ok('read_if_version', { table, version, part_of: 'one', clear_columns });
    // `as`: rows are lists of cells.
    return (rows as readonly (readonly unknown[])[]).map(([first]) => first);
  };
  const isOrdered = (found: readonly unknown[]): boolean =>
    found.every((one, at) => at === 0 || String(one) >= String(found[at - 1]));
  const isTurned = (found: readonly unknown[]): boolean => isSorted([...found].reverse());

  it('of a table go as it lies, whatever index has all of its columns', async () => {
    const table = { source: 'silver.seen', columns: ['country', 'id'] };
    expect(isTurned(await copied(table))).toBe(true);
    expect(isSorted(await copied({ ...table, clear_columns: { 'silver.seen': ['id', 'country'] } }))).toBe(
      true,
    );
    expect(isSorted(await copied({ ...table, clear_columns: {} }))).toBe(true);
  });

  it('of a view go by what is clear', async () => {
    const table = { source: 'silver.sorted_people', columns: ['id'] };
    expect(isTurned(await copied(table))).toBe(true);
    const clear_columns = { 'silver.sorted_people': ['id', 'country'] };
    expect(isSorted(await copied({ ...table, clear_columns }))).toBe(true);
    expect(isTurned(await readOf('silver.sorted_people', undefined))).toBe(false);
    expect(isSorted(await readOf('silver.sorted_people', clear_columns))).toBe(true);
  });

  it('of a view come as chance has it where they are alike in what is clear', async () => {
    for (const source of ['silver.sorted_people', 'silver.mails_of_land']) {
      const copy = { source, columns: ['country', 'email'] };
      const found = await copied({ ...copy, clear_columns: {} });
      expect(found).toHaveLength(600);
      expect(isOrdered(found)).toBe(false);
      expect(isTurned(await readOf(source, {}))).toBe(false);
    }
  });

  it('of a view have no second page where the first came so', async () => {
    const clear_columns = { 'silver.sorted_people': ['country'] };
    const asked = { table: 'silver.sorted_people', max_rows: 100, clear_columns };
    expect(await store.refused('export', asked)).toEqual({ code: 'hidden-order' });
    expect(await store.refused('export', { ...asked, offset: 500 })).toEqual({ code: 'hidden-order' });
    expect((await store.ok('export', { ...asked, max_rows: 1000 })).rows).toHaveLength(600);
    const known = { ...asked, clear_columns: { 'silver.sorted_people': ['id'] } };
    const { rows } = await store.ok('export', { ...known, max_rows: 1, offset: 1 });
    expect(rows).toEqual([[2, 'c2', 'p99998@example.org']]);
  });
});
