/** The auditor: applies the law of the journal to lines that somebody else has read. It trusts none of them. */

import { printable, printableLines } from '../../src/audit/printable.js';
import { type Entry, isOf, readLine } from '../../src/audit/read.js';
import { createVerifier, type Verified, type VerifyMeans } from '../../src/audit/verify.js';

export async function verifyLines(lines: AsyncIterable<string>, means: VerifyMeans): Promise<Verified> {
  const verifier = createVerifier(means);
  for await (const line of lines) verifier.line(line);
  return verifier.end();
}

/** A head from the second place that the chain no longer contains proves that the chain was cut or rewritten. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

export function readHead(note: string): Head | undefined {
  try {
    // `as`: both fields are checked in the next line.
    const { seq, head } = JSON.parse(note) as { readonly seq?: unknown; readonly head?: unknown };
    return typeof seq === 'number' && typeof head === 'string' ? { seq, hash: head } : undefined;
  } catch {
    return undefined;
  }
}

/** The entries of one decision, and of the calls made on its behalf. */
export async function entriesOf(lines: AsyncIterable<string>, decision: string): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for await (const line of lines) {
    const entry = readLine(line);
    if (entry !== undefined && isOf(entry, decision)) found.push(entry);
  }
  return found;
}

/** The `config` entry of one start; undefined when the chain has none. */
export async function configOf(lines: AsyncIterable<string>, boot: string): Promise<Entry | undefined> {
  for await (const line of lines) {
    const entry = readLine(line);
    if (entry?.type === 'config' && entry.boot === boot) return entry;
  }
  return undefined;
}

export async function lastLines(lines: AsyncIterable<string>, most: number): Promise<readonly string[]> {
  const kept: string[] = [];
  for await (const line of lines) {
    kept.push(line);
    if (kept.length > most) kept.shift();
  }
  return kept;
}

const say = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(say).join(', ')
    : typeof value === 'object' && value !== null
      ? Object.values(value).map(say).join(' ')
      : printable(String(value));

/** UTC, by arithmetic: officers have no clock, and a time in an entry is only a number. */
function timeOfDay(at: number): string {
  const second = Math.floor(at / 1000) % 86_400;
  const parts = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  return parts.map((one) => String(one).padStart(2, '0')).join(':');
}

/** One entry on one line, for people. A value in it may be anything once it is decoded, and is shown with its escapes. */
export function shortLine(line: string): string {
  const entry = readLine(line);
  if (entry === undefined) return '(not an entry)';
  const { seq, type, at, body, decision } = entry;
  const parts = [
    'tool',
    'verdict',
    'executed',
    'code',
    'rule',
    'rows',
    'minted',
    'state',
    'opened',
    'client',
    'flags',
    'refused',
    'count',
    'system',
    'why',
    'restarts',
    'junk',
    'asked',
  ]
    .filter((name) => body[name] !== undefined)
    .map((name) =>
      name === 'tool' || name === 'verdict' || name === 'code'
        ? say(body[name])
        : `${name}=${say(body[name])}`,
    );
  return [
    String(seq).padStart(5),
    timeOfDay(at),
    type.padEnd(8),
    printable(decision).slice(0, 8).padEnd(8),
    ...parts,
  ]
    .join(' ')
    .trimEnd();
}

export type { Entry, Verified };
export { printable, printableLines, readLine };
