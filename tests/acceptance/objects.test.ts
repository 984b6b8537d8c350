// Objects over a real kernel and a real bucket: what is copied into one is masked in that one alone, over copies, a deletion and a restart; and a clean format is shown until a class was written into it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { journal, type Kernel, startKernel } from './kernel.js';
import { type Lake, makeLake } from './lake.js';

const name = 'Zorblatt Quux';
const people = `{"id":1,"who":"${name}"}`;
const shipped = readFileSync(join('manifests', 's3.yaml'), 'utf8');
const catalog = `catalog:
  datasets:
    silver.raw: { tier: silver, form: objects, prefix: raw/, columns: {}, clean-formats: [md] }
    silver.people: { tier: silver, form: objects, prefix: people/, columns: { id: clear, who: pii.name } }
    silver.notes: { tier: silver, form: objects, prefix: notes/, columns: { id: clear, text: clear }, clean-formats: [md, bin] }
`;
const files = shipped.slice(0, shipped.indexOf('catalog:')).replace('system: s3', 'system: files') + catalog;

let lake: Lake;
let kernel: Kernel;
beforeAll(async () => {
  lake = makeLake({ manifests: { 'files.yaml': files } });
  for (const made of ['raw', 'people', 'notes']) mkdirSync(join(lake.directory, 'bucket', made));
  for (const [key, text] of Object.entries({
    'raw/people.json': people,
    'raw/readme.md': `about ${name}, ann.bell@example.com`,
    'people/a.json': people,
    'notes/plain.json': '{"id":7,"text":"calm"}',
    'notes/plain.txt': 'calm words',
    'notes/guide.md': '# calm words\n',
  }))
    writeFileSync(join(lake.directory, 'bucket', key), text);
  writeFileSync(join(lake.directory, 'bucket', 'notes', 'x.bin'), Buffer.from([1, 2, 3, 255, 254]));
  kernel = await startKernel(lake);
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});

const get = async (key: string): Promise<string> => {
  const answer = await kernel.call('files__get', { key });
  expect(answer.code).toBe('allowed');
  return String(answer.content.body);
};
const copy = async (source: string, key: string): Promise<void> =>
  void expect((await kernel.call('files__copy', { source, key })).code).toBe('allowed');

it('shows what the manifest declares clear, and masks what it does not declare', async () => {
  expect(await get('notes/plain.json')).toBe('{"id":7,"text":"calm"}');
  expect(await get('people/a.json')).not.toContain(name);
  expect(await get('raw/people.json')).not.toContain(name);
});

it('shows a format that is declared clean, but for what the content net finds', async () => {
  expect(await get('notes/guide.md')).toBe('# calm words\n');
  const readme = await get('raw/readme.md');
  expect(readme).toContain(name);
  expect(readme).not.toContain('ann.bell');
  expect(await get('notes/x.bin')).toBe(Buffer.from([1, 2, 3, 255, 254]).toString('base64'));
});

it('masks in the object what was copied into it, and in no other', async () => {
  await copy('people/a.json', 'notes/copied.json');
  expect(await get('notes/copied.json')).not.toContain(name);
  expect(await get('notes/plain.json')).toBe('{"id":7,"text":"calm"}');
  const intent = journal(lake)
    .filter(({ type }) => type === 'intent')
    .at(-1);
  expect(JSON.stringify(journal(lake))).not.toContain('copied.json');
  expect(
    intent?.body.carried ?? journal(lake).find(({ body }) => body.carried !== undefined)?.body.carried,
  ).toEqual([
    {
      ...{ dataset: 'silver.notes', column: '* (one object)', class: 'pii.name', derived: false },
      from: ['silver.people.who'],
    },
  ]);
});

it('is not clean any more when what nobody declared, or a class, was copied under such a name', async () => {
  await copy('raw/people.json', 'raw/people.md');
  await copy('raw/people.md', 'raw/again.md');
  await copy('people/a.json', 'notes/people.md');
  for (const key of ['raw/people.md', 'raw/again.md', 'notes/people.md'])
    expect(await get(key)).not.toContain(name);
  expect(await get('notes/guide.md')).toBe('# calm words\n');
});

it('stays so when the object is deleted and made again, written over, and when the kernel is started again', async () => {
  await kernel.call('files__delete', { key: 'notes/copied.json' });
  await copy('notes/plain.json', 'notes/copied.json');
  expect(await get('notes/copied.json')).not.toContain('calm');
  await kernel.call('files__put', { key: 'notes/people.md', body: 'calm words' });
  expect(await get('notes/people.md')).not.toContain('calm words');
  await kernel.close();
  kernel = await startKernel(lake);
  expect(await get('notes/copied.json')).not.toContain('calm');
  for (const key of ['raw/people.md', 'raw/again.md', 'notes/people.md'])
    expect(await get(key)).not.toMatch(/calm|Zorblatt/);
  expect(await get('notes/plain.json')).toBe('{"id":7,"text":"calm"}');
});

it('tells in its catalog that some object holds more than is declared, and names none', async () => {
  const answer = await kernel.call('aegis__catalog', {});
  const text = JSON.stringify(answer.content);
  expect(text).toContain('"carried":{"*":{"classes":["pii.name"],"derived":false}}');
  expect(text).not.toMatch(/\*:[0-9a-f]{64}/);
});
