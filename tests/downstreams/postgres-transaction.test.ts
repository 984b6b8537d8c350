// A transaction of the PostgreSQL-backed tables over a connection that fails at a chosen word: what its end is told as.
import { expect, test } from 'vitest';
import { isUnknown, transact, tryOut } from '../../downstreams/postgres/server/transaction.js';

/** Fails at one word, and is gone then or is not. */
function failing(at: string, isGone: boolean, through = transact) {
  const asked: string[] = [];
  let open = true;
  const ask = async (text: string) => {
    asked.push(text);
    if (text !== at) return { columns: [], rows: [], count: 0 };
    open = !isGone;
    throw new Error('the connection said no');
  };
  // `as`: a transaction asks, and looks whether there is still somebody to ask.
  const connection = { ask, isOpen: () => open, destroy: () => undefined } as unknown as Parameters<
    typeof transact
  >[0];
  const end = through(connection, 'BEGIN', () => connection.ask('WORK')).then(
    () => 'done',
    (thrown: unknown) => (isUnknown(thrown) ? 'unknown' : 'failed'),
  );
  return { end, asked };
}

test.each([
  ['nothing', false, 'done', ['BEGIN', 'WORK', 'COMMIT']],
  ['WORK', false, 'failed', ['BEGIN', 'WORK', 'ROLLBACK']],
  ['WORK', true, 'failed', ['BEGIN', 'WORK']],
  ['COMMIT', false, 'failed', ['BEGIN', 'WORK', 'COMMIT', 'ROLLBACK']],
  ['COMMIT', true, 'unknown', ['BEGIN', 'WORK', 'COMMIT']],
])('a transaction that fails at %s (connection gone: %s) is %s', async (at, isGone, told, words) => {
  const { end, asked } = failing(at, isGone);
  expect(await end).toBe(told);
  expect(asked).toEqual(words);
});

test.each([
  ['nothing', false, 'done', ['BEGIN', 'WORK', 'SET CONSTRAINTS ALL IMMEDIATE', 'ROLLBACK']],
  ['WORK', false, 'failed', ['BEGIN', 'WORK', 'ROLLBACK']],
  ['WORK', true, 'failed', ['BEGIN', 'WORK']],
  [
    'SET CONSTRAINTS ALL IMMEDIATE',
    false,
    'failed',
    ['BEGIN', 'WORK', 'SET CONSTRAINTS ALL IMMEDIATE', 'ROLLBACK'],
  ],
  ['ROLLBACK', true, 'done', ['BEGIN', 'WORK', 'SET CONSTRAINTS ALL IMMEDIATE', 'ROLLBACK']],
])(
  'one that is tried out and fails at %s (connection gone: %s) is %s, and never commits',
  async (at, isGone, told, words) => {
    const { end, asked } = failing(at, isGone, tryOut);
    expect(await end).toBe(told);
    expect(asked).toEqual(words);
  },
);
