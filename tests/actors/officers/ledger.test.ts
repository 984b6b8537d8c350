// Pins the ledger: a place is answered when it is durable and not before, and after one failure nobody gets one.
import { describe, expect, it, vi } from 'vitest';
import { createDesk } from '../../../actors/desk.js';
import type { LedgerMessage } from '../../../actors/messages.js';
import { createLedger } from '../../../actors/officers/ledger.js';
import type { EntryDraft } from '../../../src/audit/entry.js';
import { type Entry, readLine } from '../../../src/audit/read.js';
import { createVerifier } from '../../../src/audit/verify.js';
import { createFakeClock, settle } from '../../fakes/clock.js';
import { createFakeJournal, type FakeJournal, freshStart } from '../../fakes/journal.js';
import { digest, draft, signText, verifySignature } from '../../src/audit/lines.js';

const failed = { failed: 'the journal cannot be written' };

function setUp(journal: FakeJournal = createFakeJournal(), start = freshStart) {
  void journal.open();
  const clock = createFakeClock();
  const desk = createDesk(clock);
  const onFailed = vi.fn();
  const signer = { sign: signText, keyId: 'k' };
  const ledger = createLedger({ journal, start, clock, digest, signer, desk, boot: 'b1', onFailed });
  const ask = (build: (ticket: number) => LedgerMessage): Promise<unknown> =>
    desk.ask(ledger.actor, build, 60_000);
  const append = (one: EntryDraft): Promise<unknown> =>
    ask((ticket) => ({ type: 'ledger.append', ticket, draft: one }));
  const overload = (session: string, code = 'overloaded'): void =>
    ledger.actor.send({ type: 'ledger.overload', session, code });
  const close = (): Promise<unknown> => ask((ticket) => ({ type: 'ledger.close', ticket }));
  const lines = (): readonly string[] => journal.writes.join('').split('\n').slice(0, -1);
  const entries = (): readonly (Entry | undefined)[] => lines().map(readLine);
  return { clock, ledger, journal, onFailed, ask, append, overload, close, lines, entries };
}

const verified = (lines: readonly string[]) => {
  const verifier = createVerifier({ digest, verifySignature });
  for (const line of lines) verifier.line(line);
  return verifier.end();
};

describe('an entry', () => {
  it('is answered with its place, in the order in which it came', async () => {
    const { clock, append, lines } = setUp();
    const answers = [append(draft(0)), append(draft(1)), append(draft(2))];
    await clock.advance(0);
    expect(await Promise.all(answers)).toMatchObject([{ seq: 0 }, { seq: 1 }, { seq: 2 }]);
    expect(verified(lines())).toMatchObject({ ok: true, lines: 3 });
  });

  it('has no answer before the journal says that it is durable', async () => {
    const { clock, append, journal, ledger } = setUp(createFakeJournal(true));
    const answered = vi.fn();
    void append(draft(0)).then(answered);
    await clock.advance(100);
    expect(answered).not.toHaveBeenCalled();
    expect(ledger.place().seq).toBe(-1);
    journal.release();
    await settle();
    expect(answered).toHaveBeenCalledWith({ seq: 0, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(ledger.place().seq).toBe(0);
  });

  it('continues the chain that the journal has found', async () => {
    const hash = 'a'.repeat(64);
    const { clock, append, entries } = setUp(createFakeJournal(), { ...freshStart, seq: 41, hash });
    void append(draft(0));
    await clock.advance(0);
    expect(entries()).toMatchObject([{ seq: 42, prev: hash, boot: 'b1', chain: 'kernel-1' }]);
  });

  it('that comes in the moment in which the last was answered is not forgotten', async () => {
    const { clock, append, entries } = setUp();
    const both = append(draft(0)).then(() => append(draft(1)));
    await clock.advance(0);
    await clock.advance(0);
    expect(entries()).toHaveLength(2);
    expect(await both).toMatchObject({ seq: 1 });
  });

  it('goes out in one write with everything that came while the disk was busy', async () => {
    const { clock, append, journal } = setUp(createFakeJournal(true));
    const answers = [append(draft(0))];
    await clock.advance(0);
    for (let n = 1; n <= 50; n += 1) answers.push(append(draft(n)));
    await clock.advance(0);
    journal.release();
    await settle();
    journal.release();
    await Promise.all(answers);
    expect(journal.writes.map((write) => write.split('\n').length - 1)).toEqual([1, 50]);
  });
});

describe('a journal that fails', () => {
  it('fails what is in the write, what waits behind it, and all that comes after', async () => {
    const { clock, append, journal, onFailed, ask, overload } = setUp(createFakeJournal(true));
    const inWrite = append(draft(0));
    await clock.advance(0);
    const behind = append(draft(1));
    journal.fail();
    journal.release();
    expect(await Promise.all([inWrite, behind])).toEqual([failed, failed]);
    expect(await append(draft(2))).toEqual(failed);
    expect(await ask((ticket) => ({ type: 'ledger.keep', ticket, digest: 'd', text: 't' }))).toEqual(failed);
    overload('s1');
    await clock.advance(2_000);
    expect(journal.writes).toEqual([]);
    expect(onFailed.mock.calls).toEqual([['the journal cannot be written']]);
  });

  it('is let go when it is closed, and the closing is no success', async () => {
    const { clock, append, journal, close, onFailed } = setUp();
    journal.fail();
    void append(draft(0));
    await clock.advance(0);
    expect(await close()).toEqual(failed);
    expect(journal.isClosed).toBe(true);
    expect(onFailed).toHaveBeenCalledOnce();
  });

  it('fails when the second place does', async () => {
    const { clock, append, journal, onFailed } = setUp();
    journal.failHeads();
    const answers = Array.from({ length: 1_000 }, (_, n) => append(draft(n)));
    await clock.advance(0);
    await Promise.all(answers);
    expect(onFailed).toHaveBeenCalledOnce();
    expect(await append(draft(1))).toEqual(failed);
  });
});

describe('a defect in the making of an entry', () => {
  it('fails the ledger and throws at nobody', async () => {
    const { append, onFailed, ledger } = setUp();
    const loop: Record<string, never> = {};
    Object.assign(loop, { loop });
    expect(await append({ ...draft(0), body: loop })).toEqual(failed);
    expect(await append(draft(1))).toEqual(failed);
    expect(onFailed).toHaveBeenCalledOnce();
    expect(ledger.actor.getSnapshot().status).toBe('active');
  });
});

describe('signed heads', () => {
  it('come after every thousand entries, and go to the second place when they are durable', async () => {
    const { clock, append, journal, entries, lines } = setUp();
    const answers = Array.from({ length: 1_000 }, (_, n) => append(draft(n)));
    await clock.advance(0);
    await Promise.all(answers);
    await settle();
    expect(entries().at(-1)).toMatchObject({ type: 'head', seq: 1_000, body: { size: 1_000 } });
    expect(journal.heads.map((note) => JSON.parse(note))).toMatchObject([{ chain: 'kernel-1', seq: 999 }]);
    expect(verified(lines())).toMatchObject({ ok: true, signedHeads: 1, unsigned: 0 });
  });

  it('are not signed for fewer', async () => {
    const { clock, append, journal } = setUp();
    const answers = Array.from({ length: 999 }, (_, n) => append(draft(n)));
    await clock.advance(0);
    await Promise.all(answers);
    expect(journal.heads).toEqual([]);
  });
});

describe('overloads', () => {
  it('of one session become one entry a second, with their count', async () => {
    const { clock, overload, entries } = setUp();
    for (let n = 0; n < 500; n += 1) overload('s1');
    overload('s2');
    await clock.advance(999);
    expect(entries()).toEqual([]);
    await clock.advance(2);
    expect(entries()).toMatchObject([
      { type: 'overload', session: 's1', body: { code: 'overloaded', count: 500 } },
      { type: 'overload', session: 's2', body: { code: 'overloaded', count: 1 } },
    ]);
  });

  it('are counted anew in the next second', async () => {
    const { clock, overload, entries } = setUp();
    overload('s1');
    await clock.advance(1_001);
    overload('s1');
    overload('s1');
    await clock.advance(1_001);
    expect(entries().map((entry) => entry?.body.count)).toEqual([1, 2]);
  });

  it('whose second is not over are written when the ledger closes', async () => {
    const { clock, overload, close, entries } = setUp();
    overload('s1');
    const closed = close();
    await clock.advance(0);
    expect(await closed).toEqual({ closed: true });
    expect(entries().map((entry) => entry?.type)).toEqual(['overload', 'stop', 'head']);
    await clock.advance(2_000);
    expect(entries()).toHaveLength(3);
  });
});

describe('closing', () => {
  it('writes what waits, then a stop, then a signed head, and lets the journal go', async () => {
    const { clock, append, close, journal, entries, lines, ledger } = setUp(createFakeJournal(true));
    const answer = append(draft(0));
    await clock.advance(0);
    const late = append(draft(1));
    const closed = close();
    for (let n = 0; n < 4; n += 1) {
      await clock.advance(1);
      journal.release();
    }
    expect(await Promise.all([answer, late, closed])).toMatchObject([
      { seq: 0 },
      { seq: 1 },
      { closed: true },
    ]);
    expect(entries().map((entry) => entry?.type)).toEqual(['intent', 'intent', 'stop', 'head']);
    expect(verified(lines())).toMatchObject({ ok: true, unsigned: 0 });
    expect(journal.heads).toHaveLength(1);
    expect(journal.isClosed).toBe(true);
    expect(ledger.place().seq).toBe(3);
  });

  it('is not undone: what comes later fails, and a second closing changes nothing', async () => {
    const { clock, append, close, journal, onFailed } = setUp();
    const closed = close();
    await clock.advance(0);
    await closed;
    expect(await append(draft(0))).toEqual(failed);
    expect(await close()).toEqual({ closed: true });
    expect(journal.writes.join('').split('\n')).toHaveLength(3);
    expect(onFailed).not.toHaveBeenCalled();
  });
});

describe('texts', () => {
  it('are kept by digest', async () => {
    const { ask, journal } = setUp();
    const digest = 'd'.repeat(64);
    const answer = await ask((ticket) => ({ type: 'ledger.keep', ticket, digest, text: 'rules: []' }));
    expect(answer).toEqual({ kept: true });
    expect(journal.kept.get(digest)).toBe('rules: []');
  });
});
