/** Readings of a text under encodings that are seldom met: base32, ASCII85, uuencode, base64 in short pieces, numbers of characters. It refuses what has not the form of one, which next to no text has. */
import { longRunsBy } from '../detect/text/runs.js';
import { allOf } from '../detect/text/shape.js';
import { trait } from '../detect/text/traits.js';
import { fromBase64, fromHex, readable } from './encode.js';
import { inflated } from './inflate.js';

const none: readonly string[] = [];
const printable = (code: number): boolean => code >= 0x20 && code < 0x7f;
const isBlank = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

/** How many characters are decoded of a text, before it counts as one that hides something. */
export const patienceFor = (text: string): number => 16 * text.length + 4096;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const wordsIn = longRunsBy(/[A-Za-z0-9]/, 16);
const base32 = /^(?:[A-Z2-7]{16,8192}|[a-z2-7]{16,8192})$/;

function fromBase32(run: string): Uint8Array {
  const bytes = new Uint8Array((run.length * 5) >> 3);
  let [held, bits, at] = [0, 0, 0];
  for (const sign of run.toUpperCase()) {
    held = ((held << 5) | letters.indexOf(sign)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return bytes;
}
const base32Of = (text: string): readonly string[] =>
  wordsIn(text)
    .map(({ start, end }) => text.slice(start, end))
    .filter((run) => base32.test(run))
    .map((run) => readable(fromBase32(run)));

const runsIn = longRunsBy(/[A-Za-z0-9+/_-]/, 16);
/** Each as long as is read at once, and what is left of it. */
function base64Runs(text: string): readonly string[] {
  const runs: string[] = [];
  for (const { start, end } of runsIn(text))
    for (let at = start; end - at > 15; at += mostRead)
      runs.push(text.slice(at, Math.min(end, at + mostRead)));
  return runs;
}
const mostRead = 65_536;
/** In hex with a header alone: without one, each digest would be looked at. */
const hexRun = /^78(?:01|5e|9c|da)[0-9a-f]+$/i;
/** Bytes of no text have letters of both cases in base64. */
const bytesOf = (run: string): readonly Uint8Array[] => [
  ...(/[A-Z]/.test(run) && /[a-z]/.test(run) ? [fromBase64(run)] : []),
  ...(hexRun.test(run) ? [fromHex(run)] : []),
];
/** Compressed without a sign of it: each run is read to see whether it says a text. INVARIANT: together they say one character more at most than whoever asks has patience for. */
function inflatedIn(text: string): readonly string[] {
  const said: string[] = [];
  let room = patienceFor(text) + 1;
  for (const run of base64Runs(text))
    for (const bytes of bytesOf(run))
      for (const one of room > 0 ? inflated(bytes, room) : none) {
        room -= one.length;
        said.push(one);
      }
  return said;
}

/** Five signs for four bytes; one that says no text ends it. */
function from85(run: string): string {
  let said = '';
  for (let at = 0; at < run.length; at += 5) {
    const group = run.slice(at, at + 5);
    let word = 0;
    for (let i = 0; i < 5; i += 1) word = word * 85 + (i < group.length ? group.charCodeAt(i) - 0x21 : 84);
    for (let i = 0; i < group.length - 1; i += 1) {
      const code = Math.floor(word / 256 ** (3 - i)) & 0xff;
      if (!printable(code)) return said;
      said += String.fromCharCode(code);
    }
  }
  return said;
}
const framed85 = /<~([!-u\s]{8,8192})~>/g;
const least85 = 16;

/** Five signs for four that can be printed. */
function saysFour(text: string, at: number): boolean {
  let word = 0;
  for (let i = at; i < at + 5; i += 1) word = word * 85 + text.charCodeAt(i) - 0x21;
  for (let i = 3; i >= 0; i -= 1) if (!printable(Math.floor(word / 256 ** i) & 0xff)) return false;
  return true;
}
/** All of it may be one: its first ten signs say text. Nearly every text is ruled out by its first five. */
function begins85(text: string): boolean {
  if (text.length < least85) return false;
  for (let i = 0; i < 10; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x21 || code > 0x75) return false;
  }
  return saysFour(text, 0) && saysFour(text, 5);
}
const ascii85Of = (text: string): readonly string[] => [
  ...(begins85(text) ? [from85(text.trimEnd())] : none),
  ...allOf(framed85, text).map(([, run = '']) => from85(run.replace(/\s/g, ''))),
];

const uuHead = /(?:^|\n)begin [0-7]{3,4} [^\n]{1,200}\n/g;
/** Each line says how long it is, and ends when one of none comes. */
function uuFrom(lines: readonly string[]): string {
  let said = '';
  for (const line of lines) {
    const length = (line.charCodeAt(0) - 0x20) & 63;
    if (line === '' || length === 0) break;
    let [held, bits, got] = [0, 0, 0];
    for (let i = 1; i < line.length && got < length; i += 1) {
      held = ((held << 6) | ((line.charCodeAt(i) - 0x20) & 63)) & 0xffff;
      bits += 6;
      if (bits < 8) continue;
      bits -= 8;
      got += 1;
      said += String.fromCharCode((held >> bits) & 0xff);
    }
  }
  return said;
}
const uuOf = (text: string): readonly string[] =>
  allOf(uuHead, text)
    .slice(0, 8)
    .map(({ 0: head, index }) => uuFrom(text.slice(index + head.length).split('\n')));

const piece = /^[A-Za-z0-9+/_-]+={0,2}$/;
const [shortest, longest] = [4, 76];

/** Two lines beside each other of one alphabet, that are as long; below a long one a shorter. */
function hasEvenLines(text: string): boolean {
  let last = -1;
  for (let from = 0; from < text.length; ) {
    const next = text.indexOf('\n', from);
    const end = next < 0 ? text.length : next;
    const length = (text.charCodeAt(end - 1) === 0x0d ? end - 1 : end) - from;
    const isEven = length >= shortest && (length === last || (last > 15 && length < last));
    if (isEven && length <= longest && piece.test(text.slice(from, from + length))) return true;
    last = length;
    from = end + 1;
  }
  return false;
}
/** It begins with three pieces that are as long, and a blank behind each. */
function beginsEven(text: string): boolean {
  let length = 0;
  while (length < 16 && length < text.length && !isBlank(text.charCodeAt(length))) length += 1;
  if (length < shortest || length > 15) return false;
  return isBlank(text.charCodeAt(2 * length + 1)) && isBlank(text.charCodeAt(3 * length + 2));
}
const isEven = (text: string, traits: number): boolean =>
  ((traits & trait.lines) !== 0 && hasEvenLines(text)) || ((traits & trait.words) !== 0 && beginsEven(text));

/** Rows of pieces that are as long as the first, and one that may be shorter, put together. */
function evenRuns(text: string): readonly string[] {
  const runs: string[] = [];
  let [row, length, open] = ['', 0, false];
  const close = (): void => {
    if (row.length > 15 && row.length > length && /[A-Z]/.test(row) && /[a-z]/.test(row)) runs.push(row);
  };
  for (const word of text.split(/\s+/)) {
    const isPiece = word.length >= 2 && word.length <= longest && piece.test(word);
    const goesOn = isPiece && open && word.length <= length;
    if (goesOn) row += word;
    else {
      close();
      [row, length] = [isPiece ? word : '', word.length];
    }
    open = isPiece && word.length === length;
  }
  close();
  return runs;
}
const evenOf = (text: string, traits: number): readonly string[] =>
  isEven(text, traits) ? evenRuns(text).map((run) => readable(fromBase64(run.replace(/=+/g, '')))) : none;

const gap = '(?:[ \\t]{0,2}[,;|][ \\t]{0,2}|[ \\t]{1,2}|\\r?\\n)';
/** How the number of a character is written, and on what base. */
const numbers: readonly (readonly [RegExp, number])[] = [
  [new RegExp(`(?<![\\d.])(?:\\d{2,3}${gap}){6,8192}\\d{2,3}(?!\\d|\\.\\d)`, 'g'), 10],
  [new RegExp(`(?<![\\d.])(?:[01][0-7]{2}${gap}){6,8192}[01][0-7]{2}(?!\\d|\\.\\d)`, 'g'), 8],
  [new RegExp(`(?:0x[0-9A-Fa-f]{2}${gap}){6,8192}0x[0-9A-Fa-f]{2}`, 'g'), 16],
  [new RegExp(`(?<!\\d)(?:[01]{7,8}${gap}){6,8192}[01]{7,8}(?!\\d)`, 'g'), 2],
];
const bits = /(?<!\d)(?:[01]{8}){7,8192}(?!\d)/g;

/** What the numbers of characters say; one that is none of ASCII is a blank. */
export const spelledBy = (codes: readonly number[]): string =>
  codes.map((code) => (printable(code) ? String.fromCharCode(code) : ' ')).join('');

function codesOf(text: string, traits: number): readonly string[] {
  if ((traits & trait.seven) === 0) return none;
  const apart = numbers.flatMap(([form, base]) =>
    allOf(form, text).map(([list]) =>
      spelledBy((list.match(/[0-9A-Fa-fx]+/g) ?? []).map((code) => Number.parseInt(code, base))),
    ),
  );
  const joined = allOf(bits, text).map(([run]) =>
    spelledBy((run.match(/.{8}/g) ?? []).map((code) => Number.parseInt(code, 2))),
  );
  return [...apart, ...joined];
}

/** Whether one may stand in a text whose traits speak of no other encoding. */
export const mayBeRare = (text: string, traits: number): boolean =>
  begins85(text) ||
  isEven(text, traits) ||
  ((traits & trait.bracket) !== 0 && text.includes('<~')) ||
  isUu(text, traits);
const isUu = (text: string, traits: number): boolean =>
  (traits & trait.lines) !== 0 && text.includes('begin ');

/** Most runs are paths and words. */
const capital = /[A-Z]/;
const smallRun = /(?<![a-z2-7])[a-z2-7]{16}|(?<![0-9a-f])78(?:01|5e|9c|da)[0-9a-f]{12}/;

export function rareDecodings(text: string, traits: number): readonly string[] {
  const hasRun = (traits & trait.run) !== 0 && (capital.test(text) || smallRun.test(text));
  const run = hasRun ? [...base32Of(text), ...inflatedIn(text)] : none;
  const lined = isUu(text, traits) ? uuOf(text) : none;
  return [...run, ...lined, ...evenOf(text, traits)];
}

/** What any numbers and signs could say. */
export const looseDecodings = (text: string, traits: number): readonly string[] => [
  ...ascii85Of(text),
  ...codesOf(text, traits),
];
