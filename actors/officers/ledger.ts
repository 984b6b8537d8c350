/** The ledger: the one writer of the chain. What it has not made durable has not happened; when it cannot write, nothing is served. */
import { type ActorRefFrom, createActor, fromCallback } from 'xstate';
import { genesis, hashOf, headText, lineOf } from '../../src/audit/chain.js';
import type { EntryDraft, EntryPlace } from '../../src/audit/entry.js';
import type { Digest } from '../../src/digest.js';
import type { Desk } from '../desk.js';
import type { Failed, LedgerMessage } from '../messages.js';
import { type ChainWatch, type OfficerWatch, startOfficer } from '../observer.js';
import type { Clock, Journal, JournalStart, Signer } from '../powers.js';
import { type Counted, type Counts, createCounts } from './counts.js';

export interface LedgerInput {
  readonly journal: Journal;
  readonly start: JournalStart;
  readonly clock: Clock;
  readonly digest: Pick<Digest, 'sha256'>;
  readonly signer: Pick<Signer, 'sign' | 'keyId'>;
  readonly desk: Pick<Desk, 'answer'>;
  readonly boot: string;
  /** Called once, when an append has failed: the kernel seals itself. */
  readonly onFailed: (why: string) => void;
  readonly watch?: ChainWatch;
  readonly observed?: OfficerWatch;
}

export interface Ledger {
  readonly actor: ActorRefFrom<typeof ledgerLogic>;
  /** The last durable line's place. */
  place(): EntryPlace;
}

interface Linked {
  readonly line: string;
  readonly ticket: number | undefined;
  readonly place: EntryPlace;
}

interface Book {
  phase: 'serving' | 'closing' | 'closed' | 'failed';
  /** The last linked line. */
  last: EntryPlace;
  durable: EntryPlace;
  /** Entries since the last signed head. */
  unsigned: number;
  /** Linked lines that are not on their way to the disk yet, in order, and who waits for each. */
  pending: Linked[];
  /** A signed head among them, for the second place. */
  note: { readonly text: string; readonly seq: number } | undefined;
  /** The flush under way; undefined when nothing is. */
  flushing: Promise<void> | undefined;
}

interface LogicInput extends LedgerInput {
  readonly book: Book;
  readonly counts: Counts;
}

/** A signed head at least every so many entries. */
const headEvery = 1_000;
const failed: Failed = { failed: 'the journal cannot be written' };

/** `link` first, then a flush: a line gets its place in the order of arrival, whatever the disk does. */
function link(input: LogicInput, draft: EntryDraft, ticket: number | undefined): void {
  const { book, clock, boot, journal, digest } = input;
  const seq = book.last.seq + 1;
  const stamp = { at: clock.now(), boot, chain: journal.name };
  const line = lineOf(draft, { seq, prev: book.last.hash }, stamp);
  book.last = { seq, hash: hashOf(line, digest) };
  book.unsigned += 1;
  book.pending.push({ line, ticket, place: book.last });
  input.watch?.linked(draft, book.last);
}

function linkHead(input: LogicInput): void {
  const { book, signer, journal } = input;
  const { seq, hash } = book.last;
  const signature = signer.sign(headText(journal.name, seq, hash));
  const body = { size: seq + 1, head: hash, keyId: signer.keyId, signature };
  link(input, { type: 'head', decision: '', session: '', body }, undefined);
  book.unsigned = 0;
  book.note = { text: JSON.stringify({ chain: journal.name, seq, ...body }), seq };
}

/** INVARIANT: after one failed write every ticket, waiting or to come, is answered with a failure. */
function fail(input: LogicInput, batch: readonly Linked[]): void {
  const { book, desk, onFailed } = input;
  const isFirst = book.phase !== 'failed';
  const waiting = [...batch, ...book.pending];
  book.phase = 'failed';
  book.pending = [];
  for (const { ticket } of waiting) if (ticket !== undefined) desk.answer(ticket, failed);
  try {
    if (isFirst) onFailed(failed.failed);
  } catch {
    // Whoever was told has its own trouble: nothing is served here either way.
  }
}

/** Group commit: what arrived while the last batch was being written goes out as one. */
async function flush(input: LogicInput): Promise<void> {
  const { book, journal, desk, watch } = input;
  let batch: readonly Linked[] = [];
  try {
    while (book.pending.length > 0) {
      if (book.unsigned >= headEvery) linkHead(input);
      const { note } = book;
      batch = book.pending;
      book.pending = [];
      book.note = undefined;
      await journal.append(batch.map(({ line }) => `${line}\n`).join(''));
      book.durable = batch.at(-1)?.place ?? book.durable;
      watch?.durable(book.durable.seq);
      for (const { ticket, place } of batch) if (ticket !== undefined) desk.answer(ticket, place);
      batch = [];
      if (note === undefined) continue;
      await journal.publishHead(note.text);
      watch?.signed(note.seq);
    }
  } catch {
    fail(input, batch);
  }
  // In the turn in which nothing was found waiting: an entry that comes a moment later must wake a flush of its own.
  book.flushing = undefined;
}

/** Whatever is sent in the same turn comes along in one batch. */
function wake(input: LogicInput): void {
  const { book, clock } = input;
  book.flushing ??= new Promise((done) => {
    clock.soon(() => {
      void flush(input).finally(done);
    });
  });
}

function append(input: LogicInput, draft: EntryDraft, ticket: number | undefined): void {
  if (input.book.phase === 'serving') {
    link(input, draft, ticket);
    wake(input);
  } else if (ticket !== undefined) input.desk.answer(ticket, failed);
}

/** A defect while an entry is made would leave a hole in what was recorded: it is a failure of the ledger. */
function guarded(input: LogicInput, act: () => void): void {
  try {
    act();
  } catch {
    fail(input, []);
  }
}

async function keep({ book, journal }: LogicInput, digest: string, text: string): Promise<object> {
  if (book.phase !== 'serving') return failed;
  await journal.keep(digest, text);
  return { kept: true };
}

async function settle({ book }: LogicInput): Promise<void> {
  while (book.flushing !== undefined) await book.flushing;
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
  const { seq, hash } = input.start;
  const last: EntryPlace = { seq, hash: seq < 0 ? genesis : hash };
  const book: Book = {
    phase: 'serving',
    last,
    durable: last,
    unsigned: 0,
    pending: [],
    note: undefined,
    flushing: undefined,
  };
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
