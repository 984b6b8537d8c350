/** What every view sees: how the connection stands, the kernel at a glance, and the way to ask for more. */
import type { Gap } from '../../src/inspection/event.js';
import type { Overview } from '../../src/inspection/overview.js';
import { type Ask, createAsk } from '../link/ask.js';
import { openKeyring } from '../link/key.js';
import { follow, type Happening, type Link } from '../link/stream.js';
import { createStore, type Store } from './store.js';

export interface Glance {
  readonly link: Link;
  /** Undefined until the kernel has answered once. */
  readonly overview: Overview | undefined;
  /** What was missed; undefined when nothing was, or when it has been read. */
  readonly gap: Gap | undefined;
}

export interface World {
  readonly glance: Store<Glance>;
  readonly ask: Ask;
  /** Called once a turn with all that came in it. */
  onHappenings(watcher: (happenings: readonly Happening[]) => void): () => void;
  /** Called when lists no longer follow from what was told: after a gap, and when another kernel answers. */
  onReload(watcher: () => void): () => void;
  refresh(): Promise<void>;
}

function createBell<T>(): { ring(value: T): void; on(watcher: (value: T) => void): () => void } {
  const watchers = new Set<(value: T) => void>();
  return {
    ring: (value) => {
      for (const watcher of watchers) watcher(value);
    },
    on(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

/** The overview, with what has happened since it was fetched. */
function withHappening(overview: Overview, one: Happening): Overview {
  switch (one.kind) {
    case 'actor': {
      const actors = overview.actors.map((actor) =>
        actor.name === one.name ? { ...actor, state: one.state } : actor,
      );
      return { ...overview, actors, ...(one.name === 'kernel' ? { state: one.state } : {}) };
    }
    case 'journal':
      return { ...overview, journal: { ...overview.journal, durable: one.durable, signed: one.signed } };
    case 'request':
    case 'moved':
    case 'gap':
      return overview;
  }
}

const seen = (glance: Glance, happenings: readonly Happening[]): Glance => ({
  ...glance,
  overview: glance.overview && happenings.reduce(withHappening, glance.overview),
  gap: happenings.findLast((one) => one.kind === 'gap') ?? glance.gap,
});

/** Collects until the next frame, so that a burst is drawn once; a page that nobody sees has no frames and collects by time. */
function coalesced(
  onAll: (happenings: readonly Happening[]) => void,
): (happenings: readonly Happening[]) => void {
  let waiting: Happening[] = [];
  const flush = (): void => {
    const all = waiting;
    waiting = [];
    if (all.length > 0) onAll(all);
  };
  return (happenings) => {
    if (waiting.length === 0) {
      if (document.hidden) setTimeout(flush, 250);
      else requestAnimationFrame(flush);
    }
    waiting.push(...happenings);
  };
}

export async function openWorld(): Promise<World> {
  const keyring = await openKeyring();
  const glance = createStore<Glance>({ link: { is: 'connecting' }, overview: undefined, gap: undefined });
  const [happened, reload] = [createBell<readonly Happening[]>(), createBell<void>()];
  const setLink = (link: Link): void => glance.set((now) => ({ ...now, link }));
  const onRefused = (): void => {
    keyring.forget();
    setLink({ is: 'refused' });
  };
  const ask = createAsk(keyring, onRefused);
  const refresh = async (): Promise<void> => {
    const answer = await ask<Overview>('/api/overview');
    if (answer.is === 'there') glance.set((now) => ({ ...now, overview: answer.value }));
  };
  const onHappenings = coalesced((happenings) => {
    glance.set((now) => seen(now, happenings));
    if (happenings.some((one) => one.kind === 'gap')) reload.ring();
    happened.ring(happenings);
    if (happenings.some((one) => one.kind === 'actor' && one.name === 'kernel')) void refresh();
  });
  let isFirst = true;
  const onLink = (link: Link): void => {
    if (link.is === 'refused') {
      onRefused();
      return;
    }
    if (link.is === 'live') void refresh();
    setLink(link);
    // What was fetched before the stream began may lack what happened in between.
    if (link.is === 'live' && isFirst) reload.ring();
    isFirst = isFirst && link.is !== 'live';
  };
  void follow({ key: keyring.key, onLink, onHappenings });
  return { glance, ask, onHappenings: happened.on, onReload: reload.on, refresh };
}
