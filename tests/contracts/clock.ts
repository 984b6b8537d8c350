// What every clock keeps: a timer runs once, never in the turn that set it, in the order in which timers fall due, and not at all when taken back.
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../actors/powers.js';

export interface ClockHouse {
  readonly clock: Clock;
  /** Lets so many milliseconds pass, at least. */
  readonly pass: (ms: number) => Promise<void>;
}

export function clockContract(name: string, { clock, pass }: ClockHouse): void {
  describe(`${name}, by the contract of a clock`, () => {
    it('tells milliseconds since the epoch, and others that never run backwards', async () => {
      expect(Number.isSafeInteger(clock.now())).toBe(true);
      expect(clock.now()).toBeGreaterThan(1_600_000_000_000);
      const before = clock.monotonic();
      await pass(20);
      expect(clock.monotonic()).toBeGreaterThan(before);
    });

    it('runs a timer once, and not in the turn that set it', async () => {
      let ran = 0;
      for (const ms of [0, 1, 5]) clock.after(ms, () => ran++);
      expect(ran).toBe(0);
      await pass(40);
      expect(ran).toBe(3);
      await pass(40);
      expect(ran).toBe(3);
    });

    it('runs timers in the order in which they fall due', async () => {
      const ran: number[] = [];
      for (const ms of [30, 1, 15]) clock.after(ms, () => ran.push(ms));
      await pass(60);
      expect(ran).toEqual([1, 15, 30]);
    });

    it('does not run a timer that was taken back, and takes one back twice or too late in silence', async () => {
      const ran: string[] = [];
      const taken = clock.after(1, () => ran.push('taken back'));
      const late = clock.after(1, () => ran.push('late'));
      taken();
      taken();
      await pass(20);
      expect(() => late()).not.toThrow();
      expect(ran).toEqual(['late']);
    });

    it('lets a timer set another, and take another back', async () => {
      const ran: string[] = [];
      clock.after(1, () => {
        ran.push('first');
        clock.after(1, () => ran.push('second'));
        stop();
      });
      const stop = clock.after(30, () => ran.push('taken back'));
      await pass(80);
      // What a timer sets counts from then: on a busy machine that may be as late as this.
      await pass(80);
      expect(ran).toEqual(['first', 'second']);
    });

    it('does not run a far timer at once', async () => {
      let ran = 0;
      const stop = clock.after(2 ** 40, () => ran++);
      await pass(20);
      stop();
      expect(ran).toBe(0);
    });

    it('runs what is soon when the turn is over, in the order in which it was asked', async () => {
      const ran: string[] = [];
      clock.soon(() => ran.push('soon'));
      clock.soon(() => ran.push('as soon'));
      ran.push('this turn');
      // A timer that is due already may come before what is soon, once.
      await pass(1);
      await pass(1);
      expect(ran).toEqual(['this turn', 'soon', 'as soon']);
    });
  });
}
