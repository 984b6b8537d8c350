// What one call begins and later calls go on with, under the name that its caller has given. It refuses a name that it does not know and more than it has room for, and forgets what nobody goes on with.
import { refuse } from './tool.js';

type Closing = { close(): void };
export type Begun<T extends Closing> = {
  /** One of the same name is closed. What there is no room for is not opened. */
  begin(name: string, open: () => T): void;
  find(name: string): T;
  /** From now on it is the caller's to close. */
  take(name: string): T;
  end(name: string): void;
};

/** So many at once. One more is refused, as what is under way must not fail half way for what has not begun. */
const MOST = 8;
/** Milliseconds after which nobody is thought to go on. */
const IDLE = 120_000;

type Held<T> = { readonly one: T; readonly timer: ReturnType<typeof setTimeout> };

export function createBegun<T extends Closing>(idle = IDLE): Begun<T> {
  const held = new Map<string, Held<T>>();
  const take = (name: string): T => {
    const { one, timer } = held.get(name) ?? refuse('no-such-part');
    clearTimeout(timer);
    held.delete(name);
    return one;
  };
  const end = (name: string): void => {
    if (held.has(name)) take(name).close();
  };
  const keep = (name: string, one: T): void => {
    const timer = setTimeout(() => end(name), idle);
    // In a browser it is a number, and keeps nothing running.
    timer.unref?.();
    held.set(name, { one, timer });
  };
  return {
    begin(name, open) {
      end(name);
      if (held.size >= MOST) refuse('overloaded');
      keep(name, open());
    },
    find(name) {
      const one = take(name);
      keep(name, one);
      return one;
    },
    take,
    end,
  };
}
