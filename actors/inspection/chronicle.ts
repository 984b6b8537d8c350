/** What the lines of a chain tell, taken in one after the other: calls in a ring of bounded length, sessions, starts, systems. It trusts no line; what is not an entry is passed over. */

import { type Entry, readLine } from '../../src/audit/read.js';
import { text, whole } from '../../src/call/fields.js';
import { own } from '../../src/call/json.js';
import type { Written } from '../../src/inspection/from-journal.js';
import type { Rows } from '../../src/inspection/page.js';
import type { SessionView } from '../../src/inspection/places.js';
import { isEnd, maskedIn, recordedCall, rowOf, traceIn } from '../../src/inspection/recorded-call.js';
import { openedAt, withCall, withEntry } from '../../src/inspection/recorded-session.js';
import type { RequestRow } from '../../src/inspection/row.js';
import type { Tally } from '../../src/inspection/tally.js';
import { createRing, type Ring } from './ring.js';
import { createTallies } from './tally.js';

/** What a system was last told of. */
export interface SystemNote {
  readonly state: string;
  readonly why: string;
  readonly restarts: number;
}

/** A call whose lines are held, as text: ten thousand of them are far smaller so. */
export interface HeldCall {
  readonly row: RequestRow;
  readonly written: () => readonly Written[];
  /** What its plan asked for, as far as it is held. */
  readonly children: () => readonly RequestRow[];
}

export interface Chronicle {
  take(line: string, hash: string): void;
  readonly rows: Rows<RequestRow> & { readonly size: number };
  call(decision: string): HeldCall | undefined;
  /** Newest first. */
  sessions(): readonly SessionView[];
  systems(): ReadonlyMap<string, SystemNote>;
  /** `config` entries, oldest first. */
  starts(): readonly Entry[];
  /** Since the policy last changed. */
  tally(): Tally;
  first(): Entry | undefined;
  last(): Entry | undefined;
}

interface Line {
  readonly line: string;
  readonly hash: string;
  readonly place: number;
}

interface Kept {
  row: RequestRow;
  readonly lines: Line[];
  readonly children: Kept[];
}

interface Book {
  readonly ring: Ring<Kept>;
  readonly byId: Map<string, Kept>;
  readonly sessions: Map<string, SessionView>;
  readonly systems: Map<string, SystemNote>;
  readonly starts: Entry[];
  tallies: ReturnType<typeof createTallies>;
  lines: number;
  first: Entry | undefined;
  last: Entry | undefined;
}

const mostLines = 64;
const mostNames = 1_000;

/** A list that somebody else's file makes long is cut at its oldest. */
function put<T>(map: Map<string, T>, name: string, value: T): void {
  map.set(name, value);
  const [oldest] = map.keys();
  if (map.size > mostNames && oldest !== undefined) map.delete(oldest);
}

function push<T>(list: T[], one: T): void {
  if (list.length < mostNames) list.push(one);
}

const writtenIn = ({ lines }: Kept): readonly Written[] =>
  lines.flatMap(({ line, hash, place }) => {
    const entry = readLine(line);
    return entry === undefined ? [] : [{ entry, hash, place }];
  });

function ended(book: Book, { row, lines }: Pick<Kept, 'row' | 'lines'>): void {
  const call = recordedCall(writtenIn({ row, lines, children: [] }).map(({ entry }) => entry));
  if (call === undefined) return;
  const facts = { trace: traceIn(call), findings: maskedIn(call) };
  book.tallies.ended({ ...row, took: row.ms ?? undefined, facts });
  const session = book.sessions.get(row.session);
  if (session !== undefined) book.sessions.set(row.session, withCall(session, call, row));
}

function takeCall(book: Book, entry: Entry, line: Line): void {
  const known = book.byId.get(entry.decision);
  const lines = known?.lines ?? [];
  if (lines.length < mostLines) lines.push(line);
  const n = known?.row.n ?? book.ring.next() + 1;
  const call = recordedCall(lines.flatMap((one) => readLine(one.line) ?? []));
  if (call === undefined) return;
  const row = rowOf(call, n);
  if (known === undefined) {
    const kept: Kept = { row, lines, children: [] };
    book.ring.add(kept);
    book.byId.set(entry.decision, kept);
    const parent = book.byId.get(row.parent);
    if (parent !== undefined) push(parent.children, kept);
  } else known.row = row;
  if (isEnd(entry)) ended(book, { row, lines });
}

function takeStart(book: Book, entry: Entry): void {
  const before = book.starts.at(-1);
  if (before !== undefined && own(before.body, 'policy') !== own(entry.body, 'policy'))
    book.tallies = createTallies();
  push(book.starts, entry);
}

function takeEntry(book: Book, entry: Entry, line: Line): void {
  const { type, body, session, decision, at } = entry;
  if (decision !== '') takeCall(book, entry, line);
  if (type === 'config') takeStart(book, entry);
  if (type === 'session' && session !== '') {
    const known = book.sessions.get(session) ?? openedAt(session, at);
    put(book.sessions, session, withEntry(known, entry));
  }
  if (type === 'system') {
    const [state, why] = [text(own(body, 'state')), text(own(body, 'why'))];
    put(book.systems, text(own(body, 'system')), { state, why, restarts: whole(own(body, 'restarts')) });
  }
  book.first ??= entry;
  // A head tells nothing but of the entries before it.
  if (type !== 'head') book.last = entry;
}

const rowsOf = ({ ring }: Book): Chronicle['rows'] => ({
  at: (index) => ring.at(index)?.row,
  ...{ first: ring.first, next: ring.next, size: ring.size },
});

export function createChronicle(requests = 10_000): Chronicle {
  const byId = new Map<string, Kept>();
  const book: Book = {
    ring: createRing<Kept>(requests, ({ row }) => byId.delete(row.id)),
    ...{ byId, sessions: new Map(), systems: new Map(), starts: [] },
    ...{ tallies: createTallies(), lines: 0, first: undefined, last: undefined },
  };
  return {
    take: (line, hash) => {
      const place = book.lines;
      book.lines += 1;
      const entry = readLine(line);
      if (entry !== undefined) takeEntry(book, entry, { line, hash, place });
    },
    rows: rowsOf(book),
    call: (decision) => {
      const kept = byId.get(decision);
      if (kept === undefined) return undefined;
      return {
        row: kept.row,
        written: () => writtenIn(kept),
        children: () => kept.children.map(({ row }) => row),
      };
    },
    sessions: () => [...book.sessions.values()].reverse(),
    systems: () => book.systems,
    starts: () => book.starts,
    tally: () => book.tallies.read(),
    first: () => book.first,
    last: () => book.last,
  };
}
