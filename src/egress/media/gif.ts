/** `image/gif`: its frames, their colours and times. It drops comments, plain text and what applications add, but for how often it is played. */
import { byteAt, defineMedia, nameAt } from './media.js';

const [image, extension, trailer] = [0x2c, 0x21, 0x3b];
const [control, application] = [0xf9, 0xff];

/** How many bytes the colours have that a packed field announces. */
const coloursIn = (packed: number): number => ((packed & 0x80) === 0 ? 0 : 3 << ((packed & 7) + 1));

/** Behind the blocks, each of which says its length; past the end where they do not stop. */
function behindBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && byteAt(bytes, at) !== 0) at += 1 + byteAt(bytes, at);
  return at + 1;
}

function isKept(bytes: Uint8Array, at: number, next: number): boolean {
  const label = byteAt(bytes, at + 1);
  if (label === control) return next - at === 8;
  return label === application && next - at === 19 && nameAt(bytes, at + 3, 11) === 'NETSCAPE2.0';
}

export const gif = defineMedia({
  kind: 'image/gif',
  block: 'image',
  parts(bytes) {
    if (!/^GIF8[79]a$/.test(nameAt(bytes, 0, 6))) return undefined;
    let at = 13 + coloursIn(byteAt(bytes, 10));
    const parts = [bytes.subarray(0, at)];
    for (let frames = 0; at < bytes.length; ) {
      const kind = byteAt(bytes, at);
      if (kind === trailer) return frames > 0 ? [...parts, bytes.subarray(at, at + 1)] : undefined;
      if (kind !== image && kind !== extension) return undefined;
      const blocks = kind === image ? at + 11 + coloursIn(byteAt(bytes, at + 9)) : at + 2;
      const next = behindBlocks(bytes, blocks);
      if (kind === image) frames += 1;
      if (kind === image || isKept(bytes, at, next)) parts.push(bytes.subarray(at, next));
      at = next;
    }
    return undefined;
  },
});
