// `aegis test` as a program: what it prints, what it answers, and what it makes of files that are wrong.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from './demo-run.js';
import { until } from './kernel.js';

const made: string[] = [];
let place = '';
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'aegis-policy-tests-'));
  made.push(place);
  cpSync('policies', place, { recursive: true });
});
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

function run(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'test', ...words], {
    cwd: place,
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { exit: status, stdout, stderr };
}

const head = (more = ''): string =>
  `version: 1\nconfig: lab/aegis.yaml\npolicies: [default.yaml]\n${more}tests:\n`;
const write = (text: string): void => writeFileSync(join(place, 'own.test.yaml'), text);

const wrongly = `${head()}  - name: an analyst drops what it likes
    role: analyst
    tool: postgres__execute
    args: { sql: DROP TABLE silver.orders }
    expect: { allow: {} }
  - name: gold is filled from anything
    tool: postgres__execute
    args: { sql: "INSERT INTO gold.customers SELECT * FROM silver.customers" }
    expect: { deny: { code: forbidden } }
`;

describe('the tests of the shipped policy', () => {
  it('pass, and there is no line of it that they are not about', () => {
    const { exit, stdout, stderr } = run('default.test.yaml', '--every-line');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/(\d+) of \1 passed; of \d+ lines \d+ decided, 4 spoke, 0 silent/);
    expect(exit).toBe(0);
  });

  it('are found beside the policies of a configuration', () => {
    const { exit, stdout } = run('--config', 'lab/aegis.yaml');
    expect(stdout).toContain(`${join(place, 'default.test.yaml')}: `);
    expect(exit).toBe(0);
  });

  it('leave nothing behind: no state, no journal', () => {
    run('default.test.yaml');
    expect(existsSync(join(place, 'lab', 'state'))).toBe(false);
  });

  it.each([
    ['forbid', / {6}- id: no-unscoped-write\n.*\n.*\n/, 'a delete without a WHERE is denied'],
    ['grant', / {2}- \{ id: vouch.*\n/, 'a cleaner vouches for silver'],
    ['mask', / {6}- \{ class: pii.email.*\n/, 'a person leaves as a token, four digits and nothing'],
    [
      'limit',
      / {6}- id: row-guard[\s\S]*?at-most.*\n/,
      'a delete by a predicate runs within a bound of rows',
    ],
  ])('fail when a %s is taken out of the policy', (_, line, name) => {
    const policy = join(place, 'default.yaml');
    const whole = readFileSync(policy, 'utf8');
    const less = whole.replace(line, '').replace(/ {4}limit:\n(?= *\n)/, '');
    expect(less).not.toBe(whole);
    writeFileSync(policy, less);
    const { exit, stdout } = run('default.test.yaml');
    expect(stdout).toContain(name);
    expect(exit).toBe(1);
  });
});

describe('a test that fails', () => {
  it('shows the call, what was expected, what came, who decided and the nearest way out', () => {
    write(wrongly);
    const { exit, stdout } = run('own.test.yaml');
    for (const line of [
      '  not so: own.test.yaml:5 an analyst drops what it likes',
      'call        postgres__execute {"sql":"DROP TABLE silver.orders"} as analyst',
      'expected    decision: allowed; got denied (forbidden) in capability',
      'rule        no-destructive-ops/no-drop (what an agent destroys, nobody can audit back)',
      'way out     delete rows by key, or ask an operator to drop it',
      'expected    code: forbidden; got precondition-failed',
      'way out     aegis__validate {"dataset":"silver.customers"}',
      'own.test.yaml: 0 of 2 passed',
    ])
      expect(stdout).toContain(line);
    expect(exit).toBe(1);
  });

  it('is told as JSON, with what was decided', () => {
    write(wrongly);
    const { exit, stdout } = run('own.test.yaml', '--json');
    const { ok, files } = JSON.parse(stdout);
    expect(ok).toBe(false);
    expect(files[0]).toMatchObject({ file: 'own.test.yaml', passed: 0, failed: 2 });
    expect(files[0].tests[1].judged).toMatchObject({ code: 'precondition-failed', phase: 'precondition' });
    expect(exit).toBe(1);
  });

  it('is told as JUnit XML, with nothing in it that ends the XML early', () => {
    write(wrongly.replace('an analyst drops', '"<&\\u0007> drops').replace('it likes', 'it likes"'));
    const { exit } = run('own.test.yaml', '--junit', 'report.xml');
    const xml = readFileSync(join(place, 'report.xml'), 'utf8');
    expect(xml).toContain('<testsuite name="own.test.yaml" tests="2" failures="2" errors="0">');
    expect(xml).toContain('name="&lt;&amp;&gt; drops what it likes"');
    expect(exit).toBe(1);
    // A second run takes the place of the first.
    expect(run('default.test.yaml', '--junit', 'report.xml').exit).toBe(0);
    expect(readFileSync(join(place, 'report.xml'), 'utf8')).not.toContain('<failure');
  });
});

describe('a line that no test is about', () => {
  const one = `${head()}  - name: an analyst lists\n    role: analyst\n    tool: postgres__list_tables\n    expect: { allow: {} }\n`;

  it('is told, and fails the run where that is asked for', () => {
    write(one);
    const { exit, stdout } = run('own.test.yaml');
    const [, lines, silent] = /of (\d+) lines 1 decided, 0 spoke, (\d+) silent/.exec(stdout) ?? [];
    expect(Number(silent)).toBeGreaterThan(10);
    expect(Number(lines)).toBe(Number(silent) + 1);
    expect(exit).toBe(0);
    const strict = run('own.test.yaml', '--every-line');
    expect(strict.stdout).toContain('not so: every line speaks; silent: read, tidy');
    expect(strict.exit).toBe(1);
  });
});

describe('several files', () => {
  const reads = `${head()}  - name: an analyst reads\n    role: analyst\n    tool: postgres__query\n    args: { sql: SELECT id FROM silver.orders }\n    expect: { allow: {} }\n`;
  const lists = `${head()}  - name: an analyst lists\n    role: analyst\n    tool: postgres__list_tables\n    expect: { allow: {} }\n`;

  it('about the same policies count together: a line that one is silent about is not silent', () => {
    write(reads);
    writeFileSync(join(place, 'other.test.yaml'), lists);
    const { exit, stdout } = run('own.test.yaml', 'other.test.yaml', 'default.test.yaml', '--every-line');
    expect(stdout).toContain('own.test.yaml: 1 of 1 passed\nother.test.yaml: 1 of 1 passed\n');
    expect(stdout).toMatch(/3 files: (\d+) of \1 passed; of \d+ lines \d+ decided, 4 spoke, 0 silent/);
    expect(stdout.match(/^ {2}grant {3}look/gm)).toHaveLength(1);
    expect(exit).toBe(0);
    const two = run('own.test.yaml', 'other.test.yaml', '--json');
    const { coverage } = JSON.parse(two.stdout);
    expect(coverage).toHaveLength(1);
    expect(coverage[0]).toMatchObject({ files: ['own.test.yaml', 'other.test.yaml'] });
    expect(coverage[0].lines).toContainEqual({
      id: 'look',
      kind: 'grant',
      cover: 'decided',
      tests: ['an analyst lists'],
    });
  });

  it('about others count apart', () => {
    write(reads);
    writeFileSync(
      join(place, 'narrow.yaml'),
      'version: 1\ngrant: [{ id: all, to: [analyst], can: [list], datasets: ["*"] }]\n',
    );
    writeFileSync(join(place, 'other.test.yaml'), lists.replace('[default.yaml]', '[narrow.yaml]'));
    const { stdout } = run('own.test.yaml', 'other.test.yaml');
    expect(stdout).toMatch(/^own\.test\.yaml: 1 of 1 passed; of \d\d lines 1 decided/m);
    expect(stdout).toContain('other.test.yaml: 1 of 1 passed; of 1 lines 1 decided');
  });
});

describe('what is wrong', () => {
  it.each([
    ['policies', 'gone.yaml'],
    ['policies', '{elsewhere}/gone.yaml'],
    ['config', 'gone.yaml'],
  ])('with a file that the `%s` of a test file names is told at the line that names it', (key, name) => {
    const named = `${key}: ${key === 'config' ? name : `["${name}"]`}`;
    const text = `${head()}  - name: a\n    tool: t\n    expect: { deny: { code: unknown-tool } }\n`;
    write(text.replace(new RegExp(`^${key}: .*$`, 'm'), named));
    const { exit, stderr } = run('own.test.yaml');
    expect(stderr).toMatch(key === 'config' ? /^own\.test\.yaml:2:9: / : /^own\.test\.yaml:3:12: /);
    expect(stderr).toContain('gone.yaml` is missing');
    expect(exit).toBe(2);
  });

  it('with a directory that holds no tests, or a link to itself, is told by its name', () => {
    mkdirSync(join(place, 'bare'));
    symlinkSync('round.test.yaml', join(place, 'round.test.yaml'));
    const { exit, stdout, stderr } = run('bare', 'round.test.yaml', 'default.test.yaml');
    expect(stderr).toContain('bare:1:1: `bare` holds no policy tests that can be read\n');
    expect(stderr).toContain('round.test.yaml:1:1: ');
    expect(stdout).toContain('default.test.yaml: ');
    expect(exit).toBe(2);
  });

  it('with a test file and its configuration is told together, each with its place, and nothing is run', () => {
    write('version: 1\nconfig: other.yaml\ntests:\n  - name: a\n    tool: t\n    expect: { deny: {} }\n');
    writeFileSync(
      join(place, 'other.yaml'),
      'version: 1\nrole: cleaner\nmanifests: [none.yaml]\npolicies: [default.yaml]\nstate: s\n',
    );
    const { exit, stdout, stderr } = run('own.test.yaml');
    expect(stdout).toBe('');
    expect(stderr).toMatch(/own\.test\.yaml:6:\d+: /);
    expect(stderr).toMatch(/other\.yaml:3:\d+: .*none\.yaml` is missing/);
    expect(exit).toBe(2);
  });

  it.each([
    ['a file that is not there', 'none.test.yaml', '`none.test.yaml` is missing'],
    ['no tests beside the policies', '', 'no policy that it names has tests beside it'],
  ])('with %s says what to do', (_, word, told) => {
    rmSync(join(place, 'default.test.yaml'));
    const { exit, stderr } = run('--config', 'lab/aegis.yaml', ...(word === '' ? [] : [word]));
    expect(stderr).toContain(told);
    expect(stderr).toContain('<policy>.test.yaml');
    expect(exit).toBe(2);
  });

  it.each([
    ['is not there', 'snap.json', '`snap.json` is missing'],
    ['is something else', 'default.yaml', '`default.yaml` is not a snapshot'],
    ['is of an engine that nobody reads', 'old.json', 'the structure of `postgres` is not taken'],
  ])('with a snapshot that %s is told at its line', (_, file, told) => {
    const old = { digest: 'd', engine: { name: 'sqlite', version: '3.1.0' }, statements: [] };
    writeFileSync(join(place, 'old.json'), JSON.stringify(old));
    write(
      `${head(`structures: { postgres: { snapshot: ${file} } }\n`)}  - name: a\n    tool: t\n    expect: { deny: { code: unknown-tool } }\n`,
    );
    const { exit, stderr } = run('own.test.yaml');
    expect(stderr).toMatch(/own\.test\.yaml:4:/);
    expect(stderr).toContain(told);
    expect(exit).toBe(2);
  });
});

describe('the structure that a test gives', () => {
  it('is what its statements are read over, views and triggers included', () => {
    write(`${head(`structures:
  postgres:
    statements:
      - CREATE TABLE silver.orders (id INTEGER PRIMARY KEY, customer_id, amount, status)
      - CREATE TABLE protected.salaries (employee_id INTEGER PRIMARY KEY, amount)
      - CREATE VIEW silver.pay AS SELECT id FROM silver.orders
`)}  - name: a view that no manifest lists is not read
    tool: postgres__query
    args: { sql: SELECT id FROM silver.pay }
    expect: { deny: { code: unknown-dataset } }
  - name: a table of the catalog that the structure has not is not understood
    tool: postgres__query
    args: { sql: SELECT id FROM silver.customers }
    expect: { deny: { code: not-understood } }
`);
    const { exit, stdout } = run('own.test.yaml');
    expect(stdout).toContain('2 of 2 passed');
    expect(exit).toBe(0);
  });
});

describe('watching', () => {
  it('runs again when a file that was read changes, also one that is replaced, and stops when it is told to', async () => {
    const child = spawn(process.execPath, [main, 'test', 'default.test.yaml', '--watch'], { cwd: place });
    started.push(child);
    const said = { out: '', err: '' };
    child.stdout?.on('data', (part: Buffer) => {
      said.out += part.toString();
    });
    child.stderr?.on('data', (part: Buffer) => {
      said.err += part.toString();
    });
    const runs = (): number => said.err.split('waiting for a change').length - 1;
    await until('the first run', () => runs() === 1, 60_000);
    const lines = Number(/of (\d+) lines/.exec(said.out)?.[1]);

    const policy = join(place, 'default.yaml');
    const text = readFileSync(policy, 'utf8');
    writeFileSync(`${policy}.new`, text.replace(/ {2}- \{ id: vouch.*\n/, ''));
    renameSync(`${policy}.new`, policy);
    await until('the second run', () => said.out.includes(`of ${lines - 1} lines`), 60_000);
    expect(said.out).toContain('not so: default.test.yaml');
    await until('the end of the second run', () => runs() >= 2, 60_000);

    const exit = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await exit).toBe(1);
  });
});
