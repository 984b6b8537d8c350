// What every spawner and link keep: each call ends once, a call that was sent and given up is in doubt until the child answers or is gone, and an end is told once.
import { afterEach, describe, expect, it } from 'vitest';
import { createAbort } from '../../actors/powers/abort.js';
import type { AbortSignalLike, Link, Spawner } from '../../actors/powers.js';
import type { JsonObject } from '../../src/call/json.js';
import { createMessageReader } from '../../src/call/message.js';
import { systemRules } from '../../src/call/strict-rules.js';
import type { Launch } from '../../src/manifest/manifest.js';

/** What the child of a house does: the tools of `fixtures/servers/hostile.mjs` that are named here. */
export type Mode = 'plain' | 'mute' | 'ancient' | 'absent';

export interface SpawnerHouse {
  readonly spawner: Spawner;
  readonly launch: (mode: Mode) => Launch;
}

interface Seen {
  readonly exits: string[];
  changes: number;
}

const later = <T>() => {
  let tell: (value: T) => void = () => undefined;
  const told = new Promise<T>((resolve) => {
    tell = resolve;
  });
  return { told, tell };
};

async function connect({ spawner, launch }: SpawnerHouse, mode: Mode = 'plain', signal?: AbortSignalLike) {
  const seen: Seen = { exits: [], changes: 0 };
  const exit = later<string>();
  const link = await spawner.connect(
    launch(mode),
    {},
    {
      exit: (why) => {
        seen.exits.push(why);
        exit.tell(why);
      },
      stderr: () => undefined,
      toolsChanged: () => seen.changes++,
      read: createMessageReader(systemRules),
      ...(signal === undefined ? {} : { signal }),
    },
  );
  /** A call whose settling is counted and can be waited for. */
  const call = (tool: string, args: JsonObject = {}, deadline = 20_000) => {
    const abort = createAbort();
    const over = later<void>();
    const count = { settled: 0 };
    const settled = (): void => {
      count.settled += 1;
      over.tell();
    };
    const answer = link.call(tool, args, { signal: abort.signal, deadline, settled });
    answer.catch(() => undefined);
    return { answer, over: over.told, count, cancel: () => abort.abort() };
  };
  return { link, call, seen, exited: exit.told };
}

type Connected = Awaited<ReturnType<typeof connect>>;
type Open = () => Promise<Connected>;

function calls(open: Open): void {
  it('brings each call its own answer, and settles each once', async () => {
    const { call } = await open();
    const asked = Array.from({ length: 20 }, (_, n) => call('echo', { n }));
    const answers = await Promise.all(asked.map(({ answer }) => answer));
    expect(answers.map(({ structuredContent, isError }) => [structuredContent, isError])).toEqual(
      Array.from({ length: 20 }, (_, n) => [{ n }, false]),
    );
    expect(asked.map(({ count }) => count.settled)).toEqual(Array(20).fill(1));
  });

  it('takes an error of the child for an answer, and tells its number alone', async () => {
    const { call } = await open();
    const { answer, count } = call('fails');
    expect(await answer).toEqual({ content: [], structuredContent: { code: 'rpc:-32005' }, isError: true });
    expect(count.settled).toBe(1);
  });

  it('does not take an answer that is none: a fault of a call that was started and is settled', async () => {
    const { call } = await open();
    const { answer, count } = call('bad', { result: 7 });
    await expect(answer).rejects.toEqual({ fault: 'protocol', started: true });
    expect(count.settled).toBe(1);
    expect((await call('echo').answer).isError).toBe(false);
  });

  it('never starts a call that was cancelled before', async () => {
    const { link } = await open();
    const abort = createAbort();
    abort.abort();
    let settled = 0;
    const calling = link.call(
      'echo',
      {},
      { signal: abort.signal, deadline: 10_000, settled: () => settled++ },
    );
    await expect(calling).rejects.toEqual({ fault: 'cancelled', started: false });
    expect(settled).toBe(0);
  });

  it.each([
    ['cancelled', (one: ReturnType<Connected['call']>) => one.cancel(), 20_000],
    ['timeout', () => undefined, 60],
  ] as const)(
    'that is given up (%s) fails as started, and is settled when the child answers',
    async (fault, giveUp, deadline) => {
      const { call } = await open();
      const late = call('slow', { ms: 600 }, deadline);
      giveUp(late);
      await expect(late.answer).rejects.toEqual({ fault, started: true });
      expect(late.count.settled).toBe(0);
      await late.over;
      expect((await call('echo', { still: true }).answer).structuredContent).toEqual({ still: true });
      expect(late.count.settled).toBe(1);
    },
  );

  it('that was answered is not given up any more', async () => {
    const { call } = await open();
    const one = call('echo', { a: 1 }, 20_000);
    expect((await one.answer).structuredContent).toEqual({ a: 1 });
    expect(() => one.cancel()).not.toThrow();
    await call('echo').answer;
    expect(one.count.settled).toBe(1);
  });
}

function ends(open: Open): void {
  it('a child that ends fails what is in flight, settles it once, and is told once', async () => {
    const { call, seen, exited } = await open();
    const given = call('never', {}, 30);
    await expect(given.answer).rejects.toEqual({ fault: 'timeout', started: true });
    const waiting = call('never');
    const crash = call('crash');
    for (const one of [waiting, crash])
      await expect(one.answer).rejects.toEqual({ fault: 'closed', started: true });
    expect(await exited).toBe('exit code 3');
    expect([given, waiting, crash].map(({ count }) => count.settled)).toEqual([1, 1, 1]);
    const after = call('echo');
    await expect(after.answer).rejects.toEqual({ fault: 'closed', started: false });
    expect([after.count.settled, seen.exits.length]).toEqual([0, 1]);
  });

  it('a link that is closed fails what is in flight, has settled it when it is closed, and takes no more', async () => {
    const { link, call, seen, exited } = await open();
    const waiting = call('never');
    await link.close(1_000);
    await expect(waiting.answer).rejects.toEqual({ fault: 'closed', started: true });
    await waiting.over;
    await exited;
    expect([waiting.count.settled, seen.exits.length]).toEqual([1, 1]);
    await expect(call('echo').answer).rejects.toEqual({ fault: 'closed', started: false });
    await expect(link.close(0)).resolves.toBeUndefined();
    expect(seen.exits).toHaveLength(1);
  });

  it('a link has a pid, lists its tools, and hears that they changed', async () => {
    const { link, call, seen } = await open();
    expect(link.pid).toBeGreaterThan(0);
    expect((await link.listTools()).map((tool) => tool.name)).toEqual(['one', 'two']);
    await call('changes').answer;
    expect(seen.changes).toBe(1);
  });
}

function attempts(house: SpawnerHouse): void {
  it.each<[Mode, RegExp]>([
    ['ancient', /no common protocol version/],
    ['absent', /no such program/],
  ])('a start that is %s is refused, and no exit is told', async (mode, why) => {
    await expect(connect(house, mode)).rejects.toThrow(why);
  });

  it('a start that is given up ends; given up when it was connected, nothing happens', async () => {
    const abort = createAbort();
    const starting = connect(house, 'mute', abort.signal);
    abort.abort();
    await expect(starting).rejects.toThrow(/cancelled/);
    const useless = createAbort();
    const { link, call, seen } = await connect(house, 'plain', useless.signal);
    useless.abort();
    expect((await call('echo', { a: 1 }).answer).structuredContent).toEqual({ a: 1 });
    expect(seen.exits).toEqual([]);
    await link.close(0);
  });
}

export function spawnerContract(name: string, house: SpawnerHouse): void {
  const links: Link[] = [];
  afterEach(async () => {
    await Promise.all(links.splice(0).map((link) => link.close(0)));
  });
  const open: Open = async () => {
    const connected = await connect(house);
    links.push(connected.link);
    return connected;
  };
  describe(`a call through ${name}, by the contract of a link`, () => calls(open));
  describe(`the end of a child of ${name}, by the contract of a link`, () => ends(open));
  describe(`a start by ${name}, by the contract of a spawner`, () => attempts(house));
}
