// The bursar over real stores: a role's count is one for all kernels and outlives them, a session's ends with it; what is lost is kept, what fails seals.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createDesk } from '../../../actors/desk.js';
import type { BursarMessage, Took } from '../../../actors/messages.js';
import { createBursar } from '../../../actors/officers/bursar.js';
import { openStore } from '../../../actors/powers/store/sqlite.js';
import type { StateStore } from '../../../actors/powers.js';
import { type Amounts, type Budgets, none, type Spent } from '../../../src/budget/budget.js';
import type { Shortage } from '../../../src/budget/spend.js';
import { requestId } from '../../../src/call/id.js';
import { createFakeClock } from '../../fakes/clock.js';
import { createMemoryStore } from '../../fakes/store.js';
import { policyOf } from '../../src/policy/fixtures.js';

const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const mail = 'pii.email';
const budgetsOf = (lines: string): Budgets => policyOf(`version: 1\nbudget: [${lines}]\n`).budgets;

const clock = createFakeClock();

function kernelOn(store: StateStore, budgets: Budgets, session = 's') {
  const desk = createDesk(clock);
  const failures: string[] = [];
  const ownStore = createMemoryStore();
  const onFailed = (why: string): void => void failures.push(why);
  const bursar = createBursar({ store, ownStore, clock, desk, onFailed });
  closing.push(() => void bursar.stop());
  const spender = { session, role: 'cleaner' };
  const ask = (build: (ticket: number) => BursarMessage) =>
    desk.ask<{ readonly shortage?: Shortage }, BursarMessage>(bursar, build, 10_000);
  const why = (answer: Awaited<ReturnType<typeof ask>>): string =>
    'failed' in answer ? 'failed' : 'noAnswer' in answer ? 'none' : (answer.shortage?.why ?? 'given');
  return {
    failures,
    promise: async (request: string, of: Partial<Amounts>) => {
      const asked = { request, touched: [mail], demands: new Map([[mail, { ...none, ...of }]]) };
      return why(await ask((ticket) => ({ type: 'bursar.reserve', ticket, budgets, spender, asked })));
    },
    settle: async (request: string, of: Partial<Took> | 'unknown') => {
      const nothing = { rows: 0, bytes: 0, probes: 0, more: 0, marks: [] };
      const took = of === 'unknown' ? of : new Map([[mail, { ...nothing, ...of }]]);
      const id = requestId(request);
      return why(
        await ask((ticket) => ({ type: 'bursar.settle', ticket, budgets, spender, request: id, took })),
      );
    },
    spent: async () => {
      const told = await desk.ask<readonly Spent[], BursarMessage>(
        bursar,
        (ticket) => ({ type: 'bursar.read', ticket, budgets, spender }),
        10_000,
      );
      return 'noAnswer' in told ? [] : told;
    },
  };
}

function directory(): () => StateStore {
  const place = mkdtempSync(join(tmpdir(), 'aegis-bursar-'));
  closing.push(() => rmSync(place, { recursive: true, force: true }));
  return () => {
    const store = openStore(place);
    closing.push(() => store.close());
    return store;
  };
}

const daily = budgetsOf(
  '{ id: a, class: "*", per: role, within: 1h, soft: { probes: 5, values: 3 }, hard: { probes: 7 } }',
);

describe('a role', () => {
  it('has one count in all kernels of a state directory, of a hundred that ask at once too', async () => {
    const open = directory();
    const kernels = [
      kernelOn(open(), daily, 'a'),
      kernelOn(open(), daily, 'b'),
      kernelOn(open(), daily, 'c'),
    ];
    const said = await Promise.all(
      Array.from({ length: 100 }, (_, at) => kernels[at % 3]?.promise(`r${at}`, { probes: 1 })),
    );
    expect(said.filter((one) => one === 'given')).toHaveLength(5);
  });

  it('is not given anew by a restart, and keeps what a kernel that died was promised', async () => {
    const open = directory();
    const before = kernelOn(open(), daily, 'a');
    expect(await before.promise('1', { probes: 2 })).toBe('given');
    expect(await before.settle('1', { probes: 2 })).toBe('given');
    expect(await before.promise('2', { probes: 3 })).toBe('given');
    const after = kernelOn(open(), daily, 'b');
    expect(await after.promise('3', { probes: 1 })).toBe('held');
    expect(await after.spent()).toEqual([
      { class: mail, per: 'role', values: 0, rows: 0, bytes: 0, probes: 2, sealed: false },
    ]);
  });

  it('begins anew after its time, with the values that it had seen', async () => {
    const open = directory();
    const kernel = kernelOn(open(), daily);
    await kernel.settle('1', { marks: ['a', 'b', 'c'] });
    expect(await kernel.promise('2', { values: 1 })).toBe('spent');
    await clock.advance(3_600_000);
    expect(await kernel.promise('3', { values: 1 })).toBe('given');
    await kernel.settle('3', { marks: ['a'] });
    expect((await kernel.spent())[0]?.values).toBe(1);
  });
});

describe('a session', () => {
  const budgets = budgetsOf(
    '{ id: a, class: "*", soft: { values: 3, probes: 2 }, hard: { values: 4, probes: 4 } }',
  );

  it('has a count of its own, and counts a value once', async () => {
    const store = createMemoryStore();
    const [one, other] = [kernelOn(store, budgets, 'a'), kernelOn(store, budgets, 'b')];
    for (const request of ['1', '2', '3'])
      expect(await one.settle(request, { marks: ['x', 'y'] })).toBe('given');
    expect((await one.spent())[0]?.values).toBe(2);
    expect(await other.spent()).toEqual([]);
  });

  it('has not seen what was kept back from it', async () => {
    const kernel = kernelOn(createMemoryStore(), budgets);
    expect(await kernel.settle('1', { marks: ['a', 'b', 'c', 'd', 'e'] })).toBe('sealed');
    expect((await kernel.spent())[0]).toMatchObject({ values: 0, sealed: true });
  });

  it('is promised nothing by one budget that another refuses', async () => {
    const two = budgetsOf(
      '{ id: a, class: "*", soft: { probes: 9 } }, { id: b, class: pii.email, per: role, soft: { probes: 0 } }, { id: c, class: pii.email, soft: { probes: 9 } }',
    );
    const kernel = kernelOn(createMemoryStore(), two);
    expect(await kernel.promise('1', { probes: 9 })).toBe('spent');
    expect(await kernel.promise('2', { probes: 9 })).toBe('spent');
    expect((await kernel.spent()).find(({ per }) => per === 'session')).toBeUndefined();
  });

  it('whose call has an end that nobody knows has spent what it was promised', async () => {
    const kernel = kernelOn(createMemoryStore(), budgets);
    await kernel.promise('1', { probes: 2, values: 3 });
    await kernel.settle('1', 'unknown');
    expect((await kernel.spent())[0]).toMatchObject({ probes: 2, values: 3 });
    expect(await kernel.promise('2', { probes: 1 })).toBe('spent');
  });
});

describe('a store that fails', () => {
  it('gives nothing from then on, and the kernel is told once', async () => {
    const store = createMemoryStore();
    const kernel = kernelOn(store, daily);
    store.breakDown();
    expect(await kernel.promise('1', { probes: 1 })).toBe('failed');
    expect(await kernel.promise('2', { probes: 1 })).toBe('failed');
    expect(kernel.failures).toEqual(['the accounts of the budgets failed']);
  });

  it('is one whose account is not of its form', async () => {
    const store = createMemoryStore();
    await store.swap('budget', 'role/3600000/cleaner', { expected: 0, value: { since: 0 } });
    const kernel = kernelOn(store, daily);
    expect(await kernel.promise('1', { probes: 1 })).toBe('failed');
  });
});
