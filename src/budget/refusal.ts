/** What a spent budget says: the class, the measure and the counts, and what would work. It says nothing of a value. */
import type { Refusal } from '../policy/denial.js';
import type { Measure } from './budget.js';
import type { Shortage } from './spend.js';

const codes = { sealed: 'class-sealed', spent: 'budget-spent', held: 'budget-held' } as const;

const words: Readonly<Record<Measure, string>> = {
  values: 'different values',
  rows: 'rows',
  bytes: 'bytes',
  probes: 'questions',
};

export const refusalOf = (
  { why, class: name, measure, used, most, rule }: Shortage,
  { phase, policy }: { readonly phase: Refusal['phase']; readonly policy: string },
): Refusal => ({
  code: codes[why],
  phase,
  facts: [`${name}: ${Math.min(used, most)} of ${most} ${words[measure]} for this ${rule.per}`],
  rule: { id: rule.fullId, policyHash: policy, because: rule.because },
  ...(rule.help === undefined ? {} : { help: rule.help }),
  ...(rule.remedy === undefined || why !== 'spent' ? {} : { remedies: [rule.remedy] }),
});
