/** The shape of a kind of picture or sound. It refuses to pass on bytes that neither draw nor sound: text, places, times, thumbnails, what lies behind the end. */

export interface MediaKind {
  /** Its media type, as a system and a manifest write it. */
  readonly kind: string;
  readonly block: 'image' | 'audio';
  /** The parts of which it is put together again, in their order; undefined for what is not wholly of this kind. */
  readonly parts: (bytes: Uint8Array) => readonly Uint8Array[] | undefined;
}

export const defineMedia = (media: MediaKind): MediaKind => media;

export const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;

export const bigEndian = (bytes: Uint8Array, at: number, width: number): number =>
  Array.from({ length: width }, (_, i) => byteAt(bytes, at + i)).reduce((sum, byte) => sum * 256 + byte, 0);

export const littleEndian = (bytes: Uint8Array, at: number, width: number): number =>
  Array.from({ length: width }, (_, i) => byteAt(bytes, at + i)).reduceRight(
    (sum, byte) => sum * 256 + byte,
    0,
  );

/** One character a byte. */
export const nameAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

export function joinedParts(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
