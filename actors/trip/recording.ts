/** What a trip has written down by the ledger. It answers with a place in the chain, or with nothing: what has no place has not happened. */
import type { EntryDraft, EntryPlace } from '../../src/audit/entry.js';
import type { LedgerMessage } from '../messages.js';
import { askOfficer, type Trip } from './trip.js';

export const entry = (trip: Trip, type: EntryDraft['type'], body: EntryDraft['body']): EntryDraft => ({
  type,
  decision: trip.call.id,
  session: trip.call.principal.session,
  body,
});

export const record = (trip: Trip, draft: EntryDraft): Promise<EntryPlace | undefined> =>
  askOfficer<EntryPlace, LedgerMessage>(trip, trip.world.officers.ledger, (ticket) => ({
    type: 'ledger.append',
    ticket,
    draft,
  }));
