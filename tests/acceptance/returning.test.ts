// What a write gives back: the columns of RETURNING by their lineage, as of a SELECT, and counts alone without it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Kernel, startKernel } from './kernel.js';
import { type Lake, makeLake } from './lake.js';
import { tracesIn } from './traces.js';

let lake: Lake;
let kernel: Kernel;
beforeAll(async () => {
  lake = makeLake();
  kernel = await startKernel(lake);
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});

const write = (rest: string) =>
  kernel.call('postgres__execute', {
    sql: `UPDATE silver.customers SET segment = 'kept' WHERE id = 1${rest}`,
  });

describe('a write', () => {
  it('with RETURNING gives clear columns as they are and classified ones masked, each by its own class', async () => {
    const { content, isError } = await write(' RETURNING id, segment, email, full_name');
    expect(isError).toBe(false);
    const [seen] = (
      await kernel.call('postgres__query', {
        sql: 'SELECT id, segment, email, full_name FROM silver.customers WHERE id = 1',
      })
    ).content.rows as readonly unknown[];
    expect(content.columns).toEqual(['id', 'segment', 'email', 'full_name']);
    expect(content.rows).toEqual([seen]);
    expect(seen).toEqual([1, 'kept', expect.not.stringContaining('@'), expect.any(String)]);
    expect(tracesIn(kernel.received())).toEqual([]);
  });

  it('with RETURNING of what derives from a person gives nothing of the person', async () => {
    await write(" RETURNING id, upper(email), full_name || '', email IS NULL, *");
    expect(tracesIn(kernel.received())).toEqual([]);
  });

  it('without RETURNING gives its counts', async () => {
    const { content, isError } = await write('');
    expect([isError, content.changes, content.rows]).toEqual([false, 1, undefined]);
  });
});
