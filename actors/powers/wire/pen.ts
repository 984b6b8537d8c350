/** Writes lines to a stream, all of one turn in one write. It refuses to hold more than its cap: then it says so and stops. */
import type { Writable } from 'node:stream';

/** Bytes are UTF-8. */
export type Ink = string | Uint8Array;

export interface Pen {
  /** Must end in a newline, one after the other. Dropped once the pen is closed. */
  write(...parts: readonly Ink[]): void;
  /** Resolves when what was written has left, or can never leave. */
  flush(): Promise<void>;
  close(): void;
}

export interface PenEvents {
  /** The reader does not read: more than the cap waits. The pen is closed. */
  readonly full: () => void;
  /** Whether the stream holds back; for pausing whoever causes the writes. */
  readonly blocked: (isBlocked: boolean) => void;
}

interface Well {
  parts: Ink[];
  size: number;
  isScheduled: boolean;
  isBlocked: boolean;
  isClosed: boolean;
  waiting: (() => void)[];
}

function settle(well: Well): void {
  const ready = well.waiting;
  well.waiting = [];
  for (const resolve of ready) resolve();
}

function shut(well: Well): void {
  well.isClosed = true;
  well.parts = [];
  settle(well);
}

/** Texts that follow each other are one; bytes are not looked at. */
function joined(parts: readonly Ink[]): readonly Ink[] {
  if (parts.every((part) => typeof part === 'string')) return [parts.join('')];
  const pieces: Ink[] = [];
  for (const part of parts) {
    const before = pieces.at(-1);
    if (typeof before === 'string' && typeof part === 'string') pieces[pieces.length - 1] = before + part;
    else pieces.push(part);
  }
  return pieces;
}

function send(well: Well, stream: Writable, on: PenEvents): void {
  well.isScheduled = false;
  if (well.isBlocked || well.isClosed || well.parts.length === 0) return;
  const pieces = joined(well.parts);
  well.parts = [];
  well.size = 0;
  const last = (): void => {
    if (well.parts.length === 0) settle(well);
  };
  const wentOut = pieces.map((piece, at) => stream.write(piece, at === pieces.length - 1 ? last : undefined));
  if (wentOut.at(-1) === true) return;
  well.isBlocked = true;
  on.blocked(true);
}

export function createPen(stream: Writable, cap: number, on: PenEvents): Pen {
  const well: Well = {
    parts: [],
    size: 0,
    isScheduled: false,
    isBlocked: false,
    isClosed: false,
    waiting: [],
  };
  const write: Pen['write'] = (...parts) => {
    if (well.isClosed) return;
    for (const part of parts) {
      well.parts.push(part);
      well.size += part.length;
    }
    if (well.size > cap) {
      shut(well);
      on.full();
    } else if (!well.isScheduled) {
      well.isScheduled = true;
      setImmediate(send, well, stream, on);
    }
  };
  const flush = (): Promise<void> =>
    new Promise((resolve) => {
      send(well, stream, on);
      if (well.isClosed || (well.parts.length === 0 && stream.writableLength === 0)) resolve();
      else well.waiting.push(resolve);
    });
  stream.on('drain', () => {
    well.isBlocked = false;
    on.blocked(false);
    send(well, stream, on);
  });
  stream.on('close', () => shut(well));
  return { write, flush, close: () => shut(well) };
}
