// The console of a real kernel: who may look, from where, at what; and that nothing of a person, a credential or an argument is ever shown.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, ask, bearer, follow, modesIn, type Note, notes, type Stream } from './console.js';
import { journal, type Kernel, startKernel, until, verb } from './kernel.js';
import { type Lake, main, makeLake, people } from './lake.js';
import { tracesIn } from './traces.js';

/** `address:port` in hex of each socket that the process listens on. */
function listeners(pid: number): readonly string[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode = '']) => state === '0A' && inodes.has(inode))
      .map(([, local = '']) => local),
  );
}

describe('a kernel that nobody asked to show itself', () => {
  it('opens no port and leaves no note', async () => {
    const lake = makeLake();
    const kernel = await startKernel(lake);
    await kernel.call('postgres__query', { sql: 'SELECT id FROM silver.customers' });
    expect(listeners(kernel.pid)).toEqual([]);
    expect(existsSync(join(lake.state, 'inspect'))).toBe(false);
    expect(verb(lake, 'inspect')).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('aegis serve --inspect'),
    });
    await kernel.close();
    expect(verb(lake, 'inspect')).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('no kernel runs'),
    });
    lake.remove();
  });
});

const query = 'SELECT id, full_name, email, phone FROM silver.customers ORDER BY id';
const person = people[0] ?? { email: '', full_name: '', phone: '' };

let lake: Lake;
let kernel: Kernel;
let note: Note;
let stream: Stream;
let denied = '';
beforeAll(async () => {
  lake = makeLake({ limits: 'inspect: {}' });
  kernel = await startKernel(lake, { client: { name: `agent of ${'x'.repeat(3)}`, version: '1' } });
  await until('the console', () => notes(lake).length === 1);
  note = notes(lake)[0] ?? { chain: '', pid: 0, port: 0, token: '' };
  stream = await follow(note);
  await kernel.call('postgres__query', { sql: query });
  await kernel.call('postgres__query', {
    sql: `SELECT id FROM silver.customers WHERE email = '${person.email}'`,
  });
  await kernel.call(`send ${person.email}`, { to: person.email });
  await kernel.call('postgres__query', { sql: query, [person.full_name]: person.phone });
  await kernel.call('postgres__query', { sql: `SELECT nothing FROM "${person.full_name}"` });
  await kernel.call('s3__get_object', { key: `silver/${person.email}` });
  await kernel.call('aegis__validate', { dataset: 'silver.customers' });
  denied = (await kernel.call('postgres__execute', { sql: 'DROP TABLE silver.customers' })).decision;
});
afterAll(async () => {
  stream?.close();
  await kernel?.close();
  lake?.remove();
});

const look = async (path: string): Promise<string> => {
  const { status, body } = await ask(note.port, path, { headers: bearer(note) });
  expect([path, status]).toEqual([path, 200]);
  return body;
};
const places = ['overview', 'requests', 'sessions', 'catalog', 'policies', 'policies/examined', 'systems'];
const routes = places.map((one) => `/api/${one}`);

describe('what is shown', () => {
  it('tells why a call was denied: the phase, the rule, its place and what would work', async () => {
    const trip = JSON.parse(await look(`/api/requests/${denied}`)) as Record<string, unknown>;
    expect(trip.row).toMatchObject({ verdict: 'denied', endedIn: 'capability', tool: 'postgres__execute' });
    expect(trip.denial).toMatchObject({
      rule: {
        id: 'no-destructive-ops/no-drop',
        kind: 'forbid',
        place: expect.stringMatching(/default\.yaml:\d+$/),
      },
    });
    const [entry] = journal(lake).filter(({ decision }) => decision === denied);
    expect(trip.entries).toEqual([
      expect.objectContaining({
        seq: entry?.seq,
        type: 'deny',
        proof: expect.stringMatching(/durable|signed/),
      }),
    ]);
  });

  it('tells which rules of the policy in force change nothing, by calls that were tried and never made', async () => {
    const before = journal(lake).length;
    const { lines, tried } = JSON.parse(await look('/api/policies/examined')) as {
      lines: readonly Record<string, string>[];
      tried: number;
    };
    expect(tried).toBeGreaterThan(500);
    expect(lines.find(({ id }) => id === 'no-destructive-ops/no-drop')).toMatchObject({
      kind: 'shadowed',
      why: expect.stringContaining('no-unscoped-write'),
      call: expect.stringContaining('DROP TABLE'),
    });
    expect(journal(lake).length).toBe(before);
  });

  it('holds nothing of a person, of the credential or of the token, on any route or event', async () => {
    const rows = JSON.parse(await look('/api/requests?limit=1000')) as { rows: { id: string }[] };
    expect(rows.rows.length).toBeGreaterThan(8);
    const trips = rows.rows.map(({ id }) => `/api/requests/${id}`);
    const all = [...(await Promise.all([...routes, ...trips].map(look))), stream.text()].join('\n');
    expect(all).toContain('silver.customers');
    expect(tracesIn(all)).toEqual([]);
    expect(all).not.toContain('sqlite:/');
    expect(all).not.toContain(note.token);
  });

  it('is told as it happens, in order, and from where somebody left', async () => {
    await until('the end of the denied call', () => stream.text().includes(denied));
    const events = stream.events().filter(({ id }) => id >= 0);
    expect(stream.events()[0]).toMatchObject({ event: 'hello' });
    expect(events.map(({ id }) => id)).toEqual(events.map((_, at) => (events[0]?.id ?? 0) + at));
    const middle = events[Math.floor(events.length / 2)];
    const again = await follow(note, { 'last-event-id': String(middle?.id) });
    await until('the rest', () => again.text().includes(denied));
    expect(again.events().find(({ id }) => id >= 0)?.id).toBe((middle?.id ?? 0) + 1);
    again.close();
  });

  it('refuses a filter that it does not know, and says so of what is not there', async () => {
    const status = async (path: string) => (await ask(note.port, path, { headers: bearer(note) })).status;
    expect(await status('/api/requests?colour=red')).toBe(400);
    expect(await status('/api/requests?limit=0')).toBe(400);
    expect(await status('/api/requests/nobody')).toBe(404);
    expect(await status('/api/constructor')).toBe(404);
    expect(await status('/api/')).toBe(404);
  });
});

describe('who may look', () => {
  const status = async (path: string, asked: Asked): Promise<number> =>
    (await ask(note.port, path, asked)).status;

  it('nobody without the token of this run, whatever is asked', async () => {
    for (const path of [...routes, `/api/requests/${denied}`, '/api/events', '/metrics']) {
      expect(await status(path, {})).toBe(401);
      for (const wrong of ['Bearer ', 'Bearer x', `Bearer ${note.token}x`, `Basic ${note.token}`, note.token])
        expect(await status(path, { headers: { authorization: wrong } })).toBe(401);
    }
    expect(await status(`/api/overview?token=${note.token}`, {})).toBe(401);
    expect(await status('/api/overview', { headers: { cookie: `token=${note.token}` } })).toBe(401);
  });

  it('nobody who asks by another name of this machine, as a rebound name would', async () => {
    for (const host of ['evil.example', `evil.example:${note.port}`, `localhost:${note.port}`, '127.0.0.1']) {
      expect(await status('/api/overview', { headers: { ...bearer(note), host } })).toBeGreaterThanOrEqual(
        400,
      );
      expect(await status('/', { headers: { host } })).toBeGreaterThanOrEqual(400);
    }
  });

  it('no page of elsewhere', async () => {
    for (const origin of [
      'http://evil.example',
      'null',
      `http://localhost:${note.port}`,
      `https://127.0.0.1:${note.port}`,
    ])
      expect(await status('/api/overview', { headers: { ...bearer(note), origin } })).toBe(403);
    for (const site of ['cross-site', 'same-site'])
      expect(await status('/api/overview', { headers: { ...bearer(note), 'sec-fetch-site': site } })).toBe(
        403,
      );
    const own = { ...bearer(note), origin: `http://127.0.0.1:${note.port}`, 'sec-fetch-site': 'same-origin' };
    expect(await status('/api/overview', { headers: own })).toBe(200);
  });

  it('nobody changes anything: other methods and bodies are refused', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])
      expect(await status('/api/overview', { method, headers: bearer(note) })).toBe(405);
    expect(await status('/api/session', { method: 'POST', headers: bearer(note), body: '{}' })).toBe(400);
  });

  it('who listens on loopback alone, on one port', () => {
    expect(listeners(kernel.pid)).toEqual([
      `0100007F:${note.port.toString(16).toUpperCase().padStart(4, '0')}`,
    ]);
  });

  it('the token lies in files of its owner alone and is said to nobody', () => {
    expect(note.token.length).toBeGreaterThanOrEqual(43);
    expect(modesIn(lake)).toEqual(['700', '600']);
    expect(kernel.stderr()).toContain('aegis inspect');
    expect(kernel.stderr() + kernel.received()).not.toContain(note.token);
    expect(kernel.stderr()).not.toMatch(new RegExp(`\\b${note.port}\\b`));
  });

  it('a ticket opens once, and the key it is exchanged for is no token', async () => {
    const post = (path: string, authorization: string) =>
      ask(note.port, path, { method: 'POST', headers: { authorization } });
    // `as`: the forms of the contract.
    const { ticket } = JSON.parse((await post('/api/ticket', `Bearer ${note.token}`)).body) as {
      ticket: string;
    };
    const { key } = JSON.parse((await post('/api/session', `Ticket ${ticket}`)).body) as { key: string };
    expect((await post('/api/session', `Ticket ${ticket}`)).status).toBe(401);
    expect(await status('/api/overview', { headers: { authorization: `Bearer ${ticket}` } })).toBe(401);
    expect(await status('/api/overview', { headers: { authorization: `Bearer ${key}` } })).toBe(200);
    expect((await post('/api/ticket', `Bearer ${key}`)).status).toBe(401);
  });
});

describe('how it is answered', () => {
  it('every answer forbids scripts of elsewhere, frames, sniffing and keeping', async () => {
    for (const path of ['/', '/api/overview', '/nothing']) {
      const { headers } = await ask(note.port, path, { headers: bearer(note) });
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'self';"),
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(String(headers['content-security-policy'])).not.toMatch(/unsafe|data:|https?:/);
    }
  });

  it('no address leads out of the list of its own files', async () => {
    for (const path of [
      '/../package.json',
      '/..%2fpackage.json',
      '/assets/../../cli/main.js',
      '/%2e%2e/cli/main.js',
      '//etc/passwd',
      '/assets/',
    ])
      expect((await ask(note.port, path)).status).toBeGreaterThanOrEqual(400);
  });

  it('a reader that does not read is no burden, and too many are refused', async () => {
    const lazy = connect({ host: '127.0.0.1', port: note.port });
    lazy.write(
      `GET /api/events?after=0 HTTP/1.1\r\nHost: 127.0.0.1:${note.port}\r\nAuthorization: Bearer ${note.token}\r\n\r\n`,
    );
    lazy.pause();
    const many = await Promise.all(Array.from({ length: 20 }, () => follow(note).catch(() => undefined)));
    const refused = many.filter((one) => one?.text().includes('too many') === true || one === undefined);
    await until('some are refused', () => many.some((one) => one?.text().includes('too many') === true));
    expect(refused.length).toBeLessThan(20);
    expect((await kernel.call('postgres__query', { sql: query })).code).toBe('allowed');
    for (const one of many) one?.close();
    lazy.destroy();
  });
});

describe('aegis inspect', () => {
  it('prints an address that opens once, and not the token', async () => {
    const { exit, stdout } = verb(lake, 'inspect', '--no-open');
    const [, port, ticket] = /^http:\/\/127\.0\.0\.1:(\d+)\/#([A-Za-z0-9_-]+)\n$/.exec(stdout) ?? [];
    expect([exit, port]).toEqual([0, String(note.port)]);
    expect(stdout).not.toContain(note.token);
    const redeemed = await ask(note.port, '/api/session', {
      method: 'POST',
      headers: { authorization: `Ticket ${ticket}` },
    });
    expect(redeemed.status).toBe(200);
  });

  it('opens a page of its owner alone, so that the address stands in no list of processes', async () => {
    const opened = join(lake.directory, 'opened');
    const path = join(lake.directory, 'programs');
    spawnSync('/bin/sh', [
      '-c',
      `mkdir -p ${path}; printf '#!/bin/sh\\nprintf %%s "$1" > ${opened}\\n' > ${path}/xdg-open; chmod +x ${path}/xdg-open; cp ${path}/xdg-open ${path}/open`,
    ]);
    const env = { PATH: `${path}:${process.env.PATH ?? ''}` };
    const { stdout } = spawnSync(process.execPath, [main, 'inspect', '--open', '--config', lake.config], {
      ...{ env, encoding: 'utf8' },
    });
    await until('it was opened', () => existsSync(opened) && readFileSync(opened, 'utf8') !== '');
    const file = readFileSync(opened, 'utf8');
    expect(file).toBe(join(lake.state, 'inspect', `${note.chain}.html`));
    expect(readFileSync(file, 'utf8')).toContain(`url=${stdout.trim()}`);
    expect(new Set(modesIn(lake))).toEqual(new Set(['700', '600']));
  });

  it('tells several kernels apart, and is asked for one', async () => {
    const second = await startKernel(lake);
    await until('both', () => notes(lake).length === 2);
    const all = verb(lake, 'inspect', '--json');
    const { kernels } = JSON.parse(all.stdout) as { kernels: { chain: string; address: string }[] };
    expect(kernels.map(({ chain }) => chain).sort()).toEqual(
      notes(lake)
        .map(({ chain }) => chain)
        .sort(),
    );
    expect(verb(lake, 'inspect', '--chain', note.chain).stdout).toContain(`:${note.port}/#`);
    await second.signal('SIGKILL');
    expect(verb(lake, 'inspect').stdout).toContain(`:${note.port}/#`);
    const third = await startKernel(lake);
    await until('the note of the dead is gone', () => notes(lake).length === 2);
    await third.close();
    expect(notes(lake).map(({ chain }) => chain)).toEqual([note.chain]);
  });
});
