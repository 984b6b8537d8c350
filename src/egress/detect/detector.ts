/** The shape of every detector. It refuses to see anything but one text and what its key hints at. */

export interface Reading {
  /** Normalised. */
  readonly text: string;
  readonly hint: number;
}
export interface Span {
  readonly start: number;
  readonly end: number;
}
export interface Detector {
  readonly kind: string;
  readonly class: string;
  /** What a hit rests on: a checksum, the shape alone, or a word nearby. */
  readonly tier: 'checksum' | 'shape' | 'context';
  /** Traits without which it is not asked. */
  readonly needs: number;
  /** What a key may say so that it is asked all the same. */
  readonly hinted?: number;
  readonly detect: (reading: Reading) => readonly Span[];
}

export const defineDetector = <const D extends Detector>(detector: D): D => detector;

const word = /[\p{L}\p{N}_]/u;
export const isWord = (text: string, at: number): boolean =>
  at >= 0 && at < text.length && word.test(text.charAt(at));
