// What one request did is kept as numbers, and read again as what it was.

import { describe, expect, it } from 'vitest';
import { createLexicon, Trail } from '../../../actors/inspection/trail.js';
import { createVocabulary, type Words } from '../../../actors/inspection/vocabulary.js';

describe('a trail', () => {
  it('is read as it was marked, each kind in its order, to the thousandth of a millisecond', () => {
    let now = 1_000;
    const terms = { lexicon: createLexicon(), monotonic: () => now };
    const trail = new Trail(terms);
    // Another one of the same lexicon has marks of its own.
    new Trail(terms).enter('mint');
    const at = (ms: number): Trail => {
      now = 1_000 + ms;
      return trail;
    };
    at(0).step('resolve', { verdict: 'pending', executed: 'no' });
    at(0.125).enter('resolve');
    at(0.5).tell('request', 'mint', 'mint.live');
    at(0.750_4).tell('mint', 'request', 'answer');
    at(3_600_000).enter('audit');
    trail.end();
    expect(trail.entered).toEqual([
      { stage: 'resolve', at: 0.125 },
      { stage: 'audit', at: 3_600_000 },
    ]);
    expect(trail.stepped).toEqual([{ state: 'resolve', verdict: 'pending', executed: 'no', at: 0 }]);
    expect(trail.told).toEqual([
      { from: 'request', to: 'mint', type: 'mint.live', at: 0.5 },
      { from: 'mint', to: 'request', type: 'answer', at: 0.75 },
    ]);
  });

  it('ends after so many marks, and keeps the first', () => {
    const trail = new Trail({ lexicon: createLexicon(), monotonic: () => 0 });
    for (let at = 0; at < 2_000; at += 1) trail.enter(`stage ${at}`);
    expect(trail.entered).toHaveLength(512);
    expect(trail.entered.at(-1)).toEqual({ stage: 'stage 511', at: 0 });
  });
});

describe('a vocabulary', () => {
  it('gives one number to one thing, and others to others', () => {
    const words = createVocabulary<Words>(10);
    const all: Words[] = [['a'], ['a', 'b'], ['a', '', 'b'], ['ab'], ['a']];
    expect(all.map((one) => words.numberOf(one))).toEqual([0, 1, 2, 3, 0]);
    expect(words.at(2)).toEqual(['a', '', 'b']);
  });

  it('gives the same numbers whatever was said before', () => {
    const words = createVocabulary<Words>(10);
    const all: Words[] = [['a'], ['b'], ['a'], ['c'], ['a'], ['b'], ['b'], ['c']];
    const numbers: (number | undefined)[] = [];
    for (const one of all) numbers.push(words.numberOf(one, numbers.at(-1)));
    expect(numbers).toEqual([0, 1, 0, 2, 0, 1, 1, 2]);
  });

  it('knows what it has when it is full, and takes no more', () => {
    const words = createVocabulary<Words>(1);
    words.numberOf(['first']);
    expect(words.numberOf(['second'])).toBeUndefined();
    expect(words.numberOf(['first'])).toBe(0);
  });
});
