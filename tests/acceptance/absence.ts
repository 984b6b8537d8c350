// What an agent may learn of whether a value is there, asked of a kernel over whichever engine. It refuses to take a count for that of the masked read: both are asked. Made for tests only.
import { expect } from 'vitest';
import type { Answer } from './kernel.js';

type Ask = (sql: string) => Promise<Answer>;

const plain = 'SELECT id, phone FROM silver.customers ORDER BY id';
const counted = 'SELECT id, count(phone) AS n FROM silver.customers GROUP BY id ORDER BY id';
const tested = 'SELECT id, CASE WHEN phone IS NULL THEN 0 ELSE 1 END AS n FROM silver.customers ORDER BY id';
const chosen = 'SELECT id FROM silver.customers WHERE phone IS NULL';
const probe = "SELECT id FROM (SELECT id, NULLIF(phone, '+31') AS p FROM silver.customers) s WHERE p IS NULL";

/** A masked read and a count tell it of each row, and so does the test; what a statement has emptied is no such value. */
export async function expectAbsenceTold(query: Ask): Promise<void> {
  const [masked, count, test, rows] = [
    await query(plain),
    await query(counted),
    await query(tested),
    await query(chosen),
  ];
  expect([masked, count, test, rows].map(({ code }) => code)).toEqual(Array(4).fill('allowed'));
  // `as`: the answer's rows are lists of cells.
  const cells = masked.content.rows as readonly (readonly unknown[])[];
  const there = cells.map(([id, phone]) => [id, phone === null ? 0 : 1]);
  expect(there.filter(([, is]) => is === 0)).toEqual([[2, 0]]);
  expect([count.content.rows, test.content.rows]).toEqual([there, there]);
  expect(rows.content.rows).toEqual([[2]]);
  expect((await query(probe)).code).not.toBe('allowed');
}
