// The engine as judge of the reader: statements of every kind are run and undone in two databases of a real PostgreSQL that differ in classified
// values alone. Whatever it did there must be in the reading, and whatever differs between the two must bear a class.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPgParser } from '../../actors/powers/reading/pg-query.js';
import { openReading } from '../../actors/powers/workers/reading.js';
import { catalogWire } from '../../actors/powers.js';
import { STATEMENTS, statementIn } from '../../downstreams/postgres/server/structure.js';
import {
  addCarries,
  type Carry,
  emptyOverlay,
  type OverlayWire,
  overlayJson,
} from '../../src/catalog/overlay.js';
import { type Effects, isEffects } from '../../src/intercept/effects.js';
import { answerOf } from '../../src/intercept/sql/answer.js';
import { strangersOf } from '../cases/sql/strangers.js';
import { patience, told as tell, termsOf, trial } from '../cases/sql/tried.js';
import { type Court, type Deed, openCourt, type Room } from './judge/court.js';
import { courtCatalog } from './judge/furniture.js';
import { isPassing, leaks, objections } from './judge/objections.js';
import { statement, turns } from './judge/statements.js';

const terms = termsOf('AEGIS_JUDGED', 1500);
const lanes = 4;

let court: Court;
let read: (text: string, carries?: readonly Carry[]) => Promise<Effects>;
/** Each overlay has a count of its own: a reading holds for one alone. */
let count = 0;
const overlayOf = (carries: readonly Carry[]): OverlayWire => {
  count += 1;
  return { count, value: overlayJson({ ...addCarries(emptyOverlay, carries), count }) };
};

/** The reader as the kernel has it, over the structure that this server tells. */
async function readerOver({ rows }: Room): Promise<typeof read> {
  const told = await rows(STATEMENTS);
  const statements = told.map((row) => statementIn(Object.values(row).map((cell) => `${cell}`)));
  const schema = { digest: 'd1', engine: { name: 'postgres', version: '18' }, statements };
  const reading = await openReading({ openParser: openPgParser });
  const loaded = await reading.answer({
    type: 'load',
    system: 'pg',
    schema,
    catalog: catalogWire(courtCatalog),
  });
  expect(loaded.type).toBe('loaded');
  return async (text, carries = []) => {
    const asked = { type: 'read', system: 'pg', dialect: 'postgres', text } as const;
    const answer = await reading.answer({ ...asked, overlay: overlayOf(carries) });
    if (answer.type !== 'read' || !isEffects(answer.effects)) throw new Error('no reading');
    return answer.effects;
  };
}

beforeAll(async () => {
  court = await openCourt(lanes);
  read = await court.inside(0, readerOver);
});
afterAll(() => court?.close());

/** What two runs differ in is not the reader's doing: the moment, chance, the name of the database. What reaches past the database is not tried on it, and a file that is written anew for one more column loses nothing. */
const isOfThisPlace = ({ is, sql }: { readonly is: string; readonly sql: string }): boolean =>
  is !== 'acts' && !/now\(\)|random|clock_|current_database|xmin|COPY|CONCURRENTLY|STORED/.test(sql);

/** What has been judged so far. */
const scene = () => {
  const seen = { asked: 0, ran: 0, understood: 0, reads: 0, writes: 0, destructive: 0 };
  const judge = async (sql: string, lane: number): Promise<void> => {
    const effects = await read(sql);
    const told = answerOf(effects);
    // What is called a read is run where the engine refuses every other.
    const mode = told.readonly ? 'READ ONLY' : 'READ WRITE';
    const deeds: Deed[] = [];
    const found = await court.found(lane, async (room, twin) => {
      const [deed, other] = await Promise.all([room.tried(sql, mode), twin.witnessed(sql, mode)]);
      deeds.push(deed);
      return objections(effects, deed, other);
    });
    expect([sql, ...found]).toEqual([sql]);
    const deed = deeds.at(-1);
    seen.asked += 1;
    if (deed?.code !== '') return;
    seen.ran += 1;
    if (told.understood) seen.understood += 1;
    if (told.readonly) seen.reads += 1;
    if (deed.moved.size > 0 && told.understood) seen.writes += 1;
    if (told.understood && told.destructive) seen.destructive += 1;
  };
  return { seen, judge };
};

it(
  'nothing that the engine does is left unsaid by the reader',
  async () => {
    const { seen, judge } = scene();
    await trial(lanes, statement, terms, judge);
    tell('judged, postgres', terms, seen);
    // INVARIANT: a reader that understands nothing, and statements that never run, pass no test of what is said of them.
    const least = { ran: 0.7, understood: 0.4, reads: 0.2, writes: 0.05, destructive: 0.03 };
    for (const [what, share] of Object.entries(least))
      expect([what, seen[what as keyof typeof seen] / seen.asked > share]).toEqual([what, true]);
  },
  patience(terms),
);

it('nor is it of what strangers write', async () => {
  const { seen, judge } = scene();
  for (const { sql } of strangersOf('postgres').filter((one) => isOfThisPlace(one))) await judge(sql, 0);
  expect(seen.ran).toBeGreaterThan(200);
  expect(seen.understood).toBeGreaterThan(180);
});

const carriedTo = (carries: readonly Carry[]): readonly string[] =>
  carries.map(({ dataset, column }) => `${dataset}.${column}`);

it(
  'what a write has left behind is read with the classes that it carried there',
  async () => {
    const seen = { asked: 0, carried: 0, masked: 0 };
    const judge = async ([first, then]: readonly [string, string], lane: number): Promise<void> => {
      seen.asked += 1;
      const written = await read(first);
      if (!isPassing(written) || written.created.length > 0) return;
      const { carries } = written;
      const effects = await read(then, carries);
      if (!isPassing(effects)) return;
      const found = await court.found(lane, async (room, twin) => {
        const [one, other] = await Promise.all([
          room.witnessed(then, 'READ WRITE', first),
          twin.witnessed(then, 'READ WRITE', first),
        ]);
        return leaks(effects, one, other, carriedTo(carries));
      });
      expect([first, then, ...found]).toEqual([first, then]);
      if (carries.length === 0) return;
      seen.carried += 1;
      if (effects.egress.some(({ classes }) => classes.length > 0)) seen.masked += 1;
    };
    await trial(lanes, turns, terms, judge);
    tell('turns, postgres', terms, seen);
    // INVARIANT: writes that carry nothing, and reads that show nothing of it, try nothing.
    expect(seen.carried).toBeGreaterThan(seen.asked / 40);
    expect(seen.masked).toBeGreaterThan(seen.asked / 80);
  },
  patience(terms),
);
