// server-postgres behind `aegis serve`, over a real PostgreSQL: what nobody here reads is denied, what an operator wrote is masked by column, and no error tells where the database is.
import { readdirSync, readFileSync } from 'node:fs';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { journal, type Kernel, startKernel } from '../acceptance/kernel.js';
import { makePlace, type Place } from './place.js';
import { type Cluster, startCluster } from './postgres-cluster.js';

const password = 'kq-9Zt4-vault-held';
const seed = `
CREATE TABLE customers (id integer PRIMARY KEY, full_name text, email text, country text);

INSERT INTO customers VALUES
  (1, 'Xenobia Quillfeather', 'qzvxk7jw@canary.example', 'NL'),
  (2, 'Wolfgang Zwiebeltwist', 'qzvxk7jw@canary.example', 'DE'),
  (3, NULL, NULL, 'NL');

CREATE ROLE reader LOGIN PASSWORD '${password}';

GRANT SELECT ON customers TO reader;
`;
const people = ['Quillfeather', 'Zwiebeltwist', 'qzvxk7jw'];

let cluster: Cluster;
let place: Place;
let kernel: Kernel;
beforeAll(async () => {
  cluster = await startCluster(seed);
  place = makePlace({
    manifests: ['postgres'],
    edits: { 'PGHOST: 127.0.0.1': `PGHOST: ${cluster.host}`, 'PGDATABASE: shop': 'PGDATABASE: postgres' },
    files: { 'secrets/shop-password': password },
  });
  kernel = await startKernel(place);
  await kernel.client.listTools();
});
afterAll(async () => {
  await kernel?.close();
  await cluster?.stop();
  place?.remove();
});

const intents = () => journal(place).filter((one) => one.type === 'intent').length;

describe('a statement of the agent’s', () => {
  it.each([
    'SELECT 1',
    'SELECT email FROM customers',
    "SELECT string_agg(email, ',') FROM public.customers",
    'COMMIT; DROP TABLE customers; BEGIN',
    "COPY customers TO PROGRAM 'cat >/tmp/x'",
    "SELECT pg_read_file('/etc/passwd')",
    'DO $$ BEGIN PERFORM 1; END $$',
    'SELEC',
  ])('is not understood, whatever it says, and never sent: %s', async (sql) => {
    const before = intents();
    const denied = await kernel.call('shop__query', { sql });
    expect({ code: denied.code, facts: denied.content.facts }).toEqual({
      code: 'not-understood',
      facts: ['the manifest of shop names no tool that tells its structure'],
    });
    expect(intents()).toBe(before);
  });
});

describe('a statement of the operator’s', () => {
  it('is a tool, and what it reads is masked by column', async () => {
    const { content, text, isError } = await kernel.call('shop__customers', {});
    expect(isError).toBe(false);
    const token = expect.stringMatching(/^\[EMAIL:[a-z2-7]{12}\]$/);
    expect(content).toMatchObject({
      columns: ['id', 'full_name', 'email', 'country'],
      rows: [
        [1, '[REDACTED:pii.name]', token, 'NL'],
        [2, '[REDACTED:pii.name]', token, 'DE'],
        [3, null, null, 'NL'],
      ],
    });
    // `as`: the rows have just been seen.
    const [one, two] = content.rows as readonly (readonly unknown[])[];
    expect(one?.[2]).toBe(two?.[2]);
    expect(JSON.parse(text)).toEqual(content);
  });

  it('takes nothing from the agent: not another statement, not another dataset', async () => {
    for (const more of [{ sql: 'SELECT 1' }, { table: 'silver.shop_customers' }, { dataset: 'x' }])
      expect((await kernel.call('shop__customers', more)).code).toBe('bad-arguments');
  });

  it('is recorded under the dataset that it reads', () => {
    const read = journal(place).filter((one) => one.type === 'intent');
    expect(read).toHaveLength(1);
    expect(JSON.stringify(read[0]?.body)).toContain('silver.shop_customers');
  });
});

describe('the way past the tools', () => {
  it.each(['resources/list', 'resources/read'])('tables as resources are not served: %s', async (method) => {
    const params = { uri: 'postgres://reader@127.0.0.1/customers/schema' };
    // `as`: the schema of the answer is not asked for, so one method stands for all.
    const request = { method, params } as { method: 'ping' };
    const refused = await kernel.client.request(request, z.any()).catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(McpError);
    expect(kernel.client.getServerCapabilities()?.resources).toBeUndefined();
  });
});

describe('where the database is', () => {
  it.each([
    ['a port where nobody listens', { 'PGPORT: "5432"': 'PGPORT: "9"' }, 'ECONNREFUSED'],
    ['a host that is none', { 'PGHOST: 127.0.0.1': 'PGHOST: db.canary.invalid' }, 'ENOTFOUND'],
  ])('is in no error: %s', async (_, edits, own) => {
    const lost = makePlace({
      manifests: ['postgres'],
      edits,
      files: { 'secrets/shop-password': password },
    });
    const other = await startKernel(lost);
    const denied = await other.call('shop__customers', {});
    expect({ code: denied.code, facts: denied.content.facts }).toEqual({
      code: 'downstream-failed',
      facts: ['rpc:-32603'],
    });
    for (const told of [own, '127.0.0.1', 'canary.invalid', ':9', 'reader'])
      expect(other.received()).not.toContain(told);
    await other.close();
    lost.remove();
  });

  it('and its password are in no argument that other processes can read, and in no answer', () => {
    // Only Linux shows the command lines of processes as files.
    const shown =
      process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
    const lines = shown.map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
    expect(lines.filter((line) => line.includes(password))).toEqual([]);
    expect(`${kernel.received()}${kernel.stderr()}${JSON.stringify(journal(place))}`).not.toContain(password);
  });
});

it('no byte received and no entry holds a person', () => {
  const bytes = `${kernel.received()}${JSON.stringify(journal(place))}`;
  for (const trace of people) expect(bytes).not.toContain(trace);
});
