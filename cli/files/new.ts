/** Writes files that are not there yet: all of them or none. It overwrites nothing and follows no link. */
import { chmodSync, existsSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

export interface NewFile {
  /** From the directory that is set up. */
  readonly path: string;
  readonly text: string;
  /** For its owner alone; otherwise as the umask says. */
  readonly isSecret?: boolean;
}

const isThere = (path: string): boolean => {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
};

/** Those that stand in the way. */
export const inTheWay = (directory: string, files: readonly NewFile[]): readonly string[] =>
  files.map(({ path }) => join(directory, path)).filter(isThere);

const ownerOnly = { file: 0o600, directory: 0o700 };

function write(directory: string, { path, text, isSecret = false }: NewFile): string {
  const target = join(directory, path);
  const above = dirname(target);
  if (!existsSync(above)) mkdirSync(above, { recursive: true, mode: isSecret ? ownerOnly.directory : 0o777 });
  writeFileSync(target, text, { flag: 'wx', mode: isSecret ? ownerOnly.file : 0o666 });
  if (isSecret) chmodSync(target, ownerOnly.file);
  return target;
}

export function takeBack(written: readonly string[]): void {
  for (const path of written) rmSync(path, { force: true });
}

/** The paths that were written. Throws what the system said, after what was written is taken away again. */
export function writeAll(directory: string, files: readonly NewFile[]): readonly string[] {
  if (files.some(({ path }) => isAbsolute(path) || path.split('/').includes('..')))
    throw new Error('a file lies outside the directory');
  const written: string[] = [];
  try {
    for (const file of files) written.push(write(directory, file));
    return written;
  } catch (problem) {
    takeBack(written);
    throw problem;
  }
}
