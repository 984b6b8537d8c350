/** Whether characters are of a class that only a pattern knows: each is asked about once, and then read from a table. It refuses to answer for half of a pair. */

const isHalf = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;
const [unasked, no, yes] = [0, 1, 2];

/** Of one unit that is a character by itself. */
export function askedOnce(ask: (character: string) => boolean): (code: number) => boolean {
  const told = new Uint8Array(0x10000);
  return (code) => {
    if (isHalf(code)) return false;
    if (told[code] === unasked) told[code] = ask(String.fromCharCode(code)) ? yes : no;
    return told[code] === yes;
  };
}

/** Of a text: the same as the pattern, which is one class of whole characters, says of it. */
export function holding(one: RegExp): (text: string) => boolean {
  const isOne = askedOnce((character) => one.test(character));
  return (text) => {
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (isHalf(code) ? one.test(String.fromCodePoint(text.codePointAt(i) ?? 0)) : isOne(code)) return true;
    }
    return false;
  };
}
