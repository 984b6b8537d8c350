/** Actors, events and snapshots as Stately's inspection protocol has them: three kinds of message. A context holds a verdict and a code; an event its type alone. */
import type { RequestRow } from './row.js';
import type { StepView, TripView } from './trip.js';

interface Base {
  readonly _version: string;
  /** Milliseconds since the epoch, as a text. */
  readonly createdAt: string;
  readonly id: string;
  readonly rootId: string;
  readonly sessionId: string;
}

export interface StatelySnapshot {
  readonly status: 'active' | 'done';
  readonly value: unknown;
  readonly context: Readonly<Record<string, string>>;
}

export type StatelyMessage = Base &
  (
    | {
        readonly type: '@xstate.actor';
        readonly name: string;
        /** JSON of the machine. */
        readonly definition: string;
        readonly parentId: string | undefined;
        readonly snapshot: StatelySnapshot;
      }
    | {
        readonly type: '@xstate.event';
        readonly event: { readonly type: string };
        readonly sourceId: undefined;
      }
    | {
        readonly type: '@xstate.snapshot';
        readonly event: { readonly type: string };
        readonly snapshot: StatelySnapshot;
      }
  );

/** Of `@statelyai/inspect`, whose messages these are. */
const statelyVersion = '0.7.2';

export interface StatelyActor {
  /** `request` and a decision, or the name of an actor that lives as long as the kernel. */
  readonly sessionId: string;
  readonly name: string;
  readonly definition: string;
}

export interface Moved {
  readonly at: number;
  /** The path of names to the state that it stands in. */
  readonly path: readonly string[];
  readonly isOver: boolean;
  readonly context: Readonly<Record<string, string>>;
}

const nested = ([first = '', ...rest]: readonly string[]): unknown =>
  rest.length === 0 ? first : { [first]: nested(rest) };

const snapshotOf = ({ path, isOver, context }: Moved): StatelySnapshot => ({
  status: isOver ? 'done' : 'active',
  value: nested(path),
  context,
});

const baseOf = (sessionId: string, at: number, n: number): Base => ({
  _version: statelyVersion,
  createdAt: String(Math.round(at)),
  id: `${sessionId}:${n}`,
  rootId: sessionId,
  sessionId,
});

export const actorMessage = (
  { sessionId, name, definition }: StatelyActor,
  begun: Moved,
): StatelyMessage => ({
  ...baseOf(sessionId, begun.at, 0),
  type: '@xstate.actor',
  ...{ name, definition, parentId: undefined, snapshot: snapshotOf(begun) },
});

/** What an actor was sent, and where it stands since. `n` grows with each. */
export function stepMessages(
  { sessionId }: Pick<StatelyActor, 'sessionId'>,
  moved: Moved & { readonly event: string },
  n: number,
): readonly StatelyMessage[] {
  const event = { type: moved.event };
  return [
    { ...baseOf(sessionId, moved.at, 2 * n + 1), type: '@xstate.event', event, sourceId: undefined },
    {
      ...baseOf(sessionId, moved.at, 2 * n + 2),
      type: '@xstate.snapshot',
      event,
      snapshot: snapshotOf(moved),
    },
  ];
}

/** As XState nests it. */
export const pathTo = (state: string): readonly string[] =>
  state === 'intending' || state === 'calling' ? ['execute', state] : [state];

const movedTo = ({ at }: RequestRow, step: StepView): Moved => ({
  at: at + step.at,
  path: pathTo(step.state),
  isOver: step.state === 'done' || step.state === 'denied',
  context: { verdict: step.verdict, executed: step.executed },
});

/** A whole trip, as if it had been watched. `definition`: JSON of the request machine. */
export function statelyTrip({ row, steps }: TripView, definition: string): readonly StatelyMessage[] {
  const [first, ...rest] = steps;
  if (first === undefined) return [];
  const actor = { sessionId: `request:${row.id}`, name: `${row.tool} ${row.id}`, definition };
  return [
    actorMessage(actor, movedTo(row, first)),
    ...rest.flatMap((step, at) => stepMessages(actor, { ...movedTo(row, step), event: 'phase.done' }, at)),
  ];
}
