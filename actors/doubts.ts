/** Writes whose outcome nobody knows: their datasets stay in doubt until the child has answered or is dead. */
import type { DatasetName, RequestId } from '../src/call/id.js';
import type { Desk, Mailbox } from './desk.js';
import { writes } from './during.js';
import type { LedgerMessage, MintMessage } from './messages.js';
import type { Ended } from './runner.js';
import { officerDeadline } from './trip.js';

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

export function createDoubts({ desk, mint, ledger }: DoubtsInput): Doubts {
  const open = new Map<
    string,
    { readonly request: RequestId; readonly session: string; readonly datasets: readonly DatasetName[] }
  >();
  const early = new Set<string>();

  const end = (request: string): void => {
    const doubt = open.get(request);
    if (doubt === undefined) return;
    open.delete(request);
    const draft = {
      type: 'recovery',
      decision: doubt.request,
      session: doubt.session,
      body: { doubt: 'over', datasets: [...doubt.datasets] },
    } as const;
    void desk.ask(
      ledger,
      (ticket): LedgerMessage => ({ type: 'ledger.append', ticket, draft }),
      officerDeadline,
    );
    void desk.ask(
      mint,
      (ticket): MintMessage => ({
        type: 'mint.settle',
        ticket,
        datasets: doubt.datasets,
        request: doubt.request,
      }),
      officerDeadline,
    );
  };

  return {
    consider({ trip }) {
      const datasets = writes(trip);
      const isUnknown = trip.intended && trip.executed === 'intended' ? true : trip.executed === 'unknown';
      if (datasets.length === 0 || !isUnknown) return;
      open.set(trip.call.id, { request: trip.call.id, session: trip.call.principal.session, datasets });
      if (early.delete(trip.call.id)) end(trip.call.id);
    },
    over(request) {
      if (open.has(request)) end(request);
      else {
        // The child may be quicker than the machine; a few are remembered until the request has ended.
        early.add(request);
        const oldest = early.values().next().value;
        if (early.size > 256 && oldest !== undefined) early.delete(oldest);
      }
    },
  };
}
