// What goes into gold in parts, struck between two of them: gold is as it was, or all of it is there and masked; nothing is in between.
import { expect, it } from 'vitest';
import { childrenOf } from '../acceptance/slow.js';
import { rows, useManyRows } from './many-rows.js';

const policy = `version: 1
mask:
  - { class: pii.email, with: token, into: ["gold.*"] }
  - { class: pii.name, with: token, into: [gold.customers] }
`;
const args = { source: 'silver.customers', target: 'gold.customers' };

const at = useManyRows(policy, 'postgres');
const promote = (options: { readonly signal?: AbortSignal } = {}) =>
  at.kernel.call('aegis__promote', args, options);

const asItWas = [[1, 100, 'seed']];
const gold = () => at.lake.rows('SELECT count(*), min(id), min(email) FROM gold.customers');

async function isWhole(): Promise<void> {
  await at.validate();
  const { content } = await promote();
  expect(content).toMatchObject({ promoted: true, rows: rows + 8 });
  expect(
    at.lake.rows("SELECT count(*), count(DISTINCT email), sum(email LIKE '[EMAIL:%') FROM gold.customers"),
  ).toEqual([[rows + 8, rows + 8, rows + 8]]);
  expect(at.lake.rows('SELECT count(DISTINCT full_name) FROM gold.customers WHERE id >= 1000')).toEqual([
    [500],
  ]);
}

it('a downstream that dies between two parts ends it, and the next one is whole', async () => {
  await at.validate();
  const promoting = promote();
  await at.partsKept(2);
  const tables = childrenOf(at.kernel.pid).filter((one) => one.parent !== at.kernel.pid);
  for (const { pid } of tables) process.kill(pid, 'SIGKILL');
  expect((await promoting).isError).toBe(true);
  expect(gold()).toEqual(asItWas);
  await isWhole();
});

it('a source that is written between two parts ends it', async () => {
  await at.validate();
  const promoting = promote();
  await at.partsKept(2);
  at.lake.write("UPDATE silver.customers SET country = 'ZZ' WHERE id = 20000");
  expect((await promoting).code).not.toBe('allowed');
  expect(gold()).toEqual(asItWas);
  await isWhole();
});

it('a kernel that is killed between two parts leaves gold as it was, and no process', async () => {
  await at.validate();
  await at.killHalfWay(promote());
  expect(gold()).toEqual(asItWas);
  await at.startAgain();
  await isWhole();
});

it('a client that goes away between two parts ends it', async () => {
  await at.validate();
  const away = new AbortController();
  const promoting = promote({ signal: away.signal }).catch(() => undefined);
  await at.partsKept(2);
  away.abort();
  await promoting;
  const before = at.kept();
  await isWhole();
  expect(at.kept()).toBeGreaterThan(before);
});

it('two into one dataset at once do not mix: what stands there is whole', async () => {
  await at.validate();
  const both = await Promise.all([promote(), promote()]);
  expect(both.some(({ content }) => content.promoted === true)).toBe(true);
  expect(gold()[0]?.[0]).toBe(rows + 8);
  expect(
    at.lake.rows("SELECT count(DISTINCT email), sum(email LIKE '[EMAIL:%') FROM gold.customers"),
  ).toEqual([[rows + 8, rows + 8]]);
});
