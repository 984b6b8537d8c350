/** The ways through the request machine, walked on XState itself: what each came to, and which transitions fired by its own microsteps. What none of them has shown is said. */
import { type AnyStateNode, createActor } from 'xstate';
import { requestId } from '../../src/call/id.js';
import { type Course, type Foretold, foretell, stagesInOrder } from '../../src/oracle/lifecycle.js';
import { requestMachine } from '../request.js';
import { eventOf, type LifecyclePath, leafOf, lifecyclePaths, phasesSaying } from './lifecycle.js';

export interface Walked {
  readonly told: Foretold;
  /** The transitions that fired, each by its source, its event and its place. */
  readonly fired: ReadonlySet<string>;
}

const nodesOf = (node: AnyStateNode): readonly AnyStateNode[] => [
  node,
  ...Object.values(node.states).flatMap(nodesOf),
];

/** By each transition's own definition, which is the machine's. */
function transitionNames(): ReadonlyMap<unknown, string> {
  const names = new Map<unknown, string>();
  for (const node of nodesOf(requestMachine.root)) {
    for (const [at, one] of (node.always ?? []).entries()) names.set(one, `${node.id} always ${at + 1}`);
    for (const [type, list] of node.transitions)
      for (const [at, one] of list.entries()) names.set(one, `${node.id} on ${type} ${at + 1}`);
  }
  return names;
}

const names = transitionNames();
export const transitions: readonly string[] = [...names.values()];
const stateNames: readonly string[] = [...stagesInOrder, 'done', 'denied'];

/** Walks one path on XState itself. */
export function walk({ says, sent }: Course): Walked {
  const path: string[] = [];
  const fired = new Set<string>();
  const actor = createActor(requestMachine, {
    input: { id: requestId('generated'), phases: phasesSaying(says) },
    inspect: (seen) => {
      if (seen.type !== '@xstate.microstep' || !('value' in seen.snapshot)) return;
      for (const one of seen._transitions) fired.add(names.get(one) ?? `unknown: ${String(one.eventType)}`);
      const state = leafOf(seen.snapshot.value);
      if (path.at(-1) !== state && !(path.length === 0 && state === 'resolve')) path.push(state);
    },
  });
  actor.start();
  for (const one of sent) if (actor.getSnapshot().status === 'active') actor.send(eventOf(one));
  const { verdict, code, endedIn, executed, ignored } = actor.getSnapshot().context;
  return { told: { path, verdict, code, endedIn, executed, ignored }, fired };
}

export interface LifecycleCoverage {
  readonly paths: readonly LifecyclePath[];
  readonly states: number;
  readonly transitions: number;
  /** Where the machine does otherwise than was foretold. */
  readonly disagreements: readonly LifecyclePath[];
  readonly unreached: readonly string[];
  readonly unfired: readonly string[];
}

/** Walks them all, and says what of the machine none of them has shown. */
export function lifecycleCoverage(): LifecycleCoverage {
  const paths = lifecyclePaths();
  const walked = paths.map((path) => ({ path, ...walk(path) }));
  const fired = new Set(walked.flatMap((one) => [...one.fired]));
  const reached = new Set(['resolve', ...walked.flatMap(({ told }) => told.path)]);
  return {
    paths,
    states: stateNames.length,
    transitions: transitions.length,
    disagreements: walked
      .filter(({ path, told }) => JSON.stringify(told) !== JSON.stringify(foretell(path)))
      .map(({ path }) => path),
    unreached: stateNames.filter((name) => !reached.has(name)),
    unfired: transitions.filter((name) => !fired.has(name)),
  };
}
