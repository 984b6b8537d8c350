/**
 * The supervisor of one downstream subprocess: it keeps it alive, hands it calls, and answers for it when it cannot. It takes a Permit for its
 * own system, once, and refuses everything else.
 */
import { createActor } from 'xstate';
import type { RequestId, SystemName, ToolName } from '../../src/call/id.js';
import { createScrubber } from '../../src/egress/net/scrub.js';
import type { Launch } from '../../src/manifest/manifest.js';
import type { Change } from '../../src/manifest/pin.js';
import { consumePermit, isPermit } from '../../src/policy/permit.js';
import type { Desk, Mailbox } from '../desk.js';
import type { Down, DownstreamMessage, Failed } from '../messages.js';
import type { OfficerWatch } from '../observer.js';
import type { Clock, Log, Powers, Spawner } from '../powers.js';
import { type Calling, createCalling } from './calling.js';
import { createDriftWatch, type DriftTerms, type DriftWatch } from './drift.js';
import { createLauncher, type Launcher } from './launcher.js';
import { type SupervisionEvent, type SupervisionHands, supervision } from './supervision.js';

export interface DownstreamInput {
  readonly system: SystemName;
  readonly launch: Launch;
  readonly spawner: Spawner;
  /** The secrets of this system alone, asked for anew at each start. */
  readonly lease: () => Promise<{ readonly env: Readonly<Record<string, string>> } | Failed>;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly log: Log;
  readonly abort: Powers['abort'];
  readonly onStatus: (status: DownstreamStatus) => void;
  /** What the journal should say of this system. */
  readonly onNote: (note: SystemNote) => void;
  /** Once for each answer of a fault with `started: true`, after it: the child has answered, or its group is gone. */
  readonly onDoubtEnded: (request: RequestId) => void;
  /** What the child's tools are held to. */
  readonly pins: DriftTerms;
  /** Sees its machine. */
  readonly observed?: OfficerWatch;
}

export interface DownstreamStatus {
  readonly state:
    | 'starting'
    | 'ready'
    | 'draining'
    | 'closing'
    | 'backoff'
    | 'open'
    | 'quarantined'
    | 'stopping'
    | 'stopped';
  readonly restarts: number;
  /** Why its process last ended or was ended; '' for never. */
  readonly why: string;
  readonly inFlight: number;
  readonly queued: number;
  /** Of the group's leader; absent when there is none. */
  readonly pid?: number;
}

export interface Downstream extends Mailbox<DownstreamMessage> {
  status(): DownstreamStatus;
  /** What has changed in a tool since it was approved. */
  drift(tool: ToolName): readonly Change[];
}

/** Of a system and its process; words and counts of the kernel's own. */
export interface SystemNote {
  readonly state: DownstreamStatus['state'] | 'noisy' | 'asked';
  readonly why?: string;
  readonly restarts?: number;
  /** Lines that meant nothing. */
  readonly junk?: number;
  /** What it wanted of the kernel and was refused, and how many times it has asked for anything. */
  readonly asked?: string;
  readonly count?: number;
}

const told: ReadonlySet<string> = new Set(['backoff', 'open', 'quarantined', 'closing']);

/** Nothing but plain words goes into the journal, whatever failed. */
function reasonOf(event: SupervisionEvent): string | undefined {
  switch (event.type) {
    case 'downstream.exited':
      return /^[a-zA-Z0-9 ():,'_-]{1,200}$/.test(event.why) ? event.why : 'it ended';
    case 'downstream.restart':
      return 'its credential has changed';
    case 'downstream.doubt':
      return 'a call was in doubt for too long';
    default:
      return undefined;
  }
}

const graces = { restart: 1_000, doubt: 500, stop: 2_000 } as const;

/** A throw in an action would end the supervisor: it is told to the operator, and a call it was about ends at its deadline. */
function total(hands: SupervisionHands, log: (text: string) => void): SupervisionHands {
  const tried = Object.entries(hands).map(([name, hand]: [string, (...given: never[]) => unknown]) => [
    name,
    (...given: never[]) => {
      try {
        return hand(...given);
      } catch {
        log(`failed in \`${name}\``);
        return undefined;
      }
    },
  ]);
  // The same names, each with a function of the same form.
  return Object.fromEntries(tried) as SupervisionHands;
}

interface Room {
  readonly input: DownstreamInput;
  readonly calling: Calling;
  readonly launcher: Launcher;
  /** Nothing more is handed to the child, and what it says of its tools is nobody's. */
  readonly shut: () => void;
  readonly send: (event: SupervisionEvent) => void;
}

function handsOf({ input, calling, launcher, shut, send }: Room): SupervisionHands {
  let cancel = (): void => undefined;
  let stops: number[] = [];
  return {
    launch: launcher.launch,
    admit: calling.open,
    shut,
    gone: () => {
      shut();
      calling.gone();
    },
    close: (why) => {
      void launcher.close(graces[why]).then(() => send({ type: 'downstream.closed' }));
    },
    accept: (message) => {
      const { permit } = message;
      // INVARIANT: nothing reaches a child without a Permit of its own system that nobody has used.
      if (!isPermit(permit) || permit.tool.system !== input.system || !consumePermit(permit))
        input.desk.answer(message.ticket, { fault: 'permit', started: false });
      else calling.accept(message);
    },
    refuse: (message, why: Down) => input.desk.answer(message.ticket, { fault: 'down', started: false, why }),
    refuseWaiting: calling.refuseWaiting,
    later: (ms) => {
      cancel();
      cancel = input.clock.after(ms, () => send({ type: 'downstream.tick' }));
    },
    forget: () => cancel(),
    stopAsked: (ticket) => stops.push(ticket),
    stopped: () => {
      for (const ticket of stops) input.desk.answer(ticket, { stopped: true });
      stops = [];
    },
    isIdle: () => calling.inFlight() === 0,
  };
}

const callingOf = (
  { desk, clock, abort, launch, onDoubtEnded }: DownstreamInput,
  watch: DriftWatch,
  send: (event: SupervisionEvent) => void,
): Calling =>
  createCalling({
    ...{ concurrency: launch.concurrency, queue: launch.queue, clock, abort, onDoubtEnded },
    answer: desk.answer,
    onDoubtLasts: () => send({ type: 'downstream.doubt' }),
    onIdle: () => send({ type: 'downstream.idle' }),
    judge: ({ permit }) => watch.judge(permit.tool.name),
  });

/** What a child says beside its answers, for the journal. */
const countedBy = ({ onNote }: DownstreamInput) => ({
  onJunk: (junk: number): void => onNote({ state: 'noisy', junk }),
  onAsked: (asked: string, count: number): void => onNote({ state: 'asked', asked, count }),
});

export function createDownstream(input: DownstreamInput): Downstream {
  const { clock, system } = input;
  const warn = (text: string): void => input.log.line('warn', `${system}: ${text}`);
  const send = (event: SupervisionEvent): void => {
    reason = reasonOf(event) ?? reason;
    last = event.type;
    input.observed?.took(last);
    actor.send(event);
  };
  const watch = createDriftWatch({ ...input.pins, clock, onSettled: () => calling.resume() });
  const calling = callingOf(input, watch, send);
  const launcher = createLauncher({
    ...{ ...input, ...countedBy(input), send, warn, scrubber: createScrubber },
    ...{ inspect: watch.first, onToolsChanged: watch.noticed },
  });
  const shut = (): void => {
    calling.shut();
    watch.over();
  };
  const hands = total(handsOf({ input, calling, launcher, shut, send }), warn);
  const actor = createActor(supervision, { input: hands });
  const status = (): DownstreamStatus => {
    const { value, context } = actor.getSnapshot();
    const pid = launcher.pid();
    const counts = { restarts: context.restarts, inFlight: calling.inFlight(), queued: calling.queued() };
    return { state: value, why: reason, ...counts, ...(pid === undefined ? {} : { pid }) };
  };
  let [state, reason, last] = ['', '', 'xstate.init'];
  actor.subscribe(({ value, context }) => {
    if (value === state) return;
    state = value;
    input.observed?.moved(value, last);
    input.onStatus(status());
    const { restarts } = context;
    if (told.has(value)) input.onNote({ state: value, why: reason, restarts });
    else if (value === 'ready' && restarts > 0) input.onNote({ state: value, restarts });
  });
  actor.start();
  return { send, getSnapshot: () => actor.getSnapshot(), status, drift: watch.of };
}
