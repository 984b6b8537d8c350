/** The one place where a session's facts change: events in, facts and patches out. It refuses a flag it has no room for, and says so. */
import { enablePatches, produceWithPatches } from 'immer';
import type { SessionFacts } from './session.js';

export type SessionEvent =
  | { readonly type: 'session.called'; readonly rows: number; readonly wrote: boolean }
  /** A call that a plan of the session's has made: none of the agent's. */
  | { readonly type: 'session.planned'; readonly rows: number }
  | { readonly type: 'session.denied' }
  | { readonly type: 'session.flagged'; readonly flag: string; readonly value: boolean };

/** What changed, for the journal: names and counts only. */
export interface SessionPatch {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: readonly (string | number)[];
  readonly value: number | boolean;
}

export interface Reduced {
  readonly facts: SessionFacts;
  readonly patches: readonly SessionPatch[];
  /** The event was not taken: an unnamed flag, or one past the 64. Whoever relies on the flag must deny. */
  readonly refused: boolean;
}

const MOST_FLAGS = 64;
const flagName = /^[a-z][a-z0-9._-]{0,63}$/;

// Patches are a part of immer that must be asked for; asking twice changes nothing.
enablePatches();

export const sessionStart = (at: number): SessionFacts => ({
  calls: 0,
  denials: 0,
  writes: 0,
  rowsRead: 0,
  started: at,
  flags: {},
});

/** A count that is none is the most there can be: limits are compared with it, and must not be passed by nonsense. */
const counted = (rows: number): number =>
  Number.isSafeInteger(rows) && rows >= 0 ? rows : Number.MAX_SAFE_INTEGER;
const plus = (count: number, more: number): number => Math.min(Number.MAX_SAFE_INTEGER, count + more);

const hasRoom = (facts: SessionFacts, flag: string): boolean =>
  flagName.test(flag) && (Object.hasOwn(facts.flags, flag) || Object.keys(facts.flags).length < MOST_FLAGS);

type Draft = { -readonly [K in keyof SessionFacts]: SessionFacts[K] } & { flags: Record<string, boolean> };

function apply(draft: Draft, event: SessionEvent): void {
  switch (event.type) {
    case 'session.called':
      draft.calls = plus(draft.calls, 1);
      draft.rowsRead = plus(draft.rowsRead, counted(event.rows));
      if (event.wrote) draft.writes = plus(draft.writes, 1);
      return;
    case 'session.planned':
      draft.rowsRead = plus(draft.rowsRead, counted(event.rows));
      return;
    case 'session.denied':
      draft.denials = plus(draft.denials, 1);
      return;
    case 'session.flagged':
      draft.flags[event.flag] = event.value;
  }
}

export function reduceSession(facts: SessionFacts, event: SessionEvent): Reduced {
  if (event.type === 'session.flagged' && !hasRoom(facts, event.flag))
    return { facts, patches: [], refused: true };
  const [next, patches] = produceWithPatches(facts, (draft) => apply(draft, event));
  const told = patches.map(({ op, path, value }) => ({
    op,
    path,
    // Every leaf of the facts is a number or a boolean, and only leaves change.
    value: value as number | boolean,
  }));
  return { facts: next, patches: told, refused: false };
}
