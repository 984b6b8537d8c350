/**
 * What goes back to the agent, and the calls that wait for it. It refuses to send anything but named keys and fixed error texts, and
 * answers a call once.
 */
import type { JsonObject } from '../../src/call/json.js';
import type { ToolResult } from '../../src/egress/released.js';
import type { NorthFace, Powers } from '../powers.js';
import { createAbort } from './abort.js';
import type { Pen } from './pen.js';
import { plainArguments } from './plain-json.js';
import { asObject } from './raw-result.js';

export const NAME = 256;

export type Id = string | number;
type Errors = keyof typeof errors;
const errors = {
  [-32700]: 'parse error',
  [-32600]: 'invalid request',
  [-32601]: 'method not found',
  [-32602]: 'invalid params',
  [-32000]: 'kernel failed',
} as const;

export const isId = (id: unknown): id is Id =>
  typeof id === 'string' || (typeof id === 'number' && Number.isSafeInteger(id));
export const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most;

const kernelFailed: ToolResult = { content: [{ type: 'text', text: 'kernel failed' }], isError: true };

/** Named keys only: nothing else of a result, `_meta` above all, is ever sent. */
const published = (result: ToolResult): object => ({
  content: result.content.map((block) => ({ type: block.type, text: block.text })),
  ...(result.structuredContent === undefined ? {} : { structuredContent: result.structuredContent }),
  ...(result.isError === undefined ? {} : { isError: result.isError }),
});

export interface Replies {
  result(id: Id, result: object): void;
  error(id: Id | null, code: Errors): void;
}

export const repliesTo = (pen: Pen): Replies => ({
  result: (id, result) => pen.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`),
  error: (id, code) =>
    pen.write(`${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message: errors[code] } })}\n`),
});

type Abort = ReturnType<Powers['abort']>;

export interface Calls {
  has(id: Id): boolean;
  cancel(id: unknown): void;
  start(id: Id, params: unknown): void;
  cancelAll(): void;
}

export function callsOf(face: NorthFace, replies: Replies): Calls {
  const inFlight = new Map<Id, Abort>();
  const answer = (id: Id, result: ToolResult): void => {
    const isWanted = inFlight.get(id)?.signal.aborted === false;
    inFlight.delete(id);
    // A cancelled request gets no reply: the protocol says so.
    if (!isWanted) return;
    try {
      replies.result(id, published(result));
    } catch {
      replies.result(id, kernelFailed);
    }
  };
  const run = async (id: Id, tool: string, args: JsonObject): Promise<void> => {
    const pair = createAbort();
    inFlight.set(id, pair);
    try {
      answer(id, await face.callTool({ tool, args, signal: pair.signal }));
    } catch {
      answer(id, kernelFailed);
    }
  };
  return {
    has: (id) => inFlight.has(id),
    cancel: (id) => {
      if (isId(id)) inFlight.get(id)?.abort();
    },
    start: (id, params) => {
      const asked = asObject(params);
      const args = plainArguments(asked?.arguments);
      if (isText(asked?.name, NAME) && args !== undefined) void run(id, asked.name, args);
      else replies.error(id, -32602);
    },
    cancelAll: () => {
      for (const pair of inFlight.values()) pair.abort();
    },
  };
}
