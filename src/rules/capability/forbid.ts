/** `forbid`: what may not be done, whatever is granted. */
import { z } from 'zod';
import { expression, reason, ruleId } from '../parts.js';
import { defineRule, erred, nothing } from '../rule.js';

const schema = z.strictObject({
  id: ruleId,
  when: expression,
  because: reason.optional(),
  help: z.string().optional(),
});

export const forbid = defineRule({
  kind: 'forbid',
  phase: 'capability',
  schema,
  condition: (config) => ({ key: 'when', text: config.when }),
  weigh: ({ config, condition, bindings, facts }) => {
    const holds = condition.evaluate(bindings);
    if (holds === 'error') return erred;
    if (!holds) return nothing;
    const { dropped, altered, writes, touches } = facts.effects;
    const named = [
      ...dropped.map((one) => `drop ${one}`),
      ...altered.map((one) => `alter ${one}`),
      ...writes.map(
        (write) =>
          `${write.mode} on ${write.dataset}${write.scope === 'not-applicable' ? '' : `, scope ${write.scope}`}`,
      ),
      ...touches.filter((touch) => touch.protected).map((touch) => `${touch.dataset} is protected`),
    ];
    return {
      said: 'deny',
      refusal: {
        code: 'forbidden',
        facts: named.slice(0, 3),
        ...(config.help === undefined ? {} : { help: config.help }),
      },
    };
  },
});
