// Children that do what the test says. They pass the suite of real ones; refuses to start or answer anything by itself.
import type { Clock, Link, LinkEvents, LinkFault, Spawner } from '../../actors/powers.js';
import type { JsonObject } from '../../src/call/json.js';
import type { RawResult } from '../../src/egress/released.js';
import type { Launch } from '../../src/manifest/manifest.js';

export interface FakeCall {
  readonly tool: string;
  readonly args: JsonObject;
  readonly deadline: number;
  answer(result?: RawResult): void;
  fail(fault: LinkFault): void;
  readonly isAborted: () => boolean;
}

export interface FakeChild {
  readonly launch: Launch;
  readonly env: Readonly<Record<string, string>>;
  readonly on: LinkEvents;
  readonly calls: FakeCall[];
  connect(): void;
  refuse(why?: string): void;
  /** Ends by itself. */
  exit(why?: string, isQuarantined?: boolean): void;
  /** Grace of each `close`, in order. */
  readonly closes: number[];
  /** Lets `close` resolve; at once unless `holdClose` was set. */
  finishClose(): void;
}

export interface FakeTerms {
  /** Keeps the deadlines of calls. */
  readonly clock: Pick<Clock, 'after'>;
  readonly connects?: boolean;
  readonly holdClose?: boolean;
  /** Does not heed the signal that gives a start up. */
  readonly isDeaf?: boolean;
  readonly tools?: readonly JsonObject[];
  /** What a child does by itself, where a test wants it to. */
  readonly started?: (child: FakeChild) => void;
  readonly called?: (call: FakeCall, child: FakeChild) => void;
}

export const emptyResult: RawResult = { content: [], isError: false };

export function createFakeSpawner(terms: FakeTerms) {
  const children: FakeChild[] = [];
  const spawner: Spawner = {
    connect: (launch, env, on) =>
      new Promise((resolve, reject) => {
        const child = childOf({ launch, env, on }, terms, { resolve, reject });
        children.push(child);
        if (terms.started !== undefined) terms.started(child);
        else if (terms.connects !== false) child.connect();
      }),
  };
  return { spawner, children, terms };
}

interface Ends {
  readonly resolve: (link: Link) => void;
  readonly reject: (problem: Error) => void;
}

/** What the child's side of the pipe is to the calls on it. */
interface Life {
  readonly calls: FakeCall[];
  /** Each ends one open call, when the child is gone. */
  readonly ends: (() => void)[];
  isGone: boolean;
  /** The kernel has closed its side: nothing can be asked any more. */
  isShut: boolean;
}

const fault = (name: LinkFault['fault'], started: boolean): LinkFault => ({ fault: name, started });

const callOn =
  (life: Life, { clock, called }: FakeTerms, child: () => FakeChild): Link['call'] =>
  (tool, args, { signal, deadline, settled }) =>
    new Promise((answered, rejected) => {
      if (life.isGone || life.isShut) return rejected(fault('closed', false));
      if (signal.aborted) return rejected(fault('cancelled', false));
      let isOver = false;
      const settle = (): void => {
        if (!isOver) settled?.();
        isOver = true;
      };
      const failed = (why: LinkFault): void => {
        stop();
        rejected(why);
      };
      const stop = clock.after(deadline, () => rejected(fault('timeout', true)));
      life.ends.push(() => {
        failed(fault('closed', true));
        settle();
      });
      signal.addEventListener('abort', () => failed(fault('cancelled', true)));
      const call: FakeCall = {
        ...{ tool, args, deadline, isAborted: () => signal.aborted },
        answer: (result = emptyResult) => {
          stop();
          settle();
          answered(result);
        },
        fail: (why) => {
          if (why.fault === 'protocol' || why.fault === 'oversize') settle();
          failed(why);
        },
      };
      life.calls.push(call);
      called?.(call, child());
    });

function childOf(
  { launch, env, on }: Pick<FakeChild, 'launch' | 'env' | 'on'>,
  terms: FakeTerms,
  { resolve, reject }: Ends,
): FakeChild {
  const life: Life = { calls: [], ends: [], isGone: false, isShut: false };
  const closes: number[] = [];
  const releases: (() => void)[] = [];
  let isConnected = false;
  const die = (why: string, isQuarantined = false): void => {
    if (life.isGone) return;
    life.isGone = true;
    for (const end of life.ends.splice(0)) end();
    for (const release of releases.splice(0)) release();
    if (isConnected) on.exit(why, isQuarantined);
  };
  const close = (grace: number): Promise<void> => {
    closes.push(grace);
    life.isShut = true;
    if (terms.holdClose !== true) die('signal SIGTERM');
    return life.isGone ? Promise.resolve() : new Promise((then) => releases.push(then));
  };
  const link: Link = {
    pid: 4_242,
    call: callOn(life, terms, () => child),
    listTools: async () => terms.tools ?? [],
    close,
  };
  if (terms.isDeaf !== true) on.signal?.addEventListener('abort', () => reject(new Error('cancelled')));
  const child: FakeChild = {
    ...{ launch, env, on, calls: life.calls, closes },
    finishClose: () => die('signal SIGKILL'),
    connect: () => {
      isConnected = true;
      resolve(link);
    },
    refuse: (why = 'did not answer initialize') => reject(new Error(why)),
    exit: (why = 'exit code 1', isQuarantined = false) => die(why, isQuarantined),
  };
  return child;
}
