/** A policy file as it is written. Anything it does not name is refused. */
import { z } from 'zod';
import { limit } from '../rules/argument/limit.js';
import { forbid } from '../rules/capability/forbid.js';
import { grantSchema } from '../rules/capability/grant.js';
import { budgetSchema } from '../rules/execute/budget.js';
import { require } from '../rules/precondition/require.js';
import { maskSchema } from '../rules/transform/mask.js';
import { disclosures } from './disclosure.js';
import { engineChoices, maskNotes } from './obligation.js';

const rules = {
  forbid: z.array(forbid.schema).default([]),
  limit: z.array(limit.schema).default([]),
  require: z.array(require.schema).default([]),
  budget: z.array(budgetSchema).default([]),
  mask: z.array(maskSchema).default([]),
};

const invariantForm = z.strictObject({ because: z.string().min(1), ...rules });

export const policyForm = z.strictObject({
  version: z.literal(1),
  about: z.string().optional(),
  grant: z.array(grantSchema).default([]),
  ...rules,
  /** Of a write that takes a classified value into a column of another class: `carry` the class along, or `deny` it. */
  'classified-flow': z.enum(['carry', 'deny']).default('carry'),
  /** What `aegis__explain` tells an agent of its decisions: each rule that was asked, what the denial has said, or how it came out. */
  disclose: z.enum(disclosures).default('rules'),
  /** What a result says of its own masks: behind it in words and in `_meta`, in `_meta` alone, or nothing. */
  'mask-note': z.enum(maskNotes).default('text'),
  /** Where the engine that `aegis.yaml` names is not available: `deny` withholds the result, `degrade` masks it by the built-in detectors alone. */
  'pii-engine': z.enum(engineChoices).optional(),
  invariants: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), invariantForm).default({}),
});
export type PolicyForm = z.output<typeof policyForm>;

export const policyJsonSchema = (): unknown => z.toJSONSchema(policyForm, { io: 'input' });
