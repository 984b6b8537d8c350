// A clock that stands still until it is told to advance, for tests of what waits. It refuses to run a timer early or twice.
import type { Clock } from '../../actors/powers.js';

export interface FakeClock extends Clock {
  /** Runs every timer that falls due, in order, letting promises settle between them. */
  advance(ms: number): Promise<void>;
  /** Timers that wait. */
  readonly waiting: number;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly then: () => void;
}

/** Lets everything that is already promised happen. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

export function createFakeClock(start = 1_700_000_000_000): FakeClock {
  let now = 0;
  let order = 0;
  const timers = new Set<Timer>();
  const due = (until: number): Timer | undefined =>
    [...timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at || a.order - b.order)[0];
  const after = (ms: number, then: () => void): (() => void) => {
    const timer = { at: now + Math.max(0, ms), order: order++, then };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  return {
    now: () => start + now,
    monotonic: () => now,
    after,
    soon: (then) => {
      after(0, then);
    },
    advance: async (ms) => {
      const until = now + ms;
      await settle();
      for (let timer = due(until); timer !== undefined; timer = due(until)) {
        timers.delete(timer);
        now = timer.at;
        timer.then();
        await settle();
      }
      now = until;
    },
    get waiting() {
      return timers.size;
    },
  };
}
