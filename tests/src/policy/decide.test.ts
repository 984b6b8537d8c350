/** The decision: what nobody grants is denied, a rule that errs denies, and a Permit has one maker and one use. */
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../src/call/call.js';
import { datasetName, requestId } from '../../../src/call/id.js';
import type { Json } from '../../../src/call/json.js';
import { chooser } from '../../../src/egress/operators/choose.js';
import { noEffects, opaque } from '../../../src/intercept/effects.js';
import { type CompiledRule, createPolicy } from '../../../src/policy/decide.js';
import { consumePermit, isPermit } from '../../../src/policy/permit.js';
import {
  digest,
  effectsOf,
  factsOf,
  grantAll,
  policyOf,
  type Setting,
  type Sketch,
  tool,
  tools,
  verdictOf,
} from './fixtures.js';

const open = policyOf(grantAll);
const refusalOf = (policy: typeof open, setting: Setting) => {
  const verdict = verdictOf(policy, factsOf(setting));
  return verdict.effect === 'deny' ? verdict.refusal : undefined;
};
const insert: Sketch = { writes: [{ dataset: 'silver.orders' }] };
const held = { dataset: 'silver.orders', strength: 'update' } as const;
const ruled = (rule: string): typeof open => policyOf(grantAll, `version: 1\n${rule}\n`);

describe('the law beneath every policy holds where everything is granted', () => {
  it.each([
    ['not-understood', 'kernel:understood', { ...opaque('two readers disagree'), statements: 1 }],
    ['not-understood', 'kernel:one-statement', effectsOf({ ...insert, more: { statements: 2 } })],
    ['not-understood', 'kernel:one-statement', noEffects],
    ['forbidden', 'kernel:session-control', effectsOf({ ...insert, more: { control: ['pragma'] } })],
    ['forbidden', 'kernel:outside', effectsOf({ ...insert, more: { files: ['write'] } })],
    ['forbidden', 'kernel:outside', effectsOf({ ...insert, more: { programs: ['read'] } })],
    ['forbidden', 'kernel:outside', effectsOf({ ...insert, more: { network: ['notify'] } })],
    ['forbidden', 'kernel:locks', effectsOf({ ...insert, more: { locks: [held] } })],
    ['unknown-dataset', 'kernel:catalogued', effectsOf({ reads: ['silver.ghost'] })],
    ['classified-flow', 'kernel:classified-flow', effectsOf({ ...insert, more: { flows: ['a.b -> c.d'] } })],
    [
      'classified-filter',
      'kernel:classified-filter',
      effectsOf({
        reads: ['silver.customers'],
        more: {
          filtersOn: [{ dataset: 'silver.customers', column: 'email', class: 'pii.email', keyed: false }],
        },
      }),
    ],
  ] as const)('%s by %s', (code, rule, effects) => {
    expect(refusalOf(open, { effects })).toMatchObject({
      code,
      phase: 'capability',
      rule: { id: rule, policyHash: open.digest },
    });
  });

  it('a classified column may be asked about together with the key', () => {
    const filter = { dataset: 'silver.customers', column: 'email', class: 'pii.email', keyed: true };
    const effects = effectsOf({ reads: ['silver.customers'], more: { filtersOn: [filter] } });
    expect(refusalOf(open, { effects })).toBeUndefined();
  });

  it('a denied filter names the column and its class', () => {
    const filter = { dataset: 'silver.customers', column: 'email', class: 'pii.email', keyed: false };
    const effects = effectsOf({ reads: ['silver.customers'], more: { filtersOn: [filter] } });
    expect(refusalOf(open, { effects })?.facts).toEqual(['silver.customers.email is pii.email']);
  });

  it('of several files the one that says least of masks decides, and what says all of them is not written down', () => {
    const says = (note: string): string => `version: 1\nmask-note: ${note}\n`;
    const noteOf = (...texts: readonly string[]) => {
      const { obligations } = policyOf(...texts).permit(factsOf({ effects: effectsOf({}) }), []);
      return obligations.map((one) => (one.kind === 'mask' ? (one.note ?? 'unsaid') : ''));
    };
    expect(noteOf(grantAll)).toEqual(['unsaid']);
    expect(noteOf(says('none'), grantAll, says('meta'))).toEqual(['none']);
    expect(noteOf(grantAll, says('meta'))).toEqual(['meta']);
  });

  it('of several files the one that tells an agent least of its decisions decides', () => {
    const says = (level: string): string => `version: 1\ndisclose: ${level}\n`;
    expect(open.disclosure).toBe('rules');
    expect(policyOf(says('verdict'), grantAll, says('denial')).disclosure).toBe('verdict');
    expect(policyOf(grantAll, says('denial'), says('rules')).disclosure).toBe('denial');
  });

  it('a class that follows its value is no reason to deny, unless a policy says so', () => {
    const carry = { dataset: 'c.d', column: 'e', class: 'pii.email', derived: false, from: ['a.b.f'] };
    const effects = effectsOf({ ...insert, more: { carries: [carry] } });
    expect(refusalOf(open, { effects })).toBeUndefined();
    expect(refusalOf(ruled('classified-flow: carry'), { effects })).toBeUndefined();
    const deny = 'version: 1\nclassified-flow: deny\n';
    const carrying = 'version: 1\nclassified-flow: carry\n';
    for (const policy of [policyOf(grantAll, deny, carrying), policyOf(deny, grantAll)])
      expect(refusalOf(policy, { effects })).toMatchObject({
        code: 'classified-flow',
        facts: ['a.b.f -> c.d.e'],
        rule: { id: 'kernel:classified-flow' },
      });
  });

  it('a long reason is clipped and no more than three are told', () => {
    const facts = refusalOf(open, { effects: opaque('x'.repeat(500), 'b', 'c', 'd') })?.facts;
    expect(facts?.map((fact) => fact.length)).toEqual([120, 1, 1]);
  });

  it('a tool does no more than its manifest says, reading included', () => {
    const writer = tool('writer', ['insert'], tools.execute.arguments);
    expect(refusalOf(open, { tool: tools.query, effects: effectsOf(insert) })).toMatchObject({
      code: 'forbidden',
      rule: { id: 'manifest:can' },
    });
    expect(
      refusalOf(open, { tool: writer, effects: effectsOf({ reads: ['silver.orders'] }) })?.rule?.id,
    ).toBe('manifest:can');
    expect(refusalOf(open, { tool: writer, effects: effectsOf(insert) })).toBeUndefined();
  });

  it('a forbid gives its reason before the law beneath does', () => {
    const policy = ruled('forbid: [{ id: no-drop, when: effects.dropped.size() > 0, because: it stays }]');
    const effects = effectsOf({ touches: ['silver.ghost'], more: { dropped: ['table:silver.ghost'] } });
    expect(refusalOf(policy, { tool: tools.query, effects })?.rule).toMatchObject({
      id: 'no-drop',
      because: 'it stays',
    });
  });
});

describe('grants', () => {
  const narrow = policyOf(`version: 1
grant:
  - { id: a, to: [cleaner], can: [read], datasets: ["silver.*"] }
  - { id: b, to: [cleaner], can: [insert], datasets: [gold.customers] }
`);
  it('every capability must be covered', () => {
    const both = effectsOf({ reads: ['silver.orders'], writes: [{ dataset: 'gold.customers' }] });
    expect(refusalOf(narrow, { effects: both })).toBeUndefined();
    const wider = effectsOf({ reads: ['silver.orders', 'bronze.customers'] });
    expect(refusalOf(narrow, { effects: wider })).toMatchObject({
      code: 'not-granted',
      facts: ['cleaner may not read bronze.customers'],
      rule: { id: 'kernel:default-deny' },
    });
  });

  it('a role that no grant names may do nothing', () => {
    expect(
      refusalOf(narrow, { role: 'analyst', effects: effectsOf({ reads: ['silver.orders'] }) })?.code,
    ).toBe('not-granted');
  });

  it('a call on no dataset in particular is covered by `*` alone', () => {
    expect(refusalOf(narrow, { tool: tools.query, effects: effectsOf({}) })?.code).toBe('not-granted');
    expect(refusalOf(open, { tool: tools.list })).toBeUndefined();
  });

  it('facts without a capability are denied', () => {
    const facts = { ...factsOf({ effects: effectsOf(insert) }), capabilities: [] };
    expect(open.decidePhase('capability', facts)).toMatchObject({ refusal: { code: 'not-granted' } });
  });
});

describe('a rule that errs denies', () => {
  it.each([
    'forbid: [{ id: a, when: arguments.missing == 1 }]',
    'limit: [{ id: a, when: arguments.missing == 1, at-most: { rows: 1 } }]',
    'limit: [{ id: a, unless: arguments.missing == 1 }]',
    'require: [{ id: a, when: arguments.missing == 1, sources: { tier: silver }, receipt: { kind: k, for: each-source, unchanged: true, max-age: 1h } }]',
  ])('%s', (rule) => {
    expect(refusalOf(ruled(rule), { effects: effectsOf(insert) })).toMatchObject({
      code: 'rule-error',
      rule: { id: 'a' },
    });
  });

  it('also where nothing is written that it could be about', () => {
    const rule = `require: [{ id: a, when: arguments.missing == 1, sources: { tier: silver }, receipt: { kind: k, for: each-source, unchanged: true, max-age: 1h } }]`;
    expect(refusalOf(ruled(rule), { effects: effectsOf({ reads: ['silver.orders'] }) })?.code).toBe(
      'rule-error',
    );
  });

  it('also when it errs for one of the writes alone', () => {
    const rule = `limit: [{ id: a, when: 'effects.writes[1].mode == "insert"', at-most: { rows: 1 } }]`;
    const effects = effectsOf({ writes: [{ dataset: 'silver.orders' }, { dataset: 'silver.customers' }] });
    expect(refusalOf(ruled(rule), { effects })?.code).toBe('rule-error');
  });

  it('also when the call cannot be put before it', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as Json;
    expect(refusalOf(open, { effects: effectsOf(insert), args: { deep } })).toMatchObject({
      code: 'rule-error',
      rule: { id: 'kernel:facts' },
    });
  });

  it('also when its kind throws', () => {
    const throwing: CompiledRule = {
      id: 'broken',
      kind: 'forbid',
      phase: 'capability',
      invariant: '',
      because: '',
      weigh: () => {
        throw new Error('a defect');
      },
    };
    const grants = [{ id: 'a', to: ['cleaner'], can: ['insert' as const], datasets: ['*'] }];
    const policy = createPolicy({
      digest: digest.sha256(''),
      grants,
      rules: [throwing],
      masks: [],
      masking: [],
      budgets: [],
      flows: 'carry',
      disclosure: 'rules',
      note: 'text',
      engine: undefined,
    });
    const verdict = policy.decidePhase('capability', factsOf({ effects: effectsOf(insert) }));
    expect(verdict).toMatchObject({
      effect: 'deny',
      refusal: { code: 'rule-error' },
      trace: [{ rule: 'broken', said: 'error' }],
    });
  });
});

describe('a mask into a dataset', () => {
  const policy = policyOf(
    `${grantAll}mask: [{ class: pii.email, with: redact }, { class: pii.email, with: token, into: ["gold.*"] }]\n`,
  );
  const into = datasetName('gold.customers');
  const operatorOf = (call: Partial<Call>): unknown => {
    const facts = factsOf({});
    const { obligations } = policy.permit({ ...facts, call: { ...facts.call, ...call } }, []);
    return obligations.flatMap((one) => (one.kind === 'mask' ? chooser(one.rules)('pii.email').kind : []))[0];
  };

  it('is owed by a call of a plan that goes there, and by nothing that leaves to the agent', () => {
    if (into === undefined) return expect.fail('the fixture names no dataset');
    expect(operatorOf({ parent: requestId('p'), into })).toBe('token');
    expect(operatorOf({ parent: requestId('p') })).toBe('redact');
    expect(operatorOf({ into })).toBe('redact');
  });
});

describe('the trace', () => {
  const policy = ruled(
    'forbid: [{ id: x, when: "false" }]\ninvariants: { safe: { because: s, forbid: [{ id: y, when: "false" }, { id: z, when: effects.dropped.size() > 0 }] } }',
  );
  it('lists the rules asked and the grants that allowed, invariants first', () => {
    expect(policy.decidePhase('capability', factsOf({ effects: effectsOf(insert) })).trace).toEqual([
      { rule: 'y', said: 'no-match' },
      { rule: 'z', said: 'no-match' },
      { rule: 'x', said: 'no-match' },
      { rule: 'all', said: 'match' },
    ]);
  });

  it('ends with what denied', () => {
    const dropped = factsOf({ effects: effectsOf({ more: { dropped: ['table:silver.orders'] } }) });
    expect(policy.decidePhase('capability', dropped).trace.at(-1)).toEqual({ rule: 'z', said: 'match' });
    const ghost = factsOf({ effects: effectsOf({ reads: ['silver.ghost'] }) });
    expect(policy.decidePhase('capability', ghost).trace.at(-1)?.rule).toBe('kernel:catalogued');
  });

  it('a rule is found by its id, with or without its invariant', () => {
    expect(policy.rule('z')).toEqual(policy.rule('safe/z'));
    expect(policy.rule('z')?.id).toBe('safe/z');
    expect(policy.rule('nobody')).toBeUndefined();
  });
});

describe('a Permit', () => {
  const facts = factsOf({ effects: effectsOf(insert) });

  it('is bound to the call, the catalog and the policy, and owes the masks', () => {
    const permit = open.permit(facts, []);
    expect(permit).toMatchObject({
      request: facts.call.id,
      arguments: facts.call.digest,
      catalog: facts.catalog.version,
      policy: open.digest,
      obligations: [{ kind: 'mask', rules: open.masks }],
    });
  });

  it('is used once', () => {
    const permit = open.permit(facts, []);
    expect([consumePermit(permit), consumePermit(permit)]).toEqual([true, false]);
  });

  it('is neither copied nor forged nor changed', () => {
    const permit = open.permit(facts, []);
    // `as`: the compiler refuses each by itself; what is tried here is the refusal at run time.
    const copy = { ...permit } as typeof permit;
    const forged = JSON.parse(JSON.stringify(permit)) as typeof permit;
    const heir = Object.create(permit) as typeof permit;
    const mask = new Proxy(permit, {});
    const kin = Object.setPrototypeOf({ ...permit }, Object.getPrototypeOf(permit)) as typeof permit;
    const made = Reflect.construct(permit.constructor, [{ ...permit }]) as typeof permit;
    const feigned = [copy, forged, heir, mask, kin, made];
    expect(feigned.filter((one) => isPermit(one) || consumePermit(one))).toEqual([]);
    expect(Reflect.set(permit, 'obligations', [])).toBe(false);
    expect(consumePermit(permit)).toBe(true);
  });
});
