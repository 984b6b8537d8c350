// How a kernel ends, in order and not: nothing open stays open, no child outlives it, and a kernel that cannot record serves nothing.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chainFiles, journal, type Kernel, startKernel, until, verb } from './kernel.js';
import { type Lake, makeLake } from './lake.js';
import { childrenOf, slow, stillThere } from './slow.js';

let lake: Lake;
const kernels: Kernel[] = [];
const start = async (before?: string): Promise<Kernel> => {
  const kernel = await startKernel(lake, before === undefined ? {} : { before });
  kernels.push(kernel);
  return kernel;
};
beforeEach(() => {
  lake = makeLake({ manifests: { 'slow.yaml': slow } });
});
afterEach(async () => {
  await Promise.all(kernels.splice(0).map((one) => one.signal('SIGKILL')));
  lake.remove();
});

/** A call that nobody will answer. */
const abandon = (kernel: Kernel, tool: string, args: Readonly<Record<string, unknown>> = {}): void => {
  kernel.call(tool, args).catch(() => undefined);
};
const openIntents = (): readonly string[] => {
  const ended = new Set(journal(lake).flatMap((one) => (one.type === 'intent' ? [] : [one.decision])));
  return journal(lake)
    .filter((one) => one.type === 'intent' && !ended.has(one.decision))
    .map((one) => one.decision);
};
const recoveries = () => journal(lake).filter((one) => one.type === 'recovery');

describe('kill -9 while calls execute', () => {
  it('leaves no child, and the next start writes a recovery for each open intent', async () => {
    lake.remove();
    // The child of this one ignores the end of its input and SIGTERM, and has a child of its own that does so too.
    lake = makeLake({
      manifests: { 'slow.yaml': slow.replace('.mjs"]', '.mjs", stubborn, "{config}/pids"]') },
    });
    const kernel = await start();
    abandon(kernel, 'slow__hang', { key: 'drops/a' });
    abandon(kernel, 'slow__hang', { key: 'drops/b' });
    abandon(kernel, 'slow__stall');
    await until('three intents', () => openIntents().length === 3);
    await until('the stubborn child has its own', () => lake.has('pids'));
    const [children, open] = [childrenOf(kernel.pid), openIntents()];
    expect(children.length).toBeGreaterThanOrEqual(7);
    await kernel.signal('SIGKILL');
    await until('no child is left', () => stillThere(children).length === 0, 3_000);
    expect(verb(lake, 'audit', 'verify').exit).toBe(0);
    const next = await start();
    expect(next.stderr()).toContain('3 call(s) of kernels that died have no outcome');
    expect(
      recoveries()
        .map((one) => one.decision)
        .sort(),
    ).toEqual([...open].sort());
    expect(recoveries().map((one) => one.body.executed)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(openIntents()).toEqual([]);
    expect((await next.close()).code).toBe(0);
    const third = await start();
    expect(recoveries()).toHaveLength(3);
    expect(third.stderr()).not.toContain('no outcome');
    expect(verb(lake, 'audit', 'verify').exit).toBe(0);
  });

  it('voids a receipt whose validation had not ended', async () => {
    const kernel = await start();
    // Somebody holds the table, so that the validation is under way for as long as we like.
    const held = lake.hold('silver');
    abandon(kernel, 'postgres__execute', { sql: "UPDATE silver.customers SET segment = 'x' WHERE id = 1" });
    abandon(kernel, 'aegis__validate', { dataset: 'silver.customers' });
    await until('both are under way', () => openIntents().length >= 2);
    const children = childrenOf(kernel.pid);
    await kernel.signal('SIGKILL');
    // Who waits for the table gets it when it is let go, if it still lives.
    await until('no child is left', () => stillThere(children).length === 0);
    held.release();
    const next = await start();
    const promotion = { source: 'silver.customers', target: 'gold.customers' };
    expect((await next.call('aegis__promote', promotion)).code).toBe('precondition-failed');
    expect((await next.call('aegis__receipts', {})).content.live).toEqual([]);
    expect(lake.rows('SELECT id FROM gold.customers')).toEqual([[100]]);
    expect(lake.rows('SELECT segment FROM silver.customers WHERE id = 1')).toEqual([['retail']]);
  });

  it('a half line at the end of the chain is moved aside, named and recorded', async () => {
    const kernel = await start();
    await kernel.call('postgres__list_tables', {});
    await kernel.signal('SIGKILL');
    const [file = ''] = chainFiles(lake);
    const whole = readFileSync(file, 'utf8');
    appendFileSync(file, '{"v":1,"seq":99,"prev":"0');
    expect(verb(lake, 'audit', 'verify').exit).toBe(1);
    await start();
    expect(readFileSync(file, 'utf8').startsWith(whole)).toBe(true);
    expect(recoveries().map((one) => one.body.torn)).toEqual([25]);
    expect(verb(lake, 'audit', 'verify').exit).toBe(0);
  });
});

describe('an end in order', () => {
  it.each(['SIGTERM', 'SIGINT', 'stdin'] as const)(
    'by %s: exit 0, no child, a whole and signed chain',
    async (how) => {
      const kernel = await start();
      await kernel.call('postgres__list_tables', {});
      const children = childrenOf(kernel.pid);
      const exit = await (how === 'stdin' ? kernel.close() : kernel.signal(how));
      expect(exit).toEqual({ code: 0, signal: null });
      expect(stillThere(children)).toEqual([]);
      expect(
        journal(lake)
          .slice(-2)
          .map((one) => one.type),
      ).toEqual(['stop', 'head']);
      expect(openIntents()).toEqual([]);
      const verified = JSON.parse(verb(lake, 'audit', 'verify', '--json').stdout);
      expect(verified).toMatchObject({ ok: true, chains: [{ signedHeads: 1, unsigned: 0 }] });
      expect(existsSync(join(lake.state, 'audit', 'kernel-1.lock'))).toBe(false);
    },
  );

  it('waits for what is under way, and records how it ended', async () => {
    const kernel = await start();
    abandon(kernel, 'slow__take', { key: 'drops/a', ms: 300 });
    await until('it is under way', () => openIntents().length === 1);
    const [decision] = openIntents();
    expect((await kernel.signal('SIGTERM')).code).toBe(0);
    const outcome = journal(lake).find((one) => one.decision === decision && one.type === 'outcome');
    expect(outcome?.body.executed).not.toBe('no');
    expect(openIntents()).toEqual([]);
  });
});

describe('a journal that cannot be written', () => {
  const write = { sql: "UPDATE silver.customers SET segment = 'x' WHERE id = 1" };

  it('seals the kernel: every call is denied, and none reaches a system', async () => {
    // The shell's limit on the size of a file, in blocks of 512 bytes: room for the start and little more.
    const kernel = await start('ulimit -f 128;');
    const codes: string[] = [];
    for (let count = 0; count < 300 && codes.at(-1) !== 'sealed'; count += 1)
      codes.push((await kernel.call('postgres__query', { sql: 'SELECT id FROM silver.orders' })).code);
    expect(new Set(codes)).toEqual(new Set(['allowed', 'audit-failed', 'sealed']));
    const before = JSON.stringify(lake.everything());
    for (const tool of ['postgres__execute', 'slow__heard', 'aegis__catalog'])
      expect((await kernel.call(tool, tool === 'postgres__execute' ? write : {})).code).toBe('sealed');
    expect(JSON.stringify(lake.everything())).toBe(before);
    expect(kernel.stderr()).toContain('sealed');
    expect((await kernel.close()).code).toBe(3);
    const next = await start();
    const told = recoveries().flatMap((one) => one.body.sealed ?? []);
    expect(told).toEqual([expect.any(Number)]);
    expect(Number(told[0])).toBeGreaterThanOrEqual(4);
    expect((await next.call('postgres__execute', write)).code).toBe('allowed');
    expect(verb(lake, 'audit', 'verify').exit).toBe(0);
  });

  it('when a write is about to run: it does not run, and nothing runs after it', async () => {
    const kernel = await start();
    const [file = ''] = chainFiles(lake);
    // The store of receipts and epochs has room left: what is full is the chain alone.
    const store = (): number => statSync(join(lake.state, 'state.db-wal')).size;
    for (let count = 0; count < 200 && statSync(file).size < store() + 100_000; count += 1)
      await kernel.call('slow__heard', {});
    const before = JSON.stringify(lake.everything());
    const full = statSync(file).size;
    expect(spawnSync('prlimit', ['--pid', String(kernel.pid), `--fsize=${full}:${full}`]).status).toBe(0);
    const denied = await kernel.call('postgres__execute', write);
    expect([denied.code, denied.content.phase]).toEqual(['audit-failed', 'audit']);
    expect(denied.content.facts).toEqual(['the intent is not durable']);
    for (const tool of ['postgres__execute', 'slow__heard', 'aegis__validate'])
      expect((await kernel.call(tool, tool === 'postgres__execute' ? write : {})).code).toBe('sealed');
    expect(statSync(file).size).toBe(full);
    expect(JSON.stringify(lake.everything())).toBe(before);
    expect((await kernel.close()).code).toBe(3);
    expect(verb(lake, 'audit', 'verify').exit).toBe(0);
    const next = await start();
    expect(recoveries().flatMap((one) => one.body.sealed ?? [])).toEqual([3]);
    expect((await next.call('postgres__execute', write)).code).toBe('allowed');
  });

  it('at the start refuses to start', async () => {
    mkdirSync(join(lake.state, 'audit', 'kernel-1.jsonl'), { recursive: true, mode: 0o700 });
    await expect(start()).rejects.toThrow('cannot open the state directory');
    const { exit, stderr } = verb(lake, 'serve');
    expect([exit, /cannot open the state directory/.test(stderr)]).toEqual([3, true]);
  });
});
