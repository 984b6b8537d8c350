// What many requests have in common is kept once, and a difference of any kind is never lost by it.

import { describe, expect, it } from 'vitest';
import { createAlike } from '../../../actors/inspection/alike.js';
import type { SeenFacts } from '../../../src/inspection/sighting.js';
import { noEffects } from '../../../src/intercept/effects.js';

const facts = (more: Partial<SeenFacts> = {}): SeenFacts => ({
  effects: { ...noEffects },
  capabilities: [],
  obligations: [],
  trace: [
    { rule: 'no-drop', said: 'no-match' },
    { rule: 'look', said: 'match' },
  ],
  live: { receipts: [], lapsed: [], doubts: [] },
  minted: [],
  findings: [],
  rows: 3,
  isTruncated: false,
  ...more,
});

const others: readonly Partial<SeenFacts>[] = [
  { rows: 4 },
  { isTruncated: true },
  { trace: [{ rule: 'no-drop', said: 'no-match' }] },
  {
    trace: [
      { rule: 'no-drop', said: 'error' },
      { rule: 'look', said: 'match' },
    ],
  },
  { effects: { ...noEffects, opaque: ['it was not understood'] } },
  { live: { receipts: [], lapsed: ['gold.x: expired'], doubts: [] } },
  { live: { receipts: [], lapsed: [], doubts: ['gold.x'] } },
];

describe('facts of one tool', () => {
  it('are kept once while they say the same', () => {
    const alike = createAlike();
    const first = alike.of('lake__query', facts());
    expect(alike.of('lake__query', facts())).toBe(first);
    expect(alike.of('lake__query', facts())).toBe(first);
  });

  it.each(others)('are their own when %j is another', (more) => {
    const alike = createAlike();
    alike.of('lake__query', facts());
    const own = facts(more);
    expect(alike.of('lake__query', own)).toBe(own);
  });

  it('are not taken for those of another tool', () => {
    const alike = createAlike();
    const first = alike.of('lake__query', facts());
    expect(alike.of('lake__export', facts())).not.toBe(first);
  });
});
