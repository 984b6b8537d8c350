// Runs work in a transaction; refuses to call a commit that nobody has answered a failure.
import { failureOf, refuse } from '../../tool.js';
import type { Connection } from './connection.js';

const UNKNOWN = 'commit-unknown';

export const isUnknown = (thrown: unknown): boolean => failureOf(thrown).code === UNKNOWN;

type Lent = Pick<Connection, 'ask' | 'isOpen' | 'destroy'>;

/** INVARIANT: an error that the server has told is no commit; a connection that is gone has told nothing, and the rows may stand. */
async function commit(connection: Lent): Promise<void> {
  try {
    await connection.ask('COMMIT');
  } catch (thrown) {
    if (connection.isOpen()) throw thrown;
    refuse(UNKNOWN);
  }
}

/** What would happen, deferred constraints included, and then has not. INVARIANT: nothing here commits. */
export async function tryOut<T>(connection: Lent, begin: string, work: () => Promise<T>): Promise<T> {
  await connection.ask(begin);
  try {
    const outcome = await work();
    await connection.ask('SET CONSTRAINTS ALL IMMEDIATE');
    return outcome;
  } finally {
    if (connection.isOpen()) await connection.ask('ROLLBACK').catch(() => connection.destroy());
  }
}

export async function transact<T>(connection: Lent, begin: string, work: () => Promise<T>): Promise<T> {
  await connection.ask(begin);
  try {
    const outcome = await work();
    await commit(connection);
    return outcome;
  } catch (thrown) {
    if (connection.isOpen()) await connection.ask('ROLLBACK').catch(() => connection.destroy());
    throw thrown;
  }
}
