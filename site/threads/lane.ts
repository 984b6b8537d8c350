/** Questions to a worker, each with a deadline. A worker that is late or broken is ended with all it was asked, and the next question gets a new one. */

export interface Lane<Q, A> {
  /** Undefined: no answer in time, or the worker died of it. */
  ask(question: Q): Promise<A | undefined>;
  /** Ends the worker; what is asked after that starts another. */
  close(): void;
}

export interface LaneTerms {
  readonly open: () => Worker;
  /** Milliseconds from the first question to a worker that is ready: it has to be fetched. */
  readonly startWithin: number;
  readonly answerWithin: number;
  /** What a new worker is told before it is asked anything. */
  readonly warmUp?: () => readonly unknown[];
}

interface Life {
  readonly worker: Worker;
  readonly ready: Promise<boolean>;
  readonly pending: Map<number, (answer: unknown) => void>;
}

export type FromWorker =
  | { readonly ready: true }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failed: true };

/** Ends the worker, and answers everything it was asked with nothing. */
function end(life: Life): void {
  life.worker.terminate();
  for (const tell of life.pending.values()) tell(undefined);
  life.pending.clear();
}

function begin(terms: LaneTerms, ended: (life: Life) => void): Life {
  const worker = terms.open();
  let resolve = (_: boolean): void => undefined;
  const ready = new Promise<boolean>((done) => {
    resolve = done;
  });
  const life: Life = { worker, ready, pending: new Map() };
  const late = setTimeout(() => resolve(false), terms.startWithin);
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if ('ready' in data) {
      clearTimeout(late);
      for (const question of terms.warmUp?.() ?? []) worker.postMessage({ id: 0, question });
      resolve(true);
    } else if ('failed' in data) ended(life);
    else life.pending.get(data.id)?.(data.answer);
  };
  worker.onerror = () => {
    resolve(false);
    ended(life);
  };
  return life;
}

export function createLane<Q, A>(terms: LaneTerms): Lane<Q, A> {
  let current: Life | undefined;
  let next = 0;
  const over = (life: Life): void => {
    end(life);
    if (current === life) current = undefined;
  };
  const post = (life: Life, question: Q): Promise<A | undefined> => {
    next += 1;
    const id = next;
    return new Promise((resolve) => {
      const late = setTimeout(() => over(life), terms.answerWithin);
      life.pending.set(id, (answer) => {
        clearTimeout(late);
        life.pending.delete(id);
        // `as`: the worker of a lane answers what it is asked.
        resolve(answer as A | undefined);
      });
      life.worker.postMessage({ id, question });
    });
  };
  return {
    close: () => {
      if (current !== undefined) over(current);
    },
    async ask(question) {
      current ??= begin(terms, over);
      const life = current;
      if (await life.ready) return post(life, question);
      over(life);
      return undefined;
    },
  };
}
