/** How views come by what they show: one question kept fresh, or a list kept fresh. What cannot be fetched is said, never guessed. */
import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '../link/ask.js';
import type { Happening } from '../link/stream.js';
import { type Listed, type Lister, openLister } from './lister.js';
import type { Filter } from './listing.js';
import { useStore } from './store.js';
import type { World } from './world.js';

const WorldContext = createContext<World | undefined>(undefined);
export const WorldProvider = WorldContext.Provider;

export function useWorld(): World {
  const world = useContext(WorldContext);
  if (world === undefined) throw new Error('a view is drawn outside the world');
  return world;
}

/** Whether a journal is shown in place of a kernel. */
export const useIsJournal = (): boolean => useStore(useWorld().glance).overview?.recorded !== undefined;

/** Which happenings make an answer old. It is asked for again at most once in this many milliseconds. */
export type Concerns = (one: Happening) => boolean;
const rest = 200;

function keepFresh<T>(world: World, path: string, show: (answer: Answer<T>) => void) {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = async (): Promise<void> => {
    timer = undefined;
    const answer = await world.ask<T>(path, abort.signal);
    if (!abort.signal.aborted) show(answer);
  };
  void load();
  return {
    soon: () => {
      timer ??= setTimeout(() => void load(), rest);
    },
    close: () => {
      abort.abort();
      clearTimeout(timer);
    },
  };
}

export function useAnswer<T>(path: string, concerns: Concerns): Answer<T> | undefined {
  const world = useWorld();
  const [shown, show] = useState<{ readonly path: string; readonly answer: Answer<T> }>();
  const concerning = useRef(concerns);
  concerning.current = concerns;
  useEffect(() => {
    const fresh = keepFresh<T>(world, path, (answer) => show({ path, answer }));
    const take = (happenings: readonly Happening[]): void => {
      if (happenings.some((one) => concerning.current(one))) fresh.soon();
    };
    const stops = [world.onHappenings(take), world.onReload(fresh.soon), fresh.close];
    return () => {
      for (const stop of stops) stop();
    };
  }, [world, path]);
  return shown?.path === path ? shown.answer : undefined;
}

export function useListing(filter: Filter): Listed & { readonly more: () => void } {
  const world = useWorld();
  const key = JSON.stringify(filter);
  const lister = useRef<Lister | undefined>(undefined);
  const [shown, show] = useState<{ readonly key: string; readonly listed: Listed }>();
  useEffect(() => {
    // `as`: `key` is a filter that was written one line before the effect.
    const opened = openLister(world, JSON.parse(key) as Filter, (listed) => show({ key, listed }));
    lister.current = opened;
    return opened.close;
  }, [world, key]);
  const listed = shown?.key === key ? shown.listed : { listing: undefined, problem: '' };
  return { ...listed, more: () => lister.current?.more() };
}
