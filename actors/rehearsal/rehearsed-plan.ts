/**
 * Follows a plan in a rehearsal: what it asks is requests of the same world, decided as in a kernel that serves. What would answer them is a stand-in
 * that holds no row; no other call is sent to it.
 */
import { createActor } from 'xstate';
import { isObject, type JsonObject, own } from '../../src/call/json.js';
import { childCall } from '../../src/explore/child.js';
import { consumePermit, isPermit, type Permit } from '../../src/policy/permit.js';
import type { Mailbox } from '../desk.js';
import type { Called, DownstreamMessage } from '../messages.js';
import { nativeLogic } from '../officers/native.js';
import { nativeWorld } from '../officers/native-world.js';
import type { AbortSignalLike, Chance } from '../powers.js';
import { createGate } from '../trip/admission.js';
import { createRequests } from '../trip/requests.js';
import type { Ended, World } from '../trip/trip.js';

/** The content that a receipt was earned for, and that is still there. */
export const rehearsedVersion = 'rehearsed';

const never: AbortSignalLike = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

/** Nobody cancels a rehearsal. */
export const uncancelled = { signal: never, abort: (): void => undefined };

/** As a system answers whose checks hold and whose content is what it was; rows it has none. */
function answerTo({ law }: World, permit: Permit, args: JsonObject): Called {
  const manifest = law.registry.systems.get(permit.tool.system);
  if (manifest === undefined) return { fault: 'down', started: false };
  const { answer } = childCall(permit, args, manifest);
  const told = answer.structuredContent;
  const content = told !== undefined && isObject(told) ? told : {};
  return { result: { ...answer, structuredContent: { version: rehearsedVersion, ...content } } };
}

/** INVARIANT: it answers what a plan asks and nothing else. */
function standIn(world: World): Mailbox<DownstreamMessage> {
  const { desk } = world.officers;
  return {
    getSnapshot: () => ({ status: 'active' }),
    send: (message) => {
      if (message.type !== 'downstream.call') return;
      const { ticket, permit, args } = message;
      const isAsked = isPermit(permit) && permit.call.parent !== undefined && consumePermit(permit);
      desk.answer(ticket, isAsked ? answerTo(world, permit, args) : { fault: 'permit', started: false });
    },
  };
}

/** One call of a plan at a time. */
const lane = { inFlight: 1, perSession: 1, waiting: 0 };

/** A decision that the call asks about is taken for one of the session's own. */
function decisionsOf(args: JsonObject): ReadonlyMap<string, JsonObject> {
  const decision = own(args, 'decision');
  return new Map(typeof decision === 'string' ? [[decision, {}]] : []);
}

export interface Planned {
  /** The same world, with somebody who follows plans. */
  readonly world: World;
  /** How each call of the plan has ended, in order. */
  readonly inner: readonly Ended[];
  readonly stop: () => void;
}

export function withPlans(bare: World, args: JsonObject, chance: Chance): Planned {
  const { law, clock, digest, officers } = bare;
  const { desk, mint, overlay } = officers;
  const inner: Ended[] = [];
  const decisions = decisionsOf(args);
  const native = createActor(nativeLogic, {
    input: {
      desk,
      worldFor: (permit) => nativeWorld({ law, clock, digest, desk, mint, overlay, decisions }, permit),
      runInner: (permit, call, signal) => requests.inner(permit, call, signal),
    },
  }).start();
  const others = standIn(bare);
  const downstream = (system: string): Mailbox<DownstreamMessage> => (system === 'aegis' ? native : others);
  const world: World = { ...bare, officers: { ...officers, downstream } };
  const requests = createRequests({
    ...{ powers: { abort: () => uncancelled, chance, clock }, world, bootWorld: world },
    ...{ gate: createGate(lane), lane: createGate(lane), door: () => 'open', turnedAway: () => undefined },
    principal: () => {
      throw new Error('no agent calls in a rehearsal');
    },
    ended: (ended) => inner.push(ended),
  });
  return { world, inner, stop: () => native.stop() };
}
