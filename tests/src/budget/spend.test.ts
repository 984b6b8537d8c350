/** One account in pure steps: what is given, what is refused, what is given back; and never more than the hard limit, in whatever order. */

import { describe, expect, it } from 'vitest';
import { type Account, emptyAccount } from '../../../src/budget/account.js';
import { type Amounts, type BudgetRule, none, type Purse, plus } from '../../../src/budget/budget.js';
import { reserve, settle, spentOf } from '../../../src/budget/spend.js';
import { fc } from '../../property.js';

const rule = (limits: Partial<BudgetRule>): BudgetRule => ({
  ...{ id: 'a', fullId: 'inv/a', because: 'so', class: '*', per: 'session', within: 0 },
  ...{ soft: {}, hard: {} },
  ...limits,
});
const mail = 'pii.email';
const purse = (...rules: readonly BudgetRule[]): Purse => ({
  ...{ key: 'session/s', per: 'session', within: 0 },
  rulesFor: () => rules,
});
const asks = (request: string, of: Partial<Amounts>, touched: readonly string[] = [mail]) => ({
  ...{ request, touched },
  demands: new Map([[mail, { ...none, ...of }]]),
});
const took = (of: Partial<Amounts>) => new Map([[mail, { ...none, ...of }]]);
const given = (account: Account): Amounts => ({ ...none, ...spentOf(account, purse())[0] });

describe('a promise', () => {
  const { rulesFor } = purse(rule({ soft: { probes: 2, rows: 10 }, hard: { probes: 4, rows: 15 } }));
  const start = emptyAccount(0);

  it('counts against those that come after it, until it is settled', () => {
    const first = reserve(start, asks('1', { probes: 1 }), rulesFor);
    const second = reserve(first.account, asks('2', { probes: 1 }), rulesFor);
    expect(reserve(second.account, asks('3', { probes: 1 }), rulesFor).shortage?.why).toBe('held');
    const after = settle(second.account, { request: '1', outcome: new Map() }, rulesFor).account;
    expect(reserve(after, asks('3', { probes: 1 }), rulesFor).shortage).toBeUndefined();
  });

  it('is no more than what the hard limit leaves', () => {
    const first = reserve(start, asks('1', { rows: 9 }), rulesFor).account;
    const second = reserve(first, asks('2', { rows: 1_000 }), rulesFor).account;
    expect(second.classes.get(mail)?.reserved.get('2')?.rows).toBe(6);
  });

  it('is given back where nothing was taken, and kept where nobody knows', () => {
    const held = reserve(start, asks('1', { rows: 9, probes: 1 }), rulesFor).account;
    expect(given(settle(held, { request: '1', outcome: new Map() }, rulesFor).account)).toEqual(none);
    expect(given(settle(held, { request: '1', outcome: 'unknown' }, rulesFor).account)).toMatchObject({
      rows: 9,
      probes: 1,
    });
  });

  it('is settled once', () => {
    const held = reserve(start, asks('1', { rows: 9 }), rulesFor).account;
    const once = settle(held, { request: '1', outcome: 'unknown' }, rulesFor).account;
    expect(settle(once, { request: '1', outcome: 'unknown' }, rulesFor).account.classes).toEqual(
      once.classes,
    );
  });

  it('of a class that no budget speaks of is not kept', () => {
    expect(reserve(start, asks('1', { rows: 9 }), () => []).account).toBe(start);
  });
});

describe('a limit', () => {
  const { rulesFor } = purse(rule({ soft: { probes: 1 }, hard: { probes: 3 } }));
  const spent = settle(
    reserve(emptyAccount(0), asks('1', { probes: 1 }), rulesFor).account,
    { request: '1', outcome: took({ probes: 1 }) },
    rulesFor,
  ).account;

  it('past what is given says so, and whoever goes on asking has the class sealed', () => {
    const again = reserve(spent, asks('2', { probes: 1 }), rulesFor);
    expect(again.shortage).toMatchObject({ why: 'spent', class: mail, measure: 'probes', used: 1, most: 1 });
    const third = reserve(again.account, asks('3', { probes: 1 }), rulesFor);
    expect(third.shortage?.why).toBe('spent');
    expect(reserve(third.account, asks('4', {}), rulesFor).shortage?.why).toBe('sealed');
    expect(spentOf(third.account, purse(rule({ hard: { probes: 3 } })))[0]).toMatchObject({
      probes: 1,
      sealed: true,
    });
  });

  it('that is only near is not asked of those who ask nothing of it', () => {
    expect(reserve(spent, asks('2', { rows: 1 }), rulesFor).shortage).toBeUndefined();
  });

  it('of several is the tightest, and it is named', () => {
    const two = purse(rule({ id: 'wide', soft: { rows: 9 } }), rule({ id: 'tight', soft: { rows: 1 } }));
    const held = reserve(emptyAccount(0), asks('1', { rows: 1 }), two.rulesFor).account;
    const full = settle(held, { request: '1', outcome: took({ rows: 1 }) }, two.rulesFor).account;
    expect(reserve(full, asks('2', { rows: 1 }), two.rulesFor).shortage?.rule.id).toBe('tight');
  });

  it('that a result would pass seals, and nothing but its questions is spent', () => {
    const hard = purse(rule({ soft: { rows: 5, probes: 9 }, hard: { rows: 5 } }));
    const held = reserve(emptyAccount(0), asks('1', { rows: 5, probes: 1 }), hard.rulesFor).account;
    const over = settle(held, { request: '1', outcome: took({ rows: 6, probes: 1 }) }, hard.rulesFor);
    expect(over.shortage).toMatchObject({ why: 'sealed', measure: 'rows' });
    expect(given(over.account)).toMatchObject({ rows: 0, probes: 1 });
    expect(reserve(over.account, asks('2', {}), hard.rulesFor).shortage?.why).toBe('sealed');
  });

  it('holds for what nobody foresaw as well', () => {
    const hard = purse(rule({ hard: { values: 3 } }));
    const found = settle(emptyAccount(0), { request: '1', outcome: took({ values: 3 }) }, hard.rulesFor);
    expect(found.shortage).toBeUndefined();
    const more = settle(found.account, { request: '2', outcome: took({ values: 1 }) }, hard.rulesFor);
    expect(more.shortage?.why).toBe('sealed');
  });
});

/** What happens to an account, in any order. */
const deed = fc.oneof(
  fc.record({ does: fc.constant('reserve' as const), who: fc.nat(5), rows: fc.nat(30), probes: fc.nat(3) }),
  fc.record({ does: fc.constant('settle' as const), who: fc.nat(5), rows: fc.nat(40), probes: fc.nat(3) }),
  fc.record({ does: fc.constant('lose' as const), who: fc.nat(5), rows: fc.nat(0), probes: fc.nat(0) }),
);

describe('in whatever order calls begin and end', () => {
  it('what has left and may leave never passes the hard limit, nor questions the soft one', () => {
    const { rulesFor } = purse(rule({ soft: { rows: 40, probes: 5 }, hard: { rows: 60, probes: 8 } }));
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
        let account = emptyAccount(0);
        let left = none;
        const asking = new Map<string, Amounts>();
        for (const { does, who, rows, probes } of deeds) {
          const request = String(who);
          if (does === 'reserve' && !asking.has(request)) {
            const said = reserve(account, asks(request, { rows, probes }), rulesFor);
            account = said.account;
            if (said.shortage === undefined) asking.set(request, { ...none, rows, probes });
          } else if (asking.has(request)) {
            const questions = asking.get(request)?.probes ?? 0;
            const outcome = does === 'settle' ? took({ rows, probes: questions }) : 'unknown';
            const said = settle(account, { request, outcome }, rulesFor);
            if (does === 'settle' && said.shortage === undefined) left = plus(left, { ...none, rows });
            left = plus(left, { ...none, probes: questions });
            account = said.account;
            asking.delete(request);
          }
          const spending = account.classes.get(mail);
          const held = [...(spending?.reserved.values() ?? [])].reduce(plus, spending?.spent ?? none);
          expect(held.rows).toBeLessThanOrEqual(60);
          expect(held.probes).toBeLessThanOrEqual(5);
          expect(left.rows).toBeLessThanOrEqual(60);
          expect(left.probes).toBeLessThanOrEqual(5);
        }
      }),
      { numRuns: 300 },
    );
  });
});
