/** Judges a recorded call again under another policy. Where the journal does not hold what the policy asks, it says so and answers neither yes nor no. */
import type { Entry } from '../../src/audit/read.js';
import { type Recalled, recall } from '../../src/audit/recalled.js';
import { askedTool, requestId, sessionId } from '../../src/call/id.js';
import { unanswerable } from '../../src/policy/asked.js';
import { readParts } from '../../src/policy/compile.js';
import { createPolicy } from '../../src/policy/decide.js';
import type { Refusal } from '../../src/policy/denial.js';
import type { Facts } from '../../src/policy/facts.js';
import type { Policy } from '../../src/policy/policy.js';
import { sessionStart } from '../../src/session/reduce.js';
import type { Problem } from '../../src/yaml/document.js';
import { type Enacted, enact } from '../law/law.js';
import type { TrialMeans } from './trial-structures.js';

export type WhatIf =
  | { readonly answer: 'denied'; readonly refusal: Refusal }
  /** By the policy; what the kernel itself asks later is not the policy's to say. */
  | { readonly answer: 'passes' }
  | { readonly answer: 'unknown'; readonly lacks: readonly string[] };

const unknown = (...lacks: readonly string[]): WhatIf => ({ answer: 'unknown', lacks });

export const textOf = (entry: Entry, name: string): string => {
  const value = entry.body[name];
  return typeof value === 'string' ? value : '';
};

const decidePhases = ['capability', 'argument', 'precondition'];

/** Denied by what no policy lifts: before the rules, after them, or by the law beneath. */
const isBeneath = (entry: Entry): boolean => {
  const rule = textOf(entry, 'rule');
  const isGround = rule.startsWith('kernel:') && rule !== 'kernel:default-deny';
  return rule === '' || isGround || rule === 'manifest:can' || !decidePhases.includes(textOf(entry, 'phase'));
};

/** A rule of the capability phase speaks before the law beneath, which was then not asked. */
const spokeFirst = (entry: Entry): boolean =>
  entry.type === 'deny' &&
  textOf(entry, 'phase') === 'capability' &&
  textOf(entry, 'rule') !== 'kernel:default-deny';

export function factsOf({ law }: Enacted, entry: Entry, recalled: Recalled): Facts | undefined {
  const tool = law.registry.tools.get(askedTool(recalled.tool));
  if (tool === undefined) return undefined;
  return {
    call: {
      id: requestId(entry.decision),
      principal: { role: recalled.role, session: sessionId(entry.session), client: '' },
      tool: tool.name,
      arguments: {},
      digest: law.policy.digest,
      at: entry.at,
    },
    tool,
    effects: recalled.effects,
    capabilities: recalled.capabilities,
    catalog: law.catalog,
    session: sessionStart(entry.at),
    receipts: [],
    lapsed: [],
    doubts: [],
  };
}

/** INVARIANT: only `decidePhase` is asked; nothing here comes to a permit. */
function judge(policy: Policy, facts: Facts): WhatIf {
  for (const phase of ['capability', 'argument'] as const) {
    const verdict = policy.decidePhase(phase, facts);
    if (verdict.effect === 'deny') return { answer: 'denied', refusal: verdict.refusal };
  }
  const last = policy.decidePhase('precondition', facts);
  if (last.effect === 'pass') return { answer: 'passes' };
  return unknown(`the receipts that were live, which \`${last.refusal.rule?.id ?? ''}\` asks for`);
}

function reconsider(means: TrialMeans, enacted: Enacted, entry: Entry): WhatIf {
  const recalled = recall(entry.body, enacted.law.catalog);
  if (recalled === undefined) return unknown('what the call would have done: it was never read');
  const facts = factsOf(enacted, entry, recalled);
  if (facts === undefined) return unknown(`the tool \`${recalled.tool}\`, which no manifest has now`);
  const { policyTexts } = enacted.configuration;
  const read = readParts(policyTexts, means.digest);
  if ('problems' in read) return unknown('a policy that can be read');
  const asked = unanswerable(policyTexts);
  const rules = read.parts.rules.filter(({ id }) => !asked.some((one) => one.id === id));
  const answer = judge(createPolicy({ ...read.parts, rules }), facts);
  // A denial stands whatever the other rules say.
  if (answer.answer === 'denied') return answer;
  const lacks = [
    ...asked.map(({ id, words }) => `what \`${id}\` asks: ${words.join(', ')}`),
    ...(answer.answer === 'unknown' ? answer.lacks : []),
    ...(read.parts.flows === 'deny' && facts.effects.writes.length > 0
      ? ['which classes the write carries along, which `classified-flow: deny` asks for']
      : []),
    ...(spokeFirst(entry)
      ? ['what the kernel’s own law would have said: the rule that denied spoke before it']
      : []),
  ];
  return lacks.length === 0 ? answer : unknown(...lacks);
}

/** `policies`: absolute paths, in place of those of the configuration. */
export function whatIf(
  means: TrialMeans,
  asked: { readonly config: string; readonly policies: readonly string[] },
  entries: readonly Entry[],
): WhatIf | { readonly problems: readonly Problem[] } {
  const { files, digest } = means;
  const enactment = enact(asked.config, { files, digest, dev: true, policies: asked.policies });
  if ('problems' in enactment) return { problems: enactment.problems };
  const entry = entries.find(({ type }) => type === 'intent' || type === 'deny');
  if (entry === undefined) return unknown('an entry that says what was asked');
  if (entry.type === 'deny' && isBeneath(entry))
    return {
      answer: 'denied',
      refusal: {
        // `as`: the journal's words are the table's; they are only shown.
        code: textOf(entry, 'code') as Refusal['code'],
        phase: textOf(entry, 'phase') as Refusal['phase'],
        facts: ['no policy lifts this: it was denied beneath all of them'],
      },
    };
  return reconsider(means, enactment.enacted, entry);
}
