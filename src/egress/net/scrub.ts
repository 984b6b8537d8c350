/** Finds the kernel's own secrets in a text, in every common encoding, in one linear pass. It refuses to say which one it found. */
import { toBase64, toHex, toUtf8 } from '../spelling/encode.js';

export interface Scrubbed {
  readonly text: string;
  readonly hits: number;
}
export type Scrub = (text: string) => Scrubbed;

const secretMark = '[SECRET]';
const shortest = 6;
const chunk = 32;
const edge = 12;

/** Base64 of the secret as it looks `lead` bytes into a longer text: only the characters that its bytes alone decide. */
function base64Within(bytes: Uint8Array, lead: 0 | 1 | 2): string {
  const padded = new Uint8Array(bytes.length + lead);
  padded.set(bytes, lead);
  const rest = padded.length % 3;
  const stable = Math.floor(padded.length / 3) * 4 + rest;
  return toBase64(padded).slice([0, 2, 3][lead], stable);
}

const percentByte = (byte: number): string => `%${toHex(Uint8Array.of(byte)).toUpperCase()}`;
const percent = (bytes: Uint8Array, keeps: RegExp): string => {
  const parts: string[] = [];
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    parts.push(byte < 128 && keeps.test(character) ? character : percentByte(byte));
  }
  return parts.join('');
};
const lowerPercent = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (found) => found.toLowerCase());
const escapeUnicode = (text: string): string =>
  text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

function encodings(secret: string): readonly string[] {
  const bytes = toUtf8(secret);
  const base64 = ([0, 1, 2] as const).map((lead) => base64Within(bytes, lead));
  const hex = toHex(bytes);
  const escaped = JSON.stringify(secret).slice(1, -1);
  const percents = [
    percent(bytes, /[A-Za-z0-9_.!~*'()-]/),
    percent(bytes, /[A-Za-z0-9]/),
    percent(bytes, /[^\s\S]/),
  ];
  return [
    secret,
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    hex,
    hex.toUpperCase(),
    ...percents,
    ...percents.map(lowerPercent),
    escaped,
    escaped.replaceAll('/', '\\/'),
    escapeUnicode(escaped),
    [...secret].reverse().join(''),
    ...(secret.length >= 2 * edge ? [secret.slice(0, edge), secret.slice(-edge)] : []),
  ];
}

/** A long form is looked for piece by piece, so that a part of it is found as well and each needle stays short. */
function pieces(form: string): readonly string[] {
  const count = Math.max(1, Math.floor(form.length / chunk));
  return Array.from({ length: count }, (_, i) =>
    i === count - 1 ? form.slice(i * chunk) : form.slice(i * chunk, (i + 1) * chunk),
  ).filter((piece) => piece.length >= shortest);
}

/** An Aho-Corasick machine: `next` by state and character class, `depth` of the longest needle that ends in a state. */
interface Machine {
  readonly classOf: Uint16Array;
  readonly width: number;
  readonly next: Int32Array;
  readonly ends: Int32Array;
}

function trie(needles: readonly string[], classOf: Uint16Array): Omit<Machine, 'classOf'> {
  let width = 1;
  for (const needle of needles)
    for (let i = 0; i < needle.length; i += 1)
      if (classOf[needle.charCodeAt(i)] === 0) classOf[needle.charCodeAt(i)] = width++;
  const most = needles.reduce((sum, needle) => sum + needle.length, 1);
  const next = new Int32Array(most * width);
  const ends = new Int32Array(most);
  let states = 1;
  for (const needle of needles) {
    let state = 0;
    for (let i = 0; i < needle.length; i += 1) {
      const slot = state * width + (classOf[needle.charCodeAt(i)] ?? 0);
      if (next[slot] === 0) next[slot] = states++;
      state = next[slot] ?? 0;
    }
    ends[state] = needle.length;
  }
  return { width, next: next.slice(0, states * width), ends };
}

/** Fills in the failure links, breadth first: afterwards each character is one step and never a way back. */
function link({ width, next, ends }: Omit<Machine, 'classOf'>): void {
  const fails = new Int32Array(ends.length);
  const queue: number[] = [];
  for (let c = 0; c < width; c += 1) if ((next[c] ?? 0) !== 0) queue.push(next[c] ?? 0);
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? 0;
    const fail = fails[state] ?? 0;
    if ((ends[state] ?? 0) === 0) ends[state] = ends[fail] ?? 0;
    for (let c = 0; c < width; c += 1) {
      const child = next[state * width + c] ?? 0;
      const other = next[fail * width + c] ?? 0;
      if (child === 0) next[state * width + c] = other;
      else {
        fails[child] = other;
        queue.push(child);
      }
    }
  }
}

function spans(machine: Machine, text: string): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  let state = 0;
  for (let i = 0; i < text.length; i += 1) {
    state = machine.next[state * machine.width + (machine.classOf[text.charCodeAt(i)] ?? 0)] ?? 0;
    const length = machine.ends[state] ?? 0;
    if (length === 0) continue;
    let start = i + 1 - length;
    while (found.length > 0 && (found.at(-1)?.[1] ?? 0) >= start)
      start = Math.min(start, found.pop()?.[0] ?? start);
    found.push([start, i + 1]);
  }
  return found;
}

/** What secrets are looked for by: plain, so that it can be handed to another thread. Undefined where there is nothing to look for. */
export type ScrubTable = Machine | undefined;

/** Secrets under six characters are left out: they would be found in everything. */
export function scrubTable(secrets: readonly string[]): ScrubTable {
  const needles = [
    ...new Set(
      secrets
        .filter((secret) => secret.length >= shortest)
        .flatMap(encodings)
        .flatMap(pieces),
    ),
  ];
  if (needles.length === 0) return undefined;
  const classOf = new Uint16Array(65536);
  const machine: Machine = { classOf, ...trie(needles, classOf) };
  link(machine);
  return machine;
}

export function scrubberOf(machine: ScrubTable): Scrub {
  if (machine === undefined) return (text) => ({ text, hits: 0 });
  return (text) => {
    if (text.length < shortest) return { text, hits: 0 };
    const found = spans(machine, text);
    if (found.length === 0) return { text, hits: 0 };
    let out = '';
    let at = 0;
    for (const [start, end] of found) {
      out += text.slice(at, start) + secretMark;
      at = end;
    }
    return { text: out + text.slice(at), hits: found.length };
  };
}

export const createScrubber = (secrets: readonly string[]): Scrub => scrubberOf(scrubTable(secrets));
