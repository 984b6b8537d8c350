// The native officer: a Permit of its own, used once, opens a plan; the plan's calls run in order and come to an end.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import { createDesk } from '../../../actors/desk.js';
import type { Called, DownstreamMessage } from '../../../actors/messages.js';
import { type NativeInput, nativeLogic } from '../../../actors/officers/native.js';
import type { SystemName } from '../../../src/call/id.js';
import { askedTool } from '../../../src/call/id.js';
import type { JsonObject } from '../../../src/call/json.js';
import { defineNative, type InnerCall, type InnerResult, type NativeTool } from '../../../src/native/plan.js';
import type { Permit } from '../../../src/policy/permit.js';
import { createFakeClock, settle } from '../../fakes/clock.js';
import { permitFor } from '../../fakes/permit.js';

const ask = (text: string): { readonly call: InnerCall } => ({
  call: { tool: askedTool(text), args: { text } },
});
const plans: readonly NativeTool[] = [
  defineNative({
    kind: 'three',
    step: (args, _world, results) =>
      results.length < 3
        ? ask(`lake__${results.length}`)
        : { done: { args, seen: results.map((one) => (one.ok ? one.content : one.code)) }, claims: [] },
  }),
  defineNative({
    kind: 'claims',
    step: (_args, world) => ({ done: { now: world.now }, claims: [{ kind: 'k' } as never] }),
  }),
  defineNative({
    kind: 'many',
    mostSteps: 12,
    step: (_args, _world, results) =>
      results.length < 11 ? { ...ask('lake__part'), forgets: true } : { done: {}, claims: [] },
  }),
  defineNative({ kind: 'endless', step: () => ask('lake__again') }),
  defineNative({
    kind: 'refuses',
    step: (_args, _world, [first]) =>
      first === undefined ? ask('lake__x') : { refuse: { code: 'version-mismatch', phase: 'execute' } },
  }),
  defineNative({
    kind: 'throws',
    step: () => {
      throw new Error('planted');
    },
  }),
];

vi.mock('../../../src/native/index.js', () => ({
  nativeTool: (kind: string) => plans.find((one) => one.kind === kind),
}));

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

// `as`: the kernel's own system; a plan here reads nothing of the world but the time.
const aegis = 'aegis' as SystemName;
const native = (kind: string, over: { readonly system?: SystemName } = {}): Permit =>
  permitFor(`q-${kind}`, { system: aegis, remote: kind, ...over });
const world = { now: 5 } as Awaited<ReturnType<NativeInput['worldFor']>>;
const quiet = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };

function bench(over: Partial<NativeInput> = {}) {
  const desk = createDesk(createFakeClock());
  const inner: { permit: Permit; call: InnerCall }[] = [];
  const actor = createActor(nativeLogic, {
    input: {
      desk,
      worldFor: async () => world,
      runInner: async (permit, call) => {
        inner.push({ permit, call });
        return { ok: true, content: { n: inner.length }, findings: [] } satisfies InnerResult;
      },
      ...over,
    },
  }).start();
  stops.push(() => actor.stop());
  const call = (permit: Permit, args: JsonObject = {}, signal = quiet) =>
    desk.ask<Called, DownstreamMessage>(
      actor,
      (ticket) => ({ type: 'downstream.call', ticket, permit, args, signal }),
      1_000,
    );
  return { actor, desk, inner, call };
}

const refused = { fault: 'permit', started: false };

describe('the native officer', () => {
  it('runs the calls of a plan in order, each under the permit, and answers what the plan says', async () => {
    const { call, inner } = bench();
    const permit = native('three');
    expect(await call(permit, { a: 1 })).toEqual({
      result: {
        content: [],
        structuredContent: { args: { a: 1 }, seen: [{ n: 1 }, { n: 2 }, { n: 3 }] },
        isError: false,
      },
      claims: [],
    });
    expect(inner.map((one) => one.call.tool)).toEqual(['lake__0', 'lake__1', 'lake__2']);
    expect(inner.every((one) => one.permit === permit)).toBe(true);
  });

  it('starts no call before the one before it has ended', async () => {
    const open: ((result: InnerResult) => void)[] = [];
    const { call } = bench({ runInner: () => new Promise((resolve) => open.push(resolve)) });
    const answer = call(native('three'));
    for (const count of [1, 2, 3]) {
      await settle();
      expect(open).toHaveLength(count);
      open[count - 1]?.({ ok: false, code: 'forbidden', facts: [] });
    }
    expect(await answer).toMatchObject({
      result: { structuredContent: { seen: ['forbidden', 'forbidden', 'forbidden'] } },
    });
  });

  it('hands on the claims that a plan earned, and what the plan may know', async () => {
    const { call } = bench();
    expect(await call(native('claims'))).toMatchObject({
      result: { structuredContent: { now: 5 } },
      claims: [{ kind: 'k' }],
    });
  });

  it('passes a plan’s refusal on', async () => {
    const { call } = bench();
    expect(await call(native('refuses'))).toEqual({
      refusal: { code: 'version-mismatch', phase: 'execute' },
    });
  });

  it('ends a plan that never ends after eight calls, as a defect', async () => {
    const { call, inner } = bench();
    expect(await call(native('endless'))).toEqual({ refusal: { code: 'defect', phase: 'execute' } });
    expect(inner).toHaveLength(8);
  });
});

describe('a plan of many parts', () => {
  const rows = async (): Promise<InnerResult> => ({ ok: true, content: { rows: [[1], [2]] }, findings: [] });

  it('keeps no rows of a part that it has sent on, and takes as many steps as it says', async () => {
    const many = plans.find(({ kind }) => kind === 'many');
    const step = vi.spyOn(many ?? expect.fail('no plan'), 'step');
    await bench({ runInner: rows }).call(native('many'));
    const [, , results = []] = step.mock.lastCall ?? [];
    expect(results.at(-1)).toMatchObject({ content: { rows: [[1], [2]] } });
    const forgotten = { ok: true, content: { rows: [] }, forgotten: 2, findings: [] };
    expect(results.slice(0, -1)).toEqual(Array.from({ length: 10 }, () => forgotten));
  });
});

describe('a Permit at the native officer', () => {
  it.each<[string, (permit: Permit) => unknown]>([
    ['a copy', (permit) => ({ ...permit })],
    ['a child', (permit) => Object.create(permit)],
    ['a proxy', (permit) => new Proxy(permit, {})],
    ['a look-alike', (permit) => JSON.parse(JSON.stringify(permit))],
  ])('is refused when it is %s of one, and the plan does not begin', async (_, forge) => {
    const { call, inner } = bench();
    const permit = native('three');
    // `as`: what a forger would hand over.
    expect(await call(forge(permit) as Permit)).toEqual(refused);
    expect(inner).toEqual([]);
    expect(await call(permit)).toHaveProperty('result');
  });

  it('is good once', async () => {
    const { call, inner } = bench();
    const permit = native('three');
    const answers = await Promise.all([call(permit), call(permit)]);
    expect(answers.filter((one) => 'result' in one)).toHaveLength(1);
    expect(await call(permit)).toEqual(refused);
    expect(inner).toHaveLength(3);
  });

  it('is refused when it is for another system, or for a tool that does not exist', async () => {
    const { call, inner } = bench();
    // `as`: a system of the tests.
    expect(await call(native('three', { system: 'lake' as SystemName }))).toEqual(refused);
    expect(await call(native('nothing'))).toEqual(refused);
    expect(inner).toEqual([]);
  });
});

describe('a plan that cannot go on', () => {
  it('stops between two calls when the agent has cancelled, and says whether anything had run', async () => {
    const signal = { ...quiet };
    const stopping = bench({
      runInner: async () => {
        signal.aborted = true;
        return { ok: true, content: {}, findings: [] };
      },
    });
    expect(await stopping.call(native('three'), {}, signal)).toEqual({ fault: 'cancelled', started: true });
    const { call, inner } = bench();
    expect(await call(native('three'), {}, { ...quiet, aborted: true })).toEqual({
      fault: 'cancelled',
      started: false,
    });
    expect(inner).toEqual([]);
  });

  it('is refused when its world could not be read', async () => {
    const { call, inner } = bench({ worldFor: async () => undefined });
    expect(await call(native('three'))).toMatchObject({ refusal: { code: 'precondition-failed' } });
    expect(inner).toEqual([]);
  });

  it.each<[string, string, Partial<NativeInput>]>([
    ['the plan throws', 'throws', {}],
    ['the world throws', 'three', { worldFor: () => Promise.reject(new Error('planted')) }],
    ['an inner call throws', 'three', { runInner: () => Promise.reject(new Error('planted')) }],
  ])('is a defect when %s', async (_, kind, over) => {
    expect(await bench(over).call(native(kind))).toEqual({ refusal: { code: 'defect', phase: 'execute' } });
  });
});

describe('the mailbox of the native officer', () => {
  it('answers that it stopped, and takes the events of a child for nothing', async () => {
    const { actor, desk } = bench();
    actor.send({ type: 'downstream.restart' });
    actor.send({ type: 'downstream.tick' });
    actor.send({ type: 'downstream.exited', why: 'x' });
    const stopped = desk.ask<object, DownstreamMessage>(
      actor,
      (ticket) => ({ type: 'downstream.stop', ticket }),
      10,
    );
    expect(await stopped).toEqual({ stopped: true });
    expect(actor.getSnapshot().status).toBe('active');
  });
});
