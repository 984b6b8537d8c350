/** The inspector: it remembers what the kernel's actors did, in rings of bounded length, and shows it to whoever may look. It decides nothing, and the kernel never waits for it. */
import type { InspectionEvent } from '../../src/inspection/event.js';
import type { RowQuery } from '../../src/inspection/filter.js';
import type { ActorView, JournalView, RingView } from '../../src/inspection/overview.js';
import { pageOf } from '../../src/inspection/page.js';
import { type Around, passageOf } from '../../src/inspection/passage.js';
import type { RowPage } from '../../src/inspection/row.js';
import { lasted, rowOf } from '../../src/inspection/sighting.js';
import type { Tally } from '../../src/inspection/tally.js';
import type { TripView } from '../../src/inspection/trip.js';
import { harmless, type Observer } from '../observer.js';
import type { Clock } from '../powers.js';
import type { ShownEvent } from '../powers-console.js';
import { createAlike } from './alike.js';
import { createRing, type Ring } from './ring.js';
import { Sighted, type Told, watchOf } from './sighted.js';
import { createTallies, type Tallies } from './tally.js';
import { createLexicon, type TrailTerms } from './trail.js';
import { createVocabulary, type Vocabulary } from './vocabulary.js';
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

/** What is told of a request: that it came, that it ended, or where it stood and how at that moment. */
type Turn = 'begun' | 'ended' | Place;

/** Its state and its verdict. */
type Place = readonly [string, Sighted['verdict']];

/** An event by what it is of: it is written out when somebody reads it, as it is by then. */
type Kept = Sighted | Extract<InspectionEvent, { kind: 'actor' | 'journal' }>;

/** Far more than there are states and verdicts. */
const mostTurns = 1_024;

interface Book {
  readonly clock: InspectorInput['clock'];
  readonly requests: Ring<Sighted>;
  readonly events: Ring<Kept>;
  /** Beside `events`: what each that is of a request tells of it. */
  readonly turns: Ring<Turn | undefined>;
  readonly places: Vocabulary<Place>;
  readonly terms: TrailTerms;
  readonly byId: Map<string, Sighted>;
  readonly actors: Actors;
  readonly tallies: Tallies;
  readonly followers: Set<() => void>;
  readonly chain: { linked: number; durable: number; signed: number };
  faults: number;
}

function tell({ events, turns, followers }: Book, of: Kept, turn?: Turn): void {
  events.add(of);
  turns.add(turn);
  for (const then of followers) then();
}

function chainOf(book: Book): Observer['chain'] {
  const { byId, chain } = book;
  const told = (): void => tell(book, { kind: 'journal', durable: chain.durable, signed: chain.signed });
  return {
    linked: ({ type, decision }, { seq, hash }) => {
      chain.linked = seq;
      byId.get(decision)?.linked({ seq, type, hash });
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

const toldOf = (book: Book): Told => ({
  alike: createAlike(),
  moved: (sighted) => {
    const { state, verdict } = sighted;
    const number = book.places.numberOf([state, verdict], sighted.place);
    if (number === undefined) return;
    sighted.place = number + 1;
    tell(book, sighted, book.places.at(number));
  },
  ended: (sighted) => {
    book.tallies.ended(sighted);
    tell(book, sighted, 'ended');
  },
});

function observerOf(book: Book): Observer {
  const { requests, byId, terms } = book;
  const told = toldOf(book);
  return {
    begin: (trip) => {
      const sighted = new Sighted(trip, { n: requests.next() + 1, terms });
      requests.add(sighted);
      byId.set(sighted.id, sighted);
      byId.get(sighted.parent)?.planned(sighted);
      tell(book, sighted, 'begun');
      return watchOf(sighted, told);
    },
    inspect: book.actors.inspect,
    officer: book.actors.officer,
    chain: chainOf(book),
  };
}

function rowsOf({ requests, clock }: Book, query: RowQuery): RowPage {
  const now = clock.monotonic();
  const tookOf = (one: Sighted): number => lasted(one, now);
  return pageOf(requests, query, { tookOf, rowOf: (one) => rowOf(one, now) });
}

const ringOf = ({ size, first, next }: Ring<unknown>): RingView => ({
  size,
  held: next() - first(),
  dropped: first(),
});

function shownOf(kept: Kept, turn: Turn | undefined, now: number): InspectionEvent {
  if (!(kept instanceof Sighted)) return kept;
  if (typeof turn === 'object') return { kind: 'moved', id: kept.id, state: turn[0], verdict: turn[1] };
  return { kind: 'request', row: rowOf(kept, now), isEnd: turn === 'ended' };
}

function sinceOf({ events, turns, clock }: Book, index: number, most: number): readonly ShownEvent[] {
  const from = Math.max(index, events.first());
  const shown: ShownEvent[] =
    from > index ? [{ index: undefined, event: { kind: 'gap', from: index, to: from } }] : [];
  const now = clock.monotonic();
  for (let at = from; at < Math.min(events.next(), from + most); at += 1) {
    const kept = events.at(at);
    if (kept !== undefined) shown.push({ index: at, event: shownOf(kept, turns.at(at), now) });
  }
  return shown;
}

function bookOf({ clock, requests = 10_000, events = 20_000 }: InspectorInput): Book {
  const byId = new Map<string, Sighted>();
  const book: Book = {
    clock,
    requests: createRing<Sighted>(requests, (old) => byId.delete(old.id)),
    events: createRing<Kept>(events),
    turns: createRing<Turn | undefined>(events),
    places: createVocabulary(mostTurns),
    terms: { lexicon: createLexicon(), monotonic: clock.monotonic },
    byId,
    actors: createActors((to) => tell(book, { kind: 'actor', ...to })),
    tallies: createTallies(),
    followers: new Set(),
    chain: { linked: -1, durable: -1, signed: -1 },
    faults: 0,
  };
  return book;
}

export function createInspector(input: InspectorInput): Inspector {
  const book = bookOf(input);
  const { clock, byId } = book;
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
