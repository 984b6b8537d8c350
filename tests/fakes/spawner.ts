// Children that do what the test says. Refuses to start or answer anything by itself.
import type { Link, LinkEvents, LinkFault, Spawner } from '../../actors/powers.js';
import type { JsonObject } from '../../src/call/json.js';
import type { RawResult } from '../../src/egress/released.js';

export interface FakeCall {
  readonly tool: string;
  readonly args: JsonObject;
  readonly deadline: number;
  answer(result?: RawResult): void;
  fail(fault: LinkFault): void;
  readonly isAborted: () => boolean;
}

export interface FakeChild {
  readonly env: Readonly<Record<string, string>>;
  readonly on: LinkEvents;
  readonly calls: FakeCall[];
  connect(): void;
  refuse(): void;
  /** Ends by itself. */
  exit(why?: string): void;
  /** Grace of each `close`, in order. */
  readonly closes: number[];
  /** Lets `close` resolve; at once unless `holdClose` was set. */
  finishClose(): void;
}

export const emptyResult: RawResult = { content: [], isError: false };

export function createFakeSpawner(terms: { connects?: boolean; holdClose?: boolean; isDeaf?: boolean } = {}) {
  const children: FakeChild[] = [];
  const spawner: Spawner = {
    connect: (_launch, env, on) =>
      new Promise((resolve, reject) => {
        const child = childOf(env, on, {
          resolve,
          reject,
          holdClose: terms.holdClose === true,
          isDeaf: terms.isDeaf === true,
        });
        children.push(child);
        if (terms.connects !== false) child.connect();
      }),
  };
  return { spawner, children, terms };
}

interface Ends {
  readonly resolve: (link: Link) => void;
  readonly reject: (problem: Error) => void;
  readonly holdClose: boolean;
  /** Does not heed the signal that gives a start up. */
  readonly isDeaf: boolean;
}

function childOf(
  env: FakeChild['env'],
  on: LinkEvents,
  { resolve, reject, holdClose, isDeaf }: Ends,
): FakeChild {
  const calls: FakeCall[] = [];
  const closes: number[] = [];
  const ends: (() => void)[] = [];
  const releases: (() => void)[] = [];
  let isGone = false;
  const die = (): void => {
    isGone = true;
    for (const end of ends.splice(0)) end();
    for (const release of releases.splice(0)) release();
  };
  const call: Link['call'] = (tool, args, { signal, deadline, settled }) =>
    new Promise((answered, failed) => {
      let isOver = false;
      const settle = (): void => {
        if (!isOver) settled?.();
        isOver = true;
      };
      ends.push(() => {
        settle();
        failed({ fault: 'closed', started: true } satisfies LinkFault);
      });
      signal.addEventListener('abort', () =>
        failed({ fault: 'cancelled', started: true } satisfies LinkFault),
      );
      calls.push({
        ...{ tool, args, deadline, isAborted: () => signal.aborted },
        answer: (result = emptyResult) => {
          settle();
          answered(result);
        },
        fail: (fault) => {
          if (fault.fault === 'protocol' || fault.fault === 'oversize') settle();
          failed(fault);
        },
      });
    });
  const close = (grace: number): Promise<void> => {
    closes.push(grace);
    if (!holdClose || isGone) die();
    return isGone ? Promise.resolve() : new Promise((then) => releases.push(then));
  };
  const link: Link = { pid: 4_242, call, listTools: async () => [], close };
  if (!isDeaf) on.signal?.addEventListener('abort', () => reject(new Error('cancelled')));
  return {
    ...{ env, on, calls, closes, finishClose: die },
    connect: () => resolve(link),
    refuse: () => reject(new Error('did not answer initialize')),
    exit: (why = 'exit code 1') => {
      die();
      on.exit(why);
    },
  };
}
