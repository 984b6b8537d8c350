// A lane and its thread: what becomes of the thread when it is lost, and of whoever waits.
import { expect, it } from 'vitest';
import { createLane } from '../../../../dist/actors/powers/workers/lane.js';

const open = (isEager: boolean, file = './silent-fixture.mjs') => {
  let starts = 0;
  const lane = createLane<string, { said: string }>({
    file: new URL(file, import.meta.url),
    mostWaiting: 8,
    isEager,
    warmUp: () => {
      starts += 1;
      return [];
    },
  });
  return { lane, starts: () => starts };
};

it('a thread that is lost is replaced before anybody asks again', async () => {
  const { lane, starts } = open(true);
  expect(await lane.ask('hang', 1)).toBe('late');
  expect([starts(), lane.restarts()]).toEqual([2, 1]);
  await expect.poll(() => lane.isIdle()).toBe(true);
  expect(await lane.ask('hello', 10_000)).toEqual({ said: 'hello' });
  expect(starts()).toBe(2);
  await lane.close();
});

it('a lane that nobody waits for starts no thread by itself', async () => {
  const { lane, starts } = open(false);
  expect(await lane.ask('hang', 1)).toBe('late');
  expect(starts()).toBe(1);
  await lane.close();
});

it('a thread that cannot start is not started again and again', async () => {
  const { lane, starts } = open(true, './nosuch.mjs');
  expect(await lane.ask('hello', 10_000)).toBe('lost');
  expect(starts()).toBe(1);
  await lane.close();
});

it('of many that hang, each costs its deadline, and who stands between them is answered', async () => {
  const { lane } = open(true);
  const all = await Promise.all(
    ['hang', 'hang', 'one', 'hang', 'two'].map((text) => lane.ask(text, text === 'hang' ? 1 : 10_000)),
  );
  expect(all).toEqual(['late', 'late', { said: 'one' }, 'late', { said: 'two' }]);
  expect(lane.restarts()).toBe(3);
  await lane.close();
});
