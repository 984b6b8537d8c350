/** Claims chains and opens them: the first free one for a start, and those whose writer is gone. It refuses one that was changed, and moves nothing of it. */
import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalStart } from '../../powers.js';
import { takeLock } from './chain-lock.js';
import { listChains } from './chains.js';
import { assertOwned, makeDirectory, ownerOnly, syncDirectory } from './durable.js';
import { lastHead, moveTorn, readSealed } from './journal-files.js';
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

/** The first name that nobody holds, so that a restart continues its chain. */
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

export interface Chain extends Claim {
  readonly file: number;
  readonly start: JournalStart;
  /** Bytes written so far; the file must be just that long before each write. */
  size: number;
  /** Sealed calls that an earlier run counted and no line of this one can have told yet. */
  carried: number;
}

export const sealedPath = (directory: string, name: string): string => join(directory, `${name}.sealed`);

/**
 * Where the system has it, each write returns when it is on the disk: one wait in the place of two, each of them a way to another thread
 * and back. Elsewhere a sync follows.
 */
export const syncsWrites: boolean = process.platform === 'linux' && constants.O_DSYNC !== undefined;

function openFile(path: string): number {
  const flags =
    constants.O_CREAT |
    constants.O_WRONLY |
    constants.O_APPEND |
    constants.O_NOFOLLOW |
    (syncsWrites ? constants.O_DSYNC : 0);
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

function openClaim(claimed: Claim, heads: string): Chain {
  try {
    return openChain(claimed, heads);
  } catch (problem) {
    claimed.free();
    throw problem;
  }
}

export const claimChain = (terms: JournalTerms): Chain => openClaim(claim(terms), terms.heads);

/** Every other chain of the directory; what a living kernel writes is among them. */
export const otherChains = ({ state }: JournalTerms, own: string): readonly string[] =>
  listChains(state)
    .map(({ name }) => name)
    .filter((name) => name !== own);

/** Undefined while its writer lives. INVARIANT: what is taken over is held by nobody else until it is freed. */
export function takeOver({ state, heads, boot }: JournalTerms, name: string): Chain | undefined {
  const directory = join(state, 'audit');
  const free = takeLock(join(directory, `${name}.lock`), boot);
  return free === undefined ? undefined : openClaim({ directory, name, free }, heads);
}
