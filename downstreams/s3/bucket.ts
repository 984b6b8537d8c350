// A directory as a bucket of objects by key: find, write, remove, list; refuses to see anything that is not an ordinary object file.
import { readdirSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { refuse } from '../tool.js';
import { forgetContentType, readContentType, writeContentType } from './content-type.js';
import { type Directory, errnoOf, inside, openDirectory, withDirectory } from './directory.js';
import { compareKeys, findKey, isUnder, type Key, RESERVED_SEGMENT } from './key.js';
import { locked } from './lock.js';
import { type ObjectFile, readObject, removeObject, replaceObject, versionOf } from './object-file.js';

export type Bucket = {
  readonly root: Directory;
  readonly staging: Directory;
  readonly types: Directory;
  readonly home: Directory;
};
export type StoredObject = ObjectFile & { readonly contentType: string };
export type Content = { readonly body: Buffer; readonly contentType: string };
export type Written = { readonly key: string; readonly size: number; readonly version: string };

/** Opened once and kept: the bucket stays the directory it was at the start, whatever its name points to later. */
function own(root: Directory, ...segments: readonly string[]): Directory {
  return withDirectory(root, { segments: [RESERVED_SEGMENT, ...segments], create: true }, (directory) =>
    openDirectory(inside(directory, '.')),
  );
}

const whyNot: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist: create it, or name another in BUCKET_DIR',
  ENOTDIR: 'is not a directory: name one in BUCKET_DIR',
  ELOOP: 'is a symbolic link: name the directory it leads to in BUCKET_DIR',
  EACCES: 'may not be read: give its owner the right, or name another in BUCKET_DIR',
};

function openRoot(path: string): Directory {
  try {
    return openDirectory(path);
  } catch (thrown) {
    const why = whyNot[errnoOf(thrown)];
    if (why === undefined) throw thrown;
    return refuse('bad-bucket', { reason: `the bucket directory ${path} ${why}` });
  }
}

export function openBucket(path: string | undefined): Bucket {
  if (path === undefined || !isAbsolute(path))
    refuse('bad-bucket', { reason: 'BUCKET_DIR is not an absolute path' });
  const root = openRoot(path);
  return { root, staging: own(root, 'staging'), types: own(root, 'types'), home: own(root) };
}

function within<T>(
  bucket: Bucket,
  key: Key,
  work: (directory: Directory, name: string) => T,
  create = false,
): T {
  const name = key.segments.at(-1) ?? refuse('bad-key');
  return withDirectory(bucket.root, { segments: key.segments.slice(0, -1), create }, (directory) =>
    work(directory, name),
  );
}

export function getObject(bucket: Bucket, key: Key): StoredObject {
  const found = within(bucket, key, readObject);
  return { ...found, contentType: readContentType(bucket.types, key, found.version) };
}

export function findVersion(bucket: Bucket, key: Key): string | undefined {
  try {
    return getObject(bucket, key).version;
  } catch (thrown) {
    if (thrown instanceof Error && thrown.message === 'no-such-key') return undefined;
    throw thrown;
  }
}

/** Runs `work` as the only writer of this bucket among all processes that serve it. */
export function changing<T>(bucket: Bucket, work: () => T): Promise<T> {
  return locked(bucket.home, work);
}

export function putObject(bucket: Bucket, key: Key, { body, contentType }: Content): Written {
  const version = versionOf(body);
  const previous = findVersion(bucket, key);
  writeContentType(bucket.types, key, { version, type: contentType });
  within(bucket, key, (directory, name) => replaceObject(bucket.staging, directory, name, body), true);
  if (previous !== undefined && previous !== version) forgetContentType(bucket.types, key, previous);
  return { key: key.name, size: body.byteLength, version };
}

export function deleteObject(bucket: Bucket, key: Key): void {
  const { version } = getObject(bucket, key);
  within(bucket, key, removeObject);
  forgetContentType(bucket.types, key, version);
}

/** Depth first, without following links; entries that are not keys, or not files, are not objects. */
function keysBelow(directory: Directory, path: readonly string[]): readonly string[] {
  return readdirSync(inside(directory, '.'), { withFileTypes: true }).flatMap((entry) => {
    const key = findKey([...path, entry.name].join('/'));
    if (key === undefined) return [];
    if (entry.isFile()) return [key.name];
    if (!entry.isDirectory()) return [];
    return withDirectory(directory, { segments: [entry.name], create: false }, (next) =>
      keysBelow(next, key.segments),
    );
  });
}

export function listKeys(bucket: Bucket, prefix: readonly string[]): readonly string[] {
  const keys = keysBelow(bucket.root, []);
  return keys.filter((key) => isUnder(key.split('/'), prefix)).sort(compareKeys);
}
