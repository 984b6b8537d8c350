/** The reader's own thread: a reading behind a port. A read that throws ends the thread. */
import { parentPort } from 'node:worker_threads';
import { openPgParser } from '../pg-query.js';
import { openReading, type ReaderAnswer, type ReaderQuestion } from './reading.js';

async function serve(): Promise<void> {
  const reading = await openReading({ openParser: openPgParser });
  const post = (id: number, answer: ReaderAnswer): void => parentPort?.postMessage({ id, answer });
  parentPort?.on('message', ({ id, question }: { id: number; question: ReaderQuestion }) => {
    const answer = reading.answer(question);
    if (answer instanceof Promise) void answer.then((said) => post(id, said));
    else post(id, answer);
  });
  parentPort?.postMessage({ ready: true });
}

await serve();
