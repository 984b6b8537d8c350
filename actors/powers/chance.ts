/** Node's randomness behind the port. It refuses to give the same bits twice. */
import { randomFillSync } from 'node:crypto';
import type { Chance } from '../powers.js';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const size = 16;
/** Bits for so many ids are drawn at once: asking the system for sixteen bytes costs more than all the rest of an id. */
const pool = Buffer.alloc(256 * size);
let next = pool.length;

/** 128 bits as 26 characters of five; the last holds three. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += alphabet.charAt((held >> (bits - 5)) & 31);
    held &= (1 << bits) - 1;
  }
  return text + alphabet.charAt(held);
}

export const nodeChance: Chance = {
  id() {
    if (next === pool.length) {
      randomFillSync(pool);
      next = 0;
    }
    const bytes = pool.subarray(next, next + size);
    next += size;
    const text = base32(bytes);
    bytes.fill(0);
    return text;
  },
};
