/** The decision: rules of one phase folded over the facts. First deny wins, a rule that errs denies, what nobody grants is denied. */
import type { Budgets } from '../budget/budget.js';
import type { Sha256 } from '../call/id.js';
import { covers, type Grant } from '../rules/capability/grant.js';
import { type RulePhase, ruleRef, type Said } from '../rules/rule.js';
import { bound } from './bindings.js';
import type { Refusal, RuleRef } from './denial.js';
import type { Disclosure } from './disclosure.js';
import type { Bindings, Facts } from './facts.js';
import { type FlowChoice, groundRefusal } from './ground.js';
import type { KernelRule } from './kernel-rules.js';
import { masksInto } from './masks.js';
import type { EngineChoice, MaskNote, MaskRule, Obligation } from './obligation.js';
import { issuePermit } from './permit.js';
import type { DecidePhase, PhaseVerdict, Policy, Trace } from './policy.js';

export interface CompiledRule {
  readonly id: string;
  readonly kind: string;
  readonly phase: RulePhase;
  /** '' for a rule outside any invariant. */
  readonly invariant: string;
  readonly because: string;
  readonly weigh: (facts: Facts, bindings: Bindings) => Said;
}

export interface PolicyParts {
  readonly digest: Sha256;
  readonly grants: readonly Grant[];
  readonly rules: readonly CompiledRule[];
  /** What holds of what leaves to the agent. */
  readonly masks: readonly MaskRule[];
  /** The masks of each section, as they are written. */
  readonly masking: readonly (readonly MaskRule[])[];
  readonly budgets: Budgets;
  /** Of a value on its way into a column of another class. */
  readonly flows: FlowChoice;
  readonly disclosure: Disclosure;
  readonly note: MaskNote;
  /** Where an engine beside the detectors is not available; undefined where no file says. */
  readonly engine: EngineChoice | undefined;
}

interface Weighed {
  readonly refusal: Refusal | undefined;
  readonly obligations: readonly Obligation[];
  readonly trace: readonly Trace[];
}

/** INVARIANT: an error in a rule is a denial. Skipping it would let a planted fault lift the rule. */
function saidBy(rule: CompiledRule, facts: Facts, bindings: Bindings): Said {
  try {
    return rule.weigh(facts, bindings);
  } catch {
    return { said: 'error' };
  }
}

/** A rule is named within its invariant, so that a denial says which of the promises it keeps. */
const fullId = ({ invariant, id }: CompiledRule): string => (invariant === '' ? id : `${invariant}/${id}`);

const refOf = (parts: PolicyParts, rule: CompiledRule): RuleRef =>
  ruleRef(fullId(rule), parts.digest, rule.because);

const kernelRef = (id: KernelRule, digest: string, because: string): RuleRef => ruleRef(id, digest, because);

const unreadable = (parts: PolicyParts, phase: DecidePhase): Weighed => {
  const rule = kernelRef('kernel:facts', parts.digest, 'what no rule can be asked about is not run');
  return {
    refusal: { code: 'rule-error', phase, rule },
    obligations: [],
    trace: [{ rule: rule.id, said: 'error' }],
  };
};

function weigh(parts: PolicyParts, phase: DecidePhase, facts: Facts): Weighed {
  const { bindings } = facts.bindings === undefined ? bound(facts) : facts;
  if (bindings === undefined) return unreadable(parts, phase);
  const trace: Trace[] = [];
  const obligations: Obligation[] = [];
  for (const rule of parts.rules) {
    if (rule.phase !== phase) continue;
    const said = saidBy(rule, facts, bindings);
    if (said.said === 'nothing') {
      trace.push({ rule: rule.id, said: 'no-match' });
      continue;
    }
    trace.push({ rule: rule.id, said: said.said === 'error' ? 'error' : 'match' });
    const ref = refOf(parts, rule);
    if (said.said === 'error')
      return { refusal: { code: 'rule-error', phase, rule: ref }, obligations, trace };
    if (said.said === 'deny') return { refusal: { ...said.refusal, phase, rule: ref }, obligations, trace };
    obligations.push(...said.obligations);
  }
  return { refusal: undefined, obligations, trace };
}

function ungranted(parts: PolicyParts, facts: Facts): Refusal | undefined {
  const { role } = facts.call.principal;
  const missing = facts.capabilities.filter(
    (capability) => !parts.grants.some((grant) => covers(grant, role, capability)),
  );
  if (facts.capabilities.length > 0 && missing.length === 0) return undefined;
  const named = missing
    .slice(0, 3)
    .map(({ action, dataset }) => `${role} may not ${action} ${dataset === '*' ? 'here' : dataset}`);
  return {
    code: 'not-granted',
    phase: 'capability',
    facts: named,
    rule: kernelRef('kernel:default-deny', parts.digest, 'what no line grants is denied'),
  };
}

function beneath(parts: PolicyParts, facts: Facts): Refusal | undefined {
  const ground = groundRefusal(facts, parts);
  if (ground === undefined) return undefined;
  const { rule } = ground;
  return {
    ...ground,
    phase: 'capability',
    ...(rule === undefined ? {} : { rule: ruleRef(rule.id, parts.digest, rule.because) }),
  };
}

function decidePhase(parts: PolicyParts, phase: DecidePhase, facts: Facts): PhaseVerdict {
  const { refusal, obligations, trace } = weigh(parts, phase, facts);
  if (refusal !== undefined) return { effect: 'deny', refusal, trace };
  const lawful = phase === 'capability' ? (beneath(parts, facts) ?? ungranted(parts, facts)) : undefined;
  if (lawful !== undefined) {
    const asked: Trace = { rule: lawful.rule?.id ?? '', said: 'match' };
    return { effect: 'deny', refusal: lawful, trace: [...trace, asked] };
  }
  const granting =
    phase === 'capability'
      ? parts.grants.filter((grant) =>
          facts.capabilities.some((one) => covers(grant, facts.call.principal.role, one)),
        )
      : [];
  return {
    effect: 'pass',
    obligations,
    trace: [...trace, ...granting.map((grant): Trace => ({ rule: grant.id, said: 'match' }))],
  };
}

/** The order the reasons are given in: what an invariant forbids first. It changes the reason, never the answer. */
const inOrder = (rules: readonly CompiledRule[]): readonly CompiledRule[] => [
  ...rules.filter((rule) => rule.invariant !== ''),
  ...rules.filter((rule) => rule.invariant === ''),
];

type MaskObligation = Extract<Obligation, { kind: 'mask' }>;

/** What holds of a masking wherever its result goes. */
const masking = ({ note, engine }: PolicyParts): Pick<MaskObligation, 'kind' | 'note' | 'engine'> => ({
  kind: 'mask',
  ...(note === 'text' ? {} : { note }),
  ...(engine === 'degrade' ? { engine } : {}),
});

/** INVARIANT: what goes into a dataset is masked for it, and only a plan's own call goes there. */
function maskOf(parts: PolicyParts, { call, tool, catalog }: Facts): Obligation {
  const target = call.into === undefined ? undefined : catalog.datasets.get(call.into);
  if (call.parent === undefined || target === undefined) return { ...masking(parts), rules: parts.masks };
  const destination = { dataset: target.name, isWithin: target.system === tool.system };
  return { ...masking(parts), rules: masksInto(parts.masking, destination), into: target.system };
}

export function createPolicy(written: PolicyParts): Policy {
  const parts = { ...written, rules: inOrder(written.rules) };
  return {
    digest: parts.digest,
    roles: [...new Set(parts.grants.flatMap((grant) => grant.to))],
    rules: parts.rules.map(({ id, phase, because }) => ({ id, phase, because })),
    masks: parts.masks,
    moves: parts.masking.flat().filter(({ into }) => into !== undefined),
    masksInto: (destination) => masksInto(parts.masking, destination),
    budgets: parts.budgets,
    grants: parts.grants,
    disclosure: parts.disclosure,
    engine: parts.engine,
    decidePhase: (phase, facts) => decidePhase(parts, phase, facts),
    permit: (facts, obligations) =>
      issuePermit({
        request: facts.call.id,
        call: facts.call,
        tool: facts.tool,
        effects: facts.effects,
        arguments: facts.call.digest,
        catalog: facts.catalog.version,
        policy: parts.digest,
        obligations: [...obligations, maskOf(parts, facts)],
      }),
    rule: (id) => {
      const found = parts.rules.find((rule) => rule.id === id || fullId(rule) === id);
      return found === undefined ? undefined : refOf(parts, found);
    },
  };
}
