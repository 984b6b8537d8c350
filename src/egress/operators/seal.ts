/** A seal: a token that its session may bind to the mark of a statement, and nothing else. It refuses to be undone by whoever holds it, and redacts what is too long to be a value, or not text everywhere. */

import { shorten } from './base32.js';
import { sealedAs } from './mask-form.js';
import { defineOperator, nothingOf } from './operator.js';

const longest = 1_024;
/** A hundred and forty bits: nobody guesses one. */
const digits = 35;

/** INVARIANT: half a character, or the end of a C text, fails in a database that cannot hold it: that it does would be told. */
const isOdd = (value: string): boolean => value.includes('\u0000') || /\p{Cs}/u.test(value);

export const seal = defineOperator({
  kind: 'seal',
  shows:
    'a seal: it joins as a token does, and bound to a mark (`WHERE email = ?`) it is compared with a column of its class',
  needsIdentity: true,
  apply: (masking) => {
    const { value, class: columnClass, digest, isNumber = false, keep } = masking;
    if (value.length > longest || isOdd(value)) return nothingOf(masking);
    // INVARIANT: the value as it is, and never one spelling for several: what is opened is what was sealed.
    const kind = isNumber ? 'number' : 'text';
    const made = digest.pseudonym(`seal\u0000${columnClass}\u0000${kind}\u0000${value}`);
    const shown = sealedAs(columnClass, shorten(made, digits));
    keep?.({ seal: shown, class: columnClass, value: isNumber ? Number(value) : value });
    return shown;
  },
});
