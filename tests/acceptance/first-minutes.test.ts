// From an empty folder to an agent that is stopped, by what the program itself says to do. Nothing that was there is touched.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from './demo-run.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aegis-first-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const aegis = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { exit: status, stdout, stderr };
};

interface Entry {
  readonly mcpServers: { readonly aegis: { readonly command: string; readonly args: readonly string[] } };
}

/** The entry as a person would copy it out of the page. */
// `as`: what it is made of is used below, and fails there.
const entryIn = (page: string): Entry =>
  JSON.parse(page.slice(page.indexOf('{'), page.lastIndexOf('}') + 1)) as Entry;

describe('aegis init in an empty folder', () => {
  it('leaves a configuration that checks, and a credential for its owner alone', () => {
    const { exit, stderr } = aegis('init');
    expect([exit, stderr]).toEqual([0, '']);
    expect(readdirSync(folder).sort()).toEqual(['aegis.yaml', 'bucket', 'lake', 'secrets']);
    expect(statSync(join(folder, 'secrets', 'lake-dsn')).mode & 0o777).toBe(0o600);
    expect(aegis('check')).toMatchObject({ exit: 0, stderr: '' });
  });

  it('prints an entry with which a client reaches the data, masked, and drops nothing', async () => {
    const { command, args } = entryIn(aegis('init').stdout).mcpServers.aegis;
    const client = new Client({ name: 'first', version: '1.0.0' });
    await client.connect(new StdioClientTransport({ command, args: [...args], cwd: '/', stderr: 'ignore' }));
    try {
      const names = (await client.listTools()).tools.map((tool) => tool.name);
      expect(names).toEqual(expect.arrayContaining(['aegis__catalog', 'postgres__query', 's3__list']));
      const call = (name: string, sql: string) => client.callTool({ name, arguments: { sql } });
      const read = await call('postgres__query', 'SELECT email FROM silver.customers WHERE id = 1');
      expect(read.isError).not.toBe(true);
      expect(JSON.stringify(read)).not.toContain('@');
      expect((await call('postgres__execute', 'DROP TABLE silver.customers')).isError).toBe(true);
    } finally {
      await client.close();
    }
    const lake = new Sqlite(join(folder, 'lake', 'silver.db'), { readonly: true });
    expect(lake.prepare('SELECT count(*) > 0 FROM customers').pluck().get()).toBe(1);
    lake.close();
  });

  it('tells a script the same in one JSON object', () => {
    const { exit, stdout } = aegis('init', 'deep/er', '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      directory: join(folder, 'deep', 'er'),
      files: ['aegis.yaml', 'secrets/lake-dsn'],
      mcpServers: {
        aegis: { args: expect.arrayContaining(['serve', join(folder, 'deep', 'er', 'aegis.yaml')]) },
      },
    });
  });
});

describe('aegis init where something is', () => {
  it.each(['aegis.yaml', 'secrets/lake-dsn', 'lake', 'bucket'])(
    'does nothing when %s is there, and says so',
    (name) => {
      if (name.includes('/')) mkdirSync(join(folder, 'secrets'));
      writeFileSync(join(folder, name), 'mine');
      const before = readdirSync(folder);
      const { exit, stdout, stderr } = aegis('init');
      expect([exit, stdout]).toEqual([2, '']);
      expect(stderr).toContain(join(folder, name));
      expect(readdirSync(folder)).toEqual(before);
      expect(readFileSync(join(folder, name), 'utf8')).toBe('mine');
    },
  );

  it('takes a lake of one’s own, leaves it as it is, and copies the manifests to be edited', () => {
    const lake = join(folder, 'mine');
    mkdirSync(lake);
    const { exit, stdout } = aegis('init', 'on', '--lake', 'mine');
    expect(exit).toBe(0);
    expect(stdout).toContain('Declare your tables in manifests/postgres.yaml');
    expect(readFileSync(join(folder, 'on', 'secrets', 'lake-dsn'), 'utf8')).toBe(`sqlite:${lake}\n`);
    expect(readdirSync(join(folder, 'on', 'manifests')).sort()).toEqual(['postgres.yaml', 's3.yaml']);
    expect(readdirSync(lake)).toEqual([]);
    expect(aegis('check', '--config', 'on/aegis.yaml').exit).toBe(0);
  });

  it('refuses a lake that is not there, and writes nothing', () => {
    expect(aegis('init', '--lake', 'nowhere')).toMatchObject({ exit: 2, stdout: '' });
    expect(existsSync(join(folder, 'aegis.yaml'))).toBe(false);
  });
});

const bucketServer = join(main, '..', '..', 'downstreams', 's3', 'main.js');

describe('aegis init from the configuration of a client', () => {
  const secret = 'sk-canary-5f3a9b';
  const client = () => join(folder, 'client.json');
  beforeEach(() => {
    mkdirSync(join(folder, 'data'));
    const mcpServers = {
      'Bucket Server': {
        command: process.execPath,
        args: [bucketServer],
        env: { BUCKET_DIR: join(folder, 'data'), API_TOKEN: secret },
      },
      web: { url: 'https://example.com/mcp' },
      gone: { command: join(folder, 'nowhere') },
    };
    writeFileSync(client(), JSON.stringify({ theme: 'dark', mcpServers }), { mode: 0o600 });
  });

  it('moves what starts behind the kernel, closed, and says what stays outside', () => {
    const before = readFileSync(client(), 'utf8');
    const { exit, stdout } = aegis('init', 'on', '--from', 'client.json');
    expect(exit).toBe(0);
    expect(stdout).toContain('Bucket Server is behind the kernel as `bucket`: 10 tools, none of them open');
    expect(stdout).toContain('web stays where it is');
    expect(stdout).toContain('gone stays where it is');
    expect(readFileSync(client(), 'utf8')).toBe(before);
    expect(aegis('check', '--config', 'on/aegis.yaml').exit).toBe(0);
    const manifest = readFileSync(join(folder, 'on', 'manifests', 'bucket.yaml'), 'utf8');
    expect(manifest).not.toMatch(/^ +audience: agent/m);
    expect(manifest + stdout).not.toContain(secret);
    const kept = join(folder, 'on', 'secrets', 'bucket.api-token');
    expect([readFileSync(kept, 'utf8'), statSync(kept).mode & 0o777]).toEqual([secret, 0o600]);
  });

  it('puts the kernel in their place when told to, and keeps what was there with its mode', () => {
    const before = readFileSync(client(), 'utf8');
    expect(aegis('init', 'on', '--from', 'client.json', '--write').exit).toBe(0);
    const now: unknown = JSON.parse(readFileSync(client(), 'utf8'));
    expect(now).toMatchObject({ theme: 'dark', mcpServers: { web: { url: 'https://example.com/mcp' } } });
    expect(Object.keys(Reflect.get(Object(now), 'mcpServers'))).toEqual(['aegis', 'web', 'gone']);
    const kept = `${client()}.before-aegis`;
    expect([readFileSync(kept, 'utf8'), statSync(kept).mode & 0o777]).toEqual([before, 0o600]);
    expect(aegis('doctor', '--config', 'on/aegis.yaml', '--client', 'client.json')).toMatchObject({
      exit: 0,
    });
  });

  it('shows no secret that a server prints or says of itself, and gives each a file of its own', () => {
    const said = "'said in clear: ' + process.env.API_TOKEN";
    const server = [
      "import { createInterface } from 'node:readline';",
      `process.stderr.write(${said} + '\\n');`,
      "createInterface({ input: process.stdin }).on('line', (line) => {",
      '  const { id, method, params } = JSON.parse(line);',
      '  if (id === undefined) return;',
      `  const tools = [{ name: 'look', description: ${said}, inputSchema: { type: 'object' } }];`,
      "  const hello = { protocolVersion: params?.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 's', version: '1' } };",
      "  const result = method === 'initialize' ? hello : { tools };",
      "  process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, result }) + '\\n');",
      '});',
    ];
    writeFileSync(join(folder, 'loud.mjs'), server.join('\n'));
    const loud = { command: process.execPath, args: [join(folder, 'loud.mjs')] };
    const mcpServers = {
      a: { ...loud, env: { API_TOKEN: secret, B_KEY: 'of a' } },
      'a-b': { ...loud, env: { API_TOKEN: secret, KEY: 'of a-b' } },
    };
    writeFileSync(client(), JSON.stringify({ mcpServers }));
    const { exit, stdout, stderr } = aegis('init', 'on', '--from', 'client.json');
    const drafts = ['a', 'a-b'].map((name) =>
      readFileSync(join(folder, 'on/manifests', `${name}.yaml`), 'utf8'),
    );
    expect(exit).toBe(0);
    expect(stderr).toContain('said in clear: [SECRET]');
    expect(drafts.join()).toContain('said in clear: [SECRET]');
    expect(`${stdout}${stderr}${drafts}`).not.toContain(secret);
    const kept = (name: string) => readFileSync(join(folder, 'on/secrets', name), 'utf8');
    expect([kept('a.b-key'), kept('a-b.key')]).toEqual(['of a', 'of a-b']);
  });

  it('writes nothing when no server can be moved, or the file is no client’s', () => {
    writeFileSync(client(), JSON.stringify({ mcpServers: { web: { url: 'x' } } }));
    expect(aegis('init', 'on', '--from', 'client.json')).toMatchObject({ exit: 2, stdout: '' });
    writeFileSync(client(), '{"theme":');
    expect(aegis('init', 'on', '--from', 'client.json').stderr).toContain('is no JSON');
    expect(existsSync(join(folder, 'on'))).toBe(false);
  });
});

describe('aegis doctor', () => {
  const doctor = (...more: readonly string[]) => aegis('doctor', '--json', ...more);
  interface Told {
    readonly ok: boolean;
    readonly findings: readonly {
      readonly about: string;
      readonly is: string;
      readonly says: string;
      readonly do: string;
    }[];
  }
  // `as`: what is read of it is compared below.
  const told = (stdout: string): Told => JSON.parse(stdout) as Told;
  const wrongs = (stdout: string) => told(stdout).findings.filter((one) => one.is === 'wrong');

  it('finds nothing wrong with what init made, and starts every system', () => {
    aegis('init');
    const { exit, stdout } = doctor();
    expect(exit).toBe(0);
    expect(told(stdout).findings.map((one) => one.about)).toEqual([
      'node',
      'configuration',
      'state',
      'postgres',
      's3',
    ]);
    expect(existsSync(join(folder, 'state'))).toBe(false);
  });

  it.each<[string, () => void, string, string]>([
    ['a configuration that is not there', () => rmSync(join(folder, 'aegis.yaml')), 'configuration', 'mend'],
    [
      'a secret that others may read',
      () => chmodSync(join(folder, 'secrets', 'lake-dsn'), 0o644),
      'configuration',
      'mend',
    ],
    [
      'a lake that is gone',
      () => rmSync(join(folder, 'lake'), { recursive: true }),
      'postgres',
      'run its command',
    ],
    [
      'a state directory that is open',
      () => mkdirSync(join(folder, 'state'), { mode: 0o755 }),
      'state',
      'chmod 700',
    ],
  ])('says what to do about %s', (_, spoil, about, remedy) => {
    aegis('init');
    spoil();
    const { exit, stdout } = doctor();
    expect(exit).toBe(1);
    const [finding] = wrongs(stdout);
    expect(finding?.about).toContain(about);
    expect(finding?.do).toContain(remedy);
  });

  it('says where a client reaches past the kernel, or does not start it at all', () => {
    aegis('init');
    const client = join(folder, 'client.json');
    writeFileSync(client, JSON.stringify({ mcpServers: { lake: { command: 'mcp-sqlite' } } }));
    const { exit, stdout } = doctor('--client', client);
    expect(exit).toBe(1);
    expect(wrongs(stdout)[0]?.says).toContain('no server in');
    expect(told(stdout).findings.some((one) => one.says.includes('reaches `lake` without the kernel'))).toBe(
      true,
    );
  });
});
