/** A keyed pseudonym: one value, one token, within a session and nowhere else. It refuses to be undone or recomputed without the key. */

import { shorten } from './base32.js';
import { canonical } from './canonical.js';
import { ofClass, tokened } from './mask-form.js';
import { defineOperator } from './operator.js';

/** Sixty bits. */
const digits = 15;
/** What stands before the value in what is digested. */
const aboveOwed = ofClass((columnClass) => `${columnClass}\u0000`);
const aboveFound = ofClass((columnClass) => `found\u0000${columnClass}\u0000`);

export const token = defineOperator({
  kind: 'token',
  shows: 'a token: one value has one token within a session, so it joins, groups and counts',
  needsIdentity: true,
  apply: ({ value, class: columnClass, digest, isFound = false }) => {
    // INVARIANT: a guess in a literal, a key or an alias has another token than the row that it guesses.
    const above = isFound ? aboveFound(columnClass) : aboveOwed(columnClass);
    return tokened(columnClass, shorten(digest.pseudonym(above + canonical(columnClass, value)), digits));
  },
});
