// Where a decision is not what its test expects. What is expected and not found is always a difference.
import { describe, expect, it } from 'vitest';
import { differences } from '../../../src/trial/differences.js';
import type { Expected } from '../../../src/trial/form.js';
import type { Allowed, Denied } from '../../../src/trial/judged.js';

const seen = {
  trace: [
    { rule: 'read', said: 'match' },
    { rule: 'no-drop', said: 'no-match' },
  ],
  classes: ['pii.email'],
  inner: [],
  unstated: [],
  moved: [],
  audit: { type: 'intent', body: { tool: 'lake__query', effects: { kind: 'select', reads: ['a'] } } },
} as const;

const allowed: Allowed = {
  verdict: 'allowed',
  ...seen,
  masks: { email: 'token', id: 'clear' },
  into: { 'gold.a': { email: 'token', phone: 'drop', id: 'clear' } },
  bounds: { 'silver.orders': { rows: 10, share: 0.25 } },
  unchanged: ['silver.b', 'silver.a'],
};
const denied: Denied = {
  verdict: 'denied',
  ...seen,
  audit: { type: 'deny', body: { code: 'forbidden' } },
  code: 'forbidden',
  phase: 'capability',
  rule: 'no-destructive-ops/no-drop',
  because: 'it cannot be undone',
  facts: ['drop table:silver.a', 'drop table:silver.b'],
  remedies: [{ tool: 'aegis__validate', args: {}, why: 'it earns one' }],
  help: 'ask an operator',
  inner: [
    { tool: 'lake__read', verdict: 'allowed' },
    { tool: 'lake__copy', verdict: 'denied' },
  ],
};

const what = (expected: Expected, got: Allowed | Denied): readonly string[] =>
  differences(expected, got).map((one) => one.what);

describe('a call that was allowed', () => {
  it('is as expected when every part that is named is so', () => {
    const allow = {
      rules: ['read'],
      masks: { email: 'token', id: 'clear' },
      into: { 'gold.a': { phone: 'drop', id: 'clear' } },
      bounds: { 'silver.orders': { rows: 10, share: 0.25 } },
      unchanged: ['silver.a', 'silver.b'],
    } as const;
    expect(
      what({ allow: { ...allow, rules: [...allow.rules], unchanged: [...allow.unchanged] } }, allowed),
    ).toEqual([]);
  });

  it.each<[string, NonNullable<Expected['allow']>, string]>([
    ['a rule that was asked and said nothing', { rules: ['no-drop'] }, 'rules that spoke'],
    ['another mask', { masks: { email: 'redact' } }, 'how `email` leaves'],
    ['a column that is not there', { masks: { phone: 'clear' } }, 'how `phone` leaves'],
    [
      'a column that every object inherits',
      JSON.parse('{ "masks": { "constructor": "clear" } }'),
      'how `constructor` leaves',
    ],
    [
      'another mask in a dataset',
      { into: { 'gold.a': { email: 'clear' } } },
      'how `email` stands in `gold.a`',
    ],
    [
      'a column that is not moved',
      { into: { 'gold.a': { name: 'clear' } } },
      'how `name` stands in `gold.a`',
    ],
    ['a dataset that nothing is moved into', { into: { 'gold.b': {} } }, 'what is moved into `gold.b`'],
    [
      'a dataset that every object inherits',
      JSON.parse('{ "into": { "constructor": {} } }'),
      'what is moved into `constructor`',
    ],
    ['no bound', { bounds: {} }, 'bounds'],
    ['a wider bound', { bounds: { 'silver.orders': { rows: 10, share: 1 } } }, 'bounds'],
    ['fewer sources', { unchanged: ['silver.a'] }, 'sources that must be unchanged'],
    ['a call that no plan asked', { inner: ['lake__check'] }, 'what the plan asks'],
  ])('is not as expected by %s', (_, allow, told) => {
    expect(what({ allow }, allowed)).toEqual([told]);
  });

  it('is not as expected, whatever is expected, where a line asks what no test states', () => {
    expect(what({ allow: {} }, { ...allowed, unstated: ['few-rows'] })).toEqual(['what a test can state']);
  });

  it('is never as expected by a denial', () => {
    expect(differences({ deny: { code: 'forbidden' } }, allowed)).toEqual([
      { what: 'decision', expected: 'denied', got: 'allowed' },
    ]);
  });
});

describe('a call that was denied', () => {
  it.each(['no-drop', 'no-destructive-ops/no-drop'])('is told by its rule, as `%s`', (rule) => {
    const deny = { code: 'forbidden', phase: 'capability', rule, facts: ['drop table:silver.b'] } as const;
    expect(
      what(
        { deny: { ...deny, facts: [...deny.facts], remedies: ['aegis__validate'], inner: 'lake__copy' } },
        denied,
      ),
    ).toEqual([]);
  });

  it.each<[string, NonNullable<Expected['deny']>, string]>([
    ['another code', { code: 'not-granted' }, 'code'],
    ['another phase', { code: 'forbidden', phase: 'argument' }, 'phase'],
    ['the end of a rule’s name', { code: 'forbidden', rule: 'drop' }, 'rule'],
    ['a fact that is not told', { code: 'forbidden', facts: ['drop table:silver.c'] }, 'facts'],
    ['no remedy', { code: 'forbidden', remedies: [] }, 'remedies'],
    [
      'a call of its plan that was allowed',
      { code: 'forbidden', inner: 'lake__read' },
      'what the plan was denied',
    ],
  ])('is not as expected by %s', (_, deny, told) => {
    expect(what({ deny }, denied)).toEqual([told]);
  });

  it('is never as expected by an allowance', () => {
    expect(what({ allow: {} }, denied)).toEqual(['decision']);
  });
});

describe('the entry of the journal', () => {
  it.each<[string, NonNullable<Expected['audit']>, readonly string[]]>([
    ['a part of it', { type: 'intent', holds: { effects: { kind: 'select' } }, lacks: ['kelly'] }, []],
    ['another type', { type: 'deny' }, ['entry']],
    ['a field that it has not', { holds: { rows: 1 } }, ["the entry's `rows`"]],
    ['a part of a list', { holds: { effects: { reads: [] } } }, ["the entry's `effects`"]],
    ['a field that every object inherits', { holds: { toString: {} } }, ["the entry's `toString`"]],
    ['a text that it must not hold', { lacks: ['select'] }, ['what the entry must not hold']],
  ])('is held against %s', (_, audit, told) => {
    expect(what({ allow: {}, audit }, allowed)).toEqual(told);
  });
});
