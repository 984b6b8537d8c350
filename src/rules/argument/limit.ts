/** `limit`: how much at once. `at-most` bounds the rows a write may touch; `unless` names what must hold of the arguments. */
import { z } from 'zod';
import { concernedWrites } from '../concerned.js';
import { expression, reason, ruleId, share } from '../parts.js';
import { defineRule, erred, nothing, type Said, type Weighing } from '../rule.js';

const bounded = z.strictObject({
  id: ruleId,
  when: expression,
  'at-most': z.strictObject({ rows: z.int().min(1), share: share.default(1) }),
  because: reason.optional(),
  help: z.string().optional(),
});
const held = z.strictObject({
  id: ruleId,
  unless: expression,
  because: reason.optional(),
  help: z.string().optional(),
});
const schema = z.union([bounded, held]);
type Config = z.output<typeof schema>;

/** Every write that the condition is about is bounded. A tool that takes no bound is denied before it runs. */
function boundsFor(
  weighing: Weighing<Config>,
  most: { readonly rows: number; readonly share: number },
): Said {
  const writes = concernedWrites(weighing);
  if (writes === 'error') return erred;
  return {
    said: 'obliged',
    obligations: writes.map(({ dataset }) => ({ kind: 'row-bound', dataset, ...most, rule: weighing.id })),
  };
}

export const limit = defineRule({
  kind: 'limit',
  phase: 'argument',
  schema,
  condition: (config) =>
    'when' in config ? { key: 'when', text: config.when } : { key: 'unless', text: config.unless },
  weigh: (weighing) => {
    const { config, condition, bindings } = weighing;
    const holds = condition.evaluate(bindings);
    if (holds === 'error') return erred;
    if ('at-most' in config) return holds ? boundsFor(weighing, config['at-most']) : nothing;
    if (holds) return nothing;
    return {
      said: 'deny',
      refusal: {
        code: 'limit-exceeded',
        facts: [`what \`${config.id}\` asks of the call does not hold`],
        ...(config.help === undefined ? {} : { help: config.help }),
      },
    };
  },
});
