// Averages that a policy lets stand, over a real PostgreSQL: answered in one form, and one person's pay is in no answer of any other.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Kernel, startKernel } from '../acceptance/kernel.js';
import { asked, attacks, fill, manifest, policy, sum, table, toldPay } from '../attacks/averaged.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';

const schemas = ['bronze', 'silver', 'gold', 'protected'].map((name) => `CREATE SCHEMA ${name};`).join(' ');

let server: RealServer;
let kernel: Kernel;
let place: RealPlace;
beforeAll(async () => {
  server = await openRealServer(`${schemas} CREATE TABLE ${table}; ${fill};`);
  place = makeRealPlace({
    ...{ dsn: server.url({ statement_timeout: '4000' }), role: 'analyst', policy: policy() },
    manifest: manifest('postgres-server.yaml'),
  });
  kernel = await startKernel(place);
});
afterAll(async () => {
  await kernel?.close();
  await server?.stop();
  place?.remove();
});
const ask = (sql: string) => kernel.call('postgres__query', { sql });
const masked = '[REDACTED:pii.salary]';

describe('an average that policy lets stand, on a real server', () => {
  it('leaves where its row counts enough values, and a department with fewer of them stays masked', async () => {
    const { code, content } = await ask(asked);
    expect(code).toBe('allowed');
    const [it, law, sales] = content.rows as readonly (readonly unknown[])[];
    expect([it, law]).toEqual([
      ['it', masked, masked, 10],
      ['law', masked, masked, 19],
    ]);
    expect(sales?.map((cell, at) => (at === 0 ? cell : Number(cell)))).toEqual(['sales', sum, sum / 30, 30]);
  });

  it.each(attacks)('is in no other answer: %s', async (sql) => {
    const { content } = await ask(sql);
    expect(toldPay(content.rows)).toBe(false);
    expect(JSON.stringify(content.rows ?? [])).not.toMatch(/true|false/);
  });

  it.each([
    'SELECT dept, avg(salary) AS mean, count(salary) AS n FROM silver.staff GROUP BY ROLLUP (dept)',
    'SELECT dept, avg(salary) AS mean, count(salary) AS n FROM silver.staff TABLESAMPLE BERNOULLI (90) GROUP BY dept',
    'SELECT dept, avg(salary) AS mean, count(salary) AS n FROM silver.staff s, generate_series(1, 30) GROUP BY dept',
    'SELECT b, avg(d) AS mean, count(d) AS n FROM silver.staff AS s(a, b, c, d) GROUP BY b',
    'SELECT dept, any_value(salary) AS v, avg(salary) AS mean, count(salary) AS n FROM silver.staff GROUP BY dept',
    'SELECT dept, avg(salary)::text AS mean, count(salary) AS n FROM silver.staff GROUP BY dept',
  ])('nor in one that SQLite has no words for: %s', async (sql) => {
    expect(toldPay((await ask(sql)).content.rows)).toBe(false);
  });
});
