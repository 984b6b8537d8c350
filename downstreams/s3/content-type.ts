// Remembers an object's content type beside the bucket's own files, by key and version; refuses anything that is not a plain media type.
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Directory, inside } from './directory.js';
import type { Key } from './key.js';

export const ContentType = z
  .string()
  .max(200)
  .regex(/^[\w.+-]+\/[\w.+-]+(?:; ?charset=[\w-]+)?$/);

const UNKNOWN = 'application/octet-stream';

/** Named by version too: the type of the next object can be written before the object is renamed into place. */
function fileName(key: Key, version: string): string {
  return createHash('sha256').update(`${key.name}\0${version}`).digest('hex');
}

export function readContentType(types: Directory, key: Key, version: string): string {
  try {
    return readFileSync(inside(types, fileName(key, version)), 'utf8');
  } catch {
    return UNKNOWN;
  }
}

export function writeContentType(
  types: Directory,
  key: Key,
  object: { version: string; type: string },
): void {
  const staged = inside(types, randomUUID());
  writeFileSync(staged, object.type, { flag: 'wx', mode: 0o600 });
  renameSync(staged, inside(types, fileName(key, object.version)));
}

export function forgetContentType(types: Directory, key: Key, version: string): void {
  rmSync(inside(types, fileName(key, version)), { force: true });
}
