/** Drives one request machine: starts what a stage waits for, and turns the answer into an event. It decides nothing. */
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
import { observedCourse, type Standing, tableCourse } from './course.js';
import { awaitCalling, awaitIntending } from './during.js';
import { denied, type Phases, type RequestContext, type Stage, type Step, wait } from './request.js';
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

/** Extra milliseconds over the tool's own deadline before the request is cut off, whatever the officers do. */
const margin = 20_000;

export interface RunOptions {
  /** Sees where the request stands after each event; it may not throw. With it the request runs on XState, without it on the table. */
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
  const { observe } = options;
  return new Promise((resolveEnded) => {
    let waitingIn = '';
    const begin = (stage: Stage, context: RequestContext): void => {
      (waits[stage] ?? never)(trip, context)
        .catch((): Step => denied('defect'))
        .then((step) => course.send({ type: 'phase.done', stage, step }));
    };
    const stood = ({ state, isOver, context }: Standing): void => {
      observe?.(state, context);
      if (isOver) {
        stop();
        resolveEnded(end(trip, context, state === 'done'));
      } else if (state !== waitingIn) {
        waitingIn = state;
        // `as`: the names are the machine's own; what is not a stage has no wait above.
        begin(state as Stage, context);
      }
    };
    const course = (observe === undefined ? tableCourse : observedCourse)(
      { id: start.call.id, phases: phasesOf(trip) },
      { stood },
    );
    const deadline = law.registry.tools.get(start.call.tool)?.deadline ?? 0;
    const stop = clock.after(deadline + margin, () => course.send({ type: 'timeout' }));
    options.cancellable?.(() => course.send({ type: 'cancel' }));
    course.start();
  });
}

function end(trip: Trip, context: RequestContext, isDone: boolean): Ended {
  const { session, remember } = trip.world.officers;
  const said = conclude(trip, context, isDone);
  // The text was made of this very reply, for its digest.
  const { json } = trip;
  const result = json !== undefined && said === trip.reply?.result ? { ...said, json } : said;
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
