// What lies on a disk between two calls can be found by nobody and read by nobody, and is gone when it is closed.
import { fstatSync, readdirSync, readFileSync, readlinkSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { diskShelf } from '../../downstreams/disk-shelf.js';
import { MOST_PARTS, memoryShelf, openSpool } from '../../downstreams/spool.js';
import { scratch } from './subprocess.js';

let directory: string;
beforeEach(() => {
  directory = scratch();
  vi.stubEnv('TMPDIR', directory);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true, force: true });
});

/** Files that this process holds open in the directory, named or not. */
const held = (): readonly number[] =>
  readdirSync('/proc/self/fd')
    .filter((descriptor) => {
      try {
        return readlinkSync(`/proc/self/fd/${descriptor}`).startsWith(directory);
      } catch {
        return false;
      }
    })
    .map(Number);

const parts = [[['ada@example.org', 1]], [['ü', null]], [['x'.repeat(300_000)]]];

test.each([
  ['on a disk', diskShelf],
  ['in memory', memoryShelf],
])('what is put %s is there as it was, in any order', (_, open) => {
  const spool = openSpool<unknown>(open);
  for (const part of parts) spool.append(part);
  expect(spool.parts()).toBe(3);
  expect([2, 0, 1].map((at) => spool.part(at))).toEqual([parts[2], parts[0], parts[1]]);
  expect(() => spool.part(3)).toThrow('no-such-part');
  spool.close();
});

test.skipIf(process.platform !== 'linux')(
  'it has no name, no other may open it, and no value stands in it',
  () => {
    const spool = openSpool<unknown>(diskShelf);
    for (const part of parts) spool.append(part);
    expect(readdirSync(directory)).toEqual([]);
    const [file = -1, ...more] = held();
    expect(more).toEqual([]);
    expect(fstatSync(file)).toMatchObject({ nlink: 0 });
    expect(fstatSync(file).mode & 0o777).toBe(0o600);
    const bytes = readFileSync(join('/proc/self/fd', String(file)), 'latin1');
    expect(bytes.length).toBeGreaterThan(300_000);
    expect(bytes).not.toMatch(/ada|example|xxxx/);
    spool.close();
    expect(held()).toEqual([]);
  },
);

test.skipIf(process.platform !== 'linux')(
  'two of the same say different things to whoever reads the disk',
  () => {
    const seen = [1, 2].map(() => {
      const spool = openSpool<unknown>(diskShelf);
      spool.append(parts[0]);
      const bytes = held().map((file) => readFileSync(join('/proc/self/fd', String(file)), 'hex'));
      spool.close();
      return bytes.join();
    });
    expect(seen[0]).not.toBe(seen[1]);
  },
);

test.skipIf(process.platform !== 'linux')('a part whose bytes were changed on the disk is not read', () => {
  const shelf = diskShelf();
  shelf.put(0, 'a part');
  const [file = -1] = held();
  const [byte = 0] = readFileSync(join('/proc/self/fd', String(file))).subarray(3);
  writeSync(file, Buffer.of(byte ^ 1), 0, 1, 3);
  expect(() => shelf.get(0)).toThrow();
  shelf.close();
});

test('there is an end to parts', () => {
  const spool = openSpool<number>(memoryShelf);
  for (let at = 0; at < MOST_PARTS; at += 1) spool.append(at);
  expect(() => spool.append(0)).toThrow('too-many-parts');
});
