// A call that is cancelled at each stage of its way (row 19): what it leaves in the data, in the journal and among the receipts.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Entry, journal, type Kernel, startKernel, until } from '../acceptance/kernel.js';
import { type Lake, makeLake } from '../acceptance/lake.js';
import { type Hold, holding } from './held.js';

type Args = Readonly<Record<string, unknown>>;

const holds = holding();
let lake: Lake;
let kernel: Kernel;
const open = async (limits = ''): Promise<void> => {
  lake = makeLake({ limits });
  kernel = await startKernel(lake, { env: holds.env });
};
const shut = async (): Promise<void> => {
  expect((await kernel.close()).code).toBe(0);
  lake.remove();
};
afterAll(() => holds.remove());

const about = (tool: string): readonly Entry[] => journal(lake).filter((one) => one.body.tool === tool);

/** Goes all the way after the outcome: whatever follows from that has happened. */
const another = (): Promise<Answer> => kernel.call('postgres__list_tables', {});

interface Cut {
  readonly tool: string;
  readonly args: Args;
  /** Where it is held, in this order: at the first the cancel is sent, at the last it has been read. */
  readonly at: readonly string[];
  /** The tool that is held, when it is an inner call of the one that is cancelled. */
  readonly held?: string;
}

/** Calls, cancels while the call is held, and waits for its last entry. */
async function cancelled({ tool, args, at, held = tool }: Cut): Promise<readonly Entry[]> {
  const before = about(tool).length;
  const waiting = at.map((moment): Hold => holds.hold(moment, held));
  const controller = new AbortController();
  const call = kernel.call(tool, args, { signal: controller.signal });
  const ended = expect(call).rejects.toThrow();
  const last = waiting.at(-1);
  await waiting[0]?.reached();
  controller.abort();
  await ended;
  for (const one of waiting.slice(0, -1)) one.release();
  await last?.reached();
  // The kernel answers in the order in which it reads: the cancel has been read.
  await kernel.client.ping();
  last?.release();
  const closed = (): readonly Entry[] => about(tool).slice(before);
  await until('it is recorded', () => closed().some(({ type }) => type === 'deny' || type === 'outcome'));
  // What would follow from the stage that was left has followed.
  await another();
  return closed();
}

describe('a write that is cancelled', () => {
  beforeAll(() => open());
  afterAll(shut);

  const tool = 'postgres__execute';
  const update = (mark: string): Args => ({
    sql: `UPDATE silver.customers SET segment = '${mark}' WHERE id = 1`,
  });
  const isDone = (mark: string): boolean =>
    lake.rows(`SELECT 1 FROM silver.customers WHERE segment = '${mark}'`).length === 1;

  it.each<readonly string[][]>([
    [['resolve', 'intercept']],
    [['intercept']],
    [['intercept-after']],
    [['capability', 'precondition']],
    [['argument', 'precondition']],
    [['precondition']],
    [['precondition-after']],
    [['intending']],
  ])('in %j does nothing, intends nothing and is recorded as a denial', async (at) => {
    const mark = at.join('-');
    const entries = await cancelled({ tool, args: update(mark), at });
    expect(entries.map(({ type }) => type)).toEqual(['deny']);
    expect(entries[0]?.body).toMatchObject({ code: 'cancelled' });
    expect(isDone(mark)).toBe(false);
  });

  it('once it is intended is not sent, and its outcome says so', async () => {
    const entries = await cancelled({ tool, args: update('intended'), at: ['intending-after'] });
    expect(entries.map(({ type }) => type)).toEqual(['intent', 'outcome']);
    expect(entries[1]?.body).toMatchObject({ verdict: 'cancelled', executed: 'no' });
    expect(isDone('intended')).toBe(false);
  });

  it('while it runs is recorded as unknown, and in doubt until its system has answered', async () => {
    const before = about(tool).length;
    const locked = lake.hold('silver');
    const controller = new AbortController();
    const call = kernel.call(tool, update('running'), { signal: controller.signal });
    const ended = expect(call).rejects.toThrow();
    await until('it is intended', () => about(tool).length === before + 1);
    // Another call has gone all the way since the intent: so has this one.
    await kernel.call('s3__head', { key: 'silver/people.txt' });
    controller.abort();
    await ended;
    await until('it is recorded', () => about(tool).length === before + 2);
    expect(about(tool).at(-1)?.body).toMatchObject({ verdict: 'cancelled', executed: 'unknown' });
    locked.release();
    await until('the doubt is over', () => journal(lake).some(({ body }) => body.doubt === 'over'));
  });

  it.each<readonly string[][]>([[['transform', 'audit']], [['audit']], [['audit-after']]])(
    'in %j comes too late: it is done and recorded as done',
    async (at) => {
      const mark = at.join('-');
      const [intent, outcome, ...more] = await cancelled({ tool, args: update(mark), at });
      expect([intent?.type, outcome?.type, more]).toEqual(['intent', 'outcome', []]);
      expect(outcome?.body).toMatchObject({ verdict: 'allowed', executed: 'confirmed' });
      expect(isDone(mark)).toBe(true);
    },
  );

  it('gets no reply, and the next is served', async () => {
    expect(kernel.received()).not.toContain('cancelled');
    expect((await kernel.call(tool, update('next'))).code).toBe('allowed');
    expect(isDone('next')).toBe(true);
  });
});

describe('a validation that is cancelled', () => {
  afterEach(shut);

  const tool = 'aegis__validate';
  const args = { dataset: 'silver.customers' };
  const promote = (): Promise<Answer> =>
    kernel.call('aegis__promote', { source: 'silver.customers', target: 'gold.customers' });

  it.each<Pick<Cut, 'at' | 'held'>>([
    { at: ['calling'], held: 'postgres__check_table' },
    { at: ['calling-after'], held: 'postgres__check_table' },
    { at: ['calling-after'] },
    { at: ['mint'] },
    { at: ['mint-after'] },
  ])('in %j leaves no receipt, and what it vouches for is not promoted', async (where) => {
    await open();
    const entries = await cancelled({ tool, args, ...where });
    expect(entries.map(({ type }) => type)).toEqual(['intent', 'outcome']);
    expect(entries[1]?.body).toMatchObject({ verdict: 'cancelled' });
    expect(entries[1]?.body).not.toHaveProperty('minted');
    expect((await promote()).code).toBe('precondition-failed');
    expect(lake.rows('SELECT id FROM gold.customers')).toEqual([[100]]);
  });

  it('while its outcome is being written has its receipt', async () => {
    await open();
    const [, outcome] = await cancelled({ tool, args, at: ['audit'] });
    expect(outcome?.body).toMatchObject({ verdict: 'allowed' });
    expect(outcome?.body).toHaveProperty('minted');
    expect((await promote()).code).toBe('allowed');
  });
});

describe('a call that is cancelled while it waits for its turn', () => {
  beforeAll(() => open('limits: { in-flight: 1, per-session: 1, waiting: 8 }'));
  afterAll(shut);

  it('is not begun when its turn comes', async () => {
    const tool = 'postgres__execute';
    const first = holds.hold('intercept', 'postgres__query');
    const ahead = kernel.call('postgres__query', { sql: 'SELECT count(*) FROM silver.orders' });
    await first.reached();
    const controller = new AbortController();
    const sql = "UPDATE silver.customers SET segment = 'late' WHERE id = 1";
    const ended = expect(kernel.call(tool, { sql }, { signal: controller.signal })).rejects.toThrow();
    controller.abort();
    await ended;
    await kernel.client.ping();
    first.release();
    expect((await ahead).code).toBe('allowed');
    await until('it is recorded', () => about(tool).length > 0);
    expect((await another()).code).toBe('allowed');
    expect(about(tool).map(({ type, body }) => [type, body.code])).toEqual([['deny', 'cancelled']]);
    expect(lake.rows("SELECT 1 FROM silver.customers WHERE segment = 'late'")).toEqual([]);
  });
});
