/** Opens the two threads of the page: the one that reads statements and the one that holds the lake. It loads no code from anywhere else. */
import type { Reader } from '../../actors/index.js';
import type { ReaderAnswer, ReaderQuestion } from '../../actors/powers/workers/reading.js';
import { createPageReader } from '../kernel/reader.js';
import type { Lake } from '../lake/lake.js';
import type { LakeQuestion } from './lake-worker.js';
import { createLane } from './lane.js';

const startWithin = 60_000;
/** Milliseconds for one statement to be read. */
const readWithin = 2_000;
/** Milliseconds for one call to the lake: what runs longer ends the lake. */
const runWithin = 8_000;

export function openReader(): Reader {
  const loads = new Map<string, ReaderQuestion>();
  const lane = createLane<ReaderQuestion, ReaderAnswer>({
    open: () =>
      new Worker(new URL('./reading-worker.ts', import.meta.url), { type: 'module', name: 'reading' }),
    startWithin,
    answerWithin: readWithin,
    warmUp: () => [...loads.values()],
  });
  const reader = createPageReader(async (question) => {
    if (question.type === 'load') loads.set(question.system, question);
    return lane.ask(question);
  });
  return { ...reader, close: async () => lane.close() };
}

export interface OpenLake extends Lake {
  close(): void;
}

export function openLake(): OpenLake {
  const lane = createLane<LakeQuestion, unknown>({
    open: () => new Worker(new URL('./lake-worker.ts', import.meta.url), { type: 'module', name: 'lake' }),
    startWithin,
    answerWithin: runWithin,
  });
  const ask = async <A>(question: LakeQuestion): Promise<A> => {
    const answer = await lane.ask(question);
    if (answer === undefined) throw new Error('the lake did not answer');
    // `as`: each question has one kind of answer, and `lake-worker.ts` gives it.
    return answer as A;
  };
  return {
    listTools: () => ask({ type: 'list' }),
    call: (tool, args) => ask({ type: 'call', tool, args }),
    stock: () => ask({ type: 'stock' }),
    close: lane.close,
  };
}
