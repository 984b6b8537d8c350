// What could bend the start of a downstream: words for a shell in its command line, options in an argument, variables of the kernel (rows 38, 39, 40).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verb } from '../acceptance/kernel.js';
import { layOut, ledgerOf, type Met, meet } from './hostile.js';

const words = [
  '$(touch {config}/pwned)',
  '; touch {config}/pwned',
  '`touch {config}/pwned`',
  '| tee',
  '*',
  '--upload-pack=x',
];
const startup = {
  ...{
    CANARY: 'canary-variable',
    HOME: '/canary-home',
    LD_LIBRARY_PATH: '/canary-ld',
    PYTHONPATH: '/canary-python',
  },
  ...{
    NODE_OPTIONS: '--no-warnings',
    npm_config_registry: 'http://canary',
    BASH_ENV: '/canary-bash',
    ENV: '/canary-env',
  },
};

let met: Met;
beforeAll(async () => {
  met = await meet({ argv: words, env: startup });
});
afterAll(async () => {
  expect(await met.end()).toEqual([]);
});

const env = async () => (await met.kernel.call('foe__env', {})).content;

it('words for a shell in the command line of a manifest arrive as they are, and nothing runs them', async () => {
  const { argv } = await env();
  expect(argv).toEqual(words.map((word) => word.replace('{config}', met.ground.directory)));
  expect(existsSync(join(met.ground.directory, 'pwned'))).toBe(false);
});

it('a child has the environment of its manifest, its credential and its mark; its directory is the one that is written', async () => {
  const content = await env();
  expect(content.env).toEqual({
    ...{ HOSTILE_LOG: join(met.ground.directory, 'foe.log'), TOKEN: '[SECRET]' },
    AEGIS_WARD: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect(content.cwd).toBe(met.ground.directory);
  expect(met.everywhere()).not.toContain('canary-');
});

describe.each([
  '--upload-pack=touch /tmp/x',
  '-rf',
  '--',
  '-',
  '$(id)',
  '; id',
  '`id`',
  '{config}/x',
  '@/etc/passwd',
  '%s%n',
])('the argument %j', (say) => {
  it('arrives as the value it is, once, and the command line stays', async () => {
    const before = met.ground.arrived().length;
    expect((await met.kernel.call('foe__echo', { say })).code).toBe('allowed');
    expect(met.ground.arrived().slice(before)).toEqual([
      expect.objectContaining({ name: 'echo', arguments: { say } }),
    ]);
    expect((await env()).argv).toHaveLength(words.length);
  });
});

it('each call has one intent and one outcome', () => {
  const { intents, outcomes } = ledgerOf(met.entries());
  expect([...outcomes].sort()).toEqual([...intents].sort());
  expect(intents).toHaveLength(met.ground.arrived().length);
});

it.each(['NODE_OPTIONS', 'LD_PRELOAD', 'BASH_ENV', 'PYTHONPATH', 'npm_config_registry'])(
  'a manifest that sets %s without a reason is told by its line, and nothing starts',
  (name) => {
    const ground = layOut();
    const file = join(ground.directory, 'foe.yaml');
    const text = readFileSync(file, 'utf8');
    const place = `foe.yaml:${text.slice(0, text.indexOf('env: {')).split('\n').length}:10`;
    writeFileSync(file, text.replace('env: {', `env: { ${name}: "x",`));
    for (const word of ['check', 'serve']) {
      const { exit, stderr } = verb(ground, word);
      expect([exit, stderr.includes(place), stderr.includes(name)]).toEqual([2, true, true]);
    }
    expect(existsSync(join(ground.state, 'audit'))).toBe(false);
    ground.remove();
  },
);
