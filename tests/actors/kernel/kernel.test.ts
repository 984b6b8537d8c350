// The kernel root: every state takes the events it should and no other; what is sealed never serves again.

import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { type KernelEvent, kernelMachine } from '../../../actors/kernel/kernel.js';
import { fc } from '../../property.js';

const booted: KernelEvent = { type: 'booted' };
const drain: KernelEvent = { type: 'drain' };
const drained: KernelEvent = { type: 'drained' };
const turnedAway: KernelEvent = { type: 'turned.away' };
const seal: KernelEvent = { type: 'seal', why: 'the disk is full' };
const failed: KernelEvent = { type: 'failed', why: 'no manifest' };
const all = [booted, drain, drained, turnedAway, seal, failed] as const;

const ways = {
  booting: [],
  serving: [booted],
  draining: [booted, drain],
  sealed: [booted, seal],
  stopped: [booted, drain, drained],
} as const satisfies Record<string, readonly KernelEvent[]>;

/** Where each event leads; what is not named leads nowhere. */
const wanted: Record<keyof typeof ways, Partial<Record<KernelEvent['type'], string>>> = {
  booting: { booted: 'serving', failed: 'stopped', seal: 'sealed', drain: 'draining' },
  serving: { drain: 'draining', seal: 'sealed' },
  draining: { drained: 'stopped', seal: 'sealed' },
  sealed: { drained: 'stopped' },
  stopped: {},
};

function reached(...events: readonly KernelEvent[]) {
  const actor = createActor(kernelMachine).start();
  for (const event of events) if (actor.getSnapshot().status === 'active') actor.send(event);
  return actor.getSnapshot();
}

describe('the kernel root', () => {
  it.each(Object.keys(ways) as (keyof typeof ways)[])('goes from %s only where it should', (state) => {
    expect(reached(...ways[state]).value).toBe(state);
    for (const event of all)
      expect(reached(...ways[state], event).value, event.type).toBe(wanted[state][event.type] ?? state);
  });

  it('keeps why it failed or was sealed, the first reason alone', () => {
    expect(reached(failed).context.why).toBe('no manifest');
    expect(reached(booted, seal, { type: 'seal', why: 'later' }).context.why).toBe('the disk is full');
    expect(reached(booted).context.why).toBe('');
  });

  it('counts the calls it turned away while sealed, and none before', () => {
    expect(reached(turnedAway, booted, turnedAway, drain, turnedAway).context.sealedCount).toBe(0);
    expect(reached(booted, seal, turnedAway, turnedAway, drain, turnedAway).context.sealedCount).toBe(3);
  });

  it('never serves again once it is sealed, whatever is sent', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { maxLength: 12 }), (events) => {
        const at = events.findIndex((event) => event.type === 'seal');
        const { value } = reached(booted, ...events);
        const isStoppedBefore = events.slice(0, at).some((event) => event.type === 'drained');
        if (at >= 0 && !isStoppedBefore) expect(['sealed', 'stopped']).toContain(value);
      }),
    );
  });

  it('does not serve again after it has begun to drain', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { maxLength: 12 }), (events) => {
        expect(reached(booted, drain, ...events).value).not.toBe('serving');
      }),
    );
  });
});
