/** Node's randomness behind the port. */
import { randomBytes } from 'node:crypto';
import type { Chance } from '../powers.js';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

export const nodeChance: Chance = {
  id() {
    let rest = BigInt(`0x${randomBytes(16).toString('hex')}`);
    let text = '';
    for (let at = 0; at < 26; at += 1) {
      text += alphabet[Number(rest & 31n)] ?? '';
      rest >>= 5n;
    }
    return text;
  },
};
