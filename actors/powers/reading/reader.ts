/** Reads statements off the main thread, with a deadline and a second vote. What is late, broken or disputed is opaque. */
import type { Effects, Missed } from '../../../src/intercept/effects.js';
import type { Dialect } from '../../../src/intercept/sql/index.js';
import type { CatalogWire, Reader, ReadRequest, Schema } from '../../powers.js';
import type { Unanswered } from '../workers/lane.js';
import type { ReaderAnswer, ReaderQuestion } from '../workers/reading.js';
import { createSpared, type Spared } from '../workers/spare.js';
import { voteMemory } from '../workers/vote-slot.js';
import { tooLong } from './definitions.js';
import { createSecondVote, type SecondVote } from './second-vote.js';
import { createVerdicts, type Verdicts } from './verdicts.js';

export interface VoteCounts {
  readonly agreed: number;
  readonly disagreed: number;
  readonly unparsed: number;
  readonly late: number;
}
export interface SqlReader extends Reader {
  votes(): VoteCounts;
  /** Threads lost to a deadline or a crash. The one that stands by goes on. */
  restarts(): number;
  /** Objects of a loaded system that could not be replayed, as `kind:schema.name`. */
  leftOut(system: string): readonly string[];
}

export interface ReaderOptions {
  readonly deadline?: number;
  readonly voteWithin?: number;
  readonly mostWaiting?: number;
  /** Milliseconds after the first answer until a second thread stands by. */
  readonly standsByAfter?: number;
  readonly mostCached?: number;
  /** Bytes, about. */
  readonly heaviestCached?: number;
  /** Other programs for the threads; tests use them to break one. */
  readonly workers?: { readonly reader?: URL; readonly vote?: URL };
}

const loadWithin = 10_000;
const stuckAfter = 500;
/** A thread that waits for a processor has not read: by the clock its deadline is so many times as long. */
const patience = 4;
/** Megabytes: a statement leaves little, and what a thread may let lie it takes. What a system may tell of its structure has room. */
const bounds = { mostNew: 12, mostHeap: 1_024 } as const;
const mostCharacters = 65_536;
const heaviestCached = 24_000_000;

const missed: Readonly<Record<Unanswered, Missed>> = {
  late: 'reader-deadline',
  lost: 'reader-lost',
  full: 'reader-overloaded',
};

/** Why there is no reading. The type keeps this whole: every list of an Effects is here. */
const unread = (why: string): Effects => ({
  statements: 0,
  kind: 'unknown',
  reads: [],
  writes: [],
  dropped: [],
  created: [],
  altered: [],
  functions: [],
  control: [],
  locks: [],
  files: [],
  programs: [],
  network: [],
  touches: [],
  filtersOn: [],
  marks: [],
  egress: [],
  opaque: [why],
  flows: [],
  carries: [],
  shape: '',
});

interface System {
  readonly schema: Schema;
  readonly catalog: CatalogWire;
  readonly leftOut: readonly string[];
}

interface Desk {
  readonly lane: Spared<ReaderQuestion, ReaderAnswer>;
  readonly second: SecondVote;
  readonly systems: Map<string, System>;
  readonly cache: Verdicts;
  readonly counts: { agreed: number; disagreed: number; unparsed: number; late: number };
  readonly deadline: number;
}

const loadOf = (system: string, { schema, catalog }: Pick<System, 'schema' | 'catalog'>): ReaderQuestion => ({
  type: 'load',
  system,
  schema,
  catalog,
});

/** What a thread reads before anybody waits for it: the first statement takes it many times as long as the next, and that time is no statement's. */
const practice =
  "WITH a AS (SELECT 1 AS x UNION ALL SELECT 2) SELECT x, count(*) OVER (ORDER BY x), CASE WHEN x > 1 THEN upper('a') END FROM a WHERE x IN (1, 2) GROUP BY x HAVING count(*) > 0 ORDER BY 1";
const dialectOf = ({ engine }: Schema): Dialect => (engine.name === 'postgres' ? 'postgres' : 'sqlite');
const practiceIn = (system: string, { schema }: Pick<System, 'schema'>): ReaderQuestion => ({
  ...{ type: 'read', system, text: practice },
  dialect: dialectOf(schema),
});
const warmings = (name: string, system: Pick<System, 'schema' | 'catalog'>): readonly ReaderQuestion[] => [
  loadOf(name, system),
  practiceIn(name, system),
];

/** `isFinal`: worth keeping. What was late may be in time the next time. */
async function readFresh(
  desk: Desk,
  request: ReadRequest,
  { schema }: System,
): Promise<{ effects: Effects; isFinal: boolean }> {
  const dialect = dialectOf(schema);
  const asked = request.dialect === dialect ? { dialect, text: request.text } : undefined;
  const announced = asked !== undefined && desk.lane.isIdle() ? desk.second.number(asked) : undefined;
  const reading = desk.lane.ask({ type: 'read', ...request, announced }, desk.deadline);
  // After it: waking a thread takes its time, and the reading takes longer than the vote.
  if (asked !== undefined && announced !== undefined) desk.second.announce(announced, asked);
  const answer = await reading;
  if (typeof answer === 'string') return { effects: unread(missed[answer]), isFinal: false };
  if (answer.type !== 'read') return { effects: unread('reader-failed'), isFinal: false };
  if (answer.said !== undefined) {
    desk.second.found();
    desk.counts[answer.said] += 1;
    return { effects: answer.effects, isFinal: true };
  }
  // What is opaque is denied already: a second opinion would change nothing.
  if (asked === undefined || answer.effects.opaque.length > 0)
    return { effects: answer.effects, isFinal: true };
  const ballot = await desk.second.vote(asked, answer.effects);
  desk.counts[ballot === 'late' ? 'late' : ballot.said] += 1;
  return ballot === 'late'
    ? { effects: answer.effects, isFinal: false }
    : { effects: ballot.effects, isFinal: true };
}

async function read(desk: Desk, request: ReadRequest): Promise<Effects> {
  const system = desk.systems.get(request.system);
  if (typeof request.text !== 'string' || request.text.length > mostCharacters)
    return unread('text too long');
  if (system === undefined) return unread('the system is not loaded');
  const { version } = system.catalog;
  // INVARIANT: a class that was carried since makes another verdict.
  const count = request.overlay?.count ?? 0;
  const at = [request.system, request.dialect, version, system.schema.digest, count];
  const key = JSON.stringify([...at, request.text]);
  const known = desk.cache.get(key);
  if (known !== undefined) return known;
  const { effects, isFinal } = await readFresh(desk, request, system);
  if (isFinal && desk.systems.get(request.system) === system) desk.cache.put(key, effects);
  return effects;
}

async function load(desk: Desk, name: string, structure: Pick<System, 'schema' | 'catalog'>): Promise<void> {
  desk.systems.delete(name);
  const long = tooLong(structure.schema);
  if (long !== undefined) throw new Error(long);
  desk.second.warm(dialectOf(structure.schema));
  const answer = await desk.lane.ask(loadOf(name, structure), loadWithin);
  if (typeof answer === 'string') throw new Error('the reader did not answer');
  if (answer.type !== 'loaded')
    throw new Error(answer.type === 'failed' ? answer.why : 'the reader did not answer');
  for (const question of warmings(name, structure)) desk.lane.tell(question);
  desk.systems.set(name, { ...structure, leftOut: answer.leftOut });
}

const program = (name: string): URL => new URL(`../workers/${name}.js`, import.meta.url);

export function createReader(options: ReaderOptions = {}): SqlReader {
  const systems = new Map<string, System>();
  const memory = voteMemory();
  const desk: Desk = {
    systems,
    cache: createVerdicts(options.mostCached ?? 2_000, options.heaviestCached ?? heaviestCached),
    counts: { agreed: 0, disagreed: 0, unparsed: 0, late: 0 },
    deadline: options.deadline ?? 250,
    lane: createSpared({
      file: options.workers?.reader ?? program('reader-worker'),
      mostWaiting: options.mostWaiting ?? 256,
      warmUp: () => [...systems].flatMap(([name, system]) => warmings(name, system)),
      holds: memory,
      ...{ ...bounds, patience },
      standsByAfter: options.standsByAfter ?? 1_000,
    }),
    second: createSecondVote({
      within: options.voteWithin ?? 20,
      stuckAfter,
      file: options.workers?.vote ?? program('second-vote-worker'),
      memory,
      ...bounds,
    }),
  };
  return {
    load: (name, schema, catalog) => load(desk, name, { schema, catalog }),
    read: (request) => read(desk, request),
    votes: () => ({ ...desk.counts }),
    restarts: desk.lane.restarts,
    leftOut: (system) => systems.get(system)?.leftOut ?? [],
    async close() {
      await Promise.all([desk.lane.close(), desk.second.close()]);
    },
  };
}
