/** The chain of entries: one line each, and the hash of a line is over its raw bytes, so that verifying needs no second opinion on JSON. */
import type { Sha256 } from '../call/id.js';
import type { Digest } from '../digest.js';
import type { EntryDraft } from './entry.js';

/** What the first line of a chain names as its predecessor. */
export const genesis = '0'.repeat(64);

export interface Link {
  readonly seq: number;
  /** Hash of the line before. */
  readonly prev: string;
}

export interface Stamp {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Names the start of the kernel that wrote the line. */
  readonly boot: string;
  readonly chain: string;
}

/** Everything past ASCII is escaped: no viewer, terminal or other line reader sees anything but what the chain hashed. */
const ascii = (text: string): string =>
  text.replace(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** One line without its newline. */
export function lineOf(draft: EntryDraft, link: Link, stamp: Stamp): string {
  const { type, decision, session, body } = draft;
  return ascii(
    JSON.stringify({
      v: 1,
      seq: link.seq,
      prev: link.prev,
      at: stamp.at,
      boot: stamp.boot,
      chain: stamp.chain,
      type,
      decision,
      session,
      body,
    }),
  );
}

export const hashOf = (line: string, digest: Pick<Digest, 'sha256'>): Sha256 => digest.sha256(line);

/** The text that a signed head signs. */
export const headText = (chain: string, seq: number, hash: string): string =>
  `aegis-head\n${chain}\n${seq}\n${hash}\n`;
