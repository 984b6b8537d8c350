/** An account as it is kept: it comes back as it was, and what is not of its form is nobody's account. */
import { describe, expect, it } from 'vitest';
import { type Account, accountJson, currentAt, readAccount } from '../../../src/budget/account.js';
import { none } from '../../../src/budget/budget.js';
import type { Json } from '../../../src/call/json.js';

const account: Account = {
  since: 1_000,
  classes: new Map([
    [
      'pii.email',
      { spent: { ...none, rows: 3 }, refused: none, reserved: new Map([['r', { ...none, probes: 1 }]]) },
    ],
  ]),
};
// `as`: what JSON.parse makes is Json.
const again = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;

describe('an account', () => {
  it('comes back as it was kept', () => {
    expect(readAccount(again(accountJson(account)))).toEqual(account);
  });

  it.each<readonly [string, Json]>([
    ['nothing', null],
    ['a list', []],
    ['no time', { classes: {} }],
    ['no classes', { since: 0 }],
    ['a class without its refusals', { since: 0, classes: { a: { spent: { ...none }, reserved: {} } } }],
    [
      'a count that is none',
      { since: 0, classes: { a: { spent: { ...none, rows: -1 }, refused: { ...none }, reserved: {} } } },
    ],
    [
      'a count that is a text',
      { since: 0, classes: { a: { spent: { ...none, rows: '1' }, refused: { ...none }, reserved: {} } } },
    ],
    [
      'a promise that is none',
      { since: 0, classes: { a: { spent: { ...none }, refused: { ...none }, reserved: { r: {} } } } },
    ],
  ])('%s is not read as nothing spent', (_, value) => {
    expect(readAccount(value)).toBeUndefined();
  });

  it('of a role begins anew when its time is over, of a session never, and of a clock that goes back never', () => {
    const of = (per: 'role' | 'session') => ({ key: 'k', per, within: 500, rulesFor: () => [] });
    expect(currentAt(account, of('role'), 1_499)).toBe(account);
    expect(currentAt(account, of('role'), 1_500)).toMatchObject({ since: 1_500, classes: new Map() });
    expect(currentAt(account, of('role'), 10)).toBe(account);
    expect(currentAt(account, of('session'), 9_999_999)).toBe(account);
  });
});
