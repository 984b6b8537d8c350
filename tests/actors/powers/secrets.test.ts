// Secrets from files, programs and, for development alone, the environment: what is not safely kept is refused, and no value is told.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unwatchFile,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createSecrets } from '../../../actors/powers/secrets.js';

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

describe('a secret in a file', () => {
  it('is its text without the last line break', async () => {
    const path = write('good', 'postgres://u:p@h\n');
    expect(await secrets.resolve({ kind: 'file', path })).toBe('postgres://u:p@h');
    expect(await secrets.resolve({ kind: 'file', path: write('inner', ' a\nb \r\n') })).toBe(' a\nb ');
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

  it('is refused when it is not there, is a folder, or is empty', async () => {
    mkdirSync(join(place, 'folder'), { mode: 0o700 });
    const told = async (path: string) => refusal(secrets.resolve({ kind: 'file', path }));
    expect(await told(join(place, 'none'))).toContain(
      'does not exist; write the secret there with mode 0600',
    );
    expect(await told(join(place, 'folder'))).toContain('is not a file');
    expect(await told(write('empty', '\n'))).toContain('is empty');
  });

  it('is refused when it is longer than 64 KiB, or holds what no environment can', async () => {
    const told = async (path: string) => refusal(secrets.resolve({ kind: 'file', path }));
    expect(await told(write('long', 'x'.repeat(65_537)))).toContain('is longer than 65536 bytes');
    const zero = await told(write('zero', 'hush\0hush'));
    expect(zero).toContain('holds a zero byte');
    expect(zero).not.toContain('hush\0');
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
    const quick = createSecrets({ dev: false, env: {}, every: 20 });
    const seen = new Promise<void>((done) => {
      quick.watch({ kind: 'file', path }, done);
    });
    await new Promise((then) => setTimeout(then, 60));
    const other = write('other', 'two');
    utimesSync(other, at, at);
    renameSync(other, path);
    await seen;
    unwatchFile(path);
  });

  it('is watched, and silence follows when the watch has ended', async () => {
    const path = write('watched', 'one');
    const quick = createSecrets({ dev: false, env: {}, every: 20 });
    let count = 0;
    let wake = (): void => undefined;
    const seen = new Promise<void>((done) => {
      wake = done;
    });
    const stop = quick.watch({ kind: 'file', path }, () => {
      count += 1;
      wake();
    });
    await new Promise((then) => setTimeout(then, 60));
    expect(count).toBe(0);
    writeFileSync(path, 'two');
    await seen;
    stop();
    const before = count;
    writeFileSync(path, 'three');
    await new Promise((then) => setTimeout(then, 80));
    expect(count).toBe(before);
  });
});

describe('a secret from a program', () => {
  it('is what the program prints, without the last line break', async () => {
    expect(await secrets.resolve(program('console.log("from-program")'))).toBe('from-program');
  });

  it('is refused when the program fails, though it printed something, and nothing it said is told', async () => {
    const told = await refusal(
      secrets.resolve(program('console.log("hush-hush"); console.error("also hush"); process.exit(3)')),
    );
    expect(told).toBe(`SecretProblem: the program ${process.execPath} failed or took longer than 10 s`);
  });

  it('is refused when the program prints nothing, too much, or is not there', async () => {
    expect(await refusal(secrets.resolve(program('console.log(" ")')))).toContain('printed nothing');
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

  it('is not watched', () => {
    expect(() => secrets.watch(program('1'), () => expect.fail('called'))()).not.toThrow();
  });
});

describe('a secret in the environment', () => {
  it('is refused without --dev', async () => {
    const told = await refusal(secrets.resolve({ kind: 'env', name: 'TOKEN' }));
    expect(told).toBe('SecretProblem: env:TOKEN is for development; start with --dev or use file:');
  });

  it('is read with --dev, from the environment that was handed over alone', async () => {
    const dev = createSecrets({ dev: true, env: { TOKEN: 'value-of-env' } });
    expect(await dev.resolve({ kind: 'env', name: 'TOKEN' })).toBe('value-of-env');
    expect(await refusal(dev.resolve({ kind: 'env', name: 'PATH' }))).toBe(
      'SecretProblem: env:PATH is empty',
    );
  });
});
