// A real kernel with an engine on loopback that finds a name no detector knows: asked over real HTTP, masked by policy, audited and explained; and every way in which it fails, withheld or told.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type FakePresidio, startPresidio } from '../fakes/presidio.js';
import { bearer, ask as look, notes } from './console.js';
import { journal, type Kernel, startKernel, until, verb } from './kernel.js';
import { type Lake, main, makeLake, people } from './lake.js';

const token = 'engine-token-5e1f9c7a2b';
const canary = 'zorblatt';
const words = { Zorblatt: 'PERSON', zorblatt: 'PERSON', quux: 'SHOE_SIZE' };
const sql = 'SELECT id, status FROM silver.orders WHERE id = 1';

interface Setting {
  /** One file each. */
  readonly policies?: readonly string[];
  readonly engine?: string;
  /** Lines of the configuration. */
  readonly more?: string;
}
let server: FakePresidio;
let lake: Lake;
let kernel: Kernel;
const place = async ({
  policies: lines = [],
  engine = ', within: 60000',
  more = '',
}: Setting = {}): Promise<void> => {
  server = await startPresidio(words);
  const limits = `pii-engine: { presidio: "${server.address}", credential: "file:{config}/secrets/engine"${engine} }\n${more}`;
  const policies = Object.fromEntries(lines.map((line, at) => [`more-${at}.yaml`, `version: 1\n${line}\n`]));
  lake = makeLake({ limits, policies });
  mkdirSync(join(lake.directory, 'secrets'), { recursive: true });
  writeFileSync(join(lake.directory, 'secrets', 'engine'), token, { mode: 0o600 });
  lake.write(`UPDATE silver.orders SET status = 'for ${canary}' WHERE id = 1`);
};
const open = async (setting: Setting = {}): Promise<void> => {
  await place(setting);
  kernel = await startKernel(lake);
};
afterEach(async () => {
  await kernel?.close();
  await server?.close();
  lake?.remove();
});

const outcome = () =>
  journal(lake)
    .filter(({ type }) => type === 'outcome')
    .at(-1);
const ask = (statement = sql) => kernel.call('postgres__query', { sql: statement });

it('masks what it finds, says so in the result, the journal and explain, and shows nobody what it knows the kernel by', async () => {
  await open();
  const answer = await ask();
  expect(answer.content.rows).toEqual([[1, 'for [REDACTED:pii.name]']]);
  expect(answer.content.masked).toEqual([{ column: 'status', class: 'pii.name', operator: 'redact' }]);
  expect(outcome()?.body).toMatchObject({
    engine: { asked: expect.any(Number) },
    masked: [{ pointer: '/rows/*/1', class: 'pii.name', operator: 'redact', detector: 'presidio', count: 1 }],
  });
  expect(outcome()?.body.engine).not.toHaveProperty('fault');
  expect(verb(lake, 'explain', outcome()?.decision ?? '').stdout).toContain('detector presidio');
  expect(server.asked[0]?.headers.authorization).toBe(`Bearer ${token}`);
  const everywhere = kernel.received() + kernel.stderr() + JSON.stringify(journal(lake));
  expect(everywhere).not.toContain(token);
  expect(everywhere).not.toContain(canary);
});

it('masks an entity type that nobody knows as free text', async () => {
  await open();
  lake.write("UPDATE silver.orders SET status = 'quux' WHERE id = 1");
  expect((await ask()).content.rows).toEqual([[1, '[REDACTED:pii.free_text]']]);
});

it('is not sent what provenance masks whole, a credential of a system, nor anything that does not leave', async () => {
  await open();
  expect(server.asked, 'what the kernel read for itself at the start').toEqual([]);
  const answer = await ask('SELECT id, full_name, email, phone, country FROM silver.customers');
  expect(answer.code).toBe('allowed');
  const sent = server.texts().join('\n');
  for (const { full_name, email, phone } of people)
    for (const value of [full_name, email, phone]) expect(sent).not.toContain(value);
  expect(sent).toContain('full_name');
  const before = server.asked.length;
  await kernel.call('aegis__validate', { dataset: 'silver.orders' });
  expect(server.asked.length, 'what a plan asked').toBe(before);
});

it('withholds a result of which the engine has said nothing, says why and what to do, and recovers', async () => {
  await open();
  server.behave((response) => void response.writeHead(500).end());
  const answer = await ask();
  expect(answer).toMatchObject({ isError: true, code: 'engine-down' });
  expect(answer.text).toContain('it answered with an error');
  expect(answer.text).toContain('Retry: yes, later');
  expect(kernel.received()).not.toContain(canary);
  expect(outcome()?.body).toMatchObject({
    executed: 'confirmed',
    engine: { asked: expect.any(Number), fault: 'it answered with an error' },
  });
  server.behave(undefined);
  expect((await ask()).content.rows).toEqual([[1, 'for [REDACTED:pii.name]']]);
});

it('is left alone after four failures, which the console and its metrics show', async () => {
  await open({ more: 'inspect: {}' });
  server.behave((response) => void response.writeHead(500).end());
  for (let i = 0; i < 4; i += 1) expect((await ask()).code).toBe('engine-down');
  const before = server.asked.length;
  expect((await ask()).text).toContain('left alone for a while');
  expect(server.asked.length).toBe(before);
  await until('the console', () => notes(lake).length === 1);
  const note = notes(lake)[0] ?? { port: 0, token: '' };
  const overview = JSON.parse((await look(note.port, '/api/overview', { headers: bearer(note) })).body);
  expect(overview.actors).toContainEqual(expect.objectContaining({ name: 'engine', state: 'resting' }));
  const metrics = (await look(note.port, '/metrics', { headers: bearer(note) })).body;
  expect(metrics).toContain('aegis_engine_state{state="resting"} 1');
});

it('degrades where policy says so: the detectors mask alone, and result, `_meta` and journal say it', async () => {
  await open({ policies: ['pii-engine: degrade'] });
  server.behave((response) => void response.writeHead(503).end());
  lake.write("UPDATE silver.orders SET status = 'for zorblatt, ann.bell@example.com' WHERE id = 1");
  const result = await kernel.client.callTool({ name: 'postgres__query', arguments: { sql } });
  const shown = JSON.stringify(result);
  expect(shown).toContain(canary);
  expect(shown).not.toContain('ann.bell');
  expect(shown).toContain('masked by the built-in detectors alone');
  expect(result._meta).toMatchObject({ 'aegis/without-engine': 'it answered with an error' });
  expect(outcome()?.body.engine).toMatchObject({ fault: 'it answered with an error' });
  server.behave(undefined);
  expect(JSON.stringify((await ask()).content)).not.toContain(canary);
});

it('of two policies the one that withholds decides', async () => {
  await open({ policies: ['pii-engine: degrade', 'pii-engine: deny'] });
  server.behave((response) => void response.writeHead(503).end());
  expect((await ask()).code).toBe('engine-down');
});

it('tells of a write whose result is withheld that it was made', async () => {
  await open();
  server.behave((_, __, request) => void request.socket.destroy());
  const answer = await kernel.call('postgres__execute', {
    sql: "UPDATE silver.orders SET status = 'paid' WHERE id = 2",
  });
  expect(answer.code).toBe('engine-down');
  expect(answer.text).toContain('do not make it again');
  expect(lake.rows('SELECT status FROM silver.orders WHERE id = 2')).toEqual([['paid']]);
});

it('masks a large result by what it says as well, on the thread that masks', async () => {
  await open();
  lake.write(`UPDATE silver.orders SET status = '${'calm words '.repeat(4_000)} Zorblatt' WHERE id = 1`);
  const answer = await ask();
  expect(answer.code).toBe('allowed');
  expect(JSON.stringify(answer.content)).not.toContain('Zorblatt');
  expect(JSON.stringify(answer.content)).toContain('[REDACTED:pii.name]');
});

const maskLines = (lines: readonly object[], ...more: readonly string[]) =>
  new Promise<readonly Record<string, unknown>[]>((resolve) => {
    const child = spawn(process.execPath, [main, 'mask', '--engine', lake.config, ...more], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.on('close', () =>
      resolve(
        said
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line)),
      ),
    );
    child.stdin.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  });

it('is asked by `aegis mask` where a configuration is named, with offsets in UTF-16', async () => {
  await place();
  const value = '\u{1f600} for Zorblatt';
  const [found] = await maskLines([{ id: 1, result: { content: [], structuredContent: { note: value } } }]);
  expect(found).toMatchObject({
    id: 1,
    result: { structuredContent: { note: '\u{1f600} for [REDACTED:pii.name]' } },
    findings: [{ pointer: '/structuredContent/note', class: 'pii.name', tier: 'engine', start: 7, end: 15 }],
  });
  const [said] = await maskLines([{ id: 2, text: value }], '--text');
  expect(said).toMatchObject({ text: '\u{1f600} for [REDACTED:pii.name]', spans: [{ start: 7, end: 15 }] });
});

it('withholds a line of `aegis mask` where it has no answer, or tells, as the policy says', async () => {
  await place();
  server.behave((response) => void response.writeHead(500).end());
  const line = { id: 1, text: 'Zorblatt, ann.bell@example.com' };
  const [denied] = await maskLines([line], '--text');
  expect(denied).toEqual({
    ...{ id: 1, text: null, spans: [] },
    withheld: 'the engine was not available: it answered with an error',
  });
  const policy = join(lake.directory, 'degrade.yaml');
  writeFileSync(policy, 'version: 1\npii-engine: degrade\n');
  const [told] = await maskLines([line], '--text', '--policy', policy);
  expect(told).toMatchObject({
    text: 'Zorblatt, [REDACTED:pii.email]',
    without: 'it answered with an error',
  });
});

it('is no engine that a policy wants: such a kernel does not start', () => {
  const bare = makeLake({ policies: { 'more.yaml': 'version: 1\npii-engine: deny\n' } });
  const { exit, stderr, stdout } = verb(bare, 'check');
  expect(exit).not.toBe(0);
  expect(stdout + stderr).toContain('no engine is named');
  bare.remove();
});

it('is refused with a credential in the file that is no reference', () => {
  const bare = makeLake({ limits: `pii-engine: { presidio: "http://127.0.0.1:9", credential: "${token}" }` });
  const { exit, stderr, stdout } = verb(bare, 'check');
  expect(exit).not.toBe(0);
  expect(stdout + stderr).toContain('is not a reference');
  expect(stdout + stderr).not.toContain(token);
  bare.remove();
});
