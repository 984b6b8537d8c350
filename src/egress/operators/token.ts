/** A keyed pseudonym: one value, one token, within a session and nowhere else. It refuses to be undone or recomputed without the key. */
import { tokened } from '../mask-form.js';
import { canonical } from './canonical.js';
import { defineOperator } from './operator.js';

const base32 = [...'abcdefghijklmnopqrstuvwxyz234567'];
/** Two characters for each ten bits. */
const pairs = base32.flatMap((one) => base32.map((other) => one + other));

const nibble = (hex: string, at: number): number => {
  const code = hex.charCodeAt(at);
  return code < 58 ? code - 48 : code - 87;
};
const pair = (bits: number): string => pairs[bits & 1023] ?? '';

/** The first 60 bits of a hex digest as 12 characters: five digits are twenty bits. */
function shorten(hex: string): string {
  let out = '';
  for (let i = 0; i < 15; i += 5) {
    let bits = 0;
    for (let at = i; at < i + 5; at += 1) bits = (bits << 4) | nibble(hex, at);
    out += pair(bits >> 10) + pair(bits);
  }
  return out;
}

export const token = defineOperator({
  kind: 'token',
  shows: 'a token: one value has one token within a session, so it joins, groups and counts',
  needsIdentity: true,
  apply: ({ value, class: columnClass, digest }) =>
    tokened(columnClass, shorten(digest.pseudonym(`${columnClass}\u0000${canonical(columnClass, value)}`))),
});
