/** The cells of budgets: an account a purse, changed by compare-and-swap, and the marks of what was seen of a class. What is not of its form is an error, never empty. */
import { type Account, accountJson, currentAt, emptyAccount, readAccount } from '../../src/budget/account.js';
import type { Purse } from '../../src/budget/budget.js';
import type { Reserved, Shortage } from '../../src/budget/spend.js';
import { isArray, type Json } from '../../src/call/json.js';
import type { Clock, StateStore } from '../powers.js';

export const accountKind = 'budget';
const marksKind = 'budget-marks';

/** A purse with the store that it is kept in. */
export interface Kept {
  readonly purse: Purse;
  readonly store: StateStore;
  readonly clock: Pick<Clock, 'now'>;
}

interface Read {
  readonly account: Account;
  readonly version: number;
}

async function read({ purse, store, clock }: Kept): Promise<Read> {
  const cell = await store.get(accountKind, purse.key);
  const now = clock.now();
  if (cell === undefined) return { account: emptyAccount(now), version: 0 };
  const account = readAccount(cell.value);
  if (account === undefined) throw new Error('an account is not of its form');
  return { account: currentAt(account, purse, now), version: cell.version };
}

export const accountOf = async (kept: Kept): Promise<Account> => (await read(kept)).account;

/** More lost races than this in a row is a store that does not work. */
const mostTries = 64;

/** INVARIANT: one swap a change; a lost race is looked at again. */
export async function change(
  kept: Kept,
  step: (account: Account) => Reserved,
): Promise<Shortage | undefined> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const { account, version } = await read(kept);
    const next = step(account);
    if (next.account === account) return next.shortage;
    const change = { expected: version, value: accountJson(next.account) };
    if (await kept.store.swap(accountKind, kept.purse.key, change)) return next.shortage;
  }
  throw new Error('an account could not be written');
}

/** Digests of values of one class, in one time of one purse. */
export interface Marks {
  readonly class: string;
  readonly since: number;
  readonly marks: readonly string[];
}

const marksKey = ({ key }: Purse, of: Marks): string => `${key}/${of.since}/${of.class}`;

const textsIn = (value: Json | undefined): readonly string[] => {
  if (value === undefined) return [];
  if (!isArray(value)) throw new Error('the marks are not of their form');
  return value.map(String);
};

const countsValues = ({ rulesFor }: Purse, of: Marks): boolean =>
  rulesFor(of.class).some(({ soft, hard }) => soft.values !== undefined || hard.values !== undefined);

/** Those that were not seen before; none where nobody counts them. */
export async function fresh({ purse, store }: Kept, of: Marks): Promise<Marks> {
  if (!countsValues(purse, of) || of.marks.length === 0) return { ...of, marks: [] };
  const cell = await store.get(marksKind, marksKey(purse, of));
  const known = new Set(textsIn(cell?.value));
  return { ...of, marks: of.marks.filter((mark) => !known.has(mark)) };
}

/** Marks of a time that is over count for nothing. */
async function forget({ purse, store }: Kept, since: number): Promise<void> {
  for (const cell of await store.list(marksKind, `${purse.key}/`))
    if (!cell.key.startsWith(`${purse.key}/${since}/`))
      await store.swap(marksKind, cell.key, { expected: cell.version, value: null });
}

/** They count once from now on. A race that is lost leaves some to count again, never the other way round. */
export async function remember(kept: Kept, of: Marks): Promise<void> {
  if (of.marks.length === 0) return;
  const { purse, store } = kept;
  const key = marksKey(purse, of);
  const cell = await store.get(marksKind, key);
  if (cell === undefined) await forget(kept, of.since);
  const value = [...new Set([...textsIn(cell?.value), ...of.marks])];
  await store.swap(marksKind, key, { expected: cell?.version ?? 0, value });
}
