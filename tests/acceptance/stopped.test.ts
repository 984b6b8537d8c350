// Verbs that make something for a while, told to stop in the middle of it: it is gone, with every process of theirs, and the exit code is the signal's.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from './demo-run.js';
import { until } from './kernel.js';

let home = '';
let temporary = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'aegis-stopped-'));
  temporary = join(home, 'tmp');
  mkdirSync(temporary);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Stop {
  readonly signal: 'SIGINT' | 'SIGTERM';
  /** To the verb alone, or to its whole group as a terminal does. */
  readonly to: 'one' | 'group';
  readonly when: (said: string) => boolean;
}

const below = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' });

/** Every process on this machine whose words or environment name the temporary directory. */
const leftOver = (): readonly string[] =>
  process.platform !== 'linux'
    ? []
    : readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .filter((pid) => {
          try {
            return ['cmdline', 'environ'].some((file) =>
              readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(temporary),
            );
          } catch {
            return false;
          }
        });

async function stopped(words: readonly string[], { signal, to, when }: Stop) {
  const child = spawn(process.execPath, [main, ...words], {
    cwd: home,
    detached: true,
    env: { PATH: process.env.PATH ?? '', TMPDIR: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise((resolve) => child.once('exit', (code, by) => resolve(code ?? by)));
  // The last that holds the pipe has ended: what the verb started as well.
  const closed = new Promise((resolve) => child.once('close', resolve));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await until('the middle of it', () => when(said), 60_000);
  // It was spawned, and has spoken or written: it has a pid.
  const pid = child.pid ?? 0;
  process.kill(to === 'group' ? -pid : pid, signal);
  const exit = await exited;
  const left = readdirSync(temporary);
  await closed;
  await until('its processes end', () => leftOver().length === 0);
  return { exit, left, later: readdirSync(temporary), said };
}

const script = `calls:
  a: {"tool":"aegis__validate","args":{"dataset":"silver.customers"}}
  b: {"tool":"postgres__execute","args":{"sql":"DELETE FROM silver.customers WHERE id = 1"}}
steps:
${Array.from({ length: 400 }, () => '  - a: begin\n  - outside: silver.customers').join('\n')}
`;

const typed = { signal: 'SIGINT', to: 'group', code: 130 } as const;
const sent = { signal: 'SIGINT', to: 'one', code: 130 } as const;
const ended = { signal: 'SIGTERM', to: 'one', code: 143 } as const;

it.each([sent, ended])(
  'a sandbox is gone when a run of a script gets $signal ($to)',
  async ({ code, ...how }) => {
    const manifests = ['postgres', 's3'].map((name) => `"{package}/manifests/${name}.yaml"`).join(', ');
    const config = `version: 1\nrole: cleaner\nmanifests: [${manifests}]\npolicies: ["{package}/policies/default.yaml"]\nstate: ./state\n`;
    writeFileSync(join(home, 'aegis.yaml'), config);
    writeFileSync(join(home, 'way.yaml'), script);
    const when = () => below(temporary).some((path) => path.endsWith('.jsonl'));
    const { exit, left, later, said } = await stopped(['explore', '--run', 'way.yaml'], { ...how, when });
    expect({ exit, left, later, said }).toEqual({
      ...{ exit: code, left: [], later: [] },
      said: 'aegis explore: told to stop\n',
    });
  },
  120_000,
);

it.each([typed, ended])(
  'the lake of a demo is gone when it gets $signal ($to)',
  async ({ code, ...how }) => {
    const when = (said: string) => said.includes('read-silver');
    const { exit, left, later, said } = await stopped(['demo'], { ...how, when });
    expect([exit, left, later]).toEqual([code, [], []]);
    expect(said).toContain('demo: told to stop');
  },
  120_000,
);

it('half a configuration is not left when init is told to stop', async () => {
  const when = () => below(home).some((path) => path.endsWith('lake-dsn'));
  const { exit } = await stopped(['init', 'place'], { signal: 'SIGTERM', to: 'one', when });
  expect([exit, below(home).filter((path) => /yaml|dsn|lake|bucket/.test(path))]).toEqual([143, []]);
}, 60_000);
