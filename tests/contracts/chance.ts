// What every chance keeps: ids of 128 bits in 26 lower-case characters, none of them twice, none like the one before.
import { describe, expect, it } from 'vitest';
import type { Chance } from '../../actors/powers.js';

export function chanceContract(name: string, fresh: () => Chance): void {
  describe(`${name}, by the contract of chance`, () => {
    const chance = fresh();
    const ids = Array.from({ length: 5_000 }, () => chance.id());

    it('gives 26 characters of lower-case base32', () => {
      expect(ids.filter((id) => !/^[a-z2-7]{26}$/.test(id))).toEqual([]);
    });

    it('never gives the same twice', () => {
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('uses every character in every place, but for the last, which holds three bits', () => {
      const seen = Array.from({ length: 26 }, (_, at) => new Set(ids.map((id) => id.charAt(at))).size);
      expect(seen).toEqual([...Array.from({ length: 25 }, () => 32), 8]);
    });

    it('tells nothing of age: the order of ids is not the order in which they came', () => {
      const rising = ids.slice(1).filter((id, at) => id > (ids[at] ?? '')).length;
      expect(rising).toBeGreaterThan(ids.length * 0.4);
      expect(rising).toBeLessThan(ids.length * 0.6);
    });
  });
}
