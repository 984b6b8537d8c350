// Reads and replaces single object files; refuses links, files with a second name, pipes, sockets and devices, and never leaves half an object.
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { refuse } from '../tool.js';
import { type Directory, errnoOf, inside } from './directory.js';

export type ObjectFile = { readonly body: Buffer; readonly version: string };

const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK } = constants;
export const MAX_OBJECT_BYTES = 16 * 1024 * 1024;

export function versionOf(body: Uint8Array): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

/** O_NONBLOCK, or opening a pipe would wait for a writer that never comes. */
function openObject(directory: Directory, name: string): number {
  try {
    return openSync(inside(directory, name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (thrown) {
    const errno = errnoOf(thrown);
    if (errno === 'ENOENT') refuse('no-such-key');
    if (errno === 'ELOOP' || errno === 'ENXIO') refuse('refused-file-kind');
    throw thrown;
  }
}

export function readObject(directory: Directory, name: string): ObjectFile {
  const descriptor = openObject(directory, name);
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile() || found.nlink !== 1) refuse('refused-file-kind');
    if (found.size > MAX_OBJECT_BYTES) refuse('object-too-large', { max_bytes: MAX_OBJECT_BYTES });
    // INVARIANT: the version is that of the very bytes handed on, whoever writes to the file meanwhile.
    const body = readFileSync(descriptor);
    return { body, version: versionOf(body) };
  } finally {
    closeSync(descriptor);
  }
}

/** What is there may only be replaced or removed if it could have been read as an object. */
function requireReplaceable(directory: Directory, name: string): boolean {
  const found = lstatSync(inside(directory, name), { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (!found.isFile() || found.nlink !== 1) refuse('refused-file-kind');
  return true;
}

function writeDurably(path: string, body: Uint8Array): void {
  const descriptor = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    for (let at = 0; at < body.byteLength; ) at += writeSync(descriptor, body, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Whole in a temporary file first, then renamed: a reader sees the old object or the new one. */
export function replaceObject(
  staging: Directory,
  directory: Directory,
  name: string,
  body: Uint8Array,
): void {
  if (body.byteLength > MAX_OBJECT_BYTES) refuse('object-too-large', { max_bytes: MAX_OBJECT_BYTES });
  requireReplaceable(directory, name);
  const staged = inside(staging, randomUUID());
  try {
    writeDurably(staged, body);
    renameSync(staged, inside(directory, name));
    fsyncSync(directory.descriptor);
  } catch (thrown) {
    rmSync(staged, { force: true });
    throw thrown;
  }
}

export function removeObject(directory: Directory, name: string): void {
  if (!requireReplaceable(directory, name)) refuse('no-such-key');
  unlinkSync(inside(directory, name));
}
