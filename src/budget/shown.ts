/** What stands of each budget, for people: what has been given of a class and how much is. It decides nothing. */
import type { BudgetView } from '../inspection/places.js';
import { type Budgets, budgetsFor, measures, type Spent, tightest } from './budget.js';

/** A class of which nothing was given yet is not among them. */
export const budgetsShown = (spent: readonly Spent[], budgets: Budgets): readonly BudgetView[] =>
  spent.map((one) => {
    const rules = budgetsFor(budgets, one.class).filter(({ per }) => per === one.per);
    const limit = (of: 'soft' | 'hard', measure: (typeof measures)[number]): number | null =>
      tightest(rules, of, measure)?.most ?? null;
    return {
      class: one.class,
      per: one.per,
      isSealed: one.sealed,
      counts: measures
        .map((measure) => ({
          measure,
          given: one[measure],
          soft: limit('soft', measure),
          hard: limit('hard', measure),
        }))
        .filter(({ given, soft, hard }) => given > 0 || soft !== null || hard !== null),
    };
  });
