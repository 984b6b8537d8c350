import { describe, expect, it } from 'vitest';
import { createGate } from '../../../actors/trip/admission.js';

const size = { inFlight: 2, perSession: 1, waiting: 1 };

describe('the admission gate', () => {
  it('lets in as many as fit and turns away what fits neither inside nor in the waiting room', async () => {
    const gate = createGate(size);
    const first = await gate.enter('a');
    const second = await gate.enter('b');
    const third = gate.enter('c');
    expect(await gate.enter('d')).toBeUndefined();
    expect(gate.inside()).toBe(2);
    first?.();
    expect(await third).toBeTypeOf('function');
    second?.();
  });

  it('keeps one session from taking the places of others', async () => {
    const gate = createGate(size);
    await gate.enter('a');
    const again = gate.enter('a');
    expect(await gate.enter('b')).toBeTypeOf('function');
    expect(await gate.enter('c')).toBeUndefined();
    gate.close();
    expect(await again).toBeUndefined();
  });

  it('counts a place once however often it is left', async () => {
    const gate = createGate(size);
    const leave = await gate.enter('a');
    await gate.enter('b');
    leave?.();
    leave?.();
    expect(gate.inside()).toBe(1);
  });

  it('turns away those who wait, and those who come, once it is closed', async () => {
    const gate = createGate(size);
    const leave = await gate.enter('a');
    const waiting = gate.enter('a');
    gate.close();
    expect(await waiting).toBeUndefined();
    expect(await gate.enter('b')).toBeUndefined();
    const empty = gate.empty();
    leave?.();
    await empty;
    expect(gate.inside()).toBe(0);
  });
});
