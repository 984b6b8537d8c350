/** Where calls become requests: the agent's through the gate, a plan's inner calls through the reserved lane, the kernel's own at boot. */
import type { Call, Principal } from '../src/call/call.js';
import { canonical } from '../src/call/canonical.js';
import { askedTool, decisionId, type RequestId, requestId, sessionId } from '../src/call/id.js';
import { isObject, type JsonObject, own } from '../src/call/json.js';
import type { Released, ToolResult } from '../src/egress/released.js';
import type { Code } from '../src/fault.js';
import type { InnerCall, InnerResult } from '../src/native/plan.js';
import { deny } from '../src/policy/denial.js';
import type { Permit } from '../src/policy/permit.js';
import type { Gate } from './admission.js';
import { denialResult } from './after.js';
import type { AbortSignalLike, Powers } from './powers.js';
import { type Ended, type RunOptions, runRequest } from './runner.js';
import type { World } from './trip.js';

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

const isReleased = (reply: NonNullable<Ended['trip']['reply']>): reply is Released => 'findings' in reply;

/** What a plan may see of an inner call: the released result, never the raw one. */
function innerResult(ended: Ended): InnerResult {
  const { trip, result } = ended;
  if (result.isError === true || trip.reply === undefined) {
    const denial = trip.denial;
    return { ok: false, code: denial?.code ?? 'defect', facts: denial?.facts ?? [] };
  }
  const content = result.structuredContent;
  if (content === undefined || !isObject(content)) return { ok: false, code: 'withheld', facts: [] };
  return { ok: true, content, findings: isReleased(trip.reply) ? trip.reply.findings : [] };
}

interface Asked {
  readonly tool: string;
  readonly args: JsonObject;
  readonly principal: Principal;
  readonly world: World;
  readonly parent?: RequestId;
}

export function createRequests(input: RequestsInput): Requests {
  const { powers } = input;

  async function run(asked: Asked, signal: AbortSignalLike): Promise<Ended> {
    const { world, principal } = asked;
    const cursor = asked.parent === undefined ? own(asked.args, 'cursor') : undefined;
    const page = typeof cursor === 'string' ? world.officers.cursors.find(cursor, asked.tool) : undefined;
    const args = page?.args ?? asked.args;
    const call: Call = {
      id: requestId(powers.chance.id()),
      principal,
      tool: askedTool(asked.tool),
      arguments: args,
      digest: world.digest.hmac(canonical(args)),
      ...(asked.parent === undefined ? {} : { parent: asked.parent }),
      at: powers.clock.now(),
    };
    const mine = powers.abort();
    let cancel = (): void => undefined;
    const stop = (): void => {
      mine.abort();
      cancel();
    };
    signal.addEventListener('abort', stop);
    const start = {
      call,
      world,
      signal: mine.signal,
      offset: page?.offset ?? 0,
      badCursor: cursor !== undefined && page === undefined,
    };
    const ended = await runRequest(start, {
      ...(input.observe === undefined ? {} : { observe: input.observe }),
      cancellable: (tell) => {
        cancel = tell;
      },
    });
    signal.removeEventListener('abort', stop);
    input.ended(ended);
    return ended;
  }

  /** INVARIANT: every way in passes a gate, and a gate that is full answers a denial, never silence. */
  async function through(gate: Gate, asked: Asked, signal: AbortSignalLike): Promise<Ended | undefined> {
    const leave = await gate.enter(asked.principal.session);
    if (leave === undefined) return undefined;
    try {
      return await run(asked, signal);
    } finally {
      leave();
    }
  }

  return {
    async fromAgent(tool, args, signal) {
      const door = input.door();
      if (door !== 'open') {
        if (door === 'sealed') input.turnedAway();
        return atTheDoor(door, '');
      }
      const principal = input.principal();
      const ended = await through(input.gate, { tool, args, principal, world: input.world }, signal);
      if (ended !== undefined) return input.door() === 'sealed' ? atTheDoor('sealed', '') : ended.result;
      input.world.officers.ledger.send({
        type: 'ledger.overload',
        session: principal.session,
        code: 'overloaded',
      });
      return atTheDoor('overloaded', '');
    },
    async inner(permit, call, signal) {
      const asked = { ...call, principal: permit.call.principal, world: input.world, parent: permit.request };
      const ended = await through(input.lane, asked, signal);
      return ended === undefined ? { ok: false, code: 'overloaded', facts: [] } : innerResult(ended);
    },
    async fromKernel(call) {
      const asked = {
        ...call,
        principal: kernelPrincipal,
        world: input.bootWorld,
        parent: requestId('boot'),
      };
      const ended = await through(input.lane, asked, powers.abort().signal);
      return ended === undefined ? { ok: false, code: 'overloaded', facts: [] } : innerResult(ended);
    },
  };
}
