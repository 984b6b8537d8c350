/** The second parser's own thread. It says what kinds of statement it parsed, or that it could not; it never says that something is safe. */
import { parentPort } from 'node:worker_threads';
import sqlite from 'node-sql-parser/build/sqlite.js';
import type { Vote } from '../../../src/intercept/sql/index.js';

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

parentPort?.on('message', ({ id, text }: { id: number; text: string }) => {
  parentPort?.postMessage({ id, vote: voteOn(text) });
});
parentPort?.postMessage({ ready: true });
