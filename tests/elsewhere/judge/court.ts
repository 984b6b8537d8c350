// A throw-away database on a real server in which a statement is run and undone, and what it did there by the engine's own books. It knows
// nothing of any reader: what it says was looked up in catalogs, counters and the list of locks.
import pg from 'pg';
import { type Cluster, startCluster } from '../postgres-cluster.js';
import { furnishings } from './furniture.js';

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

/** What stands apart from rows: every catalog, every sequence, every setting but those that come with a library, and what a session can hold. */
const WORLD = `SELECT ${written.join(', ')},
(SELECT string_agg(concat_ws(' ', schemaname, sequencename, last_value), '|' ORDER BY 1) FROM pg_sequences) AS sequences,
(SELECT md5(string_agg(concat(name, setting), '|' ORDER BY name)) FROM pg_settings
  WHERE name <> 'transaction_read_only' AND name !~ '^(pg_trgm|pgcrypto|plpgsql)[.]') AS settings,
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
const MOVED = `SELECT relid, l.schemaname || '.' || l.relname AS name, n_tup_ins AS brought, n_tup_upd AS changed, n_tup_del AS gone
FROM pg_stat_xact_user_tables l WHERE n_tup_ins + n_tup_upd + n_tup_del > 0`;

export interface Moved {
  readonly brought: number;
  readonly changed: number;
  readonly gone: number;
}

export type Cells = readonly (readonly unknown[])[];

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
  /** Of these, by name, what all of its rows are as texts. */
  readonly holds: ReadonlyMap<string, unknown>;
  /** Of these, what holds the rows that it held. */
  readonly kept: readonly string[];
  /** As texts, as the engine writes them. */
  readonly rows: Cells;
  /** All rows of the tables that it wrote to, when it is done. */
  readonly left: ReadonlyMap<string, { readonly columns: readonly string[]; readonly rows: Cells }>;
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
  holds: new Map(),
  kept: [],
  touched: [],
  rows: [],
  left: new Map(),
};

type Row = Readonly<Record<string, unknown>>;

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'lost';

/** Rows of a table before anything was done to any. */
export const seeded = 9;
interface Books {
  readonly world: Row;
  readonly relations: ReadonlyMap<string, unknown>;
}

type Counts = ReadonlyMap<number, Moved & { readonly name: string }>;
type Told = Pick<Deed, 'columns' | 'rows' | 'moved' | 'left'>;

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

const asTexts: pg.CustomTypesConfig = { getTypeParser: () => (value: unknown) => value };

/** A connection that looks things up and runs what is on trial; `books` are what was there before, until something stays. */
function roomOf(client: pg.Client) {
  let books: Books | undefined;
  const rows = async (sql: string): Promise<readonly Row[]> =>
    // `as`: the driver types a row as any.
    (await client.query(sql)).rows as Row[];
  const cells = async (text: string) => {
    // `as`: the query type of the driver has no word for the protocol that it speaks.
    const query = { text, rowMode: 'array', types: asTexts, queryMode: 'extended' } as pg.QueryArrayConfig;
    const { fields, rows: found } = await client.query(query);
    return { columns: fields.map(({ name }) => name), rows: found as Cells };
  };

  const read = async (): Promise<Books> => {
    const [world = {}] = await rows(WORLD);
    const relations = await rows(RELATIONS);
    return { world, relations: new Map(relations.map(({ name, file }) => [String(name), file])) };
  };

  /** By the table's number: a name may be taken by another. */
  const counted = async (): Promise<Counts> =>
    new Map(
      (await rows(MOVED)).map((row) => [Number(row.relid), { ...numbersOf(row), name: `${row.name}` }]),
    );

  const begin = async (mode: string): Promise<void> => {
    await client.query(`BEGIN ${mode}`);
    await client.query(`SET LOCAL judge.mark = 'here'`);
  };

  /** The part that two rooms are compared by. */
  const told = async (sql: string): Promise<Told> => {
    const before = await counted();
    const answer = await cells(sql);
    const all = [...(await counted())].map(([id, now]) => [now.name, since(now, before.get(id))] as const);
    const moved = new Map(all.filter(([, { brought, changed, gone }]) => brought + changed + gone > 0));
    const left = new Map<string, Awaited<ReturnType<typeof cells>>>();
    for (const name of moved.keys()) left.set(name, await cells(`SELECT * FROM ONLY ${name}`));
    return { ...answer, moved, left };
  };

  const held = async (names: readonly string[]): Promise<Deed['holds']> => {
    const all = new Map<string, unknown>();
    const whole = "md5(string_agg(t::text, ' ' ORDER BY t::text))";
    for (const name of names) {
      // A view that was refreshed with no data cannot be asked.
      const [is] = await rows(`SELECT relispopulated AS asked FROM pg_class WHERE oid = '${name}'::regclass`);
      const found = is?.asked === true ? await cells(`SELECT ${whole} FROM ONLY ${name} t`) : undefined;
      all.set(name, found?.rows[0]?.[0]);
    }
    return all;
  };

  const run = async (sql: string): Promise<Deed> => {
    books ??= await read();
    const [before, deed] = [books, await told(sql)];
    const locked = new Map<string, string[]>();
    for (const { name, mode } of await rows(LOCKS))
      if (typeof name === 'string') locked.set(name, [...(locked.get(name) ?? []), String(mode)]);
    const after = await read();
    const [had, has] = [before.relations, after.relations];
    const rewritten = [...had.keys()].filter((name) => has.has(name) && has.get(name) !== had.get(name));
    return {
      ...{ ...deed, code: '', locked, rewritten, holds: await held(rewritten), kept: [] },
      created: [...has.keys()].filter((name) => !had.has(name)),
      dropped: [...had.keys()].filter((name) => !has.has(name)),
      touched: Object.keys(after.world).filter((part) => after.world[part] !== before.world[part]),
    };
  };

  /** What a statement does. All of it that can be undone is undone; what cannot is what the next is compared with. */
  const tried = async (sql: string, mode = 'READ WRITE'): Promise<Deed> => {
    await begin(mode);
    const deed = await run(sql).catch((thrown: unknown) => ({ ...nothing, code: codeOf(thrown) }));
    await client.query('ROLLBACK');
    const was = await held(deed.rewritten);
    const kept = deed.rewritten.filter((name) => was.get(name) === deed.holds.get(name));
    if (deed.code === '' && deed.touched.length === 0) return { ...deed, kept };
    await client.query('DISCARD ALL');
    books = undefined;
    return { ...deed, kept };
  };

  /** The same, told only as far as two rooms are compared by; behind what was run `first`, if that succeeds. */
  const witnessed = async (sql: string, mode = 'READ WRITE', first = 'SELECT'): Promise<Deed> => {
    await begin(mode);
    await client.query('SAVEPOINT before');
    await cells(first).catch(() => client.query('ROLLBACK TO before'));
    const deed: Deed = await told(sql).then(
      (all) => ({ ...nothing, ...all, code: '' }),
      (thrown: unknown) => ({ ...nothing, code: codeOf(thrown) }),
    );
    await client.query('ROLLBACK');
    await client.query('DISCARD ALL');
    return deed;
  };
  return { rows, tried, witnessed };
}

const options = '-c statement_timeout=3000 -c search_path=pg_catalog,pg_temp';
const entered = async ({ host, password }: Cluster, database: string): Promise<pg.Client> => {
  const client = new pg.Client({ host, user: 'owner', password, database, options });
  await client.connect();
  return client;
};

interface Furnished {
  readonly room: Room;
  readonly close: () => Promise<void>;
}

/** For each of `lanes` two rooms that differ in classified values alone: copies of databases, so that no trial waits for another's locks. */
export async function openCourt(lanes: number) {
  const cluster = await startCluster('', { settings: ['autovacuum=off'] });
  const first = await entered(cluster, 'postgres');
  const laid = async (lane: number, twin: number): Promise<Furnished> => {
    await first.query(`DROP DATABASE IF EXISTS room_${lane}_${twin} WITH (FORCE)`);
    await first.query(`CREATE DATABASE room_${lane}_${twin} TEMPLATE furnished_${twin}`);
    const client = await entered(cluster, `room_${lane}_${twin}`);
    return { room: roomOf(client), close: () => client.end() };
  };
  for (const [twin, furnishing] of furnishings.entries()) {
    await first.query(`CREATE DATABASE furnished_${twin}`);
    const client = await entered(cluster, `furnished_${twin}`);
    await client.query(furnishing);
    await client.end();
  }
  const pairs: (readonly [Furnished, Furnished])[] = [];
  const furnish = async (lane: number): Promise<void> => {
    for (const { close } of pairs[lane] ?? []) await close();
    pairs[lane] = [await laid(lane, 0), await laid(lane, 1)];
  };
  for (let lane = 0; lane < lanes; lane += 1) await furnish(lane);
  /** In the two rooms of a lane. */
  const inside = async <T>(lane: number, tried: (room: Room, twin: Room) => Promise<T>): Promise<T> => {
    const [one, other] = pairs[lane] ?? [];
    if (one === undefined || other === undefined) throw new Error('no room');
    return tried(one.room, other.room);
  };
  return {
    inside,
    /**
     * What is found in fresh rooms as well. What was undone before leaves its traces in the order in which rows lie, and two rooms need not be
     * swept at the same moment.
     */
    async found(lane: number, tried: (room: Room, twin: Room) => Promise<readonly string[]>) {
      if ((await inside(lane, tried)).length === 0) return [];
      await furnish(lane);
      return inside(lane, tried);
    },
    async close() {
      for (const { close } of pairs.flat()) await close();
      await first.end();
      await cluster.stop();
    },
  };
}
export type Court = Awaited<ReturnType<typeof openCourt>>;
export type Room = ReturnType<typeof roomOf>;
