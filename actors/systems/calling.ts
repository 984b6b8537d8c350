/**
 * The calls of one downstream: waiting, in flight, in doubt. Every call is answered by its deadline; it refuses to call a slot free while the
 * child may still be at work on a call that was cancelled or came too late.
 */
import type { RequestId } from '../../src/call/id.js';
import type { Called, Down, DownstreamMessage } from '../messages.js';
import type { Clock, Link, LinkFault, Powers } from '../powers.js';
import { createRoster, type Roster } from './roster.js';

export type CallMessage = Extract<DownstreamMessage, { type: 'downstream.call' }>;

export interface CallingInput {
  readonly concurrency: number;
  readonly queue: number;
  readonly clock: Clock;
  readonly abort: Powers['abort'];
  readonly answer: (ticket: number, called: Called) => void;
  /** Follows each answer of a fault with `started: true`, once: the child has answered, or is gone. */
  readonly onDoubtEnded: (request: RequestId) => void;
  /** A call has been in doubt for two seconds. */
  readonly onDoubtLasts: () => void;
  /** Shut, and nothing is in flight any more. */
  readonly onIdle: () => void;
  /** Asked of each call at the last moment: whether its tool is still the one that was approved. */
  readonly judge: (message: CallMessage) => 'go' | 'hold' | 'drift';
}

export interface Calling {
  accept(message: CallMessage): void;
  open(link: Link): void;
  /** Nothing more is handed to the child. */
  shut(): void;
  /** What `judge` held may be asked again. */
  resume(): void;
  /** The child is gone: what was in flight is answered `closed`, and nothing is in doubt any more. */
  gone(): void;
  refuseWaiting(why: Down): void;
  inFlight(): number;
  queued(): number;
}

/** How long a child may take to answer a call that nobody waits for any more. */
const doubtLimit = 2_000;

interface Held {
  readonly message: CallMessage;
  /** Monotonic milliseconds. */
  readonly until: number;
  phase: 'waiting' | 'calling' | 'doubt' | 'over';
  /** The child has answered or is gone, whatever has been told to the asker. */
  isSettled: boolean;
  release: () => void;
  interrupt: () => void;
}

interface Desk {
  readonly input: CallingInput;
  readonly waiting: Roster<Held>;
  readonly inFlight: Roster<Held>;
  link: Link | undefined;
}

const nothing = (): void => undefined;

function answer(desk: Desk, held: Held, called: Called): void {
  held.release();
  desk.input.answer(held.message.ticket, called);
}

function free(desk: Desk, held: Held): void {
  if (!desk.inFlight.delete(held)) return;
  const wasInDoubt = held.phase === 'doubt';
  held.phase = 'over';
  held.release();
  // The answer goes first: whoever asked knows of the doubt before it ends.
  if (wasInDoubt) desk.input.clock.soon(() => desk.input.onDoubtEnded(held.message.permit.request));
  fill(desk);
  if (desk.inFlight.size() === 0 && desk.link === undefined) desk.input.onIdle();
}

/** The asker is told at once; the slot stays taken until the child has answered or is gone. */
function doubt(desk: Desk, held: Held, why: Pick<LinkFault, 'fault' | 'flaw'>): void {
  answer(desk, held, { ...why, started: true });
  held.phase = 'doubt';
  if (held.isSettled) free(desk, held);
  else held.release = desk.input.clock.after(doubtLimit, desk.input.onDoubtLasts);
}

/** The deadline has passed, or the agent has cancelled. */
function giveUp(desk: Desk, held: Held, fault: 'timeout' | 'cancelled'): void {
  if (held.phase === 'waiting') {
    desk.waiting.delete(held);
    held.phase = 'over';
    answer(desk, held, { fault, started: false });
  } else if (held.phase === 'calling') {
    doubt(desk, held, { fault });
    held.interrupt();
  }
}

function failed(desk: Desk, held: Held, problem: unknown): void {
  // A Link rejects with a LinkFault only; anything else may have happened after the call was written.
  const { fault = 'closed', started = true, flaw } = (problem ?? {}) as Partial<LinkFault>;
  if (held.phase === 'calling' && started)
    doubt(desk, held, { fault, ...(flaw === undefined ? {} : { flaw }) });
  else if (held.phase === 'calling') {
    answer(desk, held, { fault, started });
    free(desk, held);
  } else if (held.isSettled) free(desk, held);
}

function start(desk: Desk, held: Held, link: Link): void {
  const { message } = held;
  const pair = desk.input.abort();
  desk.waiting.delete(held);
  desk.inFlight.add(held);
  held.phase = 'calling';
  held.interrupt = () => pair.abort();
  const settled = (): void => {
    held.isSettled = true;
    if (held.phase === 'doubt') free(desk, held);
  };
  const deadline = Math.max(0, held.until - desk.input.clock.monotonic());
  link.call(message.permit.tool.remote, message.args, { signal: pair.signal, deadline, settled }).then(
    (result) => {
      if (held.phase === 'calling') answer(desk, held, { result });
      free(desk, held);
    },
    (problem: unknown) => failed(desk, held, problem),
  );
}

function turnAway(desk: Desk, held: Held, why: { fault: 'down'; why: Down } | { fault: 'drift' }): void {
  desk.waiting.delete(held);
  held.phase = 'over';
  answer(desk, held, { ...why, started: false });
}

function fill(desk: Desk): void {
  for (const held of desk.waiting) {
    if (desk.link === undefined || desk.inFlight.size() >= desk.input.concurrency) return;
    // INVARIANT: nothing is handed to a child under a name that stands for another tool than the one approved.
    const word = desk.input.judge(held.message);
    if (word === 'go') start(desk, held, desk.link);
    else if (word === 'drift') turnAway(desk, held, { fault: 'drift' });
  }
}

function hold(desk: Desk, message: CallMessage): void {
  const { clock } = desk.input;
  const limit = message.permit.tool.deadline;
  const held: Held = {
    message,
    until: clock.monotonic() + limit,
    phase: 'waiting',
    isSettled: false,
    release: nothing,
    interrupt: nothing,
  };
  const cancel = (): void => giveUp(desk, held, 'cancelled');
  const stop = clock.after(limit, () => giveUp(desk, held, 'timeout'));
  message.signal.addEventListener('abort', cancel);
  held.release = () => {
    stop();
    message.signal.removeEventListener('abort', cancel);
  };
  desk.waiting.add(held);
  fill(desk);
}

export function createCalling(input: CallingInput): Calling {
  const desk: Desk = { input, waiting: createRoster(), inFlight: createRoster(), link: undefined };
  const hasSlot = (): boolean =>
    desk.link !== undefined && desk.inFlight.size() < input.concurrency && desk.waiting.size() === 0;
  return {
    accept: (message) => {
      const refuse = (fault: 'cancelled' | 'overloaded'): void =>
        input.answer(message.ticket, { fault, started: false });
      if (message.signal.aborted) refuse('cancelled');
      else if (!hasSlot() && desk.waiting.size() >= input.queue) refuse('overloaded');
      else hold(desk, message);
    },
    open: (link) => {
      desk.link = link;
      fill(desk);
    },
    shut: () => {
      desk.link = undefined;
    },
    resume: () => fill(desk),
    gone: () => {
      desk.link = undefined;
      for (const held of [...desk.inFlight]) {
        held.isSettled = true;
        if (held.phase === 'calling') doubt(desk, held, { fault: 'closed' });
        else free(desk, held);
      }
    },
    refuseWaiting: (why) => {
      for (const held of [...desk.waiting]) turnAway(desk, held, { fault: 'down', why });
    },
    inFlight: () => desk.inFlight.size(),
    queued: () => desk.waiting.size(),
  };
}
