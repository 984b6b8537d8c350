/** What one statement may come to, in both dialects. It refuses to count characters, of which one may be four bytes, and to take a list of every key there is for a few rows. */
/** Why a statement that comes to more than it says is not read. It says nothing of what it would come to. */
export const tooMuch = 'more than is read of one statement';
/** Why a list of so many values is not read. */
export const tooMany = 'more values than are read of one statement';
const mostValues = 10_000;
const parted = (text: string): boolean => text.split(',').length > mostValues;

/** By its commas, those in a text that is quoted left out. It is about time, not about safety: what it miscounts is read, or denied. */
export const holdsTooMany = (text: string): boolean => parted(text) && parted(text.replace(/'[^']*'/g, ''));

/** How many rows a write may name one by one and still be held to them by that alone: past this the policy's bound on rows counts them. */
export const fewRows = 5;
/** 64 KiB of UTF-8. */
const mostBytes = 65_536;

/** Without an encoder, and no further than the limit asks: a UTF-16 unit has three bytes at most. */
export function isTooLong(text: string): boolean {
  if (text.length > mostBytes) return true;
  if (text.length * 3 <= mostBytes) return false;
  let bytes = 0;
  for (const sign of text) {
    const point = sign.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (bytes > mostBytes) return true;
  }
  return false;
}
