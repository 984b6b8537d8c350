import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
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
import { requestId } from '../../src/call/id.js';

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

/** Names of the states a run passed, in order, from the microsteps. */
function entered(
  phases: Phases,
  sent: readonly RequestEvent[],
): { path: string[]; context: RequestContext; value: unknown; status: string } {
  const path: string[] = [];
  const actor = createActor(requestMachine, {
    input: { id: requestId('r1'), phases },
    inspect: (event) => {
      if (event.type === '@xstate.microstep' && 'value' in event.snapshot) {
        const name =
          typeof event.snapshot.value === 'string'
            ? event.snapshot.value
            : Object.values(event.snapshot.value as object)[0];
        if (path.at(-1) !== name) path.push(String(name));
      }
    },
  });
  actor.start();
  for (const event of sent) if (actor.getSnapshot().status === 'active') actor.send(event);
  const { context, value, status } = actor.getSnapshot();
  return { path, context, value, status };
}

const toTheEnd = (from: readonly RequestEvent[]): RequestEvent[] => [
  ...from,
  { type: 'phase.done', stage: 'audit', step: on },
];

describe('the request machine', () => {
  it('takes a call that everything allows through the nine stages in order', () => {
    const sent = waiting.map((stage): RequestEvent => ({ type: 'phase.done', stage, step: on }));
    const run = entered(
      phasesThat((stage) => (waiting.includes(stage) ? wait : on)),
      sent,
    );
    expect(run.value).toBe('done');
    expect(run.context.verdict).toBe('allowed');
    expect(run.path.filter((name) => name !== 'done')).toEqual([...stages].slice(1));
  });

  for (const stage of stages.slice(0, -1)) {
    it(`goes from a denial in ${stage} to audit and to no later stage`, () => {
      const phases = phasesThat((one) =>
        one === stage ? denied('forbidden') : alwaysWaits.includes(one) ? wait : on,
      );
      const sent = alwaysWaits
        .slice(0, 2)
        .map((one): RequestEvent => ({ type: 'phase.done', stage: one, step: on }));
      const run = entered(phases, toTheEnd(sent));
      expect(run.value).toBe('denied');
      expect(run.path.filter((name) => name === 'audit')).toHaveLength(1);
      const later = stages.slice(stages.indexOf(stage) + 1).filter((name) => name !== 'audit');
      expect(run.path.filter((name) => (later as readonly string[]).includes(name))).toEqual([]);
    });

    it(`denies and audits when ${stage} throws`, () => {
      const phases = phasesThat((one) => {
        if (one === stage) throw new Error('planted');
        return alwaysWaits.includes(one) ? wait : on;
      });
      const sent = alwaysWaits
        .slice(0, 2)
        .map((one): RequestEvent => ({ type: 'phase.done', stage: one, step: on }));
      const run = entered(phases, toTheEnd(sent));
      expect(run.value).toBe('denied');
      expect(run.context).toMatchObject({ verdict: 'errored', code: 'defect' });
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
    const run = entered(
      phasesThat((stage) => (alwaysWaits.includes(stage) ? wait : on)),
      sent,
    );
    expect(run.value).toBe('denied');
    expect(run.context).toMatchObject({ verdict: 'errored', code: 'audit-failed' });
  });

  it('records a call that is cancelled while it executes as unknown', () => {
    const sent: RequestEvent[] = [{ type: 'phase.done', stage: 'intending', step: on }, { type: 'cancel' }];
    const run = entered(
      phasesThat((stage) => (alwaysWaits.includes(stage) ? wait : on)),
      toTheEnd(sent),
    );
    expect(run.context).toMatchObject({ verdict: 'cancelled', executed: 'unknown', endedIn: 'execute' });
  });

  it('takes no cancel once it is in audit', () => {
    const phases = phasesThat((stage) =>
      stage === 'audit' ? wait : stage === 'resolve' ? denied('unknown-tool') : on,
    );
    const run = entered(phases, toTheEnd([{ type: 'cancel' }, { type: 'timeout' }]));
    expect(run.context).toMatchObject({ verdict: 'denied', code: 'unknown-tool', ignored: 2 });
  });

  it('ignores an answer for a stage it is not in', () => {
    const phases = phasesThat((stage) => (alwaysWaits.includes(stage) ? wait : on));
    const run = entered(phases, [{ type: 'phase.done', stage: 'calling', step: on }]);
    expect(run.value).toEqual({ execute: 'intending' });
    expect(run.context.ignored).toBe(1);
  });
});

describe('every simple path through the request machine', () => {
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
      const run = entered(allWait, sent);
      expect(run.status).toBe('done');
      expect(run.path.filter((name) => name === 'audit')).toHaveLength(1);
      expect(run.path.at(-2)).toBe('audit');
      if (run.path.includes('calling'))
        expect(run.path.indexOf('intending')).toBeLessThan(run.path.indexOf('calling'));
      if (run.value === 'done') expect(run.path).toContain('mint');
    }
  });
});

describe('a storm of events', () => {
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
        const { path, status, value, context } = entered(phases, sent);
        expect(path.filter((name) => name === 'audit').length).toBeLessThanOrEqual(1);
        if (path.includes('calling')) expect(path).toContain('intending');
        if (status === 'done') expect(path.at(-2)).toBe('audit');
        if (value === 'done') expect(context.verdict).toBe('allowed');
        expect(status).not.toBe('error');
      }),
      { numRuns: 500 },
    );
  });
});
