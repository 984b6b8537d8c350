/** Resolves references to secrets: an owner-only file, a program's output, or, for development alone, the environment. It never prints a value. */
import { execFile } from 'node:child_process';
import { readFileSync, statSync, unwatchFile, watchFile } from 'node:fs';
import type { SecretRef } from '../../src/manifest/manifest.js';
import type { Secrets } from '../powers.js';

export interface SecretTerms {
  /** Allows `env:`. Whoever starts the kernel holds its environment, so this is for development. */
  readonly dev: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds between looks at a `file:` secret. */
  readonly every?: number;
}

/** Its message names the reference and what to do, never the value. */
class SecretProblem extends Error {
  override readonly name = 'SecretProblem';
}

/** Milliseconds an `exec:` secret may take; bytes it may print. */
const execWithin = 10_000;
const execMost = 64 * 1024;

const trimmed = (text: string, name: string): string => {
  const value = text.replace(/\r?\n$/, '');
  if (value === '') throw new SecretProblem(`${name} is empty`);
  return value;
};

function fromFile(path: string): string {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined)
    throw new SecretProblem(`${path} does not exist; write the secret there with mode 0600`);
  if (!status.isFile()) throw new SecretProblem(`${path} is not a file`);
  if ((status.mode & 0o077) !== 0)
    throw new SecretProblem(`${path} can be read by others; run chmod 600 on it`);
  if (status.uid !== process.getuid?.()) throw new SecretProblem(`${path} belongs to another user`);
  return trimmed(readFileSync(path, 'utf8'), path);
}

function fromProgram(argv: readonly string[]): Promise<string> {
  const [program = '', ...args] = argv;
  const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin' };
  return new Promise((resolve, reject) => {
    execFile(
      program,
      args,
      { env, timeout: execWithin, maxBuffer: execMost, shell: false },
      (problem, stdout) => {
        if (problem !== null)
          reject(
            new SecretProblem(`the program ${program} failed or took longer than ${execWithin / 1000} s`),
          );
        else if (stdout.trim() === '') reject(new SecretProblem(`the program ${program} printed nothing`));
        else resolve(stdout.replace(/\r?\n$/, ''));
      },
    );
  });
}

export function createSecrets({ dev, env, every = 2_000 }: SecretTerms): Secrets {
  return {
    async resolve(ref: SecretRef) {
      switch (ref.kind) {
        case 'file':
          return fromFile(ref.path);
        case 'exec':
          return fromProgram(ref.argv);
        case 'env':
          if (!dev)
            throw new SecretProblem(`env:${ref.name} is for development; start with --dev or use file:`);
          return trimmed(env[ref.name] ?? '', `env:${ref.name}`);
      }
    },
    watch(ref, changed) {
      if (ref.kind !== 'file') return () => undefined;
      const look = (now: { readonly mtimeMs: number }, before: { readonly mtimeMs: number }): void => {
        if (now.mtimeMs !== before.mtimeMs) changed();
      };
      watchFile(ref.path, { interval: every, persistent: false }, look);
      return () => unwatchFile(ref.path, look);
    },
  };
}
