// `aegis test gen` as a program: what it writes passes `aegis test`, and it writes over nothing that is not its own.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from './demo-run.js';

let place = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'aegis-test-gen-'));
  cpSync('policies', join(place, 'policies'), { recursive: true });
  cpSync('examples/before-after', join(place, 'before-after'), { recursive: true });
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

// Each test runs the program several times, over hundreds of calls.
vi.setConfig({ testTimeout: 240_000 });

function run(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'test', ...words], {
    cwd: place,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { exit: status, stdout, stderr };
}

const filesIn = (directory: string): readonly (readonly [string, string])[] =>
  readdirSync(join(place, directory)).map((name) => [
    name,
    readFileSync(join(place, directory, name), 'utf8'),
  ]);

/** How many tests and paths the program says it has written; filled by the first test. */
let foretold = 0;

describe('aegis test gen', () => {
  it('writes tests that pass on the kernel, the same to the byte a second time', () => {
    const first = run('gen', '--config', 'policies/lab/aegis.yaml', '--out', 'made');
    expect(first.stderr).toBe('');
    expect(first.exit).toBe(0);
    expect(first.stdout).toMatch(
      /^\d+ tests of \d+ calls show \d+ things\n\d+ paths through the lifecycle: 12 of 12 states, (\d+) of \1 transitions\n/,
    );
    const [, tests, paths] = /^(\d+) tests of .*\n(\d+) paths/.exec(first.stdout) ?? [];
    foretold = Number(tests) + Number(paths);
    expect(first.stdout).toContain('shadowed     no-drop: it speaks of ');
    expect(first.stdout).toContain('postgres__query {"sql":"DROP TABLE bronze.customers_raw"} as cleaner');
    const written = filesIn('made');
    const passed = run('made', '--json');
    expect(passed.stderr).toBe('');
    expect(passed.exit).toBe(0);
    // `as`: the form of what `--json` prints.
    const { files } = JSON.parse(passed.stdout) as { files: readonly { passed: number; failed: number }[] };
    expect(files.map(({ failed }) => failed)).toEqual(files.map(() => 0));
    expect(files.reduce((sum, one) => sum + one.passed, 0)).toBeGreaterThan(500);
    run('gen', '--config', 'policies/lab/aegis.yaml', '--out', 'made');
    expect(filesIn('made')).toEqual(written);
  });

  it('writes programs that run where the package is installed', () => {
    mkdirSync(join(place, 'node_modules'));
    symlinkSync(process.cwd(), join(place, 'node_modules', 'aegis-kernel'));
    symlinkSync(resolve('node_modules/vitest'), join(place, 'node_modules', 'vitest'));
    const { status, stdout } = spawnSync(
      process.execPath,
      [resolve('node_modules/vitest/vitest.mjs'), 'run', '--root', place, '--reporter=json', 'made'],
      { cwd: place, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    // `as`: the form of vitest's own report.
    const told = JSON.parse(stdout) as { numPassedTests: number; numFailedTests: number };
    expect(told.numFailedTests).toBe(0);
    expect(foretold).toBeGreaterThan(600);
    // Beside them each file of policy tests is asked whether it can be read.
    const files = filesIn('made').filter(([name]) => name.endsWith('.test.yaml')).length;
    expect(told.numPassedTests).toBe(foretold + files);
    expect(status).toBe(0);
  });

  it('writes tests that fail when a line of the policy is gone', () => {
    const policy = join(place, 'policies', 'default.yaml');
    const whole = readFileSync(policy, 'utf8');
    writeFileSync(policy, whole.replace(/ {6}- id: no-unscoped-write\n.*\n.*\n/, ''));
    const { exit, stdout } = run(join('made', 'calls.test.yaml'));
    writeFileSync(policy, whole);
    expect(exit).toBe(1);
    expect(stdout).toContain('delete without WHERE: silver.orders, as cleaner');
  });

  it('takes other policies than those of the configuration, and takes away what it wrote for the last ones', () => {
    expect(existsSync(join(place, 'made', 'budgets.test.yaml'))).toBe(true);
    const off = run(
      'gen',
      '--config',
      'policies/lab/aegis.yaml',
      '--out',
      'made',
      'before-after/allow-all.yaml',
    );
    expect(off.exit).toBe(0);
    expect(existsSync(join(place, 'made', 'budgets.test.yaml'))).toBe(false);
    expect(readFileSync(join(place, 'made', 'calls.test.yaml'), 'utf8')).toContain(
      'policies: ["../before-after/allow-all.yaml"]',
    );
    expect(run('made').exit).toBe(0);
  });

  it('says all of it to a program', () => {
    const { exit, stdout } = run('gen', '--config', 'policies/lab/aegis.yaml', '--out', 'told', '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      disagreements: [],
      problems: [],
      lifecycle: { unreached: [], unfired: [], disagreements: [] },
      leftOut: [expect.stringContaining('no-drop'), expect.stringContaining('no-unscoped-write')],
      findings: [
        { kind: 'shadowed', id: 'no-drop', call: { role: 'cleaner', tool: 'postgres__query' } },
        { kind: 'shadowed', id: 'no-alter' },
        { kind: 'shadowed', id: 'mask-pii-any' },
      ],
    });
  });

  it('writes over no file that it has not written', () => {
    cpSync(join(place, 'told'), join(place, 'own'), { recursive: true });
    writeFileSync(join(place, 'own', 'calls.test.yaml'), 'mine\n');
    const { exit, stderr } = run('gen', '--config', 'policies/lab/aegis.yaml', '--out', 'own');
    expect(exit).toBe(2);
    expect(stderr).toContain('`calls.test.yaml` is there, and was not generated');
    expect(readFileSync(join(place, 'own', 'calls.test.yaml'), 'utf8')).toBe('mine\n');
  });

  it('says what is wrong with a call and with a configuration', () => {
    expect(run('gen')).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('name a directory with `--out`'),
    });
    const missing = run('gen', '--config', 'none.yaml', '--out', 'made');
    expect(missing).toMatchObject({ exit: 2, stderr: expect.stringContaining('none.yaml') });
    writeFileSync(join(place, 'file'), 'mine\n');
    const taken = run('gen', '--config', 'policies/lab/aegis.yaml', '--out', 'file');
    expect(taken).toMatchObject({
      exit: 2,
      stdout: '',
      stderr: expect.stringContaining('it is to be a directory, and a file is there'),
    });
    expect(run('gen', '--help').stdout).toContain('aegis test gen --out DIR');
  });
});
