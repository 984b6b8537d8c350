/**
 * Those who are here now, in the order in which they came: a Set for the few that come and go all the time. It refuses to keep anybody
 * who has left: the tables that a Set has outgrown keep theirs alive until the next full collection.
 */
export interface Roster<T> extends Iterable<T> {
  add(one: T): void;
  /** False when it was not here. */
  delete(one: T): boolean;
  readonly size: () => number;
}

export function createRoster<T>(): Roster<T> {
  const here: T[] = [];
  return {
    add: (one) => void here.push(one),
    delete: (one) => {
      const at = here.indexOf(one);
      if (at >= 0) here.splice(at, 1);
      return at >= 0;
    },
    size: () => here.length,
    // Who leaves while the others are looked at is not shown any more.
    *[Symbol.iterator]() {
      for (const one of [...here]) if (here.includes(one)) yield one;
    },
  };
}
