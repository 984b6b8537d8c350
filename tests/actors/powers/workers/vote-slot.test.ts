// What is laid is found under its own number alone, and what does not fit is not found at all.
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { voteMemory, voteSlot } from '../../../../actors/powers/workers/vote-slot.js';

const drop = { kinds: ['drop'], conditions: [false] };

describe('vote slot', () => {
  it('holds the vote that was laid last, for whoever sees the same memory', () => {
    const memory = voteMemory();
    const [voter, reader] = [voteSlot(memory), voteSlot(memory)];
    expect(reader.take(1)).toBeUndefined();
    voter.lay(1, drop);
    expect([reader.take(1), reader.take(1)]).toEqual([drop, drop]);
    voter.lay(2, { kinds: ['select', 'é'], conditions: [true, false] });
    expect(reader.take(2)).toEqual({ kinds: ['select', 'é'], conditions: [true, false] });
  });

  it('holds no vote on another text', () => {
    const slot = voteSlot(voteMemory());
    slot.lay(1, drop);
    expect([slot.take(0), slot.take(2)]).toEqual([undefined, undefined]);
    slot.lay(2, drop);
    expect(slot.take(1)).toBeUndefined();
  });

  it('tells a text that could not be parsed from one that nobody has looked at', () => {
    const slot = voteSlot(voteMemory());
    slot.lay(7, undefined);
    expect([slot.take(7), slot.take(8)]).toEqual([null, undefined]);
  });

  it('waits for a vote that is on its way, and for no other longer than it is told', async () => {
    const memory = voteMemory();
    const worker = new Worker(new URL('./late-vote-fixture.mjs', import.meta.url), { workerData: memory });
    const slot = voteSlot(memory);
    expect(slot.take(3, 10_000)).toEqual(drop);
    expect(slot.take(4, 1)).toBeUndefined();
    await worker.terminate();
  });

  it('leaves out a vote that is too long, and cuts none', () => {
    const slot = voteSlot(voteMemory());
    slot.lay(1, drop);
    const many = Array.from({ length: 500 }, () => 'select');
    slot.lay(2, { kinds: many, conditions: many.map(() => true) });
    expect([slot.take(1), slot.take(2)]).toEqual([drop, undefined]);
  });
});
