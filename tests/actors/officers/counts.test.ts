// What happens often is written once a second, and a flood of kinds is one more kind.
import { describe, expect, it } from 'vitest';
import { createCounts } from '../../../actors/officers/counts.js';
import type { EntryDraft } from '../../../src/audit/entry.js';
import { createFakeClock } from '../../fakes/clock.js';

function open() {
  const clock = createFakeClock();
  const entries: EntryDraft[] = [];
  const counts = createCounts({ clock, write: (entry) => entries.push(entry) });
  const refuse = (what: string, session = 's1') => counts.add({ type: 'session', session, what });
  return { clock, counts, refuse, bodies: () => entries.map(({ type, body }) => ({ type, ...body })) };
}

describe('a flood of refused lines', () => {
  it('is one entry a kind and second, with how many there were', async () => {
    const { clock, refuse, bodies } = open();
    for (let at = 0; at < 10_000; at++) refuse('duplicate-key');
    refuse('too-deep');
    expect(bodies()).toEqual([]);
    await clock.advance(1_000);
    expect(bodies()).toEqual([
      { type: 'session', refused: 'duplicate-key', count: 10_000 },
      { type: 'session', refused: 'too-deep', count: 1 },
    ]);
    refuse('duplicate-key');
    await clock.advance(1_000);
    expect(bodies()[2]).toEqual({ type: 'session', refused: 'duplicate-key', count: 1 });
  });

  it('of ever new kinds is a bounded number of entries, and nothing is lost of their number', async () => {
    const { clock, refuse, bodies } = open();
    for (let at = 0; at < 5_000; at++) refuse(`method_${at}`);
    await clock.advance(1_000);
    expect(bodies().length).toBeLessThanOrEqual(33);
    expect(bodies().reduce((sum, body) => sum + Number(Reflect.get(body, 'count')), 0)).toBe(5_000);
    expect(bodies()).toContainEqual(expect.objectContaining({ refused: 'other' }));
  });
});

it('what is open when the ledger closes is written then, and once', async () => {
  const { clock, counts, refuse, bodies } = open();
  refuse('batch');
  counts.flush();
  await clock.advance(5_000);
  expect(bodies()).toEqual([{ type: 'session', refused: 'batch', count: 1 }]);
});
