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

interface Room {
  readonly size: GateSize;
  readonly inside: Map<string, number>;
  readonly queue: Waiter[];
  readonly emptied: (() => void)[];
  count: number;
  isClosed: boolean;
}

const fits = ({ size, inside, count }: Room, session: string): boolean =>
  count < size.inFlight && (inside.get(session) ?? 0) < size.perSession;

function admitNext(room: Room): void {
  const at = room.queue.findIndex((waiter) => fits(room, waiter.session));
  const [waiter] = at < 0 ? [] : room.queue.splice(at, 1);
  waiter?.admit(take(room, waiter.session));
}

function leave(room: Room, session: string): void {
  room.count -= 1;
  const left = (room.inside.get(session) ?? 1) - 1;
  if (left === 0) room.inside.delete(session);
  else room.inside.set(session, left);
  admitNext(room);
  if (room.count === 0) for (const tell of room.emptied.splice(0)) tell();
}

function take(room: Room, session: string): () => void {
  room.count += 1;
  room.inside.set(session, (room.inside.get(session) ?? 0) + 1);
  let isHere = true;
  return () => {
    if (isHere) leave(room, session);
    isHere = false;
  };
}

export function createGate(size: GateSize): Gate {
  const room: Room = { size, inside: new Map(), queue: [], emptied: [], count: 0, isClosed: false };
  return {
    enter(session) {
      if (room.isClosed) return Promise.resolve(undefined);
      if (fits(room, session)) return Promise.resolve(take(room, session));
      if (room.queue.length >= size.waiting) return Promise.resolve(undefined);
      return new Promise((admit) => room.queue.push({ session, admit }));
    },
    close() {
      room.isClosed = true;
      for (const waiter of room.queue.splice(0)) waiter.admit(undefined);
    },
    empty: () => (room.count === 0 ? Promise.resolve() : new Promise((tell) => room.emptied.push(tell))),
    inside: () => room.count,
  };
}
