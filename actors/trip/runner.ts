/** Drives one request machine: starts what a stage waits for, and turns the answer into an event. It decides nothing. */

import type { SessionMessage } from '../messages.js';
import type { Observer, RequestWatch } from '../observer.js';
import { denied, type Phases, type RequestContext, type Stage, type Step, wait } from '../request.js';
import { awaitAudit, awaitMint, conclude, mint, summary } from './after.js';
import { argument, awaitPrecondition, capability, precondition, resolve } from './before.js';
import { awaitCalling } from './calling.js';
import { type Course, type Standing, tableCourse, type Watchers } from './course.js';
import { awaitIntending } from './intending.js';
import { awaitIntercept, intercept } from './intercept.js';
import { ToldPhases, tellingDesk } from './telling.js';
import { awaitTransform, transform } from './transform.js';
import { type Ended, startTrip, type Trip, type TripStart } from './trip.js';

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
  transform: awaitTransform,
  mint: awaitMint,
  audit: awaitAudit,
};

const never: Wait = () => Promise.resolve(denied('defect'));

/** Extra milliseconds over the tool's own deadline before the request is cut off, whatever the officers do. */
const margin = 20_000;

export interface RunOptions {
  /** Gives the request somebody who watches it; neither may throw. */
  readonly observe?: Observer['begin'];
  /** Called with the function that cancels the request. */
  readonly cancellable?: (cancel: () => void) => void;
}

interface Begun {
  readonly trip: Trip;
  /** Undefined when nobody does. */
  readonly watch: RequestWatch | undefined;
}

/** A trip that is watched has a desk of its own, which tells whom it asks. */
function begin(start: TripStart, observe: RunOptions['observe']): Begun {
  if (observe === undefined) return { trip: startTrip(start), watch: undefined };
  const { officers } = start.world;
  const desk = tellingDesk(officers.desk, () => watch);
  const trip = startTrip({ ...start, world: { ...start.world, officers: { ...officers, desk } } });
  const watch = observe(trip);
  return { trip, watch };
}

const courseOf = ({ trip, watch }: Begun, stood: Watchers['stood']): Course => {
  const input = { id: trip.call.id, phases: phasesOf(trip) };
  if (watch === undefined) return tableCourse(input, { stood });
  const told = { ...input, phases: new ToldPhases(input.phases, watch) };
  return tableCourse(told, { stood, stepped: (state, context) => watch.stepped(state, context) });
};

export function runRequest(start: TripStart, options: RunOptions = {}): Promise<Ended> {
  const begun = begin(start, options.observe);
  const { trip, watch } = begun;
  const { clock, law } = start.world;
  return new Promise((resolveEnded) => {
    let waitingIn = '';
    const answer = (stage: Stage, context: RequestContext): void => {
      (waits[stage] ?? never)(trip, context)
        .catch((): Step => denied('defect'))
        .then((step) => course.send({ type: 'phase.done', stage, step }));
    };
    const stood = (standing: Standing): void => {
      const { state, isOver, context } = standing;
      watch?.stood(standing);
      if (isOver) {
        stop();
        const ended = end(trip, context, state === 'done');
        watch?.ended(ended);
        resolveEnded(ended);
      } else if (state !== waitingIn) {
        waitingIn = state;
        // `as`: the names are the machine's own; what is not a stage has no wait above.
        answer(state as Stage, context);
      }
    };
    const course = courseOf(begun, stood);
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
  session.send(counted(trip, isDone));
  return { result, trip, context };
}

/** What a plan does is one call of the agent, however many calls it makes: of those the rows alone are counted, as somebody has read them. A preview writes nothing. */
function counted({ call, reply, effects }: Trip, isDone: boolean): SessionMessage {
  const isPlanned = call.parent !== undefined;
  if (!isDone && !isPlanned) return { type: 'session.denied' };
  const rows = isDone && reply !== undefined && 'rows' in reply ? reply.rows : 0;
  if (isPlanned) return { type: 'session.planned', rows };
  return { type: 'session.called', rows, wrote: effects.writes.length > 0 };
}
