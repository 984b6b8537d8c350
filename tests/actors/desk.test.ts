import { describe, expect, it } from 'vitest';
import { createDesk, isNoAnswer } from '../../actors/desk.js';
import { createFakeClock } from '../fakes/clock.js';

const officer = (status: string, sent: number[] = []) => ({
  send: (ticket: number) => void sent.push(ticket),
  getSnapshot: () => ({ status }),
});

describe('the desk', () => {
  it('gives each question its own answer', async () => {
    const desk = createDesk(createFakeClock());
    const sent: number[] = [];
    const asked = [1, 2].map(() => desk.ask<number, number>(officer('active', sent), (ticket) => ticket, 10));
    desk.answer(sent[1] ?? -1, 'second');
    desk.answer(sent[0] ?? -1, 'first');
    expect(await Promise.all(asked)).toEqual(['first', 'second']);
  });

  it('settles a question to an officer that is gone, or was never there', async () => {
    const desk = createDesk(createFakeClock());
    expect(await desk.ask(officer('stopped'), (ticket) => ticket, 10)).toEqual({ noAnswer: 'officer-gone' });
    expect(await desk.ask(undefined, (ticket) => ticket, 10)).toEqual({ noAnswer: 'officer-gone' });
  });

  it('settles an unanswered question at its deadline and drops the late answer', async () => {
    const clock = createFakeClock();
    const desk = createDesk(clock);
    const sent: number[] = [];
    const asked = desk.ask<string, number>(officer('active', sent), (ticket) => ticket, 10);
    await clock.advance(10);
    desk.answer(sent[0] ?? -1, 'late');
    expect(isNoAnswer(await asked)).toBe(true);
  });
});
