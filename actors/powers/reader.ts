/** Reads statements off the main thread, with a deadline and a second vote. What is late, broken or disputed is opaque. */
import { type Effects, opaque } from '../../src/intercept/effects.js';
import { isDialect, isMoreDangerous } from '../../src/intercept/sql/index.js';
import type { CatalogWire, Reader, ReadRequest, Schema } from '../powers.js';
import { type Ballot, createSecondVote } from './second-vote.js';
import { createLane } from './workers/lane.js';
import type { ReaderAnswer, ReaderQuestion } from './workers/reader-worker.js';

export interface VoteCounts {
  readonly agreed: number;
  readonly disagreed: number;
  readonly unparsed: number;
  readonly late: number;
}
export interface SqlReader extends Reader {
  votes(): VoteCounts;
  /** Threads lost to a deadline or a crash. */
  restarts(): number;
  /** Objects of a loaded system that could not be replayed, as `kind:schema.name`. */
  leftOut(system: string): readonly string[];
}

export interface ReaderOptions {
  readonly deadline?: number;
  readonly voteWithin?: number;
  readonly mostWaiting?: number;
  readonly mostCached?: number;
  /** Other programs for the threads; tests use them to break one. */
  readonly workers?: { readonly reader?: URL; readonly vote?: URL };
}

const loadWithin = 10_000;
const stuckAfter = 500;

/** Keeps the latest verdicts; a full cache forgets the one unused for longest. */
function createCache(most: number) {
  const verdicts = new Map<string, Effects>();
  return {
    get(key: string): Effects | undefined {
      const found = verdicts.get(key);
      if (found === undefined) return undefined;
      verdicts.delete(key);
      verdicts.set(key, found);
      return found;
    },
    put(key: string, effects: Effects): void {
      verdicts.set(key, effects);
      const [oldest] = verdicts.keys();
      if (verdicts.size > most && oldest !== undefined) verdicts.delete(oldest);
    },
  };
}

interface System {
  readonly schema: Schema;
  readonly catalog: CatalogWire;
  leftOut: readonly string[];
}

const loadOf = (system: string, { schema, catalog }: System): ReaderQuestion => ({
  type: 'load',
  system,
  schema,
  catalog,
});

function createTally() {
  const counts = { agreed: 0, disagreed: 0, unparsed: 0, late: 0 };
  return {
    counts: (): VoteCounts => ({ ...counts }),
    judge(effects: Effects, ballot: Ballot): Effects {
      if ('none' in ballot) {
        counts[ballot.none] += 1;
        return effects;
      }
      const disagrees = isMoreDangerous(effects, ballot.vote);
      counts[disagrees ? 'disagreed' : 'agreed'] += 1;
      return disagrees ? { ...effects, opaque: [...effects.opaque, 'second reader disagrees'] } : effects;
    },
  };
}

export function createReader(options: ReaderOptions = {}): SqlReader {
  const systems = new Map<string, System>();
  const cache = createCache(options.mostCached ?? 2_000);
  const tally = createTally();
  const lane = createLane<ReaderQuestion, ReaderAnswer>({
    file: options.workers?.reader ?? new URL('./workers/reader-worker.js', import.meta.url),
    mostWaiting: options.mostWaiting ?? 256,
    warmUp: () => [...systems].map(([name, system]) => loadOf(name, system)),
  });
  const second = createSecondVote({
    within: options.voteWithin ?? 20,
    stuckAfter,
    ...(options.workers?.vote === undefined ? {} : { file: options.workers.vote }),
  });

  async function readFresh(request: ReadRequest): Promise<{ effects: Effects; isFinal: boolean }> {
    const { system, text } = request;
    const [answer, ballot] = await Promise.all([
      lane.ask({ type: 'read', system, text }, options.deadline ?? 250),
      second.vote(text),
    ]);
    if (answer === undefined) return { effects: opaque('reader-deadline'), isFinal: false };
    if (answer.type !== 'read') return { effects: opaque('reader-failed'), isFinal: false };
    const { effects } = answer;
    // What is opaque is denied already: a second opinion would change nothing.
    if (effects.opaque.length > 0) return { effects, isFinal: true };
    return { effects: tally.judge(effects, ballot), isFinal: !('none' in ballot && ballot.none === 'late') };
  }

  return {
    async load(name, schema, catalog) {
      const system: System = { schema, catalog, leftOut: [] };
      systems.delete(name);
      second.warm();
      const answer = await lane.ask(loadOf(name, system), loadWithin);
      if (answer?.type !== 'loaded')
        throw new Error(answer?.type === 'failed' ? answer.why : 'the reader did not answer');
      systems.set(name, { ...system, leftOut: answer.leftOut });
    },
    async read(request) {
      const system = systems.get(request.system);
      if (!isDialect(request.dialect)) return opaque('unknown dialect');
      if (typeof request.text !== 'string' || request.text.length > 65_536) return opaque('text too long');
      if (system === undefined) return opaque('the system is not loaded');
      const key = JSON.stringify([
        request.system,
        system.catalog.version,
        system.schema.digest,
        request.text,
      ]);
      const known = cache.get(key);
      if (known !== undefined) return known;
      const { effects, isFinal } = await readFresh(request);
      if (isFinal && systems.get(request.system) === system) cache.put(key, effects);
      return effects;
    },
    votes: tally.counts,
    restarts: lane.restarts,
    leftOut: (system) => systems.get(system)?.leftOut ?? [],
    async close() {
      await Promise.all([lane.close(), second.close()]);
    },
  };
}
