/** Every way through the request machine, found by its own graph: each stage that waits, answers at once, denies or throws; each event, in each state. It says of none what it must come to. */
import { getNextSnapshot, type SnapshotFrom } from 'xstate';
import { getShortestPaths, getSimplePaths } from 'xstate/graph';
import { requestId } from '../../src/call/id.js';
import type { Course, Saying, Sent } from '../../src/oracle/lifecycle.js';
import {
  denied,
  on,
  type Phases,
  type RequestContext,
  type RequestEvent,
  requestMachine,
  type Stage,
  type Step,
  stages,
  wait,
} from '../request.js';

export interface LifecyclePath extends Course {
  readonly name: string;
}

const stepOf = (saying: Saying): Step => {
  if (saying === 'throw') throw new Error('thrown by a test');
  return saying === 'on' ? on : saying === 'wait' ? wait : denied('forbidden');
};

export const phasesSaying = (says: Course['says']): Phases =>
  // `as`: one function for each stage, by construction.
  Object.fromEntries(stages.map((stage) => [stage, () => stepOf(says[stage])])) as unknown as Phases;

/** `as`: what nobody sends is no event of the machine's. */
export const eventOf = (sent: Sent): RequestEvent =>
  'to' in sent
    ? { type: 'phase.done', stage: sent.to, step: stepOf(sent.says) }
    : ({ type: sent.event } as RequestEvent);

const sendable: readonly Sent[] = [
  ...stages.flatMap((to): Sent[] => [
    { to, says: 'on' },
    { to, says: 'deny' },
  ]),
  { event: 'cancel' },
  { event: 'timeout' },
];

const keyOf = (event: unknown): string => JSON.stringify(event);
const bySending = new Map(sendable.map((sent) => [keyOf(eventOf(sent)), sent]));

const say = (saying: Saying, but: Partial<Course['says']> = {}): Course['says'] =>
  // `as`: each stage has its word.
  ({ ...Object.fromEntries(stages.map((stage) => [stage, saying])), ...but }) as Course['says'];

export const leafOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? leafOf(Object.values(value)[0]) : String(value);

/** One snapshot for another where only what was said last differs. */
const standing = ({
  value,
  context,
}: {
  readonly value: unknown;
  readonly context: RequestContext;
}): string => JSON.stringify([value, context.verdict, context.code, context.executed, context.endedIn]);

interface Search {
  readonly says: Course['says'];
  readonly find: typeof getSimplePaths | typeof getShortestPaths;
  readonly sends: readonly Sent[];
}

/**
 * What is for the stage that waits, each; of what is for another stage, only what leads where nothing else does: were a machine to take any
 * event for any other, its ways would be past counting.
 */
function eventsIn(
  state: SnapshotFrom<typeof requestMachine>,
  sends: readonly Sent[],
): readonly RequestEvent[] {
  const isOwn = (sent: Sent): boolean => !('to' in sent) || sent.to === leafOf(state.value);
  const placeOf = (event: RequestEvent): string => standing(getNextSnapshot(requestMachine, state, event));
  const own = sends.filter(isOwn).map(eventOf);
  const known = new Set(own.map(placeOf));
  const kept = [...own];
  for (const event of sends.filter((sent) => !isOwn(sent)).map(eventOf)) {
    const place = placeOf(event);
    if (!known.has(place)) kept.push(event);
    known.add(place);
  }
  return kept;
}

function waysThrough({ says, find, sends }: Search): readonly Course[] {
  const paths = find(requestMachine, {
    input: { id: requestId('generated'), phases: phasesSaying(says) },
    events: (state) => eventsIn(state, sends),
    serializeState: (state) => standing(state),
    toState: (state) => state.status === 'done',
  });
  return paths.map(({ steps }) => ({
    says,
    sent: steps.flatMap(({ event }) => bySending.get(keyOf(event)) ?? []),
  }));
}

const later = (stage: Stage): Stage => (stage === 'audit' ? 'mint' : 'audit');

/** Up to a stage that waits, then what it must ignore, then on to the end. */
function strays(stage: Stage): readonly Course[] {
  const before = stages.slice(0, stages.indexOf(stage)).map((to): Sent => ({ to, says: 'on' }));
  const rest = stages.slice(stages.indexOf(stage)).map((to): Sent => ({ to, says: 'on' }));
  const ignored: readonly Sent[] = [
    { to: later(stage), says: 'on' },
    { to: later(stage), says: 'deny' },
    { event: 'stray' },
    ...(stage === 'audit' ? ([{ event: 'cancel' }, { event: 'timeout' }] as const) : []),
  ];
  return ignored.map((one) => ({ says: say('wait'), sent: [...before, one, ...rest] }));
}

const sentWords = (sent: Sent): string => ('to' in sent ? `${sent.to} ${sent.says}` : sent.event);

function saidAtOnce(says: Course['says']): string {
  const said = stages.filter((stage) => says[stage] !== 'wait');
  if (said.length === 0) return 'every stage waits';
  const odd = said.length < stages.length ? said : said.filter((stage) => says[stage] !== 'on');
  const words = odd.map((stage) => `${stage} says ${says[stage]}`);
  return [...(said.length < stages.length ? [] : ['no stage waits']), ...words].join(', ');
}

const named = ({ says, sent }: Course): LifecyclePath => ({
  name: `${saidAtOnce(says)}: ${sent.length === 0 ? 'nothing comes' : sent.map(sentWords).join(', ')}`,
  says,
  sent,
});

/** Nothing that ends the call but what is said at once, and the record. */
const goingOn = sendable.filter((sent) => 'to' in sent && (sent.says === 'on' || sent.to === 'audit'));

/**
 * All that wait: every simple path. One that answers at once, denies or throws: the shortest to each end that it leads to. None that waits: its
 * one way. And in each state what it has to ignore.
 */
export function lifecyclePaths(): readonly LifecyclePath[] {
  const sayings: readonly Saying[] = ['on', 'deny', 'throw'];
  const one = stages.flatMap((stage) => sayings.map((saying) => say('wait', { [stage]: saying })));
  const last = sayings.flatMap((audit) => [say('on', { audit }), say('on', { resolve: 'deny', audit })]);
  const courses = [
    ...waysThrough({ says: say('wait'), find: getSimplePaths, sends: sendable }),
    ...one.flatMap((says) => waysThrough({ says, find: getShortestPaths, sends: goingOn })),
    ...last.map((says) => ({ says, sent: [] })),
    ...stages.flatMap(strays),
  ];
  return [...new Map(courses.map(named).map((path) => [path.name, path])).values()];
}
