/** `limit`: how much at once. `at-most` bounds the rows a write may touch; `unless` names what must hold of the arguments. */
import { z } from 'zod';
import { expression, ruleId, share } from '../parts.js';
import { defineRule, erred, nothing } from '../rule.js';

const bounded = z.strictObject({
  id: ruleId,
  when: expression,
  'at-most': z.strictObject({ rows: z.int().min(1), share: share.default(1) }),
  help: z.string().optional(),
});
const held = z.strictObject({ id: ruleId, unless: expression, help: z.string().optional() });

export const limit = defineRule({
  kind: 'limit',
  phase: 'argument',
  schema: z.union([bounded, held]),
  condition: (config) =>
    'when' in config ? { key: 'when', text: config.when } : { key: 'unless', text: config.unless },
  weigh: ({ config, id, condition, bindings, facts }) => {
    const holds = condition.evaluate(bindings);
    if (holds === 'error') return erred;
    if (!('at-most' in config))
      return holds
        ? nothing
        : {
            said: 'deny',
            refusal: { code: 'limit-exceeded', ...(config.help === undefined ? {} : { help: config.help }) },
          };
    if (!holds) return nothing;
    const { rows, share: part } = config['at-most'];
    const obligations = facts.effects.writes
      .filter((write) => write.scope !== 'key-pinned' && write.scope !== 'not-applicable')
      .map((write) => ({ kind: 'row-bound', dataset: write.dataset, rows, share: part, rule: id }) as const);
    return { said: 'obliged', obligations };
  },
});
