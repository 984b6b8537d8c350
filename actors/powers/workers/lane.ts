/** One warm worker thread that takes one job at a time. A job past its deadline loses its thread, and the thread after it starts anew. */
import { Worker } from 'node:worker_threads';
import { type WorkMeter, workMeter } from './work.js';

/** Past its deadline, gone with its thread, or one of too many. */
export type Unanswered = 'late' | 'lost' | 'full';

export interface Lane<Q, A extends object> {
  /** The deadline counts from the moment the thread takes it. */
  ask(question: Q, deadline: number): Promise<A | Unanswered>;
  /** Starts the thread before anybody asks. */
  warm(): void;
  /** Whether a question would be taken at once. */
  isIdle(): boolean;
  readonly restarts: () => number;
  close(): Promise<void>;
}

export interface ThreadOptions {
  /** Megabytes; a thread that wants more ends. */
  readonly mostHeap?: number;
  /** Megabytes that are new: with less, a thread collects more often and grows less. */
  readonly mostNew?: number;
  /** Held by each thread from its start. */
  readonly holds?: unknown;
  /** Whether it lets the process end. */
  readonly isIncidental?: boolean;
}

export interface LaneOptions<Q> extends ThreadOptions {
  readonly file: URL;
  readonly mostWaiting: number;
  /** What a new thread is told before anything else. */
  readonly warmUp: () => readonly Q[];
  /** A thread that is lost is replaced at once, and not when somebody asks again: the next question finds one that is warm, or waits for less. */
  readonly isEager?: boolean;
  /** A deadline is of the thread's own work where the system tells that, and of so many times as much by the clock; absent, of the clock. */
  readonly patience?: number;
}

interface Job<Q, A> {
  readonly question: Q;
  readonly deadline: number;
  /** Undefined for a warm-up, which nobody waits for. */
  readonly settle: ((answer: A | Unanswered) => void) | undefined;
}

interface Busy<Q, A> {
  readonly id: number;
  readonly job: Job<Q, A>;
  readonly since: Since;
  timer: NodeJS.Timeout | undefined;
}
/** When the thread took it: by the clock, and of what it had worked by then. */
interface Since {
  readonly clock: number;
  readonly work: number | undefined;
}

interface State<Q, A> {
  readonly options: LaneOptions<Q>;
  worker: Worker | undefined;
  /** Of its thread, where it knows the number of it and its work is asked for. */
  meter: WorkMeter | undefined;
  isReady: boolean;
  isClosed: boolean;
  restarts: number;
  next: number;
  busy: Busy<Q, A> | undefined;
  queue: Job<Q, A>[];
}

const startWithin = 15_000;
const warmWithin = 10_000;

/** A thread that prints nothing: stdout belongs to the agent's wire. It sees no environment. */
export function quietWorker(file: URL, options: ThreadOptions = {}): Worker {
  const { mostHeap, mostNew, holds, isIncidental = false } = options;
  const resourceLimits = {
    ...(mostHeap === undefined ? {} : { maxOldGenerationSizeMb: mostHeap }),
    ...(mostNew === undefined ? {} : { maxYoungGenerationSizeMb: mostNew }),
  };
  const worker = new Worker(file, {
    ...{ stdout: true, stderr: true, env: {}, workerData: holds, resourceLimits },
  });
  worker.stdout.resume();
  worker.stderr.resume();
  if (isIncidental) worker.unref();
  return worker;
}

function unmeter<Q, A>(state: State<Q, A>): void {
  state.meter?.close();
  state.meter = undefined;
}

function lose<Q, A>(state: State<Q, A>, worker: Worker, why: 'late' | 'lost'): void {
  if (state.worker !== worker) return;
  const { isReady } = state;
  state.worker = undefined;
  state.isReady = false;
  state.restarts += 1;
  unmeter(state);
  const { busy } = state;
  state.busy = undefined;
  void worker.terminate();
  if (busy !== undefined) clearTimeout(busy.timer);
  const isAsked = busy?.job.settle !== undefined;
  busy?.job.settle?.(why);
  // It died before it took what was asked: whoever waited for it would wait for the next one to die.
  if (!isAsked) for (const job of state.queue.splice(0)) job.settle?.(why);
  // One that never got as far as to be warm would not the next time.
  const hasWorked = isReady && (isAsked || busy === undefined);
  if (hasWorked && state.options.isEager === true && !state.isClosed) start(state);
  pump(state);
}

interface Message<A> {
  readonly ready?: true;
  readonly thread?: string | undefined;
  readonly id?: number;
  readonly answer?: A;
}

function take<Q, A>(state: State<Q, A>, message: Message<A>): void {
  if (message.ready) {
    state.isReady = true;
    if (state.options.patience !== undefined && message.thread !== undefined)
      state.meter = workMeter(message.thread);
  }
  const { busy } = state;
  if (busy !== undefined && message.id === busy.id) {
    clearTimeout(busy.timer);
    state.busy = undefined;
    busy.job.settle?.(message.answer ?? 'lost');
  }
  pump(state);
}

function start<Q, A>(state: State<Q, A>): void {
  const worker = quietWorker(state.options.file, state.options);
  state.worker = worker;
  const late = setTimeout(() => lose(state, worker, 'late'), startWithin);
  worker.on('message', (message: Message<A>) => {
    clearTimeout(late);
    if (state.worker === worker) take(state, message);
  });
  const gone = (): void => {
    clearTimeout(late);
    lose(state, worker, 'lost');
  };
  worker.on('error', gone);
  worker.on('exit', gone);
  const warm = state.options
    .warmUp()
    .map((question) => ({ question, deadline: warmWithin, settle: undefined }));
  state.queue = [...warm, ...state.queue.filter((job) => job.settle !== undefined)];
}

/** Milliseconds that a job has left. A thread that waits for a processor has not worked. */
function left<Q, A>(state: State<Q, A>, { job, since }: Busy<Q, A>): number {
  const { patience = 1 } = state.options;
  const clock = patience * job.deadline - (performance.now() - since.clock);
  const worked = since.work === undefined ? undefined : state.meter?.read();
  return since.work === undefined || worked === undefined
    ? clock
    : Math.min(clock, job.deadline - (worked - since.work));
}

function watch<Q, A>(state: State<Q, A>, worker: Worker, busy: Busy<Q, A>): void {
  const ms = left(state, busy);
  if (ms > 0) busy.timer = setTimeout(() => watch(state, worker, busy), Math.ceil(ms));
  else lose(state, worker, 'late');
}

function pump<Q, A>(state: State<Q, A>): void {
  if (state.isClosed || state.busy !== undefined || state.queue.length === 0) return;
  if (state.worker === undefined) start(state);
  const { worker } = state;
  const job = state.isReady ? state.queue.shift() : undefined;
  if (worker === undefined || job === undefined) return;
  const id = state.next++;
  const since = { clock: performance.now(), work: state.meter?.read() };
  state.busy = { id, job, since, timer: undefined };
  watch(state, worker, state.busy);
  try {
    worker.postMessage({ id, question: job.question });
  } catch {
    // It cannot be handed over, and this may be the turn of another.
    take(state, { id });
  }
}

async function close<Q, A>(state: State<Q, A>): Promise<void> {
  state.isClosed = true;
  const { worker, busy } = state;
  state.worker = undefined;
  state.busy = undefined;
  unmeter(state);
  if (busy !== undefined) clearTimeout(busy.timer);
  busy?.job.settle?.('lost');
  for (const job of state.queue.splice(0)) job.settle?.('lost');
  await worker?.terminate();
}

export function createLane<Q, A extends object>(options: LaneOptions<Q>): Lane<Q, A> {
  const state: State<Q, A> = {
    options,
    worker: undefined,
    meter: undefined,
    isReady: false,
    isClosed: false,
    restarts: 0,
    next: 1,
    busy: undefined,
    queue: [],
  };
  return {
    ask: (question, deadline) =>
      new Promise((settle) => {
        if (state.isClosed) settle('lost');
        else if (state.queue.length >= options.mostWaiting) settle('full');
        else {
          state.queue.push({ question, deadline, settle });
          pump(state);
        }
      }),
    warm: () => {
      if (state.worker === undefined && !state.isClosed) start(state);
      pump(state);
    },
    isIdle: () => state.isReady && state.busy === undefined && state.queue.length === 0,
    restarts: () => state.restarts,
    close: () => close(state),
  };
}
