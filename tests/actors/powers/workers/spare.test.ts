// A thread that stands by: who answers after one is lost, what it has been told by then, and what becomes of whoever waits.
import { afterEach, describe, expect, it } from 'vitest';
import { createSpared, type Spared } from '../../../../dist/actors/powers/workers/spare.js';

interface Said {
  readonly thread: number;
  readonly told: readonly string[];
}
type Threads = Spared<string, Said>;

const open: Threads[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

function make({ file = 'numbered', known = ['known'], standsByAfter = 0, mostWaiting = 8 } = {}) {
  let starts = 0;
  const threads: Threads = createSpared<string, Said>({
    file: new URL(`./${file}-fixture.mjs`, import.meta.url),
    ...{ mostWaiting, standsByAfter },
    warmUp: () => {
      starts += 1;
      return known;
    },
  });
  open.push(threads);
  return { threads, starts: () => starts };
}

const ask = (threads: Threads, text: string): ReturnType<Threads['ask']> => threads.ask(text, 10_000);
const said = async (threads: Threads, text: string): Promise<Said> => {
  const answer = await ask(threads, text);
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
};

describe('a thread that stands by', () => {
  it.each(['hang', 'end'])(
    'answers what follows a question that costs a thread (%s), and has been told what it is to know',
    async (fatal) => {
      const { threads, starts } = make();
      const first = await said(threads, 'one');
      await expect.poll(starts).toBe(2);
      const lost = threads.ask(fatal, fatal === 'hang' ? 1 : 10_000);
      const [how, next, after] = await Promise.all([lost, said(threads, 'two'), said(threads, 'three')]);
      expect(how).toBe(fatal === 'hang' ? 'late' : 'lost');
      // Threads are numbered as they start: the one after the first was there before the first was lost.
      expect([next.thread, after.thread]).toEqual([first.thread + 1, first.thread + 1]);
      expect(after.told).toEqual(['known', 'two', 'three']);
      expect(threads.restarts()).toBe(1);
    },
  );

  it('is replaced by the one that is started for the lost one, again and again', async () => {
    const { threads, starts } = make();
    const { thread } = await said(threads, 'one');
    await expect.poll(starts).toBe(2);
    const answers: (number | string)[] = [];
    for (let at = 0; at < 4; at += 1) {
      const [how, next] = await Promise.all([threads.ask('hang', 1), said(threads, 'next')]);
      answers.push(String(how), next.thread - thread);
    }
    expect(answers).toEqual(['late', 1, 'late', 2, 'late', 3, 'late', 4]);
    expect(threads.restarts()).toBe(4);
  });

  it('knows what it is told while it stands by, in order, before it is asked anything', async () => {
    const { threads, starts } = make();
    await said(threads, 'one');
    await expect.poll(starts).toBe(2);
    threads.tell('more');
    threads.tell('most');
    const [, next] = await Promise.all([threads.ask('hang', 1), said(threads, 'two')]);
    expect(next.told).toEqual(['known', 'more', 'most', 'two']);
  });

  it('is not started for who asks once, nor told anything before', async () => {
    const { threads, starts } = make({ standsByAfter: 1_000_000 });
    await said(threads, 'one');
    threads.tell('more');
    await said(threads, 'two');
    expect(starts()).toBe(1);
  });

  it('takes over without having been started: who waits is answered all the same', async () => {
    const { threads } = make({ standsByAfter: 1_000_000 });
    const all = await Promise.all([threads.ask('hang', 1), ask(threads, 'two')]);
    expect(all).toEqual(['late', { thread: expect.any(Number), told: ['known', 'two'] }]);
  });
});

describe('threads that cannot be had', () => {
  it('are not started again and again, and nobody waits for them', async () => {
    const { threads, starts } = make({ file: 'nosuch' });
    const all = await Promise.all(['one', 'two', 'three'].map((text) => ask(threads, text)));
    expect(all).toEqual(['lost', 'lost', 'lost']);
    expect(starts()).toBe(3);
  });

  it('as what they are warmed up with ends them, are not started again and again', async () => {
    const { threads, starts } = make({ known: ['end'] });
    const all = await Promise.all(['1', '2', '3', '4', '5'].map((text) => ask(threads, text)));
    expect(new Set(all)).toEqual(new Set(['lost']));
    expect(starts()).toBe(5);
  });
});

describe('of too many questions', () => {
  it('those past the most that may wait are refused, and a closed pair answers nobody', async () => {
    const { threads } = make({ mostWaiting: 2 });
    const all = await Promise.all(['1', '2', '3', '4', '5'].map((text) => ask(threads, text)));
    expect(all.filter((one) => one === 'full')).toHaveLength(2);
    const waiting = [ask(threads, 'one'), ask(threads, 'two')];
    await threads.close();
    expect(await Promise.all(waiting)).toEqual(['lost', 'lost']);
    expect(await ask(threads, 'three')).toBe('lost');
  });
});
