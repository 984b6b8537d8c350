/**
 * What goes back to the agent, and the calls that wait for it. It refuses to send anything but named keys and fixed error texts, and
 * answers a call once.
 */
import type { Id } from '../../../src/call/envelope.js';
import type { RpcError } from '../../../src/call/flaw.js';
import type { JsonObject } from '../../../src/call/json.js';
import type { ToolResult } from '../../../src/egress/released.js';
import type { NorthFace, Powers } from '../../powers.js';
import { createAbort } from '../abort.js';
import type { Ink, Pen } from './pen.js';
import { asObject } from './raw-result.js';

export const NAME = 256;

export const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most;

const kernelFailed: ToolResult = { content: [{ type: 'text', text: 'kernel failed' }], isError: true };

const metaOf = ({ masked, without }: ToolResult): object =>
  masked === undefined && without === undefined
    ? {}
    : { _meta: { 'aegis/masked': masked, 'aegis/without-engine': without } };

/** Named keys only: nothing else of a result is ever sent, and no `_meta` but the kernel's own. */
const published = (result: ToolResult): object => ({
  content: result.content.map((block) =>
    block.type === 'text'
      ? { type: block.type, text: block.text }
      : { type: block.type, data: block.data, mimeType: block.mimeType },
  ),
  ...(result.structuredContent === undefined ? {} : { structuredContent: result.structuredContent }),
  ...(result.isError === undefined ? {} : { isError: result.isError }),
  ...metaOf(result),
});

export interface Replies {
  result(id: Id, result: object): void;
  /** A result that is a JSON text already. */
  made(id: Id, json: Ink): void;
  /** What was wrong and where: the protocol's words and ours, and nothing of what was sent. */
  refused(id: Id | null, error: RpcError): void;
  failed(id: Id | null): void;
}

const error = (id: Id | null, said: object): string =>
  `${JSON.stringify({ jsonrpc: '2.0', id, error: said })}\n`;

const opening = (id: Id): string => `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":`;

export const repliesTo = (pen: Pen): Replies => ({
  result: (id, result) => pen.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`),
  made: (id, json) =>
    typeof json === 'string' ? pen.write(`${opening(id)}${json}}\n`) : pen.write(opening(id), json, '}\n'),
  refused: (id, said) => pen.write(error(id, said)),
  failed: (id) => pen.write(error(id, { code: -32000, message: 'kernel failed' })),
});

type Abort = ReturnType<Powers['abort']>;

export interface Calls {
  has(id: Id): boolean;
  cancel(id: unknown): void;
  /** False when the params name no tool, or their arguments are no object. */
  start(id: Id, params: JsonObject): boolean;
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
      if (result.json === undefined) replies.result(id, published(result));
      else replies.made(id, result.json);
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
      if (typeof id === 'string' || typeof id === 'number') inFlight.get(id)?.abort();
    },
    start: (id, params) => {
      const { name } = params;
      const args = asObject(Object.hasOwn(params, 'arguments') ? params.arguments : {});
      if (!isText(name, NAME) || args === undefined) return false;
      void run(id, name, args);
      return true;
    },
    cancelAll: () => {
      for (const pair of inFlight.values()) pair.abort();
    },
  };
}
