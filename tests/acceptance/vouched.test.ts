// A column with a reason to be clear, over a real kernel and its journal: shown as it is, told in the audit with who vouches, and explained with the detectors beside it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { journal, type Kernel, startKernel, verb } from './kernel.js';
import { type Lake, makeLake } from './lake.js';

const shipped = readFileSync(join('manifests', 'postgres.yaml'), 'utf8');
const columns = '      columns: { id: clear, customer_id: clear, amount: clear, status: clear }\n';
const vouched = (until: string): string => {
  expect(shipped).toContain(columns);
  const word = `{ reason: states of ours, by: data office, until: "${until}" }`;
  // What looks like a person's does not keep it from being promoted.
  const unchecked = shipped.replace('          - no-raw-pii\n    gold.customers:', '    gold.customers:');
  return unchecked.replace(columns, `${columns}      clear-because: { status: ${word} }\n`);
};
const looksLike = 'ann.bell@example.com';

let lake: Lake;
let kernel: Kernel;
beforeAll(async () => {
  lake = makeLake({ postgres: vouched('2999-12-31') });
  lake.write(`UPDATE silver.orders SET status = '${looksLike}' WHERE id = 1`);
  kernel = await startKernel(lake);
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});

const ask = (sql: string) => kernel.call('postgres__query', { sql });

it('leaves as it is, and the outcome says on whose word and until when', async () => {
  const answer = await ask('SELECT id, status FROM silver.orders WHERE id = 1');
  expect(answer.content.rows).toEqual([[1, looksLike]]);
  const outcome = journal(lake)
    .filter(({ type }) => type === 'outcome')
    .at(-1);
  expect(outcome?.body.clear).toEqual(['silver.orders.status by data office until 2999-12-31']);
});

it('says nothing of what is made from it: that meets the net, and explain names the detector and the place', async () => {
  const answer = await ask("SELECT lower(status) || '' AS made FROM silver.orders WHERE id = 1");
  expect(JSON.stringify(answer.content)).not.toContain('ann.bell');
  const { decision = '' } =
    journal(lake)
      .filter(({ type }) => type === 'outcome')
      .at(-1) ?? {};
  const { stdout } = verb(lake, 'explain', decision);
  expect(stdout).toMatch(/masked .*pointer \/rows\/\*\/0, class pii\.email.*detector email/);
  expect(stdout).not.toContain('ann.bell');
});

it('leaves as it is from an object that it was promoted into', async () => {
  await kernel.call('aegis__validate', { dataset: 'silver.orders' });
  const into = { source: 'silver.orders', target: 'gold.exports', key: 'orders.csv' };
  expect((await kernel.call('aegis__promote', into)).code).toBe('allowed');
  const { content } = await kernel.call('s3__get', { key: 'gold/exports/orders.csv' });
  expect(String(content.body)).toContain(looksLike);
  const outcome = journal(lake)
    .filter(({ type }) => type === 'outcome')
    .at(-1);
  expect(outcome?.body.clear).toEqual(['silver.orders.status by data office until 2999-12-31']);
});

it('is masked like what nobody declared once its day is over', async () => {
  const over = makeLake({ postgres: vouched('2001-01-01') });
  over.write(`UPDATE silver.orders SET status = '${looksLike}' WHERE id = 1`);
  const other = await startKernel(over);
  const { content } = await other.call('postgres__query', {
    sql: 'SELECT id, status FROM silver.orders WHERE id = 1',
  });
  expect(content.rows).toEqual([[1, '[REDACTED:pii.unknown]']]);
  await other.close();
  over.remove();
});
