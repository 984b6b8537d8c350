/** The long-lived actors: where each stands, and what it was sent, by type alone. A machine that is seldom sent anything is seen by XState's inspection, the others by what they take up. */
import type { ActorView } from '../../src/inspection/overview.js';
import type { Observer } from '../observer.js';

export interface Actors extends Pick<Observer, 'inspect' | 'officer'> {
  views(): readonly ActorView[];
}

interface Seen {
  readonly name: string;
  /** Where it stands now. */
  state: () => string;
  readonly received: Map<string, number>;
}

/** Far more than there are types of messages. */
const mostTypes = 128;

const machineOf = (name: string): ActorView['machine'] =>
  name === 'kernel' ? 'kernel' : name.startsWith('downstream:') ? 'downstream' : '';

function count({ received }: Seen, type: string): void {
  const had = received.get(type);
  if (had !== undefined || received.size < mostTypes) received.set(type, (had ?? 0) + 1);
}

type Moved = (to: { readonly name: string; readonly state: string; readonly by: string }) => void;

function inspectOf(seen: Seen, moved: Moved): ReturnType<Observer['inspect']> {
  let last = '';
  return (event) => {
    if (event.type === '@xstate.event') count(seen, event.event.type);
    else if (event.type === '@xstate.snapshot') {
      const { snapshot } = event;
      const state =
        'value' in snapshot && typeof snapshot.value === 'string' ? snapshot.value : snapshot.status;
      if (state === last) return;
      last = state;
      seen.state = () => state;
      moved({ name: seen.name, state, by: event.event.type });
    }
  };
}

export function createActors(moved: Moved): Actors {
  const all = new Map<string, Seen>();
  const seenOf = (name: string): Seen => {
    const known = all.get(name) ?? { name, state: () => '', received: new Map<string, number>() };
    all.set(name, known);
    return known;
  };
  return {
    inspect: (name) => inspectOf(seenOf(name), moved),
    officer: (name) => {
      const seen = seenOf(name);
      return {
        took: (type) => count(seen, type),
        stands: (status) => {
          seen.state = status;
          moved({ name, state: status(), by: 'xstate.init' });
        },
        moved: (state, by) => {
          seen.state = () => state;
          moved({ name, state, by });
        },
      };
    },
    views: () =>
      [...all.values()].map(({ name, state, received }) => ({
        name,
        machine: machineOf(name),
        state: state(),
        received: Object.fromEntries(received),
      })),
  };
}
