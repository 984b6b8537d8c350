/** A second reading of a statement, on a thread of its own, within a few milliseconds or not at all. Late is no vote, never a yes. */
import { Worker } from 'node:worker_threads';
import type { Vote } from '../../src/intercept/sql/index.js';

export type Ballot = { readonly vote: Vote } | { readonly none: 'unparsed' | 'late' };

export interface SecondVote {
  /** Starts the thread, so that it is ready when the first question comes. */
  warm(): void;
  vote(text: string): Promise<Ballot>;
  close(): Promise<void>;
}

export interface SecondVoteOptions {
  readonly within: number;
  /** A thread that has been silent for so long with a question open is replaced. */
  readonly stuckAfter: number;
  readonly file?: URL;
}

interface Thread {
  readonly worker: Worker;
  isReady: boolean;
  readonly open: Map<number, (ballot: Ballot) => void>;
  stuck: NodeJS.Timeout | undefined;
}

const late: Ballot = { none: 'late' };
const mostOpen = 64;

export function createSecondVote(options: SecondVoteOptions): SecondVote {
  let thread: Thread | undefined;
  let isClosed = false;
  let next = 1;
  const lose = (lost: Thread): void => {
    if (lost.stuck !== undefined) clearTimeout(lost.stuck);
    if (thread === lost) thread = undefined;
    for (const settle of lost.open.values()) settle(late);
    lost.open.clear();
    void lost.worker.terminate();
  };
  const watch = (watched: Thread): void => {
    if (watched.stuck !== undefined) clearTimeout(watched.stuck);
    watched.stuck = watched.open.size > 0 ? setTimeout(() => lose(watched), options.stuckAfter) : undefined;
    watched.stuck?.unref();
  };
  const start = (): Thread => {
    const file = options.file ?? new URL('./workers/second-vote-worker.js', import.meta.url);
    const worker = new Worker(file, { stdout: true, stderr: true, env: {} });
    worker.stdout.resume();
    worker.stderr.resume();
    worker.unref();
    const started: Thread = { worker, isReady: false, open: new Map(), stuck: undefined };
    worker.on('message', (message: { ready?: true; id?: number; vote?: Vote }) => {
      if (message.ready) started.isReady = true;
      const settle = started.open.get(message.id ?? 0);
      started.open.delete(message.id ?? 0);
      settle?.(message.vote === undefined ? { none: 'unparsed' } : { vote: message.vote });
      watch(started);
    });
    worker.on('error', () => lose(started));
    worker.on('exit', () => lose(started));
    return started;
  };
  return {
    warm: () => {
      if (!isClosed) thread ??= start();
    },
    vote: (text) =>
      new Promise((resolve) => {
        if (isClosed) return resolve(late);
        thread ??= start();
        const { open, isReady, worker } = thread;
        if (!isReady || open.size >= mostOpen) return resolve(late);
        const id = next++;
        open.set(id, resolve);
        setTimeout(resolve, options.within, late);
        worker.postMessage({ id, text });
        return open.size === 1 ? watch(thread) : undefined;
      }),
    async close() {
      isClosed = true;
      const closing = thread;
      if (closing !== undefined) lose(closing);
      await closing?.worker.terminate();
    },
  };
}
