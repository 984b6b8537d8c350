// Stately's inspection protocol: three kinds of message, every field that a reader of them needs, and no more of a context than a verdict.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { statelyTrip } from '../../../src/inspection/stately.js';
import { trip } from './sample.js';

const base = {
  _version: z.string().regex(/^\d+\.\d+\.\d+$/),
  createdAt: z.string().regex(/^\d{13}$/),
  id: z.string().min(1),
  rootId: z.string().min(1),
  sessionId: z.string().min(1),
};
const snapshot = z.strictObject({
  status: z.enum(['active', 'done']),
  value: z.union([z.string(), z.record(z.string(), z.string())]),
  context: z.strictObject({ verdict: z.string(), executed: z.string() }),
});
const event = z.strictObject({ type: z.string() });
const message = z.discriminatedUnion('type', [
  z.strictObject({
    ...base,
    type: z.literal('@xstate.actor'),
    name: z.string(),
    definition: z.string(),
    parentId: z.undefined(),
    snapshot,
  }),
  z.strictObject({ ...base, type: z.literal('@xstate.event'), event, sourceId: z.undefined() }),
  z.strictObject({ ...base, type: z.literal('@xstate.snapshot'), event, snapshot }),
]);

describe('a trip in the protocol of Stately', () => {
  const messages = z.array(message).parse(statelyTrip(trip, '{"id":"request"}'));

  it('begins with the actor, then an event and a snapshot for each step', () => {
    expect(messages.map(({ type }) => type)).toEqual([
      '@xstate.actor',
      ...['@xstate.event', '@xstate.snapshot'],
      ...['@xstate.event', '@xstate.snapshot'],
      ...['@xstate.event', '@xstate.snapshot'],
    ]);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
    expect(new Set(messages.map(({ sessionId }) => sessionId))).toEqual(new Set(['request:abc']));
  });

  it('ends where the request ended', () => {
    expect(messages.at(-1)).toMatchObject({
      snapshot: { status: 'done', value: 'denied', context: { verdict: 'denied' } },
    });
  });

  it('nests a stage of execute as XState does', () => {
    const steps = [
      ...trip.steps,
      { at: 5, state: 'calling', verdict: 'pending', executed: 'intended' } as const,
    ];
    expect(statelyTrip({ ...trip, steps }, '').at(-1)).toMatchObject({
      snapshot: { value: { execute: 'calling' } },
    });
  });
});
