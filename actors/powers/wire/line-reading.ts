/**
 * Reads large lines of downstreams on a thread of its own: the same strict reading, and the same refusals. It hands back what the main thread
 * needs of one, and never the large part of a result. A line that is not read in time is lost.
 */
import type { Envelope, Refused } from '../../../src/call/envelope.js';
import type { Json } from '../../../src/call/json.js';
import type { RawResult } from '../../../src/egress/released.js';
import { createLane } from '../workers/lane.js';

export interface LineQuestion {
  readonly line: Uint8Array;
  /** `value`: of a reply that was found good, its result. */
  readonly asks: 'message' | 'value';
}

/** A reply's result, where it is that of a tool; the line is where the rest of it stands. */
export interface LargeReply {
  readonly line: Uint8Array;
  readonly result?: RawResult;
}

/** What a line says. A reply that has a result has it in `large`, and its message names the id alone. */
export interface Heard {
  readonly message: Envelope | Refused;
  readonly large?: LargeReply;
}

export type LineAnswer = 'not-utf-8' | Heard;

export interface LineThread {
  /** Undefined: it was not read in time, or the thread was lost. */
  hear(line: Uint8Array): Promise<LineAnswer | undefined>;
  valueOf(line: Uint8Array): Promise<Json | undefined>;
}

const megabyte = 1_048_576;
/** Milliseconds of the thread's work: several times what the slow reader needs of a line that is meant to take long. */
const within = ({ length }: Uint8Array): number => 1_000 + 250 * Math.ceil(length / megabyte);
/** By the clock, on a machine with that much else to do. */
const patience = 8;
/** Each child has one line read at a time. */
const mostWaiting = 1_000;

/** Started by the first large line; it keeps no process alive. */
export function createLineThread(file?: URL): LineThread {
  const lane = createLane<LineQuestion, { readonly said: LineAnswer | { readonly value: Json } }>({
    file: file ?? new URL('../workers/line-worker.js', import.meta.url),
    ...{ mostWaiting, patience, mostHeap: 512, isIncidental: true, warmUp: () => [] },
  });
  const ask = async (line: Uint8Array, asks: LineQuestion['asks']) => {
    const answer = await lane.ask({ line, asks }, within(line));
    return typeof answer === 'string' ? undefined : answer.said;
  };
  return {
    hear: async (line) => {
      const said = await ask(line, 'message');
      return typeof said === 'object' && 'value' in said ? undefined : said;
    },
    valueOf: async (line) => {
      const said = await ask(line, 'value');
      return typeof said === 'object' && 'value' in said ? said.value : undefined;
    },
  };
}
