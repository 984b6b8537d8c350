// The mint over both stores: what it seals, what kills it, and that two mints on one store lose nothing between them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createDesk } from '../../../actors/desk.js';
import { isFailed, type Live, type MintMessage, type Standing } from '../../../actors/messages.js';
import { createMint, type MintActor } from '../../../actors/officers/mint.js';
import { openStore } from '../../../actors/powers/store/sqlite.js';
import type { StateStore } from '../../../actors/powers.js';
import { type DatasetName, datasetName, requestId, sessionId, sha256Hex } from '../../../src/call/id.js';
import { isObject } from '../../../src/call/json.js';
import type { Claim, Receipt } from '../../../src/receipt/receipt.js';
import { isReceipt, type Seals } from '../../../src/receipt/seal.js';
import { createFakeChance } from '../../fakes/chance.js';
import { createFakeClock } from '../../fakes/clock.js';
import { createFakeSigner } from '../../fakes/signer.js';
import { createMemoryStore, type MemoryStore } from '../../fakes/store.js';

const name = (text: string): DatasetName => datasetName(text) ?? expect.fail(text);
const customers = name('silver.customers');
const orders = name('silver.orders');
const hour = 3_600_000;
const day = 24 * hour;

const standing = (over: Partial<Standing> = {}): Standing => ({
  session: sessionId('s1'),
  policy: sha256Hex('p'),
  catalog: sha256Hex('c'),
  datasets: [customers],
  ...over,
});
const claim = (over: Partial<Claim> = {}): Claim => ({
  ...{
    kind: 'silver_validation',
    dataset: customers,
    version: 'v1',
    epoch: 0,
    rows: 3,
    checks: ['unique id'],
  },
  ...over,
});

type Ask<M> = M extends MintMessage ? Omit<M, 'ticket'> : never;

const seals = createFakeSigner();
const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function bench(store: StateStore, terms: { chain?: string; signer?: Seals } = {}) {
  const clock = createFakeClock();
  const desk = createDesk(clock);
  const failures: string[] = [];
  const chance = createFakeChance(terms.chain ?? 'a');
  const mint: MintActor = createMint({
    ...{ store, clock, chance, desk, signer: terms.signer ?? seals, chain: terms.chain ?? 'a' },
    onFailed: (why) => failures.push(why),
  });
  closing.push(() => void mint.stop());
  // `as`: the mailbox says beside each message what it answers; a test asks for that.
  const ask = async <A>(message: Ask<MintMessage>): Promise<A> =>
    (await desk.ask<A, MintMessage>(mint, (ticket) => ({ ...message, ticket }) as MintMessage, 60_000)) as A;
  const seal = (over: Partial<Claim> = {}, from: Partial<Standing> = {}, request = 'q1', lifetime = hour) =>
    ask<Receipt | { failed: string }>({
      ...{
        type: 'mint.seal',
        claim: claim(over),
        standing: standing(from),
        request: requestId(request),
        lifetime,
      },
    });
  const confirm = (...receipts: string[]) => ask({ type: 'mint.confirm', receipts });
  const earn = async (...terms: Parameters<typeof seal>): Promise<Receipt> => {
    const receipt = await seal(...terms);
    if (isFailed(receipt)) return expect.fail(receipt.failed);
    await confirm(receipt.id);
    return receipt;
  };
  const live = (over: Partial<Standing> = {}) => ask<Live>({ type: 'mint.live', standing: standing(over) });
  const intend = (request: string, ...datasets: DatasetName[]) =>
    ask<{ epochs: Record<string, number> }>({ type: 'mint.intend', datasets, request: requestId(request) });
  const settle = (request: string, ...datasets: DatasetName[]) =>
    ask({ type: 'mint.settle', datasets, request: requestId(request) });
  const recover = (...requests: string[]) =>
    ask<{ voided: number }>({
      type: 'mint.recover',
      chain: terms.chain ?? 'a',
      requests: requests.map(requestId),
    });
  const lease = (request: string, time = 1_000) =>
    ask<{ held: boolean }>({
      type: 'mint.lease',
      dataset: customers,
      request: requestId(request),
      for: time,
    });
  const free = (request: string) =>
    ask({ type: 'mint.free', dataset: customers, request: requestId(request) });
  return { clock, failures, mint, ask, seal, confirm, earn, live, intend, settle, recover, lease, free };
}

function sqliteStore(
  path = mkdtempSync(join(tmpdir(), 'aegis-mint-')),
): StateStore & { readonly path: string } {
  const store = openStore(path);
  closing.push(async () => {
    await store.close();
    rmSync(path, { recursive: true, force: true });
  });
  return { ...store, path };
}

const stores: readonly (readonly [string, () => StateStore, (one: StateStore) => StateStore])[] = [
  ['in memory', createMemoryStore, (one) => one],
  // Another door on the same file, as another kernel has.
  ['on SQLite', sqliteStore, (one) => sqliteStore('path' in one ? String(one.path) : '')],
];

describe.each(stores)('a mint with its store %s', (_, fresh, again) => {
  it('seals a receipt that is not live until its outcome is durable', async () => {
    const { seal, confirm, live } = bench(fresh());
    const receipt = await seal();
    expect(isReceipt(receipt) && receipt).toMatchObject({ ...claim(), session: 's1', request: 'q1' });
    expect(await live()).toMatchObject({
      receipts: [],
      lapsed: ['silver.customers: its validation was never recorded'],
    });
    await confirm(isReceipt(receipt) ? receipt.id : '');
    expect((await live()).receipts).toEqual([receipt]);
  });

  it('hands out what it admitted again from signed bytes, never an object of its own memory', async () => {
    const store = fresh();
    const receipt = await bench(store).earn();
    const [back] = (await bench(again(store)).live()).receipts;
    expect(back !== undefined && isReceipt(back)).toBe(true);
    expect(back).toEqual(receipt);
    expect(back).not.toBe(receipt);
  });

  it('does not seal a claim whose dataset was written since it was validated', async () => {
    const { seal, intend, settle } = bench(fresh());
    await intend('w', customers);
    await settle('w', customers);
    expect(await seal({ epoch: 0 })).toEqual({ failed: 'the dataset was written since' });
    expect(isReceipt(await seal({ epoch: 1 }))).toBe(true);
    expect(await seal({ epoch: 2 })).toEqual({ failed: 'the dataset was written since' });
  });

  it('does not seal a claim about a dataset in doubt', async () => {
    const { seal, intend } = bench(fresh());
    await intend('w', customers);
    expect(await seal({ epoch: 1 })).toEqual({ failed: 'the dataset is in doubt' });
  });

  it('lets a receipt die at the intent of a write, and tells why; settling revives nothing', async () => {
    const { earn, live, intend, settle } = bench(fresh());
    await earn();
    await earn({ dataset: orders });
    await intend('w', customers);
    expect(await live()).toMatchObject({ receipts: [], doubts: [customers] });
    await settle('w', customers);
    const after = await live({ datasets: [customers, orders] });
    expect(after.receipts.map((one) => one.dataset)).toEqual([orders]);
    expect(after.lapsed).toEqual(['silver.customers: it died at a later write to the dataset']);
    expect(after).toMatchObject({ doubts: [], epochs: { [customers]: 1, [orders]: 0 } });
  });

  it('holds a dataset in doubt until each of its writes is settled', async () => {
    const { live, intend, settle } = bench(fresh());
    await intend('w1', customers);
    await intend('w2', customers, orders);
    await settle('w1', customers);
    expect((await live({ datasets: [customers, orders] })).doubts).toEqual([customers, orders]);
    await settle('w2', customers, orders);
    expect((await live({ datasets: [customers, orders] })).doubts).toEqual([]);
  });

  it('takes a dataset that is named twice as one', async () => {
    const { live, intend, settle, failures } = bench(fresh());
    expect(await intend('w', customers, customers)).toEqual({ epochs: { [customers]: 1 } });
    await settle('w', customers, customers);
    expect((await live()).doubts).toEqual([]);
    expect(failures).toEqual([]);
  });

  it('shows a session neither the receipts of another nor that there are any', async () => {
    const { earn, live } = bench(fresh());
    await earn();
    expect(await live({ session: sessionId('s2') })).toMatchObject({ receipts: [], lapsed: [] });
  });

  it.each<[string, Partial<Standing>]>([
    ['the policy has changed since', { policy: sha256Hex('other') }],
    ['the catalog has changed since', { catalog: sha256Hex('other') }],
  ])('lets a receipt lapse when %s', async (why, over) => {
    const { earn, live } = bench(fresh());
    await earn();
    expect(await live(over)).toMatchObject({ receipts: [], lapsed: [`silver.customers: ${why}`] });
  });

  it('lets a receipt expire, and forgets it a day later', async () => {
    const store = fresh();
    const { earn, live, clock } = bench(store);
    await earn();
    await clock.advance(hour - 1);
    expect((await live()).receipts).toHaveLength(1);
    await clock.advance(1);
    expect(await live()).toMatchObject({ receipts: [], lapsed: ['silver.customers: it has expired'] });
    await clock.advance(day + 1);
    await live();
    expect(await store.list('receipt', '')).toEqual([]);
  });

  it('tells the newest lapsed receipt first, whatever the ids are', async () => {
    const { earn, live, clock } = bench(fresh());
    await earn({}, { policy: sha256Hex('older') });
    await clock.advance(1_000);
    await earn({}, {}, 'q2', 500);
    await clock.advance(1_000);
    await earn({}, { catalog: sha256Hex('newer') });
    expect((await live()).lapsed).toEqual([
      'silver.customers: the catalog has changed since',
      'silver.customers: it has expired',
      'silver.customers: the policy has changed since',
    ]);
  });

  it('does not admit what another key signed, nor a receipt laid under another dataset', async () => {
    const store = fresh();
    await bench(store, { signer: createFakeSigner() }).earn();
    const { earn, live } = bench(again(store));
    expect(await live()).toMatchObject({
      receipts: [],
      lapsed: ['silver.customers: a receipt with a bad signature'],
    });
    const moved = await earn({ dataset: orders });
    const cell = await store.get('receipt', `silver.orders/${moved.id}`);
    await store.swap('receipt', 'silver.customers/moved', { expected: 0, value: cell?.value ?? null });
    expect((await live()).receipts).toEqual([]);
  });

  it('takes what another writer left in its cells for nothing', async () => {
    const store = fresh();
    const { live } = bench(store);
    await store.swap('receipt', 'silver.customers/x', { expected: 0, value: 'odd' });
    await store.swap('receipt', 'silver.customers/y', {
      expected: 0,
      value: { envelope: 7, status: 'live' },
    });
    expect((await live()).receipts).toEqual([]);
  });

  it('leases a dataset to one request at a time', async () => {
    const { lease, free, clock } = bench(fresh());
    expect(await lease('q1')).toEqual({ held: true });
    expect(await lease('q2')).toEqual({ held: false });
    await free('q2');
    expect(await lease('q2')).toEqual({ held: false });
    await free('q1');
    expect(await lease('q2')).toEqual({ held: true });
    await clock.advance(999);
    expect(await lease('q1')).toEqual({ held: false });
    await clock.advance(1);
    expect(await lease('q1')).toEqual({ held: true });
  });

  it('prolongs a lease for the request that holds it', async () => {
    const { lease, clock } = bench(fresh());
    await lease('q1', 1_000);
    await clock.advance(900);
    expect(await lease('q1', 1_000)).toEqual({ held: true });
    await clock.advance(900);
    expect(await lease('q2')).toEqual({ held: false });
  });

  it('gives a lease that two ask for at once to one of them', async () => {
    const store = fresh();
    const [one, two] = [bench(store, { chain: 'a' }), bench(again(store), { chain: 'b' })];
    const held = await Promise.all([one.lease('q1'), two.lease('q2')]);
    expect(held.filter((each) => each.held)).toHaveLength(1);
  });

  it('loses no intent of two mints that race: after n of them the epoch is n', async () => {
    const store = fresh();
    const mints = [bench(store, { chain: 'a' }), bench(again(store), { chain: 'b' })];
    const epochs = await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const { epochs } = (await mints[at % 2]?.intend(`w${at}`, customers)) ?? expect.fail('no mint');
        return epochs[customers];
      }),
    );
    expect([...epochs].sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 40 }, (_, at) => at + 1),
    );
    expect(await mints[0]?.live()).toMatchObject({ epochs: {}, doubts: [customers] });
    expect((await store.get('epoch', customers))?.value).toEqual({ n: 40 });
  });

  it('voids what was pending when its requests died, ends their doubts, and touches nobody else’s', async () => {
    const store = fresh();
    const { seal, earn, live, intend } = bench(store);
    await seal({ dataset: orders }, {}, 'dead');
    await seal({ dataset: orders }, {}, 'alive');
    const kept = await earn({ dataset: orders }, {}, 'done');
    await intend('dead', customers);
    await intend('other', name('silver.items'));
    const { recover, live: later } = bench(again(store), { chain: 'later' });
    expect(await recover('dead', 'done')).toEqual({ voided: 1 });
    expect((await later({ datasets: [customers, name('silver.items')] })).doubts).toEqual(['silver.items']);
    expect((await live({ datasets: [orders] })).receipts).toEqual([kept]);
    const left = (await store.list('receipt', '')).map((cell) => isObject(cell.value) && cell.value.request);
    expect([...left].sort()).toEqual(['alive', 'done']);
  });

  it('ends the doubt of a request that died before its intent was durable, by the chain it was noted for', async () => {
    const store = fresh();
    const [mine, other] = [bench(store, { chain: 'mine' }), bench(again(store), { chain: 'other' })];
    await mine.intend('nowhere recorded', customers);
    await other.intend('under way', orders);
    const { recover, live } = bench(again(store), { chain: 'mine' });
    await recover();
    expect((await live({ datasets: [customers, orders] })).doubts).toEqual([orders]);
  });

  it('names no epoch while a write is under way, so that what is validated meanwhile is never sealed', async () => {
    const { live, intend, settle, seal } = bench(fresh());
    expect((await live()).epochs).toEqual({ [customers]: 0 });
    await intend('w', customers);
    expect((await live()).epochs).toEqual({});
    await settle('w', customers);
    expect((await live()).epochs).toEqual({ [customers]: 1 });
    expect(await seal({ epoch: 0 })).toEqual({ failed: 'the dataset was written since' });
  });

  it('keeps the eight newest receipts of a session for a dataset and leaves those of others', async () => {
    const store = fresh();
    const { earn, live, clock } = bench(store);
    const theirs = await earn({}, { session: sessionId('s2') });
    const other = await earn({ kind: 'gold_validation' });
    for (let at = 0; at < 12; at += 1) {
      await clock.advance(1);
      await earn({ rows: at }, {}, `q${at}`);
    }
    const mine = (await live()).receipts;
    expect(mine.map((one) => one.rows)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, other.rows]);
    expect((await live({ session: sessionId('s2') })).receipts).toEqual([theirs]);
    expect(await store.list('receipt', '')).toHaveLength(10);
  });

  it('verifies no signature of another session, and tells of none', async () => {
    const store = fresh();
    await bench(store, { signer: createFakeSigner() }).earn({}, { session: sessionId('s2') });
    let verified = 0;
    const signer: Seals = {
      ...seals,
      verify: (text, signature) => {
        verified += 1;
        return seals.verify(text, signature);
      },
    };
    const { live } = bench(again(store), { signer });
    expect(await live()).toMatchObject({ receipts: [], lapsed: [] });
    expect(verified).toBe(0);
  });

  it('confirms only the receipts that are named', async () => {
    const { seal, confirm, live } = bench(fresh());
    const [one, two] = [await seal(), await seal({}, {}, 'q2')];
    await confirm(isReceipt(two) ? two.id : '', 'nobody');
    expect((await live()).receipts).toEqual([two]);
    expect((await live()).receipts).not.toContainEqual(one);
  });
});

describe('a mint while another kernel writes', () => {
  it('does not take a receipt for live when a whole write passed while it looked', async () => {
    for (const [verb, skipped] of [
      ['list', 0],
      ['list', 1],
      ['get', 0],
    ] as const) {
      const store = createMemoryStore();
      const { earn, live } = bench(store);
      await earn();
      const other = bench(store, { chain: 'b' });
      for (let left = skipped; left > 0; left -= 1) store.interleave(verb, async () => undefined);
      store.interleave(verb, async () => {
        await other.intend('w', customers);
        await other.settle('w', customers);
      });
      expect((await live()).receipts, `before ${verb} ${skipped + 1}`).toEqual([]);
    }
  });

  it('names no epoch when a write began while it looked', async () => {
    const store = createMemoryStore();
    const { live } = bench(store);
    const other = bench(store, { chain: 'b' });
    store.interleave('list', async () => undefined);
    store.interleave('list', async () => {
      await other.intend('w', customers);
      await other.settle('w', customers);
    });
    expect((await live()).epochs).toEqual({});
  });

  it('does not seal a claim when a whole write passed while it looked', async () => {
    const store = createMemoryStore();
    const { seal } = bench(store);
    const other = bench(store, { chain: 'b' });
    store.interleave('list', async () => {
      await other.intend('w', customers);
      await other.settle('w', customers);
    });
    expect(await seal()).toEqual({ failed: 'the dataset was written since' });
  });

  it('moves the epoch past the one that another moved it to', async () => {
    const store = createMemoryStore();
    const [one, two] = [bench(store, { chain: 'a' }), bench(store, { chain: 'b' })];
    store.interleave('get', () => two.intend('w2', customers));
    expect(await one.intend('w1', customers)).toEqual({ epochs: { [customers]: 2 } });
  });

  it('does not take a lease that another took while it looked', async () => {
    const store = createMemoryStore();
    const [one, two] = [bench(store, { chain: 'a' }), bench(store, { chain: 'b' })];
    await one.lease('old', 10);
    await one.clock.advance(10);
    await two.clock.advance(10);
    store.interleave('swap', () => two.lease('q2'));
    expect(await one.lease('q1')).toEqual({ held: false });
  });
});

describe('a mint whose store fails', () => {
  const messages: readonly Ask<MintMessage>[] = [
    { type: 'mint.seal', claim: claim(), standing: standing(), request: requestId('q'), lifetime: 1 },
    { type: 'mint.confirm', receipts: ['r'] },
    { type: 'mint.live', standing: standing() },
    { type: 'mint.intend', datasets: [customers], request: requestId('q') },
    { type: 'mint.settle', datasets: [customers], request: requestId('q') },
    { type: 'mint.lease', dataset: customers, request: requestId('q'), for: 1 },
    { type: 'mint.free', dataset: customers, request: requestId('q') },
    { type: 'mint.recover', chain: 'a', requests: [requestId('q')] },
  ];

  it.each(messages)('answers $type with a failure, and tells the kernel', async (message) => {
    const store = createMemoryStore();
    const { ask, failures } = bench(store);
    store.breakDown();
    expect(await ask(message)).toEqual({ failed: 'the state store failed' });
    expect(failures).toEqual(['the state store failed']);
  });

  it('fails from then on, even when the store would work again, and tells the kernel once', async () => {
    const store = createMemoryStore();
    let isDown = true;
    const flaky: MemoryStore = {
      ...store,
      get: (kind, key) => (isDown ? Promise.reject(new Error('disk')) : store.get(kind, key)),
    };
    const { live, intend, failures } = bench(flaky);
    const asked = [live(), intend('w', customers), live()];
    await asked[0];
    isDown = false;
    for (const answer of asked) expect(isFailed(await answer)).toBe(true);
    expect(isFailed(await live())).toBe(true);
    expect(failures).toEqual(['the state store failed']);
  });

  it('gives up on an epoch that never can be moved', async () => {
    const store = createMemoryStore();
    const stuck: StateStore = {
      ...store,
      swap: (kind, key, change) =>
        kind === 'epoch' ? Promise.resolve(false) : store.swap(kind, key, change),
    };
    const { intend, failures } = bench(stuck);
    expect(isFailed(await intend('w', customers))).toBe(true);
    expect(failures).toHaveLength(1);
  });

  it('answers the messages behind one that failed, in order', async () => {
    const store = createMemoryStore();
    const { live, failures, mint } = bench(store);
    store.interleave('list', () => Promise.reject(new Error('disk')));
    expect((await Promise.all([live(), live()])).map(isFailed)).toEqual([true, true]);
    expect([failures.length, mint.getSnapshot().status]).toEqual([1, 'active']);
  });
});
