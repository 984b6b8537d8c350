/** The ledger: the one writer of the chain. What it has not made durable has not happened; when it cannot write, nothing is served. */
import { type ActorRefFrom, createActor, fromCallback } from 'xstate';
import type { EntryPlace } from '../../src/audit/entry.js';
import type { LedgerMessage } from '../messages.js';
import { type OfficerWatch, startOfficer } from '../observer.js';
import type { JournalStart } from '../powers.js';
import {
  append,
  type Book,
  type BookMeans,
  fail,
  failed,
  guarded,
  type Kept,
  linkHead,
  openBook,
  settle,
  wake,
} from './book.js';
import { type Counted, type Counts, createCounts } from './counts.js';

export interface LedgerInput extends BookMeans {
  readonly start: JournalStart;
  readonly observed?: OfficerWatch;
}

export interface Ledger {
  readonly actor: ActorRefFrom<typeof ledgerLogic>;
  /** The last durable line's place. */
  place(): EntryPlace;
}

interface LogicInput extends LedgerInput, Kept {
  readonly counts: Counts;
}

async function keep({ book, journal }: LogicInput, digest: string, text: string): Promise<object> {
  if (book.phase !== 'serving') return failed;
  await journal.keep(digest, text);
  return { kept: true };
}

async function close(input: LogicInput): Promise<object> {
  const { book, journal, counts } = input;
  if (book.phase === 'closed') return { closed: true };
  if (book.phase === 'closing') return failed;
  counts.flush();
  append(input, { type: 'stop', decision: '', session: '', body: {} }, undefined);
  if (book.phase === 'serving') book.phase = 'closing';
  await settle(input);
  if (book.phase === 'closing') {
    linkHead(input);
    wake(input);
    await settle(input);
  }
  // `as`: what was awaited may have changed the phase, which the compiler does not see.
  const isWhole = (book.phase as Book['phase']) !== 'failed';
  await journal.close();
  if (!isWhole) return failed;
  book.phase = 'closed';
  return { closed: true };
}

const ledgerLogic = fromCallback<LedgerMessage, LogicInput>(({ receive, input }) => {
  const answerWith = (ticket: number, answer: Promise<object>): void =>
    void answer.catch(() => failed).then((value) => input.desk.answer(ticket, value));
  const tally = (of: Counted): void =>
    guarded(input, () => {
      if (input.book.phase === 'serving') input.counts.add(of);
    });
  receive((message) => {
    input.observed?.took(message.type);
    switch (message.type) {
      case 'ledger.append':
        try {
          append(input, message.draft, message.ticket);
        } catch {
          fail(input, []);
          input.desk.answer(message.ticket, failed);
        }
        return;
      case 'ledger.overload':
        tally({ type: 'overload', session: message.session, what: message.code });
        return;
      case 'ledger.refused':
        tally({ type: 'session', session: message.session, what: message.what });
        return;
      case 'ledger.keep':
        answerWith(message.ticket, keep(input, message.digest, message.text));
        return;
      case 'ledger.close':
        answerWith(message.ticket, close(input));
        return;
    }
  });
});

export function createLedger(input: LedgerInput): Ledger {
  const book = openBook(input.start);
  const logic: LogicInput = {
    ...input,
    book,
    counts: createCounts({
      clock: input.clock,
      write: (draft) => guarded(logic, () => append(logic, draft, undefined)),
    }),
  };
  const actor = startOfficer(createActor(ledgerLogic, { input: logic }), input.observed);
  return { actor, place: () => book.durable };
}
