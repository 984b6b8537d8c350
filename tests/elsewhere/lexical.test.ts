// Noise around a DROP, to the reader and to the engine: whatever the engine runs a DROP of, the reader does not call harmless. The engine is asked by
// the protocol that takes several statements, which is the more dangerous one. AEGIS_LEXICAL says how many are tried.
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerOf } from '../../src/intercept/sql/answer.js';
import { doomed, noisyDrop } from '../cases/sql/noise.js';
import { pgReaderOf } from '../cases/sql/reading-postgres.js';
import { patience, termsOf, told, trial } from '../cases/sql/tried.js';
import { type Cluster, startCluster } from './postgres-cluster.js';

const terms = termsOf('AEGIS_LEXICAL', 3000);
/** As many are asked at once, each on a connection of its own. */
const lanes = 8;
const read = pgReaderOf();

interface Heard {
  /** How often the engine ran the DROP, whatever became of what stood behind it. */
  readonly drops: number;
  readonly isRun: boolean;
}

/** An error of the engine's own is an answer; anything else has asked nothing. */
const isAnswer = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && /^[0-9A-Z]{5}$/.test(String(thrown.code));

async function openLane({ host, password }: Cluster) {
  let notices = 0;
  const options = '-c statement_timeout=2000';
  const client = new pg.Client({ host, user: 'owner', password, database: 'postgres', options });
  client.on('notice', ({ message }) => {
    if (message?.includes('"doomed"') === true) notices += 1;
  });
  await client.connect();
  const hear = async (text: string): Promise<Heard> => {
    notices = 0;
    try {
      await client.query(text);
      return { drops: notices, isRun: true };
    } catch (thrown) {
      if (!isAnswer(thrown)) throw thrown;
      return { drops: notices, isRun: false };
    }
  };
  return { hear, close: () => client.end() };
}
type Lane = Awaited<ReturnType<typeof openLane>>;

let cluster: Cluster;
const open: Lane[] = [];
beforeAll(async () => {
  cluster = await startCluster('CREATE SCHEMA silver;\n');
  for (let lane = 0; lane < lanes; lane += 1) open.push(await openLane(cluster));
});
afterAll(async () => {
  for (const lane of open) await lane.close();
  await cluster?.stop();
});

const heard = (texts: readonly string[]): Promise<readonly Heard[]> =>
  Promise.all(texts.flatMap((text, at) => open[at]?.hear(text) ?? []));

it('the engine says when it runs the DROP, and when it does not', async () => {
  expect(await heard([doomed, `SELECT 1; ${doomed}; SELECT 1 / 0`, `SELECT '${doomed}'`])).toEqual([
    { drops: 1, isRun: true },
    { drops: 1, isRun: false },
    { drops: 0, isRun: true },
  ]);
});

it(
  'no text of which the engine runs a DROP is called harmless',
  async () => {
    const seen = { asked: 0, drops: 0, harmless: 0 };
    const ask = async (text: string, lane: number): Promise<void> => {
      const { drops, isRun } = (await open[lane]?.hear(text)) ?? { drops: 0, isRun: false };
      const { understood, readonly, destructive } = answerOf(read(text));
      const isHarmless = readonly || (understood && !destructive);
      expect({ text, drops, isHarmless }).not.toEqual({ text, drops: Math.max(1, drops), isHarmless: true });
      seen.asked += 1;
      if (drops > 0) seen.drops += 1;
      if (isHarmless && isRun) seen.harmless += 1;
    };
    await trial(lanes, noisyDrop, terms, ask);
    told('lexical, postgres', terms, seen);
    // INVARIANT: noise that never lets the DROP through, or never hides it, tries nothing.
    expect(seen.drops).toBeGreaterThan(seen.asked / 20);
    expect(seen.harmless).toBeGreaterThan(seen.asked / 50);
  },
  patience(terms),
);
