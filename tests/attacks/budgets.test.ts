// What is given of a class has an end: for questions under the key, rows and values, whatever runs at once, is renamed, fails or is cut off.
import { afterEach, describe, expect, it } from 'vitest';
import { type Attacked, attacked } from './kernel.js';

const policy = (lines: string): string => `version: 1\nbudget:\n${lines}\n`;

let kernel: Attacked;
afterEach(async () => {
  await kernel.close();
});

const customers = 'silver.customers';
const ask = (id: number, email = 'nobody@example.com'): string =>
  `SELECT id FROM ${customers} WHERE id = ${id} AND email = '${email}'`;

const entriesOf = (type: string) =>
  kernel.journal().filter((one) => one.type === type) as unknown as readonly {
    readonly body: Readonly<Record<string, unknown>>;
  }[];

describe('questions under the key', () => {
  const five = policy('  - { id: asks, class: pii.email, soft: { probes: 5 }, hard: { probes: 8 } }');

  it('are answered as often as the budget says, of a hundred that come at once too', async () => {
    kernel = await attacked(false, five);
    const all = await Promise.all(Array.from({ length: 100 }, (_, at) => kernel.query(ask(at + 1))));
    // A busy machine reads some of them late; those have asked nothing.
    const rest: string[] = [];
    while (rest.at(-1) !== 'budget-spent' && rest.at(-1) !== 'class-sealed')
      rest.push(await kernel.query(ask(1)));
    expect([...all, ...rest].filter((code) => code === 'allowed')).toHaveLength(5);
  });

  it('come to the hard limit by being asked on, and then nothing touches the class', async () => {
    kernel = await attacked(false, five);
    for (const id of [1, 2, 3, 4, 5]) expect(await kernel.query(ask(id))).toBe('allowed');
    for (const id of [6, 7, 8]) expect(await kernel.query(ask(id))).toBe('budget-spent');
    expect(await kernel.query(ask(9))).toBe('class-sealed');
    expect(await kernel.query(`SELECT email FROM ${customers} LIMIT 1`)).toBe('class-sealed');
    expect(await kernel.query(`SELECT e AS country FROM (SELECT email AS e FROM ${customers})`)).toBe(
      'class-sealed',
    );
    expect(await kernel.execute(`UPDATE ${customers} SET email = NULL WHERE id = 1`)).toBe('class-sealed');
    expect(await kernel.judge('aegis__validate', { dataset: customers })).toBe('class-sealed');
    expect(await kernel.query(`SELECT count(*) FROM ${customers}`)).toBe('allowed');
    expect(await kernel.query(`SELECT id, phone FROM ${customers} LIMIT 1`)).toBe('allowed');
    const denials = entriesOf('deny').filter(({ body }) => body.code === 'class-sealed');
    expect(denials).toHaveLength(5);
    expect(denials[0]?.body.facts).toEqual(['pii.email: 8 of 8 questions for this session']);
  });

  it.each([
    ['an alias', `SELECT c.id AS x FROM ${customers} AS c WHERE c.id = 1 AND c.email = 'a@b.example'`],
    ['folded letters', `SELECT id FROM ${customers} WHERE id = 1 AND lower(email) = 'a@b.example'`],
    ['a delete', `DELETE FROM ${customers} WHERE id = 99999 AND email = 'a@b.example'`],
    ['an update', `UPDATE ${customers} SET country = 'NL' WHERE id = 99999 AND email = 'a@b.example'`],
  ])('are one each through %s', async (_, sql) => {
    kernel = await attacked(false, policy('  - { id: asks, class: pii.email, soft: { probes: 1 } }'));
    const run = /^SELECT/.test(sql) ? kernel.query : kernel.execute;
    expect(await run(sql)).toBe('allowed');
    expect(await run(sql)).toBe('budget-spent');
  });

  it('cost nothing where they ask whether a value is there, which a count tells as well', async () => {
    kernel = await attacked(false, policy('  - { id: asks, class: pii.email, soft: { probes: 1 } }'));
    const gone = `SELECT id FROM ${customers} WHERE id = 1 AND email IS NULL`;
    for (const sql of [gone, gone, ask(1)]) expect(await kernel.query(sql)).toBe('allowed');
    expect(await kernel.query(`${gone} OR id = 1 AND email = 'nobody@example.com'`)).not.toBe('allowed');
  });

  it('through a CTE or a subquery are not answered at all, or are counted', async () => {
    kernel = await attacked(false, policy('  - { id: asks, class: pii.email, soft: { probes: 1 } }'));
    const hidden = [
      `WITH c AS (SELECT id, email AS e FROM ${customers}) SELECT id FROM c WHERE id = 1 AND e = 'x'`,
      `SELECT id FROM (SELECT id, email AS country FROM ${customers}) WHERE id = 1 AND country = 'x'`,
      `SELECT id FROM ${customers} WHERE id = 1 AND EXISTS (SELECT 1 FROM ${customers} WHERE email = 'x')`,
    ];
    const told = [];
    for (const sql of [...hidden, ...hidden]) told.push(await kernel.query(sql));
    expect(told.filter((code) => code === 'allowed').length).toBeLessThan(2);
  });

  it('through a preview are answered no oftener, as what it counts is the answer', async () => {
    kernel = await attacked(false, policy('  - { id: asks, class: pii.email, soft: { probes: 1 } }'));
    const sql = `UPDATE ${customers} SET country = 'NL' WHERE id = 1 AND email = 'a@b.example'`;
    expect(await kernel.judge('aegis__preview', { sql })).toBe('allowed');
    expect(await kernel.judge('aegis__preview', { sql })).toBe('budget-spent');
    expect(await kernel.execute(sql)).toBe('budget-spent');
  });

  it('that come to nothing in the system are spent all the same', async () => {
    kernel = await attacked(false, policy('  - { id: asks, class: pii.email, soft: { probes: 2 } }'));
    const [[email]] = kernel.stored('silver', 'SELECT email FROM customers WHERE id = 1') as [[string]];
    const fails = `UPDATE ${customers} SET id = 2 WHERE id = 1 AND email = '${email}'`;
    expect(await kernel.execute(fails)).not.toBe('allowed');
    expect(await kernel.execute(fails)).not.toBe('allowed');
    expect(await kernel.query(ask(1))).toBe('budget-spent');
  });
});

describe('what leaves', () => {
  it('stops at the rows that are given, and a denial says what would work', async () => {
    kernel = await attacked(
      false,
      policy(
        '  - { id: mails, class: pii.email, soft: { rows: 10 }, hard: { rows: 2000 }, help: ask for counts, remedy: { tool: postgres__list_tables, args: {}, why: looks at names alone } }',
      ),
    );
    const six = `SELECT id, email FROM ${customers} LIMIT 6`;
    expect(await kernel.query(six)).toBe('allowed');
    expect(await kernel.query(six)).toBe('allowed');
    const { content } = await kernel.call('postgres__query', { sql: six });
    expect(content).toMatchObject({
      code: 'budget-spent',
      phase: 'execute',
      help: 'ask for counts',
      remedies: [{ tool: 'postgres__list_tables' }],
      rule: { id: 'mails' },
    });
    expect(await kernel.query(`SELECT id, country FROM ${customers} LIMIT 6`)).toBe('allowed');
  });

  it('counts a value once, however often it is read', async () => {
    kernel = await attacked(false, policy('  - { id: mails, class: pii.email, soft: { values: 5 } }'));
    const one = `SELECT email FROM ${customers} WHERE id = 1`;
    for (let times = 0; times < 4; times += 1) expect(await kernel.query(one)).toBe('allowed');
    expect(await kernel.query(`SELECT email AS other FROM ${customers} LIMIT 6`)).toBe('allowed');
    expect(await kernel.query(one)).toBe('budget-spent');
  });

  it('never passes the hard limit, and what would is kept back', async () => {
    kernel = await attacked(false, policy('  - { id: mails, class: pii.email, hard: { rows: 7 } }'));
    expect(await kernel.query(`SELECT email FROM ${customers} LIMIT 5`)).toBe('allowed');
    expect(await kernel.query(`SELECT email FROM ${customers} LIMIT 5`)).toBe('class-sealed');
    expect(await kernel.query(`SELECT email FROM ${customers} LIMIT 1`)).toBe('class-sealed');
    const outcomes = entriesOf('outcome').filter(({ body }) => Array.isArray(body.spent));
    expect(outcomes.map(({ body }) => body.verdict)).toEqual(['allowed', 'denied']);
  });

  it('is not counted where nothing of a value leaves', async () => {
    kernel = await attacked(false, policy('  - { id: people, class: pii.name, soft: { rows: 1 } }'));
    for (let times = 0; times < 3; times += 1)
      expect(await kernel.query(`SELECT full_name FROM ${customers} LIMIT 5`)).toBe('allowed');
  });

  it('is one count, whatever the column is called and wherever it was written to', async () => {
    kernel = await attacked(false, policy('  - { id: mails, class: pii.email, soft: { rows: 3 } }'));
    expect(await kernel.query(`SELECT email AS id FROM ${customers} LIMIT 2`)).toBe('allowed');
    expect(await kernel.query(`WITH x(a) AS (SELECT email FROM ${customers}) SELECT a FROM x LIMIT 1`)).toBe(
      'allowed',
    );
    expect(await kernel.query(`SELECT email FROM bronze.customers_raw LIMIT 1`)).toBe('budget-spent');
  });
});
