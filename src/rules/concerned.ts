/** Which writes of a call a condition is about. Where it cannot tell them apart it answers all of them, never none. */
import type { Write } from '../intercept/effects.js';
import { withEffects } from '../policy/bindings.js';
import type { Weighing } from './rule.js';

/** The writes for which the condition holds alone; all of them when it holds of the whole only. */
export function concernedWrites<C>({ condition, bindings, facts }: Weighing<C>): readonly Write[] | 'error' {
  const { writes } = facts.effects;
  const answers = writes.map((write) =>
    condition.evaluate(withEffects(bindings, { ...facts.effects, writes: [write] })),
  );
  if (answers.includes('error')) return 'error';
  const alone = writes.filter((_, at) => answers[at] === true);
  return alone.length > 0 ? alone : writes;
}
