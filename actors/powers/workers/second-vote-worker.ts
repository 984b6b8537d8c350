/** The second parser's own thread. It can only add a denial to a reading, or say that it could not parse; it never says that something is safe. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Effects } from '../../../src/intercept/effects.js';
import { type Dialect, type Judgement, judge, type Vote } from '../../../src/intercept/sql/index.js';
import { voteSlot } from './vote-slot.js';

/** The grammar of a dialect that will be asked about. */
export interface Preparation {
  readonly prepare: Dialect;
}
/** A text that is being read on the reader's thread: it is parsed meanwhile, and the vote is laid where that thread finds it. */
export interface Announcement {
  readonly id: number;
  readonly dialect: Dialect;
  readonly text: string;
}
/** Asked when the vote was not there in time. */
export interface VoteQuestion extends Announcement {
  readonly effects: Effects;
}
export interface VoteAnswer extends Judgement {
  readonly id: number;
}

/** Each weighs some megabytes and takes a while to load. */
const grammars = {
  sqlite: async () => new (await import('node-sql-parser/build/sqlite.js')).default.Parser(),
  postgres: async () => new (await import('node-sql-parser/build/postgresql.js')).default.Parser(),
} as const satisfies Record<Dialect, () => Promise<unknown>>;
const databases = { sqlite: 'sqlite', postgres: 'postgresql' } as const satisfies Record<Dialect, string>;
const parsers = new Map<Dialect, { astify(text: string, options: { database: string }): unknown }>();
// `as`: the one who starts this thread gives it the memory.
const slot = voteSlot(workerData as SharedArrayBuffer);

interface Parsed {
  readonly type?: unknown;
  readonly where?: unknown;
}

function voteOn({ dialect, text }: Announcement): Vote | undefined {
  try {
    const tree = parsers.get(dialect)?.astify(text, { database: databases[dialect] });
    if (tree === undefined) return undefined;
    // An empty statement is an empty list among the others. Only two fields are looked at, and each is checked before it is used.
    const statements = [tree].flat(2).filter(Boolean) as readonly Parsed[];
    return {
      kinds: statements.map(({ type }) => (typeof type === 'string' ? type.toLowerCase() : 'unknown')),
      conditions: statements.map(({ where }) => where !== null && where !== undefined),
    };
  } catch {
    return undefined;
  }
}

let parsed: { readonly dialect: Dialect; readonly text: string; readonly vote: Vote | undefined } | undefined;

function voteFor(asked: Announcement): Vote | undefined {
  const { dialect, text } = asked;
  if (parsed?.text !== text || parsed.dialect !== dialect) parsed = { dialect, text, vote: voteOn(asked) };
  return parsed.vote;
}

async function prepare(dialect: Dialect): Promise<void> {
  parsers.set(dialect, await grammars[dialect]());
  parentPort?.postMessage({ ready: dialect });
}

parentPort?.on('message', (message: Preparation | Announcement | VoteQuestion) => {
  if ('prepare' in message) return void prepare(message.prepare);
  const vote = voteFor(message);
  if (!('effects' in message)) return slot.lay(message.id, vote);
  const answer: VoteAnswer = { id: message.id, ...judge(message.effects, vote) };
  parentPort?.postMessage(answer);
});
