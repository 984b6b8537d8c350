// What the kernel has put into an object comes back column by column, and nothing else does: struck by who writes over it, swaps its columns, guesses it, moves it, cuts it or gives it another name.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Kernel, startKernel } from '../acceptance/kernel.js';
import { type Lake, makeLake, people } from '../acceptance/lake.js';

const shipped = readFileSync(join('manifests', 's3.yaml'), 'utf8');
const catalog = `catalog:
  datasets:
    silver.drop:
      tier: silver
      form: objects
      prefix: drop/
      columns: { id: clear, full_name: pii.name, email: pii.email, phone: pii.phone, country: clear, segment: clear }
`;
const files = shipped.slice(0, shipped.indexOf('catalog:')).replace('system: s3', 'system: files') + catalog;

const grants = `version: 1
grant:
  - { id: into-the-drop, to: [cleaner], can: [promote], datasets: [silver.drop] }
`;

let lake: Lake;
let kernel: Kernel;
beforeEach(async () => {
  lake = makeLake({ manifests: { 'files.yaml': files }, policies: { 'drop.yaml': grants } });
  kernel = await startKernel(lake);
});
afterEach(async () => {
  await kernel.close();
  lake.remove();
});

const key = 'drop/silver.customers.csv';
const path = (name = key): string => join(lake.directory, 'bucket', name);

async function promote(more: object = {}, by = kernel): Promise<string> {
  await by.call('aegis__validate', { dataset: 'silver.customers' });
  const { code, text } = await by.call('aegis__promote', {
    source: 'silver.customers',
    target: 'silver.drop',
    ...more,
  });
  console.log(code, text);
  return code;
}
const get = async (name = key, by = kernel): Promise<string> => {
  const { code, content } = await by.call('files__get', { key: name });
  expect(code).toBe('allowed');
  return String(content.body);
};

it('shows', async () => {
  expect(await promote()).toBe('allowed');
  console.log(readFileSync(path(), 'utf8'));
  console.log(await get());
});
