// A sandbox starts our own programs alone, hands them no secret, and is gone afterwards.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { createConfigFiles } from '../../../actors/powers/config.js';
import { createSandbox } from '../../../actors/powers/sandbox.js';
import type { Sandbox } from '../../../actors/powers-sandbox.js';
import type { SampleTable } from '../../../src/explore/lake.js';

const { packageRoot } = createConfigFiles();
const table: SampleTable = {
  ...{ dataset: 'silver.orders', schema: 'silver', name: 'orders', columns: ['id', 'amount'] },
  ...{
    sql: 'CREATE TABLE "orders" ("id", "amount", PRIMARY KEY ("id"))',
    rows: [
      [1, 10],
      [2, 20],
    ],
  },
};
const launch = {
  ...{ cwd: '/', env: { DATABASE_URL: 'sqlite:/home/lake', TOKEN: 'x' }, concurrency: 3, queue: 4 },
  secrets: { PASSWORD: { kind: 'file', path: '/home/secret' } },
} as const;

let open: Sandbox[] = [];
const sandbox = (): Sandbox => {
  const made = createSandbox({
    packageRoot,
    sample: { tables: [table], keys: ['silver/there.csv'] },
    name: 'aegis',
    version: '0',
  });
  open.push(made);
  return made;
};
afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
});

const rows = ({ directory }: Sandbox): unknown => {
  const database = new Sqlite(join(directory, 'lake', 'silver.db'), { readonly: true });
  const found = database.prepare('SELECT * FROM orders ORDER BY id').raw(true).all();
  database.close();
  return found;
};

describe('a sandbox', () => {
  it('is its owner’s, holds the tables that it is given, and is gone when it is closed', async () => {
    const made = sandbox();
    expect(statSync(made.directory).mode & 0o077).toBe(0);
    expect(rows(made)).toEqual(table.rows);
    await made.close();
    expect(existsSync(made.directory)).toBe(false);
  });

  it('points our own programs at itself and leaves what a manifest gives them behind', () => {
    const made = sandbox();
    const program = join(packageRoot, 'dist/downstreams/postgres/main.js');
    expect(made.launch({ ...launch, argv: ['node', '--inspect', program] })).toEqual({
      ...{ argv: [process.execPath, program], cwd: made.directory, secrets: {}, concurrency: 3, queue: 4 },
      env: { TZ: 'UTC', DATABASE_URL: `sqlite:${join(made.directory, 'lake')}` },
    });
  });

  it.each([
    ['a program of somebody else', ['node', '/home/server.js']],
    ['a program that is named as ours elsewhere', ['node', '/home/dist/downstreams/postgres/main.js']],
    ['a command', ['sh', '-c', 'echo']],
  ])('starts no %s', (_, argv) => {
    expect(sandbox().launch({ ...launch, argv })).toBeUndefined();
  });

  it('holds no secret', async () => {
    const { secrets, reader, store } = sandbox().powers();
    await expect(secrets.resolve({ kind: 'file', path: '/etc/hostname' })).rejects.toThrow('no secret');
    await reader.close();
    await store.close();
  });

  it('writes a row and an object past every kernel, and no object outside of its bucket', () => {
    const made = sandbox();
    made.write({ table, row: [1_001, 1] });
    made.write({ key: 'silver/explored.csv' });
    expect(rows(made)).toEqual([...table.rows, [1_001, 1]]);
    expect(readFileSync(join(made.directory, 'bucket/silver/explored.csv'), 'utf8')).not.toBe('');
    expect(() => made.write({ key: '../state/explored.csv' })).toThrow('out of the bucket');
    expect(readdirSync(join(made.directory, 'state'))).not.toContain('explored.csv');
  });
});
