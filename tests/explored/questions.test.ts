// What a policy can come to: yes with the way there, no over what was walked.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reach } from '../../actors/explored/questions.js';
import { lawWith, type Shipped, shipped } from './shipped.js';

/** Gold may be written by a statement, and nothing asks for a receipt. */
const forgetful = `version: 1
about: A policy that forgot gold.
grant:
  - { id: all, to: [cleaner], can: [read, list, insert, update, delete, validate, promote], datasets: ["*"] }
`;

let on: Shipped;
let off: Shipped;
beforeAll(async () => {
  on = await shipped();
  off = await shipped(lawWith({ 'forgetful.yaml': forgetful }));
});
afterAll(() => {
  on.explorer.close();
  off.explorer.close();
});

const asked = (of: Shipped, reached: string, without = '') => {
  const calls = of.calls.filter(({ tool }) => tool.startsWith('aegis__') || tool.startsWith('postgres__'));
  return reach(of.explorer, { law: of.law, calls }, { reach: reached, without });
};

describe('whether gold is reached', () => {
  it('is no without a receipt and without the rule that asks for one', async () => {
    for (const without of ['silver_validation', 'validated-and-unchanged'])
      expect(await asked(on, 'gold', without)).toMatchObject({ found: undefined, isWhole: true });
  });

  it('is yes by a validation and a write, when nothing is left out', async () => {
    const { found } = await asked(on, 'gold');
    expect(found?.calls.map(({ tool }) => tool)).toContain('aegis__validate');
    expect(found?.explored.way.at(-1)).toMatchObject({ does: 'execute' });
  });

  it('is yes by one call under a policy that forgot it', async () => {
    const { found } = await asked(off, 'gold', 'silver_validation');
    expect(found?.calls.map(({ tool }) => tool)).toEqual(['postgres__execute']);
    expect(found?.explored.broken[0]?.why).toContain('without silver_validation');
  });
});

it('nothing that was walked writes a protected dataset', async () => {
  expect(await asked(on, 'protected.*')).toMatchObject({ found: undefined, isWhole: true });
});
