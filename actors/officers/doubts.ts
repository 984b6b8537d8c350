/** Writes whose outcome nobody knows: their datasets stay in doubt, and leased, until the child has answered or is dead. */

import type { EntryDraft } from '../../src/audit/entry.js';
import type { DatasetName, RequestId } from '../../src/call/id.js';
import type { Desk, Mailbox } from '../desk.js';
import type { LedgerMessage, MintMessage } from '../messages.js';
import { leased, writes } from '../trip/intending.js';
import { type Ended, officerDeadline } from '../trip/trip.js';

export interface Doubts {
  /** Looks at a request that has ended; keeps its datasets when the write's outcome is unknown. */
  consider(ended: Ended): void;
  /** The child answered late, or its process group is gone. */
  over(request: string): void;
}

export interface DoubtsInput {
  readonly desk: Desk;
  readonly mint: Mailbox<MintMessage>;
  readonly ledger: Mailbox<LedgerMessage>;
}

interface Open {
  readonly request: RequestId;
  readonly session: string;
  readonly datasets: readonly DatasetName[];
  readonly leased: readonly DatasetName[];
}

function end({ desk, mint, ledger }: DoubtsInput, { request, session, datasets, leased: held }: Open): void {
  const draft: EntryDraft = {
    type: 'recovery',
    decision: request,
    session,
    body: { doubt: 'over', datasets: [...datasets] },
  };
  void desk.ask(
    ledger,
    (ticket): LedgerMessage => ({ type: 'ledger.append', ticket, draft }),
    officerDeadline,
  );
  void desk.ask(
    mint,
    (ticket): MintMessage => ({ type: 'mint.settle', ticket, datasets, request }),
    officerDeadline,
  );
  for (const dataset of held)
    void desk.ask(
      mint,
      (ticket): MintMessage => ({ type: 'mint.free', ticket, dataset, request }),
      officerDeadline,
    );
}

/** A write that was sent and whose answer the machine did not take. */
const openOf = ({ trip }: Ended): Open | undefined => {
  const datasets = writes(trip);
  const isUnknown = trip.executed === 'unknown' || (trip.intended && trip.executed === 'intended');
  return datasets.length === 0 || !isUnknown
    ? undefined
    : { request: trip.call.id, session: trip.call.principal.session, datasets, leased: leased(trip) };
};

/** Answers that came before their request had ended; a few are remembered. */
const mostEarly = 256;

export function createDoubts(input: DoubtsInput): Doubts {
  const open = new Map<string, Open>();
  const early = new Set<string>();
  return {
    consider(ended) {
      const doubt = openOf(ended);
      if (doubt === undefined) return;
      if (early.delete(doubt.request)) end(input, doubt);
      else open.set(doubt.request, doubt);
    },
    over(request) {
      const doubt = open.get(request);
      if (doubt !== undefined) {
        open.delete(request);
        end(input, doubt);
        return;
      }
      early.add(request);
      const oldest = early.values().next().value;
      if (early.size > mostEarly && oldest !== undefined) early.delete(oldest);
    },
  };
}
