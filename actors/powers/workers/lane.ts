/** One warm worker thread that takes one job at a time. A job past its deadline loses its thread, and the thread after it starts anew. */
import { Worker } from 'node:worker_threads';

export interface Lane<Q, A> {
  /** Undefined: late, refused because too many wait, or the thread died. The deadline counts from the moment the thread takes it. */
  ask(question: Q, deadline: number): Promise<A | undefined>;
  readonly restarts: () => number;
  close(): Promise<void>;
}

interface Job<Q, A> {
  readonly question: Q;
  readonly deadline: number;
  readonly settle: (answer: A | undefined) => void;
}
const nobody = (): void => {};

export interface LaneOptions<Q> {
  readonly file: URL;
  readonly mostWaiting: number;
  /** What a new thread is told before anything else. */
  readonly warmUp: () => readonly Q[];
}

const startWithin = 15_000;
const warmWithin = 10_000;

interface State<Q, A> {
  worker: Worker | undefined;
  isReady: boolean;
  isClosed: boolean;
  restarts: number;
  next: number;
  busy: { readonly id: number; readonly job: Job<Q, A>; readonly timer: NodeJS.Timeout } | undefined;
  readonly queue: Job<Q, A>[];
}

export function createLane<Q, A>(options: LaneOptions<Q>): Lane<Q, A> {
  const state: State<Q, A> = {
    worker: undefined,
    isReady: false,
    isClosed: false,
    restarts: 0,
    next: 1,
    busy: undefined,
    queue: [],
  };
  const lose = (worker: Worker): void => {
    if (state.worker !== worker) return;
    state.worker = undefined;
    state.isReady = false;
    state.restarts += 1;
    const { busy } = state;
    state.busy = undefined;
    if (busy !== undefined) clearTimeout(busy.timer);
    void worker.terminate();
    busy?.job.settle(undefined);
    if (busy === undefined) for (const job of state.queue.splice(0)) job.settle(undefined);
    pump();
  };
  const take = (worker: Worker, message: { ready?: true; id?: number; answer?: A }): void => {
    if (state.worker !== worker) return;
    if (message.ready) state.isReady = true;
    else if (state.busy !== undefined && message.id === state.busy.id) {
      clearTimeout(state.busy.timer);
      const { job } = state.busy;
      state.busy = undefined;
      job.settle(message.answer);
    }
    pump();
  };
  const start = (): void => {
    const worker = new Worker(options.file, { stdout: true, stderr: true, env: {} });
    worker.stdout.resume();
    worker.stderr.resume();
    state.worker = worker;
    const late = setTimeout(() => state.isReady || lose(worker), startWithin);
    worker.on('message', (message) => {
      clearTimeout(late);
      take(worker, message);
    });
    const gone = (): void => {
      clearTimeout(late);
      lose(worker);
    };
    worker.on('error', gone);
    worker.on('exit', gone);
    const warm = options.warmUp().map((question) => ({ question, deadline: warmWithin, settle: nobody }));
    const rest = state.queue.splice(0).filter((job) => job.settle !== nobody);
    state.queue.push(...warm, ...rest);
  };
  const pump = (): void => {
    if (state.isClosed || state.busy !== undefined || state.queue.length === 0) return;
    if (state.worker === undefined) start();
    const { worker } = state;
    const job = state.isReady ? state.queue.shift() : undefined;
    if (worker === undefined || job === undefined) return;
    const id = state.next++;
    const timer = setTimeout(() => lose(worker), job.deadline);
    state.busy = { id, job, timer };
    worker.postMessage({ id, question: job.question });
  };
  return {
    ask: (question, deadline) =>
      new Promise((settle) => {
        if (state.isClosed || state.queue.length >= options.mostWaiting) return settle(undefined);
        state.queue.push({ question, deadline, settle });
        return pump();
      }),
    restarts: () => state.restarts,
    async close() {
      state.isClosed = true;
      const { worker } = state;
      state.worker = undefined;
      if (state.busy !== undefined) clearTimeout(state.busy.timer);
      for (const job of [...state.queue.splice(0), ...(state.busy ? [state.busy.job] : [])])
        job.settle(undefined);
      await worker?.terminate();
    },
  };
}
