/** Drives one request machine: starts what a stage waits for, and turns the answer into an event. It decides nothing. */
import { createActor } from 'xstate';
import type { ToolResult } from '../src/egress/released.js';
import { awaitAudit, awaitMint, conclude, mint, summary, transform } from './after.js';
import {
  argument,
  awaitIntercept,
  awaitPrecondition,
  capability,
  intercept,
  precondition,
  resolve,
} from './before.js';
import { awaitCalling, awaitIntending } from './during.js';
import {
  denied,
  type Phases,
  type RequestContext,
  type RequestEvent,
  requestMachine,
  type Stage,
  type Step,
  wait,
} from './request.js';
import { startTrip, type Trip, type TripStart } from './trip.js';

const phasesOf = (trip: Trip): Phases => ({
  resolve: () => resolve(trip),
  intercept: () => intercept(trip),
  capability: () => capability(trip),
  argument: () => argument(trip),
  precondition: () => precondition(trip),
  intending: () => wait,
  calling: () => wait,
  transform: () => transform(trip),
  mint: () => mint(trip),
  audit: () => wait,
});

type Wait = (trip: Trip, context: RequestContext) => Promise<Step>;

const waits: Partial<Record<Stage, Wait>> = {
  intercept: awaitIntercept,
  precondition: awaitPrecondition,
  intending: awaitIntending,
  calling: awaitCalling,
  mint: awaitMint,
  audit: awaitAudit,
};

const never: Wait = () => Promise.resolve(denied('defect'));

const stageOf = (value: unknown): Stage | undefined => {
  const name = typeof value === 'object' && value !== null && 'execute' in value ? value.execute : value;
  // `as`: the names are the machine's own; what is not a stage has no wait below.
  return typeof name === 'string' && name !== 'done' && name !== 'denied' ? (name as Stage) : undefined;
};

/** Extra milliseconds over the tool's own deadline before the request is cut off, whatever the officers do. */
const margin = 20_000;

export interface RunOptions {
  /** Sees every snapshot; it may not throw. */
  readonly observe?: (stage: string, context: RequestContext) => void;
  /** Called with the function that cancels the request. */
  readonly cancellable?: (cancel: () => void) => void;
}

export interface Ended {
  readonly result: ToolResult;
  readonly trip: Trip;
  readonly context: RequestContext;
}

export function runRequest(start: TripStart, options: RunOptions = {}): Promise<Ended> {
  const trip = startTrip(start);
  const { clock, law } = start.world;
  const actor = createActor(requestMachine, { input: { id: start.call.id, phases: phasesOf(trip) } });
  // A late answer to a machine that has ended is nobody's: XState's development build would print the event.
  const send = (event: RequestEvent): void => {
    if (actor.getSnapshot().status === 'active') actor.send(event);
  };
  return new Promise((resolveEnded) => {
    let waitingIn: Stage | undefined;
    const deadline = law.registry.tools.get(start.call.tool)?.deadline ?? 0;
    const stop = clock.after(deadline + margin, () => send({ type: 'timeout' }));
    const begin = (stage: Stage, context: RequestContext): void => {
      (waits[stage] ?? never)(trip, context)
        .catch((): Step => denied('defect'))
        .then((step) => send({ type: 'phase.done', stage, step }));
    };
    actor.subscribe((snapshot) => {
      const stage = stageOf(snapshot.value);
      options.observe?.(stage ?? String(snapshot.value), snapshot.context);
      if (snapshot.status === 'active') {
        if (stage === undefined || stage === waitingIn) return;
        waitingIn = stage;
        begin(stage, snapshot.context);
        return;
      }
      stop();
      resolveEnded(end(trip, snapshot.context, snapshot.value === 'done'));
    });
    options.cancellable?.(() => send({ type: 'cancel' }));
    actor.start();
  });
}

function end(trip: Trip, context: RequestContext, isDone: boolean): Ended {
  const { session, remember } = trip.world.officers;
  const result = conclude(trip, context, isDone);
  remember(trip.call.id, summary(trip, context));
  if (!isDone) session.send({ type: 'session.denied' });
  else
    session.send({
      type: 'session.called',
      rows: trip.reply !== undefined && 'rows' in trip.reply ? trip.reply.rows : 0,
      wrote: trip.effects.writes.length > 0,
    });
  return { result, trip, context };
}
