// The supervisor of one downstream, with children and a clock that do what the test says: no call hangs, no doubt is lost.
import { describe, expect, it } from 'vitest';
import { createDesk, type NoAnswer } from '../../../actors/desk.js';
import type { Called } from '../../../actors/messages.js';
import { createAbort } from '../../../actors/powers/abort.js';
import { plainDigest } from '../../../actors/powers/keys.js';
import type { AbortSignalLike } from '../../../actors/powers.js';
import {
  createDownstream,
  type DownstreamInput,
  type SystemNote,
} from '../../../actors/systems/downstream.js';
import type { SystemName } from '../../../src/call/id.js';
import type { JsonObject } from '../../../src/call/json.js';
import { consumePermit, type Permit } from '../../../src/policy/permit.js';
import { createFakeClock, settle } from '../../fakes/clock.js';
import { permitFor } from '../../fakes/permit.js';
import { createFakeSpawner, emptyResult, type FakeChild } from '../../fakes/spawner.js';

interface Terms {
  readonly connects?: boolean;
  readonly holdClose?: boolean;
  readonly isDeaf?: boolean;
  readonly concurrency?: number;
  readonly queue?: number;
  readonly lease?: DownstreamInput['lease'];
}

function stand(terms: Terms = {}) {
  const clock = createFakeClock();
  const desk = createDesk(clock);
  const fake = createFakeSpawner({ ...terms, clock });
  const ended: string[] = [];
  const states: string[] = [];
  const lines: string[] = [];
  const notes: SystemNote[] = [];
  const downstream = createDownstream({
    system: 'lake' as SystemName,
    launch: {
      argv: ['node', 'x.js'],
      env: { TZ: 'UTC' },
      cwd: '/',
      secrets: {},
      concurrency: terms.concurrency ?? 2,
      queue: terms.queue ?? 2,
    },
    spawner: fake.spawner,
    lease: terms.lease ?? (async () => ({ env: { PASSWORD: 'hunter2-hunter2' } })),
    desk,
    clock,
    log: { line: (_level, text) => lines.push(text) },
    abort: createAbort,
    onStatus: ({ state }) => states.push(state),
    onNote: (note) => notes.push(note),
    onDoubtEnded: (request) => ended.push(request),
    pins: {
      tools: [],
      digest: plainDigest,
      onDrift: ({ notices }) => lines.push(`tools changed: ${notices}`),
    },
  });
  const ask = (permit: Permit, args: JsonObject = {}, signal: AbortSignalLike = createAbort().signal) =>
    desk.ask<Called, Parameters<typeof downstream.send>[0]>(
      downstream,
      (ticket) => ({ type: 'downstream.call', ticket, permit, args, signal }),
      1_000_000,
    );
  const child = (at = fake.children.length - 1): FakeChild => {
    const found = fake.children[at];
    if (found === undefined) throw new Error('no such child');
    return found;
  };
  const stop = () =>
    desk.ask<{ stopped: true }, Parameters<typeof downstream.send>[0]>(
      downstream,
      (ticket) => ({ type: 'downstream.stop', ticket }),
      1_000_000,
    );
  return { clock, fake, ended, states, lines, notes, downstream, ask, child, stop };
}

/** What has been answered so far. */
function watched(asking: Promise<Called | NoAnswer>) {
  const seen: { answer?: Called | NoAnswer } = {};
  void asking.then((answer) => {
    seen.answer = answer;
  });
  return seen;
}

async function ready(terms: Terms = {}) {
  const stood = stand(terms);
  await settle();
  expect(stood.downstream.status().state).toBe('ready');
  return stood;
}

describe('a permit', () => {
  it('of the right system brings the call to the child under the name it knows, with the arguments given', async () => {
    const { ask, child } = await ready();
    const asking = ask(permitFor('r1'), { sql: 'SELECT 1' });
    await settle();
    expect(child().calls.map(({ tool, args, deadline }) => [tool, args, deadline])).toEqual([
      ['query', { sql: 'SELECT 1' }, 1_000],
    ]);
    child().calls[0]?.answer();
    expect(await asking).toEqual({ result: emptyResult });
  });

  const refused = { fault: 'permit', started: false };
  it('used twice is refused', async () => {
    const { ask, child } = await ready();
    const permit = permitFor('r1');
    void ask(permit);
    expect(await ask(permit)).toEqual(refused);
    expect(child().calls.length).toBe(1);
  });

  it('copied or made up is refused', async () => {
    const { ask, child } = await ready();
    expect(await ask({ ...permitFor('r1') } as Permit)).toEqual(refused);
    expect(await ask(Object.create(permitFor('r2')) as Permit)).toEqual(refused);
    expect(child().calls.length).toBe(0);
  });

  it('of another system is refused, and not used up', async () => {
    const { ask, child } = await ready();
    const other = permitFor('r1', { system: 'pond' as SystemName });
    expect(await ask(other)).toEqual(refused);
    expect(child().calls.length).toBe(0);
    expect(consumePermit(other)).toBe(true);
  });
});

describe('bounds', () => {
  it('no more calls than the concurrency reach the child; the rest wait their turn', async () => {
    const { ask, child, downstream } = await ready();
    for (const id of ['a', 'b', 'c', 'd']) void ask(permitFor(id), { id });
    await settle();
    expect(child().calls.map((call) => call.args.id)).toEqual(['a', 'b']);
    expect(downstream.status()).toMatchObject({ inFlight: 2, queued: 2 });
    child().calls[0]?.answer();
    await settle();
    expect(child().calls.map((call) => call.args.id)).toEqual(['a', 'b', 'c']);
  });

  it('past the queue the answer is `overloaded`, at once and not started', async () => {
    const { ask } = await ready();
    for (const id of ['a', 'b', 'c', 'd']) void ask(permitFor(id));
    expect(await ask(permitFor('e'))).toEqual({ fault: 'overloaded', started: false });
  });

  it('a call waits while the child starts, and is answered when it has started', async () => {
    const { ask, child } = stand({ connects: false });
    await settle();
    const asking = ask(permitFor('a'));
    child().connect();
    await settle();
    child().calls[0]?.answer();
    expect(await asking).toEqual({ result: emptyResult });
  });

  it('a call waits no longer than its deadline, and what is left of it goes to the child', async () => {
    const { ask, child, clock } = stand({ connects: false });
    await settle();
    const short = ask(permitFor('short', { deadline: 300 }));
    void ask(permitFor('long', { deadline: 1_000 }));
    await clock.advance(400);
    expect(await short).toEqual({ fault: 'timeout', started: false });
    child().connect();
    await settle();
    expect(child().calls.map((call) => call.deadline)).toEqual([600]);
  });

  it('a call cancelled before it came, or while it waits, never reaches the child', async () => {
    const { ask, child } = await ready({ concurrency: 1 });
    const abort = createAbort();
    void ask(permitFor('a'));
    const waiting = ask(permitFor('b'), {}, abort.signal);
    abort.abort();
    expect(await waiting).toEqual({ fault: 'cancelled', started: false });
    expect(await ask(permitFor('c'), {}, abort.signal)).toEqual({ fault: 'cancelled', started: false });
    child().calls[0]?.answer();
    await settle();
    expect(child().calls.length).toBe(1);
  });
});

describe('doubt', () => {
  it('a call past its deadline is answered at once as started, and the child is told', async () => {
    const { ask, child, clock, ended } = await ready();
    const asking = ask(permitFor('a', { deadline: 500 }));
    await clock.advance(500);
    expect(await asking).toEqual({ fault: 'timeout', started: true });
    expect([child().calls[0]?.isAborted(), ended]).toEqual([true, []]);
  });

  it('lasts until the late answer, and its slot is not free before', async () => {
    const { ask, child, clock, ended } = await ready({ concurrency: 1 });
    const abort = createAbort();
    const asking = ask(permitFor('a'), {}, abort.signal);
    abort.abort();
    expect(await asking).toEqual({ fault: 'cancelled', started: true });
    void ask(permitFor('b', { deadline: 60_000 }));
    await clock.advance(1_000);
    expect([child().calls.length, ended]).toEqual([1, []]);
    child().calls[0]?.answer();
    await clock.advance(0);
    expect([child().calls.length, ended]).toEqual([2, ['a']]);
  });

  it('that lasts two seconds ends with the child: it is killed and started again', async () => {
    const { ask, child, clock, ended, downstream, fake } = await ready({ holdClose: true });
    const asking = ask(permitFor('a', { deadline: 500 }));
    await clock.advance(500);
    await asking;
    await clock.advance(1_999);
    expect(child().closes).toEqual([]);
    await clock.advance(1);
    expect([child(0).closes, downstream.status().state, ended]).toEqual([[500], 'closing', []]);
    child(0).finishClose();
    await clock.advance(0);
    expect([ended, fake.children.length, downstream.status()]).toMatchObject([
      ['a'],
      2,
      { state: 'ready', restarts: 1, inFlight: 0 },
    ]);
  });

  it('of a call whose child died ends right after its answer, once', async () => {
    const { ask, child, clock, ended } = await ready();
    const asking = ask(permitFor('a'));
    await settle();
    child().exit();
    expect(await asking).toEqual({ fault: 'closed', started: true });
    await clock.advance(50);
    expect(ended).toEqual(['a']);
  });

  it.each(['protocol', 'oversize'] as const)(
    'of a call that failed by %s is over with its answer',
    async (fault) => {
      const { ask, child, clock, ended, downstream } = await ready();
      const asking = ask(permitFor('a'));
      await settle();
      child().calls[0]?.fail({ fault, started: true });
      expect(await asking).toEqual({ fault, started: true });
      await clock.advance(0);
      expect([ended, downstream.status().inFlight]).toEqual([['a'], 0]);
    },
  );

  it('is none where nothing was written', async () => {
    const { ask, child, clock, ended, downstream } = await ready();
    const asking = ask(permitFor('a'));
    await settle();
    child().calls[0]?.fail({ fault: 'closed', started: false });
    expect(await asking).toEqual({ fault: 'closed', started: false });
    await clock.advance(0);
    expect([ended, downstream.status().inFlight]).toEqual([[], 0]);
  });
});

describe('restarting', () => {
  it('waits longer after each failure, opens the circuit at the fourth, and then answers `down`', async () => {
    const { clock, child, downstream, fake, ask } = stand({ connects: false });
    await settle();
    const waiting = watched(ask(permitFor('w', { deadline: 60_000 })));
    for (const wait of [100, 200, 400]) {
      child().refuse();
      await settle();
      expect(downstream.status().state).toBe('backoff');
      const before = fake.children.length;
      await clock.advance(wait - 1);
      expect(fake.children.length).toBe(before);
      await clock.advance(1);
      expect(fake.children.length).toBe(before + 1);
    }
    expect(waiting.answer).toBeUndefined();
    child().refuse();
    await settle();
    expect(downstream.status()).toMatchObject({ state: 'open', queued: 0 });
    expect(waiting.answer).toEqual({ fault: 'down', started: false, why: 'open' });
    expect(await ask(permitFor('x'))).toEqual({ fault: 'down', started: false, why: 'open' });
  });

  it('after the cooldown tries once: a failure opens the circuit again, a success closes it', async () => {
    const { clock, child, downstream, fake } = stand({ connects: false });
    await settle();
    for (const wait of [100, 200, 400, 9_999]) {
      child().refuse();
      await clock.advance(wait);
    }
    expect([downstream.status().state, fake.children.length]).toEqual(['open', 4]);
    await clock.advance(1);
    expect([downstream.status().state, fake.children.length]).toEqual(['starting', 5]);
    child().refuse();
    await clock.advance(10_000);
    expect([downstream.status().state, fake.children.length]).toEqual(['starting', 6]);
    child().connect();
    await settle();
    expect(downstream.status()).toMatchObject({ state: 'ready', restarts: 5, pid: 4_242 });
  });

  it('forgets failures once the child has been well for a while, and not before', async () => {
    const { clock, child, downstream } = await ready();
    for (const wait of [100, 200, 400]) {
      child().exit();
      await clock.advance(wait);
    }
    await clock.advance(10_000);
    child().exit();
    await settle();
    expect(downstream.status().state).toBe('backoff');
    await clock.advance(100);
    for (const wait of [200, 400]) {
      child().exit();
      await clock.advance(wait);
    }
    child().exit();
    await settle();
    expect(downstream.status().state).toBe('open');
  });

  it('takes a fresh lease, adds it to the environment of the manifest, and gives nothing else', async () => {
    let count = 0;
    const { child, clock } = await ready({ lease: async () => ({ env: { TOKEN: `token-${++count}` } }) });
    expect(child().env).toEqual({ TZ: 'UTC', TOKEN: 'token-1' });
    child().exit();
    await clock.advance(100);
    expect(child().env).toEqual({ TZ: 'UTC', TOKEN: 'token-2' });
  });

  it('without a lease starts nothing', async () => {
    const { fake, downstream } = stand({ lease: async () => ({ failed: 'unresolved' }) });
    await settle();
    expect([fake.children.length, downstream.status().state]).toEqual([0, 'backoff']);
  });

  it('gives up a start, or a lease, that never ends', async () => {
    const slow = stand({ connects: false });
    await slow.clock.advance(20_000);
    expect(slow.downstream.status().state).toBe('backoff');
    const leaseless = stand({ lease: () => new Promise(() => undefined) });
    await leaseless.clock.advance(20_000);
    expect(leaseless.downstream.status().state).toBe('backoff');
  });

  it('on a changed credential lets what is in flight end, then closes and starts again', async () => {
    const { ask, child, clock, downstream, fake } = await ready();
    const first = ask(permitFor('a', { deadline: 60_000 }));
    await settle();
    downstream.send({ type: 'downstream.restart' });
    const second = watched(ask(permitFor('b', { deadline: 60_000 })));
    await settle();
    expect([downstream.status().state, child().calls.length, child().closes]).toEqual(['draining', 1, []]);
    child().calls[0]?.answer();
    expect(await first).toEqual({ result: emptyResult });
    await clock.advance(0);
    expect([child(0).closes, fake.children.length, downstream.status().state]).toEqual([[1_000], 2, 'ready']);
    child(1).calls[0]?.answer();
    await settle();
    expect(second.answer).toEqual({ result: emptyResult });
  });

  it('on a changed credential while idle, or still starting with the old one, starts again as well', async () => {
    const idle = await ready();
    idle.downstream.send({ type: 'downstream.restart' });
    await settle();
    expect(idle.fake.children.length).toBe(2);
    const young = stand({ connects: false });
    await settle();
    young.downstream.send({ type: 'downstream.restart' });
    young.child().connect();
    await settle();
    expect([young.child(0).closes, young.child(0).calls, young.fake.children.length]).toEqual([
      [1_000],
      [],
      2,
    ]);
  });

  it('never starts a second child while the first is not gone', async () => {
    const { downstream, child, fake } = await ready({ holdClose: true });
    downstream.send({ type: 'downstream.restart' });
    await settle();
    expect([downstream.status().state, fake.children.length]).toEqual(['closing', 1]);
    child(0).finishClose();
    await settle();
    expect(fake.children.length).toBe(2);
  });

  it('waits for what is left of a start that took too long, and closes it when it comes after all', async () => {
    const { clock, fake, child } = stand({ connects: false, isDeaf: true });
    await clock.advance(25_000);
    expect(fake.children.length).toBe(1);
    child(0).connect();
    await settle();
    expect([child(0).closes, fake.children.length]).toEqual([[0], 2]);
  });

  it('does not listen to a child that was given up', async () => {
    const { downstream, child, lines } = await ready();
    downstream.send({ type: 'downstream.restart' });
    await settle();
    child(0).on.exit('late news');
    child(0).on.toolsChanged();
    expect([downstream.status().state, lines]).toEqual(['ready', []]);
    child(1).on.toolsChanged();
    expect(lines).toEqual(['tools changed: 1']);
  });
});

describe('a child that is quarantined', () => {
  it('is down at once, with that reason, for a minute; then it is tried once', async () => {
    const { clock, child, downstream, fake, ask, notes } = await ready();
    const flying = ask(permitFor('a'));
    await settle();
    child().exit('quarantined: too many lines that mean nothing', true);
    expect(await flying).toEqual({ fault: 'closed', started: true });
    expect(downstream.status().state).toBe('quarantined');
    expect(await ask(permitFor('b'))).toEqual({ fault: 'down', started: false, why: 'quarantined' });
    await clock.advance(59_999);
    expect(fake.children.length).toBe(1);
    await clock.advance(1);
    expect([fake.children.length, downstream.status().state]).toEqual([2, 'ready']);
    expect(notes).toEqual([
      { state: 'quarantined', why: 'quarantined: too many lines that mean nothing', restarts: 0 },
      { state: 'ready', restarts: 1 },
    ]);
  });
});

describe('the journal', () => {
  it('hears of each end, each restart and why, and of junk; never of words that are not plain', async () => {
    const { clock, child, notes, downstream } = await ready();
    child().on.junk?.(10);
    child().exit('signal SIGKILL');
    await clock.advance(100);
    child().exit('user@example.com\u001b[31m\n{"forged":1}');
    await clock.advance(200);
    downstream.send({ type: 'downstream.restart' });
    await settle();
    expect(notes).toEqual([
      { state: 'noisy', junk: 10 },
      { state: 'backoff', why: 'signal SIGKILL', restarts: 0 },
      { state: 'ready', restarts: 1 },
      { state: 'backoff', why: 'it ended', restarts: 1 },
      { state: 'ready', restarts: 2 },
      { state: 'closing', why: 'its credential has changed', restarts: 2 },
      { state: 'ready', restarts: 3 },
    ]);
  });
});

describe('stopping', () => {
  it('answers when the child is gone; what is in flight is answered `closed`, what waits `down`', async () => {
    const { ask, child, clock, stop, downstream, ended } = await ready({ concurrency: 1, holdClose: true });
    const flying = ask(permitFor('a'));
    const waiting = ask(permitFor('b'));
    await settle();
    const stopping = watched(stop() as Promise<never>);
    expect(await waiting).toEqual({ fault: 'down', started: false, why: 'stopping' });
    expect([downstream.status().state, stopping.answer]).toEqual(['stopping', undefined]);
    child().finishClose();
    await clock.advance(0);
    expect(await flying).toEqual({ fault: 'closed', started: true });
    expect([downstream.status().state, stopping.answer, ended]).toEqual([
      'stopped',
      { stopped: true },
      ['a'],
    ]);
    expect(child().closes).toEqual([2_000]);
  });

  it('while starting gives the start up', async () => {
    const { stop, downstream, fake } = stand({ connects: false });
    await settle();
    expect(await stop()).toEqual({ stopped: true });
    expect([downstream.status().state, fake.children.length]).toEqual(['stopped', 1]);
  });

  it.each([1, 4])('after %s failures ends the wait for the next start', async (failures) => {
    const { stop, clock, child, fake } = stand({ connects: false });
    await settle();
    for (let n = 0; n < failures; n++) {
      child().refuse();
      await clock.advance(n + 1 < failures ? 5_000 : 0);
    }
    expect(await stop()).toEqual({ stopped: true });
    await clock.advance(60_000);
    expect(fake.children.length).toBe(failures);
  });

  it('is final, and may be asked for again', async () => {
    const { stop, ask, downstream } = await ready();
    await stop();
    expect(await stop()).toEqual({ stopped: true });
    expect(await ask(permitFor('a'))).toEqual({ fault: 'down', started: false, why: 'stopping' });
    downstream.send({ type: 'downstream.restart' });
    downstream.send({ type: 'downstream.tick' });
    expect(downstream.status()).toMatchObject({ state: 'stopped', restarts: 0, inFlight: 0, queued: 0 });
    expect(downstream.status()).not.toHaveProperty('pid');
  });

  it('leaves no timer behind', async () => {
    const { ask, child, clock, stop } = await ready();
    const asking = ask(permitFor('a'));
    await settle();
    child().calls[0]?.answer();
    await asking;
    await stop();
    expect(clock.waiting).toBe(0);
  });
});

describe('the operator', () => {
  it('reads what the child prints without the secrets it was lent', async () => {
    const { child, lines } = await ready();
    child().on.stderr('login with hunter2-hunter2 failed');
    expect(lines.join()).toMatch(/^lake: login with .* failed$/);
    expect(lines.join()).not.toContain('hunter2');
  });

  it('hears of each state once', async () => {
    const { clock, child, states, stop } = await ready();
    child().exit();
    await clock.advance(100);
    await stop();
    expect(states).toEqual(['starting', 'ready', 'backoff', 'starting', 'ready', 'stopping', 'stopped']);
  });
});
