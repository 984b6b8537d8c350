/** A clock that stands still, so that no deadline passes while a hand is held. It moves for one call alone, when it is told to. */
import type { Clock } from '../powers.js';
import type { Trail } from '../powers-sandbox.js';

export interface Whose {
  readonly who: string;
  /** An officer is at a message of theirs. */
  readonly isWithin: boolean;
}

interface Timer {
  readonly at: number;
  readonly whose: Whose;
  readonly then: () => void;
}

export interface HeldClock {
  readonly clock: Clock;
  /** Until something that waits on behalf of a call happens; false when nothing does. */
  readonly wait: (who: string) => boolean;
}

export function createHeldClock(real: Clock, trail: Trail<Whose>): HeldClock {
  const began = real.now();
  let now = 0;
  const timers = new Set<Timer>();
  const clock: Clock = {
    now: () => began + now,
    monotonic: () => now,
    after: (ms, then) => {
      const whose = trail.current();
      if (whose === undefined) return () => undefined;
      const timer = { at: now + Math.max(0, ms), whose, then };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    soon: real.soon,
  };
  const wait = (who: string): boolean => {
    const theirs = [...timers].filter(({ whose }) => whose.who === who);
    const next = Math.min(...theirs.map(({ at }) => at));
    if (next === Number.POSITIVE_INFINITY) return false;
    now = Math.max(now, next);
    for (const timer of theirs.filter(({ at }) => at === next))
      if (timers.delete(timer)) trail.within(timer.whose, timer.then);
    return true;
  };
  return { clock, wait };
}
