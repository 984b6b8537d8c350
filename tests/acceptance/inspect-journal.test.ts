// The journal of a kernel that has gone, opened in the console: the same guards, the same reasons, nothing written and nothing of a person shown.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, openBrowser } from '../browser.js';
import { ask } from './console.js';
import { chainFiles, type Kernel, startKernel, until, verb } from './kernel.js';
import { type Lake, main, makeLake, people } from './lake.js';
import { tracesIn } from './traces.js';

interface Shown {
  readonly address: string;
  readonly port: number;
  readonly key: string;
  readonly stderr: () => string;
  readonly end: () => Promise<number | null>;
}

/** `aegis inspect --journal` as a process of its own, with the key that its address is good for. */
async function show(directory: string, ...more: readonly string[]): Promise<Shown> {
  const argv = [main, 'inspect', '--journal', directory, '--no-open', ...more];
  const child: ChildProcess = spawn(process.execPath, argv, { env: { PATH: process.env.PATH ?? '' } });
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  await until('the address', () => out.includes('\n') || child.exitCode !== null);
  const [address = '', port, ticket] = /^http:\/\/127\.0\.0\.1:(\d+)\/#([A-Za-z0-9_-]+)/m.exec(out) ?? [];
  const headers = { authorization: `Ticket ${ticket}` };
  const exchanged = await ask(Number(port), '/api/session', { method: 'POST', headers });
  // `as`: the form of the exchange.
  const { key } = JSON.parse(exchanged.body) as { readonly key: string };
  const end = (): Promise<number | null> =>
    new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill('SIGTERM');
    });
  return { address, port: Number(port), key, stderr: () => err, end };
}

const filesIn = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => `${name} ${statSync(join(directory, name)).mtimeMs}`);

const person = people[0] ?? { email: '', full_name: '', phone: '' };
const places = ['overview', 'requests', 'sessions', 'catalog', 'policies', 'policies/examined', 'systems'];

let lake: Lake;
let denied = '';
let before: readonly string[];
let shown: Shown;
beforeAll(async () => {
  lake = makeLake();
  const kernel: Kernel = await startKernel(lake);
  await kernel.call('postgres__query', { sql: 'SELECT id, full_name, email FROM silver.customers' });
  await kernel.call('postgres__query', {
    sql: `SELECT id FROM silver.customers WHERE email = '${person.email}'`,
  });
  await kernel.call(`send ${person.email}`, { to: person.email });
  await kernel.call('aegis__validate', { dataset: 'silver.customers' });
  denied = (await kernel.call('postgres__execute', { sql: 'DROP TABLE silver.customers' })).decision;
  await kernel.close();
  before = filesIn(lake.state);
  shown = await show(lake.state);
});
afterAll(async () => {
  await shown?.end();
  lake?.remove();
});

const bearer = () => ({ authorization: `Bearer ${shown.key}` });
const look = async (path: string): Promise<string> => {
  const { status, body } = await ask(shown.port, path, { headers: bearer() });
  expect([path, status]).toEqual([path, 200]);
  return body;
};

describe('a journal that is opened without its kernel', () => {
  it('tells why a call was denied, by the rule as it was written then, with its proof', async () => {
    const trip = JSON.parse(await look(`/api/requests/${denied}`)) as Record<string, unknown>;
    expect(trip.row).toMatchObject({ verdict: 'denied', endedIn: 'capability', ms: null });
    expect(trip.denial).toMatchObject({
      rule: {
        ...{ id: 'no-destructive-ops/no-drop', kind: 'forbid' },
        ...{ place: expect.stringMatching(/default\.yaml:\d+$/), text: expect.stringContaining('dropped') },
      },
    });
    expect(trip.entries).toEqual([expect.objectContaining({ type: 'deny', proof: 'signed' })]);
  });

  it('shows on each place what the entries tell, of a chain that is whole', async () => {
    const all = Object.fromEntries(
      await Promise.all(places.map(async (one) => [one, JSON.parse(await look(`/api/${one}`))] as const)),
    );
    expect(all.overview).toMatchObject({ state: 'stopped', recorded: { broken: '', writer: 0, starts: 1 } });
    expect(all.requests.matching).toBeGreaterThan(5);
    expect(all.sessions.sessions[0].receipts).toMatchObject([{ dataset: 'silver.customers' }]);
    expect(all.catalog.datasets.length).toBeGreaterThan(2);
    expect(all.policies.rules.find(({ id }: { id: string }) => id.endsWith('no-drop'))).toMatchObject({
      ...{ fired: 1, denied: 1 },
    });
    expect(all['policies/examined'].tried).toBeGreaterThan(500);
    expect(all.systems.systems.map(({ system }: { system: string }) => system)).toEqual(['postgres', 's3']);
  });

  it('shows nothing of a person, of the credential, or of a key', async () => {
    const { rows } = JSON.parse(await look('/api/requests')) as { rows: { id: string }[] };
    const trips = rows.map(({ id }) => `/api/requests/${id}`);
    const all = (await Promise.all([...places.map((one) => `/api/${one}`), ...trips].map(look))).join('\n');
    expect(all).toContain('silver.customers');
    expect(tracesIn(all)).toEqual([]);
    expect(all).not.toContain('sqlite:/');
    expect(all).not.toContain(shown.key);
  });

  it('writes nothing where it lies', () => {
    expect(filesIn(lake.state)).toEqual(before);
  });

  it('is shown to nobody without a key, by no other name, to no other page, and only to look', async () => {
    const status = async (path: string, headers: Readonly<Record<string, string>>, method = 'GET') =>
      (await ask(shown.port, path, { method, headers })).status;
    for (const path of [
      ...places.map((one) => `/api/${one}`),
      `/api/requests/${denied}`,
      '/api/events',
      '/metrics',
    ])
      expect(await status(path, {})).toBe(401);
    expect(await status('/api/overview', { ...bearer(), host: 'evil.example' })).toBe(403);
    expect(await status('/api/overview', { ...bearer(), origin: 'http://evil.example' })).toBe(403);
    expect(await status('/api/overview', { ...bearer(), 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status('/api/overview', bearer(), 'DELETE')).toBe(405);
    expect(await status('/metrics', bearer())).toBe(404);
    const { headers } = await ask(shown.port, '/');
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    // The address was used; it opens once.
    const ticket = shown.address.split('#')[1];
    expect(await status('/api/session', { authorization: `Ticket ${ticket}` }, 'POST')).toBe(401);
  });
});

describe('a copy of it', () => {
  it('that somebody has changed is told as not whole, on stderr and on the page', async () => {
    const copy = join(lake.directory, 'copy');
    cpSync(lake.state, copy, { recursive: true });
    const [chain = ''] = chainFiles({ state: copy });
    writeFileSync(
      chain,
      readFileSync(chain, 'utf8').replace('"rule":"no-destructive-ops/no-drop"', '"rule":"none"'),
    );
    const changed = await show(copy);
    await until('it is said', () => changed.stderr().includes('NOT whole'));
    const headers = { authorization: `Bearer ${changed.key}` };
    const { body } = await ask(changed.port, '/api/overview', { headers });
    expect(JSON.parse(body)).toMatchObject({ recorded: { broken: expect.stringMatching(/^line \d+: /) } });
    expect(await changed.end()).toBe(0);
    rmSync(copy, { recursive: true });
  });

  it('is asked for by a place that holds one, and by its name where there are several', async () => {
    expect(verb(lake, 'inspect', '--journal', lake.directory)).toMatchObject({
      ...{ exit: 1, stderr: expect.stringContaining('there is no chain in it') },
    });
    expect(verb(lake, 'inspect', '--journal', lake.state, '--chain', 'kernel-9')).toMatchObject({
      ...{ exit: 1, stderr: expect.stringContaining('there is kernel-1') },
    });
    const two = join(lake.directory, 'two');
    cpSync(lake.state, two, { recursive: true });
    const [chain = ''] = chainFiles({ state: two });
    cpSync(chain, chain.replace('kernel-1', 'kernel-2'));
    expect(verb(lake, 'inspect', '--journal', two)).toMatchObject({
      ...{ exit: 1, stderr: expect.stringContaining('choose one with --chain: kernel-1, kernel-2') },
    });
    rmSync(two, { recursive: true });
  });
});

describe.skipIf(browserPath() === undefined)('the page over a journal', () => {
  let browser: Browser;
  let again: Shown;
  beforeAll(async () => {
    browser = await openBrowser();
    again = await show(lake.state);
  });
  afterAll(async () => {
    await browser.close();
    await again.end();
  });

  it('says what it is, why a call was denied, and what it cannot know', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    // The first address is used up: the key stands in for it, where the page keeps one.
    await page.addInitScript(`sessionStorage.setItem('aegis.key', ${JSON.stringify(again.key)})`);
    await page.goto(`http://127.0.0.1:${again.port}/#/overview`);
    await page.waitForSelector('.banner-journal');
    expect(await page.innerText('.banner-journal')).toContain('No kernel writes it.');
    expect(await page.innerText('section:has(#journal)')).toContain('Whole: each entry holds the hash');
    expect(await page.innerText('.link')).toBe('a journal');
    await page.click('.denials >> text=no-drop');
    const story = page.locator('.story');
    await expect.poll(() => story.innerText()).toContain('Denied: a rule forbids this.');
    expect(await story.innerText()).toMatch(/default\.yaml:\d+/);
    expect(await story.innerText()).not.toContain('word for word');
    expect(await page.innerText('.walk')).toContain('From the journal: which stages it passed');
    expect(await page.innerText('.timeline')).not.toMatch(/\d ms/);
    await page.waitForSelector('.chart .mark.denied');
    expect(await page.innerText('.entries')).toMatch(/deny\s*signed/);
    expect(wrong).toEqual([]);
  });
});
