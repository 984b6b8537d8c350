/** Reserves before a call and settles after it: pure steps of one account. It refuses to let more than the hard limit be out, whatever runs at once. */
import { type Account, type Spending, spendingOf, withSpending } from './account.js';
import {
  type Amounts,
  amounts,
  type BudgetRule,
  isNone,
  type Measure,
  measures,
  none,
  type Purse,
  plus,
  type Spent,
  sum,
  tightest,
} from './budget.js';

type RulesFor = Purse['rulesFor'];

/** Why a call is not given what it asks for. `held`: others under way may take the rest. */
export interface Shortage {
  readonly why: 'sealed' | 'spent' | 'held';
  readonly class: string;
  readonly measure: Measure;
  readonly used: number;
  readonly most: number;
  readonly rule: BudgetRule;
}

/** What was asked for has passed the hard limit. */
function sealing(name: string, { spent, refused }: Spending, rules: readonly BudgetRule[]) {
  for (const measure of measures) {
    const limit = tightest(rules, 'hard', measure);
    const used = spent[measure] + refused[measure];
    if (limit !== undefined && used >= limit.most)
      return { why: 'sealed', class: name, measure, used, ...limit } as const;
  }
  return undefined;
}

/** The first measure of which nothing is left. A question takes what it asks; of the rest nobody knows before the call. */
function shortOf(name: string, demand: Amounts, known: { spending: Spending; rules: readonly BudgetRule[] }) {
  const { spent, reserved } = known.spending;
  const held = sum(reserved.values());
  for (const measure of measures) {
    const limit = tightest(known.rules, 'soft', measure);
    if (limit === undefined || demand[measure] === 0) continue;
    const least = measure === 'probes' ? demand.probes : 1;
    const used = spent[measure];
    const about = { class: name, measure, used, ...limit };
    if (used + least > limit.most) return { why: 'spent', ...about } as const;
    if (used + held[measure] + least > limit.most) return { why: 'held', ...about } as const;
  }
  return undefined;
}

/** INVARIANT: with what is reserved, never more than the hard limit is out. */
function granted(demand: Amounts, { spent, reserved }: Spending, rules: readonly BudgetRule[]): Amounts {
  const held = sum(reserved.values());
  return amounts((measure) => {
    const limit = tightest(rules, 'hard', measure);
    return limit === undefined
      ? demand[measure]
      : Math.max(0, Math.min(demand[measure], limit.most - spent[measure] - held[measure]));
  });
}

export interface Request {
  readonly request: string;
  /** Classes that the call touches, whatever it does with them. */
  readonly touched: readonly string[];
  /** The most that it may take of each class, and the questions it asks. */
  readonly demands: ReadonlyMap<string, Amounts>;
}

export interface Reserved {
  readonly account: Account;
  readonly shortage?: Shortage;
}

const isNamed = (shortage: Shortage | undefined): shortage is Shortage => shortage !== undefined;

export function reserve(account: Account, asked: Request, rulesFor: RulesFor): Reserved {
  const sealed = asked.touched
    .map((name) => sealing(name, spendingOf(account, name), rulesFor(name)))
    .find(isNamed);
  if (sealed !== undefined) return { account, shortage: sealed };
  const demands = [...asked.demands].filter(([name]) => rulesFor(name).length > 0);
  const short = demands
    .map(([name, demand]) =>
      shortOf(name, demand, { spending: spendingOf(account, name), rules: rulesFor(name) }),
    )
    .find(isNamed);
  if (short?.why === 'held') return { account, shortage: short };
  if (short !== undefined) {
    const before = spendingOf(account, short.class);
    // Who goes on asking comes to the hard limit by it.
    const refused = plus(before.refused, asked.demands.get(short.class) ?? none);
    return { account: withSpending(account, short.class, { ...before, refused }), shortage: short };
  }
  const next = demands.reduce((so, [name, demand]) => {
    const before = spendingOf(so, name);
    const reserved = new Map([...before.reserved, [asked.request, granted(demand, before, rulesFor(name))]]);
    return withSpending(so, name, { ...before, reserved });
  }, account);
  return { account: next };
}

/** What became of a call: by class what left, with its questions; `unknown` where nobody can say. */
export type Outcome = ReadonlyMap<string, Amounts> | 'unknown';

const without = (reserved: Spending['reserved'], request: string): Spending['reserved'] =>
  new Map([...reserved].filter(([one]) => one !== request));

/** Past the hard limit, by more than was reserved. */
function passes(
  name: string,
  took: Amounts,
  known: { before: Spending; request: string; rules: readonly BudgetRule[] },
) {
  const { before, request, rules } = known;
  const own = before.reserved.get(request) ?? none;
  const others = sum(without(before.reserved, request).values());
  for (const measure of measures) {
    const limit = tightest(rules, 'hard', measure);
    const used = before.spent[measure] + others[measure] + took[measure];
    if (limit !== undefined && took[measure] > own[measure] && used > limit.most)
      return { why: 'sealed', class: name, measure, used, ...limit } as const;
  }
  return undefined;
}

/** The reservation is over: what was taken is spent, the rest is given back. INVARIANT: what would pass the hard limit is not spent, and seals. */
export function settle(
  account: Account,
  { request, outcome }: { readonly request: string; readonly outcome: Outcome },
  rulesFor: RulesFor,
): Reserved {
  const holding = [...account.classes]
    .filter(([, { reserved }]) => reserved.has(request))
    .map(([name]) => name);
  const taken = outcome === 'unknown' ? [] : [...outcome.keys()].filter((name) => rulesFor(name).length > 0);
  const names = [...new Set([...holding, ...taken])];
  const tookOf = (name: string, { reserved }: Spending): Amounts =>
    outcome === 'unknown' ? (reserved.get(request) ?? none) : (outcome.get(name) ?? none);
  const shortage = names
    .map((name) => {
      const before = spendingOf(account, name);
      return passes(name, tookOf(name, before), { before, request, rules: rulesFor(name) });
    })
    .find(isNamed);
  const next = names.reduce((so, name) => {
    const before = spendingOf(so, name);
    const took = tookOf(name, before);
    const questions = { ...none, probes: took.probes };
    return withSpending(so, name, {
      reserved: without(before.reserved, request),
      spent: plus(before.spent, shortage === undefined ? took : questions),
      refused: shortage?.class === name ? plus(before.refused, took) : before.refused,
    });
  }, account);
  return shortage === undefined ? { account: next } : { account: next, shortage };
}

export const spentOf = ({ classes }: Account, { per, rulesFor }: Purse): readonly Spent[] =>
  [...classes]
    .filter(([, { spent, refused }]) => !isNone(spent) || !isNone(refused))
    .map(([name, spending]) => ({
      class: name,
      per,
      ...spending.spent,
      sealed: sealing(name, spending, rulesFor(name)) !== undefined,
    }));
