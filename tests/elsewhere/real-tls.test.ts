// TLS to a real server, in every mode and against every server that a mode must refuse: another authority, another name, a certificate that has
// expired, and none at all. A refusal is a refusal to start: nothing is asked in the clear instead.
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, programs } from '../downstreams/subprocess.js';
import { makeAuthority } from './certificate.js';
import { type Cluster, startCluster } from './postgres-cluster.js';
import { presented } from './presented.js';

const password = 'kq-9Zt4-vault-held';
const [ours, others] = [makeAuthority('ours'), makeAuthority('theirs')];
const place = mkdtempSync(join(tmpdir(), 'aegis-tls-'));
const path = (name: string): string => join(place, name);

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });

let cluster: Cluster;
let owner: pg.Client;
let port: number;
beforeAll(async () => {
  port = await freePort();
  const settings = ['ssl_ca_file=clients.crt'];
  const seed = `CREATE ROLE aegis LOGIN PASSWORD '${password}';\n`;
  cluster = await startCluster(seed, { files: { 'clients.crt': ours.cert }, settings, port });
  const { host, password: mine } = cluster;
  owner = new pg.Client({ host, port, user: 'owner', password: mine, database: 'postgres' });
  await owner.connect();
  const agent = ours.issue('aegis');
  const laid = {
    'ours.pem': ours.cert,
    'theirs.pem': others.cert,
    'my.pem': agent.cert,
    'my.key': agent.key,
  };
  for (const [name, text] of Object.entries(laid)) writeFileSync(path(name), text);
});
afterAll(async () => {
  await owner?.end();
  await cluster?.stop();
  rmSync(place, { recursive: true, force: true });
});

type Issued = ReturnType<typeof ours.issue>;

/** Goes on once whoever connects anew is shown it; undefined: a server that has no TLS. */
async function shows(issued: Issued | undefined): Promise<void> {
  if (issued !== undefined) cluster.give({ 'server.key': issued.key, 'server.crt': issued.cert });
  await owner.query(`ALTER SYSTEM SET ssl = ${issued === undefined ? 'off' : 'on'}`);
  await owner.query('SELECT pg_reload_conf()');
  const wanted = issued === undefined ? '' : new X509Certificate(issued.cert).fingerprint256;
  while ((await presented(port)) !== wanted);
}

type Parameters = Readonly<Record<string, string>>;

/** Whether what is asked over such an address is encrypted, or what the program says that does not even start. */
async function asked(host: string, parameters: Parameters): Promise<unknown> {
  const url = new URL(`postgresql://aegis:${password}@${host}:${port}/postgres`);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const env = { DATABASE_URL: url.href };
  const { status, stderr } = spawnSync(process.execPath, [programs.postgres], {
    env,
    input: '',
    encoding: 'utf8',
  });
  expect(stderr).not.toMatch(/kq-9Zt4|localhost|127\.0\.0\.1|aegis/);
  if (status !== 0) return /\(([a-z-]+)\)\n$/.exec(stderr)?.[1];
  const store = await connect('postgres', env);
  const sql = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
  const { rows } = await store.ok('query', { sql });
  await store.close();
  return rows;
}
const [encrypted, clear] = [[[true]], [[false]]];
const [untrusted, unreachable] = ['database-untrusted', 'database-unreachable'];
const notAdmitted = 'login-not-admitted';
const [byOurs, byTheirs] = [{ sslrootcert: path('ours.pem') }, { sslrootcert: path('theirs.pem') }];

type Case = readonly [mode: string, host: string, more: Parameters, outcome: unknown];

const servers: readonly (readonly [string, () => Issued | undefined, readonly Case[]])[] = [
  [
    'with a certificate for its name',
    () => ours.issue('localhost'),
    [
      ['verify-full', 'localhost', byOurs, encrypted],
      ['verify-full', 'localhost', byTheirs, untrusted],
      ['verify-full', 'localhost', {}, untrusted],
      ['verify-full', '127.0.0.1', byOurs, untrusted],
      ['verify-ca', '127.0.0.1', byOurs, encrypted],
      ['verify-ca', '127.0.0.1', byTheirs, untrusted],
      ['verify-ca', 'localhost', {}, untrusted],
      ['require', '127.0.0.1', {}, encrypted],
      ['disable', 'localhost', {}, clear],
    ],
  ],
  [
    'with a certificate for its address',
    () => ours.issue('127.0.0.1'),
    [
      ['verify-full', '127.0.0.1', byOurs, encrypted],
      ['verify-full', 'localhost', byOurs, untrusted],
    ],
  ],
  [
    'whose certificate has expired',
    () => ours.issue('localhost', -1),
    [
      ['verify-full', 'localhost', byOurs, untrusted],
      ['verify-ca', 'localhost', byOurs, untrusted],
    ],
  ],
  [
    'that has no TLS',
    () => undefined,
    [
      ['verify-full', 'localhost', byOurs, unreachable],
      ['require', 'localhost', {}, unreachable],
    ],
  ],
];

describe.each(servers)('a server %s', (_, issue, cases) => {
  beforeAll(() => shows(issue()));

  it.each(cases)('%s to %s with %j: %j', async (sslmode, host, more, outcome) => {
    expect(await asked(host, { sslmode, ...more })).toEqual(outcome);
  });
});

it('a server that asks for a certificate is shown the one that the address names', async () => {
  await shows(ours.issue('localhost'));
  cluster.give({
    'pg_hba.conf':
      'local all all scram-sha-256\nhostssl all all 127.0.0.1/32 scram-sha-256 clientcert=verify-ca\n',
  });
  await owner.query('SELECT pg_reload_conf()');
  const shown = { sslcert: path('my.pem'), sslkey: path('my.key') };
  await expect.poll(() => asked('127.0.0.1', { sslmode: 'verify-ca', ...byOurs })).toBe(notAdmitted);
  expect(await asked('127.0.0.1', { sslmode: 'verify-ca', ...byOurs, ...shown })).toEqual(encrypted);
  expect(await asked('127.0.0.1', { sslmode: 'disable' })).toBe(notAdmitted);
});
