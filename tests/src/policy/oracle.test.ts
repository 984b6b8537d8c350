/** The engine against a naive reading of the same policy, over generated policies and calls. */

import { describe, expect, it } from 'vitest';
import type { Action, Write } from '../../../src/intercept/effects.js';
import type { Facts } from '../../../src/policy/facts.js';
import type { Policy } from '../../../src/policy/policy.js';
import { fc } from '../../property.js';
import { catalog, effectsOf, factsOf, policyOf, receipt, tool, tools, verdictOf } from './fixtures.js';
import {
  type Ask,
  type AskedCall,
  and,
  asks,
  judge,
  not,
  type OracleGrant,
  type OraclePolicy,
  type OracleRule,
  or,
} from './oracle.js';

const known = [...catalog.datasets.keys()] as readonly string[];
const tiers: Record<string, string> = Object.fromEntries(
  [...catalog.datasets.values()].map((one) => [one.name, one.tier]),
);
const often = <T>(usual: T, other: fc.Arbitrary<T>, weight = 6): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
const name = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...known) },
  { weight: 1, arbitrary: fc.constantFrom('silver.ghost', 'protected.salaries') },
);
const actions: readonly Action[] = ['read', 'insert', 'update', 'delete', 'truncate', 'drop'];

const ask: fc.Arbitrary<Ask> = fc.letrec<{ ask: Ask }>((tie) => ({
  ask: fc.oneof(
    { maxDepth: 2 },
    { weight: 3, arbitrary: fc.constantFrom(...asks) },
    fc.tuple(tie('ask'), tie('ask')).map(([a, b]) => or(a, b)),
    fc.tuple(tie('ask'), tie('ask')).map(([a, b]) => and(a, b)),
    tie('ask').map(not),
  ),
})).ask;

const rule = fc.record({
  kind: fc.constantFrom<OracleRule['kind']>('forbid', 'bound', 'bound', 'unless', 'require', 'require'),
  invariant: fc.constantFrom('', 'safe', 'sound'),
  ask,
  count: fc.integer({ min: 1, max: 2 }),
  age: fc.constantFrom(1, 24),
});
const grant = fc.record({
  to: fc.constantFrom(['cleaner'], ['analyst', 'cleaner'], ['analyst']),
  can: fc.oneof(fc.constant(actions), fc.subarray([...actions], { minLength: 1 })),
  datasets: fc.constantFrom(['*'], ['silver.*'], ['silver.*', 'gold.*'], ['bronze.customers']),
});
const everything = { to: ['cleaner'], can: actions, datasets: ['*'] };
const policy: fc.Arbitrary<OraclePolicy> = fc
  .tuple(
    fc.oneof(
      fc.array(grant, { minLength: 1, maxLength: 4 }),
      fc.array(grant, { maxLength: 1 }).map((few) => [everything, ...few]),
    ),
    fc.array(rule, { maxLength: 3 }),
  )
  .map(([grants, rules]) => ({
    grants: grants.map((one, at) => ({ ...one, id: `g${at}` })),
    rules: rules.map((one, at) => ({ ...one, id: `r${at}` })),
  }));

const write = fc.record({
  dataset: name,
  mode: fc.constantFrom<Write['mode']>('insert', 'update', 'delete', 'truncate'),
  scope: fc.constantFrom<Write['scope']>('key-pinned', 'predicate', 'none', 'not-applicable'),
  sources: fc.array(fc.constantFrom('silver.customers', 'silver.orders', 'bronze.customers'), {
    maxLength: 2,
  }),
});
const call: fc.Arbitrary<AskedCall> = fc
  .record({
    role: often('cleaner', fc.constantFrom('analyst', 'guest')),
    can: often<readonly string[]>(actions, fc.constant(['read'])),
    statements: often(1, fc.constantFrom(0, 2), 20),
    reads: fc.uniqueArray(name, { maxLength: 2 }),
    writes: fc.array(write, { maxLength: 2 }),
    dropped: often<readonly string[]>([], fc.constant(['table:silver.orders'])),
    extra: often<readonly string[]>([], fc.uniqueArray(name, { maxLength: 1 })),
    opaque: often(false, fc.constant(true), 20),
    control: often(false, fc.constant(true), 20),
    flows: often(false, fc.constant(true), 20),
    filters: often<readonly boolean[]>([], fc.array(fc.boolean(), { maxLength: 2 })),
    n: often<number | undefined>(7, fc.constantFrom(2, undefined), 2),
    hour: fc.integer({ min: 0, max: 23 }),
    receipts: fc.dictionary(
      fc.constantFrom('silver.customers', 'silver.orders'),
      fc.constantFrom(0, 1, 2, 24, 30),
    ),
    doubts: often<readonly string[]>([], fc.constant(['silver.orders'])),
  })
  .map(({ extra, n, ...rest }) => {
    const named = [...rest.reads, ...rest.writes.flatMap((one) => [one.dataset, ...one.sources]), ...extra];
    return {
      ...rest,
      writes: rest.writes.map((one) => ({ ...one, tier: tiers[one.dataset] ?? '' })),
      touched: [...new Set(named)].map((dataset) => ({
        dataset,
        known: known.includes(dataset),
        guarded: dataset.startsWith('protected.'),
      })),
      ...(n === undefined ? {} : { n }),
      tiers,
    };
  });

const written = ({ kind, id, ask: { cel }, count, age }: OracleRule): object => {
  if (kind === 'forbid') return { id, when: cel };
  if (kind === 'unless') return { id, unless: cel };
  if (kind === 'bound') return { id, when: cel, 'at-most': { rows: count } };
  const receiptForm = {
    kind: 'silver_validation',
    for: 'each-source',
    unchanged: true,
    'max-age': `${age}h`,
  };
  return { id, when: cel, sources: { tier: 'silver', 'at-least': count }, receipt: receiptForm };
};
const section = (rules: readonly OracleRule[], invariant: string): object => {
  const of = (...kinds: readonly string[]): readonly object[] =>
    rules.filter((one) => one.invariant === invariant && kinds.includes(one.kind)).map(written);
  return { forbid: of('forbid'), limit: of('bound', 'unless'), require: of('require') };
};
/** JSON is YAML. */
const fileOf = (grants: readonly OracleGrant[], rules: readonly OracleRule[]): string =>
  JSON.stringify({
    version: 1,
    grant: grants,
    ...section(rules, ''),
    invariants: {
      safe: { because: 'x', ...section(rules, 'safe') },
      sound: { because: 'y', ...section(rules, 'sound') },
    },
  });
const engine = ({ grants, rules }: OraclePolicy): Policy => policyOf(fileOf(grants, rules));

const factsFor = (asked: AskedCall): Facts => {
  const at = Date.UTC(2024, 0, 3, asked.hour, 59);
  const effects = effectsOf({
    reads: asked.reads,
    writes: asked.writes as readonly Write[],
    touches: asked.touched.map((one) => one.dataset),
    more: {
      statements: asked.statements,
      dropped: asked.dropped,
      opaque: asked.opaque ? ['x'] : [],
      control: asked.control ? ['x'] : [],
      flows: asked.flows ? ['a -> b'] : [],
      filtersOn: asked.filters.map((keyed) => ({ dataset: 'a.b', column: 'c', class: 'pii.email', keyed })),
    },
  });
  return factsOf({
    role: asked.role,
    tool: tool('execute', asked.can as readonly Action[], tools.execute.arguments),
    effects,
    args: asked.n === undefined ? {} : { n: asked.n },
    receipts: Object.entries(asked.receipts).map(([dataset, hours]) =>
      receipt(dataset, at - hours * 3_600_000),
    ),
    doubts: asked.doubts,
    at,
  });
};

const allows = (one: Policy, asked: AskedCall): boolean => verdictOf(one, factsFor(asked)).effect === 'pass';
/** One seed, so that a run is what it was yesterday. */
const runs = { numRuns: 2_000, seed: 7 };

describe('the engine', () => {
  it('answers as the naive reading does: allow or deny, the phase, a right code, the same bounds', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(policy, call, (rules, asked) => {
        const wanted = judge(rules, asked);
        const verdict = verdictOf(engine(rules), factsFor(asked));
        const mark = wanted.allowed ? `allowed ${wanted.bounds.length > 0}` : wanted.phase;
        seen.set(mark, (seen.get(mark) ?? 0) + 1);
        expect(verdict.effect).toBe(wanted.allowed ? 'pass' : 'deny');
        if (wanted.allowed && verdict.effect === 'pass') {
          // That versions are compared again is the rule's own; the case files say which.
          const bounds = verdict.obligations.flatMap((one) =>
            one.kind === 'unchanged'
              ? []
              : [one.kind === 'row-bound' ? `${one.rule} ${one.dataset} ${one.rows}` : one.kind],
          );
          expect(bounds.sort()).toEqual(wanted.bounds);
        }
        if (!wanted.allowed && verdict.effect === 'deny') {
          expect(verdict.refusal.phase).toBe(wanted.phase);
          expect(wanted.codes).toContain(verdict.refusal.code);
        }
      }),
      runs,
    );
    // The generator reaches every end, or the comparison says little.
    for (const end of ['allowed false', 'allowed true', 'capability', 'argument', 'precondition'])
      expect(seen.get(end) ?? 0, end).toBeGreaterThan(10);
  });

  it('answers the same, word for word, as often as it is asked and compiled', () => {
    fc.assert(
      fc.property(policy, call, (rules, asked) => {
        const [one, other] = [engine(rules), engine(rules)];
        const first = verdictOf(one, factsFor(asked));
        expect([verdictOf(one, factsFor(asked)), verdictOf(other, factsFor(asked))]).toEqual([first, first]);
      }),
      { ...runs, numRuns: 200 },
    );
  });

  it('never lets one more rule allow what was denied', () => {
    fc.assert(
      fc.property(policy, rule, call, (rules, more, asked) => {
        const wider = { ...rules, rules: [...rules.rules, { ...more, id: 'one-more' }] };
        if (allows(engine(wider), asked)) expect(allows(engine(rules), asked)).toBe(true);
      }),
      { ...runs, numRuns: 300 },
    );
  });

  it('never lets one grant less allow what was denied', () => {
    fc.assert(
      fc.property(policy, call, (rules, asked) => {
        const fewer = { ...rules, grants: rules.grants.slice(1) };
        if (allows(engine(fewer), asked)) expect(allows(engine(rules), asked)).toBe(true);
      }),
      { ...runs, numRuns: 300 },
    );
  });

  it('answers the same in whatever order and files its rules are written', () => {
    fc.assert(
      fc.property(policy, call, fc.nat(3), (rules, asked, cut) => {
        const reversed = { grants: [...rules.grants].reverse(), rules: [...rules.rules].reverse() };
        const split = policyOf(
          fileOf([], rules.rules.slice(cut)),
          fileOf(rules.grants, rules.rules.slice(0, cut)),
        );
        const answer = allows(engine(rules), asked);
        expect([allows(engine(reversed), asked), allows(split, asked)]).toEqual([answer, answer]);
      }),
      { ...runs, numRuns: 300 },
    );
  });
});
