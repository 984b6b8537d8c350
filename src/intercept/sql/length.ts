/** How long a statement may be, in both dialects: 64 KiB of UTF-8. It refuses to count characters, of which one may be four bytes. */
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
