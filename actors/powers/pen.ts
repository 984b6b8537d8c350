/** Writes lines to a stream, all of one turn in one write. It refuses to hold more than its cap: then it says so and stops. */
import type { Writable } from 'node:stream';

export interface Pen {
  /** The text must end in a newline. Dropped once the pen is closed. */
  write(text: string): void;
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

interface Ink {
  lines: string[];
  size: number;
  isScheduled: boolean;
  isBlocked: boolean;
  isClosed: boolean;
  waiting: (() => void)[];
}

function settle(ink: Ink): void {
  const ready = ink.waiting;
  ink.waiting = [];
  for (const resolve of ready) resolve();
}

function shut(ink: Ink): void {
  ink.isClosed = true;
  ink.lines = [];
  settle(ink);
}

function send(ink: Ink, stream: Writable, on: PenEvents): void {
  ink.isScheduled = false;
  if (ink.isBlocked || ink.isClosed || ink.lines.length === 0) return;
  const text = ink.lines.join('');
  ink.lines = [];
  ink.size = 0;
  const wentOut = stream.write(text, () => {
    if (ink.lines.length === 0) settle(ink);
  });
  if (wentOut) return;
  ink.isBlocked = true;
  on.blocked(true);
}

export function createPen(stream: Writable, cap: number, on: PenEvents): Pen {
  const ink: Ink = {
    lines: [],
    size: 0,
    isScheduled: false,
    isBlocked: false,
    isClosed: false,
    waiting: [],
  };
  const write = (text: string): void => {
    if (ink.isClosed) return;
    ink.lines.push(text);
    ink.size += text.length;
    if (ink.size > cap) {
      shut(ink);
      on.full();
    } else if (!ink.isScheduled) {
      ink.isScheduled = true;
      setImmediate(send, ink, stream, on);
    }
  };
  const flush = (): Promise<void> =>
    new Promise((resolve) => {
      send(ink, stream, on);
      if (ink.isClosed || (ink.lines.length === 0 && stream.writableLength === 0)) resolve();
      else ink.waiting.push(resolve);
    });
  stream.on('drain', () => {
    ink.isBlocked = false;
    on.blocked(false);
    send(ink, stream, on);
  });
  stream.on('close', () => shut(ink));
  return { write, flush, close: () => shut(ink) };
}
