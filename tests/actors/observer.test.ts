// An observer that fails: nothing of it may come into the kernel, and each failure is counted.

import { describe, expect, it } from 'vitest';
import { createActor, fromTransition } from 'xstate';
import { createDesk } from '../../actors/desk.js';
import { harmless, type Observer, type RequestWatch } from '../../actors/observer.js';
import { tellingDesk } from '../../actors/trip/telling.js';
import type { Trip } from '../../actors/trip/trip.js';
import { createFakeClock } from '../fakes/clock.js';

const throws = (): never => {
  throw new Error('the observer has failed');
};
const failing: RequestWatch = {
  entered: throws,
  stepped: throws,
  stood: throws,
  told: throws,
  ended: throws,
};
const bad = (begin: Observer['begin']): Observer => ({
  begin,
  inspect: () => throws,
  officer: () => ({ took: throws, stands: throws, moved: throws }),
  chain: { linked: throws, durable: throws, signed: throws },
});
// `as`: nobody looks into it here.
const trip = {} as Trip;

describe('an observer that throws', () => {
  it('gives the kernel a watch all the same, and is counted', () => {
    let failures = 0;
    const observer = harmless(bad(throws), () => {
      failures += 1;
    });
    observer.begin(trip).entered('resolve');
    expect(failures).toBe(1);
  });

  it('throws nothing out of a watch, an inspection or the chain', () => {
    let failures = 0;
    const observer = harmless(
      bad(() => failing),
      () => {
        failures += 1;
      },
    );
    observer.begin(trip).told('request', 'mint', 'mint.live');
    observer.chain.durable(1);
    const actor = createActor(
      fromTransition((count: number, _: { readonly type: 'more' }) => count + 1, 0),
      { inspect: observer.inspect('counter') },
    ).start();
    actor.send({ type: 'more' });
    expect(actor.getSnapshot().context).toBe(1);
    expect(failures).toBeGreaterThan(3);
  });
});

describe('a desk that tells', () => {
  it('says whom a request asks by the type of the message, and whether there was an answer', async () => {
    const told: string[] = [];
    const watch: RequestWatch = { ...failing, told: (...words) => void told.push(words.join(' ')) };
    const desk = tellingDesk(createDesk(createFakeClock()), () => watch);
    const officer = {
      getSnapshot: () => ({ status: 'active' }),
      send: (message: { readonly type: string; readonly ticket: number }) =>
        desk.answer(message.ticket, { failed: 'the store has failed' }),
    };
    await desk.ask(officer, (ticket) => ({ type: 'mint.live', ticket }), 1_000);
    await desk.ask(undefined, (ticket) => ({ type: 'mint.live', ticket }), 1_000);
    expect(told).toEqual(['request mint mint.live', 'mint request failed']);
  });
});
