/** A second reading of a statement, on a thread of its own, within a few milliseconds or not at all. Late is no vote, never a yes. */
import type { Worker } from 'node:worker_threads';
import type { Effects } from '../../../src/intercept/effects.js';
import type { Dialect, Judgement } from '../../../src/intercept/sql/index.js';
import { quietWorker, type ThreadOptions } from '../workers/lane.js';
import type { VoteAnswer } from '../workers/second-vote-worker.js';

export type Ballot = Judgement | 'late';

export interface Asked {
  readonly dialect: Dialect;
  readonly text: string;
}

export interface SecondVote {
  /** Starts the thread and has it load the dialect's grammar, so that it is ready when the first question comes. */
  warm(dialect: Dialect): void;
  /** The number under which the reader's thread is to look for a vote on this text; undefined when none would be there in time. */
  number(asked: Asked): number | undefined;
  /** Has a text parsed while it is read, and the vote laid under that number. */
  announce(id: number, asked: Asked): void;
  /** The vote on what was announced has been found there. */
  found(): void;
  vote(asked: Asked, effects: Effects): Promise<Ballot>;
  close(): Promise<void>;
}

export interface SecondVoteOptions extends Required<Pick<ThreadOptions, 'mostNew' | 'mostHeap'>> {
  readonly within: number;
  /** A thread that has been silent for so long with a question open is replaced. */
  readonly stuckAfter: number;
  readonly file: URL;
  /** Where votes on announced texts are laid. */
  readonly memory: SharedArrayBuffer;
}

interface Thread {
  readonly worker: Worker;
  /** The dialects whose grammar it has loaded. */
  readonly ready: Set<Dialect>;
  /** One text at most, so that a thread that is stuck is not heaped with more. */
  isAnnounced: boolean;
  readonly open: Map<number, (ballot: Ballot) => void>;
  stuck: NodeJS.Timeout | undefined;
}

interface State {
  readonly options: SecondVoteOptions;
  /** What each thread is to load. */
  readonly dialects: Set<Dialect>;
  thread: Thread | undefined;
  isClosed: boolean;
  next: number;
}

const mostOpen = 64;

/**
 * Whether no bracket stays open. In the other parser's grammar of PostgreSQL each doubles the time: such a text is asked about once it has been
 * understood, and what the engine's own grammar takes has none open but in a text.
 */
function isClosed(text: string): boolean {
  let open = 0;
  for (let at = text.indexOf('('); at >= 0; at = text.indexOf('(', at + 1)) open += 1;
  for (let at = text.indexOf(')'); at >= 0; at = text.indexOf(')', at + 1)) open -= 1;
  return open <= 0;
}

function lose(state: State, lost: Thread): void {
  if (lost.stuck !== undefined) clearTimeout(lost.stuck);
  if (state.thread === lost) state.thread = undefined;
  for (const settle of lost.open.values()) settle('late');
  lost.open.clear();
  void lost.worker.terminate();
}

function watch(state: State, thread: Thread): void {
  if (thread.stuck !== undefined) clearTimeout(thread.stuck);
  const isOpen = thread.open.size > 0;
  thread.stuck = isOpen ? setTimeout(() => lose(state, thread), state.options.stuckAfter) : undefined;
  thread.stuck?.unref();
}

function start(state: State): Thread {
  const { file, memory, mostNew, mostHeap } = state.options;
  const worker = quietWorker(file, { holds: memory, mostNew, mostHeap });
  worker.unref();
  const thread: Thread = {
    ...{ worker, ready: new Set(), isAnnounced: false, open: new Map(), stuck: undefined },
  };
  worker.on('message', (message: { readonly ready: Dialect } | VoteAnswer) => {
    if ('ready' in message) {
      thread.ready.add(message.ready);
      return;
    }
    thread.open.get(message.id)?.({ said: message.said, effects: message.effects });
    thread.open.delete(message.id);
    thread.isAnnounced = false;
    watch(state, thread);
  });
  worker.on('error', () => lose(state, thread));
  worker.on('exit', () => lose(state, thread));
  for (const prepare of state.dialects) worker.postMessage({ prepare });
  return thread;
}

function ask(state: State, asked: Asked, effects: Effects): Promise<Ballot> {
  if (state.isClosed) return Promise.resolve('late');
  state.thread ??= start(state);
  const { thread } = state;
  if (!thread.ready.has(asked.dialect) || thread.open.size >= mostOpen) return Promise.resolve('late');
  return new Promise((resolve) => {
    const id = state.next++;
    const timer = setTimeout(resolve, state.options.within, 'late');
    thread.open.set(id, (ballot) => {
      clearTimeout(timer);
      resolve(ballot);
    });
    thread.worker.postMessage({ id, ...asked, effects });
    if (thread.open.size === 1) watch(state, thread);
  });
}

export function createSecondVote(options: SecondVoteOptions): SecondVote {
  const state: State = { options, dialects: new Set(), thread: undefined, isClosed: false, next: 1 };
  return {
    warm: (dialect) => {
      if (state.isClosed || state.dialects.has(dialect)) return;
      state.dialects.add(dialect);
      if (state.thread === undefined) state.thread = start(state);
      else state.thread.worker.postMessage({ prepare: dialect });
    },
    number: ({ dialect, text }) => {
      const { thread } = state;
      const isFree = thread?.ready.has(dialect) && !thread.isAnnounced && thread.open.size === 0;
      return isFree && isClosed(text) ? state.next++ : undefined;
    },
    announce: (id, asked) => {
      const { thread } = state;
      if (thread === undefined) return;
      thread.isAnnounced = true;
      thread.worker.postMessage({ id, ...asked });
    },
    found: () => {
      if (state.thread !== undefined) state.thread.isAnnounced = false;
    },
    vote: (asked, effects) => ask(state, asked, effects),
    async close() {
      state.isClosed = true;
      const { thread } = state;
      if (thread !== undefined) lose(state, thread);
      await thread?.worker.terminate();
    },
  };
}
