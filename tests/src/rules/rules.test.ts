/** Each rule kind by itself: what it says, of which writes, and in which words. */
import { describe, expect, it } from 'vitest';
import { covers } from '../../../src/rules/capability/grant.js';
import { ruleKinds } from '../../../src/rules/index.js';
import {
  effectsOf,
  factsOf,
  grantAll,
  noon,
  policyOf,
  problemsOf,
  receipt,
  type Setting,
  type Sketch,
  verdictOf,
} from '../policy/fixtures.js';

const said = (rule: string, sketch: Sketch, setting: Setting = {}) =>
  verdictOf(policyOf(grantAll, `version: 1\n${rule}\n`), factsOf({ ...setting, effects: effectsOf(sketch) }));

it('the kinds with a condition are named as their files', () => {
  expect(ruleKinds.map(({ kind, phase }) => `${phase}/${kind}`)).toEqual([
    'capability/forbid',
    'argument/limit',
    'precondition/require',
  ]);
});

describe('grant', () => {
  const grant = {
    id: 'a',
    to: ['cleaner'],
    can: ['read' as const],
    datasets: ['silver.*', 'gold.customers'],
  };
  it.each([
    ['cleaner', 'read', 'silver.customers', true],
    ['cleaner', 'read', 'gold.customers', true],
    ['cleaner', 'read', 'gold.orders', false],
    ['cleaner', 'read', 'silverado.x', false],
    ['cleaner', 'read', '*', false],
    ['cleaner', 'insert', 'silver.customers', false],
    ['analyst', 'read', 'silver.customers', false],
  ] as const)('%s %s %s: %s', (role, action, dataset, expected) => {
    expect(covers(grant, role, { action, dataset })).toBe(expected);
  });
});

describe('forbid', () => {
  const rule = 'forbid: [{ id: a, when: "true", because: a reason, help: another way }]';
  it('says what the call would do, three things at most, and why not', () => {
    const sketch: Sketch = {
      writes: [
        { dataset: 'silver.orders', mode: 'delete', scope: 'none' },
        { dataset: 'silver.customers', mode: 'insert' },
      ],
      more: { dropped: ['view:silver.v'], altered: ['table:silver.orders'] },
    };
    expect(said(rule, sketch)).toMatchObject({
      refusal: {
        code: 'forbidden',
        facts: ['drop view:silver.v', 'alter table:silver.orders', 'delete on silver.orders, scope none'],
        help: 'another way',
        rule: { id: 'a', because: 'a reason' },
      },
    });
  });
});

describe('limit', () => {
  it('bounds every write that it is about, also one that no predicate chooses', () => {
    const rule = `limit: [{ id: few, when: 'effects.writes.exists(w, w.mode == "insert")', at-most: { rows: 10, share: 5% } }]`;
    const sketch: Sketch = {
      writes: [
        { dataset: 'silver.orders' },
        { dataset: 'silver.customers', mode: 'delete', scope: 'predicate' },
      ],
    };
    expect(said(rule, sketch)).toMatchObject({
      effect: 'pass',
      obligations: [{ kind: 'row-bound', dataset: 'silver.orders', rows: 10, share: 0.05, rule: 'few' }],
    });
  });

  it('bounds all writes where its condition is not about one of them', () => {
    const rule = 'limit: [{ id: few, when: principal.role == "cleaner", at-most: { rows: 10 } }]';
    const sketch: Sketch = { writes: [{ dataset: 'silver.orders' }, { dataset: 'silver.customers' }] };
    expect(said(rule, sketch)).toMatchObject({ obligations: [{ share: 1 }, { share: 1 }] });
    const together = 'limit: [{ id: few, when: effects.writes.size() > 1, at-most: { rows: 10 } }]';
    expect(said(together, sketch)).toMatchObject({ obligations: [{ rows: 10 }, { rows: 10 }] });
  });

  it('denies what does not hold of the arguments', () => {
    const rule = 'limit: [{ id: small, unless: arguments.n < 5, help: ask for fewer than 5 }]';
    const sketch: Sketch = { writes: [{ dataset: 'silver.orders' }] };
    expect(said(rule, sketch, { args: { n: 3 } }).effect).toBe('pass');
    expect(said(rule, sketch, { args: { n: 7 } })).toMatchObject({
      refusal: {
        code: 'limit-exceeded',
        phase: 'argument',
        help: 'ask for fewer than 5',
        rule: { id: 'small' },
      },
    });
  });

  it('is written in one of two forms, not both', () => {
    const both = 'version: 1\nlimit: [{ id: a, when: "true", unless: "true", at-most: { rows: 1 } }]\n';
    expect(problemsOf(both)).not.toEqual([]);
    expect(problemsOf('version: 1\nlimit: [{ id: a, when: "true" }]\n')).not.toEqual([]);
  });
});

describe('require', () => {
  const rule = (atLeast: number): string => `require:
  - id: fresh
    when: effects.writes.exists(w, w.tier == "gold")
    sources: { tier: silver, at-least: ${atLeast} }
    receipt: { kind: checked, for: each-source, unchanged: true, max-age: 1h }
    remedy: { tool: lake__check, args: { table: $missing, depth: full }, why: it is needed }
    help: have it checked`;
  const copy = (...sources: readonly string[]): Sketch => ({
    writes: [{ dataset: 'gold.customers', sources }],
  });
  const held = (dataset: string, kind = 'checked', age = 0) => receipt(dataset, noon - age, kind);

  it('writes its remedy out for each dataset that misses a receipt', () => {
    expect(said(rule(1), copy('silver.customers', 'silver.orders'))).toMatchObject({
      refusal: {
        help: 'have it checked',
        facts: ['silver.customers: no checked receipt', 'silver.orders: no checked receipt'],
        remedies: [
          { tool: 'lake__check', args: { table: 'silver.customers', depth: 'full' }, why: 'it is needed' },
          { args: { table: 'silver.orders' } },
        ],
      },
    });
  });

  it('takes no receipt of another kind, of another dataset, or past its age', () => {
    for (const wrong of [
      held('silver.customers', 'silver_validation'),
      held('silver.orders'),
      held('silver.customers', 'checked', 3_600_001),
    ])
      expect(said(rule(1), copy('silver.customers'), { receipts: [wrong] }).effect).toBe('deny');
    const right = held('silver.customers', 'checked', 3_600_000);
    expect(said(rule(1), copy('silver.customers'), { receipts: [right] }).effect).toBe('pass');
  });

  it('an old receipt beside a fresh one does no harm', () => {
    const receipts = [held('silver.customers', 'checked', 9e6), held('silver.customers')];
    expect(said(rule(1), copy('silver.customers'), { receipts }).effect).toBe('pass');
  });

  it('counts a source once, however often it is named', () => {
    const receipts = [held('silver.customers'), held('silver.orders')];
    expect(said(rule(2), copy('silver.customers', 'silver.customers'), { receipts })).toMatchObject({
      refusal: { facts: ['the insert on gold.customers has fewer than 2 sources'] },
    });
    expect(said(rule(2), copy('silver.customers', 'silver.orders'), { receipts }).effect).toBe('pass');
  });

  it('asks nothing of a write that it is not about', () => {
    const sketch: Sketch = {
      writes: [{ dataset: 'gold.customers', sources: ['silver.customers'] }, { dataset: 'silver.orders' }],
    };
    expect(said(rule(1), sketch, { receipts: [held('silver.customers')] }).effect).toBe('pass');
  });

  it('denies where its condition holds and nothing is written', () => {
    const all = rule(1).replace(/when: .*/, 'when: "true"');
    expect(said(all, { reads: ['silver.orders'] })).toMatchObject({
      refusal: { code: 'precondition-failed' },
    });
  });
});
