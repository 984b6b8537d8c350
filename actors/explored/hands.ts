/**
 * The hands of one explored call: each asks, and stands still until it is answered. They hold nothing of the world themselves, so that
 * what a call does next depends on its answers alone.
 */

import { readLine } from '../../src/audit/read.js';
import { isArray, type Json } from '../../src/call/json.js';
import type { RawResult } from '../../src/egress/released.js';
import { childCall } from '../../src/explore/child.js';
import type { Answer, Ask, Line } from '../../src/explore/world.js';
import type { Manifest } from '../../src/manifest/manifest.js';
import type { Permit } from '../../src/policy/permit.js';
import { accountKind } from '../cells/budget-cells.js';
import type { Clock, Journal, JournalStart, LinkFault, StateStore } from '../powers.js';

/** A hand that stands still. */
export interface Pending {
  readonly id: number;
  readonly ask: Ask;
  /** The officer's message that it is a part of, or ''. */
  readonly within: string;
  /** The first that the officer asks for this message. */
  readonly isFirst: boolean;
}

/** It is a part of a message that the mint, or the bursar, is at. */
export const isMint = ({ within }: Pending): boolean => within !== '' && within !== 'overlay';

export interface Hands {
  readonly clock: Clock;
  readonly store: (within: () => { readonly message: string; readonly ticket: number }) => StateStore;
  readonly journal: (chain: string) => Journal;
  readonly child: (
    permit: Permit,
    args: Parameters<typeof childCall>[1],
    manifest: Manifest,
  ) => Promise<RawResult>;
  readonly nextId: () => string;
  readonly pending: () => readonly Pending[];
  readonly answer: (id: number, answer: Answer) => void;
  /** The child has done a call: what was asked of it is now owed its answer. */
  readonly executed: (id: number, result: RawResult) => void;
  /** Time passes until something that waits for it happens; false when nothing does. */
  readonly wait: () => boolean;
}

interface Parked extends Pending {
  readonly settle: (answer: Answer) => void;
}

interface Timer {
  readonly at: number;
  readonly then: () => void;
}

/** A Monday at noon, UTC. */
export const noon = 1_767_614_400_000;

function clockOf() {
  let now = 0;
  const timers = new Set<Timer>();
  const clock: Clock = {
    now: () => noon + now,
    monotonic: () => now,
    after: (ms, then) => {
      const timer = { at: now + Math.max(0, ms), then };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    soon: (then) => void Promise.resolve().then(then),
  };
  const wait = (): boolean => {
    const next = Math.min(...[...timers].map(({ at }) => at));
    if (next === Number.POSITIVE_INFINITY) return false;
    now = next;
    for (const timer of [...timers].filter(({ at }) => at === next)) if (timers.delete(timer)) timer.then();
    return true;
  };
  return { clock, wait };
}

const word = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const lineOf = (text: string): readonly Line[] => {
  const entry = readLine(text);
  if (entry === undefined) return [];
  const { type, decision, body } = entry;
  const rules = body.rules === undefined || !isArray(body.rules) ? [] : body.rules.map(word);
  const spoke = rules.map((one) => one.slice(0, one.lastIndexOf(':')));
  return [{ type, decision, verdict: word(body.verdict), executed: word(body.executed), rules: spoke }];
};

/** What a text that goes to a journal says. */
export const linesIn = (text: string): readonly Line[] => text.split('\n').flatMap(lineOf);

/** The dataset that a cell is about; '' for one that is about several. */
const aboutOf = (key: string): string => key.split('/')[0] ?? '';

export const freshStart: JournalStart = { seq: -1, hash: '', open: [], sealedCount: 0 };

const broken: LinkFault = { fault: 'cancelled', started: true };

export interface HandsInput {
  readonly name: string;
  /** Of any other dataset a call is told that there is nothing. */
  readonly datasets: readonly string[];
}

type Park = (ask: Ask, within?: string, isFirst?: boolean) => Promise<Answer>;

function storesOver(park: Park, datasets: readonly string[]): Hands['store'] {
  let lastTicket = -1;
  const isOurs = (kind: string, key: string): boolean =>
    kind === 'overlay' || kind === accountKind || aboutOf(key) === '' || datasets.includes(aboutOf(key));
  return (within) => {
    const ask = (one: Ask): Promise<Answer> => {
      const { message, ticket } = within();
      const isFirst = ticket !== lastTicket;
      lastTicket = ticket;
      return park(one, message, isFirst);
    };
    return {
      get: async (kind, key) =>
        isOurs(kind, key) ? (await ask({ on: 'store', verb: 'get', kind, key })).cell : undefined,
      list: async (kind, prefix) =>
        isOurs(kind, prefix) ? ((await ask({ on: 'store', verb: 'list', kind, prefix })).cells ?? []) : [],
      swap: async (kind, key, change) =>
        (await ask({ on: 'store', verb: 'swap', kind, key, ...change })).won === true,
      close: async () => undefined,
    };
  };
}

const journalsOver =
  (park: Park): Hands['journal'] =>
  (chain) => ({
    name: chain,
    append: async (text) => {
      const lines = linesIn(text);
      const { durable } = await park({ on: 'journal', chain, lines });
      if (durable !== true) throw new Error('the disk is full');
    },
    ...{ open: async () => freshStart, keep: async () => undefined, publishHead: async () => undefined },
    ...{ countSealed: () => undefined, adopt: async () => [], close: async () => undefined },
  });

export function createHands({ name, datasets }: HandsInput): Hands {
  const parked = new Map<number, Parked>();
  const { clock, wait } = clockOf();
  let [asked, ids] = [0, 0];
  const park: Park = (ask, within = '', isFirst = true) =>
    new Promise((settle) => {
      asked += 1;
      parked.set(asked, { id: asked, ask, within, isFirst, settle });
    });
  const child: Hands['child'] = async (permit, args, manifest) => {
    const { result } = await park({ on: 'child', call: childCall(permit, args, manifest) });
    if (result === undefined) throw broken;
    return result;
  };
  return {
    clock,
    store: storesOver(park, datasets),
    journal: journalsOver(park),
    child,
    nextId: () => {
      ids += 1;
      return `${name}.${ids}`;
    },
    pending: () => [...parked.values()].map(({ settle: _, ...one }) => one),
    answer: (id, answer) => {
      const one = parked.get(id);
      parked.delete(id);
      one?.settle(answer);
    },
    executed: (id, result) => {
      const one = parked.get(id);
      if (one?.ask.on === 'child')
        parked.set(id, { ...one, ask: { on: 'answer', call: one.ask.call, result } });
    },
    wait,
  };
}
