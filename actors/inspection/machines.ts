/** The kernel's machines as they may be drawn, derived from XState's own reading of them. It adds no state and leaves no way out. */
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import type { EdgeView, MachineView, StateView } from '../../src/inspection/overview.js';
import { kernelMachine } from '../kernel/kernel.js';
import { requestMachine } from '../request.js';
import { supervision } from '../systems/supervision.js';

const idOf = (node: AnyStateNode): string => node.path.join('.');

const nodesOf = (node: AnyStateNode): readonly AnyStateNode[] =>
  Object.values(node.states).flatMap((one) => [one, ...nodesOf(one)]);

const kindOf = ({ type }: AnyStateNode): StateView['kind'] =>
  type === 'compound' || type === 'final' ? type : 'atomic';

const stateOf = (node: AnyStateNode): StateView => ({
  id: idOf(node),
  name: node.key,
  parent: node.parent === undefined ? '' : idOf(node.parent),
  kind: kindOf(node),
  isInitial: node.parent?.initial.target?.includes(node) ?? false,
});

/** What one transition is written with, as far as it is drawn. */
interface Arrow {
  readonly guard?: unknown;
  readonly target: readonly AnyStateNode[] | undefined;
}

function guardName(guard: unknown): string {
  if (typeof guard === 'string') return guard;
  if (typeof guard !== 'object' || guard === null || !('type' in guard))
    return guard === undefined ? '' : 'if';
  return String(guard.type);
}

type IsDenied = (edge: Omit<EdgeView, 'isDenied'>) => boolean;

const edgesFrom = (node: AnyStateNode, isDenied: IsDenied): readonly EdgeView[] => {
  const taken: readonly (readonly [string, readonly Arrow[]])[] = [
    ['', node.always ?? []],
    ...node.transitions,
  ];
  return taken.flatMap(([event, arrows]) =>
    arrows.flatMap(({ guard, target }, at) => {
      const edge = {
        id: `${idOf(node)}/${event}/${at}`,
        from: idOf(node),
        to: target?.[0] === undefined ? idOf(node) : idOf(target[0]),
        event,
        guard: guardName(guard),
      };
      return [{ ...edge, isDenied: isDenied(edge) }];
    }),
  );
};

const viewOf = (id: MachineView['id'], { root }: AnyStateMachine, isDenied: IsDenied): MachineView => ({
  id,
  states: nodesOf(root).map(stateOf),
  edges: [root, ...nodesOf(root)].flatMap((node) => edgesFrom(node, isDenied)),
});

const refusals: ReadonlySet<string> = new Set(['denied', 'isRefused']);

/** Into `denied`, or into `audit` by a refusal, a cancel or a deadline. */
const isRefusal: IsDenied = ({ to, event, guard }) =>
  to === 'denied' || (to === 'audit' && (refusals.has(guard) || event === 'cancel' || event === 'timeout'));

const ailing: ReadonlySet<string> = new Set(['backoff', 'open', 'quarantined', 'sealed']);

export const machineViews = (): readonly MachineView[] => [
  viewOf('request', requestMachine, isRefusal),
  viewOf('downstream', supervision, ({ to, from }) => ailing.has(to) && to !== from),
  viewOf('kernel', kernelMachine, ({ to, from }) => ailing.has(to) && to !== from),
];
