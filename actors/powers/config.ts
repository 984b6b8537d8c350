/** Reads configuration files from disk. It understands none of them, follows no reference in them and writes nothing. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConfigFiles } from '../powers.js';

const longest = 1_048_576;
const packageName = 'aegis-kernel';

/** O_NONBLOCK, or a FIFO in place of a file would hold the start for ever. */
function readText(path: string): { readonly text: string } | { readonly why: string } {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return { why: 'is not a file' };
    if (stat.size > longest) return { why: `is larger than ${longest} bytes` };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(descriptor)) };
  } finally {
    closeSync(descriptor);
  }
}

const codeOf = (thrown: unknown): unknown =>
  thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;

function whyNot(thrown: unknown): string {
  const code = codeOf(thrown);
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'is missing';
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'is not UTF-8' : 'cannot be read';
}

function read(path: string): { readonly text: string } | { readonly why: string } {
  try {
    return readText(path);
  } catch (thrown) {
    return { why: whyNot(thrown) };
  }
}

const namesPackage = (directory: string): boolean => {
  const found = read(join(directory, 'package.json'));
  return 'text' in found && found.text.includes(`"name": "${packageName}"`);
};

/** Upwards from this file: the sources and the built program lie at different depths of the one package. */
function findPackage(start: string): string {
  for (let at = start; ; at = dirname(at)) {
    if (namesPackage(at)) return at;
    if (dirname(at) === at) throw new Error(`package ${packageName} is not around ${start}`);
  }
}

export function createConfigFiles(): ConfigFiles {
  return {
    read,
    resolve: (base, path) => resolve(base, path),
    directoryOf: (path) => dirname(resolve(path)),
    packageRoot: findPackage(dirname(fileURLToPath(import.meta.url))),
  };
}
