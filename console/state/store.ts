/** One value that changes, and those who watch it. It holds no history and knows no view. */
import { useEffect, useState } from 'preact/hooks';

export interface Store<T> {
  get(): T;
  set(change: (value: T) => T): void;
  watch(watcher: () => void): () => void;
}

export function createStore<T>(first: T): Store<T> {
  let value = first;
  const watchers = new Set<() => void>();
  return {
    get: () => value,
    set(change) {
      const next = change(value);
      if (next === value) return;
      value = next;
      for (const watcher of watchers) watcher();
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

/** The value as it is now, drawn again when it changes. */
export function useStore<T>(store: Store<T>): T {
  const [value, show] = useState(store.get());
  useEffect(() => {
    const look = (): void => show(() => store.get());
    look();
    return store.watch(look);
  }, [store]);
  return value;
}
