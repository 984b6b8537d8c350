/**
 * One pass over the bytes of a JSON text that says whether it is plain beyond doubt. It is fast and knows no grammar: it refuses to accept
 * what it is not sure of, and says so instead of saying what is wrong.
 */
import type { StrictRules } from './strict-rules.js';

/** Keys of one object past this are counted by the slow reader: here each is compared with those before it. */
const keysAtMost = 64;
/** Bytes of one text that are looked at one by one before the search is left to the engine. */
const window = 48;

const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const BACKSLASH = 92;
const EXPONENT = 101;
/** No place in a text: the scan gives up. */
const doubt = -1;
/** No place among the hashes: what is open is a list. */
const LIST = -1;

export interface Scanner {
  /** True: every rule holds for whatever `JSON.parse` makes of these bytes. False: look closer. */
  isPlain(bytes: Uint8Array): boolean;
}

interface Scan {
  bytes: Uint8Array;
  /** Hashes of the keys of the objects that are open, innermost last. */
  readonly hashes: Int32Array;
  /** By depth: where the hashes of its object begin; -1 for a list. */
  readonly starts: Int32Array;
  readonly reserved: readonly number[];
  /** Or-ed into each byte of a key before it is hashed: 32 makes letters of both cases one. */
  readonly fold: number;
  /** The first byte that makes a key doubtful by itself. */
  readonly doubtful: number;
  readonly isExact: boolean;
  readonly deepest: number;
  top: number;
  values: number;
  /** The first backslash and the first quote behind where they were last looked for: nothing is searched twice. */
  backslash: number;
  quote: number;
  depth: number;
  hasSurrogate: boolean;
}

const hashStep = (hash: number, byte: number): number => (Math.imul(hash, 31) + byte) | 0;

const hashOf = (key: string, fold: number): number => {
  let hash = 0;
  for (let at = 0; at < key.length; at++) hash = hashStep(hash, key.charCodeAt(at) | fold);
  return hash;
};

/** False when the same hash stands among the keys of the object that is open. */
function isNew(scan: Scan, hash: number): boolean {
  const { hashes, reserved, top } = scan;
  const start = scan.starts[scan.depth] ?? 0;
  if (top - start >= keysAtMost) return false;
  for (let at = start; at < top; at++) if (hashes[at] === hash) return false;
  for (let at = 0; at < reserved.length; at++) if (reserved[at] === hash) return false;
  hashes[top] = hash;
  scan.top = top + 1;
  return true;
}

/** Behind the closing quote of a key, or `doubt`: an escape, a control character, a form that could be read as another. */
function keyEnd(scan: Scan, from: number): number {
  const { bytes, fold, doubtful } = scan;
  let hash = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return isNew(scan, hash) ? at + 1 : doubt;
    // 0xc2 leads the control characters past ASCII; 0x7f is the one that ends it.
    if (byte === BACKSLASH || byte < 32 || byte >= doubtful || byte === 0x7f || byte === 0xc2) return doubt;
    hash = hashStep(hash, byte | fold);
  }
  return doubt;
}

const placeOf = (bytes: Uint8Array, byte: number, from: number): number => {
  const found = bytes.indexOf(byte, from);
  return found < 0 ? bytes.length : found;
};

/** The next quote or backslash. Only long texts come here: for short ones a call costs more than it saves. */
function leap(scan: Scan, from: number): number {
  const { bytes } = scan;
  if (scan.backslash < from) scan.backslash = placeOf(bytes, BACKSLASH, from);
  if (scan.quote < from) scan.quote = placeOf(bytes, QUOTE, from);
  return Math.min(scan.quote, scan.backslash);
}

/** Behind the closing quote of a text that has escapes. Two loops: an engine runs the inner one twice as fast as one loop with two ends. */
function escapedEnd(scan: Scan, from: number): number {
  const { bytes } = scan;
  for (let at = from; at < bytes.length; at += 2) {
    let byte = bytes[at];
    while (byte !== QUOTE && byte !== BACKSLASH) {
      at++;
      if (at >= bytes.length) return doubt;
      byte = bytes[at];
    }
    if (byte === QUOTE) return at + 1;
    // `\ud…`: half of a surrogate pair, and with luck the other half follows.
    if (bytes[at + 1] === 117 && ((bytes[at + 2] ?? 0) | 32) === 100) scan.hasSurrogate = true;
  }
  return doubt;
}

/** Behind the closing quote of a text. */
function textEnd(scan: Scan, from: number): number {
  const { bytes } = scan;
  const stop = Math.min(from + window, bytes.length);
  let at = from;
  for (; at < stop; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) break;
  }
  return escapedEnd(scan, at < stop ? at : leap(scan, at));
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/** Behind a number, or `doubt`: 16 digits before the point, an exponent that could matter, a zero with a sign. */
function numberEnd({ bytes, isExact }: Scan, from: number): number {
  let at = from;
  let whole = 0;
  let isWhole = true;
  let isZero = true;
  for (; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (isDigit(byte)) {
      if (isWhole) whole++;
      if (byte !== 48) isZero = false;
    } else if (byte === POINT || (byte | 32) === EXPONENT) {
      if (byte !== POINT && (isExact || bytes[at + 1] !== MINUS)) return doubt;
      isWhole = false;
    } else if (byte !== MINUS) break;
  }
  return whole > 15 || (isExact && isZero && bytes[from] === MINUS) ? doubt : at;
}

/** Behind a value that is no text, or a mark; the depth, and what is expected next, move with it. */
function step(scan: Scan, byte: number, at: number): number {
  if (byte === MINUS || isDigit(byte)) {
    scan.values++;
    return numberEnd(scan, at);
  }
  if (byte === 123 || byte === 91) {
    scan.values++;
    scan.depth++;
    if (scan.depth > scan.deepest) return doubt;
    scan.starts[scan.depth] = byte === 123 ? scan.top : LIST;
  } else if (byte === 125 || byte === 93) {
    if (scan.depth === 0) return doubt;
    const start = scan.starts[scan.depth] ?? 0;
    if (start !== LIST) scan.top = start;
    scan.depth--;
  } else if (byte === 116 || byte === 102 || byte === 110) scan.values++; // true, false, null: no other letter of theirs is one of these
  return at + 1;
}

function run(scan: Scan, most: number): boolean {
  const { bytes, starts } = scan;
  let awaitsKey = false;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) {
      if (awaitsKey) at = keyEnd(scan, at + 1);
      else {
        at = textEnd(scan, at + 1);
        scan.values++;
      }
      awaitsKey = false;
    } else {
      at = step(scan, byte, at);
      if (byte === COMMA || byte === 123) awaitsKey = starts[scan.depth] !== LIST;
      else if (byte === 91) awaitsKey = false;
    }
    if (at === doubt || scan.values > most) return false;
  }
  return !scan.hasSurrogate;
}

const empty = new Uint8Array(0);

/** The buffers are made once for each reader: it reads one text at a time. */
export function createScanner(rules: StrictRules): Scanner {
  const fold = rules.foldsKeys ? 32 : 0;
  const scan: Scan = {
    bytes: empty,
    hashes: new Int32Array((rules.depth + 1) * keysAtMost),
    starts: new Int32Array(rules.depth + 1),
    reserved: [...rules.reserved].map((key) => hashOf(key, fold)),
    ...{ fold, doubtful: rules.foldsKeys ? 0x7f : 0x100, isExact: rules.exactNumbers },
    ...{ deepest: rules.depth, top: 0, depth: 0, values: 0, backslash: -1, quote: -1, hasSurrogate: false },
  };
  return {
    isPlain: (bytes) => {
      scan.bytes = bytes;
      scan.top = 0;
      scan.depth = 0;
      scan.values = 0;
      scan.backslash = -1;
      scan.quote = -1;
      scan.hasSurrogate = false;
      const isPlain = run(scan, rules.values);
      scan.bytes = empty;
      return isPlain;
    },
  };
}
