/** Budgets: how much of each class a session, or a role for a while, is given and may ask for. It holds counts and refuses to hold a value. */
import { specificity } from '../egress/operators/choose.js';
import type { Remedy } from '../policy/denial.js';

/** Different values, rows that hold one, bytes of them, and questions that choose rows by one. */
export const measures = ['values', 'rows', 'bytes', 'probes'] as const;
export type Measure = (typeof measures)[number];
export type Amounts = Readonly<Record<Measure, number>>;
export type Limits = Readonly<Partial<Amounts>>;

export const holders = ['session', 'role'] as const;
export type Holder = (typeof holders)[number];

export interface BudgetRule {
  readonly id: string;
  /** With the invariant that it belongs to, as a denial names it. */
  readonly fullId: string;
  readonly because: string;
  /** `pii.email`, `pii.*` or `*`; each class that it speaks of has a count of its own. */
  readonly class: string;
  readonly per: Holder;
  /** Milliseconds after which a role's count begins anew; a session's lasts as long as the session. */
  readonly within: number;
  /** What is given. */
  readonly soft: Limits;
  /** What may be asked for; the class is sealed past it. */
  readonly hard: Limits;
  readonly help?: string | undefined;
  readonly remedy?: Remedy | undefined;
}

/** The budgets of each section of the policy, apart: one section does not loosen another. */
export type Budgets = readonly (readonly BudgetRule[])[];

/** What has been given of a class, as conditions and people see it. */
export interface Spent extends Amounts {
  readonly class: string;
  readonly per: Holder;
  readonly sealed: boolean;
}

export const none: Amounts = { values: 0, rows: 0, bytes: 0, probes: 0 };

/** A count that is no count is the most there can be: limits are compared with it. */
const counted = (amount: number): number =>
  Number.isSafeInteger(amount) && amount >= 0 ? amount : Number.MAX_SAFE_INTEGER;

const each = (of: (measure: Measure) => number): Amounts => ({
  values: counted(of('values')),
  rows: counted(of('rows')),
  bytes: counted(of('bytes')),
  probes: counted(of('probes')),
});

export const amounts = each;
export const plus = (a: Amounts, b: Amounts): Amounts =>
  each((one) => Math.min(Number.MAX_SAFE_INTEGER, a[one] + b[one]));
export const sum = (all: Iterable<Amounts>): Amounts => [...all].reduce(plus, none);
export const isNone = (one: Amounts): boolean => measures.every((measure) => one[measure] === 0);

/** Of each section the most specific lines; all of them count. */
export const budgetsFor = (budgets: Budgets, columnClass: string): readonly BudgetRule[] =>
  budgets.flatMap((section) => {
    const best = Math.max(-1, ...section.map((rule) => specificity(rule, columnClass)));
    return section.filter((rule) => best >= 0 && specificity(rule, columnClass) === best);
  });

/** Whoever makes a call. */
export interface Spender {
  readonly session: string;
  readonly role: string;
}

/** One count that several budgets may share. INVARIANT: it is named by who spends, never by a rule: a rule that is renamed forgets nothing. */
export interface Purse {
  readonly key: string;
  readonly per: Holder;
  readonly within: number;
  readonly rulesFor: (columnClass: string) => readonly BudgetRule[];
}

const keyOf = ({ per, within }: BudgetRule, { session, role }: Spender): string =>
  per === 'session' ? `session/${session}` : `role/${within}/${role}`;

export function pursesOf(budgets: Budgets, spender: Spender): readonly Purse[] {
  const first = new Map<string, BudgetRule>();
  for (const rule of budgets.flat()) {
    const key = keyOf(rule, spender);
    if (!first.has(key)) first.set(key, rule);
  }
  return [...first].map(([key, { per, within }]) => ({
    key,
    per,
    within,
    rulesFor: (columnClass) =>
      budgetsFor(budgets, columnClass).filter((rule) => keyOf(rule, spender) === key),
  }));
}

export interface Limit {
  readonly most: number;
  readonly rule: BudgetRule;
}

/** The tightest of several limits, and whose it is; undefined where none says anything of the measure. */
export const tightest = (
  rules: readonly BudgetRule[],
  of: 'soft' | 'hard',
  measure: Measure,
): Limit | undefined =>
  rules.reduce<Limit | undefined>((best, rule) => {
    const most = rule[of][measure];
    return most === undefined || (best !== undefined && best.most <= most) ? best : { most, rule };
  }, undefined);

/** Of an amount the measures that some budget bounds; what nobody bounds nobody counts. */
export const boundedBy = (rules: readonly BudgetRule[], of: Amounts): Amounts =>
  amounts((measure) => (tightest(rules, 'soft', measure) === undefined ? 0 : of[measure]));

/** Whether anything is counted of what leaves, beside questions. */
export const countsResults = (budgets: Budgets): boolean =>
  budgets.flat().some(({ soft }) => measures.some((one) => one !== 'probes' && soft[one] !== undefined));
