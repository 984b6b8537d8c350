// A throw-away database on a real server in which a statement is run and undone, and what it did there by the engine's own books. It knows
// nothing of any reader: what it says was looked up in catalogs, counters and the list of locks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type Cluster, startCluster } from '../postgres-cluster.js';

const labelled = readFileSync(
  join(import.meta.dirname, '..', '..', 'cases', 'sql', 'schema_postgres.sql'),
  'utf8',
);

/** What the labelled schema has none of: cascades, heirs, partitions, generated columns, rules, a policy of rows. */
const more = `
CREATE TABLE silver.parents(id int PRIMARY KEY, note text);
CREATE TABLE silver.children(id int PRIMARY KEY, parent int REFERENCES silver.parents ON DELETE CASCADE ON UPDATE CASCADE, note text);
CREATE TABLE silver.toys(id int PRIMARY KEY, child int REFERENCES silver.children ON DELETE SET NULL, note text);
CREATE TABLE staging.old(id int PRIMARY KEY, note text);
CREATE TABLE staging.older(extra text) INHERITS (staging.old);
CREATE TABLE silver.events(id int, day int, note text) PARTITION BY RANGE (day);
CREATE TABLE silver.events_low PARTITION OF silver.events FOR VALUES FROM (0) TO (100);
CREATE TABLE silver.made(id int PRIMARY KEY, note text, loud text GENERATED ALWAYS AS (upper(note)) STORED);
CREATE TABLE staging.ruled(id int PRIMARY KEY, note text);
CREATE RULE aside AS ON UPDATE TO staging.ruled DO ALSO DELETE FROM staging.audit_log;
CREATE TABLE silver.watched(id int PRIMARY KEY, note text);
CREATE FUNCTION silver.peek() RETURNS boolean LANGUAGE sql AS 'SELECT count(*) > 0 FROM silver.orders';
CREATE POLICY peeking ON silver.watched USING (silver.peek());
ALTER TABLE silver.watched ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE VIEW gold.twice AS SELECT id, label, contact FROM silver.v_contacts;
CREATE VIEW silver.late AS SELECT o.id, o.amount AS total FROM silver.orders o JOIN silver.customers c ON c.id = o.customer_id;
`;

const seed = `
INSERT INTO staging.customers_raw SELECT g, 'n' || g, 'm' || g, 'p' || g, 'NL', '2024', 'x' FROM generate_series(1, 9) g;
INSERT INTO staging.orders_raw SELECT g, g, g, 'open', '2024' FROM generate_series(1, 9) g;
INSERT INTO staging.orders_clean SELECT g, g, g, 'open', '2024' FROM generate_series(5, 14) g;
INSERT INTO staging.junk SELECT g, 'j' || g FROM generate_series(1, 9) g;
INSERT INTO staging.scratch SELECT 's' || g FROM generate_series(1, 9) g;
INSERT INTO staging.audit_log SELECT g, 'a' FROM generate_series(1, 9) g;
INSERT INTO silver.customers SELECT g, 'n' || g, 'm' || g, 'p' || g, 's', '1970', 'NL', 'retail' FROM generate_series(1, 9) g;
INSERT INTO silver.orders SELECT g, g, g, 'open', '2024', 'here' FROM generate_series(1, 9) g;
INSERT INTO gold.daily_revenue SELECT '2024-0' || g, g, g FROM generate_series(1, 9) g;
INSERT INTO protected.salaries SELECT g, 'e', g FROM generate_series(1, 9) g;
INSERT INTO protected.api_keys SELECT g, 'k', 's' FROM generate_series(1, 9) g;
INSERT INTO silver.parents SELECT g, 'p' FROM generate_series(1, 9) g;
INSERT INTO silver.children SELECT g, g, 'c' FROM generate_series(1, 9) g;
INSERT INTO silver.toys SELECT g, g, 't' FROM generate_series(1, 9) g;
INSERT INTO staging.old SELECT g, 'o' FROM generate_series(1, 9) g;
INSERT INTO staging.older SELECT g, 'o', 'x' FROM generate_series(11, 19) g;
INSERT INTO silver.events SELECT g, g, 'e' FROM generate_series(1, 9) g;
INSERT INTO silver.made SELECT g, 'm' FROM generate_series(1, 9) g;
INSERT INTO staging.ruled SELECT g, 'r' FROM generate_series(1, 9) g;
INSERT INTO silver.watched SELECT g, 'w' FROM generate_series(1, 9) g;
REFRESH MATERIALIZED VIEW silver.mv_seg;
`;

const books =
  `pg_class pg_attribute pg_attrdef pg_proc pg_type pg_constraint pg_trigger pg_rewrite pg_index pg_policy pg_namespace pg_operator
pg_cast pg_description pg_enum pg_extension pg_event_trigger pg_largeobject_metadata pg_default_acl pg_authid pg_db_role_setting
pg_inherits pg_statistic pg_publication pg_foreign_server pg_collation pg_sequence pg_auth_members`.split(
    /\s+/,
  );

/** A row that this transaction made or changed bears its number; one that it took away is missing from the count. */
const written = books.map(
  (book) =>
    `(SELECT concat(count(*), ':', count(*) FILTER (WHERE b.xmin::text = pg_current_xact_id_if_assigned()::text)) FROM ${book} b) AS ${book}`,
);

/** What stands apart from rows: every catalog, every sequence, every setting, and what a session can hold. */
const WORLD = `SELECT ${written.join(', ')},
(SELECT string_agg(concat_ws(' ', schemaname, sequencename, last_value), '|' ORDER BY 1) FROM pg_sequences) AS sequences,
(SELECT md5(string_agg(concat(name, setting), '|' ORDER BY name)) FROM pg_settings WHERE name <> 'transaction_read_only') AS settings,
(SELECT concat_ws(' ', current_user, session_user, current_setting('judge.mark', true))) AS person,
(SELECT string_agg(channel, ' ') FROM pg_listening_channels() channel) AS channels,
(SELECT string_agg(name, ' ') FROM pg_prepared_statements WHERE name <> '') AS prepared,
(SELECT string_agg(name, ' ') FROM pg_cursors WHERE name <> '') AS cursors,
(SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory') AS advisory`;

const RELATIONS = `SELECT n.nspname || '.' || c.relname AS name, c.relfilenode AS file FROM pg_class c JOIN pg_namespace n
ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^(pg_|information_schema)'`;

const named = `(SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid = l.relation AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^(pg_|information_schema)')`;
const LOCKS = `SELECT ${named} AS name, l.mode FROM pg_locks l WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation'`;

/** The counters of this session, which those of transactions before may still stand in. */
const MOVED = `SELECT l.schemaname || '.' || l.relname AS name, n_tup_ins AS brought, n_tup_upd AS changed, n_tup_del AS gone
FROM pg_stat_xact_user_tables l WHERE n_tup_ins + n_tup_upd + n_tup_del > 0`;

export interface Moved {
  readonly brought: number;
  readonly changed: number;
  readonly gone: number;
}

export interface Deed {
  /** '' where it ran to its end, or the engine's code. */
  readonly code: string;
  readonly columns: readonly string[];
  readonly moved: ReadonlyMap<string, Moved>;
  readonly locked: ReadonlyMap<string, readonly string[]>;
  readonly created: readonly string[];
  readonly dropped: readonly string[];
  /** Stands in another file: emptied, or written anew. */
  readonly rewritten: readonly string[];
  /** What else is not as it was: names of catalogs and of what a session holds. */
  readonly touched: readonly string[];
}
const nothing: Omit<Deed, 'code'> = {
  columns: [],
  moved: new Map(),
  locked: new Map(),
  created: [],
  dropped: [],
  rewritten: [],
  touched: [],
};

type Row = Readonly<Record<string, unknown>>;

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'lost';

/** Rows of a table before anything was done to any. */
export const seeded = 9;
/** By the partition: the table that it is a part of. */
export const partOf = new Map([['silver.events_low', 'silver.events']]);

interface Books {
  readonly world: Row;
  readonly relations: ReadonlyMap<string, unknown>;
}

type Counts = ReadonlyMap<string, Moved>;
interface Before {
  readonly books: Books;
  readonly counts: Counts;
  readonly columns: readonly string[];
}

const numbersOf = ({ brought, changed, gone }: Row): Moved => ({
  brought: Number(brought),
  changed: Number(changed),
  gone: Number(gone),
});
const since = (now: Moved, then: Moved = { brought: 0, changed: 0, gone: 0 }): Moved => ({
  brought: now.brought - then.brought,
  changed: now.changed - then.changed,
  gone: now.gone - then.gone,
});

/** A connection that looks things up and runs what is on trial; `books` are what was there before, until something stays. */
function roomOf(client: pg.Client) {
  let books: Books | undefined;
  const rows = async (sql: string): Promise<readonly Row[]> =>
    // `as`: the driver types a row as any.
    (await client.query(sql)).rows as Row[];

  const read = async (): Promise<Books> => {
    const [world = {}] = await rows(WORLD);
    const relations = await rows(RELATIONS);
    return { world, relations: new Map(relations.map(({ name, file }) => [String(name), file])) };
  };

  const counted = async (): Promise<Counts> =>
    new Map((await rows(MOVED)).map(({ name, ...counts }) => [String(name), numbersOf(counts)]));

  const compare = async ({ books: before, counts, columns }: Before): Promise<Deed> => {
    const moved = [...(await counted())].map(([name, now]) => [name, since(now, counts.get(name))] as const);
    const locked = new Map<string, string[]>();
    for (const { name, mode } of await rows(LOCKS))
      if (typeof name === 'string') locked.set(name, [...(locked.get(name) ?? []), String(mode)]);
    const after = await read();
    const [had, has] = [before.relations, after.relations];
    return {
      code: '',
      columns,
      moved: new Map(moved.filter(([, { brought, changed, gone }]) => brought + changed + gone > 0)),
      locked,
      created: [...has.keys()].filter((name) => !had.has(name)),
      dropped: [...had.keys()].filter((name) => !has.has(name)),
      rewritten: [...had.keys()].filter((name) => has.has(name) && has.get(name) !== had.get(name)),
      touched: Object.keys(after.world).filter((part) => after.world[part] !== before.world[part]),
    };
  };

  const run = async (sql: string): Promise<Deed> => {
    await client.query(`SET LOCAL judge.mark = 'here'`);
    const counts = await counted();
    books ??= await read();
    const before = books;
    // `as`: the query type of the driver has no word for the protocol that it speaks.
    const { fields } = await client.query({ text: sql, queryMode: 'extended' } as pg.QueryConfig);
    return compare({ books: before, counts, columns: fields.map(({ name }) => name) });
  };

  /** What a statement does. All of it that can be undone is undone; what cannot is what the next is compared with. */
  const tried = async (sql: string, mode = 'READ WRITE'): Promise<Deed> => {
    await client.query(`BEGIN ${mode}`);
    const deed = await run(sql).catch((thrown: unknown) => ({ ...nothing, code: codeOf(thrown) }));
    await client.query('ROLLBACK');
    if (deed.code === '' && deed.touched.length === 0) return deed;
    await client.query('DISCARD ALL');
    books = undefined;
    return deed;
  };
  return { rows, tried };
}

const options = '-c statement_timeout=3000 -c search_path=pg_catalog,pg_temp';
const entered = async ({ host, password }: Cluster, database: string): Promise<pg.Client> => {
  const client = new pg.Client({ host, user: 'owner', password, database, options });
  await client.connect();
  return client;
};

/** One room for each of `lanes`: a copy of the same database, so that no trial waits for another's locks. */
export async function openCourt(lanes: number) {
  const cluster = await startCluster('');
  const first = await entered(cluster, 'postgres');
  await first.query('CREATE DATABASE furnished');
  const furnishing = await entered(cluster, 'furnished');
  await furnishing.query(`${labelled};${more}${seed}`);
  await furnishing.end();
  const clients: pg.Client[] = [];
  for (let lane = 0; lane < lanes; lane += 1) {
    await first.query(`CREATE DATABASE room_${lane} TEMPLATE furnished`);
    clients.push(await entered(cluster, `room_${lane}`));
  }
  return {
    rooms: clients.map(roomOf),
    async close() {
      for (const client of [first, ...clients]) await client.end();
      await cluster.stop();
    },
  };
}
export type Court = Awaited<ReturnType<typeof openCourt>>;
export type Room = Court['rooms'][number];
