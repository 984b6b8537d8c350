/** A keyed pseudonym: one value, one token, within a session and nowhere else. It refuses to be undone or recomputed without the key. */

import { shorten } from './base32.js';
import { canonical } from './canonical.js';
import { tokened } from './mask-form.js';
import { defineOperator } from './operator.js';

/** Sixty bits. */
const digits = 15;

export const token = defineOperator({
  kind: 'token',
  shows: 'a token: one value has one token within a session, so it joins, groups and counts',
  needsIdentity: true,
  apply: ({ value, class: columnClass, digest, isFound = false }) => {
    const text = `${columnClass}\u0000${canonical(columnClass, value)}`;
    // INVARIANT: a guess in a literal, a key or an alias has another token than the row that it guesses.
    return tokened(columnClass, shorten(digest.pseudonym(isFound ? `found\u0000${text}` : text), digits));
  },
});
