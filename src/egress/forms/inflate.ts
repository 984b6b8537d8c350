/** What a compressed text says (RFC 1951, and RFC 1950 around it), as far as it is one. It refuses what is no text at the first byte that is none, and to say more than it is given room for. */
import { readable } from './encode.js';

const longest = 15;

interface Stream {
  readonly bytes: Uint8Array;
  /** The next bit. */
  at: number;
  readonly out: number[];
  /** Bytes that it may say. */
  readonly room: number;
}

/** -1 past the end. */
function take(stream: Stream, count: number): number {
  if (stream.at + count > stream.bytes.length * 8) return -1;
  let value = 0;
  for (let i = 0; i < count; i += 1, stream.at += 1)
    value |= (((stream.bytes[stream.at >> 3] ?? 0) >> (stream.at & 7)) & 1) << i;
  return value;
}

/** How many codes there are of each length, and the symbols in the order of their codes. */
interface Codes {
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}
/** Undefined where there are more codes than their lengths have room for. */
function codesOf(lengths: readonly number[]): Codes | undefined {
  const counts = [...times(longest + 1, 0)];
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] ?? 0) + 1;
  let room = 1;
  for (let length = 1; length <= longest; length += 1) {
    room = room * 2 - (counts[length] ?? 0);
    if (room < 0) return undefined;
  }
  const symbols = lengths
    .map((length, symbol) => ({ length, symbol }))
    .filter(({ length }) => length > 0)
    .sort((one, other) => one.length - other.length || one.symbol - other.symbol)
    .map(({ symbol }) => symbol);
  return { counts, symbols };
}

/** -1 for no code. */
function symbolIn(stream: Stream, { counts, symbols }: Codes): number {
  let [code, first, index] = [0, 0, 0];
  for (let length = 1; length <= longest; length += 1) {
    const bit = take(stream, 1);
    if (bit < 0) return -1;
    code |= bit;
    const count = counts[length] ?? 0;
    if (code - count < first) return symbols[index + code - first] ?? -1;
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return -1;
}

const times = (count: number, value: number): readonly number[] => Array.from({ length: count }, () => value);
const lengthBase = [
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131],
  ...[163, 195, 227, 258],
];
const lengthMore = [...times(8, 0), ...[1, 2, 3, 4, 5].flatMap((bits) => times(4, bits)), 0];
const awayMore = [...times(4, 0), ...Array.from({ length: 26 }, (_, i) => (i >> 1) + 1)];
const awayBase = awayMore.map((_, i) => (i < 4 ? i + 1 : ((2 + (i & 1)) * 2 ** (i >> 1)) / 2 + 1));

/** A tab, the end of a line, and whatever is no control character. */
const isText = (byte: number): boolean => byte > 31 || byte === 9 || byte === 10 || byte === 13;

function put(stream: Stream, byte: number): boolean {
  if (!isText(byte) || stream.out.length >= stream.room) return false;
  stream.out.push(byte);
  return true;
}

/** Again what stands so far back. */
function repeat(stream: Stream, symbol: number, away: Codes): boolean {
  const more = take(stream, lengthMore[symbol - 257] ?? 0);
  const code = symbolIn(stream, away);
  const further = code < 0 ? -1 : take(stream, awayMore[code] ?? 0);
  const back = (awayBase[code] ?? Number.POSITIVE_INFINITY) + further;
  if (more < 0 || further < 0 || back > stream.out.length) return false;
  const length = (lengthBase[symbol - 257] ?? 0) + more;
  for (let i = 0; i < length; i += 1)
    if (!put(stream, stream.out[stream.out.length - back] ?? 0)) return false;
  return true;
}

interface Pair {
  readonly signs: Codes;
  readonly away: Codes;
}
/** Whether it came to its end. */
function packedBlock(stream: Stream, { signs, away }: Pair): boolean {
  for (;;) {
    const symbol = symbolIn(stream, signs);
    if (symbol === 256) return true;
    if (symbol < 0 || symbol > 285) return false;
    const isPut = symbol < 256 ? put(stream, symbol) : repeat(stream, symbol, away);
    if (!isPut) return false;
  }
}

const fixed = ((): Pair | undefined => {
  const lengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
  const [signs, away] = [codesOf(lengths), codesOf(times(30, 5))];
  return signs === undefined || away === undefined ? undefined : { signs, away };
})();

const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** How often a length is said again, and which: the last one, or none. */
const again: Readonly<Record<number, readonly [number, number]>> = { 16: [2, 3], 17: [3, 3], 18: [7, 11] };

/** The codes in which the lengths are written. Told before anything is put in order: most bytes begin no text, and have too many or too few. */
function firstCodes(stream: Stream, count: number): Codes | undefined {
  const lengths = new Uint8Array(order.length);
  let room = 128;
  for (let i = 0; i < count; i += 1) {
    const length = take(stream, 3);
    if (length > 0) room -= 128 >> length;
    lengths[order[i] ?? 0] = Math.max(0, length);
  }
  return room === 0 ? codesOf([...lengths]) : undefined;
}

function ownCodes(stream: Stream): Pair | undefined {
  const [signCount, awayCount] = [take(stream, 5) + 257, take(stream, 5) + 1];
  const codes = signCount > 286 ? undefined : firstCodes(stream, take(stream, 4) + 4);
  const lengths: number[] = [];
  while (codes !== undefined && lengths.length < signCount + awayCount) {
    const symbol = symbolIn(stream, codes);
    if (symbol < 0) return undefined;
    const [bits, least] = again[symbol] ?? [0, 1];
    const said = symbol < 16 ? symbol : symbol === 16 ? (lengths.at(-1) ?? 0) : 0;
    const count = least + take(stream, bits);
    for (let i = 0; i < count; i += 1) lengths.push(said);
  }
  const [signs, away] = [codesOf(lengths.slice(0, signCount)), codesOf(lengths.slice(signCount))];
  return signs === undefined || away === undefined ? undefined : { signs, away };
}

function plainBlock(stream: Stream): boolean {
  stream.at = (stream.at + 7) & ~7;
  const [length, check] = [take(stream, 16), take(stream, 16)];
  if (length < 0 || check !== (length ^ 0xffff)) return false;
  for (let i = 0; i < length; i += 1) if (!put(stream, take(stream, 8))) return false;
  return true;
}

function block(stream: Stream, kind: number): boolean {
  if (kind === 0) return plainBlock(stream);
  const codes = kind === 1 ? fixed : kind === 2 ? ownCodes(stream) : undefined;
  return codes !== undefined && packedBlock(stream, codes);
}

/** Fewer characters are no value. */
const least = 7;

/** As far as it can be read. */
function inflatedFrom(bytes: Uint8Array, start: number, room: number): string {
  const stream: Stream = { bytes, at: start * 8, out: [], room };
  for (;;) {
    const last = take(stream, 1);
    const kind = take(stream, 2);
    if (last < 0 || kind < 0 || !block(stream, kind) || last === 1) break;
  }
  return stream.out.length < least ? '' : readable(Uint8Array.from(stream.out));
}

/** With a header and without. */
export function inflated(bytes: Uint8Array, room: number): readonly string[] {
  const [first = 0, second = 0] = bytes;
  const hasHeader = (first & 15) === 8 && (first * 256 + second) % 31 === 0;
  const found = hasHeader ? [inflatedFrom(bytes, 2, room)] : [];
  // A kind that there is not.
  if ((first & 6) !== 6) found.push(inflatedFrom(bytes, 0, room));
  return found.filter((text) => text !== '');
}
