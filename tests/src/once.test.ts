import { describe, expect, it } from 'vitest';
import { once } from '../../src/once.js';

describe('once', () => {
  it('finds a fact out once for each thing, and keeps apart what is alike', () => {
    let asked = 0;
    const size = once((list: readonly string[]) => {
      asked += 1;
      return list.length;
    });
    const [one, alike, other] = [['a'], ['a'], ['a', 'b']];
    expect([size(one), size(one), size(alike), size(other), size(other)]).toEqual([1, 1, 1, 2, 2]);
    expect(asked).toBe(3);
  });

  it('finds out once that there is nothing to know', () => {
    let asked = 0;
    const nothing = once((_: object): undefined => {
      asked += 1;
    });
    const thing = {};
    expect([nothing(thing), nothing(thing)]).toEqual([undefined, undefined]);
    expect(asked).toBe(1);
  });
});
