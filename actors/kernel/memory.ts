/** What one agent's session leaves behind while it lasts: facts, pages, decisions. Flags decide, so each change of one is recorded. */
import type { EntryDraft } from '../../src/audit/entry.js';
import type { LedgerMessage } from '../messages.js';
import { createDecisions, type Decisions } from '../officers/decisions.js';
import { createSession, type Session } from '../officers/session.js';
import { type Cursors, createCursors } from '../trip/cursors.js';
import { officerDeadline } from '../trip/trip.js';
import type { Staff } from './staff.js';

export interface Memory {
  readonly session: Session;
  readonly cursors: Cursors;
  readonly decisions: Decisions;
  /** Writes a `session` entry, or one of a system; nothing waits for it. */
  readonly record: (body: EntryDraft['body'], type?: 'session' | 'system' | 'drift') => void;
}

export function createMemory({ input, desk, session, ledger, seal }: Staff): Memory {
  const record: Memory['record'] = (body, type = 'session') => {
    const draft: EntryDraft = { type, decision: '', session: type === 'session' ? session : '', body };
    void desk.ask<object, LedgerMessage>(
      ledger.actor,
      (ticket) => ({ type: 'ledger.append', ticket, draft }),
      officerDeadline,
    );
  };
  return {
    session: createSession({
      at: input.powers.clock.now(),
      onPatches: (patches) => {
        // Counters move with every call, and the call's own entries say so.
        const flags = patches.filter((patch) => patch.path[0] === 'flags');
        if (flags.length > 0)
          record({ flags: flags.map((patch) => `${patch.op} ${patch.path.slice(1).join('/')}`) });
      },
      onRefused: (flag) => seal(`the session cannot keep the flag ${flag}`),
    }),
    cursors: createCursors(input.powers.chance.id),
    decisions: createDecisions(),
    record,
  };
}
