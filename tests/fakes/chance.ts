// Chance that gives the same ids in every run, for tests of who asks for them. It refuses to be guessed from the one before: order tells nothing.
import { createHash } from 'node:crypto';
import type { Chance } from '../../actors/powers.js';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

export function createFakeChance(seed = ''): Chance {
  let next = 0;
  return {
    id() {
      const hex = createHash('sha256').update(`${seed} ${next++}`).digest('hex').slice(0, 32);
      const bits = [...hex].map((one) => Number.parseInt(one, 16).toString(2).padStart(4, '0')).join('');
      const fives = bits.padEnd(130, '0').match(/.{5}/g) ?? [];
      return fives.map((five) => alphabet.charAt(Number.parseInt(five, 2) >> (five.length - 5))).join('');
    },
  };
}
