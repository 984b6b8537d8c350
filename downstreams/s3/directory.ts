// Walks directories one component at a time from an open descriptor; refuses to follow a symbolic link at any of them.
import { closeSync, constants, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../tool.js';

export type Directory = { readonly descriptor: number; readonly path: string };
export type Step = { readonly segments: readonly string[]; readonly create: boolean };

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
const DESCRIPTORS = '/proc/self/fd';
const hasDescriptors = existsSync(DESCRIPTORS);

/**
 * The path of `name` inside an open directory. Through the descriptor (Node has no `openat`) it stays inside that very
 * directory even if its name is swapped for a link meanwhile; without /proc it falls back to the name.
 */
export function inside(directory: Directory, name: string): string {
  return hasDescriptors ? `${DESCRIPTORS}/${directory.descriptor}/${name}` : join(directory.path, name);
}

export function errnoOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

export function openDirectory(path: string): Directory {
  return { descriptor: openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW), path };
}

function ensureDirectory(parent: Directory, name: string): void {
  try {
    mkdirSync(inside(parent, name), { mode: 0o700 });
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EEXIST') throw thrown;
  }
}

function enter(parent: Directory, name: string, create: boolean): Directory {
  try {
    if (create) ensureDirectory(parent, name);
    const descriptor = openSync(inside(parent, name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    return { descriptor, path: join(parent.path, name) };
  } catch (thrown) {
    const errno = errnoOf(thrown);
    if (errno === 'ENOENT') refuse('no-such-key');
    // A link, a file where a directory should be, or anything else that is neither.
    if (errno === 'ENOTDIR' || errno === 'ELOOP') refuse('refused-file-kind');
    throw thrown;
  }
}

/** Runs `work` in the directory at the end of `segments`; every descriptor opened on the way is closed again. */
export function withDirectory<T>(root: Directory, step: Step, work: (directory: Directory) => T): T {
  const [name, ...rest] = step.segments;
  if (name === undefined) return work(root);
  const next = enter(root, name, step.create);
  try {
    return withDirectory(next, { ...step, segments: rest }, work);
  } finally {
    closeSync(next.descriptor);
  }
}
