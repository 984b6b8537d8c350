/** The second parser's own thread. It can only add a denial to a reading, or say that it could not parse; it never says that something is safe. */
import { parentPort } from 'node:worker_threads';
import sqlite from 'node-sql-parser/build/sqlite.js';
import type { Effects } from '../../../src/intercept/effects.js';
import { type Judgement, judge, type Vote } from '../../../src/intercept/sql/index.js';

export interface VoteQuestion {
  readonly id: number;
  readonly text: string;
  readonly effects: Effects;
}
export interface VoteAnswer extends Judgement {
  readonly id: number;
}

const parser = new sqlite.Parser();

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

parentPort?.on('message', ({ id, text, effects }: VoteQuestion) => {
  const answer: VoteAnswer = { id, ...judge(effects, voteOn(text)) };
  parentPort?.postMessage(answer);
});
parentPort?.postMessage({ ready: true });
