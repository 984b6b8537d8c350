import { describe, expect, it } from 'vitest';
import { assign, createMachine } from 'xstate';
import { createTestModel } from 'xstate/graph';
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
} from '../../actors/request.js';
import { observedCourse, tableCourse } from '../../actors/trip/course.js';
import { tableOf } from '../../actors/trip/request-table.js';
import { requestId } from '../../src/call/id.js';
import { fc } from '../property.js';

type Way = typeof tableCourse;
type Say = (stage: Stage) => Step;

const shown = ({ phases: _, ...context }: RequestContext): object => context;

/** Everything that can be seen of a run: each phase that was asked, each step, each standing, in the order in which it happened. */
function log(way: Way, say: Say, sent: readonly RequestEvent[]): readonly unknown[] {
  const seen: unknown[] = [];
  const phases = Object.fromEntries(
    stages.map((stage) => [
      stage,
      () => {
        seen.push(['asked', stage]);
        return say(stage);
      },
    ]),
    // `as`: one function for each stage, by construction.
  ) as unknown as Phases;
  const course = way(
    { id: requestId('r1'), phases },
    {
      stood: ({ state, isOver, context }) => seen.push(['stood', state, isOver, shown(context)]),
      stepped: (state, context) => seen.push(['stepped', state, shown(context)]),
    },
  );
  course.start();
  for (const event of sent) {
    seen.push(['sent', event.type]);
    course.send(event);
  }
  return seen;
}

/** XState takes its first steps when the actor is made, the table when it starts: the order within a run is the same. */
function isSame(say: Say, sent: readonly RequestEvent[]): void {
  expect(log(tableCourse, say, sent)).toEqual(log(observedCourse, say, sent));
}

const steps: readonly Step[] = [on, wait, denied('forbidden'), denied('defect')];
const every: readonly RequestEvent[] = [
  ...stages.flatMap((stage) => steps.map((step): RequestEvent => ({ type: 'phase.done', stage, step }))),
  { type: 'cancel' },
  { type: 'timeout' },
];
const alwaysWaits: readonly Stage[] = ['intending', 'calling', 'audit'];
const waitsIn =
  (waiting: readonly Stage[]): Say =>
  (stage) =>
    waiting.includes(stage) ? wait : on;

function pathsWhere(waiting: readonly Stage[]): readonly (readonly RequestEvent[])[] {
  const model = createTestModel(requestMachine);
  const say = waitsIn(waiting);
  const phases = Object.fromEntries(stages.map((stage) => [stage, () => say(stage)])) as unknown as Phases;
  return model
    .getSimplePaths({
      input: { id: requestId('r1'), phases },
      events: every.filter((event) => event.type !== 'phase.done' || waiting.includes(event.stage)),
      serializeState: ({ value, context }: { value: unknown; context: RequestContext }) => {
        const { verdict, code, executed, endedIn } = context;
        return JSON.stringify([value, verdict, code, executed, endedIn]);
      },
    } as Parameters<typeof model.getSimplePaths>[0])
    .map((path) =>
      path.steps
        .map((step) => step.event as RequestEvent)
        .filter((event) => !event.type.startsWith('xstate.')),
    );
}

describe('the table says what XState says', () => {
  it('on every simple path, whichever of the stages wait', () => {
    for (const waiting of [
      ['intercept', 'precondition', 'mint', ...alwaysWaits],
      alwaysWaits,
      stages,
    ] as const) {
      const paths = pathsWhere(waiting);
      expect(paths.length).toBeGreaterThan(20);
      for (const sent of paths) isSame(waitsIn(waiting), sent);
    }
  });

  it.each(stages)('for every event while %s waits, and for every event after that', (stage) => {
    const until = stages.slice(0, stages.indexOf(stage));
    const there = until.map((one): RequestEvent => ({ type: 'phase.done', stage: one, step: on }));
    for (const event of every) for (const next of every) isSame(waitsIn(stages), [...there, event, next]);
  });

  it('when any one stage denies, throws or waits at once', () => {
    for (const odd of stages)
      for (const answer of [...steps, undefined]) {
        const say: Say = (stage) => {
          if (stage !== odd) return alwaysWaits.includes(stage) ? wait : on;
          if (answer === undefined) throw new Error('planted');
          return answer;
        };
        isSame(say, [
          ...alwaysWaits.map((stage): RequestEvent => ({ type: 'phase.done', stage, step: on })),
          { type: 'cancel' },
        ]);
      }
  });

  it('in a storm of events, known and unknown', () => {
    const event: fc.Arbitrary<RequestEvent> = fc.oneof(
      fc.constantFrom(...every),
      // `as`: an event that is not in the union, as a defect could send it.
      fc.string().map((type) => ({ type: `x${type}` }) as unknown as RequestEvent),
    );
    const kinds = fc.array(fc.constantFrom(...steps, wait, wait), {
      minLength: stages.length,
      maxLength: stages.length,
    });
    fc.assert(
      fc.property(kinds, fc.array(event, { maxLength: 40 }), (answers, sent) => {
        isSame((stage) => answers[stages.indexOf(stage)] ?? on, sent);
      }),
      { numRuns: 500 },
    );
  });

  it('when an event is sent from within another', () => {
    const inside = (way: Way): readonly unknown[] => {
      const seen: unknown[] = [];
      const course = way(
        // `as`: one function for each stage, by construction.
        {
          id: requestId('r1'),
          phases: Object.fromEntries(
            stages.map((stage) => [
              stage,
              () => {
                if (stage === 'calling') course.send({ type: 'cancel' });
                return alwaysWaits.includes(stage) ? wait : on;
              },
            ]),
          ) as unknown as Phases,
        },
        { stood: ({ state, context }) => seen.push([state, shown(context)]) },
      );
      course.start();
      course.send({ type: 'phase.done', stage: 'intending', step: on });
      return seen;
    };
    expect(inside(tableCourse)).toEqual(inside(observedCourse));
    expect(inside(tableCourse).at(-1)).toMatchObject([
      'audit',
      { verdict: 'cancelled', executed: 'unknown' },
    ]);
  });
});

describe('no table is made of a machine that', () => {
  const unfit = (states: object, why: RegExp): void => {
    const machine = createMachine(
      // `as`: machines that the request machine could become by mistake.
      {
        id: 'm',
        context: () => ({}),
        initial: 'a',
        states: { a: {}, b: {}, ...states } as Record<string, object>,
      },
      { actions: { enter: assign({}), log: () => undefined } },
    );
    expect(() => tableOf(machine)).toThrow(why);
  };

  it('acts otherwise than by an assign', () => unfit({ a: { entry: 'log' } }, /`log` is not an assign/));
  it('acts on leaving', () => unfit({ a: { exit: 'enter' } }, /an exit, an actor, a timer or an output/));
  it('waits by a timer', () => unfit({ a: { after: { 10: 'b' } } }, /timer/));
  it('runs actors', () => unfit({ a: { invoke: { src: 'x' } } }, /an actor/));
  it('has parts side by side', () =>
    unfit({ a: { type: 'parallel', states: { c: {}, d: {} } } }, /it is parallel/));
  it('goes to itself', () => unfit({ a: { on: { go: { target: 'a', reenter: true } } } }, /enters again/));
  it('waits for a part of a type', () => unfit({ a: { on: { 'go.*': 'b' } } }, /waits for `go\.\*`/));
  it('computes parameters', () =>
    unfit({ a: { entry: { type: 'enter', params: () => ({}) } } }, /parameters are computed/));
  it('has a context without an input', () =>
    expect(() => tableOf(createMachine({ id: 'm', context: {}, initial: 'a', states: { a: {} } }))).toThrow(
      /start/,
    ));
});
