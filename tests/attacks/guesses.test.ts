// An agent guesses at a masked value: whatever way its own words come back masked, they look like no value of a column, and no question is answered by it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Kernel, startKernel } from '../acceptance/kernel.js';
import { type Lake, makeLake, people } from '../acceptance/lake.js';
import { sealing } from './sealing.js';

const guess = people[0]?.email ?? '';
const mask = /\[EMAIL:~?[a-z2-7]{12,28}\]/g;

const lakes: Lake[] = [];
const kernels: Kernel[] = [];
beforeAll(async () => {
  for (const policy of [undefined, sealing]) {
    const lake = makeLake(policy === undefined ? {} : { policy });
    lakes.push(lake);
    kernels.push(await startKernel(lake));
  }
});
afterAll(async () => {
  for (const kernel of kernels) await kernel.close();
  for (const lake of lakes) lake.remove();
});

const ways: readonly (readonly [what: string, tool: string, args: Readonly<Record<string, unknown>>])[] = [
  ['a literal', 'postgres__query', { sql: `SELECT '${guess}' AS x, id FROM silver.customers WHERE id = 1` }],
  [
    'a literal that is named as the column',
    'postgres__query',
    { sql: `SELECT '${guess}' AS email, id FROM silver.customers WHERE id = 1` },
  ],
  [
    'a text put together',
    'postgres__query',
    {
      sql: `SELECT '${guess.slice(0, 5)}' || '${guess.slice(5)}' AS x, id FROM silver.customers WHERE id = 1`,
    },
  ],
  [
    'a bound value',
    'postgres__query',
    { sql: 'SELECT ? AS x, id FROM silver.customers WHERE id = 1', params: [guess] },
  ],
  [
    'many of them',
    'postgres__query',
    {
      sql: `SELECT j.value, c.id FROM silver.orders c, json_each('["${guess}","${people[1]?.email}"]') j WHERE c.id = 1`,
    },
  ],
  ['an alias', 'postgres__query', { sql: `SELECT id AS "${guess}" FROM silver.customers WHERE id = 1` }],
  [
    'JSON',
    'postgres__query',
    { sql: `SELECT json_object('email', '${guess}') AS x, id FROM silver.customers WHERE id = 1` },
  ],
  ['the key of an object', 's3__put', { key: `silver/${guess}`, body: 'x' }],
  ['a list of keys', 's3__list', { prefix: 'silver/' }],
  ['the type of an object', 's3__put', { key: 'silver/t', body: 'x', content_type: `text/${guess}` }],
  [
    'a clear column that it has written',
    'postgres__execute',
    { sql: `UPDATE silver.orders SET status = '${guess}' WHERE id = 1 RETURNING status` },
  ],
  ['the same read again', 'postgres__query', { sql: 'SELECT status FROM silver.orders WHERE id = 1' }],
];

it.each(ways)('%s comes back as the token of no column, and as no seal', async (_what, tool, args) => {
  for (const kernel of kernels) {
    const answer = await kernel.call(tool, args);
    const { content } = await kernel.call('postgres__query', { sql: 'SELECT email FROM silver.customers' });
    const columns: readonly string[] = JSON.stringify(content.rows).match(mask) ?? [];
    expect(columns).toHaveLength(people.length);
    const said = `${answer.text}${JSON.stringify(answer.content)}`;
    expect(said).not.toContain(guess);
    const shown = said.match(mask) ?? [];
    expect(shown.filter((one) => columns.includes(one) || one.includes('~'))).toEqual([]);
  }
});

it('what is found is told apart, and the same is the same', async () => {
  const [one] = kernels;
  const sql = `SELECT '${guess}' AS a, '${people[1]?.email}' AS b, '${guess}' AS c, id FROM silver.customers WHERE id = 1`;
  const answer = await one?.call('postgres__query', { sql });
  // `as`: the shape of a page of rows, which the published schema holds it to.
  const [[a, b, c] = []] = (answer?.content.rows ?? []) as readonly (readonly string[])[];
  expect(a).toMatch(/^\[EMAIL:[a-z2-7]{12}\]$/);
  expect([a === c, a === b]).toEqual([true, false]);
});
