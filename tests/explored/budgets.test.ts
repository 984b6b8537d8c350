// Questions about one class at once, and budgets that give one fewer: every order of promises and settlements, over the kernel's own bursar. A planted bug breaks `within-budget` here.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedAtOnce, questionersOf } from '../../actors/explored/questioners.js';
import { createAbort } from '../../actors/powers/abort.js';
import { createConfigFiles, nodeChance, nodeClock, plainDigest } from '../../actors/powers/index.js';
import { loadCatalogued } from '../../actors/rehearsal/trial-structures.js';
import { createFakeReader } from '../fakes/reader.js';
import { lawWith, type Shipped, shipped } from './shipped.js';

const { packageRoot } = createConfigFiles();
const texts = {
  'default.yaml': readFileSync(`${packageRoot}/policies/default.yaml`, 'utf8'),
  'shared.yaml': `version: 1
budget:
  - { id: shared, class: pii.phone, per: role, within: 24h, soft: { probes: 3 }, hard: { probes: 9 } }
`,
};

let on: Shipped;
beforeAll(async () => {
  on = await shipped(lawWith(texts));
  await loadCatalogued(means, on.law);
});
afterAll(() => on.explorer.close());

const reader = createFakeReader();
const means = { digest: plainDigest, clock: nodeClock, chance: nodeChance, abort: createAbort, reader };
const asker = () => ({ law: on.law, role: 'cleaner' });

async function asked(name: string, times: 2 | 3, kernels: 'one' | 'two') {
  const all = await questionersOf(means, asker());
  const one = all.find((questioner) => questioner.class === name) ?? expect.fail(name);
  return askedAtOnce(asker(), one, { times, kernels });
}

describe('questions that come at once', () => {
  it('are written for one class of each budget', async () => {
    const all = await questionersOf(means, asker());
    expect(all.map((one) => one.class)).toEqual(['pii.name', 'pii.phone']);
  });

  it.each([
    ['two, of a session', 'pii.name', 2, 'one'],
    ['three, of a session', 'pii.name', 3, 'one'],
    ['two, of a role in one kernel', 'pii.phone', 2, 'one'],
    ['two, of a role in two kernels', 'pii.phone', 2, 'two'],
  ] as const)('are never answered past what is given: %s', async (_, name, times, kernels) => {
    const combination = (await asked(name, times, kernels)) ?? expect.fail('no budget');
    const { broken, isWhole, ends, states } = await on.explorer.explore(combination);
    expect(states).toBeLessThan(5_000);
    expect([broken, isWhole]).toEqual([[], true]);
    // Somebody is answered and somebody is not, and each can be either.
    for (const codes of Object.values(ends))
      expect(codes).toEqual(['allowed', 'budget-held', 'budget-spent']);
  });

  it('come to the same ends where orders that cannot differ are walked once', async () => {
    for (const kernels of ['one', 'two'] as const) {
      const combination = (await asked('pii.phone', 2, kernels)) ?? expect.fail('no budget');
      const [all, reduced] = [
        await on.explorer.explore(combination, false),
        await on.explorer.explore(combination),
      ];
      expect([kernels, reduced.ends, reduced.broken]).toEqual([kernels, all.ends, all.broken]);
      expect(reduced.states).toBeLessThanOrEqual(all.states);
    }
  });

  it('share nothing in two kernels where the budget is a session’s', async () =>
    expect(await asked('pii.name', 2, 'two')).toBeUndefined());
});
