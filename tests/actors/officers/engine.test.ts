// The officer who asks the engine: one time for a whole result, batches of a bounded size, and a breaker. An engine that is silent, late or short has no answer.
import { describe, expect, it } from 'vitest';
import type { Engine, EngineAnswer } from '../../../actors/messages.js';
import { createEngine, type EngineInput } from '../../../actors/officers/engine.js';
import type { PiiEngine } from '../../../actors/powers.js';
import type { EngineTerms } from '../../../actors/powers-engine.js';
import { createFakeClock, type FakeClock, settle } from '../../fakes/clock.js';

type Answers = (texts: readonly string[], terms: EngineTerms) => Promise<EngineAnswer>;
interface Hand extends PiiEngine {
  readonly asked: { readonly texts: readonly string[]; readonly terms: EngineTerms }[];
  answer: Answers;
  isClosed: boolean;
}
const nothing: Answers = async (texts) => texts.map(() => []);
const down: Answers = async () => ({ fault: 'refused' });

function handOf(): Hand {
  const hand: Hand = {
    asked: [],
    answer: nothing,
    isClosed: false,
    detect: (texts, terms) => {
      hand.asked.push({ texts, terms });
      return hand.answer(texts, terms);
    },
    close: () => {
      hand.isClosed = true;
    },
  };
  return hand;
}

function setUp(given: Partial<EngineInput> = {}): { engine: Engine; hand: Hand; clock: FakeClock } {
  const [hand, clock] = [handOf(), createFakeClock()];
  return { hand, clock, engine: createEngine({ engine: hand, clock, within: 1_000, ...given }) };
}

const words = (count: number, length = 5): readonly string[] =>
  Array.from({ length: count }, (_, i) => String(i).padStart(length, 'x'));

describe('a question', () => {
  it('goes in batches that are bounded by number and by length, and its answers come back in order', async () => {
    const { engine, hand } = setUp();
    hand.answer = async (texts) => texts.map((text) => [{ start: 0, end: 1, class: text, score: 1 }]);
    const texts = words(130);
    const found = await engine.ask(texts);
    expect(hand.asked.map((one) => one.texts.length)).toEqual([64, 64, 2]);
    expect('fault' in found ? found : found.map(([span]) => span?.class)).toEqual(texts);
    hand.asked.length = 0;
    await engine.ask(words(3, 40_000));
    expect(hand.asked.map((one) => one.texts.length)).toEqual([1, 1, 1]);
  });

  it('that is too much is not asked at all, and breaks nothing', async () => {
    const { engine, hand } = setUp();
    for (let i = 0; i < 6; i += 1) {
      expect(await engine.ask(words(2_049))).toEqual({ fault: 'large' });
      expect(await engine.ask(words(7, 40_000))).toEqual({ fault: 'large' });
    }
    expect(hand.asked).toEqual([]);
    expect(engine.status()).toMatchObject({ state: 'well', failures: 0 });
  });

  it('has one time for all its batches: each gets what is left of it', async () => {
    const { engine, hand, clock } = setUp();
    hand.answer = (texts) =>
      new Promise((resolve) => void clock.after(400, () => resolve(texts.map(() => []))));
    const answer = engine.ask(words(64 * 4));
    await clock.advance(5_000);
    expect(await answer).toEqual({ fault: 'late' });
    expect(hand.asked.map(({ terms }) => terms.within)).toEqual([1_000, 600, 200]);
  });

  it.each<readonly [string, Answers]>([
    ['says nothing', () => new Promise(() => undefined)],
    ['rejects', async () => Promise.reject(new Error('no'))],
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['answers about fewer texts', async () => []],
  ])('to a hand that %s has no answer', async (_, answers) => {
    const { engine, hand, clock } = setUp();
    hand.answer = answers;
    const answer = engine.ask(['a', 'b']);
    await clock.advance(2_000);
    expect(await answer).toHaveProperty('fault');
  });

  it('is asked with the credential that the vault lends at that moment, and not without one', async () => {
    const tokens = ['first', 'second', undefined];
    const { engine, hand } = setUp({ token: async () => tokens.shift() });
    await engine.ask(['a']);
    await engine.ask(['a']);
    expect(hand.asked.map(({ terms }) => terms.token)).toEqual(['first', 'second']);
    expect(await engine.ask(['a'])).toEqual({ fault: 'credential' });
    expect(hand.asked).toHaveLength(2);
  });
});

describe('an engine that fails', () => {
  const failTimes = async (
    { engine, hand }: { engine: Engine; hand: Hand },
    times: number,
  ): Promise<void> => {
    hand.answer = down;
    for (let i = 0; i < times; i += 1) await engine.ask(['a']);
  };

  it('four times on end is left alone for ten seconds', async () => {
    const all = setUp();
    await failTimes(all, 3);
    expect(all.engine.status().state).toBe('well');
    await failTimes(all, 1);
    expect(all.engine.status()).toEqual({ state: 'resting', failures: 4, why: 'refused' });
    all.hand.answer = nothing;
    expect(await all.engine.ask(['a'])).toEqual({ fault: 'resting' });
    await all.clock.advance(9_999);
    expect(await all.engine.ask(['a'])).toEqual({ fault: 'resting' });
    expect(all.hand.asked).toHaveLength(4);
    await all.clock.advance(1);
    expect(await all.engine.ask(['a'])).toEqual([[]]);
    expect(all.engine.status()).toEqual({ state: 'well', failures: 0, why: '' });
  });

  it('is tried by one result, while the others are told that it rests', async () => {
    const all = setUp();
    await failTimes(all, 4);
    await all.clock.advance(10_000);
    let answer = (_: EngineAnswer): void => undefined;
    all.hand.answer = () => new Promise((resolve) => (answer = resolve));
    const tried = all.engine.ask(['a']);
    expect(await all.engine.ask(['b'])).toEqual({ fault: 'resting' });
    await settle();
    answer({ fault: 'late' });
    expect(await tried).toEqual({ fault: 'late' });
    expect(all.engine.status().state).toBe('resting');
    await all.clock.advance(10_000);
    all.hand.answer = nothing;
    expect(await all.engine.ask(['a'])).toEqual([[]]);
  });

  it('now and then is asked on', async () => {
    const all = setUp();
    for (let i = 0; i < 5; i += 1) {
      await failTimes(all, 3);
      all.hand.answer = nothing;
      expect(await all.engine.ask(['a'])).toEqual([[]]);
    }
  });

  it('leaves no timer behind when it is closed', async () => {
    const all = setUp();
    await failTimes(all, 4);
    all.engine.close();
    expect(all.clock.waiting).toBe(0);
    expect(all.hand.isClosed).toBe(true);
  });
});
