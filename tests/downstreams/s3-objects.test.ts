import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect, type Downstream, programs, scratch } from './subprocess.js';

let directory: string;
let bucket: Downstream;
let second: Downstream;

const digest = (body: string) => `sha256:${createHash('sha256').update(body).digest('hex')}`;

beforeAll(async () => {
  directory = scratch();
  const env = { BUCKET_DIR: directory };
  [bucket, second] = await Promise.all([connect('s3', env), connect('s3', env)]);
});
beforeEach(() => {
  for (const name of readdirSync(directory))
    if (name !== '.bucket') rmSync(join(directory, name), { recursive: true });
});
afterAll(async () => {
  await Promise.all([bucket.close(), second.close()]);
  rmSync(directory, { recursive: true, force: true });
});

describe('objects', () => {
  test('the tool list is these ten and no other', async () => {
    expect(await bucket.tools()).toEqual(
      'list get head put copy delete object_version keep_part put_if_absent_or_version copy_if_version'.split(
        ' ',
      ),
    );
  });

  test('what is put is what is got, with type, size and version', async () => {
    const written = await bucket.ok('put', { key: 'a/b.csv', body: 'x,é\n', content_type: 'text/csv' });
    const version = digest('x,é\n');
    expect(written).toEqual({ key: 'a/b.csv', size: 5, version });
    const head = { key: 'a/b.csv', content_type: 'text/csv', size: 5, version };
    expect(await bucket.ok('head', { key: 'a/b.csv' })).toEqual(head);
    expect(await bucket.ok('get', { key: 'a/b.csv' })).toEqual({ ...head, body: 'x,é\n', encoding: 'utf-8' });
    expect(await bucket.ok('object_version', { key: 'a/b.csv' })).toEqual({ key: 'a/b.csv', version });
  });

  test('a body that is brought in parts is written with the last of them', async () => {
    const keep = (part: number, body: string, more = {}) => ({
      key: 'gold/a.csv',
      part_of: 'p',
      part,
      body,
      ...more,
    });
    const last = keep(2, 'ende');
    for (const [part, body] of ['x,é\n', 'y\n'].entries()) await bucket.ok('keep_part', keep(part, body));
    expect(await bucket.refused('head', { key: 'gold/a.csv' })).toEqual({ code: 'no-such-key' });
    expect(await bucket.refused('keep_part', keep(1, 'again'))).toEqual({ code: 'no-such-part' });
    expect(await second.refused('put_if_absent_or_version', last)).toEqual({ code: 'no-such-part' });
    expect(await bucket.ok('put_if_absent_or_version', last)).toMatchObject({
      version: digest('x,é\ny\nende'),
    });
    expect(await bucket.refused('put_if_absent_or_version', last)).toEqual({ code: 'no-such-part' });
  });

  test.each([
    ['another key', { key: 'gold/b.csv' }],
    ['a part too many', { part: 3 }],
    ['another name', { part_of: 'q' }],
  ])('a body in parts is not written for %s', async (_, more) => {
    const place = { key: 'gold/a.csv', part_of: 'p', part: 0 };
    await bucket.ok('keep_part', { ...place, body: 'a' });
    await bucket.ok('keep_part', { ...place, part: 1, body: 'b' });
    const put = { ...place, part: 2, body: 'c', ...more };
    expect(await bucket.refused('put_if_absent_or_version', put)).toEqual({ code: 'no-such-part' });
    expect(await bucket.ok('list', {})).toMatchObject({ rows: [] });
  });

  test('of nine bodies in parts the ninth is refused, and those that were begun are written whole', async () => {
    const place = (part_of: string) => ({ key: `gold/${part_of}.csv`, part_of });
    for (const name of 'pbcdefgh')
      await bucket.ok('keep_part', { ...place(name), part: 0, body: `${name}1\n` });
    expect(await bucket.refused('keep_part', { ...place('i'), part: 0, body: 'i1\n' })).toEqual({
      code: 'overloaded',
    });
    for (const name of 'pbcdefgh')
      expect(
        await bucket.ok('put_if_absent_or_version', { ...place(name), part: 1, body: 'end\n' }),
      ).toMatchObject({ version: digest(`${name}1\nend\n`) });
    await bucket.ok('keep_part', { ...place('i'), part: 0, body: 'i1\n' });
  });

  test('a body is kept no further than an object may be large', async () => {
    const body = 'x'.repeat(6 * 1024 * 1024);
    const place = { key: 'gold/a.csv', part_of: 'p', body };
    for (const part of [0, 1]) await bucket.ok('keep_part', { ...place, part });
    expect(await bucket.refused('keep_part', { ...place, part: 2 })).toMatchObject({
      code: 'object-too-large',
    });
  });

  test('bytes that are not UTF-8 travel as base64', async () => {
    await bucket.ok('put', { key: 'raw', body: '/wA=', encoding: 'base64' });
    expect(await bucket.ok('get', { key: 'raw' })).toMatchObject({
      body: '/wA=',
      encoding: 'base64',
      size: 2,
    });
    expect(await bucket.refused('put', { key: 'raw', body: 'not base64!', encoding: 'base64' })).toEqual({
      code: 'bad-body',
    });
  });

  test('a file that came from elsewhere is an object of unknown type', async () => {
    writeFileSync(join(directory, 'found.txt'), 'found');
    expect(await bucket.ok('head', { key: 'found.txt' })).toMatchObject({
      content_type: 'application/octet-stream',
    });
  });

  test('list goes by whole segments, in byte order, with a bound', async () => {
    for (const key of ['reports/b', 'reports/a', 'reports-secret/x', 'reports/sub/c'])
      await bucket.ok('put', { key, body: key });
    const keys = async (args: Record<string, unknown>) => {
      const { columns, rows, truncated } = await bucket.ok('list', args);
      expect(columns).toEqual(['key', 'size', 'version']);
      return [(rows as string[][]).map(([key]) => key), truncated];
    };
    expect(await keys({ prefix: 'reports' })).toEqual([['reports/a', 'reports/b', 'reports/sub/c'], false]);
    expect(await keys({ prefix: 'reports/' })).toEqual([['reports/a', 'reports/b', 'reports/sub/c'], false]);
    expect(await keys({ max_keys: 2 })).toEqual([['reports-secret/x', 'reports/a'], true]);
    expect(await bucket.refused('list', { prefix: '../' })).toEqual({ code: 'bad-key' });
  });

  test('copy carries body and type, delete says whether there was something', async () => {
    await bucket.ok('put', { key: 'one', body: '1', content_type: 'text/csv' });
    expect(await bucket.ok('copy', { source: 'one', key: 'two/deep' })).toMatchObject({
      version: digest('1'),
    });
    expect(await bucket.ok('get', { key: 'two/deep' })).toMatchObject({
      body: '1',
      content_type: 'text/csv',
    });
    expect(await bucket.ok('delete', { key: 'one' })).toEqual({ key: 'one', deleted: true });
    expect(await bucket.ok('delete', { key: 'one' })).toEqual({ key: 'one', deleted: false });
    for (const tool of ['get', 'head', 'object_version'])
      expect(await bucket.refused(tool, { key: 'one' })).toEqual({ code: 'no-such-key' });
  });

  test('a write leaves no temporary file, and an overwritten object no forgotten type', async () => {
    await bucket.ok('put', { key: 'k', body: '1' });
    await bucket.ok('put', { key: 'k', body: '2' });
    await bucket.ok('delete', { key: 'k' });
    expect(readdirSync(join(directory, '.bucket', 'staging'))).toEqual([]);
    expect(existsSync(join(directory, '.bucket', 'lock'))).toBe(false);
  });

  test('a content type that could smuggle a header is refused', async () => {
    const call = { key: 'k', body: 'SECRET', content_type: 'text/html\r\nX: y' };
    const outcome = await bucket.refused('put', call);
    expect(outcome).toEqual({ code: 'bad-arguments', at: ['content_type'] });
    expect(bucket.stderr()).not.toContain('SECRET');
  });
});

describe('compare-and-swap', () => {
  test('without a version the key must be absent', async () => {
    const call = { key: 'k', body: 'first' };
    expect(await bucket.ok('put_if_absent_or_version', call)).toMatchObject({ version: digest('first') });
    expect(await bucket.refused('put_if_absent_or_version', call)).toEqual({ code: 'key-exists' });
  });

  test('with a version the object must still have it', async () => {
    await bucket.ok('put', { key: 'k', body: 'first' });
    const call = { key: 'k', body: 'second', version: digest('first') };
    expect(await bucket.ok('put_if_absent_or_version', call)).toMatchObject({ version: digest('second') });
    expect(await bucket.refused('put_if_absent_or_version', call)).toEqual({ code: 'version-mismatch' });
    expect(await bucket.refused('put_if_absent_or_version', { ...call, key: 'none' })).toEqual({
      code: 'version-mismatch',
    });
  });

  test('a write by another process between look and copy stops the copy', async () => {
    const { version } = await bucket.ok('put', { key: 'silver/k', body: 'checked' });
    await second.ok('put', { key: 'silver/k', body: 'swapped' });
    const call = { source: 'silver/k', version, key: 'gold/k' };
    expect(await bucket.refused('copy_if_version', call)).toEqual({ code: 'version-mismatch' });
    expect(await bucket.refused('get', { key: 'gold/k' })).toEqual({ code: 'no-such-key' });
    await second.ok('put', { key: 'silver/k', body: 'checked' });
    expect(await bucket.ok('copy_if_version', call)).toEqual({ key: 'gold/k', size: 7, version });
  });

  test('of many writers in two processes that saw one version, exactly one wins', async () => {
    await bucket.ok('put', { key: 'k', body: 'start' });
    const attempts = Array.from({ length: 20 }, (_, at) => {
      const writer = at % 2 === 0 ? bucket : second;
      return writer.raw('put_if_absent_or_version', {
        key: 'k',
        body: `writer ${at}`,
        version: digest('start'),
      });
    });
    const won = (await Promise.all(attempts)).filter((outcome) => outcome.isError !== true);
    expect(won).toHaveLength(1);
  });

  test('a writer waits while a living process holds the lock, and readers do not', async () => {
    const lock = join(directory, '.bucket', 'lock');
    writeFileSync(lock, `${hostname()} ${process.pid}`);
    const pending = bucket.ok('put', { key: 'k', body: 'x' });
    expect(await bucket.refused('head', { key: 'k' })).toEqual({ code: 'no-such-key' });
    expect(await second.refused('head', { key: 'k' })).toEqual({ code: 'no-such-key' });
    rmSync(lock);
    expect(await pending).toMatchObject({ size: 1 });
  });

  test('a lock whose owner died is broken', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(join(directory, '.bucket', 'lock'), `${hostname()} ${pid}`);
    expect(await bucket.ok('put', { key: 'k', body: 'x' })).toMatchObject({ size: 1 });
  });
});

describe('starting', () => {
  test.each([
    [{}, 'BUCKET_DIR is not an absolute path'],
    [{ BUCKET_DIR: 'relative' }, 'BUCKET_DIR is not an absolute path'],
    [
      { BUCKET_DIR: '/no/such/directory' },
      'the bucket directory /no/such/directory does not exist: create it',
    ],
    [{ BUCKET_DIR: process.execPath }, `the bucket directory ${process.execPath} is not a directory`],
  ])('%j is refused on stderr with exit code 1', (env, reason) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [programs.s3], { env, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(reason);
  });

  test('a bucket whose own folder is a link is refused', () => {
    const odd = scratch();
    spawnSync('ln', ['-s', directory, join(odd, '.bucket')]);
    const { status, stderr } = spawnSync(process.execPath, [programs.s3], {
      env: { BUCKET_DIR: odd },
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain('refused-file-kind');
    rmSync(odd, { recursive: true });
  });
});
