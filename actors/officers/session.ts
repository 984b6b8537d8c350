/** One agent's session as an officer: takes events, shows facts, and hands every change to the journal. It refuses what the reducer refuses. */
import { createActor, fromTransition } from 'xstate';
import type { SessionPatch } from '../../src/session/reduce.js';
import { type Reduced, reduceSession, sessionStart } from '../../src/session/reduce.js';
import type { SessionFacts } from '../../src/session/session.js';
import type { Mailbox } from '../desk.js';
import type { SessionMessage } from '../messages.js';

export interface SessionInput {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Called after each change, in order. */
  readonly onPatches: (patches: readonly SessionPatch[]) => void;
  /** A flag could not be kept: what relies on it can no longer be decided. */
  readonly onRefused: (flag: string) => void;
}

export interface Session extends Mailbox<SessionMessage> {
  facts(): SessionFacts;
  stop(): void;
}

const known = new Set<string>(['session.called', 'session.planned', 'session.denied', 'session.flagged']);

const logic = fromTransition(
  (state: Reduced, event: SessionMessage): Reduced =>
    known.has(event.type) ? reduceSession(state.facts, event) : { ...state, patches: [], refused: false },
  ({ input }: { input: number }): Reduced => ({ facts: sessionStart(input), patches: [], refused: false }),
);

export function createSession({ at, onPatches, onRefused }: SessionInput): Session {
  const actor = createActor(logic, { input: at });
  actor.start();
  return {
    send: (message) => {
      const before = actor.getSnapshot().context;
      actor.send(message);
      // Delivery is synchronous and nothing sends from inside: this state is the one that the message made.
      const now = actor.getSnapshot().context;
      if (now === before) return;
      const { patches, refused } = now;
      if (patches.length > 0) onPatches(patches);
      if (refused && message.type === 'session.flagged') onRefused(message.flag);
    },
    getSnapshot: () => actor.getSnapshot(),
    facts: () => actor.getSnapshot().context.facts,
    stop: () => actor.stop(),
  };
}
