// How a kernel comes to life beside chains of the dead: each recovery is durable in its own chain before a doubt ends, and nothing is let go before.
import { describe, expect, it } from 'vitest';
import { createActor, fromCallback } from 'xstate';
import { createDesk } from '../../../actors/desk.js';
import { bootKernel } from '../../../actors/kernel/boot.js';
import type { MintMessage, VaultMessage } from '../../../actors/messages.js';
import { createLedger } from '../../../actors/officers/ledger.js';
import { nodeClock } from '../../../actors/powers/clock.js';
import type { Journal, Orphan } from '../../../actors/powers.js';
import { readLine } from '../../../src/audit/read.js';
import { createVerifier } from '../../../src/audit/verify.js';
import { createFakeJournal, createJournalPlace, type JournalPlace } from '../../fakes/journal.js';
import { chainOf, digest, type Made, signText, verifySignature } from '../../src/audit/lines.js';

const textOf = ({ lines }: Made): string => lines.map((line) => `${line}\n`).join('');

/** A place on which kernels have died: what each chain holds. */
const placeOf = (...chains: readonly string[]): JournalPlace => {
  const place = createJournalPlace();
  for (const [at, text] of chains.entries())
    place.chains.set(`kernel-${at + 1}`, { text, sealed: 0, isHeld: false });
  return place;
};

async function boot(place: JournalPlace, journal: Journal = createFakeJournal(false, place)) {
  const start = await journal.open();
  const desk = createDesk(nodeClock);
  const warnings: string[] = [];
  const recovered: { chain: string; requests: readonly string[]; lines: number; isHeld: boolean }[] = [];
  const lines = (chain: string): readonly string[] =>
    (place.chains.get(chain)?.text ?? '').split('\n').slice(0, -1);
  const mint = createActor(
    fromCallback<MintMessage>(({ receive }) =>
      receive((message) => {
        if (message.type === 'mint.recover') {
          const { chain, requests } = message;
          const isHeld = place.chains.get(chain)?.isHeld === true;
          recovered.push({ chain, requests, lines: lines(chain).length, isHeld });
        }
        desk.answer(message.ticket, { voided: 0 });
      }),
    ),
  ).start();
  const vault = createActor(
    fromCallback<VaultMessage>(({ receive }) =>
      receive(({ ticket }) => desk.answer(ticket, { ready: true })),
    ),
  ).start();
  const hire = (chain: Orphan) =>
    createLedger({
      ...{ ...chain, clock: nodeClock, digest, desk, boot: 'b2', signer: { sign: signText, keyId: 'k' } },
      onFailed: () => undefined,
    }).actor;
  const report = await bootKernel({
    ...{ desk, mint, vault, journal, start, ledger: hire({ journal, start }), successor: hire },
    ...{ texts: [], facts: {}, warn: (text: string) => warnings.push(text) },
  });
  const entries = (chain: string) => lines(chain).map((line) => readLine(line));
  return { report, warnings, recovered, lines, entries };
}

const verified = (lines: readonly string[]) => {
  const verifier = createVerifier({ digest, verifySignature });
  for (const line of lines) verifier.line(line);
  return verifier.end();
};

describe('a start beside chains of the dead', () => {
  it('records the open intents of each in its own chain, and signs and frees what it took over', async () => {
    const place = placeOf(textOf(chainOf(2)), textOf(chainOf(3)));
    const { report, recovered, entries, lines } = await boot(place);
    expect(report).toEqual({ ok: true, recovered: 5 });
    expect(
      entries('kernel-1')
        .slice(2)
        .map((one) => [one?.type, one?.decision]),
    ).toEqual([
      ['config', ''],
      ['recovery', 'd0'],
      ['recovery', 'd1'],
    ]);
    const taken = entries('kernel-2').slice(3);
    expect(taken.map((one) => one?.type)).toEqual(['recovery', 'recovery', 'recovery', 'stop', 'head']);
    expect(taken[0]?.body).toEqual({ intent: 0, executed: 'unknown', by: 'kernel-1' });
    expect(
      recovered.map(({ chain, requests, lines: count, isHeld }) => [chain, requests, count, isHeld]),
    ).toEqual([
      ['kernel-1', ['d0', 'd1'], 5, true],
      ['kernel-2', ['d0', 'd1', 'd2'], 6, true],
    ]);
    expect(lines('kernel-2')).toHaveLength(8);
    expect([...place.chains.values()].map(({ isHeld }) => isHeld)).toEqual([true, false]);
  });

  it('ends the doubts of one that left nothing open, and writes nothing to it', async () => {
    const place = placeOf('', '');
    const { report, recovered, lines } = await boot(place);
    expect(report).toEqual({ ok: true, recovered: 0 });
    expect(recovered).toMatchObject([
      { chain: 'kernel-1' },
      { chain: 'kernel-2', requests: [], isHeld: true },
    ]);
    expect(lines('kernel-2')).toEqual([]);
  });

  it('leaves one that was changed as it is, ends none of its doubts, and tells the operator', async () => {
    const changed = `hello\n${textOf(chainOf(1))}`;
    const place = placeOf('', changed, '');
    const { report, warnings, recovered, lines } = await boot(place);
    expect(report.ok).toBe(true);
    expect(warnings).toEqual([expect.stringMatching(/stays in doubt until this is mended: .*line 1/)]);
    expect(recovered.map(({ chain }) => chain)).toEqual(['kernel-1', 'kernel-3']);
    expect(`${lines('kernel-2').join('\n')}\n`).toBe(changed);
  });

  it('does not go on, and ends no doubt, when a recovery cannot be written', async () => {
    const place = placeOf('', textOf(chainOf(1)));
    const real = createFakeJournal(false, place);
    const full = (orphan: Orphan): Orphan => ({
      ...orphan,
      journal: Object.create(orphan.journal, { append: { value: () => Promise.reject(new Error('full')) } }),
    });
    const journal: Journal = Object.create(real, {
      adopt: { value: (each: (orphan: Orphan) => Promise<void>) => real.adopt((one) => each(full(one))) },
    });
    const { report, recovered, lines } = await boot(place, journal);
    expect(report).toEqual({ ok: false, problem: 'the journal cannot be written' });
    expect(recovered.map(({ chain }) => chain)).toEqual(['kernel-1']);
    expect(lines('kernel-2')).toHaveLength(1);
    expect(place.chains.get('kernel-2')?.isHeld).toBe(false);
  });

  it('leaves its own chain whole', async () => {
    const place = placeOf(textOf(chainOf(2)), '');
    const { lines } = await boot(place);
    expect(verified(lines('kernel-1'))).toMatchObject({ ok: true, lines: 5 });
  });
});
