/**
 * Starts and ends one downstream's process, each time with a fresh lease. It refuses a start that takes too long or is no longer wanted: what
 * comes of it is killed. What a child prints is told without the secrets it was lent and the values that a detector knows.
 */
import type { SystemName } from '../../src/call/id.js';
import { createMessageReader } from '../../src/call/message.js';
import { systemRules } from '../../src/call/strict-rules.js';
import { printed } from '../../src/egress/net/printed.js';
import type { Scrub } from '../../src/egress/net/scrub.js';
import type { Launch } from '../../src/manifest/manifest.js';
import { type Failed, isFailed } from '../messages.js';
import type { AbortSignalLike, Clock, Link, Log, Powers, Spawner } from '../powers.js';
import type { SupervisionEvent } from './supervision.js';

export interface LauncherInput {
  readonly system: SystemName;
  readonly launch: Launch;
  readonly spawner: Spawner;
  readonly lease: () => Promise<{ readonly env: Readonly<Record<string, string>> } | Failed>;
  readonly clock: Clock;
  readonly log: Log;
  readonly abort: Powers['abort'];
  readonly onToolsChanged: () => void;
  readonly onJunk: (count: number) => void;
  readonly onAsked: (method: string, count: number) => void;
  /** The first look at a new child; nothing is handed to it before. */
  readonly inspect: (link: Link) => Promise<void>;
  readonly send: (event: SupervisionEvent) => void;
  readonly warn: (text: string) => void;
  readonly scrubber: (secrets: readonly string[]) => Scrub;
}

export interface Launcher {
  /** Ends in `downstream.connected` or `downstream.exited`. */
  launch(): void;
  /** Resolves when no process is left, whatever was under way. */
  close(grace: number): Promise<void>;
  pid(): number | undefined;
}

const startLimit = 20_000;

interface Wanted {
  /** Only the last attempt is listened to, and only until it ends or is given up. */
  isWanted: boolean;
}

interface Attempt {
  readonly wanted: Wanted;
  /** Settles when the attempt has come to an end: a link, or nothing left behind. */
  readonly over: Promise<Link | undefined>;
  readonly giveUp: () => void;
}

const wordOf = (problem: unknown): string => (problem instanceof Error ? problem.message : 'could not start');

/** Rejects when the attempt is given up, so that nothing waits for a vault that does not answer. */
const givenUp = (signal: AbortSignalLike): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));

interface Terms {
  readonly signal: AbortSignalLike;
  /** The end of the attempt before: two children of one system never run at once. */
  readonly before: Promise<unknown>;
}

/** A start that is given up while its tools are being looked at leaves nothing behind. */
async function inspected({ inspect }: LauncherInput, link: Link, signal: AbortSignalLike): Promise<Link> {
  try {
    await Promise.race([inspect(link), givenUp(signal)]);
    return link;
  } catch (problem) {
    await link.close(0);
    throw problem;
  }
}

async function connect(input: LauncherInput, attempt: Wanted, { signal, before }: Terms): Promise<Link> {
  const lease = await Promise.race([before.then(input.lease), givenUp(signal)]);
  if (isFailed(lease)) throw new Error('no credentials');
  const scrub = input.scrubber(Object.values(lease.env));
  const env = { ...input.launch.env, ...lease.env };
  // From here the spawner heeds the signal, so that it can clean up first.
  const link = await input.spawner.connect(input.launch, env, {
    signal,
    read: createMessageReader(systemRules),
    exit: (why, isQuarantined = false) => {
      if (!attempt.isWanted) return;
      attempt.isWanted = false;
      input.warn(`ended: ${why}`);
      input.send({ type: 'downstream.exited', why, isQuarantined });
    },
    junk: (count) => {
      if (attempt.isWanted) input.onJunk(count);
    },
    asked: (method, count) => {
      if (attempt.isWanted) input.onAsked(method, count);
    },
    stderr: (line) => input.log.line('info', `${input.system}: ${printed(line, scrub)}`),
    toolsChanged: () => {
      if (attempt.isWanted) input.onToolsChanged();
    },
  });
  return inspected(input, link, signal);
}

function begin(input: LauncherInput, before: Promise<unknown>): Attempt {
  const pair = input.abort();
  const wanted: Wanted = { isWanted: true };
  const fail = (why: string): undefined => {
    if (!wanted.isWanted) return;
    wanted.isWanted = false;
    input.warn(why);
    input.send({ type: 'downstream.exited', why });
  };
  const stop = input.clock.after(startLimit, () => {
    fail('the start took too long');
    pair.abort();
  });
  const over = connect(input, wanted, { signal: pair.signal, before }).then(
    async (link) => {
      stop();
      if (wanted.isWanted) return link;
      await link.close(0);
      return undefined;
    },
    (problem: unknown) => {
      stop();
      return fail(wordOf(problem));
    },
  );
  const giveUp = (): void => {
    wanted.isWanted = false;
    pair.abort();
  };
  return { wanted, over, giveUp };
}

export function createLauncher(input: LauncherInput): Launcher {
  let attempt: Attempt | undefined;
  let live: Link | undefined;
  return {
    launch: () => {
      const mine = begin(input, attempt?.over ?? Promise.resolve());
      attempt = mine;
      live = undefined;
      void mine.over.then((link) => {
        if (link === undefined || !mine.wanted.isWanted) return;
        live = link;
        input.send({ type: 'downstream.connected', link });
      });
    },
    close: async (grace) => {
      const closing = attempt;
      const known = live;
      closing?.giveUp();
      live = undefined;
      const link = known ?? (await closing?.over);
      await link?.close(grace);
    },
    pid: () => (attempt?.wanted.isWanted === true ? live?.pid : undefined),
  };
}
