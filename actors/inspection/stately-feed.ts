/** The inspector's events as messages of Stately's protocol, for one reader. It knows the machines, and of an event its type alone. */

import type { InspectionEvent } from '../../src/inspection/event.js';
import {
  actorMessage,
  type Moved,
  pathTo,
  type StatelyActor,
  type StatelyMessage,
  stepMessages,
} from '../../src/inspection/stately.js';
import { kernelMachine } from '../kernel/kernel.js';
import type { ShownEvent } from '../powers-console.js';
import { supervision } from '../systems/supervision.js';
import { requestDefinition } from './trace.js';

export type StatelyFeed = (shown: ShownEvent) => readonly StatelyMessage[];

/** More actors at once than this are not followed: the oldest is forgotten, and begins anew when it moves. */
const most = 2_000;

const definitionOf = (name: string): string => {
  if (name.startsWith('request:')) return requestDefinition;
  if (name.startsWith('downstream:')) return JSON.stringify(supervision.config);
  return name === 'kernel' ? JSON.stringify(kernelMachine.config) : JSON.stringify({ id: name });
};

interface Step extends Moved {
  readonly actor: StatelyActor;
  readonly event: string;
}

const actorOf = (sessionId: string, name: string): StatelyActor => ({
  ...{ sessionId, name },
  definition: definitionOf(sessionId),
});

/** What moved, whoever it was; undefined for what is not of an actor. */
function stepOf(event: InspectionEvent, at: number): Step | undefined {
  switch (event.kind) {
    case 'request': {
      const { id, tool, state, verdict, executed } = event.row;
      const actor = actorOf(`request:${id}`, `${tool} ${id}`);
      return {
        ...{ actor, at, path: pathTo(state), isOver: event.isEnd, context: { verdict, executed } },
        event: 'phase.done',
      };
    }
    case 'moved': {
      const { id, state, verdict } = event;
      const by = verdict === 'cancelled' ? 'cancel' : verdict === 'timedout' ? 'timeout' : 'phase.done';
      const actor = actorOf(`request:${id}`, id);
      return { actor, at, path: pathTo(state), isOver: false, context: { verdict }, event: by };
    }
    case 'actor': {
      const { name, state, by } = event;
      const isOver = state === 'stopped' || state === 'done';
      return { actor: actorOf(name, name), at, path: [state], isOver, context: {}, event: by };
    }
    case 'journal':
      return undefined;
  }
}

/** `now`: milliseconds since the epoch. */
export function createStatelyFeed(now: () => number): StatelyFeed {
  const steps = new Map<string, number>();
  return ({ event }) => {
    const step = event.kind === 'gap' ? undefined : stepOf(event, now());
    if (step === undefined) return [];
    const { actor } = step;
    const taken = steps.get(actor.sessionId);
    const oldest = steps.keys().next().value;
    if (steps.size > most && oldest !== undefined) steps.delete(oldest);
    steps.set(actor.sessionId, (taken ?? -1) + 1);
    if (step.isOver) steps.delete(actor.sessionId);
    return taken === undefined ? [actorMessage(actor, step)] : stepMessages(actor, step, taken);
  };
}
