// What the tools can do in a transaction on a PostgreSQL server; refuses a caller's statement whose structure is not the one it was read against.
import { refuse } from '../../tool.js';
import { quote, requireSchema } from '../catalog.js';
import type {
  Asked,
  Bound,
  Bounds,
  Column,
  Effect,
  Page,
  Row,
  Scanned,
  Session,
  Statement,
} from '../engine.js';
import { lyingOrder } from '../order.js';
import { openRoom } from '../room.js';
import type { Answer, Connection } from './connection.js';
import { wayOf } from './gate.js';
import { heldIn } from './held.js';
import { rowOf, toJson } from './rows.js';
import { spelling } from './spelling.js';
import { keepSteady, readSteady } from './steady.js';
import { COLUMNS, COMMENTS, columnsIn, SCHEMAS, STATEMENTS, statementIn } from './structure.js';
import { startWatch } from './watch.js';

const BATCH = 500;
const PAGE_CHARACTERS = 4 * 1024 * 1024;
const MAX_RETURNED_ROWS = 1000;

type Look = () => Promise<readonly Statement[]>;

/** Rows of an open cursor, batch by batch, to the end or as long as they are wanted. */
async function* fetched(connection: Connection): AsyncGenerator<Answer> {
  for (;;) {
    const answer = await connection.ask(`FETCH FORWARD ${BATCH} FROM aegis_cursor`);
    yield answer;
    if (answer.rows.length < BATCH) return;
  }
}

const sizeOf = (row: Answer['rows'][number]): number =>
  row.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);

/** As many rows as the bounds let through; one at least, however long. */
async function pageOf(connection: Connection, bounds: Bounds): Promise<Page> {
  const { max_rows, offset = 0, isShown = false } = bounds;
  const hasRoom = openRoom();
  if (offset > 0) await connection.ask(`MOVE FORWARD ${offset} FROM aegis_cursor`);
  const rows: Page['rows'][number][] = [];
  let columns: readonly string[] = [];
  let size = 0;
  for await (const answer of fetched(connection)) {
    columns = answer.columns;
    for (const row of answer.rows) {
      size += sizeOf(row);
      const cells = row.map((cell, at) => toJson(cell, answer.types[at] ?? 0));
      const fits = isShown ? hasRoom(cells) : size <= PAGE_CHARACTERS || rows.length === 0;
      if (rows.length === max_rows || !fits) return { columns, rows, truncated: true };
      rows.push(cells);
    }
  }
  return { columns, rows, truncated: false };
}

function wholePage({ columns, types, rows }: Answer, most: number): Page {
  const hasRoom = openRoom();
  const first = rows.slice(0, most).map((row) => row.map((cell, at) => toJson(cell, types[at] ?? 0)));
  const end = first.findIndex((cells) => !hasRoom(cells));
  const kept = end < 0 ? first : first.slice(0, end);
  return { columns, rows: kept, truncated: rows.length > kept.length };
}

const declare = (connection: Connection, sql: string, params?: readonly Bound[]): Promise<unknown> =>
  connection.ask(`DECLARE aegis_cursor NO SCROLL CURSOR FOR ${sql}`, params);

async function scan(connection: Connection, scanned: Scanned, see: (row: Row, index: number) => void) {
  const { table, by } = scanned;
  const list = table.columns.map(({ name }) => quote(name)).join(', ');
  if (by === 'place') await keepSteady(connection, scanned.clear);
  const order =
    by === 'place' ? lyingOrder(table, scanned.clear) : ` ORDER BY ${spelling.contentOrder(table)}`;
  await declare(connection, `SELECT ${list} FROM ${table.ref}${order}`);
  let rows = 0;
  for await (const answer of fetched(connection))
    for (const row of answer.rows) {
      see(rowOf(row, answer.types), rows);
      rows += 1;
    }
  await connection.ask('CLOSE aegis_cursor');
  return rows;
}

const MOVED = 'SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables';
const TEMPORARY = 'SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()';
/** What a statement writes stays locked for it until the transaction ends, whatever it was reached through. */
const FOREIGN = `SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
WHERE l.pid = pg_backend_pid() AND l.mode = 'RowExclusiveLock' AND c.relkind = 'f'`;
/** What the server says it did, also where a WITH stands before it. */
const WRITTEN = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);
const COUNTED = new Set([...WRITTEN, 'SELECT', 'CREATE']);

async function numberOf(connection: Connection, sql: string, bound?: readonly (string | number)[]) {
  const { rows } = await connection.ask(sql, bound);
  return Number(rows[0]?.[0] ?? 0);
}

/**
 * INVARIANT: `step` has the engine lock every table that the statement names, so what an outside look sees after it cannot change
 * before the transaction ends. A function is not locked: of a read, the step is all of it. A statement that fails on another structure than the one
 * expected says so.
 */
async function locked<T>(step: () => Promise<T>, expected: string | undefined, look: Look): Promise<T> {
  const require = async () => {
    if (expected !== undefined) requireSchema(await look(), expected);
  };
  let done: T;
  try {
    done = await step();
  } catch (thrown) {
    await require();
    throw thrown;
  }
  await require();
  return done;
}

async function ask(
  connection: Connection,
  { look, ...asked }: Asked & { readonly look: Look },
  bounds: Bounds,
): Promise<Page> {
  const { sql, params, expect_schema } = asked;
  const way = wayOf(sql);
  if (way === 'write' || way === 'structure') return refuse('not-a-read');
  const read = async (): Promise<Page> => {
    if (way === 'explain') return wholePage(await connection.ask(sql, params), bounds.max_rows);
    await declare(connection, sql, params);
    return pageOf(connection, { ...bounds, isShown: true });
  };
  return locked(() => readSteady(connection, asked, read), expect_schema, look);
}

type Performing = Asked & { readonly look: Look; readonly before: () => Promise<void> };

/**
 * What can be prepared is locked before it runs, as far as it is named. INVARIANT: parts and heirs of what it names are locked by running it, so it
 * is looked at again. What a CREATE names is locked by running it; the rest is looked at first.
 */
async function runOne(connection: Connection, performing: Performing): Promise<Answer> {
  const { sql, params, expect_schema, clear_columns, look, before } = performing;
  const way = wayOf(sql);
  if (way === 'explain') refuse('statement-refused', { reason: 'kind' });
  await keepSteady(connection, clear_columns);
  if (way === 'query' || way === 'write') {
    await locked(() => connection.ask(`PREPARE aegis_statement AS ${sql}`), expect_schema, look);
    await before();
    // EXECUTE takes no values of the protocol; what is locked reads the same a second time.
    const answer = await (params === undefined
      ? connection.ask('EXECUTE aegis_statement')
      : connection.ask(sql, params));
    if (expect_schema !== undefined) requireSchema(await look(), expect_schema);
    return answer;
  }
  if (expect_schema !== undefined) requireSchema(await look(), expect_schema);
  await before();
  const answer = await connection.ask(sql);
  if (expect_schema !== undefined && answer.command === 'CREATE') requireSchema(await look(), expect_schema);
  return answer;
}

async function perform(connection: Connection, performing: Performing): Promise<Effect> {
  const start = await numberOf(connection, MOVED);
  const answer = await runOne(connection, performing);
  const counted = (await numberOf(connection, MOVED)) - start;
  if ((await numberOf(connection, TEMPORARY)) !== 0) refuse('outside-schemas');
  // INVARIANT: rows that another server keeps are counted by nobody here, and a rollback may not reach them.
  if ((await numberOf(connection, FOREIGN)) !== 0) refuse('foreign-table');
  const changes = WRITTEN.has(answer.command) ? answer.changed : 0;
  const page = answer.columns.length > 0 ? wholePage(answer, MAX_RETURNED_ROWS) : undefined;
  const isCounted = COUNTED.has(answer.command);
  return { changes, total_changes: Math.max(counted, changes), isCounted, page };
}

export function sessionOf(connection: Connection, look: Look): Session {
  let columns: ReadonlyMap<string, readonly Column[]> | undefined;
  return {
    spelling,
    schemas: async () => (await connection.ask(SCHEMAS)).rows.map(([name]) => name ?? ''),
    statements: async () => (await connection.ask(STATEMENTS)).rows.map(statementIn),
    async columns({ schema, name }) {
      columns ??= columnsIn((await connection.ask(COLUMNS)).rows);
      return columns.get(`${schema}.${name}`) ?? [];
    },
    comments: async () =>
      new Map((await connection.ask(COMMENTS)).rows.map(([at, text]) => [at ?? '', text ?? ''] as const)),
    version: async () => ({
      name: 'postgres',
      version: (await connection.ask('SHOW server_version')).rows[0]?.[0]?.split(' ')[0] ?? '',
    }),
    async page({ sql, bound }, bounds) {
      if (bound !== undefined) return wholePage(await connection.ask(sql, bound), bounds.max_rows);
      await declare(connection, sql);
      return pageOf(connection, bounds);
    },
    count: ({ sql, bound }) => numberOf(connection, sql, bound),
    scan: (scanned, see) => scan(connection, scanned, see),
    async run(sql, bound) {
      columns = undefined;
      return (await connection.ask(sql, bound)).changed;
    },
    async fill(sql, clear) {
      await keepSteady(connection, clear);
      return (await connection.ask(sql)).changed;
    },
    held: (filling) => heldIn(connection, filling),
    moved: () => numberOf(connection, MOVED),
    watch: (tables) => startWatch(connection, tables),
    ask: (asked, bounds) => ask(connection, { ...asked, look }, bounds),
    perform: (asked, before) => perform(connection, { ...asked, look, before }),
  };
}
