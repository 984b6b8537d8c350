/** A policy without one of its lines, to ask what that line alone decides. Its digest is its own, so that no permit of it is one of the whole. */
import type { Digest } from '../digest.js';
import { createPolicy, type PolicyParts } from '../policy/decide.js';
import type { Policy } from '../policy/policy.js';

export function lifted(
  { digest, grants, rules, masks, masking, budgets, flows, disclosure, note, engine }: PolicyParts,
  id: string,
  by: Pick<Digest, 'sha256'>,
): Policy {
  const isOther = (one: { readonly id: string }): boolean => one.id !== id;
  return createPolicy({
    digest: by.sha256(`${digest} without ${id}`),
    grants: grants.filter(isOther),
    rules: rules.filter(isOther),
    masks: masks.filter(isOther),
    masking: masking.map((section) => section.filter(isOther)),
    budgets: budgets.map((section) => section.filter(isOther)),
    flows,
    disclosure,
    note,
    engine,
  });
}
