// Gates before hands: who is let go, in which order, and when everybody stands still.
import { describe, expect, it } from 'vitest';
import { createGates, type Standing } from '../../../actors/explored/gates.js';
import { nodeClock } from '../../../actors/powers/clock.js';

const standing = (who: string, words: string, done: string[]): Standing => ({
  ...{ who, words, kind: 'hand', isWithin: false },
  go: async () => void done.push(words),
  drop: () => void done.push(`${words} dropped`),
});

describe('a gate', () => {
  it('lets nothing through by itself, and each hand once', async () => {
    const [gates, done] = [createGates(nodeClock), [] as string[]];
    const [one, other] = [standing('a', 'one', done), standing('b', 'other', done)];
    gates.park(one);
    gates.park(other);
    await gates.settle();
    expect([gates.all().length, done]).toEqual([2, []]);
    await gates.go(other);
    await gates.go(other);
    expect([gates.of('a'), gates.of('b'), done]).toEqual([[one], [], ['other']]);
  });

  it('forgets what nobody lets go any more, and drops what is given up', () => {
    const [gates, done] = [createGates(nodeClock), [] as string[]];
    for (const who of ['a', 'b']) gates.park(standing(who, who, done));
    gates.forget(({ who }) => who === 'a');
    for (const one of gates.all()) gates.drop(one);
    expect([gates.all(), done]).toEqual([[], ['b dropped']]);
  });

  it('settles only when what is under way is done, and what comes of it', async () => {
    const [gates, done] = [createGates(nodeClock), [] as string[]];
    let finish = (): void => undefined;
    const second = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const work = gates
      .under(Promise.resolve())
      .then(() => gates.under(second))
      .then(() => done.push('worked'));
    const settled = gates.settle().then(() => done.push('settled'));
    finish();
    await Promise.all([work, settled]);
    expect(done).toEqual(['worked', 'settled']);
  });

  it('lets nobody go and never settles once it is shut', async () => {
    const [gates, done] = [createGates(nodeClock), [] as string[]];
    const one = standing('a', 'one', done);
    gates.park(one);
    gates.shut();
    const after = Promise.race([gates.go(one), gates.settle()]).then(() => done.push('went on'));
    const turns = async (): Promise<string> => {
      for (let left = 10; left > 0; left -= 1) await new Promise<void>((next) => nodeClock.soon(next));
      return 'still';
    };
    expect([await Promise.race([after, turns()]), done]).toEqual(['still', []]);
  });

  it('settles after work that failed', async () => {
    const gates = createGates(nodeClock);
    await expect(gates.under(Promise.reject(new Error('no')))).rejects.toThrow('no');
    await gates.settle();
  });
});
