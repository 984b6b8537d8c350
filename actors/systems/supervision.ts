/**
 * The life of one downstream's process: starting, ready, draining, closing, backoff, open circuit, quarantined, stopped. It holds no process and no
 * call: its actions are the supervisor's, its times and counts are here. What it does not expect changes nothing.
 */
import { assign, setup } from 'xstate';
import type { Down, DownstreamMessage } from '../messages.js';
import { breakerLimit, cooldown } from '../officers/breaker.js';
import type { Link } from '../powers.js';
import type { CallMessage } from './calling.js';

export type SupervisionEvent =
  | DownstreamMessage
  /** The child that was being closed is gone. */
  | { readonly type: 'downstream.closed' }
  /** A call has been in doubt for too long. */
  | { readonly type: 'downstream.doubt' }
  /** Nothing is in flight. */
  | { readonly type: 'downstream.idle' };

/** What the machine can have done. None may throw. */
export interface SupervisionHands {
  launch(): void;
  admit(link: Link): void;
  shut(): void;
  gone(): void;
  close(why: 'restart' | 'doubt' | 'stop'): void;
  accept(message: CallMessage): void;
  refuse(message: CallMessage, why: Down): void;
  refuseWaiting(why: Down): void;
  /** Sends `downstream.tick` after so many milliseconds; a second one replaces the first. */
  later(ms: number): void;
  forget(): void;
  stopAsked(ticket: number): void;
  stopped(): void;
  isIdle(): boolean;
}

interface Context {
  readonly hands: SupervisionHands;
  /** Since the last time it stayed ready. */
  readonly failures: number;
  readonly restarts: number;
  /** The credential changed while the child was starting with the old one. */
  readonly isStale: boolean;
}

/** One that talked nonsense is tried again only after this. */
const quarantine = 60_000;
/** Ready for so long, a child is well: its failures are forgotten. */
const steadyAfter = 10_000;
const firstBackoff = 100;
const longestBackoff = 5_000;

const backoffAfter = (failures: number): number =>
  Math.min(longestBackoff, firstBackoff * 2 ** Math.min(failures - 1, 10));

const machineSetup = setup({
  // `as` is how XState is told its types; the values are never read.
  types: {
    context: {} as Context,
    events: {} as SupervisionEvent,
    input: {} as SupervisionHands,
  },
  guards: {
    isQuarantined: ({ event }) => event.type === 'downstream.exited' && event.isQuarantined === true,
    isLast: ({ context }) => context.failures + 1 >= breakerLimit,
    isStale: ({ context }) => context.isStale,
    isIdle: ({ context }) => context.hands.isIdle(),
  },
  actions: {
    launch: ({ context }) => context.hands.launch(),
    admit: ({ context, event }) => {
      if (event.type === 'downstream.connected') context.hands.admit(event.link);
    },
    shut: ({ context }) => context.hands.shut(),
    gone: ({ context }) => context.hands.gone(),
    restart: ({ context }) => context.hands.close('restart'),
    kill: ({ context }) => context.hands.close('doubt'),
    stop: ({ context }) => context.hands.close('stop'),
    accept: ({ context, event }) => {
      if (event.type === 'downstream.call') context.hands.accept(event);
    },
    refuse: ({ context, event }, why: Down) => {
      if (event.type === 'downstream.call') context.hands.refuse(event, why);
    },
    refuseWaiting: ({ context }, why: Down) => context.hands.refuseWaiting(why),
    backOff: ({ context }) => context.hands.later(backoffAfter(context.failures)),
    coolDown: ({ context }) => context.hands.later(cooldown),
    isolate: ({ context }) => context.hands.later(quarantine),
    awaitSteady: ({ context }) => context.hands.later(steadyAfter),
    forget: ({ context }) => context.hands.forget(),
    noteStop: ({ context, event }) => {
      if (event.type === 'downstream.stop') context.hands.stopAsked(event.ticket);
    },
    stopped: ({ context }) => context.hands.stopped(),
    countFailure: assign({ failures: ({ context }) => context.failures + 1 }),
    countRestart: assign({ restarts: ({ context }) => context.restarts + 1 }),
    recover: assign({ failures: 0 }),
    spoil: assign({ isStale: true }),
    freshen: assign({ isStale: false }),
  },
});

const failure = [
  { guard: 'isQuarantined', target: 'quarantined', actions: ['gone', 'countFailure'] },
  { guard: 'isLast', target: 'open', actions: ['gone', 'countFailure'] },
  { target: 'backoff', actions: ['gone', 'countFailure'] },
] as const;
/** What answers every call while nothing is started, and what waits when that begins. */
const refuseWaiting = (params: Down) => ({ type: 'refuseWaiting', params }) as const;
const refuse = (params: Down) => ({ actions: { type: 'refuse', params } }) as const;
const again = { target: 'starting', actions: 'countRestart' } as const;

export const supervision = machineSetup.createMachine({
  id: 'downstream',
  context: ({ input }) => ({ hands: input, failures: 0, restarts: 0, isStale: false }),
  initial: 'starting',
  on: {
    'downstream.call': { actions: 'accept' },
    'downstream.stop': { target: '.stopping', actions: 'noteStop' },
  },
  states: {
    starting: {
      entry: ['freshen', 'launch'],
      on: {
        'downstream.connected': [
          { guard: 'isStale', target: 'closing', actions: 'restart' },
          { target: 'ready', actions: 'admit' },
        ],
        'downstream.exited': failure,
        'downstream.restart': { actions: 'spoil' },
      },
    },
    ready: {
      entry: 'awaitSteady',
      exit: ['forget', 'shut'],
      on: {
        'downstream.exited': failure,
        'downstream.restart': 'draining',
        'downstream.doubt': { target: 'closing', actions: 'kill' },
        'downstream.tick': { actions: 'recover' },
      },
    },
    draining: {
      always: { guard: 'isIdle', target: 'closing', actions: 'restart' },
      on: {
        'downstream.idle': { target: 'closing', actions: 'restart' },
        'downstream.exited': failure,
        'downstream.doubt': { target: 'closing', actions: 'kill' },
      },
    },
    closing: { on: { 'downstream.closed': { ...again, actions: ['gone', 'countRestart'] } } },
    backoff: { entry: 'backOff', exit: 'forget', on: { 'downstream.tick': again } },
    open: {
      entry: [refuseWaiting('open'), 'coolDown'],
      exit: 'forget',
      on: { 'downstream.tick': again, 'downstream.call': refuse('open') },
    },
    quarantined: {
      entry: [refuseWaiting('quarantined'), 'isolate'],
      exit: 'forget',
      on: { 'downstream.tick': again, 'downstream.call': refuse('quarantined') },
    },
    stopping: {
      entry: [refuseWaiting('stopping'), 'stop'],
      on: {
        'downstream.closed': { target: 'stopped', actions: 'gone' },
        'downstream.call': refuse('stopping'),
        'downstream.stop': { actions: 'noteStop' },
      },
    },
    stopped: {
      entry: 'stopped',
      on: {
        'downstream.call': refuse('stopping'),
        'downstream.stop': { actions: ['noteStop', 'stopped'] },
      },
    },
  },
});
