// The lake's own process and the threads that read, lost again and again under fifty calls at once: each is answered once and audited once, and no
// write is lost or made twice. It looks at the lake's file afterwards, past every tool.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { journal, startKernel, verb } from '../acceptance/kernel.js';
import { makeLake } from '../acceptance/lake.js';
import { childrenOf } from '../acceptance/slow.js';
import { slow } from '../cases/sql/bomb.js';

const rows = 100;
const kills = 2;

const isLake = (pid: number): boolean => {
  try {
    return (
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[1]?.endsWith('/postgres/main.js') === true
    );
  } catch {
    return false;
  }
};

/** What each call asks: every other one changes a row of its own, and a few take the thread that reads them. */
const statement = (at: number): readonly [tool: string, sql: string] => {
  if (at % 97 === 50) return ['postgres__query', slow];
  return at % 2 === 0
    ? ['postgres__execute', `UPDATE silver.orders SET amount = amount + 1 WHERE id = ${at / 2 + 1}`]
    : ['postgres__query', `SELECT count(*) AS n FROM silver.orders WHERE id > ${at}`];
};

it('a lake that is killed, and readers that are lost, under fifty calls at once cost no answer, no outcome and no write', async () => {
  const lake = makeLake({ orders: rows });
  const kernel = await startKernel(lake);
  await kernel.client.listTools();
  const answers: { readonly at: number; readonly answer: Awaited<ReturnType<typeof kernel.call>> }[] = [];
  let asked = 0;
  const work = async (): Promise<void> => {
    while (asked < 2 * rows) {
      const at = asked++;
      const [tool, sql] = statement(at);
      answers.push({ at, answer: await kernel.call(tool, { sql }) });
    }
  };
  const done = Promise.all(Array.from({ length: 50 }, work));
  for (let struck = 0; struck < kills; struck += 1) {
    const before = answers.length;
    await expect.poll(() => answers.length, { timeout: 60_000 }).toBeGreaterThan(before + 20);
    for (const { pid } of childrenOf(kernel.pid)
      .filter((one) => isLake(one.pid))
      .slice(-1))
      process.kill(pid, 'SIGKILL');
  }
  await done;

  expect(answers.map(({ at }) => at).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 2 * rows }, (_, at) => at),
  );
  const isKnown = (code: string): boolean =>
    ['allowed', 'downstream-down', 'not-read-in-time'].includes(code);
  expect(answers.filter(({ answer }) => !isKnown(answer.code))).toEqual([]);
  expect(answers.filter(({ answer }) => answer.code === 'downstream-down').length).toBeGreaterThan(0);
  expect(answers.filter(({ at }) => statement(at)[1] === slow).map(({ answer }) => answer.code)).toEqual([
    'not-read-in-time',
    'not-read-in-time',
  ]);
  const ask = () => kernel.call('postgres__query', { sql: 'SELECT count(*) AS n FROM silver.orders' });
  await expect.poll(async () => (await ask()).content.rows, { timeout: 60_000 }).toEqual([[rows]]);
  await kernel.close();

  const writes = answers.filter(({ at }) => statement(at)[0] === 'postgres__execute');
  const database = new Sqlite(join(lake.directory, 'lake', 'silver.db'), { readonly: true });
  // `as`: the query names the columns.
  const moved = database.prepare('SELECT id, amount - (id - 1) * 3 AS by FROM orders').all() as {
    id: number;
    by: number;
  }[];
  database.close();
  const by = new Map(moved.map((row) => [row.id, row.by]));
  for (const { at, answer } of writes) {
    const n = by.get(at / 2 + 1);
    if (answer.code === 'allowed') expect([at, n]).toEqual([at, 1]);
    else expect([0, 1]).toContain(n);
  }
  const entries = journal(lake);
  const of = (type: string) => entries.filter((one) => one.type === type).map((one) => one.decision);
  expect([...of('outcome')].sort()).toEqual([...new Set(of('intent'))].sort());
  const audited = new Set(entries.map(({ decision }) => decision));
  expect(answers.filter(({ answer }) => answer.decision !== '' && !audited.has(answer.decision))).toEqual([]);
  expect(verb(lake, 'audit', 'verify').exit).toBe(0);
  lake.remove();
}, 240_000);
