/** What is told clean at a glance, as most leaves are. It refuses whatever a detector could find anything in, or an encoding hide in. */
import { trait } from '../../detect/text/traits.js';

/** The whole leaf is a time, a UUID or a plain decimal: nothing to find, and most leaves with digits are one of these. What begins with `00` may be dialled. */
const harmless =
  /^(?:[12]\d{3}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|-?\d{1,6}\.\d{1,4})$/;
/** A digit, a dash, or a letter of hex: nothing else begins one. */
const beginsHarmless = (code: number): boolean =>
  code <= 0x39 ? code >= 0x30 || code === 0x2d : code >= 0x61 && code <= 0x66;
export const isHarmless = (text: string): boolean =>
  text.length <= 40 && beginsHarmless(text.charCodeAt(0)) && harmless.test(text);

/** Letters of one small word: fewer than a key has. */
const longestWord = 15;
const isSmallLetter = (code: number): boolean => code >= 0x61 && code <= 0x7a;
/** What stands between words. */
const betweenWords = Uint8Array.from({ length: 128 }, (_, code) =>
  ' ,.;!?\'"'.includes(String.fromCharCode(code)) ? 1 : 0,
);
/** Small words, none of them as long as a key. No detector is asked for these, whatever is around them. */
function isSmallWords(text: string): boolean {
  let word = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    word = isSmallLetter(code) ? word + 1 : 0;
    if (word > longestWord || (word === 0 && betweenWords[code] !== 1)) return false;
  }
  return true;
}
/** What a text may have that is one mail address and that no detector before that of addresses is asked about. */
const ofAddress =
  trait.at |
  trait.digits |
  trait.dots |
  trait.figures |
  trait.numeral |
  trait.long |
  trait.seven |
  trait.fours |
  trait.letter |
  trait.fifteen;
/** As nearly all are written: no letter past ASCII, no sign of a mark, and a host whose names have two signs at least. */
const address =
  /^[A-Za-z0-9][A-Za-z0-9.+-]{0,40}@(?:[A-Za-z][A-Za-z0-9-]{0,20}[A-Za-z0-9]\.){1,4}[A-Za-z]{2,24}$/;
/** All of it is one mail address. INVARIANT: whoever reads such a text in full finds that address in it, and nothing else. */
export const isAddress = (text: string, traits: number): boolean =>
  (traits & trait.at) !== 0 && (traits & ~ofAddress) === 0 && address.test(text);

/** Nothing stands in it and nothing is hidden in it: seen without a look at what each detector needs. */
export const isClean = (text: string): boolean => isSmallWords(text) || isHarmless(text);
