import { describe, expect, it } from 'vitest';
import { nodeChance } from '../../../actors/powers/chance.js';

describe('ids', () => {
  const ids = Array.from({ length: 5_000 }, () => nodeChance.id());

  it('are 26 characters of lower-case base32', () => {
    expect(ids.filter((id) => !/^[a-z2-7]{26}$/.test(id))).toEqual([]);
  });

  it('never come twice, over many pools of bits', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('use every character in every place, but for the last, which holds three bits', () => {
    const seen = Array.from({ length: 26 }, (_, at) => new Set(ids.map((id) => id.charAt(at))).size);
    expect(seen).toEqual([...Array.from({ length: 25 }, () => 32), 8]);
  });
});
