// Calls that nobody waits for any more, and more calls than fit: what the child hears, what the journal says, and how long a dataset stays in doubt.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Entry, journal, type Kernel, startKernel, until } from './kernel.js';
import { type Lake, type LakeTerms, makeLake } from './lake.js';
import { childrenOf, slow, stillThere } from './slow.js';

let lake: Lake;
let kernel: Kernel;
const open = async (terms: LakeTerms = {}): Promise<void> => {
  lake = makeLake({ manifests: { 'slow.yaml': slow }, ...terms });
  kernel = await startKernel(lake);
};
afterEach(async () => {
  expect((await kernel.close()).code).toBe(0);
  lake.remove();
});

const entries = (type: string, tool?: string): readonly Entry[] =>
  journal(lake).filter((one) => one.type === type && (tool === undefined || one.body.tool === tool));
const doubtsOver = (): readonly Entry[] => entries('recovery').filter((one) => one.body.doubt === 'over');

const heard = async (): Promise<string> => JSON.stringify((await kernel.call('slow__heard', {})).content);

/** Calls, and cancels once the call is with the child: its intent is in the journal, and the child, where it tells, has heard it. */
async function cancelled(tool: string, args: Readonly<Record<string, unknown>>): Promise<void> {
  const controller = new AbortController();
  const call = kernel.call(tool, args, { signal: controller.signal });
  const ended = expect(call).rejects.toThrow();
  await until('it is under way', () => entries('intent', tool).length === 1);
  const name = tool.endsWith('hang') ? 'never' : 'slow';
  if (tool.startsWith('slow__'))
    await expect.poll(heard).toContain(`{"method":"tools/call","params":"${name}"}`);
  // Another call went all the way since the intent: so has this one.
  else await heard();
  controller.abort();
  await ended;
  await until('its outcome is recorded', () => entries('outcome', tool).length === 1);
}

describe('a call that the agent cancels while it executes', () => {
  beforeEach(() => open());

  it('reaches the child; a write is recorded as unknown, and in doubt until the child has answered', async () => {
    const before = childrenOf(kernel.pid);
    await cancelled('slow__take', { key: 'drops/a', ms: 1200 });
    const [outcome] = entries('outcome', 'slow__take');
    expect(outcome?.body).toMatchObject({ executed: 'unknown', denial: { code: 'cancelled' } });
    expect(await heard()).toContain('notifications/cancelled');
    await until('the doubt is over', () => doubtsOver().length === 1, 1_900);
    expect(doubtsOver()[0]).toMatchObject({
      decision: outcome?.decision,
      body: { datasets: ['silver.drops'] },
    });
    expect(stillThere(before)).toHaveLength(before.length);
  });

  it('is in doubt until the child is killed when it never answers, and the system is there again', async () => {
    const before = childrenOf(kernel.pid);
    await cancelled('slow__hang', { key: 'drops/a' });
    expect(doubtsOver()).toEqual([]);
    await until('the doubt is over', () => doubtsOver().length === 1, 6_000);
    expect(stillThere(before).length).toBeLessThan(before.length);
    expect(await heard()).not.toContain('notifications/cancelled');
    expect(await heard()).toContain('heard');
  });

  it('gets no reply, and no second outcome when the child answers late', async () => {
    await cancelled('slow__take', { key: 'drops/a', ms: 1200 });
    await until('the doubt is over', () => doubtsOver().length === 1);
    expect((await kernel.call('slow__wait', { ms: 1 })).code).toBe('allowed');
    expect(entries('outcome', 'slow__take')).toHaveLength(1);
    expect(kernel.received()).not.toContain('aegis.denial');
  });
});

describe('a call past its deadline', () => {
  beforeEach(() => open());

  it('is answered at the deadline; a write is recorded as unknown and its doubt ends with the answer', async () => {
    await heard();
    const answer = await kernel.call('slow__late', { key: 'drops/a', ms: 900 });
    expect([answer.code, answer.content.phase]).toEqual(['deadline-passed', 'execute']);
    expect(entries('outcome', 'slow__late')[0]?.body.executed).toBe('unknown');
    expect(doubtsOver()).toEqual([]);
    await until('the doubt is over', () => doubtsOver().length === 1);
    expect(doubtsOver()[0]?.decision).toBe(answer.decision);
  });
});

describe('a table in doubt', () => {
  beforeEach(() => open());

  it('earns no promotion until its doubt is over, whatever receipt there was', async () => {
    const promotion = { source: 'silver.customers', target: 'gold.customers' };
    await kernel.call('aegis__validate', { dataset: 'silver.customers' });
    const held = lake.hold('silver');
    await cancelled('postgres__execute', { sql: "UPDATE silver.customers SET segment = 'x' WHERE id = 1" });
    expect((await kernel.call('aegis__promote', promotion)).code).toBe('dataset-in-doubt');
    held.release();
    await until('the doubt is over', () => doubtsOver().length === 1);
    expect((await kernel.call('aegis__promote', promotion)).code).toBe('precondition-failed');
    expect((await kernel.call('aegis__validate', { dataset: 'silver.customers' })).content).toMatchObject({
      passed: true,
    });
    expect((await kernel.call('aegis__promote', promotion)).code).toBe('allowed');
    expect(lake.rows('SELECT * FROM gold.customers')).toEqual(lake.rows('SELECT * FROM silver.customers'));
  });
});

describe('more calls than fit', () => {
  const count = 20;
  const many = async (tool: string): Promise<Readonly<Record<string, number>>> => {
    const answers = await Promise.all(Array.from({ length: count }, () => kernel.call(tool, { ms: 300 })));
    return Object.fromEntries(
      [...new Set(answers.map((one) => one.code))].map((code) => [
        code,
        answers.filter((one) => one.code === code).length,
      ]),
    );
  };

  it('are denied at the gate, and one entry a second counts them', async () => {
    await open({ limits: 'limits: { in-flight: 2, per-session: 2, waiting: 3 }' });
    expect(await many('slow__wait')).toEqual({ allowed: 5, overloaded: 15 });
    const counted = (): number => entries('overload').reduce((sum, one) => sum + Number(one.body.count), 0);
    await until('they are counted', () => counted() === 15, 3_000);
    expect(entries('overload')).toHaveLength(1);
    expect(entries('intent', 'slow__wait')).toHaveLength(5);
  });

  it('for one system are denied at its queue, each recorded as not executed', async () => {
    const narrow = slow.replace('.mjs"] }', '.mjs"], concurrency: 1, queue: 2 }');
    await open({ manifests: { 'slow.yaml': narrow } });
    expect(await many('slow__wait')).toEqual({ allowed: 3, overloaded: 17 });
    const denied = entries('outcome', 'slow__wait').filter((one) => one.body.verdict !== 'allowed');
    expect(denied.map((one) => one.body.executed)).toEqual(Array(17).fill('no'));
  });
});
