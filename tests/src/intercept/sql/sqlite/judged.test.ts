// The engine as judge of the reader: statements of every kind are run and undone in two lakes that differ in classified values alone. Whatever the
// engine did must be in the reading, and whatever differs between the lakes must bear a class.
import { afterAll, expect, it } from 'vitest';
import { withCarries } from '../../../../../src/catalog/overlay.js';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { readerOf } from '../../../../cases/sql/reading.js';
import { strangersOf } from '../../../../cases/sql/strangers.js';
import { patience, told as tell, termsOf, trial } from '../../../../cases/sql/tried.js';
import { openCourt } from './judge/court.js';
import { courtCatalog, courtSchema } from './judge/furniture.js';
import { differing, isPassing, leaks, objections } from './judge/objections.js';
import { statement, turns } from './judge/statements.js';

const terms = termsOf('AEGIS_JUDGED', 1500);
const read = readerOf(courtSchema, courtCatalog);
const court = openCourt();
afterAll(() => court.close());

const [one, other] = court.tried('SELECT 1', true);
const before = differing(one?.after ?? new Map(), other?.after ?? new Map());

/** What has been judged so far. */
const scene = () => {
  const seen = { asked: 0, ran: 0, understood: 0, reads: 0, writes: 0, destructive: 0 };
  const judge = (sql: string): void => {
    const effects = read(sql);
    const told = answerOf(effects);
    // What is called a read is run where the engine refuses every other.
    const deeds = court.tried(sql, told.readonly);
    expect([sql, ...objections(effects, deeds, before)]).toEqual([sql]);
    seen.asked += 1;
    if (deeds[0]?.code !== '') return;
    seen.ran += 1;
    if (told.understood) seen.understood += 1;
    if (told.readonly) seen.reads += 1;
    if (deeds[0].moved.size > 0 && told.understood) seen.writes += 1;
    if (told.understood && told.destructive) seen.destructive += 1;
  };
  return { seen, judge };
};

it('nor is it of what strangers write', () => {
  const { seen, judge } = scene();
  // Two runs are two moments.
  const isSteady = ({ sql }: { readonly sql: string }): boolean => !/'now'|random|current_time/.test(sql);
  for (const { sql } of strangersOf('sqlite').filter(isSteady)) judge(sql);
  expect(seen.ran).toBeGreaterThan(200);
  expect(seen.understood).toBeGreaterThan(180);
});

it(
  'nothing that the engine does is left unsaid by the reader',
  async () => {
    expect(before).toContain('silver.customers.email');
    expect(before).not.toContain('silver.customers.country');
    const { seen, judge } = scene();
    await trial(1, statement, terms, judge);
    tell('judged, sqlite', terms, seen);
    // INVARIANT: a reader that understands nothing, and statements that never run, pass no test of what is said of them.
    const least = { ran: 0.6, understood: 0.4, reads: 0.2, writes: 0.05, destructive: 0.03 };
    for (const [what, share] of Object.entries(least))
      expect([what, seen[what as keyof typeof seen] / seen.asked > share]).toEqual([what, true]);
  },
  patience(terms),
);

it(
  'what a write has left behind is read with the classes that it carried there',
  async () => {
    const seen = { asked: 0, carried: 0, masked: 0 };
    await trial(1, turns, terms, ([first, then]) => {
      seen.asked += 1;
      const { carries, ...written } = read(first);
      if (!isPassing({ carries, ...written }) || written.created.length > 0) return;
      const effects = read(then, withCarries(courtCatalog, carries));
      if (!isPassing(effects)) return;
      const carried = carries.map(({ dataset, column }) => `${dataset}.${column}`);
      const found = leaks(effects, court.tried(then, true, first), new Set([...before, ...carried]));
      expect([first, then, ...found]).toEqual([first, then]);
      if (carries.length === 0) return;
      seen.carried += 1;
      if (effects.egress.some(({ classes }) => classes.length > 0)) seen.masked += 1;
    });
    tell('turns, sqlite', terms, seen);
    // INVARIANT: writes that carry nothing, and reads that show nothing of it, try nothing.
    expect(seen.carried).toBeGreaterThan(seen.asked / 40);
    expect(seen.masked).toBeGreaterThan(seen.asked / 80);
  },
  patience(terms),
);
