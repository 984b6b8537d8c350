/** What has been spent of a purse, as a value. What is not of its form is refused, never read as nothing spent. */
import { isObject, type Json, type JsonObject, own } from '../call/json.js';
import { type Amounts, amounts, measures, none, type Purse } from './budget.js';

export interface Spending {
  /** What has left, or may have. */
  readonly spent: Amounts;
  /** What was asked for past the soft limit and not given. */
  readonly refused: Amounts;
  /** By request: what a call under way may take at most. */
  readonly reserved: ReadonlyMap<string, Amounts>;
}

export interface Account {
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly classes: ReadonlyMap<string, Spending>;
}

const untouched: Spending = { spent: none, refused: none, reserved: new Map() };

export const emptyAccount = (since: number): Account => ({ since, classes: new Map() });

export const spendingOf = ({ classes }: Account, name: string): Spending => classes.get(name) ?? untouched;

export const withSpending = (account: Account, name: string, spending: Spending): Account => ({
  ...account,
  classes: new Map([...account.classes, [name, spending]]),
});

const isCount = (value: Json | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function amountsIn(value: Json | undefined): Amounts | undefined {
  if (value === undefined || !isObject(value)) return undefined;
  return measures.every((one) => isCount(own(value, one)))
    ? amounts((one) => Number(own(value, one)))
    : undefined;
}

function spendingIn(value: Json): Spending | undefined {
  if (!isObject(value)) return undefined;
  const [spent, refused] = [amountsIn(own(value, 'spent')), amountsIn(own(value, 'refused'))];
  const held = own(value, 'reserved');
  if (spent === undefined || refused === undefined || held === undefined || !isObject(held)) return undefined;
  const reserved = new Map<string, Amounts>();
  for (const [request, one] of Object.entries(held)) {
    const known = amountsIn(one);
    if (known === undefined) return undefined;
    reserved.set(request, known);
  }
  return { spent, refused, reserved };
}

/** Undefined for anything that this did not write: what cannot be read must not count as nothing spent. */
export function readAccount(value: Json): Account | undefined {
  if (!isObject(value)) return undefined;
  const [since, held] = [own(value, 'since'), own(value, 'classes')];
  if (!isCount(since) || held === undefined || !isObject(held)) return undefined;
  const classes = new Map<string, Spending>();
  for (const [name, one] of Object.entries(held)) {
    const spending = spendingIn(one);
    if (spending === undefined) return undefined;
    classes.set(name, spending);
  }
  return { since, classes };
}

export const accountJson = ({ since, classes }: Account): JsonObject => ({
  since,
  classes: Object.fromEntries(
    [...classes].map(([name, { spent, refused, reserved }]) => [
      name,
      {
        spent: { ...spent },
        refused: { ...refused },
        reserved: Object.fromEntries([...reserved].map(([request, one]) => [request, { ...one }])),
      },
    ]),
  ),
});

/** A role's count begins anew when its time is over; a call that is under way then is counted in the new one. */
export const currentAt = (account: Account, { per, within }: Purse, now: number): Account =>
  per === 'role' && now - account.since >= within ? emptyAccount(now) : account;
