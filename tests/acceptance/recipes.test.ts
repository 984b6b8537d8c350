// Recipes of the cookbook on a kernel that runs: what they allow goes through to the lake, and what they deny is denied by the line that says so.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type Kernel, startKernel } from './kernel.js';
import { type Lake, makeLake } from './lake.js';

// Each starts a kernel of its own, with its systems.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const made: { readonly lake: Lake; readonly kernel: Kernel }[] = [];
afterAll(async () => {
  for (const { lake, kernel } of made) {
    await kernel.close();
    lake.remove();
  }
});

async function under(recipe: string, change: (text: string) => string = (text) => text): Promise<Kernel> {
  const lake = makeLake({ role: 'agent' });
  const policy = join(lake.directory, recipe);
  writeFileSync(policy, change(readFileSync(resolve('docs/cookbook', recipe), 'utf8')));
  const config = readFileSync(lake.config, 'utf8');
  writeFileSync(lake.config, config.replace(/^policies: .*$/m, `policies: [${JSON.stringify(policy)}]`));
  const kernel = await startKernel(lake);
  made.push({ lake, kernel });
  return kernel;
}

const promotion = { source: 'silver.customers', target: 'gold.customers' };

describe('a robot that only promotes', () => {
  it('validates and promotes, and no statement of its own goes through', async () => {
    const kernel = await under('promote-only.yaml');
    expect(await kernel.call('aegis__validate', { dataset: 'silver.customers' })).toMatchObject({
      isError: false,
      content: { passed: true },
    });
    expect(await kernel.call('aegis__promote', promotion)).toMatchObject({ isError: false });
    expect(await kernel.call('postgres__query', { sql: 'SELECT id FROM silver.orders' })).toMatchObject({
      isError: true,
      content: { code: 'forbidden', rule: { id: 'only-its-own-tools' } },
    });
  });

  it('is told which rule denied what a tool of the kernel asked for on its behalf', async () => {
    const kernel = await under('promote-only.yaml', (text) => text.replace('"postgres__check_table", ', ''));
    expect(await kernel.call('aegis__validate', { dataset: 'silver.customers' })).toMatchObject({
      isError: true,
      content: {
        code: 'forbidden',
        phase: 'execute',
        rule: { id: 'only-its-own-tools' },
        help: 'use aegis__validate and aegis__promote',
      },
    });
  });
});

describe('an auditor that only validates', () => {
  it('runs the checks and reads its receipts', async () => {
    const kernel = await under('validate-only.yaml');
    const validated = await kernel.call('aegis__validate', { dataset: 'silver.customers' });
    expect(validated).toMatchObject({ isError: false, content: { passed: true } });
    expect(await kernel.call('aegis__receipts', {})).toMatchObject({ isError: false });
    expect(await kernel.call('aegis__promote', promotion)).toMatchObject({ isError: true });
  });
});

describe('a support desk', () => {
  it('is shown the customer who calls, and never the table', async () => {
    const kernel = await under('support-desk.yaml');
    const asked = (where: string) =>
      kernel.call('postgres__query', { sql: `SELECT id, phone FROM silver.customers${where}` });
    expect(await asked(' WHERE id = 2')).toMatchObject({ isError: false });
    expect(await asked('')).toMatchObject({ isError: true, content: { rule: { id: 'no-whole-table' } } });
    expect(await asked(' WHERE id = 2 OR id > 0')).toMatchObject({ isError: true });
  });
});
