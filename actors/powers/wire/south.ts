/**
 * The kernel's side toward a downstream: raw JSON-RPC over a child's pipes, checked by hand. It offers no roots, sampling or elicitation,
 * and believes nothing the child says about itself.
 */
import type { JsonObject } from '../../../src/call/json.js';
import type { Link, LinkEvents, LinkFault, Spawner } from '../../powers.js';
import type { Answer } from './asking.js';
import { type Conversation, createConversation } from './conversation.js';
import { takeCustody, type Ward } from './custody.js';
import { idAtEdge } from './framing.js';
import { createIncoming, type Incoming } from './incoming.js';
import { createLineThread, type LineThread } from './line-reading.js';
import { oddities } from './oddities.js';
import { createPatience } from './patience.js';
import { createPen, type Pen } from './pen.js';
import { asObject, rawResult, rpcError } from './raw-result.js';
import { drainStderr } from './stderr.js';

export interface SouthTerms {
  readonly name: string;
  readonly version: string;
  /** Milliseconds for `initialize`; 15,000 when absent. */
  readonly handshake?: number;
  /** The guard's program, when it is not the built one. */
  readonly guard?: string;
  /** That of the thread that reads large lines, likewise. */
  readonly lineReader?: URL;
}

const PROTOCOL = '2025-11-25';
/** `tools/call` is the same in all of them. */
const SPOKEN = new Set([PROTOCOL, '2025-06-18', '2025-03-26', '2024-11-05']);
const LINE_CAP = 16 * 1024 * 1024;
const BACKLOG_CAP = 64 * 1024 * 1024;
const LIST_DEADLINE = 15_000;
const PAGES = 20;
const FAILED_START_GRACE = 200;

interface Line {
  readonly conversation: Conversation;
  readonly incoming: Incoming;
  readonly thread: LineThread;
  /** Ends the line with a reason; the child is killed. */
  readonly cut: (why: string, fault: LinkFault['fault']) => void;
  /** Why it ended, when it has. */
  readonly why: () => string | undefined;
}

const quarantined = 'quarantined: ';

/** Waits for the child to read: what it does not take past the cap ends it. */
const penFor = (ward: Ward, cut: Line['cut']): Pen =>
  createPen(ward.stdin, BACKLOG_CAP, {
    full: () => cut('the child does not read', 'protocol'),
    blocked: () => undefined,
  });

function openLine(ward: Ward, thread: LineThread, on: LinkEvents): Line {
  let reason: string | undefined;
  const cut: Line['cut'] = (why, fault) => {
    reason ??= why;
    conversation.end(fault);
    void ward.close(0);
  };
  const pen = penFor(ward, cut);
  const patience = createPatience((why) => cut(why, 'protocol'));
  const conversation = createConversation({
    read: on.read,
    write: (text) => {
      patience.asked();
      pen.write(text);
    },
    toolsChanged: on.toolsChanged,
    quarantine: () => cut(`${quarantined}too many lines that mean nothing`, 'protocol'),
    ...oddities(on),
  });
  const incoming = createIncoming(ward.stdout, LINE_CAP, {
    thread,
    on: {
      ...{ took: patience.took, ended: patience.ended },
      ...{ line: conversation.receive, heard: conversation.hear, junk: conversation.junk },
      lost: (head, tail) => {
        if (!conversation.lost(idAtEdge(head, tail), { fault: 'oversize', flaw: 'oversize' }))
          cut('a line past the cap', 'oversize');
      },
    },
  });
  return { conversation, incoming, thread, cut, why: () => reason };
}

/** Undefined where there is none. What is no tool's result is looked at here, large or not. */
async function resultOf(answer: Answer, { thread }: Pick<Line, 'thread'>): Promise<JsonObject | undefined> {
  if ('large' in answer) return asObject(await thread.valueOf(answer.large.line));
  return 'result' in answer ? asObject(answer.result) : undefined;
}

async function shakeHands(line: Line, terms: SouthTerms, on: LinkEvents): Promise<void> {
  const clientInfo = { name: terms.name, version: terms.version };
  const answer = await line.conversation.ask(
    'initialize',
    { protocolVersion: PROTOCOL, capabilities: {}, clientInfo },
    { deadline: terms.handshake ?? 15_000, ...(on.signal === undefined ? {} : { signal: on.signal }) },
  );
  const hello = await resultOf(answer, line);
  if (typeof hello?.protocolVersion !== 'string' || !SPOKEN.has(hello.protocolVersion)) {
    throw new Error('no common protocol version');
  }
  line.conversation.tell('notifications/initialized');
}

async function listTools(line: Line): Promise<readonly JsonObject[]> {
  const tools: JsonObject[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await line.conversation.ask('tools/list', cursor === undefined ? {} : { cursor }, {
      deadline: LIST_DEADLINE,
    });
    const result = await resultOf(answer, line);
    if (!Array.isArray(result?.tools)) throw { fault: 'protocol', started: true } satisfies LinkFault;
    for (const tool of result.tools) {
      const named = asObject(tool);
      if (named !== undefined) tools.push(named);
    }
    if (typeof result.nextCursor !== 'string') return tools;
    cursor = result.nextCursor;
  }
  throw { fault: 'protocol', started: true } satisfies LinkFault;
}

const linkOver = (ward: Ward, line: Line): Link => ({
  pid: ward.pid,
  listTools: () => listTools(line),
  close: (grace) => {
    line.conversation.end('closed');
    return ward.close(grace);
  },
  call: async (tool, args, options) => {
    const answer = await line.conversation.ask('tools/call', { name: tool, arguments: args }, options);
    if ('error' in answer) return rpcError(answer.error);
    const result = 'large' in answer ? answer.large.result : rawResult(answer.result);
    if (result === undefined) throw { fault: 'protocol', started: true } satisfies LinkFault;
    return result;
  },
});

const wordOf = (problem: unknown): string => {
  if (problem instanceof Error) return problem.message;
  const fault = asObject(problem)?.fault;
  return typeof fault === 'string' ? fault : 'unknown';
};

export const createSpawner = (terms: SouthTerms, thread = createLineThread(terms.lineReader)): Spawner => ({
  connect: async (launch, env, on) => {
    const guard = terms.guard === undefined ? {} : { guard: terms.guard };
    const ward = await takeCustody({ argv: launch.argv, env, cwd: launch.cwd, ...guard });
    const line = openLine(ward, thread, on);
    let isConnected = false;
    drainStderr(ward.stderr, on.stderr);
    const over = ward.gone.then(async (why) => {
      await line.incoming.settled();
      line.conversation.end('closed');
      line.conversation.gone();
      const reason = line.why() ?? why;
      if (isConnected) on.exit(reason, reason.startsWith(quarantined));
      return why;
    });
    try {
      await shakeHands(line, terms, on);
    } catch (problem) {
      await ward.close(FAILED_START_GRACE);
      throw new Error(`did not answer initialize: ${wordOf(problem)} (${line.why() ?? (await over)})`);
    }
    isConnected = true;
    return linkOver(ward, line);
  },
});
