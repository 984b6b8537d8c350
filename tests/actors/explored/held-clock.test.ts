// A clock that stands still and moves for one call alone.
import { describe, expect, it } from 'vitest';
import { createHeldClock, type Whose } from '../../../actors/explored/held-clock.js';
import { nodeClock } from '../../../actors/powers/clock.js';
import { createTrail } from '../../../actors/powers/trail.js';

function made() {
  const trail = createTrail<Whose>();
  const rung: string[] = [];
  const held = createHeldClock({ ...nodeClock, now: () => 5_000 }, trail);
  const set = (who: string, ms: number): (() => void) =>
    trail.within({ who, isWithin: false }, () =>
      held.clock.after(ms, () => rung.push(`${who} ${ms} for ${trail.current()?.who}`)),
    );
  return { ...held, set, rung };
}

describe('a held clock', () => {
  it('stands still until it is told to wait, and rings for one call alone', () => {
    const { clock, wait, set, rung } = made();
    set('a', 10);
    set('b', 5);
    set('b', 20);
    expect([clock.now(), clock.monotonic(), rung]).toEqual([5_000, 0, []]);
    expect(wait('b')).toBe(true);
    expect([clock.now(), rung]).toEqual([5_005, ['b 5 for b']]);
    wait('a');
    expect(rung).toEqual(['b 5 for b', 'a 10 for a']);
  });

  it('rings nothing that was taken back, and says so where nobody waits', () => {
    const { wait, set, rung } = made();
    set('a', 10)();
    expect([wait('a'), rung]).toEqual([false, []]);
  });

  it('rings for nobody what nobody has asked for', () => {
    const { clock, wait, rung } = made();
    clock.after(1, () => rung.push('nobody'));
    expect([wait(''), rung]).toEqual([false, []]);
  });
});
