/** Two threads of one kind, one at work and one that stands by, warm: a question that costs the one is followed by the other. It refuses to ask a question twice. */
import { createLane, type Lane, type LaneOptions, type Unanswered } from './lane.js';

export interface Spared<Q, A extends object> extends Lane<Q, A> {
  /** What the thread at work has been told, and the one that stands by is to know. Nobody waits for it. */
  tell(question: Q): void;
}

export interface SpareOptions<Q> extends Omit<LaneOptions<Q>, 'isEager'> {
  /** Milliseconds after the first answer until the second thread is started: who asks one question has no use for it. */
  readonly standsByAfter: number;
}

interface Job<Q, A> {
  readonly question: Q;
  readonly deadline: number;
  readonly settle: (answer: A | Unanswered) => void;
}

interface State<Q, A extends object> {
  readonly options: SpareOptions<Q>;
  working: Lane<Q, A>;
  standing: Lane<Q, A>;
  /** Whether the second thread has been started. */
  hasBegun: boolean;
  beginning: NodeJS.Timeout | undefined;
  isBusy: boolean;
  isClosed: boolean;
  queue: Job<Q, A>[];
}

function begin<Q, A extends object>(state: State<Q, A>): void {
  if (state.hasBegun || state.isClosed) return;
  state.hasBegun = true;
  state.standing.warm();
}

function answered<Q, A extends object>(state: State<Q, A>, job: Job<Q, A>, answer: A | Unanswered): void {
  state.isBusy = false;
  if (answer === 'late' || answer === 'lost') {
    // The thread that was lost starts anew where nobody waits for it.
    [state.working, state.standing] = [state.standing, state.working];
    state.hasBegun = true;
  } else if (!state.hasBegun && state.beginning === undefined) {
    state.beginning = setTimeout(() => begin(state), state.options.standsByAfter);
    state.beginning.unref();
  }
  job.settle(answer);
  pump(state);
}

function pump<Q, A extends object>(state: State<Q, A>): void {
  const job = state.isBusy || state.isClosed ? undefined : state.queue.shift();
  if (job === undefined) return;
  state.isBusy = true;
  void state.working.ask(job.question, job.deadline).then((answer) => answered(state, job, answer));
}

async function close<Q, A extends object>(state: State<Q, A>): Promise<void> {
  state.isClosed = true;
  clearTimeout(state.beginning);
  for (const job of state.queue.splice(0)) job.settle('lost');
  await Promise.all([state.working.close(), state.standing.close()]);
}

/** Milliseconds in which the one that stands by takes in what it is told. */
const tellWithin = 10_000;

export function createSpared<Q, A extends object>(options: SpareOptions<Q>): Spared<Q, A> {
  const lane = (): Lane<Q, A> => createLane({ ...options, isEager: true });
  const state: State<Q, A> = {
    options,
    ...{ working: lane(), standing: lane(), queue: [] },
    ...{ hasBegun: false, beginning: undefined, isBusy: false, isClosed: false },
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
    // What is told before it has started is among what it is warmed up with.
    tell: (question) => {
      if (state.hasBegun) void state.standing.ask(question, tellWithin);
    },
    warm: () => state.working.warm(),
    isIdle: () => !state.isBusy && state.queue.length === 0 && state.working.isIdle(),
    restarts: () => state.working.restarts() + state.standing.restarts(),
    close: () => close(state),
  };
}
