// What kernels have put into objects, over both stores: it is known to each of them before the body is sent, and ended by whoever else writes there.
import { describe, expect, it } from 'vitest';
import {
  announceDeposit,
  createDepositView,
  endDeposits,
  keepDeposit,
} from '../../../actors/cells/deposits.js';
import { noteDoubt } from '../../../actors/cells/mint-cells.js';
import { createDesk } from '../../../actors/desk.js';
import type { MintMessage, Objects } from '../../../actors/messages.js';
import { createMint } from '../../../actors/officers/mint.js';
import type { StateStore } from '../../../actors/powers.js';
import { datasetName, requestId } from '../../../src/call/id.js';
import type { Deposit } from '../../../src/catalog/deposit.js';
import { createFakeClock } from '../../fakes/clock.js';
import { createFakeSigner } from '../../fakes/signer.js';
import { createMemoryStore } from '../../fakes/store.js';
import { closing, stores } from './both-stores.js';

const drops = datasetName('silver.drops') ?? expect.fail();
const at = (object: string, dataset: string = drops) => ({ dataset, object });
const deposit = (digest = 'd1'): Deposit => ({
  source: 'silver.customers',
  columns: [{ name: 'id', classes: [], derived: false }],
  parts: [{ length: 4, digest }],
});

function kernelOn(store: StateStore, chain: string) {
  const clock = createFakeClock();
  const desk = createDesk(clock);
  const onFailed = (): void => undefined;
  const chance = { id: () => chain };
  const mint = createMint({ store, clock, chance, desk, signer: createFakeSigner(), chain, onFailed });
  closing.push(() => void mint.stop());
  const ask = (build: (ticket: number) => MintMessage) => desk.ask<object, MintMessage>(mint, build, 10_000);
  const known = createDepositView({ store, clock, within: 10_000 });
  const intend = (request: string, objects: Objects, more: object = {}) =>
    ask((ticket) => ({
      ...{ type: 'mint.intend', ticket, datasets: [drops], request: requestId(request), objects, ...more },
    }));
  const settle = (request: string, deposited?: ReturnType<typeof at>) =>
    ask((ticket) => ({
      ...{ type: 'mint.settle', ticket, datasets: [drops], request: requestId(request) },
      ...(deposited === undefined ? {} : { deposited }),
    }));
  const announce = (request: string, object: string, of = deposit()) =>
    intend(request, { overwritten: [at(object)], put: { at: at(object), deposit: of } });
  return {
    ...{ intend, announce, settle },
    known: (object: string): Promise<Deposit | undefined> => known.of(at(object)),
    /** A plan's, which arrives. */
    put: async (request: string, object: string, of = deposit()) => {
      await announce(request, object, of);
      return settle(request, at(object));
    },
    /** An agent's. */
    write: (request: string, object?: string) =>
      intend(request, { overwritten: [{ dataset: drops, ...(object === undefined ? {} : { object }) }] }),
  };
}

describe.each(stores)('deposits %s', (_, open) => {
  const both = () => {
    const [one, other] = open();
    return [kernelOn(one, 'a'), kernelOn(other, 'b')] as const;
  };

  it('are known to every kernel once they have arrived, and of that object alone', async () => {
    const [a, b] = both();
    await a.announce('r1', '*:x');
    expect(await b.known('*:x')).toBe(undefined);
    await a.settle('r1', at('*:x'));
    expect(await b.known('*:x')).toEqual(deposit());
    expect(await b.known('*:y')).toBe(undefined);
  });

  it('are none of a body that has not arrived, and what lay there stays what it was', async () => {
    const [a, b] = both();
    await a.announce('r1', '*:x');
    await a.settle('r1');
    expect(await a.known('*:x')).toBe(undefined);
    await a.put('r2', '*:x');
    await b.announce('r3', '*:x', deposit('d3'));
    await b.settle('r3');
    expect(await a.known('*:x')).toEqual(deposit());
    await b.put('r4', '*:x', deposit('d4'));
    expect(await a.known('*:x')).toEqual(deposit('d4'));
  });

  it('are kept by none but the request that has announced them', async () => {
    const [a, b] = both();
    await a.announce('r1', '*:x');
    await b.settle('r2', at('*:x'));
    expect(await a.known('*:x')).toBe(undefined);
  });

  it.each([
    ['the object', '*:x'],
    ['any of the objects', undefined],
  ])('end at the intent of a write to %s, of whatever kernel', async (_, object) => {
    const [a, b] = both();
    await a.put('r1', '*:x');
    await b.write('r2', object);
    expect(await a.known('*:x')).toBe(undefined);
  });

  it('are none of a body that another write came before on its way', async () => {
    const [a, b] = both();
    await a.announce('r1', '*:x');
    await b.write('r2', '*:x');
    await b.settle('r2');
    await a.settle('r1', at('*:x'));
    expect(await a.known('*:x')).toBe(undefined);
  });

  it('are none of a body that was announced while another write was under way', async () => {
    const [a, b] = both();
    await b.write('r1', '*:x');
    await a.announce('r2', '*:x');
    await b.settle('r1');
    await a.settle('r2', at('*:x'));
    expect(await a.known('*:x')).toBe(undefined);
    await a.put('r3', '*:x');
    expect(await a.known('*:x')).toEqual(deposit());
  });

  it('outlive a write to another object, and to a dataset whose name begins alike', async () => {
    const [a] = both();
    await a.put('r1', '*:x');
    await a.write('r2', '*:y');
    await a.intend('r3', { overwritten: [{ dataset: 'silver.drop' }] });
    expect(await a.known('*:x')).toEqual(deposit());
  });

  it('are none of a write that was refused, and end by none', async () => {
    const [a] = both();
    await a.put('r1', '*:x');
    const carries = [
      { dataset: drops, column: '*:y', class: 'pii.email', derived: false, from: ['silver.customers.email'] },
    ];
    await a.intend('r2', { overwritten: [] }, { carrying: { carries, reads: [], judged: 0 } });
    const stale = { carrying: { carries: [], reads: [drops], judged: 0 } };
    expect(await a.intend('r3', { overwritten: [at('*:x')] }, stale)).toHaveProperty('stale');
    const put = { at: at('*:z'), deposit: deposit() };
    expect(await a.intend('r4', { overwritten: [at('*:z')], put }, stale)).toHaveProperty('stale');
    await a.settle('r4', at('*:z'));
    expect(await a.known('*:x')).toEqual(deposit());
    expect(await a.known('*:z')).toBe(undefined);
  });
});

/** Every place at which a write can come between the steps of a deposit. */
it.each(['get', 'swap', 'list'] as const)(
  'of a deposit and a write that cross at its %s, the write ends it',
  async (verb) => {
    const store = createMemoryStore();
    store.interleave(verb, async () => {
      await noteDoubt(store, drops, { request: 'w', chain: 'b', reads: [drops], judged: 0 });
      await endDeposits(store, [at('*:x')]);
    });
    await announceDeposit(store, { at: at('*:x'), deposit: deposit() }, 'r1');
    await keepDeposit(store, at('*:x'), 'r1');
    expect(await store.list('doubt', '')).toHaveLength(1);
    expect(await store.list('deposit', '')).toEqual([]);
  },
);

it('nothing is known where the store fails, is late, or holds something else', async () => {
  const clock = createFakeClock();
  const of = (store: StateStore) => createDepositView({ store, clock, within: 50 }).of(at('*:x'));
  const store = createMemoryStore();
  const failing: StateStore = { ...store, get: () => Promise.reject(new Error('gone')) };
  expect(await of(failing)).toBe(undefined);
  const late = of({ ...store, get: () => new Promise(() => undefined) });
  await clock.advance(50);
  expect(await late).toBe(undefined);
  const json = { source: 's', columns: [], parts: [] };
  for (const value of [{}, [], { deposit: { source: 1 } }, { coming: json, request: 'r1' }, json]) {
    const cell = await store.get('deposit', `${drops}/*:x`);
    await store.swap('deposit', `${drops}/*:x`, { expected: cell?.version ?? 0, value });
    expect(await of(store)).toBe(undefined);
  }
});
