// Noise around a DROP, to the reader and to the engine: whatever the engine runs a DROP of, the reader does not call harmless. The engine runs all
// that the text holds, which is more dangerous than the one statement that a downstream prepares.
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { lakeScript, schemaOf } from '../../../../cases/sql/lake.js';
import { doomed, noisyDrop } from '../../../../cases/sql/noise.js';
import { readerOf } from '../../../../cases/sql/reading.js';
import { patience, termsOf, told, trial } from '../../../../cases/sql/tried.js';

const terms = termsOf('AEGIS_LEXICAL', 3000);
const table = 'CREATE TABLE silver.doomed(id INTEGER PRIMARY KEY)';
const read = readerOf(schemaOf(`${lakeScript.trim()}\n${table}`));

const db = new Database(':memory:');
db.exec(`ATTACH ':memory:' AS silver; ${table}`);
const standing = db.prepare("SELECT count(*) FROM silver.sqlite_schema WHERE name = 'doomed'").pluck();
afterAll(() => db.close());

interface Heard {
  readonly isDropped: boolean;
  readonly isRun: boolean;
}

/** What came of it; a table that went stands again afterwards. */
function hear(text: string): Heard {
  let isRun = true;
  try {
    db.exec(text);
  } catch {
    isRun = false;
  }
  if (db.inTransaction) db.exec('ROLLBACK');
  const isDropped = standing.get() === 0;
  if (isDropped) db.exec(table);
  return { isDropped, isRun };
}

it('the engine is heard when it runs the DROP, and when it does not', () => {
  expect([doomed, `SELECT 1; ${doomed}; SELECT nosuch`, `SELECT '${doomed}'`].map(hear)).toEqual([
    { isDropped: true, isRun: true },
    { isDropped: true, isRun: false },
    { isDropped: false, isRun: true },
  ]);
});

it(
  'no text of which the engine runs a DROP is called harmless',
  async () => {
    const seen = { asked: 0, drops: 0, harmless: 0 };
    await trial(1, noisyDrop, terms, (text) => {
      const { isDropped, isRun } = hear(text);
      const { understood, readonly, destructive } = answerOf(read(text));
      const isHarmless = readonly || (understood && !destructive);
      expect({ text, isDropped, isHarmless }).not.toEqual({ text, isDropped: true, isHarmless: true });
      seen.asked += 1;
      if (isDropped) seen.drops += 1;
      if (isHarmless && isRun) seen.harmless += 1;
    });
    told('lexical, sqlite', terms, seen);
    // INVARIANT: noise that never lets the DROP through, or never hides it, tries nothing.
    expect(seen.drops).toBeGreaterThan(seen.asked / 20);
    expect(seen.harmless).toBeGreaterThan(seen.asked / 50);
  },
  patience(terms),
);
