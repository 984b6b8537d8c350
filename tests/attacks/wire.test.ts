// Names, keys and lines that are not what they seem, and many of them. The kernel answers, forgets nothing, and serves on.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attacked, attacked } from './kernel.js';

let kernel: Attacked;
beforeAll(async () => {
  kernel = await attacked();
});
afterAll(async () => {
  await kernel.close();
});

const sql = 'SELECT count(*) FROM silver.orders';

describe('arguments', () => {
  it.each<[string, string]>([
    ['gold/exports//x', 'not-understood'],
    ['gold/./exports/x', 'not-understood'],
    ['silver/../gold/exports/x', 'not-understood'],
    ['gold\\exports\\x', 'not-understood'],
    ['gold%2fexports/x', 'not-understood'],
    ['gold/exports/x ', 'not-understood'],
    ['/etc/passwd', 'not-understood'],
    ['silver/x\u0000', 'not-understood'],
    ['silver/\u202ex', 'not-understood'],
    ['silver/e\u0301', 'not-understood'],
    ['Gold/exports/x', 'unknown-dataset'],
    ['gold/exports', 'unknown-dataset'],
    ['.bucket/lock', 'unknown-dataset'],
    ['silverware/x', 'unknown-dataset'],
    ['silver/\u2024\u2024/gold/exports/x', 'downstream-failed'],
    ['silver/\uff0e\uff0e/x', 'downstream-failed'],
  ])('the object key %j is %s', async (key, code) => {
    expect(await kernel.judge('s3__put', { key, body: 'a' })).toBe(code);
  });

  it.each(['', 'gold', 'gold/', 's', '.bucket', 'silver'])('the prefix %j lists nothing', async (prefix) => {
    expect(await kernel.judge('s3__list', { prefix })).toBe('unknown-dataset');
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['Postgres__query', { sql }, 'unknown-tool'],
    ['postgres__qu\u0435ry', { sql }, 'unknown-tool'],
    ['postgres__query\u200b', { sql }, 'unknown-tool'],
    ['__proto__', {}, 'unknown-tool'],
    ['postgres__query', { sql, max_rows: 1 }, 'bad-arguments'],
    ['postgres__query', { sql, query: sql }, 'bad-arguments'],
    ['postgres__query', { sql: [sql] }, 'bad-arguments'],
    ['postgres__query', { sql, cursor: 'aaaa' }, 'bad-cursor'],
    ['postgres__execute', { sql, expect_schema: 'x' }, 'bad-arguments'],
    ['postgres__execute', { sql, expect_versions: [] }, 'bad-arguments'],
    ['postgres__export', { table: 'protected.salaries' }, 'forbidden'],
    ['postgres__export', { table: 'silver.sqlite_schema' }, 'unknown-dataset'],
    ['postgres__export', { table: 'silver.customers; DROP TABLE silver.customers' }, 'unknown-dataset'],
    ['postgres__describe_table', { table: 'protected.salaries' }, 'forbidden'],
    ['s3__put', { key: 'silver/x', body: 'eA==', encoding: 'base64' }, 'bad-arguments'],
    ['aegis__explain', { decision: '__proto__' }, 'bad-arguments'],
    ['aegis__explain', { decision: 'aaaaaaaaaaaaaaaaaaaaaaaaaa' }, 'bad-arguments'],
    [
      'aegis__promote',
      { source: 'silver.customers', target: 'gold.exports', key: '../x' },
      'precondition-failed',
    ],
  ])('%s %j is %s', async (tool, args, code) => {
    expect(await kernel.judge(tool, args)).toBe(code);
  });

  it('an answer that denies repeats nothing of what was asked', async () => {
    const { text } = await kernel.call('postgres__query', { sql: "SELECT canary_name('canary-value')" });
    expect(text).not.toContain('canary');
  });

  it('hundreds at once are answered, each once, and the next is served', async () => {
    const codes = await Promise.all(Array.from({ length: 400 }, () => kernel.query(sql)));
    expect(new Set(codes).size).toBeLessThanOrEqual(2);
    expect(codes.every((code) => code === 'allowed' || code === 'overloaded')).toBe(true);
    expect(await kernel.query(sql)).toBe('allowed');
  });

  it('no outcome stands in the journal without its intent before it', () => {
    const open = new Set<string>();
    const strays = kernel.journal().filter((entry) => {
      if (entry.type === 'intent') open.add(entry.decision);
      return entry.type === 'outcome' && !open.has(entry.decision);
    });
    expect(strays).toEqual([]);
    expect(open.size).toBeGreaterThan(0);
  });
});
