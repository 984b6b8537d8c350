// Averages that a policy lets stand, over a real kernel: what is asked for is answered in one form, and one person's pay is in no answer of any other.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journal, type Kernel, startKernel, verb } from '../acceptance/kernel.js';
import { type Lake, makeLake } from '../acceptance/lake.js';
import { asked, attacks, fill, manifest, policy, sum, table, toldPay } from './averaged.js';

const laid = (text: string): Lake => {
  const lake = makeLake({ postgres: manifest('postgres.yaml'), policy: text, role: 'analyst' });
  lake.write(`CREATE TABLE ${table}; ${fill}`);
  return lake;
};

let lake: Lake;
let kernel: Kernel;
beforeAll(async () => {
  lake = laid(policy());
  kernel = await startKernel(lake);
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});
const ask = (sql: string) => kernel.call('postgres__query', { sql });
const masked = '[REDACTED:pii.salary]';

describe('an average that policy lets stand', () => {
  it('leaves where its row counts enough values, and a department with fewer of them stays masked', async () => {
    const { code, content } = await ask(asked);
    expect(code).toBe('allowed');
    expect(content.rows).toEqual([
      ['it', masked, masked, 10],
      ['law', masked, masked, 19],
      ['sales', sum, sum / 30, 30],
    ]);
    expect(content.masked).toContainEqual({ column: 'mean', class: 'pii.salary', operator: 'average' });
  });

  it('is counted in the journal, without a value', async () => {
    await ask(asked);
    const entries = journal(lake);
    const outcome = entries.filter(({ type }) => type === 'outcome').at(-1);
    expect(outcome?.body.masked).toContainEqual(
      expect.objectContaining({ class: 'pii.salary', operator: 'average', count: 1 }),
    );
    expect(JSON.stringify(entries)).not.toContain(String(sum));
  });

  it.each(attacks)('is in no other answer: %s', async (sql) => {
    const { content } = await ask(sql);
    expect(toldPay(content.rows)).toBe(false);
    expect(JSON.stringify(content.rows ?? [])).not.toMatch(/true|false/);
  });

  it('is of one grouping, also where all of them are asked for at once', async () => {
    const all = await Promise.all([...attacks.slice(0, 12), asked].map(ask));
    expect(all.filter(({ content }) => toldPay(content.rows))).toHaveLength(1);
  });

  it('is of the same grouping in another session', async () => {
    const other = await startKernel(lake);
    const [first = '', second = ''] = attacks;
    const answers = await Promise.all(
      [first, second, asked].map((sql) => other.call('postgres__query', { sql })),
    );
    expect(answers.map(({ content }) => toldPay(content.rows))).toEqual([false, false, true]);
    await other.close();
  });
});

describe('a policy that lets averages stand', () => {
  it('is not served where a role may write the rows behind them', () => {
    const other = laid(policy().replace('"bronze.*"', '"silver.*"'));
    const { exit, stderr, stdout } = verb(other, 'check');
    expect([exit, `${stdout}${stderr}`]).toEqual([
      2,
      expect.stringContaining('`cleaner` may write `silver.staff`'),
    ]);
    other.remove();
  });

  it('bounds by a budget how many different ones are given, and by a condition whether any is asked for', async () => {
    const bounds = `budget:
  - { id: few, class: pii.salary, per: role, within: 24h, soft: { values: 3 } }
forbid:
  - { id: none-by-hand, when: 'effects.egress.exists(c, c.how == "averaged" && c.name == "by_hand")' }
`;
    const other = laid(policy(bounds));
    const one = await startKernel(other);
    const query = (sql: string) => one.call('postgres__query', { sql });
    expect((await query(asked.replace('AS mean', 'AS by_hand'))).code).toBe('forbidden');
    expect(toldPay((await query(asked)).content.rows)).toBe(true);
    other.write('UPDATE silver.staff SET salary = salary + 1 WHERE id = 5');
    expect((await query(asked)).code).toBe('budget-spent');
    await one.close();
    other.remove();
  });
});
