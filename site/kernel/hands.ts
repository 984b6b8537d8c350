/** Clock, chance and abort of a browser, behind the kernel's ports. They touch nothing but this page. */
import type { Clock, Powers } from '../../actors/index.js';

/** Past it, a timer runs at once. */
const longest = 2 ** 31 - 1;

export const pageClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, Math.min(ms, longest));
    return () => clearTimeout(timer);
  },
  soon: (then) => void setTimeout(then, 0),
};

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** 128 bits as 26 characters of five; the last holds three. */
function base32(bytes: Uint8Array): string {
  let bits = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) << 2n;
  let text = '';
  for (let at = 0; at < 26; at += 1, bits >>= 5n) text = alphabet.charAt(Number(bits & 31n)) + text;
  return text;
}

export const pageChance: Powers['chance'] = { id: () => base32(crypto.getRandomValues(new Uint8Array(16))) };

export const pageAbort: Powers['abort'] = () => {
  const pair = new AbortController();
  return { signal: pair.signal, abort: () => pair.abort() };
};
