/** The ledger: the one writer of the chain. What it has not made durable has not happened; when it cannot write, nothing is served. */
import { type ActorRefFrom, createActor, fromCallback } from 'xstate';
import { genesis, hashOf, headText, lineOf } from '../src/audit/chain.js';
import type { EntryDraft, EntryPlace } from '../src/audit/entry.js';
import type { Digest } from '../src/digest.js';
import type { Desk } from './desk.js';
import type { Failed, LedgerMessage } from './messages.js';
import type { Clock, Journal, JournalStart, Signer } from './powers.js';

export interface LedgerInput {
  readonly journal: Journal;
  readonly start: JournalStart;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly signer: Signer;
  readonly desk: Desk;
  readonly boot: string;
  /** Called once, when an append has failed: the kernel seals itself. */
  readonly onFailed: (why: string) => void;
}

export interface Ledger {
  readonly actor: ActorRefFrom<typeof ledgerLogic>;
  /** The last line's place. */
  place(): EntryPlace;
}

interface Book {
  seq: number;
  hash: string;
  /** Entries since the last signed head. */
  unsigned: number;
  /** Linked lines that are not durable yet, and who waits for each. */
  pending: { readonly line: string; readonly ticket: number | undefined; readonly place: EntryPlace }[];
  isWriting: boolean;
  hasFailed: boolean;
  isClosed: boolean;
  /** Overloads by session and code, until their second is over. */
  readonly overloads: Map<string, number>;
}

interface LogicInput extends LedgerInput {
  readonly book: Book;
}

/** A signed head at least every so many entries. */
const headEvery = 1_000;

const failed: Failed = { failed: 'the journal cannot be written' };

function link(
  { book, clock, boot, journal, digest }: LogicInput,
  draft: EntryDraft,
  ticket: number | undefined,
): void {
  const seq = book.seq + 1;
  const line = lineOf(draft, { seq, prev: book.hash }, { at: clock.now(), boot, chain: journal.name });
  book.seq = seq;
  book.hash = hashOf(line, digest);
  book.unsigned += 1;
  book.pending.push({ line, ticket, place: { seq, hash: book.hash } });
}

function linkHead(input: LogicInput): string {
  const { book, signer, journal } = input;
  const signature = signer.sign(headText(journal.name, book.seq, book.hash));
  const body = { size: book.seq + 1, head: book.hash, keyId: signer.keyId, signature };
  link(input, { type: 'head', decision: '', session: '', body }, undefined);
  book.unsigned = 0;
  return JSON.stringify({ chain: journal.name, seq: book.seq - 1, ...body });
}

/** INVARIANT: after one failed write every ticket, waiting or to come, is answered with a failure. */
function fail(input: LogicInput, batch: Book['pending']): void {
  const { book, desk, onFailed } = input;
  const waiting = [...batch, ...book.pending];
  book.pending = [];
  if (!book.hasFailed) {
    book.hasFailed = true;
    onFailed('the journal cannot be written');
  }
  for (const { ticket } of waiting) if (ticket !== undefined) desk.answer(ticket, failed);
}

/** Group commit: what arrived while the last batch was being written goes out as one. */
async function flush(input: LogicInput): Promise<void> {
  const { book, journal, desk } = input;
  if (book.isWriting || book.hasFailed) return;
  book.isWriting = true;
  while (book.pending.length > 0 && !book.hasFailed) {
    const head = book.unsigned >= headEvery ? linkHead(input) : undefined;
    const batch = book.pending;
    book.pending = [];
    try {
      await journal.append(batch.map(({ line }) => `${line}\n`).join(''));
      if (head !== undefined) await journal.publishHead(head);
    } catch {
      fail(input, batch);
      break;
    }
    for (const { ticket, place } of batch) if (ticket !== undefined) desk.answer(ticket, place);
  }
  book.isWriting = false;
}

/** Lets everything that is sent in this turn come along in one batch. */
const flushSoon = (input: LogicInput): void => input.clock.soon(() => void flush(input));

function append(input: LogicInput, draft: EntryDraft, ticket: number | undefined): void {
  const { book, desk } = input;
  if (book.hasFailed || book.isClosed) {
    if (ticket !== undefined) desk.answer(ticket, failed);
    return;
  }
  link(input, draft, ticket);
  if (!book.isWriting) flushSoon(input);
}

/** Milliseconds over which one session's overloads become one entry. */
const overloadWithin = 1_000;

function overload(input: LogicInput, session: string, code: string): void {
  const { overloads } = input.book;
  const key = `${session}\n${code}`;
  const before = overloads.get(key);
  overloads.set(key, (before ?? 0) + 1);
  if (before !== undefined) return;
  input.clock.after(overloadWithin, () => {
    const count = overloads.get(key) ?? 0;
    overloads.delete(key);
    append(input, { type: 'overload', decision: '', session, body: { code, count } }, undefined);
  });
}

async function close(input: LogicInput): Promise<object> {
  const { book, journal } = input;
  append(input, { type: 'stop', decision: '', session: '', body: {} }, undefined);
  book.isClosed = true;
  while (book.isWriting) await new Promise<void>((next) => input.clock.after(1, next));
  if (book.hasFailed) return failed;
  const head = linkHead(input);
  await flush(input);
  if (book.hasFailed) return failed;
  await journal.publishHead(head);
  await journal.close();
  return { closed: true };
}

const ledgerLogic = fromCallback<LedgerMessage, LogicInput>(({ receive, input }) => {
  const { desk, journal, book } = input;
  receive((message) => {
    switch (message.type) {
      case 'ledger.append':
        append(input, message.draft, message.ticket);
        return;
      case 'ledger.overload':
        overload(input, message.session, message.code);
        return;
      case 'ledger.keep':
        void (
          book.hasFailed
            ? Promise.resolve(failed)
            : journal.keep(message.digest, message.text).then(() => ({ kept: true }))
        )
          .catch(() => failed)
          .then((answer) => desk.answer(message.ticket, answer));
        return;
      case 'ledger.close':
        void close(input)
          .catch(() => failed)
          .then((answer) => desk.answer(message.ticket, answer));
        return;
    }
  });
});

export function createLedger(input: LedgerInput): Ledger {
  const { seq, hash } = input.start;
  const book: Book = {
    seq,
    hash: seq < 0 ? genesis : hash,
    unsigned: 0,
    pending: [],
    isWriting: false,
    hasFailed: false,
    isClosed: false,
    overloads: new Map(),
  };
  const actor = createActor(ledgerLogic, { input: { ...input, book } }).start();
  return { actor, place: () => ({ seq: book.seq, hash: book.hash }) };
}
