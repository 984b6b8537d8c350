/** The long-lived actors as XState's inspection shows them: where each stands, and what it was sent, by type alone. */
import type { ActorView } from '../src/inspection/overview.js';
import type { Observer } from './observer.js';

export interface Actors {
  readonly inspect: Observer['inspect'];
  views(): readonly ActorView[];
}

interface Seen {
  readonly name: string;
  state: string;
  readonly received: Map<string, number>;
}

/** Far more than there are types of messages. */
const mostTypes = 128;

const machineOf = (name: string): ActorView['machine'] =>
  name === 'kernel' ? 'kernel' : name.startsWith('downstream:') ? 'downstream' : '';

export function createActors(
  moved: (to: { readonly name: string; readonly state: string; readonly by: string }) => void,
): Actors {
  const all = new Map<string, Seen>();
  const seenOf = (name: string): Seen => {
    const known = all.get(name) ?? { name, state: '', received: new Map<string, number>() };
    all.set(name, known);
    return known;
  };
  return {
    inspect: (name) => {
      const seen = seenOf(name);
      return (event) => {
        if (event.type === '@xstate.event') {
          const { type } = event.event;
          const had = seen.received.get(type);
          if (had !== undefined || seen.received.size < mostTypes) seen.received.set(type, (had ?? 0) + 1);
        } else if (event.type === '@xstate.snapshot') {
          const { snapshot } = event;
          const state =
            'value' in snapshot && typeof snapshot.value === 'string' ? snapshot.value : snapshot.status;
          if (state === seen.state) return;
          seen.state = state;
          moved({ name, state, by: event.event.type });
        }
      };
    },
    views: () =>
      [...all.values()].map(({ name, state, received }) => ({
        name,
        machine: machineOf(name),
        state,
        received: Object.fromEntries(received),
      })),
  };
}
