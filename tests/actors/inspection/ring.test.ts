// The ring: bounded, its indices never used twice.
import { describe, expect, it } from 'vitest';
import { createRing } from '../../../actors/inspection/ring.js';

describe('a ring', () => {
  it('holds its size and lets go of the oldest, each once', () => {
    const gone: number[] = [];
    const ring = createRing<number>(3, (one) => gone.push(one));
    for (let one = 10; one < 15; one += 1) ring.add(one);
    expect(gone).toEqual([10, 11]);
    expect([0, 1, 2, 3, 4, 5].map((index) => ring.at(index))).toEqual([
      ...[undefined, undefined, 12, 13, 14, undefined],
    ]);
    expect([ring.first(), ring.next()]).toEqual([2, 5]);
  });

  it('that is not full yet begins at nothing', () => {
    const ring = createRing<string>(3);
    expect([ring.add('a'), ring.add('b'), ring.first(), ring.at(-1)]).toEqual([0, 1, 0, undefined]);
  });
});
