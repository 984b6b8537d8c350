/** The journal on disk: one JSONL chain a kernel, appended and synced, never rewritten. After one failed write it takes no more. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  createReadStream,
  existsSync,
  fdatasync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
  write,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Journal, JournalStart } from '../powers.js';
import { takeLock } from './chain-lock.js';
import { scanChain } from './journal-scan.js';

export interface JournalTerms {
  /** The state directory: chains are in `audit/`, kept texts in `config/`. */
  readonly state: string;
  /** The second place, for signed heads. */
  readonly heads: string;
}

const genesis = '0'.repeat(64);
const ownerOnly = 0o600;
/** Kernels on one state directory at once. */
const mostChains = 256;

const syncDirectory = (path: string): void => {
  const file = openSync(path, constants.O_RDONLY);
  fsyncSync(file);
  closeSync(file);
};

/** Bytes that no whole line holds are moved to a file of their own and named; nothing is cut off in silence. */
function moveTorn(path: string, good: number, seq: number): JournalStart['torn'] {
  const size = statSync(path).size;
  if (size === good) return undefined;
  const torn = Buffer.alloc(size - good);
  const file = openSync(path, 'r+');
  readSync(file, torn, 0, torn.length, good);
  writeFileSync(`${path}.torn-${seq + 1}`, torn, { mode: ownerOnly, flush: true });
  ftruncateSync(file, good);
  fsyncSync(file);
  closeSync(file);
  return { bytes: torn.length, sha256: createHash('sha256').update(torn).digest('hex') };
}

function takeSealed(path: string): number {
  if (!existsSync(path)) return 0;
  const count = Number(readFileSync(path, 'utf8'));
  unlinkSync(path);
  return Number.isSafeInteger(count) && count > 0 ? count : 0;
}

function claim(directory: string): { readonly name: string; readonly free: () => void } {
  for (let count = 1; count <= mostChains; count += 1) {
    const name = `kernel-${count}`;
    const free = takeLock(join(directory, `${name}.lock`));
    if (free !== undefined) return { name, free };
  }
  throw new Error(`${mostChains} kernels share ${directory} already`);
}

const writeAll = promisify(write);
const sync = promisify(fdatasync);

interface Open {
  readonly name: string;
  readonly path: string;
  readonly file: number;
  readonly free: () => void;
  readonly start: JournalStart;
}

function openChain(state: string): Open {
  const directory = join(state, 'audit');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const { name, free } = claim(directory);
  const path = join(directory, `${name}.jsonl`);
  const file = openSync(path, constants.O_CREAT | constants.O_WRONLY | constants.O_APPEND, ownerOnly);
  syncDirectory(directory);
  const { seq, hash, good, open } = scanChain(path, genesis);
  const torn = moveTorn(path, good, seq);
  const sealedCount = takeSealed(join(directory, `${name}.sealed`));
  return {
    name,
    path,
    file,
    free,
    start: { seq, hash, open, sealedCount, ...(torn === undefined ? {} : { torn }) },
  };
}

function keepText(state: string, digest: string, text: string): void {
  const directory = join(state, 'config');
  const path = join(directory, digest);
  if (existsSync(path)) return;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: ownerOnly, flush: true });
  renameSync(draft, path);
  syncDirectory(directory);
}

function appendHead(heads: string, name: string, note: string): void {
  mkdirSync(heads, { recursive: true, mode: 0o700 });
  const file = openSync(
    join(heads, `${name}.heads`),
    constants.O_CREAT | constants.O_WRONLY | constants.O_APPEND,
    ownerOnly,
  );
  writeSync(file, `${note}\n`);
  fsyncSync(file);
  closeSync(file);
}

export function createJournal({ state, heads }: JournalTerms): Journal {
  let chain: Open | undefined;
  let hasFailed = false;
  const opened = (): Open => {
    if (chain === undefined) throw new Error('the journal is not open');
    return chain;
  };
  return {
    get name() {
      return opened().name;
    },
    open: async () => {
      chain = openChain(state);
      return chain.start;
    },
    async append(lines) {
      if (hasFailed) throw new Error('the journal has failed before');
      const bytes = Buffer.from(lines, 'utf8');
      try {
        const { file } = opened();
        for (let at = 0; at < bytes.length; )
          at += (await writeAll(file, bytes, at, bytes.length - at, null)).bytesWritten;
        await sync(file);
      } catch (problem) {
        // Pages that could not be written may be dropped by the system: a second try would succeed and prove nothing.
        hasFailed = true;
        throw problem;
      }
    },
    keep: async (digest, text) => keepText(state, digest, text),
    publishHead: async (note) => appendHead(heads, opened().name, note),
    countSealed(count) {
      try {
        const { path } = opened();
        writeFileSync(join(dirname(path), `${opened().name}.sealed`), String(count), { mode: ownerOnly });
      } catch {
        // There is nowhere left to say so.
      }
    },
    close: async () => {
      const { file, free } = opened();
      closeSync(file);
      free();
    },
  };
}

/** Every chain of a state directory, oldest name first. */
export const listChains = (state: string): readonly { readonly name: string; readonly path: string }[] => {
  const directory = join(state, 'audit');
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.jsonl'.length), path: join(directory, file) }));
};

export const readLines = (path: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
