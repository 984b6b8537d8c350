import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { file, makeStore, readDirectly, writeDirectly } from './postgres-store.js';
import { connect, programs, scratch } from './subprocess.js';

let directory: string;
beforeEach(() => {
  directory = makeStore();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const run = (url: string | undefined, input = '') =>
  spawnSync(process.execPath, [programs.postgres], {
    env: url === undefined ? {} : { DATABASE_URL: url },
    input,
    encoding: 'utf8',
  });

describe('starting', () => {
  test.each([
    ['mysql://u:hunter2@host/db', 'neither sqlite: nor postgresql:'],
    ['postgresql://u:hunter2@localhost:1/db', 'database-unreachable'],
    ['postgresql://u:hunter2@db.example/db?sslmode=disable', 'over TLS'],
    ['postgresql://u:hunter2@db.example/db?sslmode=prefer', 'sslmode is none of'],
    ['postgresql://u:hunter2@localhost/db?options=-csearch_path%3Dx', '1 parameter(s) that are not known'],
    ['postgresql://u:hunter2@localhost/db?connections=0', '`connections` is not a whole number'],
    ['postgresql://u:hunter2@db.example/db?sslrootcert=/no/such', '`sslrootcert` names a file'],
    ['postgresql://localhost/db', 'no user, host or database'],
    ['postgresql://u:hunter2@ho st/db', 'not a URL'],
    ['sqlite:relative/dir', 'an absolute path'],
    ['sqlite:/no/such/directory', 'neither a directory nor a file'],
    [undefined, 'DATABASE_URL is not set'],
  ])('%s is refused on stderr with exit code 1', (url, reason) => {
    const { status, stderr, stdout } = run(url);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('hunter2');
  });

  test('a directory without schemas, with a bad name, or with eleven of them is refused', () => {
    const empty = scratch();
    expect(run(`sqlite:${empty}`).stderr).toContain('without any');
    writeDirectly(empty, 'main', 'CREATE TABLE t (i)');
    expect(run(`sqlite:${empty}`).stderr).toContain('does not give a schema name');
    rmSync(file(empty, 'main'));
    for (let at = 0; at < 11; at += 1) writeDirectly(empty, `s${at}`, 'CREATE TABLE t (i)');
    expect(run(`sqlite:${empty}`).stderr).toContain('more than 10 schemas');
    rmSync(empty, { recursive: true });
  });

  test('a single file is attached as the schema of its name', async () => {
    const store = await connect('postgres', { DATABASE_URL: `sqlite:${file(directory, 'silver')}` });
    const { rows } = await store.ok('list_tables');
    expect(new Set((rows as string[][]).map(([schema]) => schema))).toEqual(new Set(['silver']));
    await store.close();
  });

  test('a file in write-ahead mode is brought back to a rollback journal', async () => {
    writeDirectly(directory, 'silver', 'PRAGMA journal_mode = WAL');
    const store = await connect('postgres', { DATABASE_URL: `sqlite:${directory}` });
    await store.ok('list_tables');
    expect(readDirectly(directory, 'silver', 'PRAGMA journal_mode')).toBe('delete');
    await store.close();
  });
});

describe('the wire', () => {
  test('stdout carries protocol messages only, also when calls fail, and the program ends with its input', () => {
    const call = (id: number, name: string, args: object) => ({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name, arguments: args },
    });
    const opening = {
      jsonrpc: '2.0',
      id: 0,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '0' } },
    };
    const messages = [
      opening,
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      call(1, 'query', { sql: 'SELECT nosuch' }),
      call(2, 'execute', { sql: 'PRAGMA foreign_keys=OFF' }),
      call(3, 'query', { sql: 'SELECT 1' }),
    ];
    const input = messages.map((message) => `${JSON.stringify(message)}\n`).join('');
    const { stdout, stderr, status } = run(`sqlite:${directory}`, input);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number });
    expect(lines.map((line) => line.id).sort()).toEqual([0, 1, 2, 3]);
    expect(stderr.trim().split('\n').sort()).toEqual([
      'execute: kind (statement-refused)',
      'query: SQLITE_ERROR',
    ]);
    expect(status).toBe(0);
  });
});

describe('two processes', () => {
  test('a change that another writer has begun is waited for and seen', async () => {
    const store = await connect('postgres', { DATABASE_URL: `sqlite:${directory}` });
    const { version } = await store.ok('content_version', { table: 'silver.customers' });
    const other = new Sqlite(file(directory, 'silver'));
    other.exec('BEGIN IMMEDIATE; UPDATE customers SET age = 1');
    const call = { source: 'silver.customers', version, target: 'gold.customers' };
    const pending = store.refused('copy_if_version', call);
    // The request leaves this process before the commit; the answer is the same whichever the other side sees first.
    await new Promise((resolve) => setImmediate(resolve));
    other.exec('COMMIT');
    other.close();
    expect(await pending).toEqual({ code: 'version-mismatch' });
    await store.close();
  });

  test('of many copies of one version from two processes, every one leaves the whole table', async () => {
    const env = { DATABASE_URL: `sqlite:${directory}` };
    const stores = await Promise.all([connect('postgres', env), connect('postgres', env)]);
    const { version } = (await stores[0]?.ok('content_version', { table: 'silver.customers' })) ?? {};
    const call = { source: 'silver.customers', version, target: 'gold.customers' };
    const outcomes = await Promise.all(
      [0, 1, 2, 3].flatMap(() => stores.map((store) => store.ok('copy_if_version', call))),
    );
    expect(new Set(outcomes.map((outcome) => outcome.version)).size).toBe(1);
    expect(readDirectly(directory, 'gold', 'SELECT count(*) FROM customers')).toBe(3);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('a journal left by a writer that died is played back before the next read', async () => {
    const store = await connect('postgres', { DATABASE_URL: `sqlite:${directory}` });
    const script = `const S=require('better-sqlite3');const d=new S(process.argv[1]);
      d.pragma('cache_size=1');d.pragma('cache_spill=1');
      d.exec("BEGIN; UPDATE customers SET age=0; CREATE TABLE filler(x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<2000) INSERT INTO filler SELECT hex(randomblob(400)) FROM n");
      process.kill(process.pid,'SIGKILL')`;
    const died = spawnSync(process.execPath, ['-e', script, file(directory, 'silver')]);
    expect(died.signal).toBe('SIGKILL');
    const { rows } = await store.ok('query', { sql: 'SELECT age FROM silver.customers WHERE id = 1' });
    expect(rows).toEqual([[36]]);
    await store.close();
  });
});
