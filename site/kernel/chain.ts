/** A journal in memory: one chain that goes on when the kernel is started again under another policy. It refuses to change a line. */
import type { Journal, JournalStart } from '../../actors/index.js';
import { type Entry, readLine } from '../../src/index.js';
import { plainDigest } from './seals.js';

export interface Chain {
  readonly journal: Journal;
  /** Whole lines, without their newline. */
  lines(): readonly string[];
  /** What of it is an entry, oldest first. */
  entries(): readonly Entry[];
}

const genesis: Pick<JournalStart, 'seq' | 'hash'> = { seq: -1, hash: '0'.repeat(64) };
const closing: ReadonlySet<Entry['type']> = new Set(['outcome', 'recovery']);

function openIn(entries: readonly Entry[]): JournalStart['open'] {
  const open = new Map<string, JournalStart['open'][number]>();
  for (const { type, decision, seq, body } of entries)
    if (type === 'intent') open.set(decision, { decision, seq, body });
    else if (closing.has(type)) open.delete(decision);
  return [...open.values()];
}

export function createChain(name: string): Chain {
  const lines: string[] = [];
  const entries = (): readonly Entry[] => lines.flatMap((line) => readLine(line) ?? []);
  const start = (): JournalStart => {
    const last = lines.at(-1);
    const place = last === undefined ? genesis : { seq: lines.length - 1, hash: plainDigest.sha256(last) };
    return { ...place, open: openIn(entries()), sealedCount: 0 };
  };
  const journal: Journal = {
    name,
    open: async () => start(),
    append: async (text) => void lines.push(...text.trimEnd().split('\n')),
    keep: async () => undefined,
    publishHead: async () => undefined,
    countSealed: () => undefined,
    adopt: async () => [],
    close: async () => undefined,
  };
  return { journal, lines: () => [...lines], entries };
}
