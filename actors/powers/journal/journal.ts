/** The journal on disk: one JSONL chain a kernel, appended and synced, never rewritten. After one failed write it takes no more. */
import { closeSync, fdatasync, fstatSync, rmSync, write, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Journal, Orphan } from '../../powers.js';
import {
  type Chain,
  claimChain,
  type JournalTerms,
  otherChains,
  sealedPath,
  syncsWrites,
  takeOver,
} from './chain-claim.js';
import { ownerOnly } from './durable.js';
import { appendHead, keepText } from './journal-files.js';

/** A start that dies before it has written anything has told nobody: the count stays for the next. */
function forgetSealed(chain: Chain): void {
  if (chain.carried === 0) return;
  chain.carried = 0;
  rmSync(sealedPath(chain.directory, chain.name), { force: true });
}

const writeSome = promisify(write);
const sync = promisify(fdatasync);

/** INVARIANT: one writer. A file that is not just as long as it was left has been cut, written to or removed by somebody else. */
async function appendTo(chain: Chain, bytes: Buffer): Promise<void> {
  const { file, name } = chain;
  const { size, nlink } = fstatSync(file);
  if (size !== chain.size || nlink === 0) throw new Error(`somebody else has changed the chain ${name}`);
  for (let at = 0; at < bytes.length; )
    at += (await writeSome(file, bytes, at, bytes.length - at, null)).bytesWritten;
  if (!syncsWrites) await sync(file);
  chain.size += bytes.length;
  forgetSealed(chain);
}

interface Writer {
  readonly terms: JournalTerms;
  chain: Chain | undefined;
  state: 'unopened' | 'open' | 'failed' | 'closed';
  /** Appends follow each other, however they are called. */
  turn: Promise<void>;
}

const claimed = ({ chain }: Writer): Chain => {
  if (chain === undefined) throw new Error('the journal is not open');
  return chain;
};

function open(writer: Writer): Chain['start'] {
  if (writer.state !== 'unopened') throw new Error('the journal was opened before');
  const chain = claimChain(writer.terms);
  writer.chain = chain;
  writer.state = 'open';
  return chain.start;
}

async function writeNext(writer: Writer, lines: string): Promise<void> {
  if (writer.state !== 'open') throw new Error(`the journal takes no entry: it is ${writer.state}`);
  try {
    await appendTo(claimed(writer), Buffer.from(lines, 'utf8'));
  } catch (problem) {
    // Never tried again: pages that could not be written may be dropped by the system, and a second sync would prove nothing.
    writer.state = 'failed';
    throw problem;
  }
}

function countSealed(writer: Writer, count: number): void {
  try {
    const { directory, name, carried } = claimed(writer);
    writeFileSync(sealedPath(directory, name), String(carried + count), { mode: ownerOnly });
  } catch {
    // There is nowhere left to say so.
  }
}

async function close(writer: Writer): Promise<void> {
  await writer.turn;
  const { chain } = writer;
  if (chain === undefined || writer.state === 'closed') return;
  writer.state = 'closed';
  closeSync(chain.file);
  chain.free();
}

/** INVARIANT: one orphan at a time, and it is let go whatever comes of it. */
async function adopt(writer: Writer, each: (orphan: Orphan) => Promise<void>): Promise<readonly string[]> {
  const { terms } = writer;
  const problems: string[] = [];
  for (const name of otherChains(terms, claimed(writer).name)) {
    const chain = tried(() => takeOver(terms, name));
    if (typeof chain === 'string') problems.push(chain);
    if (chain === undefined || typeof chain === 'string') continue;
    const journal = journalOf({ terms, chain, state: 'open', turn: Promise.resolve() });
    try {
      await each({ journal, start: chain.start });
    } finally {
      await journal.close();
    }
  }
  return problems;
}

function tried<T>(act: () => T): T | string {
  try {
    return act();
  } catch (problem) {
    return problem instanceof Error ? problem.message : 'a chain could not be opened';
  }
}

function journalOf(writer: Writer): Journal {
  const { terms } = writer;
  return {
    get name() {
      return claimed(writer).name;
    },
    open: async () => open(writer),
    append(lines) {
      const mine = writer.turn.then(() => writeNext(writer, lines));
      writer.turn = mine.catch(() => undefined);
      return mine;
    },
    keep: async (digest, text) => keepText(terms.state, digest, text),
    publishHead: async (note) => appendHead(terms.heads, claimed(writer).name, note),
    countSealed: (count) => countSealed(writer, count),
    adopt: (each) => adopt(writer, each),
    close: () => close(writer),
  };
}

export const createJournal = (terms: JournalTerms): Journal =>
  journalOf({ terms, chain: undefined, state: 'unopened', turn: Promise.resolve() });
