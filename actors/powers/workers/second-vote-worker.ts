/** The second parser's own thread. It can only add a denial to a reading, or say that it could not parse; it never says that something is safe. */
import { parentPort, workerData } from 'node:worker_threads';
import sqlite from 'node-sql-parser/build/sqlite.js';
import type { Effects } from '../../../src/intercept/effects.js';
import { type Judgement, judge, type Vote } from '../../../src/intercept/sql/index.js';
import { voteSlot } from './vote-slot.js';

/** A text that is being read on the reader's thread: it is parsed meanwhile, and the vote is laid where that thread finds it. */
export interface Announcement {
  readonly id: number;
  readonly text: string;
}
/** Asked when the vote was not there in time. */
export interface VoteQuestion extends Announcement {
  readonly effects: Effects;
}
export interface VoteAnswer extends Judgement {
  readonly id: number;
}

const parser = new sqlite.Parser();
// `as`: the one who starts this thread gives it the memory.
const slot = voteSlot(workerData as SharedArrayBuffer);

interface Parsed {
  readonly type?: unknown;
  readonly where?: unknown;
}

function voteOn(text: string): Vote | undefined {
  try {
    const tree: unknown = parser.astify(text, { database: 'sqlite' });
    // Only two fields are looked at, and each is checked before it is used.
    const statements = (Array.isArray(tree) ? tree : [tree]).filter(Boolean) as readonly Parsed[];
    return {
      kinds: statements.map(({ type }) => (typeof type === 'string' ? type.toLowerCase() : 'unknown')),
      conditions: statements.map(({ where }) => where !== null && where !== undefined),
    };
  } catch {
    return undefined;
  }
}

let parsed: { readonly text: string; readonly vote: Vote | undefined } | undefined;

function voteFor(text: string): Vote | undefined {
  if (parsed?.text !== text) parsed = { text, vote: voteOn(text) };
  return parsed.vote;
}

parentPort?.on('message', (message: Announcement | VoteQuestion) => {
  const vote = voteFor(message.text);
  if (!('effects' in message)) return slot.lay(message.id, vote);
  const answer: VoteAnswer = { id: message.id, ...judge(message.effects, vote) };
  parentPort?.postMessage(answer);
});
parentPort?.postMessage({ ready: true });
