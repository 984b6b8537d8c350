/** Cuts a byte stream into lines. It keeps chunks in a list, and refuses a line past its cap or one that is not UTF-8. */
import { Buffer, isUtf8 } from 'node:buffer';

const NEWLINE = 10;
const EDGE = 96;
/** Bytes past which a line is large: to read as much, written to take long, takes the main thread 8 ms. */
const largeLine = 131_072;

export interface FramerEvents {
  /** A whole line without its newline; never empty. */
  readonly line: (text: string, bytes: Buffer) => void;
  /** One that is too long to be looked at here, in memory that threads share; nobody has looked whether it is UTF-8. Absent: none is too long. */
  readonly large?: (bytes: Uint8Array) => void;
  /** A line that was dropped. `head` and `tail` are its first and last bytes, to find whose line it was. */
  readonly refused: (why: 'oversize' | 'encoding', head: string, tail: string) => void;
}

export interface Framer {
  push(chunk: Buffer): void;
}

/** The last `EDGE` bytes of what came so far. */
const tailOf = (before: Buffer, chunk: Buffer): Buffer =>
  chunk.length >= EDGE
    ? Buffer.from(chunk.subarray(chunk.length - EDGE))
    : Buffer.concat([before, chunk]).subarray(-EDGE);

interface Held {
  parts: Buffer[];
  size: number;
  /** Set while the rest of a line past the cap is thrown away. */
  over: { readonly head: Buffer; tail: Buffer } | undefined;
}

function keep(held: Held, piece: Buffer, cap: number): void {
  if (held.over !== undefined) {
    held.over.tail = tailOf(held.over.tail, piece);
    return;
  }
  held.size += piece.length;
  held.parts.push(piece);
  if (held.size <= cap) return;
  const all = Buffer.concat(held.parts);
  held.over = { head: Buffer.from(all.subarray(0, EDGE)), tail: Buffer.from(all.subarray(-EDGE)) };
  held.parts = [];
}

function shared({ parts, size }: Held): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(size));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function tell({ parts, size }: Held, on: FramerEvents): void {
  const [first] = parts;
  const whole = parts.length === 1 && first !== undefined ? first : Buffer.concat(parts, size);
  if (isUtf8(whole)) on.line(whole.toString('utf8'), whole);
  else on.refused('encoding', '', '');
}

function finish(held: Held, on: FramerEvents): void {
  const { over } = held;
  const line: Held = { ...held };
  held.parts = [];
  held.size = 0;
  held.over = undefined;
  if (over !== undefined) on.refused('oversize', over.head.toString('latin1'), over.tail.toString('latin1'));
  else if (line.size > largeLine && on.large !== undefined) on.large(shared(line));
  else if (line.size > 0) tell(line, on);
}

export function createFramer(cap: number, on: FramerEvents): Framer {
  const held: Held = { parts: [], size: 0, over: undefined };
  return {
    push: (chunk) => {
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
        if (at > from) keep(held, chunk.subarray(from, at), cap);
        finish(held, on);
        from = at + 1;
      }
      if (from < chunk.length) keep(held, chunk.subarray(from), cap);
    },
  };
}

/** The first and last bytes of a line, as `idAtEdge` looks at them. */
export const edgesOf = (bytes: Uint8Array): readonly [head: string, tail: string] => [
  Buffer.from(bytes.subarray(0, EDGE)).toString('latin1'),
  Buffer.from(bytes.subarray(-EDGE)).toString('latin1'),
];

/** Whose line it was that could not be kept: the id stands first or last in it, as JSON-RPC writers put it. */
export function idAtEdge(head: string, tail: string): number | undefined {
  const match = /^\{"jsonrpc":"2\.0","id":(\d{1,15}),/.exec(head) ?? /,"id":(\d{1,15})\}\r?$/.exec(tail);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}
