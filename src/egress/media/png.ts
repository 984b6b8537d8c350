/** `image/png`: the chunks that draw. It refuses a chunk that has not the length of its kind, and drops text, time, EXIF, profiles and further frames. */
import { bigEndian, defineMedia, nameAt } from './media.js';

const signature = '\x89PNG\r\n\x1a\n';
/** What surrounds a chunk: its length and name before, its checksum behind. */
const frame = 12;

type Fits = (length: number) => boolean;
const exactly =
  (length: number): Fits =>
  (found) =>
    found === length;
const upTo =
  (length: number): Fits =>
  (found) =>
    found <= length;

const drawing: ReadonlyMap<string, Fits> = new Map([
  ['IHDR', exactly(13)],
  ['PLTE', (length) => length <= 768 && length % 3 === 0],
  ['IDAT', () => true],
  ['IEND', exactly(0)],
  ['tRNS', upTo(256)],
  ['gAMA', exactly(4)],
  ['cHRM', exactly(32)],
  ['sRGB', exactly(1)],
  ['sBIT', upTo(4)],
  ['bKGD', upTo(6)],
  ['pHYs', exactly(9)],
]);

/** A reader may pass over a chunk whose name begins with a small letter. */
const isOptional = (name: string): boolean => /^[a-z][A-Za-z]{3}$/.test(name);

export const png = defineMedia({
  kind: 'image/png',
  block: 'image',
  parts(bytes) {
    if (nameAt(bytes, 0, 8) !== signature) return undefined;
    const parts = [bytes.subarray(0, 8)];
    const names: string[] = [];
    for (let at = 8; at + frame <= bytes.length; ) {
      const [length, name] = [bigEndian(bytes, at, 4), nameAt(bytes, at + 4, 4)];
      const end = at + frame + length;
      const fits = drawing.get(name);
      if (end > bytes.length || (fits === undefined ? !isOptional(name) : !fits(length))) return undefined;
      if ((names.length === 0) !== (name === 'IHDR')) return undefined;
      names.push(name);
      if (fits !== undefined) parts.push(bytes.subarray(at, end));
      if (name === 'IEND') return names.includes('IDAT') ? parts : undefined;
      at = end;
    }
    return undefined;
  },
});
