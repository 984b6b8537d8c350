// A seal in every place that an agent could put it: compared with its own column it is opened, and nowhere else. What it stands for is never said.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journal, type Kernel, startKernel, verb } from '../acceptance/kernel.js';
import { type Lake, makeLake, people } from '../acceptance/lake.js';
import { tracesIn } from '../acceptance/traces.js';
import { sealing } from './sealing.js';

const form = /^\[(?:EMAIL|NAME):~[a-z2-7]{28}\]$/;

let lake: Lake;
let kernel: Kernel;
let other: Kernel;
/** By id: as this session was shown them, and as another was. */
let emails: readonly string[];
let names: readonly string[];
let foreign: string;

const ask = (sql: string, ...params: readonly unknown[]) => kernel.call('postgres__query', { sql, params });
const change = (sql: string, ...params: readonly unknown[]) =>
  kernel.call('postgres__execute', { sql, params });

async function shownTo(one: Kernel, column: string): Promise<readonly string[]> {
  const { content } = await one.call('postgres__query', {
    sql: `SELECT ${column} FROM silver.customers ORDER BY id`,
  });
  // `as`: the shape of a page of rows, which the published schema holds it to.
  return (content.rows as readonly (readonly string[])[]).map(([shown = '']) => shown);
}

beforeAll(async () => {
  lake = makeLake({ policy: sealing });
  kernel = await startKernel(lake);
  other = await startKernel(lake);
  emails = await shownTo(kernel, 'email');
  names = await shownTo(kernel, 'full_name');
  [foreign = ''] = await shownTo(other, 'email');
});
afterAll(async () => {
  await kernel?.close();
  await other?.close();
  lake?.remove();
});

describe('a seal', () => {
  it('has the form of one, the same for the same value and another for every other and every session', async () => {
    expect(emails).toHaveLength(people.length);
    for (const one of [...emails, ...names, foreign]) expect(one).toMatch(form);
    expect(new Set(emails).size).toBe(people.length);
    expect(await shownTo(kernel, 'email')).toEqual(emails);
    expect(emails).not.toContain(foreign);
  });

  it.each([
    ['SELECT id FROM silver.customers WHERE email = ?', [2], [[3]]],
    ['SELECT id FROM silver.customers WHERE ? IS email', [2], [[3]]],
    ['SELECT count(*) FROM silver.customers WHERE email IN (?, ?)', [2, 5], [[2]]],
    [
      "SELECT c.id FROM bronze.customers_raw r JOIN silver.customers c ON c.id = r.id WHERE r.email = ? AND c.country <> ''",
      [1],
      [[2]],
    ],
    ['SELECT id FROM silver.customers WHERE email = ? AND id = 1', [2], []],
    ['SELECT id FROM silver.customers WHERE email = ? OR id = 1 ORDER BY id', [2], [[1], [3]]],
    [
      'SELECT c.id FROM silver.customers c JOIN bronze.customers_raw r ON r.id = c.id AND r.email = ?',
      [1],
      [[2]],
    ],
    [
      'SELECT count(*) FROM silver.orders WHERE customer_id IN (SELECT id FROM silver.customers WHERE email = ?) AND 1 = 0',
      [2],
      [[0]],
    ],
    [
      'SELECT id FROM silver.customers c WHERE EXISTS (SELECT 1 FROM bronze.customers_raw r WHERE r.id = c.id AND r.email = ?)',
      [1],
      [[2]],
    ],
    [
      'SELECT count(*) FROM silver.customers WHERE id NOT IN (SELECT id FROM silver.customers WHERE email = ?)',
      [4],
      [[people.length - 1]],
    ],
    [
      'WITH x AS (SELECT id, email, country FROM silver.customers) SELECT id FROM x WHERE email = ?',
      [3],
      [[4]],
    ],
    ['SELECT id FROM silver.customers WHERE email = :who OR (email = :who AND id = 1)', [2], [[3]]],
    ['SELECT id FROM silver.customers WHERE email = @who', [2], [[3]]],
    ['SELECT id FROM silver.customers WHERE email = $who', [2], [[3]]],
    ['SELECT count(*) FROM silver.customers WHERE email IN (?2, ?1, ?2)', [2, 5], [[2]]],
  ])('%s finds the rows that it stands for', async (sql, at, rows) => {
    const answer = await ask(sql, ...at.map((one) => emails[one]));
    expect(answer.content.rows).toEqual(rows);
  });

  it('comes out of what it found as the same seal, page after page', async () => {
    const { content } = await ask('SELECT email FROM silver.customers WHERE email = ?', emails[4]);
    expect(content.rows).toEqual([[emails[4]]]);
  });

  it('that a large result has shown, masked on another thread, is opened as well', async () => {
    const wide = Array.from({ length: 40 }, (_, at) => `email AS e${at}, full_name AS n${at}`).join(', ');
    const all = Array.from({ length: 3 }, () => `SELECT ${wide} FROM bronze.customers_raw`).join(
      ' UNION ALL ',
    );
    const { content } = await kernel.call('postgres__query', { sql: all });
    expect(JSON.stringify(content).length).toBeGreaterThan(5_000);
    expect((await ask('SELECT id FROM silver.customers WHERE email = ?', emails[0])).content.rows).toEqual([
      [1],
    ]);
  });
});

const refused: readonly (readonly [what: string, sql: string])[] = [
  ['shown', 'SELECT ?, id FROM silver.customers'],
  ['put together', "SELECT id, ? || '' FROM silver.customers"],
  ['put together in a comparison', "SELECT id FROM silver.customers WHERE email = ? || ''"],
  ['in a CASE', 'SELECT CASE WHEN email = ? THEN 1 END FROM silver.customers'],
  ['in a WITH', 'WITH x(a) AS (SELECT ?) SELECT a, id FROM x, silver.customers'],
  ['in a VALUES', 'SELECT id, v.column1 FROM silver.customers, (VALUES (?)) v'],
  ['of another class', 'SELECT id FROM silver.customers WHERE full_name = ?'],
  ['beside a clear column', 'SELECT id FROM silver.customers WHERE country = ?'],
  ['beside a column of nobody', 'SELECT id FROM bronze.customers_raw WHERE notes = ?'],
  ['less', 'SELECT id FROM silver.customers WHERE email < ?'],
  ['like', 'SELECT id FROM silver.customers WHERE email LIKE ?'],
  ['glob', 'SELECT id FROM silver.customers WHERE email GLOB ?'],
  ['between', 'SELECT id FROM silver.customers WHERE email BETWEEN ? AND email'],
  ['not', 'SELECT id FROM silver.customers WHERE email <> ?'],
  ['in a function', 'SELECT id FROM silver.customers WHERE email = lower(?)'],
  ['under a function', 'SELECT id FROM silver.customers WHERE lower(email) = ?'],
  ['as a limit', 'SELECT id FROM silver.customers LIMIT ?'],
  ['in an order', 'SELECT id FROM silver.customers ORDER BY email = ?'],
  ['in an OR of another column', 'SELECT id FROM silver.customers WHERE email = ?1 OR country = ?1'],
  ['in an OR of another class', 'SELECT id FROM silver.customers WHERE email = :a OR full_name = :a'],
  [
    'in an ON of another column',
    'SELECT c.id FROM silver.customers c JOIN bronze.customers_raw r ON c.email = ?1 AND r.country = ?1',
  ],
  ['under a NOT', 'SELECT id FROM silver.customers WHERE NOT (email = ?)'],
  ['not in a list', 'SELECT id FROM silver.customers WHERE email NOT IN (?)'],
  ['shown by a WITH', 'WITH x AS (SELECT ? AS a, id FROM silver.customers) SELECT a FROM x'],
  ['shown by a subquery', 'SELECT id FROM silver.customers WHERE email = (SELECT ?)'],
  ['handed on by a WITH', 'WITH x AS (SELECT ? AS a) SELECT id FROM silver.customers, x WHERE email = x.a'],
  [
    'beside a guess that is called as its column',
    "SELECT id FROM (SELECT id, 'guess@example.org' AS email FROM silver.customers) x WHERE email = ?",
  ],
  [
    'beside a guess in a table of the engine’s',
    'SELECT id FROM silver.customers WHERE id IN (SELECT 1 FROM json_each(\'["guess@example.org"]\') WHERE value = ?)',
  ],
  [
    'beside what another arm hands on',
    "SELECT id FROM (SELECT id, email FROM silver.customers UNION ALL SELECT id, 'guess@example.org' FROM silver.orders) x WHERE email = ?",
  ],
  [
    'compared without case',
    'SELECT id FROM (SELECT id, email COLLATE NOCASE FROM silver.customers) x WHERE email = ?',
  ],
  ['in a CASE of a WHERE', 'SELECT id FROM silver.customers WHERE CASE WHEN email = ? THEN 1 ELSE 0 END'],
  ['in the filter of a count', 'SELECT count(*) FILTER (WHERE email = ?) FROM silver.customers'],
  ['in a plan', 'EXPLAIN QUERY PLAN SELECT id FROM silver.customers WHERE email = ?'],
  ['in a program', 'EXPLAIN SELECT id FROM silver.customers WHERE email = ?'],
  ['by names of two signs', 'SELECT id FROM silver.customers WHERE email = :a OR email = @a'],
  ['by a number that leaves one out', 'SELECT id FROM silver.customers WHERE email = ?2'],
  ['bound to nothing', 'SELECT id FROM silver.customers'],
];
const written: readonly (readonly [what: string, sql: string])[] = [
  ['inserted', 'INSERT INTO silver.customers (id, email) VALUES (99, ?)'],
  ['set', 'UPDATE silver.customers SET email = ? WHERE id = 1'],
  ['set elsewhere', 'UPDATE silver.customers SET segment = ? WHERE id = 1'],
  ['returned', 'UPDATE silver.customers SET segment = 1 WHERE id = 1 RETURNING ?'],
  ['in a view', 'CREATE VIEW silver.planted AS SELECT ? AS a'],
  ['in a default', 'CREATE TABLE silver.planted (a TEXT DEFAULT (?))'],
];

describe('a seal is not opened', () => {
  it.each(refused)('%s: %s', async (_, sql) => {
    const answer = await ask(sql, emails[0]);
    expect(['seal-refused', 'not-understood']).toContain(answer.code);
  });

  it.each(written)('%s: %s', async (_, sql) => {
    const before = lake.everything();
    const answer = await change(sql, emails[0]);
    expect(['seal-refused', 'not-understood', 'forbidden']).toContain(answer.code);
    expect(lake.everything()).toEqual(before);
  });

  it('for a write that no grant unseals', async () => {
    const answer = await change("UPDATE silver.customers SET segment = 'x' WHERE email = ?", emails[0]);
    expect(answer.code).toBe('seal-refused');
    expect(answer.content.facts).toEqual(['cleaner may not unseal pii.email in silver.customers']);
    expect(answer.content.remedies).toMatchObject([{ tool: 'postgres__execute' }]);
  });

  it('of a class that no grant unseals', async () => {
    const answer = await ask('SELECT id FROM silver.customers WHERE full_name = ?', names[0]);
    expect(answer.content.facts).toEqual(['cleaner may not unseal pii.name in silver.customers']);
  });

  it('of another session, forged, of another spelling or cut short; none is told from another', async () => {
    const forged = `[EMAIL:~${'a'.repeat(28)}]`;
    const sql = 'SELECT id FROM silver.customers WHERE email = ?';
    for (const one of [foreign, forged, (names[0] ?? '').replace('NAME', 'EMAIL')]) {
      const answer = await ask(sql, one);
      expect([answer.code, answer.content.facts]).toEqual([
        'seal-refused',
        ['value 1 is no seal that this session holds: read it again'],
      ]);
    }
    for (const one of [
      emails[0]?.toLowerCase(),
      ` ${emails[0]}`,
      `${emails[0]}${emails[1]}`,
      JSON.stringify([emails[0]]),
    ])
      expect((await ask('SELECT id FROM silver.customers WHERE country = ?', one)).code).toBe(
        'masked-value-in-argument',
      );
  });

  it('beside a guess: of two values that are compared both are seals or neither is asked', async () => {
    const sql = 'SELECT id FROM silver.customers WHERE email IN (?, ?)';
    expect((await ask(sql, emails[0], people[1]?.email)).code).toBe('classified-filter');
    const guessed = "SELECT id FROM silver.customers WHERE email IN (?, 'guess@example.org')";
    expect((await ask(guessed, emails[0])).code).toBe('seal-refused');
    const either = "SELECT id FROM silver.customers WHERE email = ? OR email = 'guess@example.org'";
    expect((await ask(either, emails[0])).code).toBe('classified-filter');
    const both = 'SELECT id FROM silver.customers WHERE email = ? AND full_name = ?';
    expect((await ask(both, emails[0], people[0]?.full_name)).code).toBe('classified-filter');
  });

  it.each([
    ['in the text', (one: string) => ({ sql: `SELECT id FROM silver.customers WHERE country = '${one}'` })],
    ['in a comment', (one: string) => ({ sql: `SELECT id FROM silver.customers -- ${one}` })],
    [
      'in the text beside a mark',
      (one: string) => ({ sql: `SELECT '${one}' FROM silver.customers WHERE email = ?`, params: [one] }),
    ],
    [
      'encoded',
      (one: string) => ({ sql: 'SELECT id FROM silver.customers WHERE country = ?', params: [btoa(one)] }),
    ],
    [
      'encoded twice',
      (one: string) => ({
        sql: 'SELECT id FROM silver.customers WHERE country = ?',
        params: [btoa(btoa(one))],
      }),
    ],
    [
      'percent-encoded',
      (one: string) => ({
        sql: 'SELECT id FROM silver.customers WHERE country = ?',
        params: [encodeURIComponent(one)],
      }),
    ],
    [
      'in JSON',
      (one: string) => ({
        sql: 'SELECT id FROM silver.customers WHERE country = ?',
        params: [JSON.stringify({ one })],
      }),
    ],
  ])('%s', async (_, args) => {
    expect((await kernel.call('postgres__query', args(emails[0] ?? ''))).code).toBe(
      'masked-value-in-argument',
    );
  });

  it('as the argument of another tool', async () => {
    const before = lake.everything();
    const put = await kernel.call('s3__put', { key: 'silver/a.txt', body: emails[0] });
    expect(put.code).toBe('masked-value-in-write');
    expect((await kernel.call('postgres__export', { table: emails[0] })).code).not.toBe('allowed');
    expect(lake.everything()).toEqual(before);
  });

  it('after its session has ended', async () => {
    const late = await startKernel(lake);
    const [held] = await shownTo(late, 'email');
    await late.close();
    const answer = await ask('SELECT id FROM silver.customers WHERE email = ?', held);
    expect(answer.code).toBe('seal-refused');
  });
});

describe('what was sealed', () => {
  it('is told of by place and class, in the journal and to the operator, and is nowhere said', async () => {
    await ask('SELECT id FROM silver.customers WHERE email = ?', emails[0]);
    const last = journal(lake).findLast(({ body }) => JSON.stringify(body).includes('unseal:'));
    expect(last).toMatchObject({ type: 'intent' });
    expect(JSON.stringify(last?.body)).toContain('"unseal:/params/0 pii.email"');
    const told = verb(lake, 'explain', last?.decision ?? '');
    const all = [JSON.stringify(journal(lake)), told.stdout, told.stderr, kernel.stderr(), kernel.received()];
    for (const one of all) expect(tracesIn(one)).toEqual([]);
    for (const { email } of people) for (const one of all) expect(one).not.toContain(email);
  });

  it('counts as a question of its class', async () => {
    const before = Number(
      journal(lake).filter((one) => JSON.stringify(one.body.reserved ?? '').includes('"probes":1')).length,
    );
    await ask('SELECT id FROM silver.customers WHERE email = ?', emails[0]);
    const after = journal(lake).filter((one) =>
      JSON.stringify(one.body.reserved ?? '').includes('"probes":1'),
    ).length;
    expect(after).toBe(before + 1);
  });
});
