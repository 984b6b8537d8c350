/** The shape of every detector. It refuses to see anything but one text, the words that speak in it, and what its key hints at. */

import type { Span } from './text/span.js';
import type { Cues } from './words/cues.js';

export type { Span } from './text/span.js';

interface Known extends Span {
  readonly detector: string;
}
/** What the numbering plans have said of candidates, for one result: a text is read more than once, and so are its numbers. */
export type Plans = Map<string, string | undefined>;
export interface Reading {
  /** Normalised. */
  readonly text: string;
  readonly hint: number;
  readonly cues: Cues;
  /** All of it is ASCII. */
  readonly isPlain: boolean;
  /** What was found under names within the text, and by whom: whoever found it need not find it again. */
  readonly known?: readonly Known[] | undefined;
  /** Absent: each number is asked about anew. */
  readonly plans?: Plans | undefined;
}
/** Told by another kind than its detector's where a policy may let it pass. */
export interface Sighting extends Span {
  readonly kind?: string;
}
export interface Detector {
  readonly kind: string;
  readonly class: string;
  /** What a hit rests on: a checksum, the shape alone, or a word nearby. */
  readonly tier: 'checksum' | 'shape' | 'context';
  /** Traits without all of which it is not asked. INVARIANT: it finds nothing in a text that lacks one of them. */
  readonly needs: number;
  /** Subjects without one of which it is not asked. INVARIANT: it finds nothing where no word speaks of any. */
  readonly speaks?: number;
  /** What a key may say so that it is asked all the same. */
  readonly hinted?: number;
  /** Whether it may find anything in a text of that form. INVARIANT: it says the same of two that differ in the values of their digits alone. */
  readonly standsIn?: (reading: Reading) => boolean;
  /** Whether all of a text of that form is one, with no word of the text asked. INVARIANT: whatever the values of its digits, `detect` finds it whole. */
  readonly isAllOf?: (reading: Reading) => boolean;
  readonly detect: (reading: Reading) => readonly Sighting[];
}

export const defineDetector = <const D extends Detector>(detector: D): D => detector;

/** Of scripts that put no blanks between words, none is a part of the number beside it. */
const word = /(?![\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af])[\p{L}\p{N}_]/u;
export const isWord = (text: string, at: number): boolean =>
  at >= 0 && at < text.length && word.test(text.charAt(at));

/** How many of its characters are between the two. */
function between(text: string, low: number, high: number): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code >= low && code <= high) count += 1;
  }
  return count;
}
export const digitsIn = (text: string): number => between(text, 0x30, 0x39);
