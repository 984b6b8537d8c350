/** Addresses of wallets: base58check, bech32 and Ethereum's. It refuses one whose checksum does not hold and that nothing calls a wallet. */

import { sha256 } from './checks/sha256.js';
import { defineDetector } from './detector.js';
import { runsBy } from './text/runs.js';
import { allOf, nowhere, spanOf, spansOf } from './text/shape.js';
import type { Span } from './text/span.js';
import { trait } from './text/traits.js';
import { cue, said } from './words/cues.js';

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const bech32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
/** The same signs in the order that the XRP ledger counts them in: each of its addresses begins with its zero. */
const ripple = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';
const shape58 = /(?<![A-Za-z0-9])[123LMDTr][1-9A-HJ-NP-Za-km-z]{24,34}(?![A-Za-z0-9])/g;
const shape32 =
  /(?<![A-Za-z0-9])(bc|tb|ltc|addr|stake|cosmos|osmo|inj|terra|celestia)1([02-9ac-hj-np-z]{11,110})(?![A-Za-z0-9])/gi;
/** Of just these lengths: a letter and sixty-nine bytes or more, which Monero writes by eights. */
const monero =
  /(?<![A-Za-z0-9])[48][1-9A-HJ-NP-Za-km-z](?:[1-9A-HJ-NP-Za-km-z]{93}|[1-9A-HJ-NP-Za-km-z]{104})(?![A-Za-z0-9])/g;
/** Keys of other chains are thirty-two bytes without a checksum: a word has to call them wallets. */
const bare58 = /(?<![A-Za-z0-9])[1-9A-HJ-NP-Za-km-z]{43,44}(?![A-Za-z0-9=])/g;
/** Of just these lengths, and of Bitcoin's own beginning: nothing else looks so, whatever its checksum says. */
const segwit = /(?<![A-Za-z0-9])bc1(?:[02-9ac-hj-np-z]{39}|[02-9ac-hj-np-z]{59})(?![A-Za-z0-9])/g;
const ether = /(?<![A-Za-z0-9])0x[0-9a-fA-F]{40}(?![A-Za-z0-9])/g;

function isBase58(text: string): boolean {
  let value = 0n;
  const alphabet = text.startsWith('r') ? ripple : base58;
  for (const one of text) value = value * 58n + BigInt(alphabet.indexOf(one));
  const bytes: number[] = [];
  for (let i = 0; i < 25; i += 1) {
    bytes.unshift(Number(value & 255n));
    value >>= 8n;
  }
  if (value !== 0n) return false;
  const check = sha256(sha256(bytes.slice(0, 21))).slice(0, 4);
  return check.every((one, i) => one === bytes[21 + i]);
}

function isBech32(prefix: string, rest: string): boolean {
  const low = prefix.toLowerCase();
  const codes = [...low].map((one) => one.charCodeAt(0));
  const values = [...rest.toLowerCase()].map((one) => bech32.indexOf(one));
  const turns = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let check = 1;
  for (const value of [...codes.map((one) => one >> 5), 0, ...codes.map((one) => one & 31), ...values]) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    for (const [i, turn] of turns.entries()) if (((top >> i) & 1) === 1) check ^= turn;
  }
  return check === 1 || check === 0x2bc830a3;
}

/** Base58 that was drawn by lot has digits, and letters of either case. */
const isMixed = (text: string): boolean => /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);

/** INVARIANT: each of them is a whole run of letters and digits, has a digit, and is no shorter. */
const runsIn = runsBy({ part: /[A-Za-z0-9]/, sign: /(?!)/, digits: 1, shortest: 14 });

/** Every place of a shape, with what stands right behind the run: looked for in long runs alone, as most words are short. */
const within =
  (text: string, runs: readonly Span[]) =>
  (shape: RegExp): readonly RegExpExecArray[] =>
    runs.flatMap(({ start, end }) => {
      const found = allOf(shape, text.slice(start, end + 1));
      for (const one of found) one.index += start;
      return found;
    });

export const wallet = defineDetector({
  kind: 'crypto',
  class: 'pii.crypto',
  tier: 'checksum',
  needs: trait.run,
  detect: ({ text, cues }) => {
    const runs = runsIn(text);
    if (runs.length === 0) return nowhere;
    const all = within(text, runs);
    return [
      ...spansOf(
        all(shape58),
        (found) => isMixed(found[0]) && (said(cues, cue.wallet, spanOf(found)) || isBase58(found[0])),
      ),
      ...spansOf(all(monero), ([found]) => isMixed(found)),
      ...spansOf(all(bare58), (found) => isMixed(found[0]) && said(cues, cue.wallet, spanOf(found))),
      ...spansOf(all(segwit)),
      ...spansOf(all(shape32), (found) => isBech32(found[1] ?? '', found[2] ?? '')),
      ...spansOf(all(ether)),
    ];
  },
});
