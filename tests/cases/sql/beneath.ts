// What the law beneath every policy says of a statement that has been read, where everything is granted to a tool that can do everything. Made for tests only.
import { type Effects, actions } from '../../../src/intercept/effects.js';
import type { Refusal } from '../../../src/policy/denial.js';
import { factsOf, grantAll, policyOf, tools, verdictOf } from '../../src/policy/fixtures.js';

const open = policyOf(grantAll);
const tool = { ...tools.execute, can: actions };

export function refusalBeneath(effects: Effects): Refusal | undefined {
  const verdict = verdictOf(open, factsOf({ effects, tool }));
  return verdict.effect === 'deny' ? verdict.refusal : undefined;
}

/** The rule, by its name; '' where it is let. */
export const ruleBeneath = (effects: Effects): string => refusalBeneath(effects)?.rule?.id ?? '';

/** Of a statement that reaches beyond rows and structure: what holds it back, whoever grants what. */
export const isBeyond = (effects: Effects): boolean =>
  ['kernel:session-control', 'kernel:outside', 'kernel:locks'].includes(ruleBeneath(effects));
