// The hands of a walk against real ones: calls that are drawn by seed meet in a drawn order, and what they share in the end is the same in both.
// `AEGIS_WAYS=200` draws as many; without it a few are.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExploredCall } from '../../actors/explored/calls.js';
import { type Combination, upsetsOf } from '../../actors/explored/combinations.js';
import { meet } from '../../actors/explored/tour.js';
import { isObject, type Json, own } from '../../src/call/json.js';
import { cellsUnder } from '../../src/explore/cells.js';
import { callerOf, receiptsIn } from '../../src/explore/held.js';
import type { StepTaken } from '../../src/explore/promises.js';
import type { World } from '../../src/explore/world.js';
import { otherwise, ranOn, wayTo } from './run.js';
import { type Shipped, shipped } from './shipped.js';

let on: Shipped;
beforeAll(async () => {
  on = await shipped();
});
afterAll(() => on.explorer.close());

/** Numbers that look like chance, the same for a seed: mulberry32. */
function drawnBy(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Draw = ReturnType<typeof drawnBy>;
const oneOf = <T>(draw: Draw, some: readonly T[]): T =>
  some[draw(some.length)] ?? expect.fail('nothing to draw from');

const isPlan = ({ tool }: ExploredCall): boolean => tool.startsWith('aegis__');

/** Two or three that meet. The same write twice changes nothing the second time, which a walk does not know of. */
function combinationBy(draw: Draw): Combination {
  const size = 2 + draw(2);
  for (let tries = 0; tries < 1_000; tries += 1) {
    const calls = Array.from({ length: size }, () => oneOf(draw, on.calls));
    const writes = calls.filter((call) => !isPlan(call));
    if (!meet(calls) || new Set(writes).size < writes.length || !calls.some(isPlan)) continue;
    // Three calls on two kernels meet in more orders than are walked in a minute.
    const kernels = draw(4) === 0 && size === 2 ? 'two' : 'one';
    const upset = draw(2) === 0 ? ({ kind: 'none' } as const) : oneOf(draw, upsetsOf(calls, kernels));
    return { calls, kernels, upset };
  }
  return expect.fail('no calls that meet');
}

const names = ['a', 'b', 'c'];

/** Everybody is answered, by a kernel that has not died. */
const areAnswered =
  ({ calls }: Combination) =>
  (answered: ReadonlySet<string>): boolean =>
    calls.every((_, at) => answered.has(names[at] ?? ''));

const field = (value: Json, name: string): Json | undefined =>
  isObject(value) ? own(value, name) : undefined;

/** Without what is chance, time or a signature. */
const sharedIn = (world: World) => ({
  receipts: receiptsIn(world)
    .map(({ terms, isLive }) =>
      [terms.kind, terms.dataset, terms.version, terms.request, terms.epoch, isLive].join(' '),
    )
    .sort(),
  epochs: cellsUnder(world.cells, 'epoch', '').map(({ key, value }) => [key, field(value, 'n')]),
  doubts: cellsUnder(world.cells, 'doubt', '').map(({ key }) => key),
  leases: cellsUnder(world.cells, 'lease', '').map(({ key, value }) => [key, field(value, 'request')]),
  overlay: cellsUnder(world.cells, 'overlay', '').map(({ value }) => value),
  contents: Object.entries(world.contents)
    .filter(([, times]) => times > 0)
    .sort(),
  lines: Object.fromEntries(
    Object.entries(world.lines).filter(([request]) => names.includes(callerOf(request))),
  ),
  handed: world.handed,
  checked: world.checked,
});

/** The drawn one of all ways on which everybody is answered, and what calls share at its end. */
async function drawn(draw: Draw, combination: Combination) {
  const isOver = areAnswered(combination);
  let last: StepTaken | undefined;
  let count = 0;
  const isEnd = ({ after, replied }: StepTaken): boolean => {
    if (replied === undefined || replied.request === '') return false;
    const ended = Object.entries(after.lines).flatMap(([request, lines]) =>
      request.endsWith('.1') && lines.some(({ type }) => type === 'outcome' || type === 'deny')
        ? [callerOf(request)]
        : [],
    );
    return isOver(new Set([...ended, callerOf(replied.request)]));
  };
  const all = await on.explorer.explore({
    ...combination,
    seeks: (step) => {
      if (isEnd(step)) count += 1;
      return undefined;
    },
  });
  expect(all.isWhole).toBe(true);
  let left = draw(Math.max(1, count));
  const script = await wayTo(on, combination, (step) => {
    if (isEnd(step)) left -= 1;
    // A deed has several steps: what is shared is what is shared after all of them.
    if (left < 0) last = step;
    return left < 0;
  });
  const { after, replied } = last ?? expect.fail('no way');
  return { script, shared: after, replied };
}

const ways = Number(process.env.AEGIS_WAYS ?? 8);

it.each(Array.from({ length: ways }, (_, at) => at + 1))(
  'the hands of a walk do what real ones do, by the seed %i',
  async (seed) => {
    const draw = drawnBy(seed);
    const { script, shared, replied } = await drawn(draw, combinationBy(draw));
    const ran = await ranOn(on.law, script);
    expect(otherwise(ran)).toEqual([]);
    expect(ran.found).toEqual([]);
    expect(sharedIn(ran.shared)).toEqual(sharedIn(shared));
    expect(ran.ends[callerOf(replied?.request ?? '')]).toBe(replied?.code);
  },
  120_000,
);

const line = (world: World, request: string): boolean => (world.lines[request] ?? []).length > 0;
const isFailed = ({ broken }: World): boolean => broken.includes('k');

/** How far two calls have come when the journal fails, and what the second of them is told. */
const failures: readonly (readonly [string, string, (step: StepTaken) => boolean])[] = [
  [
    'lets in whoever comes first, and cannot record what it decides',
    'audit-failed',
    ({ before }) => before.served.a === undefined,
  ],
  [
    'lets nobody in once a line was not taken',
    'sealed',
    ({ before }) => before.sealed.includes('k') && before.served.a !== undefined && !line(before, 'a.1'),
  ],
  [
    'records nothing for who is under way when a line of another was not taken',
    'audit-failed',
    ({ before }) => before.sealed.includes('k') && before.served.a !== undefined && !line(before, 'a.1'),
  ],
  [
    'tells nobody that a write has been done whose outcome it cannot record',
    'audit-failed',
    ({ before }) => line(before, 'b.1') && before.handed['b.1'] === 'done',
  ],
];

it.each(failures)(
  'a kernel whose journal fails %s, in a walk and in truth',
  async (_, code, holds) => {
    const calls = [on.call('aegis__validate', 'silver.customers'), on.call('DELETE', 'silver', 'customers')];
    const combination: Combination = { calls, kernels: 'one', upset: { kind: 'journal', kernel: 'k' } };
    let last: StepTaken | undefined;
    const script = await wayTo(on, combination, (step) => {
      const { replied, before } = step;
      const isIt = replied?.request === 'b.1' && replied.code === code && isFailed(before) && holds(step);
      if (isIt) last = step;
      return isIt;
    });
    const ran = await ranOn(on.law, script);
    expect(otherwise(ran)).toEqual([]);
    expect(ran.found).toEqual([]);
    expect(ran.ends.b).toBe(code);
    expect(sharedIn(ran.shared)).toEqual(sharedIn(last?.after ?? expect.fail('no way')));
  },
  120_000,
);
