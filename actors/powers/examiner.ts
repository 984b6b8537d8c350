/** Has a policy examined on a thread of its own, within a deadline and a heap. What is late or lost is not known, and nobody waits for it but who asked. */
import type { Examined } from '../../src/inspection/examined.js';
import type { Examination, Examiner } from '../powers-console.js';
import { createLane } from './workers/lane.js';

export interface ExaminerOptions {
  /** Milliseconds. */
  readonly within?: number;
  /** Megabytes of what the thread may hold. */
  readonly mostHeap?: number;
  /** Another program for the thread; tests use it to break one. */
  readonly file?: URL;
}

export const createExaminer = ({
  within = 30_000,
  mostHeap = 512,
  file = new URL('./workers/examiner-worker.js', import.meta.url),
}: ExaminerOptions = {}): Examiner => ({
  async examine(examination) {
    const lane = createLane<Examination, Examined>({ file, mostWaiting: 1, warmUp: () => [], mostHeap });
    try {
      const answer = await lane.ask(examination, within);
      return typeof answer === 'string' ? undefined : answer;
    } finally {
      await lane.close();
    }
  },
});
