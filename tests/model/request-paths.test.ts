import { describe, expect, it } from 'vitest';
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
import { observedCourse, type Standing, tableCourse } from '../../actors/trip/course.js';
import { requestId } from '../../src/call/id.js';
import { fc } from '../property.js';

const waiting: readonly Stage[] = ['intercept', 'precondition', 'intending', 'calling', 'mint', 'audit'];
const alwaysWaits: readonly Stage[] = ['intending', 'calling', 'audit'];

const phasesThat = (say: (stage: Stage) => Step): Phases =>
  // `as`: one function for each stage, by construction.
  Object.fromEntries(stages.map((stage) => [stage, () => say(stage)])) as unknown as Phases;

const answers: readonly Step[] = [on, denied('forbidden')];
const events: readonly RequestEvent[] = [
  ...waiting.flatMap((stage) => answers.map((step): RequestEvent => ({ type: 'phase.done', stage, step }))),
  { type: 'cancel' },
  { type: 'timeout' },
];

type Way = typeof tableCourse;

/** Names of the states a run passed, in order, from its steps. */
function run(
  way: Way,
  phases: Phases,
  sent: readonly RequestEvent[],
): { path: string[]; context: RequestContext; value: string; isOver: boolean } {
  const path: string[] = [];
  const seen: Standing[] = [];
  const course = way(
    { id: requestId('r1'), phases },
    {
      stood: (standing) => seen.push(standing),
      stepped: (state) => {
        if (path.at(-1) !== state) path.push(state);
      },
    },
  );
  course.start();
  for (const event of sent) course.send(event);
  const last = seen.at(-1);
  if (last === undefined) throw new Error('the request never stood anywhere');
  return { path, context: last.context, value: last.state, isOver: last.isOver };
}

const toTheEnd = (from: readonly RequestEvent[]): RequestEvent[] => [
  ...from,
  { type: 'phase.done', stage: 'audit', step: on },
];

const ways: readonly (readonly [string, Way])[] = [
  ['on XState', observedCourse],
  ['on the table', tableCourse],
];

describe.each(ways)('the request machine, %s,', (_, way) => {
  it('takes a call that everything allows through the nine stages in order', () => {
    const sent = waiting.map((stage): RequestEvent => ({ type: 'phase.done', stage, step: on }));
    const ended = run(
      way,
      phasesThat((stage) => (waiting.includes(stage) ? wait : on)),
      sent,
    );
    expect(ended.value).toBe('done');
    expect(ended.context.verdict).toBe('allowed');
    expect(ended.path.filter((name) => name !== 'done')).toEqual([...stages].slice(1));
  });

  for (const stage of stages.slice(0, -1)) {
    it(`goes from a denial in ${stage} to audit and to no later stage`, () => {
      const phases = phasesThat((one) =>
        one === stage ? denied('forbidden') : alwaysWaits.includes(one) ? wait : on,
      );
      const sent = alwaysWaits
        .slice(0, 2)
        .map((one): RequestEvent => ({ type: 'phase.done', stage: one, step: on }));
      const ended = run(way, phases, toTheEnd(sent));
      expect(ended.value).toBe('denied');
      expect(ended.path.filter((name) => name === 'audit')).toHaveLength(1);
      const later = stages.slice(stages.indexOf(stage) + 1).filter((name) => name !== 'audit');
      expect(ended.path.filter((name) => (later as readonly string[]).includes(name))).toEqual([]);
    });

    it(`denies and audits when ${stage} throws`, () => {
      const phases = phasesThat((one) => {
        if (one === stage) throw new Error('planted');
        return alwaysWaits.includes(one) ? wait : on;
      });
      const sent = alwaysWaits
        .slice(0, 2)
        .map((one): RequestEvent => ({ type: 'phase.done', stage: one, step: on }));
      const ended = run(way, phases, toTheEnd(sent));
      expect(ended.value).toBe('denied');
      expect(ended.context).toMatchObject({ verdict: 'errored', code: 'defect' });
    });
  }

  it('does not finish as done when the outcome could not be recorded', () => {
    const sent = alwaysWaits.map(
      (stage): RequestEvent => ({
        type: 'phase.done',
        stage,
        step: stage === 'audit' ? denied('audit-failed') : on,
      }),
    );
    const ended = run(
      way,
      phasesThat((stage) => (alwaysWaits.includes(stage) ? wait : on)),
      sent,
    );
    expect(ended.value).toBe('denied');
    expect(ended.context).toMatchObject({ verdict: 'errored', code: 'audit-failed' });
  });

  it('records a call that is cancelled while it executes as unknown', () => {
    const sent: RequestEvent[] = [{ type: 'phase.done', stage: 'intending', step: on }, { type: 'cancel' }];
    const ended = run(
      way,
      phasesThat((stage) => (alwaysWaits.includes(stage) ? wait : on)),
      toTheEnd(sent),
    );
    expect(ended.context).toMatchObject({ verdict: 'cancelled', executed: 'unknown', endedIn: 'execute' });
  });

  it('takes no cancel once it is in audit', () => {
    const phases = phasesThat((stage) =>
      stage === 'audit' ? wait : stage === 'resolve' ? denied('unknown-tool') : on,
    );
    const ended = run(way, phases, toTheEnd([{ type: 'cancel' }, { type: 'timeout' }]));
    expect(ended.context).toMatchObject({ verdict: 'denied', code: 'unknown-tool', ignored: 2 });
  });

  it('ignores an answer for a stage it is not in', () => {
    const phases = phasesThat((stage) => (alwaysWaits.includes(stage) ? wait : on));
    const ended = run(way, phases, [{ type: 'phase.done', stage: 'calling', step: on }]);
    expect(ended.value).toBe('intending');
    expect(ended.context.ignored).toBe(1);
  });
});

describe.each(ways)('every simple path through the request machine, %s,', (_, way) => {
  const allWait = phasesThat((stage) => (waiting.includes(stage) ? wait : on));
  const model = createTestModel(requestMachine);
  const paths = model.getSimplePaths({
    input: { id: requestId('r1'), phases: allWait },
    events: [...events],
    serializeState: (state) => {
      const { verdict, code, executed, endedIn } = state.context;
      return JSON.stringify([state.value, verdict, code, executed, endedIn]);
    },
    toState: (state) => state.status === 'done',
  } as Parameters<typeof model.getSimplePaths>[0]);

  it('is one of thirty-two', () => expect(paths).toHaveLength(32));

  it('enters audit exactly once, executes only after an intent, and ends only after audit', () => {
    for (const path of paths) {
      const sent = path.steps
        .map((step) => step.event as RequestEvent)
        .filter((event) => !String(event.type).startsWith('xstate.'));
      const ended = run(way, allWait, sent);
      expect(ended.isOver).toBe(true);
      expect(ended.path.filter((name) => name === 'audit')).toHaveLength(1);
      expect(ended.path.at(-2)).toBe('audit');
      if (ended.path.includes('calling'))
        expect(ended.path.indexOf('intending')).toBeLessThan(ended.path.indexOf('calling'));
      if (ended.value === 'done') expect(ended.path).toContain('mint');
    }
  });
});

describe.each(ways)('a storm of events, %s,', (_, way) => {
  const step = fc.oneof(fc.constant(on), fc.constant(wait), fc.constant(denied('forbidden')));
  const event: fc.Arbitrary<RequestEvent> = fc.oneof(
    fc.record({ type: fc.constant('phase.done' as const), stage: fc.constantFrom(...stages), step }),
    fc.constant({ type: 'cancel' as const }),
    fc.constant({ type: 'timeout' as const }),
    // `as`: an event that is not in the union, as a defect could send it.
    fc.string().map((type) => ({ type: `x${type}` }) as unknown as RequestEvent),
  );
  const behaviour = fc.array(fc.constantFrom(0, 1, 2, 3), {
    minLength: stages.length,
    maxLength: stages.length,
  });

  it('never executes without an intent, never ends without audit, never passes audit twice', () => {
    fc.assert(
      fc.property(behaviour, fc.array(event, { maxLength: 40 }), (kinds, sent) => {
        const phases = phasesThat((stage) => {
          const kind = kinds[stages.indexOf(stage)];
          if (kind === 3) throw new Error('planted');
          if (kind === 2) return denied('forbidden');
          return kind === 1 || alwaysWaits.includes(stage) ? wait : on;
        });
        const { path, isOver, value, context } = run(way, phases, sent);
        expect(path.filter((name) => name === 'audit').length).toBeLessThanOrEqual(1);
        if (path.includes('calling')) expect(path).toContain('intending');
        if (isOver) expect(path.at(-2)).toBe('audit');
        if (value === 'done') expect(context.verdict).toBe('allowed');
      }),
      { numRuns: 500 },
    );
  });
});
