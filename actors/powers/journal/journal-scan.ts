/** Reads a chain that another start has left: its last whole line, what is torn behind it, and the intents that have no outcome. It changes nothing. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { JsonObject } from '../../../src/call/json.js';
import type { JournalStart } from '../../powers.js';

export interface Scan extends Pick<JournalStart, 'seq' | 'hash' | 'open'> {
  /** Bytes of whole, fitting lines; what stands behind them is torn. */
  readonly good: number;
  /** Whether the head that was looked for is one of them. */
  readonly hasKnown: boolean;
  /** The line, counted from 1, that does not fit although entries stand behind it. A crash tears an end; it leaves no entry after it. */
  readonly damaged?: number;
}

/** A place of the chain that is known from elsewhere. */
export interface KnownHead {
  readonly seq: number;
  readonly hash: string;
}

interface Line {
  readonly seq: number;
  readonly prev: string;
  readonly type: string;
  readonly decision: string;
  readonly body: JsonObject;
}

const genesis = '0'.repeat(64);

const newline = 0x0a;
const chunkSize = 1 << 20;

/** Whole lines with the offset behind each; a last line without its newline is not given. */
function* wholeLines(path: string): Generator<{ readonly line: Buffer; readonly end: number }> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(chunkSize);
    let rest: Buffer = Buffer.alloc(0);
    let at = 0;
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

const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: Buffer): Line | undefined {
  try {
    const value: unknown = JSON.parse(text.toString('utf8'));
    if (!isRecord(value)) return undefined;
    // `as`: each field that is used is checked in the next line.
    const line = value as Line;
    const isLine =
      [line.prev, line.type, line.decision].every((part) => typeof part === 'string') && isRecord(line.body);
    return isLine ? line : undefined;
  } catch {
    return undefined;
  }
}

const closes = new Set(['outcome', 'deny', 'recovery']);

/** About 10 microseconds a line; a start pays it once. */
export function scanChain(path: string, known: KnownHead | undefined): Scan {
  const intents = new Map<string, JournalStart['open'][number]>();
  let [seq, hash, good] = [-1, genesis, 0];
  let hasKnown = known === undefined;
  let [count, misfit] = [0, 0];
  for (const { line, end } of wholeLines(path)) {
    count += 1;
    const entry = parse(line);
    if (misfit > 0) {
      if (entry !== undefined) return { seq, hash, good, hasKnown, open: [], damaged: misfit };
      continue;
    }
    if (entry === undefined || entry.seq !== seq + 1 || entry.prev !== hash) {
      misfit = count;
      continue;
    }
    [seq, hash, good] = [entry.seq, createHash('sha256').update(line).digest('hex'), end];
    if (known?.seq === seq) hasKnown = known.hash === hash;
    const { type, decision, body } = entry;
    if (type === 'intent') intents.set(decision, { decision, seq, body });
    else if (closes.has(type)) intents.delete(decision);
  }
  return { seq, hash, good, hasKnown, open: [...intents.values()] };
}
