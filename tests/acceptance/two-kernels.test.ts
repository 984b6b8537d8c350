// Two kernels on one state directory, as two clients on one machine start them: one truth about datasets, a chain and a session each.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chainFiles, journal, type Kernel, startKernel, verb } from './kernel.js';
import { type Lake, makeLake } from './lake.js';

let lake: Lake;
let a: Kernel;
let b: Kernel;
beforeEach(async () => {
  lake = makeLake();
  [a, b] = await Promise.all([startKernel(lake), startKernel(lake)]);
});
afterEach(async () => {
  await Promise.all([a.signal('SIGKILL'), b.signal('SIGKILL')]);
  lake.remove();
});

const dataset = 'silver.customers';
const promotion = { source: dataset, target: 'gold.customers' };
const edit = { sql: "UPDATE silver.customers SET segment = 'retail' WHERE id = 1" };

describe('two kernels on one state directory', () => {
  it('a write through one kills the receipt of the other', async () => {
    expect((await b.call('aegis__validate', { dataset })).content).toMatchObject({ passed: true });
    await a.call('postgres__execute', edit);
    const denied = await b.call('aegis__promote', promotion);
    expect(denied.code).toBe('precondition-failed');
    expect(denied.text).toContain('later write');
    expect(lake.rows('SELECT id FROM gold.customers')).toEqual([[100]]);
    await b.call('aegis__validate', { dataset });
    expect((await b.call('aegis__promote', promotion)).code).toBe('allowed');
  });

  it('each earns its own receipt, and one’s promotion leaves the other’s receipt of the source alive', async () => {
    await Promise.all([a, b].map((one) => one.call('aegis__validate', { dataset })));
    const codes = await Promise.all(
      [a, b].map(async (one) => (await one.call('aegis__promote', promotion)).code),
    );
    expect(codes).toContain('allowed');
    for (const code of codes) expect(['allowed', 'dataset-busy']).toContain(code);
    expect(lake.rows('SELECT * FROM gold.customers')).toEqual(lake.rows('SELECT * FROM silver.customers'));
    expect((await b.call('aegis__promote', promotion)).code).toBe('allowed');
  });

  it('each writes its own chain; verify reads both and explain finds the decisions of both', async () => {
    const denied = await Promise.all(
      [a, b].map((one) => one.call('postgres__execute', { sql: 'DROP TABLE silver.orders' })),
    );
    expect(chainFiles(lake)).toHaveLength(2);
    const sessions = new Set(
      journal(lake)
        .filter((one) => one.type === 'deny')
        .map((one) => `${one.chain} ${one.session}`),
    );
    expect(sessions.size).toBe(2);
    const verified = JSON.parse(verb(lake, 'audit', 'verify', '--json').stdout);
    expect(verified).toMatchObject({ ok: true, chains: [{ chain: 'kernel-1' }, { chain: 'kernel-2' }] });
    for (const { decision } of denied) expect(verb(lake, 'explain', decision)).toMatchObject({ exit: 0 });
    const status = JSON.parse(verb(lake, 'status', '--json').stdout);
    expect(status.chains.map((one: { writer: number }) => one.writer).sort()).toEqual([a.pid, b.pid].sort());
  });

  it('neither explains to its agent what the other decided', async () => {
    const { decision } = await a.call('postgres__execute', { sql: 'DROP TABLE silver.orders' });
    expect((await b.call('aegis__explain', { decision })).isError).toBe(true);
    expect((await a.call('aegis__explain', { decision })).isError).toBe(false);
  });

  it('one that is killed is succeeded on its chain, while the other goes on', async () => {
    await a.signal('SIGKILL');
    a = await startKernel(lake);
    expect(chainFiles(lake)).toHaveLength(2);
    for (const one of [a, b])
      expect(await one.call('postgres__execute', edit)).toMatchObject({ code: 'allowed' });
    expect(verb(lake, 'audit', 'verify').exit).toBe(0);
  });
});
