// Runs work inside a transaction of one of the two connections, the one that writes and the one that cannot; opens neither.
import type { Store } from '../engine.js';
import type { Connection } from './driver.js';
import { sessionOf } from './session.js';

export type Connections = { readonly reader: Connection; readonly writer: Connection };

/** What is not committed by the work itself is not there afterwards. */
async function inTransaction<T>(
  connection: Connection,
  begin: string,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  connection.prepare(begin).run();
  try {
    return await work(connection);
  } finally {
    // A conflict clause (`OR ROLLBACK`) may have ended the transaction already.
    if (connection.inTransaction) connection.prepare('ROLLBACK').run();
  }
}

const committing =
  <T>(work: (connection: Connection) => Promise<T>) =>
  async (connection: Connection): Promise<T> => {
    const outcome = await work(connection);
    connection.prepare('COMMIT').run();
    return outcome;
  };

function needsRecovery(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'SQLITE_READONLY_ROLLBACK';
}

const nothing = async (): Promise<void> => undefined;

/** One call after another: a connection has one transaction, and a commit of one waits for a read of the other. */
function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(nothing);
    return mine;
  };
}

export function storeOf({ reader, writer }: Connections): Store {
  const turn = inTurn();
  // INVARIANT: IMMEDIATE takes the write lock of every attached file, so no other process writes between a check and its effect.
  const write = <T>(work: (connection: Connection) => Promise<T>) =>
    inTransaction(writer, 'BEGIN IMMEDIATE', committing(work));
  const read = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    try {
      return await inTransaction(reader, 'BEGIN', committing(work));
    } catch (thrown) {
      // A journal left by a writer that died can only be played back by a writer, so ours does that, once.
      if (!needsRecovery(thrown)) throw thrown;
      await write(nothing);
      return inTransaction(reader, 'BEGIN', committing(work));
    }
  };
  return {
    reading: (_purpose, work) => turn(() => read((connection) => work(sessionOf(connection)))),
    writing: (_purpose, work) => turn(() => write((connection) => work(sessionOf(connection)))),
    // INVARIANT: nothing here commits.
    previewing: (work) =>
      turn(() => inTransaction(writer, 'BEGIN IMMEDIATE', (connection) => work(sessionOf(connection)))),
    keeps: [],
  };
}
