/**
 * The lines of a child, heard in the order in which they came. A large one is read elsewhere; meanwhile it refuses to hear what came behind it, and
 * takes nothing more from the child.
 */
import type { Readable } from 'node:stream';
import type { Line } from '../../../src/call/strict-json.js';
import { createFramer, edgesOf } from './framing.js';
import type { Heard, LineThread } from './line-reading.js';

export interface IncomingEvents {
  readonly took: (bytes: number) => void;
  /** A line has ended, whatever it was. */
  readonly ended: () => void;
  readonly line: (line: Line) => void;
  readonly heard: (heard: Heard) => void;
  /** It was not UTF-8. */
  readonly junk: () => void;
  /** It was too long, or not read in time. `head` and `tail` are its first and last bytes. */
  readonly lost: (head: string, tail: string) => void;
}

export interface Incoming {
  /** Resolves when nothing that was taken waits to be heard. */
  settled(): Promise<void>;
}

const lateAfter = 500;

interface Desk {
  readonly stdout: Readable;
  readonly thread: LineThread;
  readonly on: IncomingEvents;
  /** What stands behind the large line that is being read; undefined while none is. */
  behind: (() => void)[] | undefined;
  waiting: (() => void)[];
}

function inTurn(desk: Desk, tell: () => void): void {
  desk.on.ended();
  if (desk.behind === undefined) tell();
  else desk.behind.push(tell);
}

/** Hears what stood behind, up to the next large line. */
function goOn(desk: Desk): void {
  const rest = desk.behind ?? [];
  desk.behind = undefined;
  while (desk.behind === undefined && rest.length > 0) rest.shift()?.();
  if (desk.behind !== undefined) {
    // `as`: the tell that was just made has begun a reading, which the compiler does not see.
    (desk.behind as (() => void)[]).push(...rest);
    return;
  }
  desk.stdout.resume();
  for (const settle of desk.waiting.splice(0)) settle();
}

async function readLarge(desk: Desk, bytes: Uint8Array): Promise<void> {
  const { stdout, thread, on } = desk;
  desk.behind = [];
  stdout.pause();
  const said = await thread.hear(bytes);
  if (said === 'not-utf-8') on.junk();
  else if (said === undefined) on.lost(...edgesOf(bytes));
  else on.heard(said);
  goOn(desk);
}

/** What a child had written before it ended is still in the pipe, unless another holds that open. */
const drained = (stdout: Readable): Promise<void> =>
  new Promise((then) => {
    if (stdout.closed) return then();
    const late = setTimeout(then, lateAfter);
    stdout.once('close', () => {
      clearTimeout(late);
      then();
    });
  });

async function settled(desk: Desk): Promise<void> {
  while (desk.behind !== undefined) {
    await new Promise<void>((settle) => desk.waiting.push(settle));
    await drained(desk.stdout);
  }
}

export function createIncoming(
  stdout: Readable,
  cap: number,
  { thread, on }: Pick<Desk, 'thread' | 'on'>,
): Incoming {
  const desk: Desk = { stdout, thread, on, behind: undefined, waiting: [] };
  const framer = createFramer(cap, {
    line: (text, bytes) => inTurn(desk, () => on.line({ text, bytes })),
    large: (bytes) => inTurn(desk, () => void readLarge(desk, bytes)),
    refused: (why, head, tail) => inTurn(desk, why === 'encoding' ? on.junk : () => on.lost(head, tail)),
  });
  stdout.on('data', (chunk: Buffer) => {
    on.took(chunk.length);
    framer.push(chunk);
  });
  return { settled: () => settled(desk) };
}
