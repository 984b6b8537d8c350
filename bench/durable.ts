/** Durable decisions a second: an intent on disk before, an outcome on disk after, 256 at once; and a plain loop of append and fdatasync beside it. */
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  createDesk,
  createLedger,
  type EntryDraft,
  isNoAnswer,
  type LedgerMessage,
} from 'aegis-kernel/kernel';
import { nodeClock, openKeys } from 'aegis-kernel/powers';
import { callOnce, diskJournal, openHollow, timed } from './hollow.js';
import { makePlace, type Place } from './place.js';
import { median, rounded, yardstick } from './yardstick.js';

export interface DurableFigures {
  readonly in_flight: number;
  /** Ledger and journal alone: two entries a decision, each waited for. */
  readonly decisions_per_s: number;
  /** The whole kernel: decided, recorded twice, called, released; the system answers inside the process. */
  readonly kernel_calls_per_s: number;
  /** One line, one fdatasync, one after the other. */
  readonly plain_appends_per_s: number;
  /** What one wait for the disk takes here; a call waits for two. */
  readonly plain_append_ms: number;
  readonly decisions_over_plain: number;
  /** The whole kernel's work for one small call, without disk, wire and system. */
  readonly kernel_call_in_Y: number;
}

const inFlight = 256;
const decisions = 8_000;
const rounds = 5;

const body = {
  tool: 'fixture__echo',
  role: 'cleaner',
  args: 'a'.repeat(64),
  system: 'fixture',
  effects: { kind: 'plain', statement: '', reads: [], writes: [] },
  capabilities: ['describe *'],
  policy: 'b'.repeat(64),
  catalog: 'c'.repeat(64),
  rules: ['look:allow'],
  obligations: ['mask:5'],
};
const draft = (type: EntryDraft['type'], decision: string): EntryDraft => ({
  type,
  decision,
  session: 's'.repeat(26),
  body,
});

interface Book {
  readonly decide: () => Promise<void>;
  readonly close: () => Promise<unknown>;
}

async function openLedger(place: Place): Promise<Book> {
  const keys = openKeys(join(place.directory, 'state'));
  const journal = diskJournal(place);
  const desk = createDesk(nodeClock);
  const { actor } = createLedger({
    ...{ journal, desk, clock: nodeClock, signer: keys.signer, digest: keys.digestFor('bench') },
    start: await journal.open(),
    boot: 'bench',
    onFailed: (why) => {
      throw new Error(why);
    },
  });
  const ask = (build: (ticket: number) => LedgerMessage) =>
    desk.ask<object, LedgerMessage>(actor, build, 10_000);
  const write = async (type: EntryDraft['type'], decision: string): Promise<void> => {
    const place = await ask((ticket) => ({ type: 'ledger.append', ticket, draft: draft(type, decision) }));
    if (isNoAnswer(place) || 'failed' in place) throw new Error('an entry is not durable');
  };
  let next = 0;
  return {
    decide: async () => {
      next += 1;
      const decision = `decision-${next}`;
      await write('intent', decision);
      await write('outcome', decision);
    },
    close: () => ask((ticket) => ({ type: 'ledger.close', ticket })),
  };
}

/** Lines a second of a loop that waits for each. */
function plainLoop(place: Place): number {
  const file = openSync(join(place.directory, 'plain.jsonl'), 'a');
  const line = `${JSON.stringify(draft('intent', 'decision-1'))}\n`;
  const count = 300;
  const start = performance.now();
  for (let at = 0; at < count; at += 1) {
    writeSync(file, line);
    fdatasyncSync(file);
  }
  const took = performance.now() - start;
  closeSync(file);
  return (count / took) * 1_000;
}

async function callInY(place: Place): Promise<number> {
  const kernel = await openHollow(place, 'nowhere');
  const call = (): Promise<void> => callOnce(kernel);
  await timed(call, 4_000, inFlight);
  const seen: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    seen.push(((await timed(call, 2_000, inFlight)) * 1e6) / 2_000 / yardstick());
  await kernel.stop();
  return Math.min(...seen);
}

export async function measureDurable(): Promise<DurableFigures> {
  const places = [makePlace(), makePlace(), makePlace()] as const;
  const book = await openLedger(places[0]);
  const kernel = await openHollow(places[1], 'on disk');
  const perSecond = async (work: () => Promise<void>, count: number): Promise<number> =>
    (count / (await timed(work, count, inFlight))) * 1_000;
  const seen: { readonly ledger: number; readonly whole: number; readonly plain: number }[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const plain = plainLoop(places[0]);
    const ledger = await perSecond(book.decide, decisions);
    const whole = await perSecond(() => callOnce(kernel), decisions / 2);
    if (round >= 0) seen.push({ ledger, whole, plain });
  }
  await book.close();
  await kernel.stop();
  const inY = await callInY(places[2]);
  for (const place of places) place.remove();
  return {
    in_flight: inFlight,
    decisions_per_s: Math.round(median(seen.map((one) => one.ledger))),
    kernel_calls_per_s: Math.round(median(seen.map((one) => one.whole))),
    plain_appends_per_s: Math.round(median(seen.map((one) => one.plain))),
    plain_append_ms: rounded(1_000 / median(seen.map((one) => one.plain)), 3),
    decisions_over_plain: rounded(median(seen.map((one) => one.ledger / one.plain)), 1),
    kernel_call_in_Y: rounded(inY, 1),
  };
}
