// A database of a test file's own on a real server: the one that AEGIS_TEST_PG_DSN names, or a cluster for as long as it is needed. It lays out
// the roles that docs/postgres.md gives, word for word, and leaves nothing behind.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type Cluster, startCluster } from './postgres-cluster.js';

const password = 'kq-9Zt4-vault-held';
const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'postgres.md'), 'utf8');
const grants = /```sql\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
const roles = ['lake_read', 'lake_write', 'lake_promote', 'aegis'];

async function asOwner(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const answer: unknown = await client.query(sql);
    // Several statements give a list of results.
    const last = Array.isArray(answer) ? answer.at(-1) : answer;
    return (last as pg.QueryResult).rows;
  } finally {
    await client.end();
  }
}

type Beside = { readonly cluster: Cluster | undefined };

/** `beside`: another one, whose cluster is used as well. */
export async function openRealServer(seed: string, beside?: Beside) {
  const given = process.env.AEGIS_TEST_PG_DSN;
  const own = given === undefined && beside === undefined ? await startCluster('') : undefined;
  const cluster = own ?? beside?.cluster;
  const admin = new URL(
    given ?? `postgresql://owner:${cluster?.password}@localhost/postgres?host=${cluster?.host}`,
  );
  const mark = randomBytes(4).toString('hex');
  const database = `lake_${mark}`;
  const named = (text: string) =>
    roles
      .reduce((now, role) => now.replaceAll(new RegExp(`\\b${role}\\b`, 'g'), `${role}_${mark}`), text)
      .replaceAll(/\bDATABASE lake\b/g, `DATABASE ${database}`)
      .replaceAll('change-me', password);
  const place = new URL(admin);
  place.pathname = `/${database}`;
  await asOwner(admin.href, `CREATE DATABASE ${database}`);
  await asOwner(place.href, seed);
  await asOwner(place.href, named(grants));
  const url = (parameters: Readonly<Record<string, string>> = {}): string => {
    const login = new URL(place);
    login.username = `aegis_${mark}`;
    login.password = password;
    const all = {
      read_role: 'lake_read',
      write_role: 'lake_write',
      promote_role: 'lake_promote',
      ...parameters,
    };
    for (const [name, value] of Object.entries(all))
      if (value !== '') login.searchParams.set(name, named(value));
    return login.href;
  };
  return {
    url,
    password,
    database,
    cluster,
    /** A name of the documentation's, as it is on this server. */
    named,
    /** Somebody else's doing: by the owner, past every tool. */
    sql: (text: string) => asOwner(place.href, text),
    ownerUrl: place.href,
    async stop() {
      await asOwner(admin.href, `DROP DATABASE ${database} WITH (FORCE)`);
      await asOwner(admin.href, named(`DROP ROLE ${roles.join(', ')}`));
      await own?.stop();
    },
  };
}
export type RealServer = Awaited<ReturnType<typeof openRealServer>>;
