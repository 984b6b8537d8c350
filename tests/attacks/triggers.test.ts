// What a trigger destroys by rows is held by the bound on rows, what it destroys by the statement's own text is denied, and what it asks of a hidden column is a question.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Attacked, attacked } from './kernel.js';

let kernel: Attacked;
beforeAll(async () => {
  kernel = await attacked(true);
  for (const trigger of [
    "CREATE TRIGGER boom AFTER UPDATE OF segment ON customers WHEN new.segment = 'boom' BEGIN DELETE FROM orders; END",
    "CREATE TRIGGER asks AFTER UPDATE OF country ON customers WHEN new.full_name < 'm' BEGIN DELETE FROM orders WHERE customer_id = new.id; END",
  ])
    kernel.outside('silver', trigger);
  kernel.outside('silver', "UPDATE customers SET country = 'boom' WHERE id = 2");
  // The triggers have to be known first.
  const known = "UPDATE silver.customers SET segment = 'boom' WHERE id = 1";
  await vi.waitUntil(async () => (await kernel.execute(known)) === 'forbidden', {
    timeout: 60_000,
    interval: 200,
  });
}, 120_000);
afterAll(async () => {
  await kernel.close();
});

const orders = (): unknown => kernel.stored('silver', 'SELECT count(*), sum(id) FROM orders');

describe('a trigger', () => {
  it.each([
    ['by what is written down', "UPDATE silver.customers SET segment = 'boom' WHERE id = 1", 'forbidden'],
    ['by what is made of it', "UPDATE silver.customers SET segment = 'bo' || 'om' WHERE id = 1", 'forbidden'],
    ['by a row', 'UPDATE silver.customers SET segment = lower(country) WHERE id = 2', 'row-guard'],
    ['by a hidden column', "UPDATE silver.customers SET country = 'DE' WHERE id = 1", 'classified-filter'],
  ])('that is set off %s empties nothing', async (_how, sql, code) => {
    const before = orders();
    expect(await kernel.execute(sql)).toBe(code);
    expect(orders()).toEqual(before);
  });

  it('lets through what sets it off for none', async () => {
    const before = orders();
    expect(await kernel.execute('UPDATE silver.customers SET segment = lower(country) WHERE id = 3')).toBe(
      'allowed',
    );
    expect(await kernel.execute("UPDATE silver.customers SET segment = 'calm' WHERE id = 3")).toBe('allowed');
    expect(orders()).toEqual(before);
  });
});
