/**
 * The kernel's side toward the agent: MCP over two streams. It serves `tools/list`, `tools/call`, `ping` and the handshake, refuses every
 * other method and every line that is not strict JSON, and its errors are fixed texts that hold nothing of what was sent.
 */
import type { Readable, Writable } from 'node:stream';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { Envelope, Id } from '../../../src/call/envelope.js';
import type { FlawName } from '../../../src/call/flaw.js';
import type { Line } from '../../../src/call/strict-json.js';
import type { North, NorthFace } from '../../powers.js';
import { plainLine } from '../log.js';
import { createFramer, type Framer, idAtEdge } from './framing.js';
import { type Calls, callsOf, isText, NAME, type Replies, repliesTo } from './north-calls.js';
import { createPen } from './pen.js';
import { asObject } from './raw-result.js';

const LINE_CAP = 4 * 1024 * 1024;
const BACKLOG_CAP = 256 * 1024 * 1024;
const methodName = (method: string): string => (/^[A-Za-z0-9_/.$-]{1,64}$/.test(method) ? method : 'unknown');

type Request = Extract<Envelope, { kind: 'request' }>;
type Notification = Extract<Envelope, { kind: 'notification' }>;
type Refuse = (id: Id | undefined, flaw: FlawName, at?: string) => void;

/** The SDK's server does the handshake alone; it sees no call, and its error texts do not leave. */
async function handshake(face: NorthFace, replies: Replies, refuse: Refuse) {
  const server = new Server(
    { name: face.name, version: face.version },
    { capabilities: { tools: {} }, instructions: face.instructions() },
  );
  const transport: Transport = {
    start: async () => undefined,
    close: async () => undefined,
    send: async (message) => {
      if ('result' in message) replies.result(message.id, message.result);
      else if ('error' in message) refuse(message.id, 'bad-params', '/params');
    },
  };
  await server.connect(transport);
  return ({ method, params, ...rest }: Request | Notification): void => {
    const id = rest.kind === 'request' ? { id: rest.id } : {};
    // `as`: the message was read as JSON-RPC; the server parses it again by its own schema.
    transport.onmessage?.({ jsonrpc: '2.0', ...id, method, params } as JSONRPCMessage);
  };
}

interface Counter {
  readonly face: NorthFace;
  readonly replies: Replies;
  readonly calls: Calls;
  readonly refuse: Refuse;
  readonly greet: (message: Request | Notification) => void;
  /** Nothing but the handshake and `ping` before it is `open`. */
  phase: 'new' | 'greeted' | 'open';
  client: { readonly name: string; readonly version: string };
}

/** INVARIANT: an error never goes to the id of a call in flight: whoever made that call would take it for the answer. */
const refuserOf =
  (face: NorthFace, replies: Replies, calls: Calls): Refuse =>
  (id, flaw, at = '') => {
    replies.refused(id === undefined || calls.has(id) ? null : id, face.errorFor({ flaw, at }));
    face.refused(flaw);
  };

function initialize(at: Counter, message: Request): void {
  const { id, params } = message;
  const { name, version } = asObject(params.clientInfo) ?? {};
  if (at.phase !== 'new') at.refuse(id, 'too-early', '/method');
  else if (!isText(params.protocolVersion, 64) || !isText(name, NAME) || !isText(version, NAME)) {
    at.refuse(id, 'bad-params', '/params');
  } else {
    at.phase = 'greeted';
    at.client = { name: plainLine(name, 64), version: plainLine(version, 64) };
    at.greet(message);
  }
}

function notified(at: Counter, message: Notification): void {
  if (message.method === 'notifications/cancelled') at.calls.cancel(message.params.requestId);
  if (message.method !== 'notifications/initialized' || at.phase !== 'greeted') return;
  at.phase = 'open';
  at.greet(message);
  at.face.connected(at.client.name, at.client.version);
}

function requested(at: Counter, message: Request): void {
  const { id, method, params } = message;
  if (at.calls.has(id)) at.refuse(id, 'id-in-use', '/id');
  else if (method === 'ping') at.replies.result(id, {});
  else if (method === 'initialize') initialize(at, message);
  else if (method !== 'tools/list' && method !== 'tools/call') {
    at.replies.refused(id, at.face.errorFor({ flaw: 'not-served', at: '/method' }));
    at.face.refused(methodName(method));
  } else if (at.phase !== 'open') at.refuse(id, 'too-early', '/method');
  else if (method === 'tools/call') {
    if (!at.calls.start(id, params)) at.refuse(id, 'bad-params', '/params');
    // No list of this side has a second page.
  } else if (params.cursor !== undefined) at.refuse(id, 'bad-params', '/params/cursor');
  else at.replies.result(id, { tools: at.face.listTools() });
}

/** One line of the agent's, from bytes to the one place that serves it. An answer to something is dropped: this side asks nothing. */
function receiver(at: Counter): (line: Line) => void {
  const read = at.face.reader();
  return (line) => {
    const message = read(line);
    if ('flaw' in message) {
      const { flaw, id } = message;
      // Behind what is nested too deeply nothing was read.
      const isCut = id === undefined && flaw.flaw === 'too-deep';
      at.refuse(isCut ? idAtEdge(line.text.slice(0, 96), line.text.slice(-96)) : id, flaw.flaw, flaw.at);
    } else if (message.kind === 'request') requested(at, message);
    else if (message.kind === 'notification') notified(at, message);
  };
}

function readLines(at: Counter): Framer {
  const receive = receiver(at);
  return createFramer(LINE_CAP, {
    line: (text, bytes) => {
      try {
        receive({ text, bytes });
      } catch {
        at.replies.failed(null);
      }
    },
    refused: (why, head, tail) => {
      if (why === 'encoding') at.refuse(undefined, 'not-utf-8');
      else at.refuse(idAtEdge(head, tail), 'oversize');
    },
  });
}

async function counterFor(face: NorthFace, replies: Replies): Promise<Counter> {
  const calls = callsOf(face, replies);
  const refuse = refuserOf(face, replies, calls);
  const greet = await handshake(face, replies, refuse);
  return { face, replies, calls, refuse, greet, phase: 'new', client: { name: '', version: '' } };
}

export function createNorth(stdin: Readable, stdout: Writable): North {
  let finish = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const pen = createPen(stdout, BACKLOG_CAP, {
    full: () => finish(),
    blocked: (isBlocked) => (isBlocked ? stdin.pause() : stdin.resume()),
  });
  return {
    serve: async (face) => {
      const at = await counterFor(face, repliesTo(pen));
      for (const end of ['end', 'close', 'error'] as const) stdin.on(end, finish);
      // Nobody can be answered any more.
      const broken = (): void => {
        at.calls.cancelAll();
        finish();
      };
      for (const end of ['close', 'error'] as const) stdout.on(end, broken);
      stdin.on('data', readLines(at).push);
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
