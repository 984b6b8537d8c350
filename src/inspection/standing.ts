/** The rules of a policy as they are written, what is warned of each, and what each has done by a tally. It judges no rule. */
import type { Catalog } from '../catalog/catalog.js';
import type { PolicyText } from '../policy/compile.js';
import { lintPolicy, type Warning } from '../policy/lint.js';
import type { Policy } from '../policy/policy.js';
import type { PolicyView, RuleView } from './places.js';
import { maskFor, plainId, type WrittenRule, writtenRules } from './rules.js';
import { never, type RuleCount, type Tally } from './tally.js';

export interface Standing {
  readonly rules: readonly WrittenRule[];
  readonly warnings: readonly Warning[];
  readonly written: (rule: string) => WrittenRule | undefined;
  readonly phaseOf: (rule: string) => string;
}

export interface StandingInput {
  readonly policy: Policy;
  readonly catalog: Catalog;
  /** Of the policies. */
  readonly texts: readonly PolicyText[];
  readonly role: string;
}

export function standingOf({ policy, catalog, texts, role }: StandingInput): Standing {
  const rules = writtenRules(texts);
  const byId = new Map(rules.map((rule) => [plainId(rule.id), rule]));
  const written = (rule: string): WrittenRule | undefined => byId.get(plainId(rule));
  return {
    ...{ rules, written },
    warnings: lintPolicy(policy, { roles: [role], catalog }),
    phaseOf: (rule) => written(rule)?.phase ?? '',
  };
}

/** A mask has fired where a value of a class that it speaks of was masked. */
function firedMasks({ masks }: Policy, classes: Tally['classes']): ReadonlyMap<string, RuleCount> {
  const fired = new Map<string, RuleCount>();
  for (const [name, { fired: times, last }] of classes) {
    const id = maskFor(masks, name);
    const had = fired.get(id) ?? never;
    fired.set(id, { ...had, fired: had.fired + times, last: Math.max(had.last, last) });
  }
  return fired;
}

export function policyViewOf(
  policy: Policy,
  { rules: written, warnings }: Standing,
  tally: Pick<Tally, 'rules' | 'classes'>,
): PolicyView {
  const masks = firedMasks(policy, tally.classes);
  const rules = written.map((rule): RuleView => {
    const id = plainId(rule.id);
    const counts = (rule.kind === 'mask' ? masks : tally.rules).get(id) ?? never;
    const about = warnings.filter((warning) => warning.id === id);
    return { ...rule, ...counts, warnings: about.map(({ message, help }) => `${message}: ${help}`) };
  });
  return { digest: policy.digest, rules };
}
