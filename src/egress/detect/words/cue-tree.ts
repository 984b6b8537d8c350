/** The words that say what stands near them, as a tree of their characters. It refuses a part of a longer word, unless the list says that one may be. */

import type { Span } from '../text/span.js';
import { cueWords } from './cue-words.js';

/** What a word may speak of; one word may of several. */
export const cue = {
  phone: 1,
  ssn: 2,
  card: 4,
  ip: 8,
  national: 16,
  birth: 32,
  passport: 64,
  account: 128,
  name: 256,
  address: 512,
  secret: 1024,
  wallet: 2048,
  home: 4096,
  /** The name of a telephone, not of what one does with it. */
  dial: 8192,
} as const;

/** Each with a blank, and with a hyphen or an underscore instead. */
const spellings = (listed: string): readonly string[] =>
  listed.includes('_') ? [listed.replaceAll('_', ' '), listed.replaceAll('_', '-'), listed] : [listed];

/** A tree of the words by their characters: what a word says stands where it ends. */
interface Tree {
  readonly classOf: Uint16Array;
  readonly width: number;
  readonly next: Uint16Array;
  /** Subjects of a word that ends here, and of one that may go on. */
  readonly closed: Uint16Array;
  readonly open: Uint16Array;
}

/** What names a telephone speaks of one. */
const bitsOf = (subject: keyof typeof cue): number =>
  subject === 'dial' ? cue.dial | cue.phone : cue[subject];

const tree: Tree = (() => {
  const words = cueWords.flatMap(([subject, list]) =>
    list
      .split(' ')
      .flatMap(spellings)
      .map((word) => ({ bits: bitsOf(subject), word: word.replace('*', ''), isOpen: word.endsWith('*') })),
  );
  const alphabet = [...new Set(words.flatMap(({ word }) => [...word]))].sort();
  const classOf = new Uint16Array(65_536);
  // Either case is one character; a capital that two share, as `i` and `ı` do, is the first's.
  for (const [i, one] of alphabet.entries())
    for (const same of [one, one.toUpperCase()])
      if (same.length === 1 && classOf[same.charCodeAt(0)] === 0) classOf[same.charCodeAt(0)] = i + 1;
  const width = alphabet.length + 1;
  const most = words.reduce((sum, { word }) => sum + word.length, 1);
  const next = new Uint16Array(most * width);
  const [closed, open] = [new Uint16Array(most), new Uint16Array(most)];
  let states = 1;
  for (const { bits, word, isOpen } of words) {
    let state = 0;
    for (let i = 0; i < word.length; i += 1) {
      const slot = state * width + (classOf[word.charCodeAt(i)] ?? 0);
      if (next[slot] === 0) next[slot] = states++;
      state = next[slot] ?? 0;
    }
    const ends = isOpen ? open : closed;
    ends[state] = (ends[state] ?? 0) | bits;
  }
  return { classOf, width, next: next.slice(0, states * width), closed, open };
})();

const foreignLetter = /[\p{L}\p{N}]/u;
const letter = 1;
const digit = 2;
/** Of ASCII. */
const kindOf = Uint8Array.from({ length: 128 }, (_, code) => {
  const one = String.fromCharCode(code);
  return /[A-Za-z]/.test(one) ? letter : /\d/.test(one) ? digit : 0;
});
const [unasked, no, yes] = [0, 1, 2];
const told = new Uint8Array(65_536);
/** Each character is asked about once. */
function isForeignLetter(code: number): boolean {
  if (told[code] === unasked) told[code] = foreignLetter.test(String.fromCharCode(code)) ? yes : no;
  return told[code] === yes;
}
const isLetter = (code: number): boolean =>
  code < 128 ? kindOf[code] === letter : code > 127 && isForeignLetter(code);
/** Of a word: no word that speaks begins with a digit, and none begins behind one. */
export const isPart = (code: number): boolean => (code < 128 ? kindOf[code] !== 0 : isForeignLetter(code));
/** Of scripts that put no blanks between words, each character may begin one, and end the one before it. */
export const isUnspaced = (code: number): boolean => code >= 0x2e80;

export interface Cue extends Span {
  readonly bits: number;
}

/** The longest word that begins there, with what it says. */
export function cueAt(text: string, start: number): Cue | undefined {
  const { classOf, width, next, closed, open } = tree;
  let cue: Cue | undefined;
  let state = 0;
  for (let i = start; i < text.length; i += 1) {
    state = next[state * width + (classOf[text.charCodeAt(i)] ?? 0)] ?? 0;
    if (state === 0) return cue;
    const said = (closed[state] ?? 0) | (open[state] ?? 0);
    if (said === 0) continue;
    const after = text.charCodeAt(i + 1);
    const bits = isLetter(after) && !isUnspaced(after) ? (open[state] ?? 0) : said;
    if (bits !== 0) cue = { start, end: i + 1, bits: bits | (cue?.bits ?? 0) };
  }
  return cue;
}
