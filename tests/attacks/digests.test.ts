// The digest of an object, or of a table's rows, would let whoever knows the rest of it try out what is masked, as often as he likes and by no call: it stays in the kernel.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, bearer, notes } from '../acceptance/console.js';
import { journal, type Kernel, startKernel, until, verb } from '../acceptance/kernel.js';
import { type Lake, makeLake, people } from '../acceptance/lake.js';

const body = JSON.stringify({ id: 7, phone: people[0]?.phone });
const digests = ['sha256', 'sha1', 'md5'].map((name) => createHash(name).update(body).digest('hex'));

let lake: Lake;
let kernel: Kernel;
beforeAll(async () => {
  lake = makeLake({ limits: 'inspect: {}' });
  writeFileSync(join(lake.directory, 'bucket', 'silver', 'one.json'), body);
  kernel = await startKernel(lake);
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});

it.each([
  ['s3__get', { key: 'silver/one.json' }],
  ['s3__head', { key: 'silver/one.json' }],
  ['s3__copy', { source: 'silver/one.json', key: 'silver/two.json' }],
  ['s3__list', { prefix: 'silver/' }],
] as const)('%s says an object’s size and not its digest', async (tool, args) => {
  const answer = await kernel.call(tool, args);
  expect(answer.code).toBe('allowed');
  expect(JSON.stringify(answer.content)).toContain('[REDACTED:secret.digest]');
  for (const digest of digests) expect(kernel.received()).not.toContain(digest.slice(0, 12));
});

/** Everything that a kernel keeps in its state directory, but for its keys. */
const kept = (): string =>
  readdirSync(lake.state, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && !one.parentPath.endsWith('keys'))
    .map((one) => readFileSync(join(one.parentPath, one.name), 'latin1'))
    .join('\n');

it('the digest of a table that was validated and promoted stands in the store of receipts, and nowhere that anybody looks', async () => {
  const version = /sha256-rows:[0-9a-f]{64}/;
  expect((await kernel.call('aegis__validate', { dataset: 'silver.customers' })).code).toBe('allowed');
  const promoted = await kernel.call('aegis__promote', {
    source: 'silver.customers',
    target: 'gold.customers',
  });
  expect(promoted.code).toBe('allowed');
  const [raw = ''] = version.exec(kept()) ?? [];
  expect(raw).not.toBe('');
  await until('the console', () => notes(lake).length === 1);
  const [note] = notes(lake);
  const look = async (path: string): Promise<string> =>
    note === undefined ? '' : (await ask(note.port, path, { headers: bearer(note) })).body;
  const decisions = [...new Set(journal(lake).map(({ decision }) => decision))].filter((one) => one !== '');
  const paths = ['/api/requests?limit=1000', '/api/sessions', '/api/catalog', '/api/systems', '/metrics'];
  const shown = await Promise.all([...paths, ...decisions.map((one) => `/api/requests/${one}`)].map(look));
  expect(shown.join()).toContain('silver_validation');
  const words = [verb(lake, 'audit', 'tail', '--json'), verb(lake, 'status', '--json')];
  const told = [...shown, JSON.stringify(journal(lake)), kernel.received(), kernel.stderr()];
  const all = [...told, ...words.map(({ stdout, stderr }) => stdout + stderr)].join('\n');
  for (const digest of [raw.slice('sha256-rows:'.length), 'sha256-rows'])
    expect(all.includes(digest)).toBe(false);
});
