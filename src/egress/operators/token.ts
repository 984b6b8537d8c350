/** A keyed pseudonym: one value, one token, within a session and nowhere else. It refuses to be undone or recomputed without the key. */
import { tokened } from '../mask-form.js';
import { canonical } from './canonical.js';
import { defineOperator } from './operator.js';

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** The first 60 bits of a hex digest as 12 characters. */
function shorten(hex: string): string {
  let out = '';
  for (let i = 0; i < 15; i += 5) {
    const bits = Number.parseInt(hex.slice(i, i + 5), 16);
    for (const shift of [15, 10, 5, 0]) out += base32.charAt((bits >> shift) & 31);
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
