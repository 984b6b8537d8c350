// Results past a page: the first page and a cursor, never an error, and never a row twice or not at all. A cursor is good for the one who got it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, journal, type Kernel, startKernel } from './kernel.js';
import { type Lake, makeLake } from './lake.js';
import { tracesIn } from './traces.js';

let lake: Lake;
let kernel: Kernel;
beforeAll(async () => {
  lake = makeLake({ orders: 2500 });
  kernel = await startKernel(lake);
  await kernel.client.listTools();
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});

const rows = (answer: Answer): readonly (readonly unknown[])[] =>
  // `as`: rows travel as arrays; what they hold is compared below.
  Array.isArray(answer.content.rows) ? (answer.content.rows as unknown[][]) : [];

/** Every page of a statement, by its cursors. */
async function pagesOf(sql: string): Promise<readonly Answer[]> {
  const pages = [await kernel.call('postgres__query', { sql })];
  for (let at = pages[0]; typeof at?.content.cursor === 'string' && pages.length < 50; at = pages.at(-1))
    pages.push(await kernel.call('postgres__query', { sql, cursor: at.content.cursor }));
  return pages;
}

const ordered = 'SELECT id, status FROM silver.orders ORDER BY id';

describe('a result of more rows than a page', () => {
  it('comes page by page, each row once, and ends without a cursor', async () => {
    const pages = await pagesOf(ordered);
    expect(pages.map((page) => rows(page).length)).toEqual([1000, 1000, 500]);
    expect(pages.map((page) => page.content.truncated)).toEqual([true, true, undefined]);
    expect(pages.map((page) => page.isError)).toEqual([false, false, false]);
    expect(pages.flatMap(rows)).toEqual(lake.rows(ordered));
  });

  it('goes on where the system has ended a page by its size', async () => {
    const wide = `SELECT id, ${Array.from({ length: 90 }, (_, at) => `1 AS c${at}`).join(', ')} FROM silver.orders`;
    const pages = await pagesOf(wide);
    expect(pages.map((page) => rows(page).length).every((length) => length < 1000)).toBe(true);
    expect(pages.flatMap(rows).map(([id]) => id)).toEqual(lake.rows(ordered).map(([id]) => id));
  });

  it('is decided and recorded page by page', async () => {
    const before = journal(lake).length;
    await pagesOf(ordered);
    const own = journal(lake).slice(before);
    expect(own.map((one) => one.type)).toEqual([
      'intent',
      'outcome',
      'intent',
      'outcome',
      'intent',
      'outcome',
    ]);
    expect(new Set(own.map((one) => one.decision)).size).toBe(3);
    const outcomes = own
      .filter((one) => one.type === 'outcome')
      .map(({ body }) => [body.rows, body.truncated]);
    expect(outcomes).toEqual([
      [1000, true],
      [1000, true],
      [500, false],
    ]);
  });

  it('is masked on each page, one person the same on all', async () => {
    const sql =
      'SELECT o.id, c.email FROM silver.orders o JOIN silver.customers c ON c.id = o.customer_id ORDER BY o.id';
    const all = (await pagesOf(sql)).flatMap(rows);
    expect(all).toHaveLength(2500);
    expect(new Set(all.map((row) => row[1])).size).toBe(8);
    expect(tracesIn(kernel.received())).toEqual([]);
  });

  it('of more bytes than a page is cut by bytes', async () => {
    const pages = await pagesOf("SELECT id, printf('%.400c', 'x') FROM silver.orders ORDER BY id");
    expect(pages.length).toBeGreaterThan(3);
    expect(Math.max(...pages.map((page) => page.text.length))).toBeLessThan(270 * 1024);
    expect(pages.flatMap(rows).map((row) => row[0])).toEqual(lake.rows(ordered).map((row) => row[0]));
  });

  it('ends exactly at a page without a cursor', async () => {
    const first = await kernel.call('postgres__query', { sql: `${ordered} LIMIT 1000` });
    expect([rows(first).length, first.content.truncated, first.content.cursor]).toEqual([
      1000,
      undefined,
      undefined,
    ]);
  });
});

describe('a cursor', () => {
  const cursorOf = async (sql = ordered): Promise<string> =>
    String((await kernel.call('postgres__query', { sql })).content.cursor);

  it('is opaque: it holds neither offset nor statement', async () => {
    const cursor = await cursorOf();
    expect(cursor).toMatch(/^[a-z2-7]{20,}$/);
    expect(await cursorOf()).not.toBe(cursor);
  });

  it('brings its own statement, whatever else is sent with it', async () => {
    const cursor = await cursorOf();
    const other = { sql: 'DROP TABLE silver.orders', cursor };
    expect(rows(await kernel.call('postgres__query', other))[0]?.[0]).toBe(1001);
    expect(rows(await kernel.call('postgres__query', { cursor }))[0]?.[0]).toBe(1001);
  });

  it('is refused to another tool', async () => {
    const cursor = await cursorOf();
    for (const tool of ['postgres__export', 'postgres__list_tables', 's3__list'])
      expect((await kernel.call(tool, { cursor })).code).toBe('bad-cursor');
  });

  it('is refused to another session on the same state', async () => {
    const cursor = await cursorOf();
    const other = await startKernel(lake);
    expect((await other.call('postgres__query', { sql: ordered, cursor })).code).toBe('bad-cursor');
    expect((await kernel.call('postgres__query', { sql: ordered, cursor })).code).toBe('allowed');
    await other.close();
  });
});

describe('a page that is asked for after a class has followed into what it shows', () => {
  it('is judged anew, and masked', async () => {
    const spoilt = makeLake({ orders: 1500 });
    const [one, other] = [await startKernel(spoilt), await startKernel(spoilt)];
    const first = await one.call('postgres__query', { sql: ordered });
    expect(rows(first)[0]).toEqual([1, 'open']);
    const sql =
      'UPDATE silver.orders SET status = (SELECT full_name FROM silver.customers WHERE id = 1) WHERE id = 1200';
    expect((await other.call('postgres__execute', { sql })).code).toBe('allowed');
    const next = await one.call('postgres__query', { sql: 'SELECT 1', cursor: first.content.cursor });
    expect(rows(next)[199]).toEqual([1200, '[REDACTED:pii.name]']);
    expect(tracesIn(one.received())).toEqual([]);
    for (const kernel of [one, other]) await kernel.close();
    spoilt.remove();
  });
});

describe('an export of more rows than a page', () => {
  let large: Lake;
  let other: Kernel;
  beforeAll(async () => {
    large = makeLake({ orders: 10_250 });
    other = await startKernel(large);
    await other.client.listTools();
  });
  afterAll(async () => {
    await other?.close();
    large?.remove();
  });

  it('comes page by page, each decided and recorded, each row once', async () => {
    const table = 'silver.orders';
    const before = journal(large).length;
    const first = await other.call('postgres__export', { table });
    const second = await other.call('postgres__export', { table, cursor: first.content.cursor });
    expect([rows(first).length, rows(second).length]).toEqual([10_000, 250]);
    expect([first.content.truncated, second.content.truncated, second.content.cursor]).toEqual([
      true,
      undefined,
      undefined,
    ]);
    const ids = [first, second].flatMap(rows).map((row) => row[0]);
    expect(ids).toEqual(large.rows('SELECT id FROM silver.orders ORDER BY id').map((row) => row[0]));
    // A kernel that has just started may be noting its systems meanwhile.
    const own = journal(large)
      .slice(before)
      .filter(({ body }) => body.tool === 'postgres__export');
    const types = own.map((one) => one.type);
    expect(types.filter((type) => type === 'intent')).toHaveLength(2);
    expect(new Set(own.map((one) => one.decision)).size).toBe(2);
  });

  it('is refused to another tool by its cursor', async () => {
    const { content } = await other.call('postgres__export', { table: 'silver.orders' });
    const { cursor } = content;
    expect((await other.call('postgres__query', { sql: ordered, cursor })).code).toBe('bad-cursor');
  });
});
