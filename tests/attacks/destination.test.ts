// What a policy has masked on the way into a dataset stands there masked: in the lake, in the bucket, for the next session the same, and no value of it is told to the agent.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Attacked, attacked, type Entry } from './kernel.js';

const policy = (lines: string): string => `version: 1\nmask:\n${lines}\n`;
const pseudonyms = policy(`  - { class: pii.email, with: token, into: ["gold.*"] }
  - { class: pii.phone, with: drop, into: [gold.customers] }
  - { class: pii.name, with: redact, into: [gold.other] }`);
const exported = policy('  - { class: pii.email, with: domain, into: [gold.exports] }');

let kernel: Attacked;
afterEach(async () => {
  await kernel.close();
});

const gold = (sql: string): readonly (readonly unknown[])[] => kernel.stored('gold', sql);

async function promote(more: Readonly<Record<string, unknown>> = {}) {
  expect(await kernel.judge('aegis__validate', { dataset: 'silver.customers' })).toBe('allowed');
  return kernel.call('aegis__promote', { source: 'silver.customers', target: 'gold.customers', ...more });
}

/** Rows past what goes at once, from id 1000 on; ten of them have one name, far from each other. */
const fill = ({ outside }: Attacked, rows: number): void =>
  outside(
    'silver',
    `INSERT INTO customers (id, full_name, email, phone, country)
      WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < ${999 + rows})
      SELECT i, 'Person ' || (i % ${rows / 10}), 'p' || i || '@firma.example', '+49 30 ' || (2000000 + i), 'DE' FROM n`,
  );

describe('a promotion within the lake', () => {
  it('puts into gold what the policy has of each class, and the rest as it is', async () => {
    kernel = await attacked(true, pseudonyms);
    const { content } = await promote();
    expect(content).toMatchObject({ promoted: true, masked: true, masked_columns: ['email', 'phone'] });
    const before = kernel.stored('silver', 'SELECT id, full_name, country FROM customers ORDER BY id');
    expect(gold('SELECT id, full_name, country FROM customers ORDER BY id')).toEqual(before);
    const emails = gold('SELECT email FROM customers WHERE email IS NOT NULL').flat();
    expect(emails.length).toBeGreaterThan(10);
    for (const email of emails) expect(email).toMatch(/^\[EMAIL:[a-z2-7]{12}\]$/);
    expect(new Set(emails).size).toBe(emails.length);
    expect(gold('SELECT count(*) FROM customers WHERE phone IS NOT NULL')).toEqual([[0]]);
    expect(kernel.leaked()).toEqual([]);
  });

  it('gives one value one token, today and when it is promoted again', async () => {
    kernel = await attacked(true, pseudonyms);
    await promote();
    const once = gold('SELECT id, email FROM customers ORDER BY id');
    await promote();
    expect(gold('SELECT id, email FROM customers ORDER BY id')).toEqual(once);
  });

  it('is not put there when the table was written meanwhile, and leaves gold as it was', async () => {
    kernel = await attacked(true, pseudonyms);
    await promote();
    const before = gold('SELECT * FROM customers ORDER BY id');
    kernel.outside('silver', "UPDATE customers SET country = 'ZZ' WHERE id = 1");
    const answer = await kernel.call('aegis__promote', {
      source: 'silver.customers',
      target: 'gold.customers',
    });
    expect(answer.isError).toBe(true);
    expect(gold('SELECT * FROM customers ORDER BY id')).toEqual(before);
  });

  it('of 120,000 rows goes in parts that are put at once, and a value has one token in all of them', async () => {
    kernel = await attacked(
      true,
      `${pseudonyms}  - { class: pii.name, with: token, into: [gold.customers] }\n`,
    );
    fill(kernel, 120_000);
    const { content } = await promote();
    const [[rows]] = kernel.stored('silver', 'SELECT count(*) FROM customers') as [[number]];
    expect(content).toMatchObject({ promoted: true, rows, masked_columns: ['full_name', 'email', 'phone'] });
    expect(content.parts).toBeGreaterThan(10);
    expect(gold('SELECT count(*), count(DISTINCT email), count(phone) FROM customers')).toEqual([
      [rows, rows, 0],
    ]);
    expect(gold("SELECT count(*) FROM customers WHERE email NOT LIKE '[EMAIL:%]'")).toEqual([[0]]);
    const names = 'SELECT count(DISTINCT full_name) FROM customers WHERE id >= 1000';
    expect(gold(names)).toEqual([[12_000]]);
    expect(gold(`${names} GROUP BY id % 12000 ORDER BY 1 DESC LIMIT 1`)).toEqual([[1]]);
    expect(kernel.leaked()).toEqual([]);
    // The journal has the whole of it beside each part.
    const ends = kernel.journal().filter(({ type }) => type === 'outcome');
    const whole = ends.find(({ body }) => body.tool === 'aegis__promote');
    expect(whole?.body).toMatchObject({ rows });
    const masked = ends.filter(({ body }) => body.tool === 'postgres__read_if_version');
    const emails = (body: Entry['body']): number =>
      (body.masked ?? []).reduce((sum, one) => sum + (one.class === 'pii.email' ? one.count : 0), 0);
    expect(emails(whole?.body ?? {})).toBe(rows);
    expect(masked.reduce((sum, { body }) => sum + emails(body), 0)).toBe(rows);
  }, 120_000);

  it('is a copy as before where no line speaks of the target', async () => {
    kernel = await attacked(true, exported);
    const { content } = await promote();
    expect(content).not.toHaveProperty('masked');
    expect(gold('SELECT email FROM customers ORDER BY id')).toEqual(
      kernel.stored('silver', 'SELECT email FROM customers ORDER BY id'),
    );
  });

  it.each([
    ['copied', exported, 'CREATE UNIQUE INDEX held ON customers (full_name)'],
    ['masked', pseudonyms, 'CREATE UNIQUE INDEX held ON customers (email)'],
    ['copied beside what is masked', pseudonyms, 'CREATE UNIQUE INDEX held ON customers (lower(full_name))'],
  ])(
    'is refused before a row is put where an index of the target could fail by what is %s, and told how it could be made',
    async (_, lines, index) => {
      kernel = await attacked(true, lines);
      kernel.outside('gold', index);
      const { content, isError } = await promote();
      expect(isError).toBe(true);
      expect(content).toMatchObject({ code: 'hidden-constraint' });
      expect(JSON.stringify(content)).toContain('have an operator take the key');
      expect(gold('SELECT count(*) FROM customers')).toEqual([[0]]);
    },
  );

  it('holds what is dropped on its way to nothing', async () => {
    kernel = await attacked(true, pseudonyms);
    kernel.outside('gold', 'CREATE UNIQUE INDEX held ON customers (phone)');
    expect((await promote()).content).toMatchObject({ promoted: true });
  });

  it('cannot be steered by the agent: into is no argument, and the tools beneath are not its own', async () => {
    kernel = await attacked(true, pseudonyms);
    const more = { source: 'silver.customers', target: 'gold.customers', into: 'gold.other' };
    expect(await kernel.judge('aegis__promote', more)).toBe('bad-arguments');
    expect(await kernel.judge('postgres__query', { sql: 'SELECT 1', into: 'gold.other' })).toBe(
      'bad-arguments',
    );
    expect(await kernel.judge('postgres__load_if_version', {})).toBe('unknown-tool');
  });
});

describe('a promotion to the bucket', () => {
  it('is masked as the line into it says, no looser than what holds for the agent elsewhere', async () => {
    kernel = await attacked(true, exported);
    const { content } = await promote({ target: 'gold.exports', key: 'out.csv' });
    expect(content).toMatchObject({ promoted: true });
    const files = readdirSync(kernel.place.bucket, { recursive: true, encoding: 'utf8' });
    const file = files.find((name) => name.endsWith('out.csv')) ?? '';
    const body = readFileSync(join(kernel.place.bucket, file), 'utf8');
    // The shipped invariant says `token` of an e-mail, which is stricter than this file's `domain`.
    expect(body).toMatch(/\[EMAIL:[a-z2-7]{12}\]/);
    expect(kernel.leaked()).toEqual([]);
  });
});
