import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Downstream, scratch } from './subprocess.js';

let outside: string;
let directory: string;
let bucket: Downstream;

beforeAll(async () => {
  outside = scratch();
  directory = join(outside, 'bucket');
  mkdirSync(directory);
  writeFileSync(join(outside, 'secret.txt'), 'SECRET');
  bucket = await connect('s3', { BUCKET_DIR: directory });
  await bucket.ok('put', { key: 'a/b.txt', body: 'inside' });
});
afterAll(async () => {
  await bucket.close();
  rmSync(outside, { recursive: true, force: true });
});

describe('a key that is not a key', () => {
  test.each([
    '',
    '/',
    '.',
    '..',
    '../secret.txt',
    'a/../../secret.txt',
    'a/..',
    './a/b.txt',
    'a/./b.txt',
    'a//b.txt',
    '//a/b.txt',
    'a/',
    '/etc/passwd',
    '/a/b.txt',
    '..\\secret.txt',
    'a\\b.txt',
    'C:/secret.txt',
    'file:///etc/passwd',
    '%2e%2e/secret.txt',
    '..%2fsecret.txt',
    'a%2Fb.txt',
    'a%5cb.txt',
    '%252e%252e%252fsecret.txt',
    'a/b.txt%00.png',
    'a/b.txt\0',
    'a/b.txt\n',
    'a/\u007fb',
    'a/\u202eb.txt',
    'a/\u200bb.txt',
    '\ufeffa/b.txt',
    '\uff0e\uff0e/secret.txt',
    '\u2025/secret.txt',
    '..\uff0fsecret.txt',
    'a\uff3cb.txt',
    'e\u0301.txt',
    '.bucket/lock',
    '.BUCKET/types',
    '\uff0ebucket/lock',
    'k'.repeat(513),
    'k'.repeat(256),
    'é'.repeat(257),
  ])('%j is refused by every tool', async (key) => {
    const calls: readonly (readonly [string, Record<string, unknown>])[] = [
      ['get', { key }],
      ['head', { key }],
      ['object_version', { key }],
      ['put', { key, body: 'x' }],
      ['delete', { key }],
      ['copy', { source: key, key: 'copied' }],
      ['copy', { source: 'a/b.txt', key }],
      ['copy_if_version', { source: key, version: 'x', key: 'copied' }],
      ['copy_if_version', { source: 'a/b.txt', version: 'x', key }],
      ['put_if_absent_or_version', { key, body: 'x' }],
    ];
    for (const [tool, args] of calls) expect(await bucket.refused(tool, args)).toEqual({ code: 'bad-key' });
  });

  test('none of them was written anywhere', async () => {
    expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('SECRET');
    expect(readdirSync(outside).sort()).toEqual(['bucket', 'secret.txt']);
    expect((await bucket.ok('list')).rows).toHaveLength(1);
  });

  test.each([
    'a b.txt',
    'reports/2024-01.csv',
    '.hidden',
    '...',
    'a..b',
    '100%',
    'ünïcode/日本語.txt',
    'k'.repeat(255),
  ])('%j is a key', async (key) => {
    await bucket.ok('put', { key, body: key });
    expect(await bucket.ok('get', { key })).toMatchObject({ key, body: key });
    await bucket.ok('delete', { key });
  });
});

describe('what is in the directory and not an object', () => {
  const at = (key: string) => join(directory, key);
  const prepare = (key: string, make: (path: string) => void) => {
    mkdirSync(dirname(at(key)), { recursive: true });
    make(at(key));
  };

  const kinds: readonly (readonly [string, string, (path: string) => void])[] = [
    ['a link to a file', 'odd/link', (path) => symlinkSync(join(outside, 'secret.txt'), path)],
    ['a link that leads nowhere', 'odd/dangling', (path) => symlinkSync(join(outside, 'new.txt'), path)],
    ['a file with a second name', 'odd/hard', (path) => linkSync(join(outside, 'secret.txt'), path)],
    ['a pipe', 'odd/pipe', (path) => execFileSync('mkfifo', [path])],
    ['a directory', 'odd/directory', (path) => mkdirSync(path)],
  ];

  test.each(kinds)('%s is neither read nor written nor listed', async (_kind, key, make) => {
    prepare(key, make);
    for (const [tool, args] of [
      ['get', { key }],
      ['head', { key }],
      ['put', { key, body: 'x' }],
      ['delete', { key }],
      ['copy', { source: key, key: 'copied' }],
      ['copy', { source: 'a/b.txt', key }],
      ['put_if_absent_or_version', { key, body: 'x' }],
    ] as const)
      expect(await bucket.refused(tool, args)).toEqual({ code: 'refused-file-kind' });
    expect(JSON.stringify(await bucket.ok('list'))).not.toContain(key);
    expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('SECRET');
    expect(existsSync(join(outside, 'new.txt'))).toBe(false);
    rmSync(at(key), { recursive: true });
  });

  test('a socket is refused', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(at('odd-socket'), resolve));
    expect(await bucket.refused('get', { key: 'odd-socket' })).toEqual({ code: 'refused-file-kind' });
    await new Promise((resolve) => server.close(resolve));
  });

  test('a linked directory on the way is not entered', async () => {
    symlinkSync(outside, at('way'));
    for (const [tool, args] of [
      ['get', { key: 'way/secret.txt' }],
      ['put', { key: 'way/new.txt', body: 'x' }],
      ['delete', { key: 'way/secret.txt' }],
    ] as const)
      expect(await bucket.refused(tool, args)).toEqual({ code: 'refused-file-kind' });
    expect(JSON.stringify(await bucket.ok('list'))).not.toContain('way');
    expect(existsSync(join(outside, 'new.txt'))).toBe(false);
    rmSync(at('way'));
  });

  test('a file on the way is no directory', async () => {
    expect(await bucket.refused('put', { key: 'a/b.txt/c', body: 'x' })).toEqual({
      code: 'refused-file-kind',
    });
  });
});
