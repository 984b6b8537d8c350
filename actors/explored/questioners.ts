/** Calls that ask about one class at once, while its budgets give one question fewer than they ask. It asks no officer what is left. */
import { accountJson, emptyAccount, withSpending } from '../../src/budget/account.js';
import { type BudgetRule, budgetsFor, none, pursesOf, tightest } from '../../src/budget/budget.js';
import { isClassified } from '../../src/catalog/catalog.js';
import { type Cells, swapped } from '../../src/explore/cells.js';
import { questionsAbout } from '../../src/explore/witnesses.js';
import { accountKind } from '../cells/budget-cells.js';
import type { RehearsalMeans } from '../rehearsal/rehearsal.js';
import type { Law } from '../trip/trip.js';
import { allowedOf, type ExploredCall } from './calls.js';
import { type Combination, sessionOf } from './combinations.js';
import { noon } from './hands.js';
import type { Choice } from './tour.js';

export interface Questioner {
  readonly class: string;
  readonly call: ExploredCall;
}

type Asker = { readonly law: Law; readonly role: string };

const bounded = (law: Law, name: string, per: readonly BudgetRule['per'][]): number =>
  tightest(
    budgetsFor(law.policy.budgets, name).filter((rule) => per.includes(rule.per)),
    'soft',
    'probes',
  )?.most ?? 0;

/** One class for each budget of questions: what is counted for one is counted in the same way for each. */
export async function questionersOf(means: RehearsalMeans, asker: Asker): Promise<readonly Questioner[]> {
  const { law } = asker;
  const columns = [...law.catalog.datasets.values()].flatMap((dataset) => Object.values(dataset.columns));
  const classes = new Set(columns.filter(isClassified));
  const found = new Map<string, Questioner>();
  for (const name of classes) {
    const budgets = budgetsFor(law.policy.budgets, name)
      .map(({ fullId }) => fullId)
      .filter((id) => !found.has(id));
    if (bounded(law, name, ['session', 'role']) === 0 || budgets.length === 0) continue;
    const call = await allowedOf(means, asker, questionsAbout(law.registry, law.catalog, name));
    if (call !== undefined) for (const id of budgets) found.set(id, { class: name, call });
  }
  return [...new Set(found.values())];
}

interface Given {
  readonly class: string;
  readonly given: number;
  readonly sessions: readonly string[];
}

/** Each account with so many questions answered already. */
function cellsOf({ law, role }: Asker, { class: name, given, sessions }: Given): Cells {
  const spending = { spent: { ...none, probes: given }, refused: none, reserved: new Map() };
  const value = accountJson(withSpending(emptyAccount(noon), name, spending));
  const keys = sessions.flatMap((session) =>
    pursesOf(law.policy.budgets, { session, role }).map(({ key }) => key),
  );
  return [...new Set(keys)].reduce<Cells>(
    (cells, key) => swapped(cells, { kind: accountKind, key, expected: 0, value }) ?? cells,
    {},
  );
}

/** For a walk of everything: two at once, and three in one kernel. */
export const askedInTour = (
  asker: Asker,
  all: readonly Questioner[],
  { size, kernels }: Pick<Choice, 'size' | 'kernels'>,
): readonly Combination[] =>
  all.flatMap((one) => [
    ...(size === 'triples' ? [] : [askedAtOnce(asker, one, { times: 2, kernels }) ?? []].flat()),
    ...(size === 'pairs' || kernels === 'two'
      ? []
      : [askedAtOnce(asker, one, { times: 3, kernels }) ?? []].flat()),
  ]);

/** The same question so often at once; undefined where no budget is shared by who asks. */
export function askedAtOnce(
  asker: Asker,
  { class: name, call }: Questioner,
  { times, kernels }: { readonly times: 2 | 3; readonly kernels: Combination['kernels'] },
): Combination | undefined {
  // Two kernels are two sessions: they share the accounts of roles.
  const most = bounded(asker.law, name, kernels === 'one' ? ['session', 'role'] : ['role']);
  if (most === 0) return undefined;
  const given = Math.max(0, most - (times - 1));
  const names = kernels === 'one' ? ['k'] : ['ka', 'kb', 'kc'].slice(0, times);
  const sessions = names.map((kernel) => sessionOf(kernel, 'first'));
  return {
    calls: Array.from({ length: times }, () => call),
    upset: { kind: 'none' },
    kernels,
    purse: {
      cells: cellsOf(asker, { class: name, given, sessions }),
      allowance: { class: name, given, most },
    },
  };
}
