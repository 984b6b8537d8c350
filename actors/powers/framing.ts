/** Cuts a byte stream into lines. It keeps chunks in a list, and refuses a line past its cap or one that is not UTF-8. */
import { Buffer, isUtf8 } from 'node:buffer';

const NEWLINE = 10;
const EDGE = 96;

export interface FramerEvents {
  /** A whole line without its newline; never empty. `bytes` are valid until it returns. */
  readonly line: (text: string, bytes: Buffer) => void;
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

function finish(held: Held, on: FramerEvents): void {
  const { parts, size, over } = held;
  held.parts = [];
  held.size = 0;
  held.over = undefined;
  if (over !== undefined) on.refused('oversize', over.head.toString('latin1'), over.tail.toString('latin1'));
  if (over !== undefined || size === 0) return;
  const [first] = parts;
  const whole = parts.length === 1 && first !== undefined ? first : Buffer.concat(parts, size);
  if (isUtf8(whole)) on.line(whole.toString('utf8'), whole);
  else on.refused('encoding', '', '');
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

/** Whose line it was that could not be kept: the id stands first or last in it, as JSON-RPC writers put it. */
export function idAtEdge(head: string, tail: string): number | undefined {
  const match = /^\{"jsonrpc":"2\.0","id":(\d{1,15}),/.exec(head) ?? /,"id":(\d{1,15})\}\r?$/.exec(tail);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}
