// Two kernels on lakes that are equal but for their classified values, with seals in the policy: whatever an agent asks and wherever it puts a seal, both
// say the same to the last byte, each seal standing for its row.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, type Kernel, startKernel } from '../acceptance/kernel.js';
import { type Lake, makeLake } from '../acceptance/lake.js';
import { alsoAsked, anywhere, compared } from '../cases/sql/marks.js';
import { quoted, twinValues } from '../cases/sql/twin-values.js';
import { sealing } from './sealing.js';

interface Twin {
  readonly lake: Lake;
  readonly kernel: Kernel;
  /** By class and id; '' for what is absent. */
  readonly seals: ReadonlyMap<string, string>;
}

async function sealsOf(kernel: Kernel): Promise<ReadonlyMap<string, string>> {
  const seals = new Map<string, string>();
  for (const column of ['email', 'full_name']) {
    const sql = `SELECT ${column} FROM silver.customers ORDER BY id`;
    const { content } = await kernel.call('postgres__query', { sql });
    // `as`: the shape of a page of rows, which the published schema holds it to.
    for (const [at, [shown]] of (content.rows as readonly (readonly (string | null)[])[]).entries())
      seals.set(`${column} ${at}`, shown ?? '');
  }
  return seals;
}

const twins: Twin[] = [];
beforeAll(async () => {
  for (const values of twinValues) {
    // The last four of a number are four of it.
    const policies = { 'phones.yaml': 'version: 1\nmask:\n  - { class: pii.phone, with: redact }\n' };
    const lake = makeLake({ role: 'analyst', policy: sealing, policies });
    for (const [column, all] of Object.entries(values))
      for (const [at, value] of all.entries())
        lake.write(`UPDATE silver.customers SET ${column} = ${quoted(value)} WHERE id = ${at + 1}`);
    lake.write('CREATE INDEX silver.by_email ON customers (email, id)');
    const kernel = await startKernel(lake);
    twins.push({ lake, kernel, seals: await sealsOf(kernel) });
  }
});
afterAll(async () => {
  for (const { kernel } of twins) await kernel.close();
  for (const { lake } of twins) lake.remove();
});

/** What was said, with the row that each seal stands for in its place. A decision's name is made by chance. */
function said({ text, content, decision }: Answer, { seals }: Twin): string {
  const all = `${text}\n${JSON.stringify(content)}`;
  const named = decision === '' ? all : all.replaceAll(decision, 'decision');
  return [...seals].reduce((now, [row, seal]) => (seal === '' ? now : now.replaceAll(seal, row)), named);
}

const pairs = [1, 2, 3].flatMap((one) =>
  [1, 2, 3].flatMap((other) => (one === other ? [] : [[`email ${one}`, `email ${other}`] as const])),
);

const statements = [
  ...compared.map(([sql]) => sql),
  ...anywhere,
  ...alsoAsked,
  'SELECT * FROM silver.customers WHERE email = #',
  'SELECT email, count(*) FROM silver.customers WHERE email IN (#, #) GROUP BY country',
  'SELECT a.id, b.id FROM silver.customers a, silver.customers b WHERE a.email = # AND b.email = #',
].filter((sql) => /^(?:SELECT|WITH|VALUES)/.test(sql));

it.each(['email 1', 'email 6', 'full_name 2'])(
  'where the seal of %s is bound, twins are one lake to an agent',
  async (row) => {
    let allowed = 0;
    for (const sql of statements) {
      const marks = sql.split('#').length - 1;
      const answers = await Promise.all(
        twins.map(async (twin) => {
          const params = Array.from({ length: marks }, () => twin.seals.get(row) || 'no seal');
          const args = { sql: sql.replaceAll('#', '?'), params };
          return said(await twin.kernel.call('postgres__query', args), twin);
        }),
      );
      expect([sql, answers[1]]).toEqual([sql, answers[0]]);
      if (answers[0]?.includes('"rows"')) allowed += 1;
    }
    expect(allowed > 20).toBe(row === 'email 1');
  },
);

it('of two seals neither comes first, whatever index there is and however both are asked for', async () => {
  let found = 0;
  for (const where of ['email IN (#, #)', 'email = # OR email = #', 'email = # OR id = 1 OR email = #'])
    for (const [one, other] of pairs) {
      const answers = await Promise.all(
        twins.map(async (twin) => {
          const params = [one, other].map((row) => twin.seals.get(row));
          const sql = `SELECT id FROM silver.customers WHERE ${where}`.replaceAll('#', '?');
          return said(await twin.kernel.call('postgres__query', { sql, params }), twin);
        }),
      );
      expect([where, one, other, answers[1]]).toEqual([where, one, other, answers[0]]);
      if (answers[0]?.includes('"rows"')) found += 1;
    }
  expect(found).toBe(3 * pairs.length);
});

it('a seal of one twin is none of the other’s', async () => {
  const [one, other] = twins;
  const params = [one?.seals.get('email 1')];
  const answer = await other?.kernel.call('postgres__query', {
    sql: 'SELECT id FROM silver.customers WHERE email = ?',
    params,
  });
  expect(answer?.code).toBe('seal-refused');
});
