// Lends connections, a transaction at a time, and wipes each between two calls; refuses a login that could do anything, and a call past its time.
import { refuse } from '../../tool.js';
import type { Purpose, Session, Statement, Store } from '../engine.js';
import { type Address, readAddress } from './address.js';
import type { Connection } from './connection.js';
import { createLending, type Lending } from './lending.js';
import { sessionOf } from './session.js';
import { STATEMENTS, statementIn } from './structure.js';
import { isUnknown, transact, tryOut } from './transaction.js';

/** Set anew in each transaction, so that nothing rests on what a connection or a pooler in between was left with. */
const PINNED: readonly (readonly [string, string])[] = [
  // INVARIANT: a bare name means PostgreSQL's own function, operator or type, and no table.
  ['search_path', 'pg_catalog, pg_temp'],
  ['standard_conforming_strings', 'on'],
  ['transform_null_equals', 'off'],
  ['quote_all_identifiers', 'off'],
  ['row_security', 'on'],
  ['client_connection_check_interval', '1000'],
  ['idle_in_transaction_session_timeout', '60000'],
  ['timezone', 'UTC'],
  ['datestyle', 'ISO, YMD'],
  ['intervalstyle', 'postgres'],
  ['bytea_output', 'hex'],
  ['extra_float_digits', '1'],
  ['xmloption', 'content'],
  ['lc_monetary', 'C'],
];

/** A little past the server's own timeout: a server that does not answer at all is not waited for. */
const GRACE = 5_000;

async function pin(connection: Connection, address: Address, purpose: Purpose): Promise<void> {
  const { statement, own, lock } = address.timeouts;
  const timeout = purpose === 'read' || purpose === 'write' ? statement : own;
  const settings = [...PINNED, ['statement_timeout', `${timeout}`], ['lock_timeout', `${lock}`]];
  const role = address.roles[purpose];
  const all = role === '' ? settings : [...settings, ['role', role]];
  const calls = all.map((_, at) => `set_config($${at * 2 + 1}, $${at * 2 + 2}, true)`);
  await connection.ask(
    `SELECT ${calls.join(', ')}`,
    all.flatMap(([name = '', value = '']) => [name, value]),
  );
}

/** Ends when the work does, the caller goes, or the time is over: then the connection goes with what it was doing. */
async function within<T>(connection: Connection, most: number, work: () => Promise<T>, signal?: AbortSignal) {
  let isOver = false;
  const end = (): void => {
    isOver = true;
    connection.destroy();
  };
  const timer = setTimeout(end, most);
  signal?.addEventListener('abort', end, { once: true });
  try {
    if (signal?.aborted) end();
    return await work();
  } catch (thrown) {
    if (isOver && !isUnknown(thrown)) refuse('statement-timeout');
    throw thrown;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

type Asked<T> = {
  readonly purpose: Purpose;
  readonly begin: string;
  /** How the transaction ends. */
  readonly through?: typeof transact;
  readonly work: (session: Session) => Promise<T>;
  readonly signal: AbortSignal | undefined;
};
type Server = { readonly address: Address; readonly calls: Lending; readonly looks: Lending };

const READ = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
/** Of two that each rest on what the other writes, one is sent back. */
const WRITE = 'BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE';

/** The structure as everybody else sees it now, whatever snapshot the asking transaction has. */
async function lookFromOutside({ address, looks }: Server): Promise<readonly Statement[]> {
  const connection = await looks.borrow();
  try {
    const { rows } = await within(connection, address.timeouts.lock + GRACE, () =>
      transact(connection, 'BEGIN READ ONLY', async () => {
        await pin(connection, address, 'inspect');
        return connection.ask(STATEMENTS);
      }),
    );
    return rows.map(statementIn);
  } finally {
    await looks.giveBack(connection);
  }
}

async function run<T>(server: Server, asked: Asked<T>): Promise<T> {
  const { purpose, begin, through = transact, work, signal } = asked;
  const { address, calls } = server;
  const { statement, own } = address.timeouts;
  const most = (purpose === 'read' || purpose === 'write' ? statement : own) + GRACE;
  const connection = await calls.borrow();
  const inside = () =>
    through(connection, begin, async () => {
      await pin(connection, address, purpose);
      return work(sessionOf(connection, () => lookFromOutside(server)));
    });
  try {
    return await within(connection, most, inside, signal);
  } finally {
    await calls.giveBack(connection);
  }
}

const LOGIN = `SELECT r.rolsuper OR r.rolbypassrls, current_setting('track_counts') = 'on', current_setting('server_version_num')::int,
  current_setting('server_encoding')
FROM pg_roles r WHERE r.rolname = session_user`;
const OLDEST = 140_000;

async function requireFit(server: Server): Promise<void> {
  const connection = await server.looks.borrow();
  const { rows } = await connection.ask(LOGIN);
  await server.looks.giveBack(connection);
  const [isMighty, counts, version, encoding] = rows[0] ?? [];
  const unfit = (reason: string): never => refuse('bad-database-url', { reason });
  if (isMighty !== 'f') unfit('the login is a superuser or bypasses row security: give it a role of its own');
  if (counts !== 't') unfit('the server does not count rows (`track_counts`): nothing could be bound');
  if (Number(version) < OLDEST) unfit('the server is older than PostgreSQL 14');
  // INVARIANT: in an encoding of one byte a sign, the server makes capitals past ASCII small where the kernel's reader does not.
  if (encoding !== 'UTF8') unfit('the database is not in UTF8: a name could mean two columns');
}

export async function openServer(url: string): Promise<Store> {
  const address = readAddress(url);
  const calls = createLending(address, address.connections);
  const server = { address, calls, looks: createLending(address, 2) };
  await requireFit(server);
  return {
    reading: (purpose, work, signal) => run(server, { purpose, begin: READ, work, signal }),
    writing: (purpose, work, signal) => run(server, { purpose, begin: WRITE, work, signal }),
    previewing: (work, signal) =>
      run(server, { purpose: 'write', begin: WRITE, through: tryOut, work, signal }),
    // `nextval` is never taken back.
    keeps: ['sequences'],
  };
}
