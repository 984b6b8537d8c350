/** The reader's own thread: a reading behind a port, judged by the second parser's vote where that is there already. A read that throws ends the thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { judge } from '../../../src/intercept/sql/index.js';
import { openPgParser } from '../reading/pg-query.js';
import { openReading, type ReaderAnswer, type ReaderQuestion } from './reading.js';
import { voteSlot } from './vote-slot.js';
import { ownThread } from './work.js';

// `as`: the one who starts this thread gives it the memory.
const slot = voteSlot(workerData as SharedArrayBuffer);
/** Milliseconds that a vote may come later than the reading: a message for it and back would take about as long. */
const voteWithin = 2;

/** What is opaque is denied already: a second opinion would change nothing. */
function voted(answer: ReaderAnswer, question: ReaderQuestion): ReaderAnswer {
  if (answer.type !== 'read' || question.type !== 'read' || answer.effects.opaque.length > 0) return answer;
  const vote = question.announced === undefined ? undefined : slot.take(question.announced, voteWithin);
  return vote === undefined ? answer : { type: 'read', ...judge(answer.effects, vote ?? undefined) };
}

async function serve(): Promise<void> {
  const reading = await openReading({ openParser: openPgParser });
  const post = (id: number, answer: ReaderAnswer): void => parentPort?.postMessage({ id, answer });
  parentPort?.on('message', ({ id, question }: { id: number; question: ReaderQuestion }) => {
    const answer = reading.answer(question);
    if (answer instanceof Promise) void answer.then((said) => post(id, said));
    else post(id, voted(answer, question));
  });
  parentPort?.postMessage({ ready: true, thread: ownThread() });
}

await serve();
