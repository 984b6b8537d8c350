/** Where calls become requests: the agent's through the gate, a plan's inner calls through the reserved lane, the kernel's own at boot. */
import type { Call, Principal } from '../../src/call/call.js';
import { canonical } from '../../src/call/canonical.js';
import { askedTool, decisionId, type RequestId, requestId, sessionId } from '../../src/call/id.js';
import { isObject, type JsonObject, own } from '../../src/call/json.js';
import type { ToolResult } from '../../src/egress/released.js';
import { isReleased } from '../../src/egress/result/release.js';
import type { Code } from '../../src/fault.js';
import type { InnerCall, InnerResult } from '../../src/native/plan.js';
import { deny } from '../../src/policy/denial.js';
import type { Permit } from '../../src/policy/permit.js';
import type { AbortSignalLike, Powers } from '../powers.js';
import type { Gate } from './admission.js';
import { denialResult } from './after.js';
import { type RunOptions, runRequest } from './runner.js';
import type { Ended, TripStart, World } from './trip.js';

export interface RequestsInput {
  readonly powers: Pick<Powers, 'abort' | 'chance' | 'clock'>;
  readonly world: World;
  /** The law for the kernel's own principal: it may describe systems and nothing else. */
  readonly bootWorld: World;
  readonly gate: Gate;
  readonly lane: Gate;
  readonly principal: () => Principal;
  /** 'open', or why nobody is served. */
  readonly door: () => 'open' | Extract<Code, 'sealed' | 'draining'>;
  readonly turnedAway: () => void;
  readonly ended: (ended: Ended) => void;
  readonly observe?: RunOptions['observe'];
}

export interface Requests {
  fromAgent(tool: string, args: JsonObject, signal: AbortSignalLike): Promise<ToolResult>;
  inner(permit: Permit, call: InnerCall, signal: AbortSignalLike): Promise<InnerResult>;
  fromKernel(call: InnerCall): Promise<InnerResult>;
}

const kernelPrincipal: Principal = { role: 'aegis-kernel', session: sessionId('kernel'), client: 'aegis' };

/** A denial that has no request: admission said no before there was one. */
const atTheDoor = (code: Code, id: string): ToolResult =>
  denialResult(deny(decisionId(id), { code, phase: 'admission' }));

/** What a plan may see of an inner call: the released result, never the raw one. */
function innerResult(ended: Ended): InnerResult {
  const { trip, result } = ended;
  if (result.isError === true || trip.reply === undefined) {
    const { denial } = trip;
    if (denial === undefined) return { ok: false, code: 'defect', facts: [] };
    return { ok: false, code: denial.code, facts: denial.facts, refusal: denial };
  }
  const content = result.structuredContent;
  if (content === undefined || !isObject(content)) return { ok: false, code: 'withheld', facts: [] };
  const { effects, obligations } = trip;
  const findings = isReleased(trip.reply) ? trip.reply.findings : [];
  return { ok: true, content, findings, judged: { effects, obligations } };
}

interface Asked extends Pick<InnerCall, 'isPreview' | 'into' | 'deposit'> {
  readonly tool: string;
  readonly args: JsonObject;
  readonly principal: Principal;
  readonly world: World;
  readonly parent?: RequestId;
}

/** What only a plan says of a call. */
const plannedAs = ({ parent, isPreview, into, deposit }: Asked): Partial<Call> =>
  parent === undefined
    ? {}
    : {
        parent,
        ...(isPreview === undefined ? {} : { isPreview }),
        ...(into === undefined ? {} : { into }),
        ...(deposit === undefined ? {} : { deposit }),
      };

/** The call, and the page of an earlier result that it may ask for. A cursor that is not ours is told by `badCursor`. */
function startOf({ powers }: RequestsInput, asked: Asked, signal: AbortSignalLike): TripStart {
  const { world, principal, tool, parent } = asked;
  const cursor = parent === undefined ? own(asked.args, 'cursor') : undefined;
  const page = typeof cursor === 'string' ? world.officers.cursors.find(cursor, tool) : undefined;
  const args = page?.args ?? asked.args;
  const call: Call = {
    id: requestId(powers.chance.id()),
    principal,
    tool: askedTool(tool),
    arguments: args,
    digest: world.digest.hmac(canonical(args)),
    at: powers.clock.now(),
    ...plannedAs(asked),
  };
  return {
    call,
    world,
    signal,
    offset: page?.offset ?? 0,
    badCursor: cursor !== undefined && page === undefined,
  };
}

async function run(input: RequestsInput, asked: Asked, signal: AbortSignalLike): Promise<Ended> {
  const mine = input.powers.abort();
  let cancel = (): void => undefined;
  const stop = (): void => {
    mine.abort();
    cancel();
  };
  signal.addEventListener('abort', stop);
  const ended = await runRequest(startOf(input, asked, mine.signal), {
    ...(input.observe === undefined ? {} : { observe: input.observe }),
    cancellable: (tell) => {
      cancel = tell;
      // INVARIANT: what was cancelled while it waited for its turn, or before its plan came to it, is not begun.
      if (signal.aborted) stop();
    },
  });
  signal.removeEventListener('abort', stop);
  input.ended(ended);
  return ended;
}

interface Way {
  readonly gate: Gate;
  readonly signal: AbortSignalLike;
}

/** INVARIANT: every way in passes a gate, and a gate that is full answers a denial, never silence. */
async function through(
  input: RequestsInput,
  asked: Asked,
  { gate, signal }: Way,
): Promise<Ended | undefined> {
  const leave = await gate.enter(asked.principal.session);
  if (leave === undefined) return undefined;
  try {
    return await run(input, asked, signal);
  } finally {
    leave();
  }
}

async function fromAgent(
  input: RequestsInput,
  asked: Pick<Asked, 'tool' | 'args'>,
  signal: AbortSignalLike,
): Promise<ToolResult> {
  const door = input.door();
  if (door === 'sealed') input.turnedAway();
  if (door !== 'open') return atTheDoor(door, '');
  const principal = input.principal();
  const ended = await through(
    input,
    { ...asked, principal, world: input.world },
    { gate: input.gate, signal },
  );
  // What was decided before the seal may be told only if its record was written: the machine has seen to that.
  if (ended !== undefined) return ended.result;
  input.world.officers.ledger.send({
    type: 'ledger.overload',
    session: principal.session,
    code: 'overloaded',
  });
  return atTheDoor('overloaded', '');
}

async function child(input: RequestsInput, asked: Asked, signal: AbortSignalLike): Promise<InnerResult> {
  const ended = await through(input, asked, { gate: input.lane, signal });
  return ended === undefined ? { ok: false, code: 'overloaded', facts: [] } : innerResult(ended);
}

export const createRequests = (input: RequestsInput): Requests => ({
  fromAgent: (tool, args, signal) => fromAgent(input, { tool, args }, signal),
  inner: (permit, call, signal) =>
    child(
      input,
      { ...call, principal: permit.call.principal, world: input.world, parent: permit.request },
      signal,
    ),
  fromKernel: (call) =>
    child(
      input,
      { ...call, principal: kernelPrincipal, world: input.bootWorld, parent: requestId('boot') },
      input.powers.abort().signal,
    ),
});
