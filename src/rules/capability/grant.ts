/** `grant`: who may do what to which datasets. What no line grants is denied. */
import { z } from 'zod';
import { matches } from '../../catalog/pattern.js';
import { actions, type Capability } from '../../intercept/effects.js';
import { ruleId } from '../parts.js';
import { classPattern } from '../transform/mask.js';

export const grantSchema = z.strictObject({
  id: ruleId,
  to: z.array(z.string().min(1)).min(1),
  can: z.array(z.enum(actions)).min(1),
  datasets: z.array(z.string().min(1)).min(1),
  /** Classes of which a sealed value may be bound, to be compared with columns of these datasets. */
  unseal: z.array(classPattern).min(1).optional(),
});
export type Grant = z.output<typeof grantSchema>;

const isOf = (pattern: string, name: string): boolean =>
  pattern === '*' || pattern === name || (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -1)));

/** Whether a grant lets a sealed value of the class be compared there. */
export const unseals = (grant: Grant, name: string): boolean =>
  grant.unseal?.some((pattern) => isOf(pattern, name)) === true;

/** `*` as a capability's dataset means no dataset in particular: of all patterns, only `*` matches it. */
export const covers = (grant: Grant, role: string, { action, dataset }: Capability): boolean =>
  grant.to.includes(role) &&
  grant.can.includes(action) &&
  grant.datasets.some((pattern) => matches(pattern, dataset));
