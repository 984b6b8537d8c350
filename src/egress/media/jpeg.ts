/** `image/jpeg`: the tables, frames and scans that draw. It drops EXIF, profiles, comments and thumbnails, and refuses a marker that it does not know. */
import { bigEndian, byteAt, defineMedia, nameAt } from './media.js';

const [start, end, scan] = [0xd8, 0xd9, 0xda];
const frames = new Set([0xc0, 0xc1, 0xc2]);
/** Quantisation and Huffman tables, and how often a scan begins anew. */
const tables = new Set([0xdb, 0xc4, 0xdd]);

/** JFIF without a thumbnail, and how Adobe turns colours. */
function isKept(bytes: Uint8Array, at: number, marker: number): boolean {
  const length = bigEndian(bytes, at + 2, 2);
  if (marker === 0xe0 && length === 16)
    return nameAt(bytes, at + 4, 5) === 'JFIF\0' && bigEndian(bytes, at + 16, 2) === 0;
  return marker === 0xee && length === 14 && nameAt(bytes, at + 4, 5) === 'Adobe';
}

const isPassedOver = (marker: number): boolean => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;

/** In a scan a byte 255 is followed by 0 or by the number of a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = byteAt(bytes, at + 1);
    if (byteAt(bytes, at) === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

export const jpeg = defineMedia({
  kind: 'image/jpeg',
  block: 'image',
  parts(bytes) {
    if (byteAt(bytes, 0) !== 0xff || byteAt(bytes, 1) !== start) return undefined;
    const parts = [bytes.subarray(0, 2)];
    let [hasFrame, hasScan] = [false, false];
    for (let at = 2; at + 1 < bytes.length; ) {
      if (byteAt(bytes, at) !== 0xff) return undefined;
      const marker = byteAt(bytes, at + 1);
      if (marker === end) return hasFrame && hasScan ? [...parts, bytes.subarray(at, at + 2)] : undefined;
      const behind = at + 2 + bigEndian(bytes, at + 2, 2);
      if (behind < at + 4 || behind > bytes.length) return undefined;
      const draws = frames.has(marker) || tables.has(marker) || marker === scan;
      if (!draws && !isPassedOver(marker)) return undefined;
      hasFrame ||= frames.has(marker);
      hasScan ||= marker === scan;
      const next = marker === scan ? endOfScan(bytes, behind) : behind;
      if (draws || isKept(bytes, at, marker)) parts.push(bytes.subarray(at, next));
      at = next;
    }
    return undefined;
  },
});
