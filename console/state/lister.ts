/** Keeps one list of requests: fetches its pages, and takes in what happens meanwhile. It shows the last list while the next is on its way. */
import type { RowPage } from '../../src/inspection/row.js';
import type { Happening } from '../link/stream.js';
import {
  extended,
  type Filter,
  type Listing,
  listingOf,
  requestsPath,
  type Terms,
  withHappenings,
} from './listing.js';
import type { World } from './world.js';

export interface Listed {
  /** Undefined until the first page is there. */
  readonly listing: Listing | undefined;
  /** Why it could not be fetched; '' when it could. */
  readonly problem: string;
}

export interface Lister {
  more(): void;
  close(): void;
}

const pageSize = 500;

interface State {
  listing: Listing | undefined;
  isBusy: boolean;
  /** What happened while a page was on its way. */
  missed: Happening[];
  /** Goes up when all is fetched anew: an answer to an earlier question is nobody's. */
  turn: number;
}

interface Room {
  readonly world: World;
  readonly filter: Filter;
  readonly show: (listed: Listed) => void;
  readonly abort: AbortController;
  readonly state: State;
}

const termsOf = ({ world, filter }: Room): Terms => ({
  filter,
  size: world.glance.get().overview?.requests.size ?? Number.POSITIVE_INFINITY,
});

async function load(room: Room, before?: number): Promise<void> {
  const { state, show } = room;
  const { turn } = state;
  state.isBusy = true;
  const page = { limit: pageSize, ...(before === undefined ? {} : { before }) };
  const answer = await room.world.ask<RowPage>(requestsPath(room.filter, page), room.abort.signal);
  if (room.abort.signal.aborted || turn !== state.turn) return;
  state.isBusy = false;
  if (answer.is !== 'there') {
    show({ listing: state.listing, problem: answer.is === 'failed' ? answer.why : answer.is });
    return;
  }
  const isMore = before !== undefined && state.listing !== undefined;
  const fetched = isMore && state.listing ? extended(state.listing, answer.value) : listingOf(answer.value);
  state.listing = withHappenings(fetched, state.missed, termsOf(room));
  state.missed = [];
  show({ listing: state.listing, problem: '' });
}

function take(room: Room, happenings: readonly Happening[]): void {
  const { state, show } = room;
  if (state.isBusy) state.missed.push(...happenings);
  if (state.listing === undefined) return;
  const next = withHappenings(state.listing, happenings, termsOf(room));
  if (next !== state.listing) show({ listing: next, problem: '' });
  state.listing = next;
}

export function openLister(world: World, filter: Filter, show: (listed: Listed) => void): Lister {
  const state: State = { listing: undefined, isBusy: false, missed: [], turn: 0 };
  const room: Room = { world, filter, show, state, abort: new AbortController() };
  const restart = (): void => {
    state.turn += 1;
    state.missed = [];
    void load(room);
  };
  const stops = [world.onHappenings((happenings) => take(room, happenings)), world.onReload(restart)];
  restart();
  return {
    more: () => {
      if (!state.isBusy && typeof state.listing?.next === 'number') void load(room, state.listing.next);
    },
    close: () => {
      room.abort.abort();
      for (const stop of stops) stop();
    },
  };
}
