// What every state store keeps, whatever it is made of: keyed cells and compare-and-swap, no merge and no lost race.

import { afterEach, describe, expect, it } from 'vitest';
import type { StateStore } from '../../actors/powers.js';
import { fc } from '../property.js';

export interface StoreHouse {
  /** A fresh, empty place. */
  readonly fresh: () => StateStore;
  /** The same place through a second door, where the store has one. */
  readonly again?: () => StateStore;
}

/** Adds one, however often another was first. */
async function addOne(store: StateStore, key: string): Promise<void> {
  for (;;) {
    const cell = await store.get('epoch', key);
    const n = typeof cell?.value === 'number' ? cell.value : 0;
    if (await store.swap('epoch', key, { expected: cell?.version ?? 0, value: n + 1 })) return;
  }
}

const keysOf = async (store: StateStore, prefix: string): Promise<readonly string[]> =>
  (await store.list('k', prefix)).map((cell) => cell.key);

export function storeContract(name: string, house: StoreHouse): void {
  const open: StateStore[] = [];
  const kept = (store: StateStore): StateStore => {
    open.push(store);
    return store;
  };
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
  });

  describe(`${name}, by the contract of a state store`, () => {
    cells(() => kept(house.fresh()));
    lists(() => kept(house.fresh()));
    races(() => kept(house.fresh()));
    if (house.again !== undefined) doors(() => kept(house.fresh()), house.again);
  });
}

function cells(fresh: () => StateStore): void {
  it('a cell nobody made is not there', async () => {
    expect(await fresh().get('k', 'a')).toBeUndefined();
  });

  it('a cell is what was swapped in, and its version grows by one with each swap', async () => {
    const store = fresh();
    const value = { a: [1, 'ü', null, { b: false }] };
    expect(await store.swap('k', 'a', { expected: 0, value })).toBe(true);
    const first = await store.get('k', 'a');
    expect(first).toMatchObject({ key: 'a', value });
    const version = first?.version ?? 0;
    expect(version).toBeGreaterThan(0);
    expect(await store.swap('k', 'a', { expected: version, value: 'next' })).toBe(true);
    expect(await store.get('k', 'a')).toEqual({ key: 'a', value: 'next', version: version + 1 });
  });

  it('expecting no cell is refused when there is one', async () => {
    const store = fresh();
    await store.swap('k', 'a', { expected: 0, value: 1 });
    expect(await store.swap('k', 'a', { expected: 0, value: 2 })).toBe(false);
    expect((await store.get('k', 'a'))?.value).toBe(1);
  });

  it('expecting another version is refused, for a change and for a deletion', async () => {
    const store = fresh();
    await store.swap('k', 'a', { expected: 0, value: 1 });
    const version = (await store.get('k', 'a'))?.version ?? 0;
    for (const value of [2, null])
      for (const expected of [version + 1, version + 7])
        expect(await store.swap('k', 'a', { expected, value })).toBe(false);
    expect(await store.get('k', 'a')).toEqual({ key: 'a', value: 1, version });
  });

  it('a deleted cell is gone, and deleting nothing is refused', async () => {
    const store = fresh();
    await store.swap('k', 'a', { expected: 0, value: 1 });
    const version = (await store.get('k', 'a'))?.version ?? 0;
    expect(await store.swap('k', 'a', { expected: version, value: null })).toBe(true);
    expect(await store.get('k', 'a')).toBeUndefined();
    expect(await store.swap('k', 'a', { expected: version, value: null })).toBe(false);
    expect(await store.swap('k', 'b', { expected: 3, value: 1 })).toBe(false);
  });

  it('a cell that was made again does not take the swap meant for the one before', async () => {
    const store = fresh();
    await store.swap('k', 'a', { expected: 0, value: 'first' });
    const stale = (await store.get('k', 'a'))?.version ?? 0;
    await store.swap('k', 'a', { expected: stale, value: null });
    await store.swap('k', 'a', { expected: 0, value: 'second' });
    expect(await store.swap('k', 'a', { expected: stale, value: 'late' })).toBe(false);
    expect(await store.swap('k', 'a', { expected: stale, value: null })).toBe(false);
    expect((await store.get('k', 'a'))?.value).toBe('second');
  });

  it('the kinds are apart', async () => {
    const store = fresh();
    await store.swap('k', 'a', { expected: 0, value: 1 });
    expect(await store.get('other', 'a')).toBeUndefined();
    expect(await store.list('other', '')).toEqual([]);
    expect(await store.swap('other', 'a', { expected: 0, value: 2 })).toBe(true);
    expect((await store.get('k', 'a'))?.value).toBe(1);
  });
}

function lists(fresh: () => StateStore): void {
  it('a list holds the cells whose key begins with the prefix, in order, and no other', async () => {
    const store = fresh();
    for (const key of ['b/2', 'a/2', 'a', 'a/1', 'ab/1', 'a0'])
      await store.swap('k', key, { expected: 0, value: key });
    expect(await keysOf(store, 'a/')).toEqual(['a/1', 'a/2']);
    expect(await keysOf(store, '')).toEqual(['a', 'a/1', 'a/2', 'a0', 'ab/1', 'b/2']);
    expect(await keysOf(store, 'zz')).toEqual([]);
  });

  it('no character of a key or a prefix is a wildcard', async () => {
    const store = fresh();
    for (const key of ['a%', 'ax', 'a_b', 'axb', 'a*', "a'"])
      await store.swap('k', key, { expected: 0, value: 1 });
    for (const prefix of ['a%', 'a_', 'a*', "a'"])
      expect((await keysOf(store, prefix)).every((key) => key.startsWith(prefix))).toBe(true);
    expect(await keysOf(store, 'a_')).toEqual(['a_b']);
  });

  it('whatever the keys hold, a list is what begins with the prefix', async () => {
    const key = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'é', '\uffff', '😀', '0'), maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { maxLength: 8 }), key, async (keys, prefix) => {
        const store = fresh();
        for (const one of keys) await store.swap('k', one, { expected: 0, value: 1 });
        const wanted = keys.filter((one) => one.startsWith(prefix));
        expect([...(await keysOf(store, prefix))].sort()).toEqual([...wanted].sort());
      }),
      { numRuns: 40 },
    );
  });
}

function races(fresh: () => StateStore): void {
  it('of many who expect the same version one wins', async () => {
    const store = fresh();
    const won = await Promise.all(
      Array.from({ length: 8 }, (_, who) => store.swap('k', 'a', { expected: 0, value: who })),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await store.get('k', 'a'))?.value).toBe(won.indexOf(true));
  });

  it('counting in a loop loses no count', async () => {
    const store = fresh();
    await Promise.all(Array.from({ length: 40 }, () => addOne(store, 'n')));
    expect((await store.get('epoch', 'n'))?.value).toBe(40);
  });
}

function doors(fresh: () => StateStore, again: () => StateStore): void {
  it('what one door wrote the other sees, and a race between them has one winner', async () => {
    const one = fresh();
    const other = again();
    try {
      expect(await one.swap('k', 'a', { expected: 0, value: 1 })).toBe(true);
      const seen = await other.get('k', 'a');
      expect(seen?.value).toBe(1);
      const expected = seen?.version ?? 0;
      expect(await other.swap('k', 'a', { expected, value: 2 })).toBe(true);
      expect(await one.swap('k', 'a', { expected, value: 3 })).toBe(false);
      await Promise.all(Array.from({ length: 40 }, (_, at) => addOne(at % 2 === 0 ? one : other, 'n')));
      expect((await one.get('epoch', 'n'))?.value).toBe(40);
    } finally {
      await other.close();
    }
  });
}
