/** Files that are whole or not there: written beside, synced, then named. It refuses files that others may read where only the owner should. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

export const ownerOnly = 0o600;

export function makeDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

export function syncDirectory(path: string): void {
  const file = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const isThere = (problem: unknown): boolean =>
  problem instanceof Error && 'code' in problem && problem.code === 'EEXIST';

/** False when the file was there already: of two writers the first wins, and neither leaves half a file. */
export function writeOnce(path: string, content: string | Uint8Array): boolean {
  const draft = `${path}.draft-${randomBytes(8).toString('hex')}`;
  try {
    writeFileSync(draft, content, { mode: ownerOnly, flag: 'wx', flush: true });
    linkSync(draft, path);
    return true;
  } catch (problem) {
    if (!isThere(problem)) throw problem;
    return false;
  } finally {
    try {
      unlinkSync(draft);
    } catch {
      // It was never written.
    }
    syncDirectory(dirname(path));
  }
}

/** The content of an owner-only file. The one that is checked is the one that is read. */
export function readOwned(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    assertOwned(file, path);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

export function assertOwned(file: number, path: string): void {
  const { mode, uid } = fstatSync(file);
  if ((mode & 0o077) !== 0) throw new Error(`${path} can be read by others; run chmod 600 on it`);
  if (uid !== (process.getuid?.() ?? uid)) throw new Error(`${path} belongs to another user`);
}
