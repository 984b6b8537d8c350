// A server that falls under load and comes back, behind one kernel: every call is answered once, no write is lost or made twice, and the kernel serves
// on by itself. It needs a server that it may end, so with AEGIS_TEST_PG_DSN it is left out.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { journal, type Kernel, startKernel, verb } from '../acceptance/kernel.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';

const shipped = join(import.meta.dirname, '..', '..', 'manifests', 'postgres-server.yaml');
const rows = 400;
const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE silver.orders (id integer PRIMARY KEY, customer_id integer, amount integer, status text);
INSERT INTO silver.orders SELECT g, g, 0, 'open' FROM generate_series(1, ${rows}) g;
`;
const isOurs = process.env.AEGIS_TEST_PG_DSN === undefined;

let server: RealServer;
let kernel: Kernel;
let place: RealPlace;
beforeAll(async () => {
  if (!isOurs) return;
  server = await openRealServer(seed);
  place = makeRealPlace({ dsn: server.url() });
  kernel = await startKernel(place);
  await kernel.client.listTools();
});
afterAll(async () => {
  await kernel?.close();
  await server?.stop();
  place?.remove();
});

type Answer = Awaited<ReturnType<Kernel['call']>>;
const read = (at: number) => `SELECT count(*) AS n FROM silver.orders WHERE id > ${at}`;
const write = (at: number) => `UPDATE silver.orders SET amount = amount + 1 WHERE id = ${(at % rows) + 1}`;

/** As many as fifty calls at a time, every other one a write to a row of its own. */
function load() {
  const answers: { readonly isWrite: boolean; readonly answer: Answer }[] = [];
  let [asked, isOver] = [0, false];
  const work = async (): Promise<void> => {
    while (!isOver && asked < 2 * rows) {
      const at = asked++;
      const isWrite = at % 2 === 0;
      const tool = isWrite ? 'postgres__execute' : 'postgres__query';
      const answer = await kernel.call(tool, { sql: isWrite ? write(at / 2) : read(at) });
      answers.push({ isWrite, answer });
    }
  };
  const done = Promise.all(Array.from({ length: 50 }, work));
  const end = async (): Promise<number> => {
    isOver = true;
    await done;
    return asked;
  };
  return { answers, end };
}

it.runIf(isOurs)(
  'a server that falls under load costs the calls of that time, and no write is lost or made twice',
  async () => {
    const { answers, end } = load();
    const some = (code: string) => answers.filter(({ answer }) => answer.code === code).length;
    await expect.poll(() => some('allowed'), { timeout: 60_000 }).toBeGreaterThan(20);
    await server.cluster?.fall();
    await expect.poll(() => answers.length - some('allowed'), { timeout: 60_000 }).toBeGreaterThan(10);
    await server.cluster?.rise();
    const asked = await end();

    expect(answers).toHaveLength(asked);
    // A server that is starting answers so; a statement whose commit nobody answered is told apart from one that was not made. Writes to rows of one
    // page may conflict, as they are serializable: PostgreSQL then makes one of them, and the other is told that it was not made.
    const told = answers.flatMap(({ answer }) => (answer.code === 'allowed' ? [] : [answer.text]));
    const lines = told.map((text) => /What: (\S+)\./.exec(text)?.[1] ?? text);
    for (const line of new Set(lines))
      expect(['database-unreachable', 'commit-unknown', 'conflict']).toContain(line);
    for (const text of told)
      if (!text.includes('commit-unknown')) expect(text).toContain('Retry: yes, later.');
    // It was told nothing: the same kernel asks the server that is back.
    const ask = () => kernel.call('postgres__query', { sql: read(0) });
    await expect.poll(async () => (await ask()).content.rows, { timeout: 60_000 }).toEqual([[rows]]);

    const writes = answers.filter(({ isWrite }) => isWrite).map(({ answer }) => answer);
    const made = writes.filter(({ code }) => code === 'allowed').length;
    const unknown = writes.filter(({ text }) => text.includes('commit-unknown')).length;
    const [found] = await server.sql('SELECT sum(amount)::int AS n, max(amount) AS most FROM silver.orders');
    expect(found?.most).toBe(1);
    expect(Number(found?.n)).toBeGreaterThanOrEqual(made);
    expect(Number(found?.n)).toBeLessThanOrEqual(made + unknown);

    const entries = journal(place);
    const of = (type: string) => entries.filter((one) => one.type === type).map((one) => one.decision);
    expect(new Set(of('outcome'))).toEqual(new Set(of('intent')));
    expect(of('outcome')).toHaveLength(new Set(of('outcome')).size);
    const audited = new Set(entries.map(({ decision }) => decision));
    expect(told.filter((text) => !audited.has(/Decision: (\w+)/.exec(text)?.[1] ?? ''))).toEqual([]);
  },
  180_000,
);

it.runIf(isOurs)(
  '`aegis sql` asks a live server for its structure, and its manifest says what is personal',
  () => {
    const words = ['sql', '--manifest', shipped, '--json'];
    const { exit, stdout, stderr } = verb(place, ...words, 'SELECT id, status FROM silver.orders');
    expect([exit, stderr]).toEqual([0, '']);
    const seen = { understood: true, readonly: true, reads: ['silver.orders'], pii_output_columns: [] };
    expect(JSON.parse(stdout)).toMatchObject(seen);
    // What the structure does not have is known to be wrong before it runs.
    const wrong = verb(place, ...words, 'SELECT nosuch FROM silver.orders');
    expect(JSON.parse(wrong.stdout)).toMatchObject({ understood: false });
  },
);
