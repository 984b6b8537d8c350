/**
 * One agent's call with the officers it meets: the kernel's own requests, plans, mint, ledger and doubts, over hands that stand still until they
 * are answered. Nothing in it is a model; what it shares with other calls is outside of it.
 */
import { createActor } from 'xstate';
import type { Principal } from '../../src/call/call.js';
import { sessionId } from '../../src/call/id.js';
import { isObject, type JsonObject, own } from '../../src/call/json.js';
import type { ToolResult } from '../../src/egress/released.js';
import type { Reply } from '../../src/explore/promises.js';
import { consumePermit, isPermit, type Permit } from '../../src/policy/permit.js';
import { sessionStart } from '../../src/session/reduce.js';
import { createDepositView } from '../cells/deposits.js';
import { createOverlayView } from '../cells/overlay.js';
import type { Mailbox } from '../desk.js';
import type { DownstreamMessage } from '../messages.js';
import { createAnalyst } from '../officers/analyst.js';
import { createDoubts } from '../officers/doubts.js';
import { nativeLogic } from '../officers/native.js';
import { nativeWorld } from '../officers/native-world.js';
import { createStrongbox } from '../officers/strongbox.js';
import type { Masking } from '../powers.js';
import { type Calling, createCalling } from '../systems/calling.js';
import { createGate } from '../trip/admission.js';
import { createCursors } from '../trip/cursors.js';
import { createRequests, type Requests } from '../trip/requests.js';
import { officerDeadline, type World } from '../trip/trip.js';
import { createHands, type Hands } from './hands.js';
import { type CallMeans, type Officers, officersOf } from './officers.js';

export interface Caller {
  /** One letter: its requests are named after it. */
  readonly name: string;
  /** The chain of the kernel that serves it. */
  readonly kernel: string;
  readonly session: string;
  readonly role: string;
  readonly tool: string;
  readonly args: JsonObject;
  /** Datasets that it names; of others it is told that there is nothing. */
  readonly datasets: readonly string[];
  /** The accounts of its budgets are among what is shared. */
  readonly isSpending: boolean;
}

/** One supervisor whose child is there: its calls, and nothing of how it is kept alive. */
function supervisor(
  means: CallMeans,
  { desk, hands }: Officers,
  told: { system: string; over: (request: string) => void },
) {
  const permits = new Map<object, Permit>();
  const manifest = [...means.law.registry.systems.values()].find((one) => one.system === told.system);
  const calling: Calling = createCalling({
    ...{ concurrency: 8, queue: 8, clock: hands.clock, abort: means.abort, answer: desk.answer },
    ...{ onDoubtEnded: told.over, onDoubtLasts: () => undefined, onIdle: () => undefined, judge: () => 'go' },
  });
  const call = async (args: JsonObject, settled: (() => void) | undefined) => {
    const permit = permits.get(args);
    if (permit === undefined || manifest === undefined) throw new Error('a call without its permit');
    try {
      return await hands.child(permit, args, manifest);
    } finally {
      settled?.();
    }
  };
  calling.open({
    ...{ pid: 1, listTools: async () => [], close: async () => undefined },
    call: (_, args, { settled }) => call(args, settled),
  });
  const mailbox: Mailbox<DownstreamMessage> = {
    getSnapshot: () => ({ status: 'active' }),
    send: (message) => {
      if (message.type !== 'downstream.call') return;
      const { permit, args, ticket } = message;
      if (!isPermit(permit) || permit.tool.system !== told.system || !consumePermit(permit))
        return desk.answer(ticket, { fault: 'permit', started: false });
      permits.set(args, permit);
      calling.accept(message);
    },
  };
  return mailbox;
}

const wide = { inFlight: 64, perSession: 64, waiting: 64 };
const cleared = (text: string) => ({ text, hits: 0 });
/** No result of a walk is large. */
const nowhere: Masking = { mask: async () => 'lost', close: async () => undefined };

interface Kernel {
  readonly requests: Requests;
  readonly stop: () => void;
}

/** Each look at what writes have carried, or at what was put into an object, is one of its own. */
function viewsOf({ law }: CallMeans, { hands, seal }: Officers) {
  let looks = 0;
  const lookedAt = () => {
    looks += 1;
    return { message: 'overlay', ticket: -1 - looks };
  };
  const { clock } = hands;
  const means = { store: hands.store(lookedAt), clock, within: officerDeadline };
  return {
    overlay: createOverlayView({ ...means, catalog: law.catalog, onFailed: seal }),
    deposits: createDepositView(means),
  };
}

type Mailboxes = World['officers']['downstream'];

const none = (): undefined => undefined;

function worldOf(
  { law, digest, reader }: CallMeans,
  { desk, hands, mint, bursar, ledger }: Officers,
  systems: Mailboxes,
) {
  const { clock, nextId } = hands;
  const analyst = createAnalyst({ reader, desk, catalog: law.catalog });
  const strongbox = createStrongbox({ desk });
  const started = sessionStart(clock.now());
  const nothing = (): void => undefined;
  const world: Omit<World, 'officers'> & {
    readonly officers: Omit<World['officers'], 'overlay' | 'deposits'>;
  } = {
    ...{ law, clock, digest },
    officers: {
      ...{
        desk,
        mint,
        analyst,
        bursar,
        strongbox,
        ledger: ledger.actor,
        downstream: systems,
        scrub: cleared,
      },
      ...{ scrubTable: () => undefined, masking: nowhere },
      ...{ session: { facts: () => started, send: nothing }, cursors: createCursors(nextId) },
      ...{ remember: nothing, drift: () => [] },
      ...{ structureChanged: nothing, structureUnderWay: none, structureDoubted: none },
    },
  };
  const stop = (): void => {
    analyst.stop();
    strongbox.stop();
  };
  return { world, stop };
}

/** Everything from the gate to the permit's use, as `assembly` puts it together. */
function kernelOf(means: CallMeans, officers: Officers, caller: Caller): Kernel {
  const { law, digest, abort } = means;
  const { desk, hands, mint, ledger, isSealed } = officers;
  const { clock, nextId } = hands;
  const doubts = createDoubts({ desk, mint, ledger: ledger.actor });
  const { overlay, deposits } = viewsOf(means, officers);
  const native = createActor(nativeLogic, {
    input: {
      desk,
      worldFor: (permit) =>
        nativeWorld({ law, clock, digest, desk, mint, overlay, decisions: new Map() }, permit),
      runInner: (permit, call, signal) => requests.inner(permit, call, signal),
    },
  }).start();
  const systems = new Map<string, Mailbox<DownstreamMessage>>([['aegis', native]]);
  const mailbox = (system: string): Mailbox<DownstreamMessage> => {
    const known = systems.get(system) ?? supervisor(means, officers, { system, over: doubts.over });
    systems.set(system, known);
    return known;
  };
  const around = worldOf(means, officers, mailbox);
  const world: World = { ...around.world, officers: { ...around.world.officers, overlay, deposits } };
  const principal: Principal = { role: caller.role, session: sessionId(caller.session), client: 'explored' };
  const requests = createRequests({
    ...{ powers: { abort, chance: { id: nextId }, clock }, world, bootWorld: world },
    ...{ gate: createGate(wide), lane: createGate(wide), principal: () => principal },
    ...{ door: () => (isSealed() ? 'sealed' : 'open'), turnedAway: () => undefined, ended: doubts.consider },
  });
  const stop = (): void => {
    native.stop();
    around.stop();
  };
  return { requests, stop };
}

/** What was told to the agent, by its code. */
export function codeOf({ isError, structuredContent: body }: ToolResult): string {
  const code = body !== undefined && isObject(body) ? own(body, 'code') : undefined;
  return isError === true ? String(code ?? 'defect') : 'allowed';
}

export interface Started {
  readonly hands: Hands;
  readonly mintSaid: () => string;
  readonly reply: () => Reply | undefined;
  readonly begin: (door: 'open' | 'sealed') => void;
  readonly cancel: () => void;
  readonly stop: () => void;
}

export function startCall(means: CallMeans, caller: Caller): Started {
  const hands = createHands({ name: caller.name, datasets: caller.datasets });
  const officers = officersOf(means, hands, { chain: caller.kernel, isSpending: caller.isSpending });
  const kernel = kernelOf(means, officers, caller);
  const { signal, abort } = means.abort();
  let reply: Reply | undefined;
  return {
    hands,
    mintSaid: officers.mintSaid,
    reply: () => reply,
    begin: (door) => {
      if (door === 'sealed') officers.seal();
      void kernel.requests.fromAgent(caller.tool, caller.args, signal).then((result) => {
        reply = { request: `${caller.name}.1`, code: codeOf(result) };
      });
    },
    cancel: abort,
    stop: () => {
      kernel.stop();
      officers.stop();
    },
  };
}
