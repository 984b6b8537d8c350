/** `grant`: who may do what to which datasets. What no line grants is denied. */
import { z } from 'zod';
import { matches } from '../../catalog/pattern.js';
import { actions, type Capability } from '../../intercept/effects.js';
import { ruleId } from '../parts.js';

export const grantSchema = z.strictObject({
  id: ruleId,
  to: z.array(z.string().min(1)).min(1),
  can: z.array(z.enum(actions)).min(1),
  datasets: z.array(z.string().min(1)).min(1),
});
export type Grant = z.output<typeof grantSchema>;

/** `*` as a capability's dataset means no dataset in particular: of all patterns, only `*` matches it. */
export const covers = (grant: Grant, role: string, { action, dataset }: Capability): boolean =>
  grant.to.includes(role) &&
  grant.can.includes(action) &&
  grant.datasets.some((pattern) => matches(pattern, dataset));
