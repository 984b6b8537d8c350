// Two kernels on one state directory, as two clients on one machine start them: one truth about datasets, a chain and a session each.
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chainFiles, type Entry, journal, type Kernel, startKernel, until, verb } from './kernel.js';
import { type Lake, makeLake } from './lake.js';
import { childrenOf } from './slow.js';
import { tracesIn } from './traces.js';

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

const writes = (): readonly Entry[] =>
  journal(lake).filter(({ type, body }) => type === 'intent' && body.tool === 'postgres__execute');
const recoveries = (): readonly Entry[] => journal(lake).filter(({ type }) => type === 'recovery');

/** Stops the children of a kernel, so that a call is under way for as long as we like. */
const freeze = (kernel: Kernel): readonly number[] =>
  childrenOf(kernel.pid).map(({ pid }) => {
    process.kill(pid, 'SIGSTOP');
    return pid;
  });

async function killBothInAWrite(): Promise<void> {
  const frozen = [a, b].flatMap(freeze);
  for (const one of [a, b]) one.call('postgres__execute', edit).catch(() => undefined);
  await until('both writes are under way', () => writes().length === 2);
  await Promise.all([a.signal('SIGKILL'), b.signal('SIGKILL')]);
  // What is stopped cannot see that its kernel is gone.
  for (const pid of frozen) process.kill(pid, 'SIGKILL');
}

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

  it('a class that one carries masks the next reading of the other, which had read the column in clear', async () => {
    const read = { sql: 'SELECT status FROM silver.orders WHERE id = 1' };
    expect((await b.call('postgres__query', read)).content.rows).toEqual([['open']]);
    const sql =
      'UPDATE silver.orders SET status = (SELECT full_name FROM silver.customers WHERE id = 1) WHERE id = 1';
    expect((await a.call('postgres__execute', { sql })).code).toBe('allowed');
    const after = await b.call('postgres__query', read);
    expect(after.content.rows).toEqual([['[REDACTED:pii.name]']]);
    expect(tracesIn(b.received())).toEqual([]);
    const asked = { sql: "SELECT id FROM silver.orders WHERE status = 'x'" };
    expect((await b.call('postgres__query', asked)).code).toBe('classified-filter');
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

  it('that are both killed in the middle of a write: one start records both, each in its chain, and ends their doubts', async () => {
    await killBothInAWrite();
    const open = writes();
    expect(open.map(({ chain }) => chain).sort()).toEqual(['kernel-1', 'kernel-2']);
    a = await startKernel(lake);
    expect(a.stderr()).toContain('2 call(s) of kernels that died have no outcome');
    const told = ({ chain, decision }: Entry): string => `${chain} ${decision}`;
    expect(recoveries().map(told).sort()).toEqual(open.map(told).sort());
    expect(recoveries().map(({ body }) => [body.executed, body.by])).toEqual([
      ['unknown', undefined],
      ['unknown', 'kernel-1'],
    ]);
    expect(JSON.parse(verb(lake, 'audit', 'verify', '--json').stdout)).toMatchObject({
      ok: true,
      chains: [{ chain: 'kernel-1' }, { chain: 'kernel-2', unsigned: 0 }],
    });
    expect((await a.call('aegis__validate', { dataset })).content).toMatchObject({ passed: true });
    expect((await a.call('aegis__promote', promotion)).code).toBe('allowed');
    for (const { decision } of open) expect(verb(lake, 'explain', decision)).toMatchObject({ exit: 0 });
    b = await startKernel(lake);
    expect(b.stderr()).not.toContain('no outcome');
    expect(recoveries()).toHaveLength(2);
    expect(verb(lake, 'audit', 'verify').exit).toBe(0);
  });

  it('a dead kernel’s chain that somebody changed keeps its doubts, and the operator is told', async () => {
    await killBothInAWrite();
    const [, second = ''] = chainFiles(lake);
    writeFileSync(second, readFileSync(second, 'utf8').replace('"type":"config"', '"type":"session"'));
    a = await startKernel(lake);
    expect(a.stderr()).toMatch(/stays in doubt until this is mended: .*kernel-2\.jsonl was changed/);
    expect((await a.call('aegis__validate', { dataset })).code).toBe('dataset-in-doubt');
  });

  it('a start leaves what a living kernel is in the middle of', async () => {
    const frozen = freeze(a);
    const writing = a.call('postgres__execute', edit);
    await until('the write is under way', () => writes().length === 1);
    const c = await startKernel(lake);
    frozen.forEach((pid) => void process.kill(pid, 'SIGCONT'));
    await writing;
    expect(recoveries()).toEqual([]);
    const [{ decision } = { decision: '' }] = writes();
    expect(journal(lake).filter((one) => one.decision === decision && one.type === 'outcome')).toHaveLength(
      1,
    );
    expect((await c.close()).code).toBe(0);
  });
});
