// Noise around a DROP, to the reader and to the engine: whatever the engine runs a DROP of, the reader does not call harmless. The engine is asked by
// the protocol that takes several statements, which is the more dangerous one. AEGIS_LEXICAL says how many are tried.
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerOf } from '../../src/intercept/sql/answer.js';
import { pgReaderOf } from '../cases/sql/reading-postgres.js';
import { doomed, noisyDrop } from './judge/noise.js';
import { type Cluster, startCluster } from './postgres-cluster.js';

const wanted = Number(process.env.AEGIS_LEXICAL ?? 3000);
/** The ordinary run tries the same ones each time; a longer one looks for others. */
const terms = { numRuns: wanted, ...(process.env.AEGIS_LEXICAL === undefined ? { seed: 1 } : {}) };
const read = pgReaderOf();

let cluster: Cluster;
let client: pg.Client;
let notices = 0;
beforeAll(async () => {
  cluster = await startCluster('CREATE SCHEMA silver;\n');
  const { host, password } = cluster;
  client = new pg.Client({
    host,
    user: 'owner',
    password,
    database: 'postgres',
    options: '-c statement_timeout=2000',
  });
  client.on('notice', ({ message }) => {
    if (message?.includes('"doomed"') === true) notices += 1;
  });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await cluster?.stop();
});

interface Heard {
  /** How often the engine ran the DROP, whatever became of what stood behind it. */
  readonly drops: number;
  readonly isRun: boolean;
}

async function heard(text: string): Promise<Heard> {
  notices = 0;
  const isRun = await client.query(text).then(
    () => true,
    () => false,
  );
  return { drops: notices, isRun };
}

it('the engine says when it runs the DROP, and when it does not', async () => {
  expect(await heard(doomed)).toEqual({ drops: 1, isRun: true });
  expect(await heard(`SELECT 1; ${doomed}; SELECT 1 / 0`)).toEqual({ drops: 1, isRun: false });
  expect(await heard(`SELECT '${doomed}'`)).toEqual({ drops: 0, isRun: true });
});

it('no text of which the engine runs a DROP is called harmless', async () => {
  const seen = { drops: 0, harmless: 0 };
  const ask = async (text: string): Promise<void> => {
    const { understood, readonly, destructive } = answerOf(read(text));
    const isHarmless = readonly || (understood && !destructive);
    const { drops, isRun } = await heard(text);
    expect([drops > 0 && isHarmless, drops]).toEqual([false, drops]);
    if (drops > 0) seen.drops += 1;
    if (isHarmless && isRun) seen.harmless += 1;
  };
  await fc.assert(fc.asyncProperty(noisyDrop, ask), terms);
  // INVARIANT: noise that never lets the DROP through, or never hides it, tries nothing.
  expect(seen.drops).toBeGreaterThan(wanted / 20);
  expect(seen.harmless).toBeGreaterThan(wanted / 50);
}, 1_800_000);
