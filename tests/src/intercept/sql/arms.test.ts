// Which arms of an OR let every row through between them.
import { describe, expect, it } from 'vitest';
import { type Arm, coverAll } from '../../../../src/intercept/sql/arms.js';
import { readerOf } from '../../../cases/sql/reading.js';

const read = readerOf();
const scopeOf = (where: string): string =>
  read(`DELETE FROM staging.orders_raw WHERE ${where}`).writes[0]?.scope ?? 'unread';

describe('arms', () => {
  it.each([
    'amount < 0 OR amount IS NULL',
    "status IS NULL OR status = ''",
    "created_at < '2020-01-01' OR created_at > '2030-01-01'",
    'amount < 0 OR amount > 1000',
    "status <> 'paid' OR status IS NULL",
    'status <> lower(trim(status))',
    'amount <> round(amount, 2)',
    'length(status) = 0',
    'EXISTS (SELECT 1 FROM staging.orders_clean c WHERE c.id = orders_raw.id)',
    '(customer_id, created_at) IN (SELECT customer_id, created_at FROM staging.orders_clean)',
  ])('%s chooses rows, and the row guard counts them', (where) => {
    expect(scopeOf(where)).toBe('predicate');
  });

  it.each([
    'amount < 0 OR amount >= 0',
    'amount < 10 OR amount > 5',
    'amount IS NULL OR amount IS NOT NULL',
    "status = 'a' OR status <> 'a'",
    "status <> 'a' OR status <> 'b'",
    "status LIKE 'a%' OR status NOT LIKE 'a%'",
    'NOT (id = 1) OR id = 1',
    'id = 1 OR 1 = 1',
    'EXISTS (SELECT 1)',
    'EXISTS (SELECT 1 FROM staging.orders_clean c WHERE c.id = id)',
    'length(status) >= 0',
    'id = id + 0',
  ])('%s takes every row by its text', (where) => {
    expect(scopeOf(where)).toBe('tautology');
  });

  it('arms on different columns cover nothing, rays of the same column do', () => {
    const low: Arm = { column: 'a', lets: 'low', bound: '5' };
    expect(coverAll([low, { column: 'b', lets: 'high', bound: '1' }])).toBe(false);
    expect(coverAll([low, { column: 'a', lets: 'high', bound: '1' }])).toBe(true);
    expect(coverAll([low, { column: 'a', lets: 'high', bound: '9' }])).toBe(false);
    expect(coverAll([low, { column: 'a', lets: 'high', bound: 'x' }])).toBe(true);
  });
});
