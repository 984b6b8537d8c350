// The strongbox: a seal is opened for the session that it was shown to, as it was, within bounds, and for nobody else.
import { afterEach, describe, expect, it } from 'vitest';
import { createDesk, isNoAnswer } from '../../../actors/desk.js';
import { isFailed, type StrongboxMessage } from '../../../actors/messages.js';
import {
  createStrongbox,
  type StrongboxActor,
  type StrongboxInput,
} from '../../../actors/officers/strongbox.js';
import { sessionId } from '../../../src/call/id.js';
import type { Sealed } from '../../../src/egress/operators/sealed.js';
import { createFakeClock } from '../../fakes/clock.js';

const [mine, other] = [sessionId('s1'), sessionId('s2')];
const sealed = (at: number, value: string | number = `value ${at}`): Sealed => ({
  seal: `[EMAIL:~${String.fromCharCode(97 + (at % 26)).repeat(28)}]`,
  class: 'pii.email',
  value,
});

const made: StrongboxActor[] = [];
afterEach(() => {
  for (const one of made.splice(0)) one.stop();
});

function openBox(most?: StrongboxInput['most']) {
  const desk = createDesk(createFakeClock());
  const box = createStrongbox(most === undefined ? { desk } : { desk, most });
  made.push(box);
  const ask = (build: (ticket: number) => StrongboxMessage) =>
    desk.ask<object, StrongboxMessage>(box, build, 10);
  const seals = (all: readonly Sealed[]) => all.map(({ seal }) => seal);
  return {
    box,
    keep: (...all: readonly Sealed[]) => box.send({ type: 'strongbox.keep', session: mine, sealed: all }),
    tell: (session: typeof mine, ...all: readonly Sealed[]) =>
      ask((ticket) => ({ type: 'strongbox.tell', ticket, session, seals: seals(all) })),
    open: (session: typeof mine, ...all: readonly Sealed[]) =>
      ask((ticket) => ({ type: 'strongbox.open', ticket, session, seals: seals(all) })),
  };
}

describe('the strongbox', () => {
  it('opens what was shown, as it was, a number as a number', async () => {
    const { keep, open, tell } = openBox();
    keep(sealed(1, 'a'), sealed(2, 7));
    expect(await tell(mine, sealed(2), sealed(1))).toEqual({ classes: ['pii.email', 'pii.email'] });
    expect(await open(mine, sealed(2), sealed(1))).toEqual({ values: [7, 'a'] });
  });

  it('knows nothing of a seal in another session, and opens none of several when it lacks one', async () => {
    const { keep, open, tell } = openBox();
    keep(sealed(1), sealed(2));
    expect(await tell(other, sealed(1))).toEqual({ classes: [''] });
    expect(isFailed(await open(other, sealed(1)))).toBe(true);
    expect(isFailed(await open(mine, sealed(1), sealed(3)))).toBe(true);
  });

  it('lets go of what was not used for longest, by count', async () => {
    const { keep, tell } = openBox({ values: 2, characters: 1_000 });
    keep(sealed(1), sealed(2));
    await tell(mine, sealed(1));
    keep(sealed(3));
    expect(await tell(mine, sealed(1), sealed(2), sealed(3))).toEqual({
      classes: ['pii.email', '', 'pii.email'],
    });
  });

  it('lets go by size, and a value that is kept twice counts once', async () => {
    const { keep, tell } = openBox({ values: 100, characters: 300 });
    for (let at = 0; at < 9; at += 1) keep(sealed(1, 'x'.repeat(100)));
    keep(sealed(2, 'y'.repeat(100)));
    expect(await tell(mine, sealed(1), sealed(2))).toEqual({ classes: ['pii.email', 'pii.email'] });
    keep(sealed(3, 'z'.repeat(100)));
    expect(await tell(mine, sealed(1), sealed(2), sealed(3))).toEqual({
      classes: ['', 'pii.email', 'pii.email'],
    });
  });

  it('opens nothing once it has ended', async () => {
    const { box, keep, open } = openBox();
    keep(sealed(1));
    box.stop();
    const answer = await open(mine, sealed(1));
    expect('noAnswer' in answer && isNoAnswer(answer)).toBe(true);
  });
});
