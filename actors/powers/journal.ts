/** The journal on disk: one JSONL chain a kernel, appended and synced, never rewritten. After one failed write it takes no more. */
import { closeSync, constants, fdatasync, fstatSync, openSync, rmSync, write, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Journal, JournalStart } from '../powers.js';
import { takeLock } from './chain-lock.js';
import { assertOwned, makeDirectory, ownerOnly, syncDirectory } from './durable.js';
import { appendHead, keepText, lastHead, moveTorn, readSealed } from './journal-files.js';
import { scanChain } from './journal-scan.js';

export interface JournalTerms {
  /** The state directory: chains are in `audit/`, kept texts in `config/`. */
  readonly state: string;
  /** The second place, for signed heads. */
  readonly heads: string;
  /** Names this start of the kernel, in the chain's lock. */
  readonly boot: string;
}

/** Kernels on one state directory at once. */
const mostChains = 256;

interface Claim {
  readonly directory: string;
  readonly name: string;
  readonly free: () => void;
}

/**
 * The first name that nobody holds, so that a restart continues its chain. A chain whose kernel died keeps its open
 * intents until a start claims it; other kernels leave it alone.
 */
function claim({ state, boot }: JournalTerms): Claim {
  const directory = join(state, 'audit');
  makeDirectory(directory);
  for (let count = 1; count <= mostChains; count += 1) {
    const name = `kernel-${count}`;
    const free = takeLock(join(directory, `${name}.lock`), boot);
    if (free !== undefined) return { directory, name, free };
  }
  throw new Error(`${mostChains} kernels share ${directory} already`);
}

interface Chain extends Claim {
  readonly file: number;
  readonly start: JournalStart;
  /** Bytes written so far; the file must be just that long before each write. */
  size: number;
  /** Sealed calls that an earlier run counted and no line of this one can have told yet. */
  carried: number;
}

const sealedPath = (directory: string, name: string): string => join(directory, `${name}.sealed`);

/** A start that dies before it has written anything has told nobody: the count stays for the next. */
function forgetSealed(chain: Chain): void {
  if (chain.carried === 0) return;
  chain.carried = 0;
  rmSync(sealedPath(chain.directory, chain.name), { force: true });
}

function openFile(path: string): number {
  const flags = constants.O_CREAT | constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW;
  const file = openSync(path, flags, ownerOnly);
  try {
    assertOwned(file, path);
    return file;
  } catch (problem) {
    closeSync(file);
    throw problem;
  }
}

function openChain({ directory, name, free }: Claim, heads: string): Chain {
  const path = join(directory, `${name}.jsonl`);
  const file = openFile(path);
  try {
    syncDirectory(directory);
    const known = lastHead(heads, name);
    const { seq, hash, good, open, hasKnown, damaged } = scanChain(path, known);
    // INVARIANT: only an end is torn. To move entries aside as if a crash had torn them would bury a change behind a whole chain.
    if (damaged !== undefined)
      throw new Error(
        `${path} was changed: line ${damaged} does not fit, and entries stand behind it. Keep the file as evidence, move it away, and start again`,
      );
    // INVARIANT: a published head was durable, so no crash can lose it. Going on would bury that somebody cut or changed the chain.
    if (!hasKnown)
      throw new Error(
        `${path} no longer holds entry ${known?.seq} as its signed head in ${heads} says: it was cut or changed. Keep both files as evidence, move them away, and start again`,
      );
    const torn = moveTorn({ directory, name, good, seq });
    const sealedCount = readSealed(sealedPath(directory, name));
    const start = { seq, hash, open, sealedCount, ...(torn === undefined ? {} : { torn }) };
    return { directory, name, free, file, start, size: good, carried: sealedCount };
  } catch (problem) {
    closeSync(file);
    throw problem;
  }
}

function claimChain(terms: JournalTerms): Chain {
  const claimed = claim(terms);
  try {
    return openChain(claimed, terms.heads);
  } catch (problem) {
    claimed.free();
    throw problem;
  }
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
  await sync(file);
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

export function createJournal(terms: JournalTerms): Journal {
  const writer: Writer = { terms, chain: undefined, state: 'unopened', turn: Promise.resolve() };
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
    close: () => close(writer),
  };
}
