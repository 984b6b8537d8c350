/** The gate before a request machine exists: so many at once, so many waiting, and no more. What does not fit is denied at once. */
export interface Gate {
  /** Waits for a place; undefined when the waiting room is full too, or the gate has closed. Call the answer once to leave. */
  enter(session: string): Promise<(() => void) | undefined>;
  /** Lets nobody in any more; those who wait are turned away. */
  close(): void;
  /** Resolves when everybody has left. */
  empty(): Promise<void>;
  readonly inside: () => number;
}

export interface GateSize {
  readonly inFlight: number;
  readonly perSession: number;
  readonly waiting: number;
}

interface Waiter {
  readonly session: string;
  readonly admit: (leave: (() => void) | undefined) => void;
}

export function createGate(size: GateSize): Gate {
  const inside = new Map<string, number>();
  const queue: Waiter[] = [];
  const emptied: (() => void)[] = [];
  let count = 0;
  let isClosed = false;
  const fits = (session: string): boolean =>
    count < size.inFlight && (inside.get(session) ?? 0) < size.perSession;
  const leave = (session: string): void => {
    count -= 1;
    const left = (inside.get(session) ?? 1) - 1;
    if (left === 0) inside.delete(session);
    else inside.set(session, left);
    next();
    if (count === 0) for (const tell of emptied.splice(0)) tell();
  };
  const take = (session: string): (() => void) => {
    count += 1;
    inside.set(session, (inside.get(session) ?? 0) + 1);
    let isHere = true;
    return () => {
      if (isHere) leave(session);
      isHere = false;
    };
  };
  const next = (): void => {
    const at = queue.findIndex((waiter) => fits(waiter.session));
    const [waiter] = at < 0 ? [] : queue.splice(at, 1);
    waiter?.admit(take(waiter.session));
  };
  return {
    enter(session) {
      if (isClosed) return Promise.resolve(undefined);
      if (fits(session)) return Promise.resolve(take(session));
      if (queue.length >= size.waiting) return Promise.resolve(undefined);
      return new Promise((admit) => queue.push({ session, admit }));
    },
    close() {
      isClosed = true;
      for (const waiter of queue.splice(0)) waiter.admit(undefined);
    },
    empty: () => (count === 0 ? Promise.resolve() : new Promise((tell) => emptied.push(tell))),
    inside: () => count,
  };
}
