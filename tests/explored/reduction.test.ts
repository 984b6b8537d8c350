// The reduction walks fewer orders and finds the same: what it finds and what calls come to, against all orders without it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExploredCall } from '../../actors/explored/calls.js';
import type { Upset } from '../../actors/explored/state.js';
import type { StepTaken } from '../../src/explore/promises.js';
import { contentOf } from '../../src/explore/world.js';
import { type Shipped, shipped } from './shipped.js';

let on: Shipped;
beforeAll(async () => {
  on = await shipped();
});
afterAll(() => on.explorer.close());

const cases = (): readonly (readonly [string, readonly ExploredCall[], Upset])[] => {
  const validation = on.call('aegis__validate', 'silver.customers');
  const promotion = on.call('aegis__promote', 'silver.customers', 'gold.customers');
  const deletion = on.call('DELETE', 'silver', 'customers');
  const elsewhere = on.call('DELETE', 'orders');
  const carrying = on.call('UPDATE', 'silver', 'customers');
  return [
    ['on the same data', [validation, deletion], { kind: 'none' }],
    ['on other data', [elsewhere, deletion], { kind: 'none' }],
    ['a promotion', [validation, promotion], { kind: 'none' }],
    ['a class on its way', [elsewhere, carrying], { kind: 'none' }],
    ['past the kernel', [promotion, deletion], { kind: 'outside', dataset: 'silver.customers' }],
    ['cancelled', [elsewhere, deletion], { kind: 'cancel', of: 'b' }],
    ['a death', [elsewhere, deletion], { kind: 'crash', kernel: 'k' }],
    ['a journal that fails', [elsewhere, deletion], { kind: 'journal', kernel: 'k' }],
  ];
};

/** Things that may happen or not, by the order. Each speaks of the data of its own step, as promises do: of others the reduction keeps no order. */
const happenings: Readonly<Record<string, (step: StepTaken) => boolean>> = {
  'a child does nothing, as it compared': ({ took, did, before, after }) =>
    took === undefined &&
    did === undefined &&
    before.handed !== after.handed &&
    before.contents === after.contents,
  'gold is written': ({ did }) => did?.writes.some(({ tier }) => tier === 'gold') ?? false,
  'gold is written after silver': ({ did, before }) =>
    (did?.writes.some(({ tier }) => tier === 'gold') ?? false) && contentOf(before, 'silver.customers') > 0,
  'a check sees what was written': ({ did, before }) =>
    did?.checks !== '' && did !== undefined && contentOf(before, did.checks) > 0,
  'both datasets are written': ({ after }) => Object.keys(after.contents).length > 1,
  'a line is unknown': ({ appended }) => appended.some(({ executed }) => executed === 'unknown'),
};

describe('the reduced walk', () => {
  it('comes to the same ends, over fewer states', async () => {
    for (const [name, calls, upset] of cases()) {
      const combination = { calls, upset, kernels: 'one' } as const;
      const [all, reduced] = [
        await on.explorer.explore(combination, false),
        await on.explorer.explore(combination),
      ];
      expect([name, all.isWhole, reduced.isWhole]).toEqual([name, true, true]);
      expect([name, reduced.ends]).toEqual([name, all.ends]);
      expect(reduced.broken).toEqual(all.broken);
      expect(reduced.states).toBeLessThanOrEqual(all.states);
    }
  });

  it('is a fraction of the whole where the calls share nothing', async () => {
    const [, calls, upset] = cases()[1] ?? expect.fail();
    const combination = { calls, upset, kernels: 'one' } as const;
    const [all, reduced] = [
      await on.explorer.explore(combination, false),
      await on.explorer.explore(combination),
    ];
    expect(reduced.states * 3).toBeLessThan(all.states);
  });

  it.each(Object.entries(happenings))('finds “%s” just where the whole walk does', async (_, holds) => {
    const seeks = (step: StepTaken): string | undefined => (holds(step) ? 'found' : undefined);
    for (const [name, calls, upset] of cases()) {
      const combination = { calls, upset, kernels: 'one', seeks } as const;
      const [all, reduced] = [
        await on.explorer.explore(combination, false),
        await on.explorer.explore(combination),
      ];
      expect([name, reduced.broken.length]).toEqual([name, all.broken.length]);
    }
  });
});
