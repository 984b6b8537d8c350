/**
 * The request machine as a table, derived from XState's own reading of it, which is what the kernel runs. It refuses a
 * machine that holds anything but states, guards, updates and events: then nothing starts.
 */
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import type { RequestContext, RequestEvent, RequestInput } from '../request.js';

/** What guards and updates are given. The event of the first step is XState's own. */
export interface Given {
  context: RequestContext;
  event: RequestEvent | { readonly type: 'xstate.init'; readonly input: RequestInput };
}
type Guard = (given: Given, params: unknown) => boolean;
type Update = (given: Given, params: unknown) => Partial<RequestContext>;

export interface Change {
  readonly update: Update;
  readonly params: unknown;
}

export interface Arrow {
  readonly guard: Guard | undefined;
  readonly params: unknown;
  /** Those of the arrow, then those of the states it enters, outermost first. */
  readonly changes: readonly Change[];
  /** Undefined: the state stays, and is not entered again. */
  readonly to: AnyStateNode | undefined;
}

/** A state without states within it. */
export interface Row {
  readonly name: string;
  readonly isFinal: boolean;
  readonly always: readonly Arrow[];
  /** By event type; within a state the named type first, then whatever is for every type, then the state around it. */
  readonly on: ReadonlyMap<string, readonly Arrow[]>;
  readonly other: readonly Arrow[];
}

export interface Table {
  readonly context: (input: RequestInput) => RequestContext;
  readonly first: Row;
  readonly entry: readonly Change[];
  readonly rows: ReadonlyMap<AnyStateNode, Row>;
}

const unfit = (node: AnyStateNode, why: string): never => {
  throw new Error(`the request machine cannot be made a table: ${node.id}: ${why}`);
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A name, or a name with parameters; a function in its place is the implementation itself. */
function named(written: unknown, node: AnyStateNode): { readonly name: string; readonly params: unknown } {
  if (typeof written === 'string') return { name: written, params: undefined };
  if (!isRecord(written) || typeof written.type !== 'string')
    return unfit(node, 'it has neither a name nor a type');
  if (typeof written.params === 'function') return unfit(node, 'its parameters are computed');
  return { name: written.type, params: written.params };
}

function changeOf(written: unknown, node: AnyStateNode): Change {
  const { name, params } = named(written, node);
  const action: unknown = node.machine.implementations.actions[name];
  if (
    typeof action !== 'function' ||
    !('assignment' in action) ||
    !('type' in action) ||
    action.type !== 'xstate.assign'
  )
    return unfit(node, `\`${name}\` is not an assign`);
  const { assignment } = action;
  // `as`: an assignment is a function of what is given, or a record of values and such functions; XState keeps it untyped.
  if (typeof assignment === 'function') return { update: assignment as Update, params };
  const parts = Object.entries(assignment as Readonly<Record<string, unknown>>);
  const update: Update = (given, more) =>
    Object.fromEntries(
      parts.map(([key, part]) => [key, typeof part === 'function' ? part(given, more) : part]),
    );
  return { update, params };
}

function guardOf(written: unknown, node: AnyStateNode): Pick<Arrow, 'guard' | 'params'> {
  if (written === undefined) return { guard: undefined, params: undefined };
  const { name, params } =
    typeof written === 'function' ? { name: '', params: undefined } : named(written, node);
  const guard: unknown = typeof written === 'function' ? written : node.machine.implementations.guards[name];
  // A guard made of guards brings a check of its own, that wants the whole machine.
  if (typeof guard !== 'function' || 'check' in guard)
    return unfit(node, `the guard \`${name}\` is not plain`);
  // `as`: XState hands every guard what is given here.
  return { guard: guard as Guard, params };
}

/** From the outermost state down to the node. */
const lineOf = (node: AnyStateNode): readonly AnyStateNode[] =>
  node.parent === undefined ? [node] : [...lineOf(node.parent), node];

/** Down the initial states to one that has none. */
function descent(node: AnyStateNode): readonly AnyStateNode[] {
  if (node.type !== 'compound') return [node];
  const [next, ...more] = node.initial.target;
  if (next === undefined || more.length > 0 || next.parent !== node)
    return unfit(node, 'its initial state is not its own');
  if (node.initial.actions.length > 0) return unfit(node, 'its initial state has actions');
  return [node, ...descent(next)];
}

/** The states that an arrow enters, outermost first: those around the target that are not around its source. */
function entered(source: AnyStateNode, target: AnyStateNode): readonly AnyStateNode[] {
  const around = lineOf(source);
  const line = lineOf(target);
  if (around.includes(target) || line.includes(source))
    return unfit(source, 'an arrow goes to itself or around itself');
  return [...line.filter((node) => !around.includes(node)).slice(0, -1), ...descent(target)];
}

const changesOn = (nodes: readonly AnyStateNode[]): readonly Change[] =>
  nodes.flatMap((node) => node.entry.map((action) => changeOf(action, node)));

interface Written {
  readonly guard?: unknown;
  readonly actions: readonly unknown[];
  readonly target: readonly AnyStateNode[] | undefined;
  readonly reenter: boolean;
}

function arrowOf(written: Written, source: AnyStateNode): Arrow {
  const [target, ...more] = written.target ?? [];
  if (more.length > 0 || written.reenter)
    return unfit(source, 'an arrow has several targets or enters again');
  const path = target === undefined ? [] : entered(source, target);
  return {
    ...guardOf(written.guard, source),
    changes: [...written.actions.map((action) => changeOf(action, source)), ...changesOn(path)],
    to: path.at(-1),
  };
}

const plainType = /^[a-z]+(?:\.[a-z]+)*$/;
const forEvery = '*';

function plain(node: AnyStateNode): void {
  const isPlain = node.type === 'atomic' || node.type === 'compound' || node.type === 'final';
  if (!isPlain) unfit(node, `it is ${node.type}`);
  if (node.exit.length > 0 || node.invoke.length > 0 || node.after.length > 0 || node.output !== undefined)
    unfit(node, 'it has an exit, an actor, a timer or an output');
  if (node.type === 'final' && node.parent !== node.machine.root) unfit(node, 'it ends a part alone');
  if (node.type === 'compound' && (node.always ?? []).length > 0)
    unfit(node, 'it is left by itself as a whole');
  for (const type of node.transitions.keys())
    if (type !== forEvery && !plainType.test(type)) unfit(node, `it waits for \`${type}\``);
}

function rowOf(node: AnyStateNode): Row {
  const inward = [...lineOf(node)].reverse();
  const arrows = (one: AnyStateNode, type: string): readonly Arrow[] =>
    (one.transitions.get(type) ?? []).map((each) => arrowOf(each, one));
  const types = new Set(
    inward.flatMap((one) => [...one.transitions.keys()]).filter((type) => type !== forEvery),
  );
  const ofType = (type: string): readonly Arrow[] =>
    inward.flatMap((one) => [...arrows(one, type), ...arrows(one, forEvery)]);
  return {
    name: node.key,
    isFinal: node.type === 'final',
    always: (node.always ?? []).map((each) => arrowOf(each, node)),
    on: new Map([...types].map((type) => [type, ofType(type)])),
    other: inward.flatMap((one) => arrows(one, forEvery)),
  };
}

const nodesOf = (node: AnyStateNode): readonly AnyStateNode[] => [
  node,
  ...Object.values(node.states).flatMap((one) => nodesOf(one)),
];

export function tableOf(machine: AnyStateMachine): Table {
  const { root } = machine;
  const nodes = nodesOf(root);
  nodes.forEach(plain);
  const rows = new Map(nodes.filter((node) => node.type !== 'compound').map((node) => [node, rowOf(node)]));
  const path = descent(root);
  const last = path.at(-1);
  const first = last === undefined ? undefined : rows.get(last);
  const { context } = machine.config;
  if (first === undefined || typeof context !== 'function') return unfit(root, 'its start is not plain');
  // `as`: XState also offers to spawn; the function takes the input alone, as its type says where the machine is written.
  return {
    context: (input) => context({ input } as never) as RequestContext,
    first,
    entry: changesOn(path),
    rows,
  };
}
