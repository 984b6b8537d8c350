// What a receipt is good for, and what kills it: a write through the kernel, a write past it, another session, a new start. Its id opens nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, journal, type Kernel, startKernel, until } from './kernel.js';
import { type Lake, makeLake } from './lake.js';

let lake: Lake;
let kernel: Kernel;
beforeEach(async () => {
  lake = makeLake();
  kernel = await startKernel(lake);
});
afterEach(async () => {
  await kernel.close();
  lake.remove();
});

const promotion = { source: 'silver.customers', target: 'gold.customers' };
const published = { source: 'silver.customers', target: 'gold.exports', key: 'customers.csv' };
const validate = (by: Kernel = kernel): Promise<Answer> =>
  by.call('aegis__validate', { dataset: 'silver.customers' });
const promote = (by: Kernel = kernel): Promise<Answer> => by.call('aegis__promote', promotion);
const receiptOf = ({ content }: Answer): string => String((content.receipts as { id: string }[])[0]?.id);

/** Gold holds the row it was seeded with and nothing else. */
const expectGoldUntouched = (): void => {
  expect(lake.rows('SELECT id FROM gold.customers')).toEqual([[100]]);
  expect(lake.has('bucket', 'gold')).toBe(false);
};

describe('a live receipt', () => {
  it('lets the validated rows into gold, as a table and as an object', async () => {
    expect((await validate()).content).toMatchObject({ passed: true });
    expect((await promote()).content).toMatchObject({ promoted: true });
    expect(lake.rows('SELECT * FROM gold.customers ORDER BY id')).toEqual(
      lake.rows('SELECT * FROM silver.customers ORDER BY id'),
    );
    expect((await kernel.call('aegis__promote', published)).content).toMatchObject({
      promoted: true,
      rows: 8,
    });
    expect(lake.has('bucket', 'gold', 'exports', 'customers.csv')).toBe(true);
    expect(kernel.received()).not.toContain('@canary');
  });

  it('is in the journal under its id, minted by the decision that earned it', async () => {
    const answer = await validate();
    const minted = journal(lake).flatMap(({ type, body }) => (type === 'outcome' ? (body.minted ?? []) : []));
    expect(minted).toEqual([`silver_validation silver.customers ${receiptOf(answer)}`]);
  });
});

describe('a claim that is earned while its dataset is written', () => {
  it('is not sealed: the validation is denied where receipts are minted', async () => {
    // Somebody holds the tables. Writes to the orders wait for them in the system, and what comes after waits behind.
    const held = lake.hold('silver');
    const intents = (tool: string): number =>
      journal(lake).filter((one) => one.type === 'intent' && one.body.tool === tool).length;
    const write = (table: string, id: number): Promise<Answer> =>
      kernel.call('postgres__execute', { sql: `UPDATE silver.${table} SET id = ${id} WHERE id = ${id}` });
    const writes = [1, 2, 3].map((id) => write('orders', id));
    await until('the writes are under way', () => intents('postgres__execute') === 3);
    const validation = validate();
    await until('the checks are under way', () => intents('postgres__check_table') === 1);
    writes.push(write('customers', 1));
    await until('the write is intended', () => intents('postgres__execute') === 4);
    held.release();
    const denied = await validation;
    expect([denied.code, denied.content.phase]).toEqual(['version-mismatch', 'mint']);
    expect(denied.text).toContain('silver.customers was written while it was validated');
    await Promise.all(writes);
    const ends = journal(lake).filter((one) => one.decision === denied.decision);
    expect(ends.map((one) => one.type)).toEqual(['intent', 'outcome']);
    expect(ends.at(-1)?.body).not.toHaveProperty('minted');
    expect((await kernel.call('aegis__receipts', {})).content.live).toEqual([]);
    expect((await promote()).code).toBe('precondition-failed');
    expect((await validate()).content).toMatchObject({ passed: true });
  });
});

describe('a receipt dies', () => {
  it('when a second process writes between validate and promote', async () => {
    await validate();
    lake.write("UPDATE silver.customers SET country = 'XX' WHERE id = 1");
    const answer = await promote();
    expect([answer.code, answer.content.phase]).toEqual(['version-mismatch', 'execute']);
    expect((await kernel.call('aegis__promote', published)).code).toBe('version-mismatch');
    expectGoldUntouched();
  });

  it('by that for a statement that writes gold itself, too', async () => {
    await kernel.call('aegis__validate', { dataset: 'silver.orders' });
    lake.write('UPDATE silver.orders SET amount = -5 WHERE id = 1');
    const sql = 'INSERT INTO gold.daily_revenue SELECT status, sum(amount), count(*) FROM silver.orders';
    expect((await kernel.call('postgres__execute', { sql })).code).toBe('version-mismatch');
    expect(lake.rows('SELECT count(*) FROM gold.daily_revenue')).toEqual([[1]]);
  });

  it('by that even when a row is added that looks like nothing', async () => {
    await validate();
    lake.write(
      "INSERT INTO silver.customers VALUES (9, '', '', '', 'NL', 'retail'); DELETE FROM silver.customers WHERE id = 8",
    );
    expect((await promote()).code).toBe('version-mismatch');
    expectGoldUntouched();
  });

  it('at an edit through the kernel, and the denial says so', async () => {
    await validate();
    await kernel.call('postgres__execute', {
      sql: "UPDATE silver.customers SET segment = 'retail' WHERE id = 1",
    });
    const answer = await promote();
    expect(answer.code).toBe('precondition-failed');
    expect(answer.text).toContain('later write');
    expectGoldUntouched();
    await validate();
    expect((await promote()).code).toBe('allowed');
  });

  it('even at one that changes nothing: its intent is enough', async () => {
    await validate();
    await kernel.call('postgres__execute', {
      sql: "UPDATE silver.customers SET segment = 'x' WHERE id = 99",
    });
    expect((await promote()).code).toBe('precondition-failed');
  });

  it('not at a write that was denied', async () => {
    await validate();
    await kernel.call('postgres__execute', { sql: 'DELETE FROM silver.customers' });
    expect((await promote()).code).toBe('allowed');
  });

  it('when the kernel is started again', async () => {
    const id = receiptOf(await validate());
    await kernel.close();
    kernel = await startKernel(lake);
    expect((await promote()).code).toBe('precondition-failed');
    const { content } = await kernel.call('aegis__receipts', {});
    expect(content.live).toEqual([]);
    expect(JSON.stringify(content)).not.toContain(id);
    expectGoldUntouched();
  });
});

describe('a tool that cannot compare versions', () => {
  it('writes no gold, whatever receipts there are', async () => {
    const shipped = readFileSync(join(import.meta.dirname, '..', '..', 'manifests', 'postgres.yaml'), 'utf8');
    const own = makeLake({ postgres: shipped.replace(/expect_versions: \$versions,\s*/, '') });
    const other = await startKernel(own);
    expect((await validate(other)).content).toMatchObject({ passed: true });
    const sql = 'INSERT INTO gold.customers SELECT * FROM silver.customers';
    const answer = await other.call('postgres__execute', { sql });
    expect([answer.code, answer.content.phase]).toEqual(['precondition-failed', 'precondition']);
    expect((await promote(other)).code).toBe('allowed');
    await other.close();
    own.remove();
  });
});

describe('a receipt is nobody else’s', () => {
  it('a second kernel on the same state has none of it, and is not told of it', async () => {
    const id = receiptOf(await validate());
    const other = await startKernel(lake);
    const answer = await promote(other);
    expect(answer.code).toBe('precondition-failed');
    expect(answer.text).not.toContain(id);
    expect((await other.call('aegis__receipts', {})).content.live).toEqual([]);
    expectGoldUntouched();
    await other.close();
    expect((await promote()).code).toBe('allowed');
  });

  it('an id, forged or real, opens nothing: no tool takes one', async () => {
    const id = receiptOf(await validate());
    await kernel.call('postgres__execute', { sql: "UPDATE silver.customers SET segment = 'x' WHERE id = 1" });
    for (const receipt of [id, 'rcpt-forged'])
      for (const tool of ['aegis__promote', 'aegis__validate'])
        expect((await kernel.call(tool, { ...promotion, dataset: 'silver.customers', receipt })).code).toBe(
          'bad-arguments',
        );
    expectGoldUntouched();
  });

  it('one for another dataset does not vouch for this one', async () => {
    expect((await kernel.call('aegis__validate', { dataset: 'silver.orders' })).content).toMatchObject({
      passed: true,
    });
    expect((await promote()).code).toBe('precondition-failed');
    const sql =
      'INSERT INTO gold.daily_revenue SELECT status, sum(amount), count(*) FROM silver.orders GROUP BY status';
    expect((await kernel.call('postgres__execute', { sql })).code).toBe('allowed');
    expect(lake.rows('SELECT count(*) FROM gold.daily_revenue')).toEqual([[2]]);
    expectGoldUntouched();
  });
});
