/**
 * One call's life as a machine: resolve → intercept → capability → argument → precondition → execute → transform → mint → audit.
 * It does no I/O: a pure phase answers in its entry; a phase that waits is answered by an event. Every path ends in `audit`.
 */
import { assign, setup } from 'xstate';
import type { RequestId } from '../src/call/id.js';
import type { Code, Phase } from '../src/fault.js';

/** What a phase says. `wait`: the answer comes as a `phase.done` event. */
export type Step =
  | { readonly go: 'on' }
  | { readonly go: 'wait' }
  | { readonly go: 'deny'; readonly code: Code };

export const on: Step = { go: 'on' };
export const wait: Step = { go: 'wait' };
export const denied = (code: Code): Step => ({ go: 'deny', code });

/** The nine of them: execute is two, the intent and the call. */
export const stages = [
  'resolve',
  'intercept',
  'capability',
  'argument',
  'precondition',
  'intending',
  'calling',
  'transform',
  'mint',
  'audit',
] as const;
export type Stage = (typeof stages)[number];

/** One function a stage, bound to one request. They may not throw and may not wait: what waits says so. */
export type Phases = { readonly [S in Stage]: () => Step };

export type Verdict = 'pending' | 'allowed' | 'denied' | 'errored' | 'cancelled' | 'timedout';
/** What is known of the downstream's side: `unknown` after a call that was sent and never answered. */
export type Executed = 'no' | 'intended' | 'confirmed' | 'unknown';

export interface RequestContext {
  readonly id: RequestId;
  readonly phases: Phases;
  readonly step: Step;
  readonly verdict: Verdict;
  readonly code: Code | '';
  /** The phase that decided against the call; '' while none has. */
  readonly endedIn: Phase | '';
  readonly executed: Executed;
  /** Events that came too late or for another stage. */
  readonly ignored: number;
}

export type RequestEvent =
  | { readonly type: 'phase.done'; readonly stage: Stage; readonly step: Step }
  | { readonly type: 'cancel' }
  | { readonly type: 'timeout' };

export interface RequestInput {
  readonly id: RequestId;
  readonly phases: Phases;
}

const phaseOf = (stage: Stage): Phase => (stage === 'intending' || stage === 'calling' ? 'execute' : stage);

/** INVARIANT: a throw in a phase is a denial, never an escape: XState cannot catch what an action throws. */
const total = (phases: Phases, stage: Stage): Step => {
  try {
    return phases[stage]();
  } catch {
    return denied('defect');
  }
};

/** What is known of the downstream's side once `calling` has been entered, and once it has answered. */
const executedAfter = (context: RequestContext, stage: Stage, step: Step): Executed => {
  if (stage !== 'calling') return context.executed;
  return step.go === 'on' ? 'confirmed' : 'intended';
};

/** One update a phase: XState copies the whole snapshot for each. INVARIANT: only `mint` saying `on` makes a pending call allowed. */
const settled = (context: RequestContext, stage: Stage, step: Step): Partial<RequestContext> => {
  const executed = executedAfter(context, stage, step);
  if (context.verdict !== 'pending') return { step, executed };
  if (step.go === 'deny') {
    const verdict = step.code === 'defect' ? 'errored' : 'denied';
    return { step, executed, verdict, code: step.code, endedIn: phaseOf(stage) };
  }
  return stage === 'mint' && step.go === 'on' ? { step, executed, verdict: 'allowed' } : { step, executed };
};

/** What an event says of the stage that waits; undefined when it is not about that stage. */
const answered = (event: RequestEvent, stage: Stage): Step['go'] | undefined =>
  event.type === 'phase.done' && event.stage === stage ? event.step.go : undefined;

const machine = setup({
  // `as` is how XState is told its types; the values are never read.
  types: {
    context: {} as RequestContext,
    events: {} as RequestEvent,
    input: {} as RequestInput,
  },
  actions: {
    enter: assign(({ context }, params: { stage: Stage }) =>
      settled(context, params.stage, total(context.phases, params.stage)),
    ),
    take: assign(({ context, event }) =>
      event.type === 'phase.done' ? settled(context, event.stage, event.step) : {},
    ),
    cancelled: assign({
      verdict: 'cancelled',
      code: 'cancelled',
      endedIn: (_, params: { stage: Stage }) => phaseOf(params.stage),
    }),
    timedout: assign({
      verdict: 'timedout',
      code: 'deadline-passed',
      endedIn: (_, params: { stage: Stage }) => phaseOf(params.stage),
    }),
    unrecorded: assign({ verdict: 'errored', code: 'audit-failed', endedIn: 'audit' }),
    unknown: assign({ executed: 'unknown' }),
    ignore: assign({ ignored: ({ context }) => context.ignored + 1 }),
  },
  guards: {
    on: ({ context }) => context.step.go === 'on',
    denied: ({ context }) => context.step.go === 'deny',
    isAllowed: ({ context }) => context.step.go === 'on' && context.verdict === 'allowed',
    // The answer that a waiting stage is left by: straight to the next one, without a step of its own in between.
    goesOn: ({ event }, params: { stage: Stage }) => answered(event, params.stage) === 'on',
    isRecorded: ({ context, event }) => answered(event, 'audit') === 'on' && context.verdict === 'allowed',
    isRefused: ({ event }, params: { stage: Stage }) => answered(event, params.stage) === 'deny',
  },
});

/** Entry, the two ways out, and the events a stage that may wait takes. */
const stage = <S extends Stage, N extends string>(name: S, next: N) =>
  ({
    entry: { type: 'enter', params: { stage: name } },
    always: [
      { guard: 'denied', target: '#request.audit' },
      { guard: 'on', target: next },
    ],
    on: {
      'phase.done': [
        { guard: { type: 'goesOn', params: { stage: name } }, target: next, actions: 'take' },
        {
          guard: { type: 'isRefused', params: { stage: name } },
          target: '#request.audit',
          actions: 'take',
        },
        { actions: 'ignore' },
      ],
      cancel: { target: '#request.audit', actions: { type: 'cancelled', params: { stage: name } } },
      timeout: { target: '#request.audit', actions: { type: 'timedout', params: { stage: name } } },
    },
  }) as const;

const calling = stage('calling', '#request.transform');

export const requestMachine = machine.createMachine({
  id: 'request',
  context: ({ input }) => ({
    id: input.id,
    phases: input.phases,
    step: on,
    verdict: 'pending',
    code: '',
    endedIn: '',
    executed: 'no',
    ignored: 0,
  }),
  initial: 'resolve',
  states: {
    resolve: stage('resolve', 'intercept'),
    intercept: stage('intercept', 'capability'),
    capability: stage('capability', 'argument'),
    argument: stage('argument', 'precondition'),
    precondition: stage('precondition', 'execute'),
    execute: {
      initial: 'intending',
      states: {
        intending: stage('intending', 'calling'),
        calling: {
          ...calling,
          on: {
            'phase.done': calling.on['phase.done'],
            cancel: { target: '#request.audit', actions: ['unknown', calling.on.cancel.actions] },
            timeout: { target: '#request.audit', actions: ['unknown', calling.on.timeout.actions] },
          },
        },
      },
    },
    transform: stage('transform', 'mint'),
    mint: stage('mint', '#request.audit'),
    // INVARIANT: nothing but the ledger's answer leaves `audit`; a cancel or a deadline is too late here.
    audit: {
      entry: { type: 'enter', params: { stage: 'audit' } },
      always: [
        { guard: 'denied', target: 'denied', actions: 'unrecorded' },
        { guard: 'isAllowed', target: 'done' },
        { guard: 'on', target: 'denied' },
      ],
      on: {
        'phase.done': [
          { guard: 'isRecorded', target: 'done' },
          { guard: { type: 'goesOn', params: { stage: 'audit' } }, target: 'denied' },
          {
            guard: { type: 'isRefused', params: { stage: 'audit' } },
            target: 'denied',
            actions: 'unrecorded',
          },
          { actions: 'ignore' },
        ],
        cancel: { actions: 'ignore' },
        timeout: { actions: 'ignore' },
      },
    },
    done: { type: 'final' },
    denied: { type: 'final' },
  },
  on: { '*': { actions: 'ignore' } },
});
