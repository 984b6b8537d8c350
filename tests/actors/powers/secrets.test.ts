// Secrets from files, programs and, for development alone, the environment: what is not safely kept is refused, and no value is told.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createSecrets, secretProblem } from '../../../actors/powers/secrets.js';
import type { SecretRef } from '../../../src/manifest/manifest.js';
import { secretsContract } from '../../contracts/secrets.js';
import { createFakeSecrets, type FakeSecrets, type SecretsPlace } from '../../fakes/secrets.js';

const place = mkdtempSync(join(tmpdir(), 'aegis-secrets-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

function write(name: string, text: string, mode = 0o600): string {
  const path = join(place, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const secrets = createSecrets({ dev: false, env: { TOKEN: 'value-of-env' } });
const program = (code: string) => ({ kind: 'exec', argv: [process.execPath, '-e', code] }) as const;
const refusal = async (asked: Promise<string>): Promise<string> =>
  asked.then(
    () => expect.fail('resolved'),
    (problem: unknown) =>
      problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem),
  );

const environment: Record<string, string> = {};
const pathOf = (name: string): string => join(place, 'contract', name);
mkdirSync(join(place, 'contract'));

secretsContract('secrets of a machine', {
  fresh: (dev) => createSecrets({ dev, env: environment, every: 10 }),
  file: (name, value) => {
    const path = pathOf(name);
    if (value === undefined) rmSync(path, { force: true });
    else writeFileSync(path, value, { mode: 0o600 });
    return { kind: 'file', path };
  },
  env: (name, value) => {
    environment[name] = value;
    return { kind: 'env', name };
  },
  program: (prints) => program(`process.stdout.write(${JSON.stringify(prints)})`),
  failing: (prints) => program(`console.log(${JSON.stringify(prints)}); process.exit(3)`),
});

const memory: SecretsPlace = { files: {}, env: {}, programs: {} };
const fakes: FakeSecrets[] = [];
const runs = (prints: string | Error): SecretRef => {
  const argv = ['/bin/secret', String(Object.keys(memory.programs).length)];
  memory.programs[argv.join(' ')] = prints;
  return { kind: 'exec', argv };
};

secretsContract('secrets in memory', {
  fresh: (dev) => {
    const secrets = createFakeSecrets(memory, dev);
    fakes.push(secrets);
    return secrets;
  },
  file: (name, value) => {
    const path = `/s/${name}`;
    if (value === undefined) delete memory.files[path];
    else memory.files[path] = value;
    for (const one of fakes) one.touch(path);
    return { kind: 'file', path };
  },
  env: (name, value) => {
    memory.env[name] = value;
    return { kind: 'env', name };
  },
  program: runs,
  failing: () => runs(new Error('exit code 3')),
});

describe('a secret in a file', () => {
  it('may be its owner’s to read alone', async () => {
    expect(await secrets.resolve({ kind: 'file', path: write('read-only', 'x', 0o400) })).toBe('x');
  });

  it.each([0o644, 0o640, 0o620, 0o604, 0o601, 0o660])('is refused with mode %o', async (mode) => {
    const path = write('open', 'hush-hush', mode);
    const told = await refusal(secrets.resolve({ kind: 'file', path }));
    expect(told).toBe(`SecretProblem: ${path} can be read by others; run chmod 600 on it`);
  });

  it('is judged by the file that a link leads to', async () => {
    const path = join(place, 'link');
    symlinkSync(write('target', 'hush-hush', 0o644), path);
    expect(await refusal(secrets.resolve({ kind: 'file', path }))).toContain('can be read by others');
  });

  it('is refused when it is a folder', async () => {
    const path = join(place, 'folder');
    mkdirSync(path, { mode: 0o700 });
    expect(await refusal(secrets.resolve({ kind: 'file', path }))).toContain('is not a file');
  });

  it('is refused when it is longer than 64 KiB', async () => {
    const told = async (path: string) => refusal(secrets.resolve({ kind: 'file', path }));
    expect(await told(write('long', 'x'.repeat(65_537)))).toContain('is longer than 65536 bytes');
  });

  it('is refused when it is a pipe that nobody writes to, at once', async () => {
    const path = join(place, 'pipe');
    execFileSync('mkfifo', ['-m', '600', path]);
    expect(await refusal(secrets.resolve({ kind: 'file', path }))).toContain('is not a file');
  });

  it('is watched for another file under its name, whatever that one is dated', async () => {
    const path = write('swapped', 'one');
    const at = new Date(1_700_000_000_000);
    utimesSync(path, at, at);
    const quick = createSecrets({ dev: false, env: {}, every: 10 });
    let told = 0;
    const stop = quick.watch({ kind: 'file', path }, () => told++);
    // A watch looks first when it can, so that the first swap may come before it.
    while (told === 0) {
      const other = write('other', 'two');
      utimesSync(other, at, at);
      renameSync(other, path);
      await new Promise((then) => setTimeout(then, 40));
    }
    stop();
  });
});

describe('a secret from a program', () => {
  it('is refused when the program prints too much, or is not there', async () => {
    expect(await refusal(secrets.resolve(program('console.log("x".repeat(70000))')))).toContain('failed');
    const none = await refusal(secrets.resolve({ kind: 'exec', argv: [join(place, 'none'), 'hush-hush'] }));
    expect(none).toContain('failed');
    expect(none).not.toContain('hush-hush');
    await expect(secrets.resolve({ kind: 'exec', argv: [] })).rejects.toThrow();
  });

  it('is refused when the program takes too long, even one that will not be asked to stop', async () => {
    const quick = createSecrets({ dev: false, env: {}, within: 400 });
    const stubborn = program(
      'process.on("SIGTERM", () => {}); console.log("hush"); setInterval(() => {}, 9)',
    );
    expect(await refusal(quick.resolve(stubborn))).toBe(
      `SecretProblem: the program ${process.execPath} failed or took longer than 0.4 s`,
    );
  });

  it('finds nobody to ask: the input of the program is closed', async () => {
    const asks = 'process.stdin.resume().on("end", () => console.log("nobody"))';
    expect(await secrets.resolve(program(asks))).toBe('nobody');
  });

  it('is not read by a shell', async () => {
    const argv = [process.execPath, '-e', 'console.log(process.argv[1])', '$HOME; echo x'];
    expect(await secrets.resolve({ kind: 'exec', argv })).toBe('$HOME; echo x');
  });

  it('gives the program no more of the environment than where programs are', async () => {
    const names = await secrets.resolve(program('console.log(Object.keys(process.env).sort().join())'));
    expect(names).toBe('PATH');
  });
});

describe('a secret in the environment', () => {
  it('is read with --dev, from the environment that was handed over alone', async () => {
    const dev = createSecrets({ dev: true, env: { TOKEN: 'value-of-env' } });
    expect(await dev.resolve({ kind: 'env', name: 'TOKEN' })).toBe('value-of-env');
    expect(await refusal(dev.resolve({ kind: 'env', name: 'PATH' }))).toBe(
      'SecretProblem: env:PATH is empty',
    );
  });
});

describe('a look at a secret before anything starts', () => {
  it('says why it would not resolve, in the words of resolving it, and runs nothing', () => {
    expect(secretProblem({ kind: 'file', path: write('fine', 'x') }, {})).toBeUndefined();
    const open = write('open', 'hunter2', 0o644);
    expect(secretProblem({ kind: 'file', path: open }, {})).toBe(
      `${open} can be read by others; run chmod 600 on it`,
    );
    expect(secretProblem({ kind: 'file', path: '/nowhere/s' }, {})).toMatch(/does not exist/);
    expect(secretProblem({ kind: 'env', name: 'GONE' }, {})).toBe('env:GONE is empty');
    expect(secretProblem({ kind: 'env', name: 'HERE' }, { HERE: 'x' })).toBeUndefined();
    expect(secretProblem({ kind: 'exec', argv: ['/nowhere/program'] }, {})).toBeUndefined();
  });
});
