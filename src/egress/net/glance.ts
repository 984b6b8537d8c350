/** What is told clean at a glance, as most leaves are. It refuses whatever a detector could find anything in, or an encoding hide in. */

/** The whole leaf is a time, a UUID or a plain decimal: nothing to find, and most leaves with digits are one of these. What begins with `00` may be dialled. */
const harmless =
  /^(?:[12]\d{3}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|-?\d{1,6}\.\d{1,4})$/;
export const isHarmless = (text: string): boolean => text.length <= 40 && harmless.test(text);

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
/** Nothing stands in it and nothing is hidden in it: seen without a look at what each detector needs. */
export const isClean = (text: string): boolean => isSmallWords(text) || isHarmless(text);
