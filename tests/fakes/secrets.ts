// Secrets in memory, for tests of who holds them. It passes the same suite as the real ones and refuses in the same words.
import type { Secrets } from '../../actors/powers.js';
import type { SecretRef } from '../../src/manifest/manifest.js';

class SecretProblem extends Error {
  override readonly name = 'SecretProblem';
}

/** A value, or how the hand fails. */
type Kept = string | Error;

export interface SecretsPlace {
  /** By path, by variable, and by a program's words joined by blanks. */
  readonly files: Record<string, Kept>;
  readonly env: Record<string, string>;
  readonly programs: Record<string, Kept>;
}

export interface FakeSecrets extends Secrets {
  /** Paths that are watched, once for each watcher. */
  readonly watched: () => readonly string[];
  /** Tells whoever watches the path. */
  touch(path: string): void;
}

const trimmed = (kept: Kept, name: string): string => {
  if (typeof kept !== 'string') throw kept;
  const value = kept.replace(/\r?\n$/, '');
  if (value === '') throw new SecretProblem(`${name} is empty`);
  if (value.includes('\0')) throw new SecretProblem(`${name} holds a zero byte`);
  return value;
};

function programsValue(kept: Kept | undefined, program: string): string {
  if (typeof kept !== 'string')
    throw new SecretProblem(`the program ${program} failed or took longer than 10 s`);
  if (kept.trim() === '') throw new SecretProblem(`the program ${program} printed nothing`);
  return trimmed(kept, `what ${program} printed`);
}

export function createFakeSecrets(place: Partial<SecretsPlace> = {}, dev = false): FakeSecrets {
  const { files = {}, env = {}, programs = {} } = place;
  const watchers: { readonly path: string; readonly changed: () => void }[] = [];
  return {
    async resolve(ref: SecretRef) {
      switch (ref.kind) {
        case 'file': {
          const missing = `${ref.path} does not exist; write the secret there with mode 0600`;
          return trimmed(files[ref.path] ?? new SecretProblem(missing), ref.path);
        }
        case 'exec':
          return programsValue(programs[ref.argv.join(' ')], ref.argv[0] ?? '');
        case 'env': {
          const name = `env:${ref.name}`;
          if (!dev) throw new SecretProblem(`${name} is for development; start with --dev or use file:`);
          return trimmed(env[ref.name] ?? '', name);
        }
      }
    },
    watch(ref, changed) {
      if (ref.kind !== 'file') return () => undefined;
      const one = { path: ref.path, changed };
      watchers.push(one);
      return () => {
        if (watchers.includes(one)) watchers.splice(watchers.indexOf(one), 1);
      };
    },
    watched: () => watchers.map(({ path }) => path),
    touch: (path) => {
      for (const one of watchers.filter((watcher) => watcher.path === path)) one.changed();
    },
  };
}
