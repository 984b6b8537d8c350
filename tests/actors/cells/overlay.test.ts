// The overlay over both stores: the class is there before the value, for every kernel, and of two writes that cross one is told to come again.
import { describe, expect, it } from 'vitest';
import { createOverlayView, reclassifiedSince } from '../../../actors/cells/overlay.js';
import { createDesk } from '../../../actors/desk.js';
import type { Intent, MintMessage } from '../../../actors/messages.js';
import { createMint } from '../../../actors/officers/mint.js';
import type { StateStore } from '../../../actors/powers.js';
import { type DatasetName, datasetName, requestId } from '../../../src/call/id.js';
import { classesOf } from '../../../src/catalog/catalog.js';
import type { Carry } from '../../../src/catalog/overlay.js';
import { catalogOf, dataset } from '../../cases/sql/lake.js';
import { createFakeClock } from '../../fakes/clock.js';
import { createFakeSigner } from '../../fakes/signer.js';
import { createMemoryStore } from '../../fakes/store.js';
import { closing, stores } from './both-stores.js';

const name = (text: string): DatasetName => datasetName(text) ?? expect.fail(text);
const [source, target, third] = ['silver.source', 'silver.target', 'silver.third'].map(name) as [
  DatasetName,
  DatasetName,
  DatasetName,
];
const columns = { id: 'clear', note: 'clear', mail: 'pii.email' };
const catalog = catalogOf([source, target, third].map((one) => dataset(one, columns)));
const carry = (to: DatasetName, column = 'note'): Carry => ({
  ...{ dataset: to, column, class: 'pii.email', derived: false, from: [`${source}.mail`] },
});

const seals = createFakeSigner();

function kernelOn(store: StateStore, chain: string) {
  const clock = createFakeClock();
  const desk = createDesk(clock);
  const failures: string[] = [];
  const onFailed = (why: string): void => void failures.push(why);
  const mint = createMint({
    store,
    clock,
    chance: { id: () => chain },
    desk,
    signer: seals,
    chain,
    onFailed,
  });
  closing.push(() => void mint.stop());
  const view = createOverlayView({ store, catalog, clock, within: 10_000, onFailed });
  const ask = <A>(build: (ticket: number) => MintMessage) => desk.ask<A, MintMessage>(mint, build, 10_000);
  return {
    view,
    failures,
    current: () => view.current(),
    classes: async (of: DatasetName, column = 'note') =>
      classesOf((await view.current())?.catalog.datasets.get(of), column),
    /** As a write that was judged now would be. */
    intend: async (
      request: string,
      write: { to: DatasetName; reads?: readonly string[]; carries?: readonly Carry[]; judged?: number },
    ): Promise<Intent> => {
      const judged = write.judged ?? (await view.current())?.catalog.overlay ?? 0;
      const { to, carries = [], reads = [source, to] } = write;
      const answer = await ask<Intent>((ticket) => ({
        ...{ type: 'mint.intend', ticket, datasets: [to], request: requestId(request) },
        carrying: { carries, reads, judged },
      }));
      if ('noAnswer' in answer) throw new Error('no answer');
      return answer;
    },
    settle: (request: string, of: DatasetName) =>
      ask((ticket) => ({ type: 'mint.settle', ticket, datasets: [of], request: requestId(request) })),
  };
}

const doubts = async (store: StateStore): Promise<readonly string[]> =>
  (await store.list('doubt', '')).map((cell) => cell.key);

describe.each(stores)('the overlay %s', (_, open) => {
  it('has the class for every kernel when the intent is answered', async () => {
    const [one, other] = open();
    const [a, b] = [kernelOn(one, 'a'), kernelOn(other, 'b')];
    expect(await b.classes(target)).toEqual([]);
    expect(await a.intend('r1', { to: target, carries: [carry(target)] })).toEqual({
      epochs: { [target]: 1 },
    });
    expect(await b.classes(target)).toEqual(['pii.email']);
    expect((await b.current())?.wire?.count).toBe(1);
    expect(await kernelOn(other, 'c').classes(target)).toEqual(['pii.email']);
  });

  it('keeps the class of a write that never settles', async () => {
    const [one] = open();
    await kernelOn(one, 'a').intend('r1', { to: target, carries: [carry(target)] });
    expect(await kernelOn(one, 'b').classes(target)).toEqual(['pii.email']);
  });

  it('loses nothing of many at once', async () => {
    const [one, other] = open();
    const kernels = [kernelOn(one, 'a'), kernelOn(other, 'b')];
    const added = Array.from({ length: 12 }, (_each, at) => `c${at}`);
    await Promise.all(
      added.map((column, at) =>
        kernels[at % 2]?.intend(`r${at}`, { to: target, reads: [], carries: [carry(target, column)] }),
      ),
    );
    for (const column of added) expect(await kernels[0]?.classes(target, column)).toContain('pii.email');
  });

  it('a write that was judged before a class came is told so, and leaves no doubt', async () => {
    const [one, other] = open();
    const [a, b] = [kernelOn(one, 'a'), kernelOn(other, 'b')];
    await a.intend('r1', { to: target, carries: [carry(target)] });
    await a.settle('r1', target);
    const late = await b.intend('r2', { to: third, reads: [target, third], judged: 0 });
    expect(late).toEqual({ stale: [target] });
    expect(await doubts(one)).toEqual([]);
    expect(await b.intend('r3', { to: third, reads: [source, third], judged: 0 })).toHaveProperty('epochs');
  });

  it('a class does not come while a write that does not know of it reads there, nor the next time', async () => {
    const [one, other] = open();
    const [a, b] = [kernelOn(one, 'a'), kernelOn(other, 'b')];
    expect(await b.intend('r1', { to: third, reads: [target, third] })).toHaveProperty('epochs');
    const write = { to: target, carries: [carry(target)] };
    expect(await a.intend('r2', write)).toEqual({ busy: [target] });
    expect(await doubts(one)).toEqual([`${third}/r1`]);
    // The class has come, so that a second try finds nothing new to add; it must wait all the same.
    expect(await a.intend('r3', write)).toEqual({ busy: [target] });
    await b.settle('r1', third);
    expect(await a.intend('r4', write)).toHaveProperty('epochs');
  });

  it('a write that knows of the class may read there meanwhile, and the first to bring it counts as one that does not', async () => {
    const [one, other] = open();
    const [a, b] = [kernelOn(one, 'a'), kernelOn(other, 'b')];
    const write = { to: target, carries: [carry(target)] };
    await a.intend('r1', write);
    expect(await b.intend('r2', write)).toEqual({ busy: [target] });
    await a.settle('r1', target);
    expect(await b.intend('r3', { to: third, reads: [target, third] })).toHaveProperty('epochs');
    expect(await a.intend('r4', write)).toHaveProperty('epochs');
  });

  it('a result that was read while a class came is not of the classes it was judged by', async () => {
    const [one, other] = open();
    const [a, b] = [kernelOn(one, 'a'), kernelOn(other, 'b')];
    const judged = (await b.current())?.catalog ?? expect.fail();
    expect(await reclassifiedSince(b.view, judged, [source, target])).toEqual([]);
    await a.intend('r1', { to: target, carries: [carry(target)] });
    expect(await reclassifiedSince(b.view, judged, [source, target])).toEqual([target]);
    expect(await reclassifiedSince(b.view, judged, [source])).toEqual([]);
  });

  it.each([['garbage'], [{ count: 1 }]])(
    '%j in its cell is a failure, not an empty overlay',
    async (value) => {
      const [one] = open();
      const a = kernelOn(one, 'a');
      await one.swap('overlay', 'classes', { expected: 0, value });
      expect(await a.current()).toBeUndefined();
      expect(a.failures).toEqual(['the class overlay could not be read']);
      expect(await reclassifiedSince(a.view, catalog, [source])).toEqual([source]);
      const b = kernelOn(one, 'b');
      expect(await b.intend('r1', { to: target, carries: [carry(target)], judged: 0 })).toHaveProperty(
        'failed',
      );
      expect(b.failures).toEqual(['the state store failed']);
    },
  );

  it('one that has lost something is a failure', async () => {
    const [one] = open();
    const a = kernelOn(one, 'a');
    await a.intend('r1', { to: target, carries: [carry(target)] });
    await a.intend('r2', { to: third, carries: [carry(third)] });
    expect(await a.classes(third)).toEqual(['pii.email']);
    const version = (await one.get('overlay', 'classes'))?.version ?? 0;
    await one.swap('overlay', 'classes', { expected: version, value: { count: 1, datasets: {} } });
    expect(await a.current()).toBeUndefined();
  });

  it('one that is gone is as it was last seen', async () => {
    const [one] = open();
    const a = kernelOn(one, 'a');
    await a.intend('r1', { to: target, carries: [carry(target)] });
    await a.current();
    const version = (await one.get('overlay', 'classes'))?.version ?? 0;
    await one.swap('overlay', 'classes', { expected: version, value: null });
    expect(await a.classes(target)).toEqual(['pii.email']);
  });
});

it('a store that does not answer in time leaves no classes, and no call', async () => {
  const store = createMemoryStore();
  const clock = createFakeClock();
  const never = { ...store, get: () => new Promise<never>(() => undefined) };
  const view = createOverlayView({ store: never, catalog, clock, within: 50, onFailed: () => expect.fail() });
  const asked = view.current();
  await clock.advance(50);
  expect(await asked).toBeUndefined();
});

it('a lost race is looked at again: a class that came in between makes the write stale', async () => {
  const store = createMemoryStore();
  const [a, b] = [kernelOn(store, 'a'), kernelOn(store, 'b')];
  // The first swap notes the doubt, the second is the overlay's.
  store.interleave('swap', async () => {
    store.interleave('swap', () =>
      b.intend('r2', { to: source, reads: [], carries: [carry(source)], judged: 0 }),
    );
  });
  expect(await a.intend('r1', { to: target, carries: [carry(target)], judged: 0 })).toEqual({
    stale: [source],
  });
  expect(await a.classes(target)).toEqual([]);
});
