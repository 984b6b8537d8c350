// What goes into gold in parts, struck between two of them: gold is as it was, or all of it is there and masked; nothing is in between.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { journal, type Kernel, startKernel, until } from '../acceptance/kernel.js';
import { type Lake, makeLake } from '../acceptance/lake.js';
import { childrenOf, stillThere } from '../acceptance/slow.js';

const policy = `version: 1
mask:
  - { class: pii.email, with: token, into: ["gold.*"] }
  - { class: pii.name, with: token, into: [gold.customers] }
`;
const args = { source: 'silver.customers', target: 'gold.customers' };
const rows = 21_000;

// A busy machine takes its time over as many rows.
vi.setConfig({ testTimeout: 120_000 });

let lake: Lake;
let kernel: Kernel;
beforeEach(async () => {
  lake = makeLake({ policies: { 'pseudonyms.yaml': policy } });
  lake.write(`INSERT INTO silver.customers
    WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < ${999 + rows})
    SELECT i, 'Person ' || (i % 500), 'p' || i || '@firma.example', '+49 30 ' || (2000000 + i), 'DE', 'retail' FROM n`);
  kernel = await startKernel(lake);
});
afterEach(async () => {
  await kernel.signal('SIGKILL');
  lake.remove();
});

const validate = async (): Promise<void> => {
  expect((await kernel.call('aegis__validate', { dataset: 'silver.customers' })).code).toBe('allowed');
};
const promote = (options: { readonly signal?: AbortSignal } = {}) =>
  kernel.call('aegis__promote', args, options);

const kept = (): number =>
  journal(lake).filter(({ type, body }) => type === 'outcome' && body.tool === 'postgres__keep_part').length;
const partsKept = (count: number): Promise<void> => until('parts are kept', () => kept() >= count, 60_000);

const asItWas = [[1, 100, 'seed']];
const gold = () => lake.rows('SELECT count(*), min(id), min(email) FROM gold.customers');

async function isWhole(): Promise<void> {
  await validate();
  const { content } = await promote();
  expect(content).toMatchObject({ promoted: true, rows: rows + 8 });
  expect(
    lake.rows("SELECT count(*), count(DISTINCT email), sum(email LIKE '[EMAIL:%') FROM gold.customers"),
  ).toEqual([[rows + 8, rows + 8, rows + 8]]);
  expect(lake.rows('SELECT count(DISTINCT full_name) FROM gold.customers WHERE id >= 1000')).toEqual([[500]]);
}

it('a downstream that dies between two parts ends it, and the next one is whole', async () => {
  await validate();
  const promoting = promote();
  await partsKept(2);
  const tables = childrenOf(kernel.pid).filter((one) => one.parent !== kernel.pid);
  for (const { pid } of tables) process.kill(pid, 'SIGKILL');
  expect((await promoting).isError).toBe(true);
  expect(gold()).toEqual(asItWas);
  await isWhole();
});

it('a source that is written between two parts ends it', async () => {
  await validate();
  const promoting = promote();
  await partsKept(2);
  lake.write("UPDATE silver.customers SET country = 'ZZ' WHERE id = 20000");
  expect((await promoting).code).not.toBe('allowed');
  expect(gold()).toEqual(asItWas);
  await isWhole();
});

it('a kernel that is killed between two parts leaves gold as it was, and no process', async () => {
  await validate();
  const promoting = promote().catch(() => undefined);
  await partsKept(2);
  const children = childrenOf(kernel.pid);
  await kernel.signal('SIGKILL');
  await promoting;
  await until('its children are gone', () => stillThere(children).length === 0);
  expect(gold()).toEqual(asItWas);
  kernel = await startKernel(lake);
  await isWhole();
});

it('a client that goes away between two parts ends it', async () => {
  await validate();
  const away = new AbortController();
  const promoting = promote({ signal: away.signal }).catch(() => undefined);
  await partsKept(2);
  away.abort();
  await promoting;
  const before = kept();
  await isWhole();
  expect(kept()).toBeGreaterThan(before);
});

it('two into one dataset at once do not mix: what stands there is whole', async () => {
  await validate();
  const both = await Promise.all([promote(), promote()]);
  expect(both.some(({ content }) => content.promoted === true)).toBe(true);
  expect(gold()[0]?.[0]).toBe(rows + 8);
  expect(lake.rows("SELECT count(DISTINCT email), sum(email LIKE '[EMAIL:%') FROM gold.customers")).toEqual([
    [rows + 8, rows + 8],
  ]);
});
