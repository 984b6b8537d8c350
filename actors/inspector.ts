/** The inspector: it remembers what the kernel's actors did, in rings of bounded length, and shows it to whoever may look. It decides nothing, and the kernel never waits for it. */
import type { InspectionEvent } from '../src/inspection/event.js';
import type { RowQuery } from '../src/inspection/filter.js';
import type { ActorView, JournalView, RingView } from '../src/inspection/overview.js';
import { type Around, passageOf } from '../src/inspection/passage.js';
import type { RowPage } from '../src/inspection/row.js';
import { rowOf } from '../src/inspection/sighting.js';
import type { Tally } from '../src/inspection/tally.js';
import type { TripView } from '../src/inspection/trip.js';
import { harmless, type Observer } from './observer.js';
import type { Clock } from './powers.js';
import type { ShownEvent } from './powers-console.js';
import { createRing, type Ring } from './ring.js';
import { push, type Sighted, sightedOf, watchOf } from './sighted.js';
import { createTallies, type Tallies } from './tally.js';
import { type Actors, createActors } from './watched-actors.js';

export interface InspectorInput {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** How many requests and how many events are kept. */
  readonly requests?: number;
  readonly events?: number;
}

export interface Inspector {
  readonly observer: Observer;
  rows(query: RowQuery): RowPage;
  trip(id: string, around: Pick<Around, 'phaseOf' | 'written'>): TripView | undefined;
  actors(): readonly ActorView[];
  journal(): Omit<JournalView, 'chain'>;
  tally(): Tally;
  rings(): { readonly requests: RingView; readonly events: RingView & { readonly next: number } };
  /** Throws of the observer that were caught. */
  faults(): number;
  /** At most so many events from an index on; a gap first when some of them have been let go. */
  since(index: number, most: number): readonly ShownEvent[];
  /** Calls `then` after each event; the answer ends it. */
  follow(then: () => void): () => void;
}

/** An event by what it is of: it is written out when somebody reads it, as it is by then. */
type Kept =
  | { readonly kind: 'request'; readonly of: Sighted; readonly isEnd: boolean }
  | {
      readonly kind: 'moved';
      readonly id: string;
      readonly state: string;
      readonly verdict: Sighted['verdict'];
    }
  | Extract<InspectionEvent, { kind: 'actor' | 'journal' }>;

interface Book {
  readonly clock: InspectorInput['clock'];
  readonly requests: Ring<Sighted>;
  readonly events: Ring<Kept>;
  readonly byId: Map<string, Sighted>;
  readonly actors: Actors;
  readonly tallies: Tallies;
  readonly followers: Set<() => void>;
  readonly chain: { linked: number; durable: number; signed: number };
  faults: number;
}

function tell({ events, followers }: Book, event: Kept): void {
  events.add(event);
  for (const then of followers) then();
}

function chainOf(book: Book): Observer['chain'] {
  const { byId, chain } = book;
  const told = (): void => tell(book, { kind: 'journal', durable: chain.durable, signed: chain.signed });
  return {
    linked: ({ type, decision }, { seq, hash }) => {
      chain.linked = seq;
      const sighted = byId.get(decision);
      if (sighted !== undefined) push(sighted.entries, { seq, type, hash });
    },
    durable: (seq) => {
      chain.durable = seq;
      told();
    },
    signed: (seq) => {
      chain.signed = seq;
      told();
    },
  };
}

function observerOf(book: Book): Observer {
  const { clock, requests, byId, tallies } = book;
  return {
    begin: (trip) => {
      const sighted = sightedOf(trip, requests.next() + 1, clock.monotonic());
      requests.add(sighted);
      byId.set(sighted.id, sighted);
      const parent = byId.get(sighted.parent);
      if (parent !== undefined) push(parent.children, sighted);
      tell(book, { kind: 'request', of: sighted, isEnd: false });
      return watchOf(sighted, trip, {
        monotonic: clock.monotonic,
        moved: () => {
          const { id, state, verdict } = sighted;
          tell(book, { kind: 'moved', id, state, verdict });
        },
        ended: () => {
          tallies.ended(sighted);
          tell(book, { kind: 'request', of: sighted, isEnd: true });
        },
      });
    },
    inspect: book.actors.inspect,
    chain: chainOf(book),
  };
}

function rowsOf({ requests, clock }: Book, { limit, before, fits }: RowQuery): RowPage {
  const now = clock.monotonic();
  const rows: Sighted[] = [];
  let matching = 0;
  for (let at = requests.next() - 1; at >= requests.first(); at -= 1) {
    const one = requests.at(at);
    if (one === undefined || !fits(one, now)) continue;
    matching += 1;
    if (rows.length <= limit && (before === undefined || one.n < before)) rows.push(one);
  }
  const shown = rows.slice(0, limit);
  return {
    rows: shown.map((one) => rowOf(one, now)),
    next: rows.length > limit ? (shown.at(-1)?.n ?? null) : null,
    matching,
    held: requests.next() - requests.first(),
    dropped: requests.first(),
  };
}

const ringOf = ({ size, first, next }: Ring<unknown>): RingView => ({
  size,
  held: next() - first(),
  dropped: first(),
});

function sinceOf({ events, clock }: Book, index: number, most: number): readonly ShownEvent[] {
  const from = Math.max(index, events.first());
  const shown: ShownEvent[] =
    from > index ? [{ index: undefined, event: { kind: 'gap', from: index, to: from } }] : [];
  const now = clock.monotonic();
  for (let at = from; at < Math.min(events.next(), from + most); at += 1) {
    const kept = events.at(at);
    if (kept === undefined) continue;
    const event =
      kept.kind === 'request' ? { kind: kept.kind, row: rowOf(kept.of, now), isEnd: kept.isEnd } : kept;
    shown.push({ index: at, event });
  }
  return shown;
}

export function createInspector({ clock, requests = 10_000, events = 20_000 }: InspectorInput): Inspector {
  const byId = new Map<string, Sighted>();
  const book: Book = {
    clock,
    requests: createRing<Sighted>(requests, (old) => byId.delete(old.id)),
    events: createRing<Kept>(events),
    byId,
    actors: createActors((to) => tell(book, { kind: 'actor', ...to })),
    tallies: createTallies(),
    followers: new Set(),
    chain: { linked: -1, durable: -1, signed: -1 },
    faults: 0,
  };
  return {
    observer: harmless(observerOf(book), () => {
      book.faults += 1;
    }),
    rows: (query) => rowsOf(book, query),
    trip: (id, around) => {
      const sighted = byId.get(id);
      const { chain } = book;
      return sighted && passageOf(sighted, { ...around, chain, monotonic: clock.monotonic() });
    },
    actors: book.actors.views,
    journal: () => ({ ...book.chain }),
    tally: book.tallies.read,
    rings: () => ({
      requests: ringOf(book.requests),
      events: { ...ringOf(book.events), next: book.events.next() },
    }),
    faults: () => book.faults,
    since: (index, most) => sinceOf(book, index, most),
    follow: (then) => {
      book.followers.add(then);
      return () => void book.followers.delete(then);
    },
  };
}
