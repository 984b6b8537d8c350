/** What a compressed text says, as far as it is one, with zlib's own reading of it. It refuses what is no text at the first byte that is none, and to say more than it is given room for. */
import { Z_NO_FLUSH, Z_OK, ZStream, zlibInflate, zlibInflateInit2 } from 'pako';
import { readable } from './encode.js';

/** Without a header. INVARIANT: what checks the whole, behind its end, is not looked at: a part of a text is read as well. */
const bare = -15;
/** Most bytes begin no text, and say so within a few. */
const firstRoom = 8;
/** Fewer characters are no value. */
const least = 7;

/** A tab, the end of a line, and whatever is no control character. */
const isText = (byte: number): boolean => byte > 31 || byte === 9 || byte === 10 || byte === 13;

function moreRoom(said: Uint8Array, room: number): Uint8Array<ArrayBuffer> {
  const more = new Uint8Array(Math.min(said.length * 8, room));
  more.set(said);
  return more;
}

/** As far as it can be read. */
function inflatedFrom(bytes: Uint8Array, room: number): string {
  const stream = new ZStream();
  zlibInflateInit2(stream, bare);
  stream.input = bytes;
  stream.avail_in = bytes.length;
  let said = new Uint8Array(Math.min(firstRoom, room));
  let length = 0;
  for (;;) {
    stream.output = said;
    stream.avail_out = said.length - length;
    const status = zlibInflate(stream, Z_NO_FLUSH);
    while (length < stream.next_out && isText(said[length] ?? 0)) length += 1;
    if (status !== Z_OK || length < said.length || length === room) break;
    said = moreRoom(said, room);
  }
  return length < least ? '' : readable(said.subarray(0, length));
}

/** With a header and without. */
export function inflated(bytes: Uint8Array, room: number): readonly string[] {
  const [first = 0, second = 0] = bytes;
  const hasHeader = (first & 15) === 8 && (first * 256 + second) % 31 === 0;
  const found = hasHeader ? [inflatedFrom(bytes.subarray(2), room)] : [];
  // A kind that there is not.
  if ((first & 6) !== 6) found.push(inflatedFrom(bytes, room));
  return found.filter((text) => text !== '');
}
