// Whether a value is there, asked of a real kernel: it tells what a masked read tells, and nothing of a value that an agent has made absent first.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attacked, attacked } from './kernel.js';

let kernel: Attacked;
describe('a value that a statement has emptied', () => {
  afterAll(async () => kernel?.close());
  let guess = '';
  beforeAll(async () => {
    kernel = await attacked();
    const [[email]] = kernel.stored('bronze', 'SELECT email FROM customers_raw WHERE id = 1') as [[string]];
    guess = `'${email}'`;
  });

  const raw = 'bronze.customers_raw';
  const taken = `INSERT INTO ${raw} (id, email)`;
  it.each([
    ['itself', () => `UPDATE ${raw} SET email = nullif(email, ${guess}) WHERE id = 1`],
    [
      'where it is chosen',
      () => `UPDATE ${raw} SET email = CASE WHEN email = ${guess} THEN NULL ELSE email END WHERE id = 1`,
    ],
    ['by where it stands', () => `UPDATE ${raw} SET email = NULL WHERE email = ${guess}`],
    ['in a copy', () => `${taken} SELECT 9001, nullif(email, ${guess}) FROM ${raw} WHERE id = 1`],
    ['in a copy of what is chosen', () => `${taken} SELECT 9002, email FROM ${raw} WHERE email = ${guess}`],
    [
      'in a copy through a subquery',
      () =>
        `${taken} SELECT 9003, (SELECT r.email FROM ${raw} r WHERE r.email = ${guess} LIMIT 1) FROM ${raw} WHERE id = 1`,
    ],
    [
      'in a copy through an outer join',
      () => `${taken} SELECT 9004, r.email FROM (SELECT ${guess} AS g) g LEFT JOIN ${raw} r ON r.email = g.g`,
    ],
    [
      'in a copy by the row before',
      () => `${taken} SELECT 9005, lag(email) OVER (ORDER BY email) FROM ${raw}`,
    ],
  ])('is not made so: %s', async (_, emptying) => {
    expect(['classified-flow', 'classified-filter']).toContain(await kernel.execute(emptying()));
  });

  it('is told of like any other where no value had a say in it', async () => {
    expect(await kernel.execute(`UPDATE ${raw} SET email = NULL WHERE id = 1`)).toBe('allowed');
    expect(await kernel.rows(`SELECT id FROM ${raw} WHERE email IS NULL AND id IN (1, 2)`)).toEqual([[1]]);
  });

  it('by another column is told of no more: the class that has come along is derived', async () => {
    const emptying = `UPDATE ${raw} SET phone = iif(email = ${guess}, phone, NULL) WHERE id = 2`;
    expect(await kernel.execute(emptying)).toBe('allowed');
    expect(await kernel.query(`SELECT id FROM ${raw} WHERE phone IS NULL`)).toBe('classified-filter');
    expect(await kernel.rows(`SELECT DISTINCT phone IS NULL FROM ${raw}`)).not.toContainEqual([1]);
  });
});

describe('a class that is dropped', () => {
  afterAll(async () => kernel?.close());
  beforeAll(async () => {
    kernel = await attacked(false, 'version: 1\nmask:\n  - { id: hides, class: pii.phone, with: drop }\n');
  });

  it('is not asked for its absence either, which its mask would not show', async () => {
    const from = 'FROM silver.customers';
    for (const sql of [
      `SELECT id ${from} WHERE phone IS NULL`,
      `SELECT id, phone IS NULL AS gone ${from}`,
      `SELECT count(*) FILTER (WHERE phone IS NOT NULL) AS n ${from}`,
      `SELECT id ${from} ORDER BY phone IS NULL, id`,
      `SELECT o.id FROM silver.orders o WHERE EXISTS (SELECT 1 ${from} c WHERE c.phone IS NULL)`,
    ])
      expect([sql, await kernel.query(sql)]).toEqual([sql, 'classified-filter']);
    expect(await kernel.execute('UPDATE silver.customers SET segment = phone IS NULL WHERE id = 1')).toBe(
      'classified-filter',
    );
    expect(await kernel.query(`SELECT id ${from} WHERE email IS NULL`)).toBe('allowed');
  });
});
