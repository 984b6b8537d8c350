/** The order in which a kernel comes to life: journal, keys, recovery, credentials, systems, structures. The first failure stops it. */
import type { EntryDraft, EntryPlace } from '../src/audit/entry.js';
import { requestId } from '../src/call/id.js';
import type { Json } from '../src/call/json.js';
import { type Desk, isNoAnswer, type Mailbox } from './desk.js';
import { isFailed, type LedgerMessage, type MintMessage, type VaultMessage } from './messages.js';
import type { JournalStart } from './powers.js';
import { officerDeadline } from './trip.js';

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
  readonly start: JournalStart;
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

const append = (input: BootInput, draft: EntryDraft): Promise<EntryPlace> =>
  ask(input, input.ledger, (ticket): LedgerMessage => ({ type: 'ledger.append', ticket, draft }));

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
  await append(input, entry('config', '', { ...input.facts, files }));
}

/** Every intent without an outcome gets a `recovery` entry; what it might have earned is void. */
async function recover(input: BootInput): Promise<number> {
  const { open, torn, sealedCount } = input.start;
  if (torn !== undefined)
    await append(input, entry('recovery', '', { torn: torn.bytes, sha256: torn.sha256 }));
  if (sealedCount > 0) await append(input, entry('recovery', '', { sealed: sealedCount }));
  for (const { decision, seq } of open)
    await append(input, entry('recovery', decision, { intent: seq, executed: 'unknown' }));
  const requests = open.map(({ decision }) => requestId(decision));
  await ask(input, input.mint, (ticket): MintMessage => ({ type: 'mint.recover', ticket, requests }));
  return open.length;
}

export async function bootKernel(input: BootInput): Promise<BootReport> {
  try {
    await recordConfig(input);
    const recovered = await recover(input);
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
