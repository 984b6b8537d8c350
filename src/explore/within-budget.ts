/** The promise of budgets, said without the bursar: by what children have answered, whatever the accounts say. */
import type { Vow } from './step.js';

export const withinBudget: Vow = {
  id: 'within-budget',
  says: 'no more questions about a class are answered than its budgets give, whoever asks at once',
  broken: ({ after, did, allowance }) => {
    if (did === undefined || allowance === undefined) return undefined;
    const { class: name, given, most } = allowance;
    const answered = given + (after.asked[name] ?? 0);
    return (did.questions[name] ?? 0) > 0 && answered > most
      ? `${did.request} is answered question ${answered} about ${name}, and ${most} are given`
      : undefined;
  },
};
