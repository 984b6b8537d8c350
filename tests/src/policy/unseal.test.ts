/** Where a sealed value may be bound: every condition of the one place where it may, taken away one at a time. */
import { describe, expect, it } from 'vitest';
import type { Filter, Mark } from '../../../src/intercept/effects.js';
import type { Facts } from '../../../src/policy/facts.js';
import { withSealed } from '../../../src/policy/unseal.js';
import { effectsOf, factsOf, policyOf, verdictOf } from './fixtures.js';

const column = { dataset: 'silver.customers', column: 'email', class: 'pii.email' };
const granting = (unseal: string): string =>
  `version: 1\ngrant:\n  - { id: reads, to: [cleaner, analyst], can: [read], datasets: ["silver.*"]${unseal} }\n`;
const open = policyOf(granting(', unseal: [pii.email]'));

interface Case {
  readonly marks?: readonly Mark[];
  readonly filter?: Partial<Filter>;
  readonly sealed?: Facts['sealed'];
}
const facts = ({ marks, filter, sealed = new Map([[1, 'pii.email']]) }: Case = {}): Facts => ({
  ...factsOf({
    effects: effectsOf({
      reads: ['silver.customers'],
      more: {
        marks: marks ?? [{ number: 1, equals: column }],
        filtersOn: [{ ...column, keyed: false, by: [1], ...filter }],
      },
    }),
  }),
  sealed,
});
const codeOf = (policy: typeof open, given: Facts): string => {
  const verdict = verdictOf(policy, given);
  return verdict.effect === 'deny' ? verdict.refusal.code : 'pass';
};

describe('a sealed value', () => {
  it('is compared with a column of its class, by a grant that unseals it there', () => {
    expect(codeOf(open, facts())).toBe('pass');
    expect(codeOf(policyOf(granting(', unseal: ["pii.*"]')), facts())).toBe('pass');
    expect(codeOf(policyOf(granting(', unseal: ["*"]')), facts())).toBe('pass');
  });

  it.each<readonly [string, Case]>([
    ['it is none of this session', { sealed: new Map([[1, '']]) }],
    ['it is of another class', { sealed: new Map([[1, 'pii.phone']]) }],
    ['it stands anywhere', { marks: [{ number: 1 }] }],
    ['it stands anywhere as well', { marks: [{ number: 1, equals: column }, { number: 1 }] }],
    ['it stands nowhere', { marks: [] }],
    ['its mark has a name', { marks: [{ number: 0 }] }],
    [
      'it is put where no class can follow',
      { marks: [{ number: 1, into: { ...column, class: 'pii.phone', carries: false } }] },
    ],
    [
      'it is put into a column of its own and stands anywhere as well',
      { marks: [{ number: 1, into: { ...column, carries: false } }, { number: 1 }] },
    ],
    [
      'it stands beside another class as well',
      {
        marks: [
          { number: 1, equals: column },
          { number: 1, equals: { ...column, class: 'pii.phone' } },
        ],
      },
    ],
    [
      'it stands beside a column of another type as well',
      {
        marks: [
          { number: 1, equals: column },
          { number: 1, equals: { ...column, form: 'uuid' } },
        ],
      },
    ],
    [
      'it is put into a column and stands beside one of another type as well',
      {
        marks: [
          { number: 1, into: { ...column, carries: false } },
          { number: 1, equals: { ...column, form: 'uuid' } },
        ],
      },
    ],
    [
      'another is none of this session',
      {
        sealed: new Map([
          [1, 'pii.email'],
          [2, ''],
        ]),
      },
    ],
  ])('is refused where %s', (_, one) => {
    expect(codeOf(open, facts(one))).toBe('seal-refused');
  });

  it('is put into a column of its class, or of another that it can follow into, and takes its class along', () => {
    const into = (name: string, carries: boolean): readonly Mark[] => [
      { number: 1, into: { ...column, class: name, carries } },
    ];
    expect(codeOf(open, facts({ marks: into('pii.email', false) }))).toBe('pass');
    expect(codeOf(open, facts({ marks: into('clear', true) }))).toBe('pass');
    const carried = (name: string, of = 'pii.email') =>
      withSealed(effectsOf({ more: { marks: into(name, true) } }), new Map([[1, of]])).carries;
    expect(carried('pii.email')).toEqual([]);
    expect(carried('clear', '')).toEqual([]);
    expect(carried('clear')).toEqual([{ ...column, derived: false, from: [] }]);
    expect(carried('pii.phone')).toEqual([{ ...column, derived: false, from: [] }]);
  });

  it.each(['', ', unseal: [pii.phone]', ', unseal: [pii.emails]'])(
    'is refused by a grant that does not unseal its class: `%s`',
    (unseal) => {
      expect(codeOf(policyOf(granting(unseal)), facts())).toBe('seal-refused');
    },
  );

  it('is refused where another grant than the one that is needed unseals it', () => {
    const elsewhere =
      'version: 1\ngrant:\n  - { id: golden, to: [cleaner, analyst], can: [read], datasets: ["gold.*"], unseal: [pii.email] }\n';
    const writing =
      'version: 1\ngrant:\n  - { id: writes, to: [cleaner, analyst], can: [update], datasets: ["silver.*"], unseal: [pii.email] }\n';
    const somebody =
      'version: 1\ngrant:\n  - { id: theirs, to: [robot], can: [read], datasets: ["silver.*"], unseal: [pii.email] }\n';
    for (const text of [elsewhere, writing, somebody])
      expect(codeOf(policyOf(granting(''), text), facts())).toBe('seal-refused');
  });

  it.each<readonly [string, Case]>([
    ['a value that is no seal', { sealed: new Map() }],
    ['a value that is no seal beside it', { filter: { by: [1, 2] } }],
    ['something else as well', { filter: { by: undefined } }],
    ['no mark', { filter: { by: [] } }],
  ])('excuses no filter that asks by %s', (_, one) => {
    expect(codeOf(open, facts(one))).toBe('classified-filter');
  });

  it('is named by its number and class, with the way by the key', () => {
    const verdict = verdictOf(open, facts({ marks: [{ number: 1 }] }));
    expect(verdict).toMatchObject({
      refusal: {
        phase: 'capability',
        facts: ['value 1 is compared with no column of pii.email, nor put where that class follows'],
        rule: { id: 'kernel:unseal' },
        remedies: [{ tool: 'lake__execute', args: { sql: 'SELECT id FROM silver.customers' } }],
      },
    });
  });
});
