/** A tool that is not listed is one that no call could have passed with: the list is never narrower than the decision. */

import { describe, expect, it } from 'vitest';
import { type Action, actions, noEffects, type Write } from '../../../src/intercept/effects.js';
import { couldEverAllow } from '../../../src/policy/could-ever.js';
import type { Policy } from '../../../src/policy/policy.js';
import { fc } from '../../property.js';
import { catalog, effectsOf, factsOf, policyOf, type ToolKey, tool, tools, verdictOf } from './fixtures.js';

const names = [...catalog.datasets.keys()] as readonly string[];
const patterns = [
  '*',
  'silver.*',
  'gold.*',
  'bronze.customers',
  'protected.*',
  'Silver.Orders',
  '*.customers',
];
const some = <T>(all: readonly T[], most: number): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: most });

const grant = fc.record({
  to: some(['cleaner', 'analyst'], 2),
  can: some(actions, actions.length),
  datasets: some(patterns, 2),
});
const policy: fc.Arbitrary<Policy> = fc
  .tuple(fc.array(grant, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([grants, guards]) =>
    policyOf(
      JSON.stringify({
        version: 1,
        grant: grants.map((one, at) => ({ id: `g${at}`, ...one })),
        forbid: guards ? [{ id: 'guard', when: 'effects.touches.exists(t, t.protected)' }] : [],
      }),
    ),
  );

const write = fc.record({
  dataset: fc.constantFrom(...names),
  mode: fc.constantFrom<Write['mode']>('insert', 'update', 'delete', 'create', 'truncate', 'promote'),
});
const effects = fc.oneof(
  fc.constant({ ...noEffects }),
  fc
    .record({
      reads: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
      writes: fc.array(write, { maxLength: 1 }),
      touches: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 1 }),
    })
    .map(effectsOf),
);
const asked = fc
  .record({
    key: fc.constantFrom(...(Object.keys(tools) as ToolKey[])),
    can: fc.option(some<Action>(actions, actions.length), { nil: undefined }),
    role: fc.constantFrom('cleaner', 'analyst'),
    effects,
  })
  .map(({ key, can, ...rest }) => ({
    ...rest,
    tool: can === undefined ? tools[key] : tool(key, can, tools[key].arguments),
  }));

describe('whether a role could ever be allowed a tool', () => {
  it('is never denied for a call that passes', () => {
    let passed = 0;
    fc.assert(
      fc.property(policy, asked, (rules, one) => {
        if (verdictOf(rules, factsOf(one)).effect === 'deny') return;
        passed += 1;
        expect(couldEverAllow(rules, { ...one, catalog })).toBe(true);
      }),
      { numRuns: 3_000, seed: 11 },
    );
    // The generator reaches calls that pass, or the comparison says little.
    expect(passed).toBeGreaterThan(100);
  });

  it('is not denied for what is protected where the policy has no rule about it', () => {
    const only = policyOf(
      'version: 1\ngrant: [{ id: a, to: [cleaner], can: [read], datasets: ["protected.*"] }]\n',
    );
    const one = { role: 'cleaner', tool: tools.query, effects: effectsOf({ reads: ['protected.salaries'] }) };
    expect(verdictOf(only, factsOf(one)).effect).toBe('pass');
    expect(couldEverAllow(only, { ...one, catalog })).toBe(true);
  });

  it('is not denied for a tool of a system without datasets, where everything is granted', () => {
    const all = policyOf('version: 1\ngrant: [{ id: a, to: [cleaner], can: [list], datasets: ["*"] }]\n');
    const elsewhere = { ...tools.list, system: 'attic' as typeof tools.list.system };
    const one = { role: 'cleaner', tool: elsewhere, effects: noEffects };
    expect(verdictOf(all, factsOf(one)).effect).toBe('pass');
    expect(couldEverAllow(all, { ...one, catalog })).toBe(true);
  });

  it('is denied where no grant speaks of the role, the action or the system’s datasets', () => {
    const policyText = (line: string): Policy => policyOf(`version: 1\ngrant: [{ id: a, ${line} }]\n`);
    for (const line of [
      'to: [analyst], can: [read], datasets: ["*"]',
      'to: [cleaner], can: [insert], datasets: ["*"]',
      'to: [cleaner], can: [read], datasets: ["elsewhere.*"]',
    ])
      expect(couldEverAllow(policyText(line), { role: 'cleaner', tool: tools.query, catalog }), line).toBe(
        false,
      );
  });
});
