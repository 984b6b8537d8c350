// How a system is started: placeholders, paths, and where secrets may stand.
import { describe, expect, it } from 'vitest';
import type { Launch } from '../../../src/manifest/manifest.js';
import { fillPlaceholders, unknownPlaceholders } from '../../../src/manifest/placeholder.js';
import { compiled, problemsOf } from './compiling.js';

/** What is given begins on line 4. */
const manifest = (...launch: readonly string[]): string =>
  ['version: 1', 'system: lake', 'launch:', ...launch.map((line) => `  ${line}`), 'tools: {}', ''].join('\n');

const launchOf = (text: string, dev = false): Launch | 'native' | undefined =>
  compiled([text], { dev }).registry.manifests[0]?.launch;

describe('a launch', () => {
  it('has its defaults', () => {
    expect(launchOf(manifest('argv: [node, x.js]'))).toEqual({
      argv: ['node', 'x.js'],
      env: {},
      cwd: '/conf',
      secrets: {},
      concurrency: 8,
      queue: 64,
    });
  });

  it('has its placeholders filled in argv, env, cwd and the paths of secrets', () => {
    const text = manifest(
      'argv: [node, "{package}/a.js", "--state={state}/x"]',
      'env: { B: "{config}/b" }',
      'cwd: "{state}"',
      'secrets: { S: "file:{config}/s", T: "exec:{config}/t --of {state}" }',
    );
    expect(launchOf(text)).toMatchObject({
      argv: ['node', '/pkg/a.js', '--state=/state/x'],
      env: { B: '/conf/b' },
      cwd: '/state',
      secrets: {
        S: { kind: 'file', path: '/conf/s' },
        T: { kind: 'exec', argv: ['/conf/t', '--of', '/state'] },
      },
    });
  });

  it.each([
    [['argv: [node, "{home}/x"]'], '4:16 placeholder `{home}` is not known'],
    [['argv: [x]', 'env: { A: "{HOME}" }'], '5:13 placeholder `{HOME}` is not known'],
    [['argv: [x]', 'cwd: "/a/{user}"'], '5:8 placeholder `{user}` is not known'],
    [['argv: [x]', 'secrets: { S: "file:/{run}/s" }'], '5:17 placeholder `{run}` is not known'],
    [['argv: [x]', 'cwd: a'], '5:8 the path is not absolute'],
    [['argv: [x]', 'secrets: { S: "file:s" }'], '5:17 the path is not absolute'],
    [['argv: [x]', 'secrets: { S: "hunter2" }'], '5:17 secret `S` is not a reference'],
    [['argv: [x]', 'secrets: { S: "file:" }'], '5:17 secret `S` is not a reference'],
    [['argv: [x]', 'secrets: { S: "exec: " }'], '5:17 secret `S` is not a reference'],
    [['argv: [x]', 'secrets: { S: "vault:a" }'], '5:17 secret `S` is not a reference'],
    [['argv: [x]', 'secrets: { S: "env:A B" }'], '5:17 secret `S` names no environment variable'],
    [
      ['argv: [x]', 'env: { S: a }', 'secrets: { S: "file:/s" }'],
      '6:14 `S` is both in `env` and in `secrets`',
    ],
    [['argv: []'], '4:9 `argv` must have at least 1 entry'],
    [['argv: [x]', 'env: { "A=B": c }'], '5:10 `A=B` is not a name that is allowed here'],
    [['argv: [x]', 'shell: true'], '5:3 unknown key `shell` in `launch`'],
    [['argv: [x]', 'concurrency: 0'], '5:16 `concurrency` must be at least 1'],
  ])('%j is refused', (launch, problem) => {
    const found = problemsOf([manifest(...launch)]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`m1.yaml:${problem}`);
  });

  it('never shows what stands where a reference should', () => {
    expect(problemsOf([manifest('argv: [x]', 'secrets: { S: "hunter2" }')]).join()).not.toContain('hunter2');
  });
});

describe('a variable that acts on a program before its first line', () => {
  const names = [
    ...['NODE_OPTIONS', 'NODE_ENV', 'node_options', 'LD_PRELOAD', 'LD_LIBRARY_PATH', 'DYLD_INSERT_LIBRARIES'],
    ...['npm_config_registry', 'NPM_TOKEN', 'PYTHONPATH', 'PYTHONSTARTUP', 'BASH_ENV', 'ENV', 'PERL5LIB'],
    ...['PERL5OPT', 'RUBYOPT', 'JAVA_TOOL_OPTIONS', '_JAVA_OPTIONS', 'GIT_SSH_COMMAND', 'GCONV_PATH'],
    ...['SSLKEYLOGFILE', 'OPENSSL_CONF', 'IFS', 'PS4', 'SHELLOPTS', 'GLIBC_TUNABLES'],
  ];

  it.each(names)('%s is refused in env and in secrets, with its line', (name) => {
    const told = `\`${name}\` acts on a program before its first line | remove it, or say in \`launch.env-reasons\` why this system needs it`;
    expect(problemsOf([manifest('argv: [x]', `env: { ${name}: a }`)])).toEqual([`m1.yaml:5:10 ${told}`]);
    expect(problemsOf([manifest('argv: [x]', `secrets: { ${name}: "file:/s" }`)])).toEqual([
      `m1.yaml:5:14 ${told}`,
    ]);
  });

  it('stands where a reason stands beside it', () => {
    const text = manifest(
      'argv: [x]',
      'env: { NODE_OPTIONS: "--max-old-space-size=99" }',
      'env-reasons: { NODE_OPTIONS: "its tables need a larger heap" }',
    );
    expect(launchOf(text)).toMatchObject({ env: { NODE_OPTIONS: '--max-old-space-size=99' } });
  });

  it.each([
    ['NODE_OPTIONS', '6:18 `NODE_OPTIONS` is neither in `env` nor in `secrets`'],
    ['TZ', '6:18 `TZ` needs no reason'],
  ])('a reason for %s that is none is refused', (name, problem) => {
    const found = problemsOf([
      manifest('argv: [x]', 'env: { TZ: UTC }', `env-reasons: { ${name}: "because I say so" }`),
    ]);
    expect(found).toEqual([`m1.yaml:${problem} | remove the reason`]);
  });

  it('of the kernel itself is refused with any reason', () => {
    const found = problemsOf([
      manifest('argv: [x]', 'env: { AEGIS_WARD: a }', 'env-reasons: { AEGIS_WARD: "to be left alone" }'),
    ]);
    expect(found).toEqual(["m1.yaml:5:10 `AEGIS_WARD` is the kernel's own | use another name"]);
  });

  it.each([
    'TZ',
    'PATH',
    'HOME',
    'LANG',
    'DATABASE_URL',
    'BUCKET_DIR',
    'ENVIRONMENT',
    'NODES',
    'GITHUB_TOKEN',
  ])('%s is none', (name) => {
    expect(launchOf(manifest('argv: [x]', `env: { ${name}: a }`))).toMatchObject({ env: { [name]: 'a' } });
  });
});

describe('a secret in the environment', () => {
  const text = manifest('argv: [x]', 'secrets: { S: "env:LAKE" }');

  it('is refused', () => {
    expect(problemsOf([text])).toEqual([
      'm1.yaml:5:17 secret `S` is read from the environment | use `file:` or `exec:`, or start with `--dev`',
    ]);
  });

  it('is allowed for development', () => {
    expect(launchOf(text, true)).toMatchObject({ secrets: { S: { kind: 'env', name: 'LAKE' } } });
  });
});

describe('placeholders', () => {
  it('are not looked for in what a place holds', () => {
    const places = { package: '/{state}', config: '/c', state: '/s' };
    expect(fillPlaceholders('{package}/x', places)).toBe('/{state}/x');
  });

  it('leave other braces alone', () => {
    expect(unknownPlaceholders('{"a": 1} {} { x }')).toEqual([]);
  });
});
