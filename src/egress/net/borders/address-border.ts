/** What may go on from a part that holds an address into the next one. It refuses to tell of parts that are written otherwise than most are: those are read in full. */

import { email } from '../../detect/email.js';
import { isUsualAddress } from '../../detect/text/halves.js';
import { noCues } from '../../detect/words/cues.js';
import { isMask } from '../../operators/mask-form.js';

/** Plain words, numbers and an address, with few blanks and no mark that draws a part otherwise. */
const plain = /^(?!.*__)(?!(?:[^ ]* ){6})[A-Za-z0-9.+@_ -]+$/;
/** A domain without a digit, up to a letter: no number has one in it. */
const domain = /@[A-Za-z.-]*[A-Za-z]$/;
const alphanumeric = /^[A-Za-z0-9]/;
const digit = /\d/;

/** INVARIANT: behind a letter no number goes on but that of an account, which has two letters and then digits. */
const mayBeAccount = (right: string): boolean => alphanumeric.test(right) && digit.test(right.slice(0, 4));

function goesOn(left: string, right: string): boolean {
  const text = left + right;
  return email
    .detect({ text, hint: 0, cues: noCues, isPlain: true })
    .some(
      ({ start, end }) => start < left.length && end > left.length && isUsualAddress(text.slice(start, end)),
    );
}

/** Whether parts that are read with that between them hold nothing over the border of the first. */
export function endsAtBorder([left = '', ...others]: readonly string[], between: string): boolean {
  if (!domain.test(left) || !plain.test(left)) return false;
  const right = others.join(between);
  // Nothing goes on in a mask.
  if (isMask(right)) return true;
  // Another address may be one with the first.
  if (!plain.test(right) || right.includes('@') || mayBeAccount(right)) return false;
  return between !== '' || !goesOn(left, right);
}
