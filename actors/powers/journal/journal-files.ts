/** The files beside a chain: what was torn off, what was in force, signed heads, the count of sealed calls. Each is durable before it counts. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalStart } from '../../powers.js';
import { makeDirectory, ownerOnly, syncDirectory, writeOnce } from './durable.js';
import type { KnownHead } from './journal-scan.js';

interface Tail {
  readonly directory: string;
  readonly name: string;
  /** Bytes of whole lines, and the number of the last. */
  readonly good: number;
  readonly seq: number;
}

/** Bytes that no whole line holds are moved to a file of their own and named; nothing is cut off in silence. */
export function moveTorn({ directory, name, good, seq }: Tail): JournalStart['torn'] {
  const file = openSync(join(directory, `${name}.jsonl`), 'r+');
  try {
    const torn = Buffer.alloc(fstatSync(file).size - good);
    if (torn.length === 0) return undefined;
    readSync(file, torn, 0, torn.length, good);
    const sha256 = createHash('sha256').update(torn).digest('hex');
    const aside = join(directory, `${name}.torn-${seq + 1}`);
    // An older tail at the same place is another piece of evidence: it is not written over.
    if (!writeOnce(aside, torn)) writeOnce(`${aside}.${sha256.slice(0, 16)}`, torn);
    ftruncateSync(file, good);
    fsyncSync(file);
    return { bytes: torn.length, sha256 };
  } finally {
    closeSync(file);
  }
}

export function readSealed(path: string): number {
  if (!existsSync(path)) return 0;
  const count = Number(readFileSync(path, 'utf8'));
  // A count that cannot be read still says that there were some.
  return Number.isSafeInteger(count) && count > 0 ? count : 1;
}

export function keepText(state: string, digest: string, text: string): void {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error('a text is kept by its SHA-256 alone');
  const directory = join(state, 'config');
  const path = join(directory, digest);
  // What is there already has the same digest: it is the same text.
  if (existsSync(path)) return;
  makeDirectory(directory);
  writeOnce(path, text);
}

export async function appendHead(heads: string, name: string, note: string): Promise<void> {
  makeDirectory(heads);
  const path = join(heads, `${name}.heads`);
  const isNew = !existsSync(path);
  const file = await open(path, constants.O_CREAT | constants.O_WRONLY | constants.O_APPEND, ownerOnly);
  try {
    // The line end comes first as well, so that a note that was cut short spoils only itself.
    await file.writeFile(isNew ? `${note}\n` : `\n${note}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  if (isNew) syncDirectory(heads);
}

function readHead(line: string): KnownHead | undefined {
  try {
    // `as`: both fields are checked in the next line.
    const { seq, head } = JSON.parse(line) as { readonly seq?: unknown; readonly head?: unknown };
    return typeof seq === 'number' && typeof head === 'string' ? { seq, hash: head } : undefined;
  } catch {
    return undefined;
  }
}

/** The last whole head that was copied to the second place; a torn last line is none. */
export function lastHead(heads: string, name: string): KnownHead | undefined {
  const path = join(heads, `${name}.heads`);
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8')
    .split('\n')
    .map(readHead)
    .findLast((head) => head !== undefined);
}
