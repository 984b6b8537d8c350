// Ways out of the bucket over a whole kernel: keys that are paths, names beside a prefix, links, pipes, devices, and a race of names (rows 33-37).
import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journal, type Kernel, startKernel } from '../acceptance/kernel.js';
import { ledgerOf } from './hostile.js';

const root = join(import.meta.dirname, '..', '..');
const directory = mkdtempSync(join(tmpdir(), 'aegis-bucket-'));
const [bucket, outside] = [join(directory, 'bucket'), join(directory, 'outside')];
const canary = 'canary of the file outside';
const at = (...words: readonly string[]): string => join(bucket, 'silver', ...words);

let kernel: Kernel;
beforeAll(async () => {
  for (const made of [at(), outside, join(directory, 'silver-evil')]) mkdirSync(made, { recursive: true });
  writeFileSync(join(outside, 'x'), canary);
  writeFileSync(at('kept'), 'inside');
  const tee = join(import.meta.dirname, '..', 'fixtures', 'servers', 'tee.mjs');
  const shipped = readFileSync(join(root, 'manifests', 's3.yaml'), 'utf8');
  const argv = `argv: [node, "${tee}", "{config}/s3.log", "{package}/dist/downstreams/s3/main.js"]`;
  writeFileSync(join(directory, 's3.yaml'), shipped.replace(/argv: .*/, argv));
  const config = join(directory, 'aegis.yaml');
  const lines = ['version: 1', 'role: cleaner', 'manifests: ["{config}/s3.yaml"]'];
  writeFileSync(
    config,
    [...lines, 'policies: ["{package}/policies/default.yaml"]', 'state: ./state', ''].join('\n'),
  );
  kernel = await startKernel({ directory, config });
});
afterAll(async () => {
  await kernel.close();
  rmSync(directory, { recursive: true, force: true });
});

const arrived = (): number => {
  const log = join(directory, 's3.log');
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').length : 0;
};
const ledger = () => ledgerOf(journal({ state: join(directory, 'state') }));
/** Every tool that takes the key. */
const uses = (key: string): readonly (readonly [string, Readonly<Record<string, string>>])[] => [
  ['s3__get', { key }],
  ['s3__head', { key }],
  ['s3__put', { key, body: 'written' }],
  ['s3__delete', { key }],
  ['s3__copy', { source: key, key: 'silver/copied' }],
  ['s3__copy', { source: 'silver/kept', key }],
];
const isAsItWas = (): void => {
  expect(readdirSync(outside)).toEqual(['x']);
  expect(readFileSync(join(outside, 'x'), 'utf8')).toBe(canary);
  expect(readFileSync(at('kept'), 'utf8')).toBe('inside');
  expect(kernel.received()).not.toContain('canary of the file');
};

describe('a key that is a path', () => {
  it.each([
    ...[
      '..',
      '.',
      '/',
      '',
      '../outside/x',
      '../../outside/x',
      'silver/../../outside/x',
      'silver/..',
      'silver/../silver/kept',
    ],
    ...[
      'silver/./kept',
      './silver/kept',
      'silver//kept',
      '//silver/kept',
      '/etc/passwd',
      '/silver/kept',
      'silver/kept/',
    ],
    ...[
      'silver\\..\\..\\outside\\x',
      '..\\outside\\x',
      '\\\\host\\share\\x',
      'C:/outside/x',
      'file:///etc/passwd',
    ],
    ...[
      'silver/%2e%2e/%2e%2e/outside/x',
      'silver/..%2f..%2foutside%2fx',
      'silver/%252e%252e%252fx',
      '%2e%2e/outside/x',
    ],
    ...[
      'silver%2fkept',
      'silver/kept%00.png',
      'silver/kept\u0000',
      'silver/kept\u0000.png',
      'silver/\u202ex',
      'silver/\u200bx',
    ],
    ...[
      '\ufeffsilver/kept',
      'silver/kept\n',
      'silver/\tkept',

      'silver/e\u0301',
      'silver/..\u0000/x',
      'silver/\u007f',
    ],
  ])('%j is denied, recorded, and reaches no system', async (key) => {
    const [calls, denied] = [arrived(), ledger().denies.length];
    for (const [tool, args] of uses(key)) {
      const { code } = await kernel.call(tool, args);
      expect(['not-understood', 'unknown-dataset']).toContain(code);
    }
    expect([arrived() - calls, ledger().denies.length - denied]).toEqual([0, 6]);
    isAsItWas();
  });

  it.each([
    'silver-evil/x',
    'silverx',
    'Silver/x',
    'silver.x/y',
    'gold/exports-evil/x',
    'bronze-silver/x',
    'silver',
  ])('%j, beside a prefix and not under it, belongs to nobody', async (key) => {
    const calls = arrived();
    for (const [tool, args] of uses(key))
      expect((await kernel.call(tool, args)).code).toBe('unknown-dataset');
    expect((await kernel.call('s3__list', { prefix: key })).code).toBe('unknown-dataset');
    expect(arrived()).toBe(calls);
  });

  it.each(['silver/\uff0e\uff0e/x', 'silver/\u2024\u2024/x', 'silver/..\uff0fx', 'silver/a\uff3cb'])(
    '%j, which some layer may fold to one, is refused by the bucket itself',
    async (key) => {
      for (const [tool, args] of uses(key)) {
        const { code } = await kernel.call(tool, args);
        expect(['downstream-failed', 'not-understood']).toContain(code);
      }
      isAsItWas();
    },
  );
});

describe('what is in the bucket and no object', () => {
  const device = (path: string): void => {
    try {
      execFileSync('mknod', [path, 'c', '1', '5'], { stdio: 'ignore' });
    } catch {
      // Only root may make a device: elsewhere a socket stands for what is no file.
      createServer().listen(path).unref();
    }
  };
  const kinds: readonly (readonly [string, string, (path: string) => void])[] = [
    ['a link to a file', 'link', (path) => symlinkSync(join(outside, 'x'), path)],
    ['a link to nowhere', 'dangling', (path) => symlinkSync(join(outside, 'new'), path)],
    ['a second name of a file', 'hard', (path) => linkSync(join(outside, 'x'), path)],
    ['a pipe', 'fifo', (path) => void execFileSync('mkfifo', [path])],
    ['a device', 'device', device],
    ['a directory', 'folder', (path) => void mkdirSync(path)],
  ];

  it.each(kinds)(
    '%s is neither read nor written nor listed, and nothing hangs',
    async (_what, name, make) => {
      make(at(name));
      const [calls, before] = [arrived(), ledger()];
      for (const [tool, args] of uses(`silver/${name}`))
        expect([tool, (await kernel.call(tool, args)).code]).toEqual([tool, 'downstream-failed']);
      expect(JSON.stringify((await kernel.call('s3__list', { prefix: 'silver/' })).content)).not.toContain(
        name,
      );
      const { intents, outcomes } = ledger();
      expect([arrived() - calls, intents.length - before.intents.length]).toEqual([7, 7]);
      expect(outcomes.length).toBe(intents.length);
      isAsItWas();
    },
  );

  it('a linked directory on the way is not entered', async () => {
    symlinkSync(outside, at('way'));
    for (const key of ['silver/way/x', 'silver/way/new'])
      for (const [tool, args] of uses(key))
        expect([tool, (await kernel.call(tool, args)).code]).toEqual([tool, 'downstream-failed']);
    isAsItWas();
  });

  it('10,000 swaps of a directory for a link let nothing out and nothing in', async () => {
    // A write may make the directory anew in between, so a swap clears whatever stands there.
    const swaps = `
      const { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } = require('node:fs');
      const [real, stage, outside] = process.argv.slice(1);
      for (let n = 0, done = 0; done < 10000; n++) {
        try {
          rmSync(real, { recursive: true, force: true });
          if (done % 2 === 0) symlinkSync(outside, real);
          else {
            mkdirSync(stage, { recursive: true });
            writeFileSync(stage + '/x', 'inside');
            renameSync(stage, real);
          }
          done++;
        } catch {}
      }`;
    const swapper = spawn(process.execPath, ['-e', swaps, at('race'), join(directory, 'stage'), outside]);
    const swapped = new Promise<number | null>((then) => swapper.on('exit', then));
    let isOver = false;
    void swapped.then(() => {
      isOver = true;
    });
    const sizes = new Set<unknown>();
    const codes = new Set<string>();
    let writes = 0;
    while (!isOver || writes < 50) {
      const [head, put] = await Promise.all([
        kernel.call('s3__head', { key: 'silver/race/x' }),
        kernel.call('s3__put', { key: `silver/race/y${writes++ % 7}`, body: 'written' }),
      ]);
      if (head.code === 'allowed') sizes.add(head.content.size);
      codes.add(head.code).add(put.code);
    }
    expect(await swapped).toBe(0);
    for (const code of codes) expect(['allowed', 'downstream-failed']).toContain(code);
    for (const size of sizes) expect(size).toBe('inside'.length);
    isAsItWas();
  });
});
