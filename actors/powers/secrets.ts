/** Resolves references to secrets: an owner-only file, a program's output, or, for development alone, the environment. It never prints a value. */
import { execFile } from 'node:child_process';
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  type Stats,
  unwatchFile,
  watchFile,
} from 'node:fs';
import type { SecretRef } from '../../src/manifest/manifest.js';
import type { Secrets } from '../powers.js';

export interface SecretTerms {
  /** Allows `env:`. Whoever starts the kernel holds its environment, so this is for development. */
  readonly dev: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds between looks at a `file:` secret. */
  readonly every?: number;
  /** Milliseconds an `exec:` secret may take. */
  readonly within?: number;
}

/** Its message names the reference and what to do, never the value. */
class SecretProblem extends Error {
  override readonly name = 'SecretProblem';
}

const trimmed = (text: string, name: string): string => {
  const value = text.replace(/\r?\n$/, '');
  if (value === '') throw new SecretProblem(`${name} is empty`);
  // An environment cannot hold it: the spawn would fail with the value in its message.
  if (value.includes('\0')) throw new SecretProblem(`${name} holds a zero byte`);
  return value;
};

const most = 64 * 1024;

function openedFile(path: string): number {
  try {
    // A pipe without a writer would hold the kernel for ever.
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (problem) {
    const isMissing = problem instanceof Error && 'code' in problem && problem.code === 'ENOENT';
    throw new SecretProblem(
      isMissing ? `${path} does not exist; write the secret there with mode 0600` : `${path} cannot be read`,
    );
  }
}

/** The file that is checked is the file that is read. */
function fromFile(path: string): string {
  const file = openedFile(path);
  try {
    const status = fstatSync(file);
    if (!status.isFile()) throw new SecretProblem(`${path} is not a file`);
    if ((status.mode & 0o077) !== 0)
      throw new SecretProblem(`${path} can be read by others; run chmod 600 on it`);
    if (status.uid !== process.getuid?.()) throw new SecretProblem(`${path} belongs to another user`);
    if (status.size > most) throw new SecretProblem(`${path} is longer than ${most} bytes`);
    return trimmed(readFileSync(file, 'utf8'), path);
  } finally {
    closeSync(file);
  }
}

/** Why a secret would not resolve, as far as that shows without running anything; what is read is dropped at once. */
export function secretProblem(ref: SecretRef, env: SecretTerms['env']): string | undefined {
  try {
    if (ref.kind === 'file') fromFile(ref.path);
    if (ref.kind === 'env') trimmed(env[ref.name] ?? '', `env:${ref.name}`);
    return undefined;
  } catch (problem) {
    return problem instanceof SecretProblem ? problem.message : `${ref.kind}: cannot be read`;
  }
}

function fromProgram([program = '', ...args]: readonly string[], within: number): Promise<string> {
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin' };
  // Killed, not asked: a program that ignores the request would hold the start for ever.
  const terms = { env, timeout: within, killSignal: 'SIGKILL', maxBuffer: most, shell: false } as const;
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, terms, (problem, stdout) => {
      if (problem !== null)
        reject(new SecretProblem(`the program ${program} failed or took longer than ${within / 1000} s`));
      else if (stdout.trim() === '') reject(new SecretProblem(`the program ${program} printed nothing`));
      else resolve(stdout);
    });
    // Nobody answers what it asks.
    child.stdin?.on('error', () => undefined).end();
  });
}

export function createSecrets({ dev, env, every = 2_000, within = 10_000 }: SecretTerms): Secrets {
  return {
    async resolve(ref: SecretRef) {
      switch (ref.kind) {
        case 'file':
          return fromFile(ref.path);
        case 'exec':
          return trimmed(await fromProgram(ref.argv, within), `what ${ref.argv[0] ?? ''} printed`);
        case 'env':
          if (!dev)
            throw new SecretProblem(`env:${ref.name} is for development; start with --dev or use file:`);
          return trimmed(env[ref.name] ?? '', `env:${ref.name}`);
      }
    },
    watch(ref, changed) {
      if (ref.kind !== 'file') return () => undefined;
      const look = (now: Stats, before: Stats): void => {
        // Another file under the same name may have been written long ago.
        if (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino || now.size !== before.size) changed();
      };
      watchFile(ref.path, { interval: every, persistent: false }, look);
      return () => unwatchFile(ref.path, look);
    },
  };
}
