// A preview is judged as the write itself, leaves nothing behind, shows nothing but counts, and is no way around a rule.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attacked, attacked, type Entry } from './kernel.js';

let kernel: Attacked;
beforeAll(async () => {
  kernel = await attacked(true);
});
afterAll(async () => {
  await kernel.close();
});

type Fields = Readonly<Record<string, unknown>>;
interface Whole extends Entry {
  readonly body: Fields;
}

const preview = (sql: string) => kernel.call('aegis__preview', { sql });
const judged = (sql: string) => kernel.judge('aegis__preview', { sql });
const entries = (): readonly Whole[] => kernel.journal() as readonly Whole[];
/** What is told of the call's inner request, in order. */
const inner = (): readonly Whole[] => entries().filter(({ body }) => body.preview !== undefined);

const everything = (): unknown =>
  ['bronze.customers_raw', 'silver.customers', 'silver.orders', 'gold.customers'].map((name) => {
    const [schema = '', table = ''] = name.split('.');
    return [
      kernel.stored(schema, `SELECT * FROM ${table} ORDER BY id`),
      kernel.stored(schema, 'SELECT type, name, sql FROM sqlite_schema ORDER BY name'),
    ];
  });

describe('a preview', () => {
  it('tells which rows a write would touch, by dataset and operation, and leaves them as they are', async () => {
    const before = everything();
    const { isError, content } = await preview("UPDATE silver.customers SET segment = 'x' WHERE id = 1");
    expect([isError, content]).toEqual([
      false,
      {
        previewed: true,
        rolled_back: true,
        tool: 'postgres__execute',
        rows: 1,
        touches: [
          {
            ...{ dataset: 'silver.customers', tier: 'silver', inserted: 0, updated: 1, deleted: 0 },
            ...{ scope: ['key-pinned'], classes: [] },
          },
        ],
      },
    ]);
    expect(everything()).toEqual(before);
  });

  it('names the classes of the columns that a write sets, and of all that a row holds which goes', async () => {
    const set = await preview("UPDATE silver.customers SET email = 'a@b.example' WHERE id = 1");
    expect(set.content.touches).toMatchObject([{ classes: ['pii.email'] }]);
    const gone = await preview('DELETE FROM silver.customers WHERE id = 1');
    expect(gone.content.touches).toMatchObject([
      { deleted: 1, classes: ['pii.email', 'pii.name', 'pii.phone'] },
    ]);
  });

  it('of a write with a predicate tells the bound that it would run under', async () => {
    const { content } = await preview("UPDATE silver.orders SET status = 'x' WHERE id < 4");
    expect(content).toMatchObject({ rows: 3, bound: { rows: 1000, share: 0.25 } });
  });

  it('counts the rows that a REPLACE takes away, which count as no change to the engine', async () => {
    const { content } = await preview("REPLACE INTO silver.orders VALUES (1, 1, 5, 'paid')");
    expect(content.touches).toMatchObject([{ inserted: 1, updated: 0, deleted: 1 }]);
  });

  it('counts what a statement changes that would insert', async () => {
    const { content } = await preview(
      "INSERT INTO silver.orders VALUES (1, 1, 5, 'paid') ON CONFLICT (id) DO UPDATE SET status = excluded.status",
    );
    expect(content.touches).toMatchObject([{ inserted: 0, updated: 1, deleted: 0 }]);
  });

  it('returns nothing of what its statement would return', async () => {
    const { isError, content } = await preview(
      "UPDATE silver.customers SET segment = 'x' WHERE id = 1 RETURNING *",
    );
    expect([isError, Object.keys(content).sort()]).toEqual([
      false,
      ['previewed', 'rolled_back', 'rows', 'tool', 'touches'],
    ]);
  });

  it('is denied as the write is, in the same words', async () => {
    const statements = [
      'DELETE FROM silver.customers',
      'DELETE FROM silver.customers WHERE 1',
      'DROP TABLE silver.customers',
      'ALTER TABLE silver.customers DROP COLUMN segment',
      'UPDATE silver.customers SET segment = NULL',
      'DELETE FROM silver.customers WHERE id > -1',
      'UPDATE silver.customers SET segment = 1 WHERE id IN (SELECT id FROM silver.customers)',
      'UPDATE protected.salaries SET amount = 1 WHERE employee_id = 1',
      "UPDATE silver.customers SET segment = 'hit' WHERE id = 1 AND full_name LIKE 'A%'",
      "DELETE FROM silver.customers WHERE email = 'guess@bank.example'",
      "UPDATE silver.orders SET status = 'x' WHERE customer_id = (SELECT id FROM silver.customers WHERE full_name > 'M')",
      'INSERT INTO gold.customers SELECT * FROM silver.customers',
      "INSERT INTO gold.customers VALUES (1, 'a', 'b', 'c', 'd', 'e')",
      'PRAGMA foreign_keys = OFF',
      'CREATE TEMP TABLE aegis_counted_1 (id)',
      'SELECT 1; DELETE FROM silver.customers WHERE id = 1',
    ];
    const before = everything();
    for (const sql of statements) {
      const [shown, made] = [await preview(sql), await kernel.call('postgres__execute', { sql })];
      const said = ({ content }: typeof made) => [
        content.code,
        content.rule,
        content.facts,
        content.remedies,
      ];
      expect([sql, ...said(shown)]).toEqual([sql, ...said(made)]);
      expect(made.isError).toBe(true);
    }
    expect(everything()).toEqual(before);
  });

  it('is no way to read, and takes no statement that moves no rows', async () => {
    for (const sql of [
      'SELECT count(*) FROM silver.customers',
      'CREATE INDEX silver.by_country ON customers (country)',
      'EXPLAIN DELETE FROM silver.customers WHERE id = 1',
    ])
      expect([sql, await judged(sql)]).not.toEqual([sql, 'allowed']);
  });

  it('is of a tool that can roll back, and of no other', async () => {
    for (const tool of ['postgres__query', 's3__delete', 'aegis__preview', 'postgres__snapshot_schema', ''])
      expect(await kernel.judge('aegis__preview', { sql: 'SELECT 1', tool })).toBe('bad-arguments');
  });

  it('is never asked for by an agent beside the tool of the kernel', async () => {
    const sql = "UPDATE silver.orders SET status = 'x' WHERE id = 1";
    for (const preview of [[], ['silver.orders'], true])
      expect(await kernel.judge('postgres__execute', { sql, preview })).toBe('bad-arguments');
  });
});

describe('after a preview', () => {
  it('a receipt is as live as before it, and nothing is in doubt', async () => {
    expect(await kernel.judge('aegis__validate', { dataset: 'silver.customers' })).toBe('allowed');
    expect(await judged("UPDATE silver.customers SET segment = 'x' WHERE id = 1")).toBe('allowed');
    const { content } = await kernel.call('aegis__receipts', {});
    expect(content).toMatchObject({ live: [{ dataset: 'silver.customers' }], lapsed: [] });
    expect(
      await kernel.judge('aegis__promote', { source: 'silver.customers', target: 'gold.customers' }),
    ).toBe('allowed');
  });

  it('no class has followed where no value has gone', async () => {
    const sql = 'UPDATE silver.customers SET segment = country || full_name WHERE id = 1';
    const shown = await preview(sql);
    const { content } = await kernel.call('aegis__catalog', {});
    expect([shown.isError, JSON.stringify(content).includes('"carried"')]).toEqual([false, false]);
  });

  it('the next write and the next preview find nothing of it', async () => {
    const sql = (status: string) => `UPDATE silver.orders SET status = '${status}' WHERE id = 1`;
    for (const status of ['a', 'b', 'c']) expect(await judged(sql(status))).toBe('allowed');
    expect(await kernel.execute(sql('d'))).toBe('allowed');
    expect(kernel.stored('silver', 'SELECT status FROM orders WHERE id = 1')).toEqual([['d']]);
  });

  it('the journal has its intent and how it ended, and no value', async () => {
    await preview("UPDATE silver.orders SET status = 'journalled' WHERE id = 2");
    const [intent, outcome] = inner().slice(-2);
    expect([intent?.type, intent?.body.tool, intent?.body.preview]).toEqual([
      'intent',
      'postgres__execute',
      true,
    ]);
    expect([outcome?.type, outcome?.body.preview]).toEqual(['outcome', 'previewed, rolled back']);
    expect(outcome?.decision).toBe(intent?.decision);
    expect(JSON.stringify(entries())).not.toContain('journalled');
  });

  it('nothing personal has left', () => {
    expect(kernel.leaked()).toEqual([]);
  });
});

describe('under a policy of its own, a preview', () => {
  let strict: Attacked;
  beforeAll(async () => {
    const lines = [
      'version: 1',
      'forbid:',
      `  - { id: not-foreseen, when: 'call.preview && effects.writes.exists(w, w.dataset == "silver.orders")', because: they are counted at night }`,
      'limit:',
      "  - { id: one-write, unless: 'session.writes < 1' }",
    ];
    strict = await attacked(true, `${lines.join('\n')}\n`);
  });
  afterAll(async () => {
    await strict.close();
  });

  it('is what a policy denies where it says so, and the write is not', async () => {
    const sql = "UPDATE silver.orders SET status = 'x' WHERE id = 1";
    const { content } = await strict.call('aegis__preview', { sql });
    expect([content.code, content.rule]).toMatchObject(['forbidden', { id: 'not-foreseen' }]);
  });

  it('counts among the calls of the session, and not among its writes', async () => {
    const sql = "UPDATE silver.customers SET segment = 'x' WHERE id = 1";
    for (const turn of [1, 2, 3])
      expect([turn, await strict.judge('aegis__preview', { sql })]).toEqual([turn, 'allowed']);
    expect([await strict.execute(sql), await strict.execute(sql)]).toEqual(['allowed', 'limit-exceeded']);
    expect(await strict.judge('aegis__preview', { sql })).toBe('limit-exceeded');
  });
});
