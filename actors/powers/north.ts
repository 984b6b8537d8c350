/**
 * The kernel's side toward the agent: MCP over two streams. It serves `tools/list`, `tools/call`, `ping` and the handshake, refuses every
 * other method, and its errors are fixed texts that hold nothing of what was sent.
 */
import type { Readable, Writable } from 'node:stream';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { JsonObject } from '../../src/call/json.js';
import type { North, NorthFace } from '../powers.js';
import { createFramer, type Framer, idAtEdge } from './framing.js';
import { plainLine } from './log.js';
import { type Calls, callsOf, type Id, isId, isText, NAME, type Replies, repliesTo } from './north-calls.js';
import { createPen } from './pen.js';
import { asObject } from './raw-result.js';

const LINE_CAP = 4 * 1024 * 1024;
const BACKLOG_CAP = 256 * 1024 * 1024;
const methodName = (method: unknown): string =>
  typeof method === 'string' && /^[A-Za-z0-9_/.$-]{1,64}$/.test(method) ? method : 'unknown';

/** The SDK's server does the handshake alone; it sees no call, and its error texts do not leave. */
async function handshake(face: NorthFace, replies: Replies): Promise<(message: JsonObject) => void> {
  const server = new Server(
    { name: face.name, version: face.version },
    { capabilities: { tools: {} }, instructions: face.instructions() },
  );
  const transport: Transport = {
    start: async () => undefined,
    close: async () => undefined,
    send: async (message) => {
      if ('result' in message && isId(message.id)) replies.result(message.id, message.result);
      else if ('error' in message) replies.error(isId(message.id) ? message.id : null, -32602);
    },
  };
  await server.connect(transport);
  // The message was checked to be JSON-RPC; the server parses it again by its own schema.
  return (message) => transport.onmessage?.(message as JSONRPCMessage);
}

interface Counter {
  readonly face: NorthFace;
  readonly replies: Replies;
  readonly calls: Calls;
  readonly greet: (message: JsonObject) => void;
  /** Nothing but the handshake and `ping` before it is `open`. */
  phase: 'new' | 'greeted' | 'open';
  client: { readonly name: string; readonly version: string };
}

function initialize(at: Counter, id: Id, message: JsonObject): void {
  const params = asObject(message.params);
  const says = asObject(params?.clientInfo);
  if (at.phase !== 'new') at.replies.error(id, -32600);
  else if (!isText(params?.protocolVersion, 64) || !isText(says?.name, NAME) || !isText(says.version, NAME)) {
    at.replies.error(id, -32602);
  } else {
    at.phase = 'greeted';
    at.client = { name: plainLine(says.name, 64), version: plainLine(says.version, 64) };
    at.greet(message);
  }
}

function notified(at: Counter, message: JsonObject): void {
  if (message.method === 'notifications/cancelled') at.calls.cancel(asObject(message.params)?.requestId);
  if (message.method !== 'notifications/initialized' || at.phase !== 'greeted') return;
  at.phase = 'open';
  at.greet(message);
  at.face.connected(at.client.name, at.client.version);
}

function list(at: Counter, id: Id, params: unknown): void {
  // No list of this side has a second page.
  if (asObject(params)?.cursor !== undefined) at.replies.error(id, -32602);
  else at.replies.result(id, { tools: at.face.listTools() });
}

function requested(at: Counter, id: Id, message: JsonObject): void {
  const { method, params } = message;
  if (at.calls.has(id)) at.replies.error(id, -32600);
  else if (method === 'ping') at.replies.result(id, {});
  else if (method === 'initialize') initialize(at, id, message);
  else if (method !== 'tools/list' && method !== 'tools/call') {
    at.replies.error(id, -32601);
    at.face.refused(methodName(method));
  } else if (at.phase !== 'open') at.replies.error(id, -32600);
  else if (method === 'tools/list') list(at, id, params);
  else at.calls.start(id, params);
}

/** One line of the agent's, from JSON to the one place that serves it. */
function receive(at: Counter, line: string): void {
  const parsed = parse(line);
  const message = asObject(parsed) ?? {};
  const { id, method } = message;
  if (parsed === undefined) at.replies.error(null, -32700);
  else if (message.jsonrpc !== '2.0') at.replies.error(null, -32600);
  else if (typeof method === 'string' && id === undefined) notified(at, message);
  else if (typeof method === 'string' && isId(id)) requested(at, id, message);
  else if (!isReply(message)) at.replies.error(isId(id) ? id : null, -32600);
}

/** An answer to something: this side asks nothing, so it is nobody's. */
const isReply = (message: JsonObject): boolean =>
  message.method === undefined &&
  isId(message.id) &&
  (message.result !== undefined || message.error !== undefined);

/** Undefined for what is no JSON; a JSON text is never undefined. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const readLines = (at: Counter): Framer =>
  createFramer(LINE_CAP, {
    line: (text) => {
      try {
        receive(at, text);
      } catch {
        at.replies.error(null, -32000);
      }
    },
    refused: (why, head, tail) => {
      if (why === 'encoding') at.replies.error(null, -32700);
      else at.replies.error(idAtEdge(head, tail) ?? null, -32600);
    },
  });

export function createNorth(stdin: Readable, stdout: Writable): North {
  let finish = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const pen = createPen(stdout, BACKLOG_CAP, {
    full: () => finish(),
    blocked: (isBlocked) => (isBlocked ? stdin.pause() : stdin.resume()),
  });
  const replies = repliesTo(pen);
  return {
    serve: async (face) => {
      const calls = callsOf(face, replies);
      const greet = await handshake(face, replies);
      const framer = readLines({
        face,
        replies,
        calls,
        greet,
        phase: 'new',
        client: { name: '', version: '' },
      });
      for (const end of ['end', 'close', 'error'] as const) stdin.on(end, finish);
      // Nobody can be answered any more.
      const broken = (): void => {
        calls.cancelAll();
        finish();
      };
      for (const end of ['close', 'error'] as const) stdout.on(end, broken);
      stdin.on('data', framer.push);
      await ended;
    },
    close: async () => {
      stdin.pause();
      await pen.flush();
      pen.close();
      finish();
    },
  };
}
