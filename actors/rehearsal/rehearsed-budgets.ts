/** Brings about the accounts that a test says are there, in the form that the bursar keeps them in. They are gone with the rehearsal. */
import { accountJson } from '../../src/budget/account.js';
import { type Amounts, type Holder, none, pursesOf, type Spender } from '../../src/budget/budget.js';
import type { Policy } from '../../src/policy/policy.js';
import { accountKind } from '../cells/budget-cells.js';
import type { StateStore } from '../powers.js';

/** What a session or a role has been given of a class; `sealed`: and has asked for all that may be asked. */
export interface GivenSpent extends Partial<Amounts> {
  readonly class: string;
  readonly per: Holder;
  readonly sealed?: boolean | undefined;
}

const most = Number.MAX_SAFE_INTEGER;
const everything: Amounts = { values: most, rows: most, bytes: most, probes: most };

const spendingOf = ({ class: _, per: __, sealed, ...given }: GivenSpent) => ({
  spent: { ...none, ...given },
  refused: sealed === true ? everything : none,
  reserved: new Map<string, Amounts>(),
});

export interface Accounts {
  readonly store: StateStore;
  readonly ownStore: StateStore;
}

export async function open(
  { store, ownStore }: Accounts,
  { policy, spender, at }: { readonly policy: Policy; readonly spender: Spender; readonly at: number },
  given: readonly GivenSpent[],
): Promise<void> {
  for (const { key, per } of pursesOf(policy.budgets, spender)) {
    const own = given.filter((one) => one.per === per);
    const classes = new Map(own.map((one) => [one.class, spendingOf(one)]));
    const to = per === 'role' ? store : ownStore;
    await to.swap(accountKind, key, { expected: 0, value: accountJson({ since: at, classes }) });
  }
}
