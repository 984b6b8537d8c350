/** `budget`: how much of a class a session, or a role for a while, is given and may ask for. It speaks of amounts and of no single call. */
import { z } from 'zod';
import { type BudgetRule, holders, type Limits, measures } from '../../budget/budget.js';
import { duration, size } from '../../manifest/measures.js';
import { reason, remedy, ruleId } from '../parts.js';
import { classPattern } from '../transform/mask.js';

/** What was seen of a class is kept by its digest, so that a value counts once; more than this is too much to keep. */
const mostValues = 10_000;

const limits = z.strictObject({
  values: z.int().min(1).max(mostValues).optional(),
  rows: z.int().min(1).optional(),
  bytes: size.optional(),
  probes: z.int().min(0).optional(),
});

/** A count of a role that never began anew would stop honest work for ever. */
const aDay = 24 * 60 * 60 * 1000;

export const budgetSchema = z
  .strictObject({
    id: ruleId,
    class: classPattern,
    per: z.enum(holders).default('session'),
    /** Of a role: how long its count lasts. */
    within: duration.optional(),
    soft: limits.default({}),
    hard: limits.default({}),
    because: reason.optional(),
    help: z.string().optional(),
    remedy: remedy.optional(),
  })
  .superRefine(({ per, within, soft, hard }, context) => {
    const say = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    if (per === 'session' && within !== undefined)
      say(
        ['within'],
        'is for a role: a session’s count lasts as long as the session\nremove it, or write `per: role`',
      );
    if (measures.every((one) => soft[one] === undefined && hard[one] === undefined))
      say([], 'a budget limits something\nwrite `soft` or `hard` with `values`, `rows`, `bytes` or `probes`');
    for (const one of measures)
      if ((hard[one] ?? Number.POSITIVE_INFINITY) < (soft[one] ?? 0))
        say(['hard', one], `is less than what \`soft\` gives\nmake \`hard\` at least as large as \`soft\``);
  });
export type BudgetForm = z.output<typeof budgetSchema>;

/** A measure without a soft limit is given up to the hard one. */
function softOf({ soft, hard }: BudgetForm): Limits {
  const known = measures.flatMap((one) => {
    const most = soft[one] ?? hard[one];
    return most === undefined ? [] : [[one, most] as const];
  });
  return Object.fromEntries(known);
}

const hardOf = ({ hard }: BudgetForm): Limits =>
  Object.fromEntries(
    measures.flatMap((one) => {
      const most = hard[one];
      return most === undefined ? [] : [[one, most] as const];
    }),
  );

export const compileBudget = (
  form: BudgetForm,
  section: { readonly invariant: string; readonly because: string },
): BudgetRule => ({
  id: form.id,
  fullId: section.invariant === '' ? form.id : `${section.invariant}/${form.id}`,
  because: form.because ?? section.because,
  class: form.class,
  per: form.per,
  within: form.per === 'role' ? (form.within ?? aDay) : 0,
  soft: softOf(form),
  hard: hardOf(form),
  help: form.help,
  remedy:
    form.remedy === undefined
      ? undefined
      : {
          tool: form.remedy.tool,
          args: form.remedy.args,
          why: form.remedy.why ?? `asks for less of \`${form.class}\``,
        },
});
