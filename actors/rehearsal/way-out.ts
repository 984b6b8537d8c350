/** What would help after a recorded denial, as the law in force has it. It reads the journal's entry alone: what depends on arguments or on the session is not guessed at. */
import type { Entry } from '../../src/audit/read.js';
import { recall } from '../../src/audit/recalled.js';
import type { Digest } from '../../src/digest.js';
import { type Code, codes } from '../../src/fault.js';
import { unanswerable } from '../../src/policy/asked.js';
import { readParts } from '../../src/policy/compile.js';
import { createPolicy } from '../../src/policy/decide.js';
import type { Refusal, Remedy } from '../../src/policy/denial.js';
import type { Facts } from '../../src/policy/facts.js';
import type { Policy } from '../../src/policy/policy.js';
import type { Enacted } from '../law/law.js';
import { factsOf, textOf } from './what-if.js';

export interface WayOut {
  readonly remedies: readonly Remedy[];
  /** Other roles that are granted what was asked; other rules may still deny it. */
  readonly roles: readonly string[];
  readonly help: string;
}

const isCode = (word: string): word is Code => Object.hasOwn(codes, word);

/** The same denial once more, from what the entry holds. */
function again(policy: Policy, facts: Facts, rule: string): Refusal | undefined {
  for (const phase of ['capability', 'argument', 'precondition'] as const) {
    const verdict = policy.decidePhase(phase, facts);
    if (verdict.effect === 'deny') return verdict.refusal.rule?.id === rule ? verdict.refusal : undefined;
  }
  return undefined;
}

/** Of the remedies those for what was missing: a fact begins with its name. */
function needed(remedies: readonly Remedy[], { body }: Entry): readonly Remedy[] {
  const facts = Array.isArray(body.facts) ? body.facts.map(String) : [];
  return remedies.filter(({ args }) =>
    Object.values(args).some((name) => facts.some((fact) => fact.startsWith(`${String(name)}:`))),
  );
}

function granted(policy: Policy, facts: Facts): readonly string[] {
  const as = (role: string): Facts => ({
    ...facts,
    call: { ...facts.call, principal: { ...facts.call.principal, role } },
  });
  return policy.roles.filter((role) => policy.decidePhase('capability', as(role)).effect === 'pass');
}

/** Undefined for an entry that denies nothing. */
export function wayOut(enacted: Enacted, entry: Entry, digest: Pick<Digest, 'sha256'>): WayOut | undefined {
  const code = textOf(entry, 'code');
  if (entry.type !== 'deny' || !isCode(code)) return undefined;
  const none = { remedies: [], roles: [], help: codes[code].help };
  const { policyTexts } = enacted.configuration;
  const read = readParts(policyTexts, digest);
  const recalled = recall(entry.body, enacted.law.catalog);
  const facts = recalled === undefined ? undefined : factsOf(enacted, entry, recalled);
  if ('problems' in read || facts === undefined) return none;
  const asked = unanswerable(policyTexts);
  const rules = read.parts.rules.filter(({ id }) => !asked.some((one) => one.id === id));
  const policy = createPolicy({ ...read.parts, rules });
  const refusal = again(policy, facts, textOf(entry, 'rule'));
  return {
    remedies: needed(refusal?.remedies ?? [], entry),
    // What no manifest lets a tool do, no role may do.
    roles: textOf(entry, 'rule') === 'kernel:default-deny' ? granted(policy, facts) : [],
    help: refusal?.help ?? none.help,
  };
}
