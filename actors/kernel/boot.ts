/** The order in which a kernel comes to life: journal, keys, recovery of its own chain and of those whose writer is gone, credentials. The first failure stops it. */
import type { EntryDraft, EntryPlace } from '../../src/audit/entry.js';
import { requestId } from '../../src/call/id.js';
import type { Json } from '../../src/call/json.js';
import { type Desk, isNoAnswer, type Mailbox } from '../desk.js';
import { isFailed, type LedgerMessage, type MintMessage, type VaultMessage } from '../messages.js';
import type { Journal, JournalStart, Orphan } from '../powers.js';
import { officerDeadline } from '../trip/trip.js';

/** A text that was in force: kept by digest, so that `explain` of an old decision finds what decided. */
export interface ConfigText {
  readonly kind: 'policy' | 'manifest' | 'config';
  readonly file: string;
  readonly digest: string;
  readonly text: string;
}

export interface BootInput {
  readonly desk: Desk;
  readonly ledger: Mailbox<LedgerMessage>;
  readonly mint: Mailbox<MintMessage>;
  readonly vault: Mailbox<VaultMessage>;
  readonly journal: Pick<Journal, 'name' | 'adopt'>;
  readonly start: JournalStart;
  /** Who writes to the chain of a kernel that died, until it is closed. */
  readonly successor: (orphan: Orphan) => Mailbox<LedgerMessage>;
  readonly warn: (text: string) => void;
  readonly texts: readonly ConfigText[];
  /** What the `config` entry says beside the texts: role, version, policy and catalog digests. */
  readonly facts: Readonly<Record<string, Json>>;
}

/** A problem ends the boot; it names what to mend and no value. */
export type BootReport =
  | { readonly ok: true; readonly recovered: number }
  | { readonly ok: false; readonly problem: string };

class BootProblem extends Error {}

async function ask<A extends object, M>(
  input: BootInput,
  officer: Mailbox<M>,
  build: (ticket: number) => M,
): Promise<A> {
  const answer = await input.desk.ask<A, M>(officer, build, officerDeadline * 3);
  if (isNoAnswer(answer)) throw new BootProblem(`an officer gave no answer (${answer.noAnswer})`);
  if (isFailed(answer)) throw new BootProblem(answer.failed);
  return answer;
}

/** One chain as a start found it, and who writes to it now. */
interface Found {
  readonly name: string;
  readonly start: JournalStart;
  readonly ledger: Mailbox<LedgerMessage>;
}

const append = (
  input: BootInput,
  { ledger }: Pick<Found, 'ledger'>,
  draft: EntryDraft,
): Promise<EntryPlace> =>
  ask(input, ledger, (ticket): LedgerMessage => ({ type: 'ledger.append', ticket, draft }));

const entry = (type: EntryDraft['type'], decision: string, body: EntryDraft['body']): EntryDraft => ({
  type,
  decision,
  session: '',
  body,
});

async function recordConfig(input: BootInput): Promise<void> {
  for (const { digest, text } of input.texts)
    await ask(
      input,
      input.ledger,
      (ticket): LedgerMessage => ({ type: 'ledger.keep', ticket, digest, text }),
    );
  const files = input.texts.map(({ kind, file, digest }) => ({ kind, file, digest }));
  await append(input, input, entry('config', '', { ...input.facts, files }));
}

/** Every intent without an outcome gets a `recovery` entry in its own chain; what it might have earned is void. */
async function recover(input: BootInput, found: Found): Promise<number> {
  const { open, torn, sealedCount } = found.start;
  const note = (decision: string, body: EntryDraft['body']): Promise<EntryPlace> =>
    append(input, found, entry('recovery', decision, { ...body, ...byWhom(input, found) }));
  if (torn !== undefined) await note('', { torn: torn.bytes, sha256: torn.sha256 });
  if (sealedCount > 0) await note('', { sealed: sealedCount });
  for (const { decision, seq } of open) await note(decision, { intent: seq, executed: 'unknown' });
  const requests = open.map(({ decision }) => requestId(decision));
  const chain = found.name;
  await ask(input, input.mint, (ticket): MintMessage => ({ type: 'mint.recover', ticket, chain, requests }));
  return open.length;
}

/** In the chain of another kernel: whose start has recorded this. */
const byWhom = ({ journal }: BootInput, { name }: Found): EntryDraft['body'] =>
  name === journal.name ? {} : { by: journal.name };

const isWhole = ({ open, torn, sealedCount }: JournalStart): boolean =>
  open.length === 0 && torn === undefined && sealedCount === 0;

/** INVARIANT: the orphan is held all the while, so that nobody writes to it and nobody's doubt is taken for its. */
async function succeed(input: BootInput, orphan: Orphan): Promise<number> {
  const { start, journal } = orphan;
  const { name } = journal;
  // Nothing to record, and still a doubt: one is noted before its intent is durable.
  if (isWhole(start)) return recover(input, { name, start, ledger: input.ledger });
  const ledger = input.successor(orphan);
  const recovered = await recover(input, { name, start, ledger });
  await ask(input, ledger, (ticket): LedgerMessage => ({ type: 'ledger.close', ticket }));
  return recovered;
}

async function adopt(input: BootInput): Promise<number> {
  let recovered = 0;
  const problems = await input.journal.adopt(async (orphan) => {
    recovered += await succeed(input, orphan);
  });
  for (const problem of problems)
    input.warn(`what a kernel that died left open stays in doubt until this is mended: ${problem}`);
  return recovered;
}

export async function bootKernel(input: BootInput): Promise<BootReport> {
  try {
    await recordConfig(input);
    const { journal, start, ledger } = input;
    const own = await recover(input, { name: journal.name, start, ledger });
    const recovered = own + (await adopt(input));
    await ask(input, input.vault, (ticket): VaultMessage => ({ type: 'vault.open', ticket }));
    return { ok: true, recovered };
  } catch (problem) {
    // What is not ours to word is a defect: its text could hold anything.
    return {
      ok: false,
      problem: problem instanceof BootProblem ? problem.message : 'the kernel failed while it started',
    };
  }
}
