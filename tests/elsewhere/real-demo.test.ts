// `aegis demo --postgres` as a user runs it, on a real server: every claim holds, what it made is gone or kept as it was told, and nobody is told where the server is.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { customers, emails } from '../../examples/before-after/seed.js';
import { type Cluster, startCluster } from './postgres-cluster.js';

const program = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js');
const password = 'kq-9Zt4-vault-held';
const pages = join(import.meta.dirname, '..', '..', 'docs', 'postgres.md');
/** What the page tells an owner to run before the demo, word for word but for the password. */
const told = /## The demo on it[\s\S]*?```sql\n([\s\S]*?)```/.exec(readFileSync(pages, 'utf8'))?.[1] ?? '';
const seed = told.replace('change-me', password).replaceAll(';\n', ';\n\n');

let cluster: Cluster;
let home: string;
beforeAll(async () => {
  cluster = await startCluster(seed);
  home = mkdtempSync(join(tmpdir(), 'aegis-real-demo-'));
});
afterAll(async () => {
  await cluster?.stop();
  rmSync(home, { recursive: true, force: true });
});

const urlOf = (login: string, more = '') =>
  `postgresql://${login}@localhost/aegis_demo?host=${cluster.host}${more}`;
const player = (more = '') => urlOf(`aegis_demo:${password}`, more);

async function ask(sql: string): Promise<readonly unknown[][]> {
  const client = new pg.Client({ connectionString: player() });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows;
  } finally {
    await client.end();
  }
}
const schemas = async () =>
  (
    await ask(
      "SELECT nspname::text FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public') ORDER BY 1",
    )
  ).flat();

function addressFile(address: string, mode = 0o600): string {
  const path = join(mkdtempSync(join(home, 'address-')), 'dsn');
  writeFileSync(path, `${address}\n`, { mode });
  return path;
}
const demo = (...words: readonly string[]) =>
  spawnSync(process.execPath, [program, 'demo', ...words], {
    encoding: 'utf8',
    timeout: 110_000,
    maxBuffer: 64 * 1024 * 1024,
  });

interface Facts {
  readonly ok: boolean;
  readonly claims: readonly { readonly text: string; readonly ok: boolean }[];
}

const textsBelow = (directory: string): readonly (readonly [string, string])[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path, readFileSync(path, 'utf8')]);

const four = ['bronze', 'gold', 'protected', 'silver'];
afterEach(async () => {
  for (const schema of await schemas()) await ask(`DROP SCHEMA ${String(schema)} CASCADE`);
});

describe('the demo on a real server', () => {
  it('holds every claim, keeps what it is told to keep, and tells nobody where the server is', async () => {
    const kept = join(home, 'kept');
    const ran = demo('--json', '--keep', kept, '--postgres', addressFile(player()));
    expect(ran.stdout.slice(0, 1), ran.stderr).toBe('{');
    // Printed by the program itself.
    const facts = JSON.parse(ran.stdout) as Facts;
    expect(facts.claims.filter(({ ok }) => !ok)).toEqual([]);
    expect([ran.status, facts.ok, facts.claims.length]).toEqual([0, true, 23]);

    expect(await schemas()).toEqual(four);
    const gold = await ask('SELECT * FROM gold.customers ORDER BY id');
    expect(gold).toEqual(await ask('SELECT * FROM silver.customers ORDER BY id'));
    expect([gold.length, await ask('SELECT count(*)::int FROM bronze.customers_raw')]).toEqual([
      50,
      [[customers.length]],
    ]);

    const started = spawnSync(process.execPath, [
      program,
      'check',
      '--config',
      join(kept, 'on', 'aegis.yaml'),
    ]);
    expect(started.status).toBe(0);
    const secrets = ['off', 'on'].map((which) => join(kept, which, 'secrets', 'lake-dsn'));
    for (const path of secrets) {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(readFileSync(path, 'utf8')).toBe(player());
    }
    const others = textsBelow(kept).filter(([path]) => !secrets.includes(path));
    for (const [where, text] of [...others, ['stdout', ran.stdout], ['stderr', ran.stderr]] as const)
      for (const secret of [password, cluster.host, 'aegis_demo'])
        expect([where, text.includes(secret)]).toEqual([where, false]);
    // What the agent got in the run without a policy is looked for in the same way as in the one with it.
    const received = (which: string) =>
      readFileSync(join(kept, which, 'received.jsonl'), 'utf8').toLowerCase();
    const inClear = (which: string) => emails.filter((one) => received(which).includes(one)).length;
    expect([inClear('off'), inClear('on')]).toEqual([emails.length, 0]);
  });

  it('leaves nothing behind, prints the page, and takes another schema for none of its own', async () => {
    await ask('CREATE SCHEMA mine');
    await ask('CREATE TABLE mine.notes (id integer PRIMARY KEY)');
    const ran = demo('--postgres', addressFile(player()));
    expect([ran.status, ran.stdout.split('\n').filter((line) => line.startsWith('FAIL'))]).toEqual([0, []]);
    expect(ran.stdout).toContain('23 of 23 claims hold');
    expect(await schemas()).toEqual(['mine']);
  });

  it('refuses a database that has one of its schemas, and does not touch it', async () => {
    await ask('CREATE SCHEMA gold');
    await ask('CREATE TABLE gold.mine (id integer PRIMARY KEY)');
    const { status, stdout, stderr } = demo('--postgres', addressFile(player()));
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('has the schema `gold` already');
    expect([await schemas(), await ask('SELECT count(*)::int FROM gold.mine')]).toEqual([['gold'], [[0]]]);
  });

  it('drops what it made when a person at the terminal ends it, with all of its processes', async () => {
    const words = [program, 'demo', '--postgres', addressFile(player())];
    // A group of its own, as a terminal gives it: the signal reaches the program, the kernel and its servers at once.
    const child = spawn(process.execPath, words, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    // The last of them that holds the pipe has ended.
    const ended = new Promise((resolve) => child.once('close', resolve));
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (!said.includes('read-silver') && text.includes('read-silver'))
        process.kill(-(child.pid ?? 0), 'SIGINT');
      said += text;
    });
    await ended;
    expect([said.includes('told to stop'), await schemas()]).toEqual([true, []]);
  });

  it('drops what it made when it alone is told to stop', async () => {
    const words = [
      program.replace('cli', join('examples', 'before-after')),
      '--postgres',
      addressFile(player()),
    ];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('read-silver')) child.kill('SIGTERM');
    });
    expect([await ended, await schemas()]).toEqual([143, []]);
  });

  it.each([
    ['can be read by others', () => addressFile(player(), 0o644)],
    ['does not hold a postgresql:// address', () => addressFile('sqlite:/lake')],
    ['among the arguments can be seen by everybody', () => player()],
    ['names a write_role', () => addressFile(player('&write_role=x'))],
    ['the login is a superuser', () => addressFile(urlOf(`owner:${cluster.password}`))],
    ['the server refuses the password of the login', () => addressFile(urlOf('aegis_demo:wrong'))],
    [
      'sslmode is `disable`',
      () => addressFile(`postgresql://aegis_demo:${password}@db.example/stage?sslmode=disable`),
    ],
  ])('refuses and says why, without the address: %s', async (why, file) => {
    const { status, stdout, stderr } = demo('--postgres', file());
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(why);
    for (const secret of [password, cluster.host, cluster.password, 'aegis_demo', 'db.example', 'wrong'])
      expect([secret, stderr.includes(secret)]).toEqual([secret, false]);
    expect([existsSync(cluster.host), await schemas()]).toEqual([true, []]);
  });
});
