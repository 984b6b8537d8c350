/** The book of one chain: a line gets its place as it arrives, and counts once it is durable. After one failed write it takes nothing more. */
import { genesis, hashOf, headText, lineOf } from '../../src/audit/chain.js';
import type { EntryDraft, EntryPlace } from '../../src/audit/entry.js';
import type { Digest } from '../../src/digest.js';
import type { Desk } from '../desk.js';
import type { Failed } from '../messages.js';
import type { ChainWatch } from '../observer.js';
import type { Clock, Journal, JournalStart, Signer } from '../powers.js';

interface Linked {
  readonly line: string;
  readonly ticket: number | undefined;
  readonly place: EntryPlace;
}

export interface Book {
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

/** What a book is kept with. */
export interface BookMeans {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly digest: Pick<Digest, 'sha256'>;
  readonly signer: Pick<Signer, 'sign' | 'keyId'>;
  readonly desk: Pick<Desk, 'answer'>;
  readonly boot: string;
  /** Called once, when an append has failed: the kernel seals itself. */
  readonly onFailed: (why: string) => void;
  readonly watch?: ChainWatch;
}

export interface Kept extends BookMeans {
  readonly book: Book;
}

export function openBook({ seq, hash }: JournalStart): Book {
  const last: EntryPlace = { seq, hash: seq < 0 ? genesis : hash };
  return {
    phase: 'serving',
    last,
    durable: last,
    unsigned: 0,
    pending: [],
    note: undefined,
    flushing: undefined,
  };
}

/** A signed head at least every so many entries. */
const headEvery = 1_000;
export const failed: Failed = { failed: 'the journal cannot be written' };

/** `link` first, then a flush: a line gets its place in the order of arrival, whatever the disk does. */
function link(input: Kept, draft: EntryDraft, ticket: number | undefined): void {
  const { book, clock, boot, journal, digest } = input;
  const seq = book.last.seq + 1;
  const stamp = { at: clock.now(), boot, chain: journal.name };
  const line = lineOf(draft, { seq, prev: book.last.hash }, stamp);
  book.last = { seq, hash: hashOf(line, digest) };
  book.unsigned += 1;
  book.pending.push({ line, ticket, place: book.last });
  input.watch?.linked(draft, book.last);
}

/** Signs what is linked by now. */
export function linkHead(input: Kept): void {
  const { book, signer, journal } = input;
  const { seq, hash } = book.last;
  const signature = signer.sign(headText(journal.name, seq, hash));
  const body = { size: seq + 1, head: hash, keyId: signer.keyId, signature };
  link(input, { type: 'head', decision: '', session: '', body }, undefined);
  book.unsigned = 0;
  book.note = { text: JSON.stringify({ chain: journal.name, seq, ...body }), seq };
}

/** INVARIANT: after one failed write every ticket, waiting or to come, is answered with a failure. */
export function fail(input: Kept, batch: readonly Linked[]): void {
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
async function flush(input: Kept): Promise<void> {
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
export function wake(input: Kept): void {
  const { book, clock } = input;
  book.flushing ??= new Promise((done) => {
    clock.soon(() => {
      void flush(input).finally(done);
    });
  });
}

/** Or answers at once that it is not taken any more. */
export function append(input: Kept, draft: EntryDraft, ticket: number | undefined): void {
  if (input.book.phase === 'serving') {
    link(input, draft, ticket);
    wake(input);
  } else if (ticket !== undefined) input.desk.answer(ticket, failed);
}

/** A defect while an entry is made would leave a hole in what was recorded: it is a failure of the ledger. */
export function guarded(input: Kept, act: () => void): void {
  try {
    act();
  } catch {
    fail(input, []);
  }
}

/** Until nothing is on its way to the disk. */
export async function settle({ book }: Kept): Promise<void> {
  while (book.flushing !== undefined) await book.flushing;
}
