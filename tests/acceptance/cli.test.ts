// The front doors as a person and a script use them: words, JSON, exit codes, and the line at fault by its number.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainFiles, journal, startKernel, verb } from './kernel.js';
import { type Lake, main, makeLake } from './lake.js';
import { tracesIn } from './traces.js';

let lake: Lake;
let denied: string;
let validated: string;
beforeAll(async () => {
  lake = makeLake();
  const kernel = await startKernel(lake);
  await kernel.call('postgres__query', { sql: 'SELECT * FROM silver.customers' });
  denied = (await kernel.call('postgres__execute', { sql: 'DROP TABLE silver.customers' })).decision;
  await kernel.call('aegis__validate', { dataset: 'silver.customers' });
  validated = journal(lake).find((one) => one.body.tool === 'aegis__validate')?.decision ?? '';
  await kernel.close();
});
afterAll(() => lake?.remove());

const aegis = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], { encoding: 'utf8' });
  return { exit: status, stdout, stderr };
};

describe('every door', () => {
  it('is named by the help, which says where to begin', () => {
    const { exit, stdout } = aegis('--help');
    expect(exit).toBe(0);
    for (const word of ['serve', 'demo', 'check', 'explain', 'status', 'audit', 'Start with'])
      expect(stdout).toContain(word);
    expect(aegis().stdout).toBe(stdout);
    expect(aegis('--version').stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each(['serve', 'demo', 'check', 'explain', 'status', 'audit'])(
    '%s --help teaches it and its exit codes',
    (word) => {
      const { exit, stdout, stderr } = aegis(word, '--help');
      expect([exit, stderr]).toEqual([0, '']);
      expect(stdout).toContain(`aegis ${word}`);
      expect(stdout).toMatch(/[Ee]xit/);
    },
  );

  it.each([
    [['bake']],
    [['check', '--colour']],
    [['audit']],
    [['audit', 'burn']],
    [['explain']],
    [['check', 'aegis.yaml']],
    [['serve', 'now']],
    [['status', 'all']],
    [['demo', '/tmp']],
    [['explain', 'one', 'two']],
    [['audit', 'verify', 'kernel-1']],
    [['check', '--keep', 'x']],
    [['status', '--head', 'x']],
  ])('a call it cannot read exits with 2 and shows the help: %j', (words) => {
    const { exit, stdout, stderr } = aegis(...words);
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/aegis .*\n[\s\S]*aegis (audit|check|demo|explain|serve|status)/);
  });

  it.each([['check'], ['serve'], ['status'], ['audit', 'verify'], ['explain', 'x']])(
    'a configuration that is not there exits with 2 and is named: %s',
    (...words) => {
      const { exit, stderr } = aegis(...words, '--config', '/nowhere/aegis.yaml');
      expect(exit).toBe(2);
      expect(stderr).toContain('/nowhere/aegis.yaml');
    },
  );
});

describe('check', () => {
  it('says what it read', () => {
    const { exit, stdout } = verb(lake, 'check');
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /\d+ tools, 9 datasets, 6 grants, 6 rules, 5 masks, 1 budgets, role cleaner: no problems/,
    );
    const facts = JSON.parse(verb(lake, 'check', '--json').stdout);
    expect(facts).toMatchObject({ ok: true, problems: [], warnings: [], role: 'cleaner', datasets: 9 });
  });

  it('warns of a role that no grant names, and starts nothing', () => {
    const other = makeLake({ role: 'stranger' });
    const { exit, stderr } = verb(other, 'check');
    expect([exit, /no grant names the role `stranger`/.test(stderr)]).toEqual([0, true]);
    expect(other.has('state')).toBe(false);
    other.remove();
  });

  it('names every problem of every file at once, by file, line and column', () => {
    const manifest =
      'version: 1\nsystem: odd\nlaunch: { argv: [node] }\ntools:\n  look: { can: peek, description: d }\n';
    const policy =
      "version: 1\nlimit:\n  - { id: x, when: 'effects.wrote.size() > 0', at-most: { rows: 1 } }\n";
    const broken = makeLake({
      manifests: { 'odd.yaml': manifest },
      policies: { 'more.yaml': policy },
    });
    const { exit, stdout, stderr } = verb(broken, 'check');
    expect([exit, stdout]).toEqual([2, '']);
    for (const place of [/odd\.yaml:5:\d+: /, /more\.yaml:3:\d+: /]) expect(stderr).toMatch(place);
    expect(stderr).toContain('effects.wrote');
    const { ok, problems } = JSON.parse(verb(broken, 'check', '--json').stdout);
    expect([ok, problems.length >= 2]).toEqual([false, true]);
    expect(verb(broken, 'serve')).toMatchObject({ exit: 2, stdout: '' });
    broken.remove();
  });

  it('names an unknown key of the configuration itself, and the one that was meant', () => {
    const broken = makeLake({ limits: 'limit: {}' });
    const { exit, stderr } = verb(broken, 'check');
    expect(exit).toBe(2);
    expect(stderr).toMatch(/aegis\.yaml:6:1: unknown key `limit`\n.*did you mean `limits`/);
    broken.remove();
  });

  it('is not kept from a file by what is wrong with another, or with the configuration that names them', () => {
    const broken = makeLake({
      role: 'claener',
      limits: 'limit: {}',
      manifests: { 'odd.yaml': 'version: 1\nsystem: [\n' },
      policies: { 'more.yaml': 'version: 1\nforbid:\n  - { id: x, when: effects.wrote }\n' },
    });
    rmSync(join(broken.directory, 'secrets', 'lake-dsn'));
    const { exit, stderr } = verb(broken, 'check');
    expect(exit).toBe(2);
    for (const told of [
      /aegis\.yaml:6:1: unknown key `limit`/,
      /odd\.yaml:\d+:\d+: /,
      /postgres\.yaml:\d+:\d+: secret `DATABASE_URL` cannot be resolved: .*does not exist/,
      /more\.yaml:3:\d+: .*wrote/,
      /warning: no grant names the role `claener`.*did you mean `cleaner`/,
    ])
      expect(stderr).toMatch(told);
    broken.remove();
  });

  it('of a secret that others can read: serve refuses to start and says what to do', () => {
    const open = makeLake();
    writeFileSync(join(open.directory, 'secrets', 'lake-dsn'), 'x');
    rmSync(join(open.directory, 'secrets', 'lake-dsn'));
    writeFileSync(join(open.directory, 'secrets', 'lake-dsn'), 'sqlite:/very-secret', { mode: 0o644 });
    const { exit, stderr } = verb(open, 'serve');
    expect([exit, /lake-dsn|postgres\.yaml/.test(stderr), /chmod 600/.test(stderr)]).toEqual([2, true, true]);
    expect(verb(open, 'check').stderr).toMatch(
      /postgres\.yaml:\d+:\d+: secret `DATABASE_URL` cannot.*chmod 600/,
    );
    expect(stderr).not.toContain('very-secret');
    open.remove();
  });
});

describe('explain', () => {
  it('tells a denial: what was asked, the rule and its reason', () => {
    const { exit, stdout } = verb(lake, 'explain', denied);
    expect(exit).toBe(0);
    for (const told of [
      'postgres__execute',
      'DROP TABLE silver.customers',
      'no-destructive-ops/no-drop',
      'forbidden',
    ])
      expect(stdout).toContain(told);
  });

  it('tells the calls that were made on behalf of one', () => {
    const { stdout } = verb(lake, 'explain', validated, '--json');
    const tools = JSON.parse(stdout).entries.map((one: { body: { tool: string } }) => one.body.tool);
    expect(new Set(tools)).toEqual(new Set(['aegis__validate', 'postgres__check_table']));
  });

  it('exits with 1 for a decision that nobody made', () => {
    expect(verb(lake, 'explain', 'nobody')).toMatchObject({ exit: 1, stdout: '' });
  });
});

describe('status', () => {
  it('counts what was decided', () => {
    const { exit, stdout } = verb(lake, 'status');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/kernel-1: no writer, \d+ entries, .*1 denied.*0 open/);
    const [chain] = JSON.parse(verb(lake, 'status', '--json').stdout).chains;
    expect(chain).toMatchObject({ chain: 'kernel-1', writer: null, decided: { denied: 1 }, open: 0 });
  });

  it('is told before any kernel has written', () => {
    const fresh = makeLake();
    expect(verb(fresh, 'status')).toMatchObject({ exit: 0, stdout: expect.stringContaining('no kernel') });
    expect(verb(fresh, 'audit', 'verify').exit).toBe(1);
    expect(fresh.has('state')).toBe(false);
    fresh.remove();
  });
});

describe('audit tail', () => {
  it('shows the last entries, one a line, and with --json the raw ones', () => {
    const { stdout } = verb(lake, 'audit', 'tail', '--lines', '4');
    expect(stdout.trim().split('\n')).toHaveLength(4);
    expect(stdout).toContain('stop');
    const raw = verb(lake, 'audit', 'tail', '--json', '--lines', '1000').stdout;
    expect(raw).toBe(readFileSync(chainFiles(lake)[0] ?? '', 'utf8'));
    expect(tracesIn(raw + stdout)).toEqual([]);
    expect(verb(lake, 'audit', 'tail', '--lines', 'many').exit).toBe(2);
  });
});

describe('audit verify', () => {
  const file = (): string => chainFiles(lake)[0] ?? '';
  const kept = (): Buffer => readFileSync(file());

  /** What verify says of a chain that somebody has changed; the chain is put back. */
  function tampered(change: (lines: string[]) => readonly string[]) {
    const before = kept();
    writeFileSync(file(), `${change(before.toString('utf8').trimEnd().split('\n')).join('\n')}\n`);
    const told = verb(lake, 'audit', 'verify');
    writeFileSync(file(), before);
    return told;
  }

  it('finds the chain whole, and again with the head that was noted elsewhere', () => {
    const { exit, stdout } = verb(lake, 'audit', 'verify');
    expect([exit, /kernel-1: whole/.test(stdout)]).toEqual([0, true]);
    const [, head = ''] = /head (\d+:[0-9a-f]{64})/.exec(stdout) ?? [];
    expect(verb(lake, 'audit', 'verify', '--head', head).exit).toBe(0);
    expect(
      verb(
        lake,
        'audit',
        'verify',
        '--head',
        head.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      ).exit,
    ).toBe(1);
    expect(verb(lake, 'audit', 'verify', '--head', 'x').exit).toBe(2);
  });

  it.each([
    [
      'one sign of a line',
      5,
      (lines: string[]) => lines.map((line, at) => (at === 4 ? line.replace('"at":1', '"at":2') : line)),
    ],
    ['a line taken out', 5, (lines: string[]) => lines.filter((_, at) => at !== 4)],
    [
      'two lines in each other’s place',
      5,
      (lines: string[]) => [...lines.slice(0, 4), lines[5] ?? '', lines[4] ?? '', ...lines.slice(6)],
    ],
    ['a line said twice', 6, (lines: string[]) => [...lines.slice(0, 5), lines[4] ?? '', ...lines.slice(5)]],
    ['a line that is no entry', 3, (lines: string[]) => lines.map((line, at) => (at === 2 ? '{}' : line))],
  ])('names the line: %s', (_, line, change) => {
    const { exit, stdout } = tampered(change);
    expect(exit).toBe(1);
    // A changed line shows at the line whose `prev` no longer fits, which is the next.
    expect(stdout).toMatch(new RegExp(`NOT whole: line (${line}|${line + 1})\\b`));
  });

  it('finds a chain cut behind its last signed head, by the head kept in the second place', () => {
    const { exit, stdout } = tampered((lines) => lines.slice(0, -2));
    expect([exit, /NOT whole/.test(stdout)]).toEqual([1, true]);
  });

  it('of a chain whose key is gone is not whole', () => {
    const key = join(lake.state, 'keys', 'signing.pem');
    const before = readFileSync(key);
    rmSync(key);
    expect(verb(lake, 'audit', 'verify').exit).toBe(1);
    mkdirSync(dirname(key), { recursive: true });
    writeFileSync(key, before, { mode: 0o600 });
    expect(verb(lake, 'audit', 'verify').exit).toBe(0);
  });
});
