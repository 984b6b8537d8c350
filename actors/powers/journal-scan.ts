/** Reads a chain that another start has left: its last whole line, what is torn behind it, and the intents that have no outcome. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { JsonObject } from '../../src/call/json.js';
import type { JournalStart } from '../powers.js';

export interface Scan extends Pick<JournalStart, 'seq' | 'hash' | 'open'> {
  /** Bytes of whole, fitting lines; what stands behind them is torn. */
  readonly good: number;
}

interface Line {
  readonly seq: number;
  readonly prev: string;
  readonly type: string;
  readonly decision: string;
  readonly body: JsonObject;
}

const newline = 0x0a;
const chunkSize = 1 << 20;

/** Whole lines with the offset behind each; a last line without its newline is not given. */
export function* wholeLines(path: string): Generator<{ readonly line: Buffer; readonly end: number }> {
  const file = openSync(path, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    let at = 0;
    const chunk = Buffer.alloc(chunkSize);
    for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
      rest = Buffer.concat([rest, chunk.subarray(0, size)]);
      let start = 0;
      for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline, start)) {
        at += end + 1 - start;
        yield { line: rest.subarray(start, end), end: at };
        start = end + 1;
      }
      rest = rest.subarray(start);
    }
  } finally {
    closeSync(file);
  }
}

function parse(line: Buffer): Line | undefined {
  try {
    // `as`: each field that is used is checked in the next line.
    const value = JSON.parse(line.toString('utf8')) as Line;
    return typeof value.seq === 'number' && typeof value.prev === 'string' && typeof value.type === 'string'
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

const closes = new Set(['outcome', 'deny', 'recovery']);

export function scanChain(path: string, genesis: string): Scan {
  const intents = new Map<
    string,
    { readonly decision: string; readonly seq: number; readonly body: JsonObject }
  >();
  let [seq, hash, good] = [-1, genesis, 0];
  for (const { line, end } of wholeLines(path)) {
    const entry = parse(line);
    if (entry === undefined || entry.seq !== seq + 1 || entry.prev !== hash) break;
    [seq, hash, good] = [entry.seq, createHash('sha256').update(line).digest('hex'), end];
    if (entry.type === 'intent')
      intents.set(entry.decision, { decision: entry.decision, seq, body: entry.body });
    else if (closes.has(entry.type)) intents.delete(entry.decision);
  }
  return { seq, hash, good, open: [...intents.values()] };
}
