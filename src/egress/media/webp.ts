/** `image/webp`: one picture and its transparency. It drops EXIF, XMP and profiles, and refuses one that moves. */
import { byteAt, defineMedia } from './media.js';
import { type Chunk, chunksOf, riffOf } from './riff.js';

const picture = new Set(['VP8 ', 'VP8L']);
const extended = 'VP8X';
const moving = new Set(['ANIM', 'ANMF']);
/** Of the flags of `VP8X` the one of transparency. */
const transparency = 0x10;

/** It announces nothing that is left out. */
function plain({ whole }: Chunk): Uint8Array {
  const copy = whole.slice();
  copy.set([byteAt(copy, 8) & transparency, 0, 0, 0], 8);
  return copy;
}

export const webp = defineMedia({
  kind: 'image/webp',
  block: 'image',
  parts(bytes) {
    const chunks = chunksOf(bytes, 'WEBP');
    if (chunks === undefined || chunks.some(({ name }) => moving.has(name))) return undefined;
    if (chunks.filter(({ name }) => picture.has(name)).length !== 1) return undefined;
    if (chunks.some(({ name, length }) => name === extended && length !== 10)) return undefined;
    const kept = chunks.flatMap((chunk) => {
      if (chunk.name === extended) return [plain(chunk)];
      return picture.has(chunk.name) || chunk.name === 'ALPH' ? [chunk.whole] : [];
    });
    return riffOf('WEBP', kept);
  },
});
