/** Brings about the receipts that a test says are there: the mint seals them, and lets them die, as it does in a kernel that serves. It forges none. */
import { type DatasetName, datasetName, requestId, type SessionId, sessionId } from '../../src/call/id.js';
import type { Receipt } from '../../src/receipt/receipt.js';
import { type Desk, isNoAnswer, type Mailbox } from '../desk.js';
import { isFailed, type Live, type MintMessage } from '../messages.js';
import { type Law, officerDeadline } from '../trip/trip.js';
import { rehearsedVersion } from './rehearsed-plan.js';

export interface Earned {
  readonly dataset: string;
  readonly kind: string;
  /** Milliseconds. */
  readonly age: number;
  readonly died?: 'written' | 'other-session' | 'other-policy' | 'other-catalog' | undefined;
}

export interface Minting {
  readonly desk: Desk;
  readonly mint: Mailbox<MintMessage>;
  readonly clock: { set(at: number): void };
  readonly law: Law;
  readonly session: SessionId;
}

const lifetime = 24 * 60 * 60 * 1000;

async function ask<A extends object>(
  { desk, mint }: Minting,
  build: (ticket: number) => MintMessage,
): Promise<A> {
  const answer = await desk.ask<A, MintMessage>(mint, build, officerDeadline);
  if (isNoAnswer(answer) || isFailed(answer))
    throw new Error('the rehearsal could not bring its receipts about');
  return answer;
}

const named = (dataset: string): DatasetName => {
  const name = datasetName(dataset);
  if (name === undefined) throw new Error(`\`${dataset}\` is no name of a dataset`);
  return name;
};

async function write(minting: Minting, dataset: DatasetName, isKnown: boolean): Promise<void> {
  const datasets = [dataset];
  const request = requestId('rehearsed-write');
  await ask(minting, (ticket) => ({ type: 'mint.intend', ticket, datasets, request }));
  if (isKnown) await ask(minting, (ticket) => ({ type: 'mint.settle', ticket, datasets, request }));
}

async function seal(minting: Minting, { dataset: of, kind, died }: Earned): Promise<void> {
  const dataset = named(of);
  const { policy, catalog } = minting.law;
  const session = died === 'other-session' ? sessionId('another') : minting.session;
  const standing = { session, policy: policy.digest, catalog: catalog.version, datasets: [dataset] };
  const { epochs } = await ask<Live>(minting, (ticket) => ({ type: 'mint.live', ticket, standing }));
  const claim = {
    kind,
    dataset,
    version: rehearsedVersion,
    epoch: epochs[dataset] ?? 0,
    rows: 1,
    checks: [],
  };
  const receipt = await ask<Receipt>(minting, (ticket) => ({
    type: 'mint.seal',
    ticket,
    claim,
    // Of two policies, or two catalogs, it only counts that their digests differ.
    standing: {
      ...standing,
      ...(died === 'other-policy' ? { policy: catalog.version } : {}),
      ...(died === 'other-catalog' ? { catalog: policy.digest } : {}),
    },
    request: requestId('rehearsed-validation'),
    lifetime,
  }));
  await ask(minting, (ticket) => ({ type: 'mint.confirm', ticket, receipts: [receipt.id] }));
  if (died === 'written') await write(minting, dataset, true);
}

export interface EarnedScene {
  readonly at: number;
  readonly receipts: readonly Earned[];
  readonly doubts: readonly string[];
}

/** Oldest first, so that a write kills what was earned before it and nothing else. */
export async function earn(minting: Minting, { at, receipts, doubts }: EarnedScene): Promise<void> {
  for (const receipt of [...receipts].sort((a, b) => b.age - a.age)) {
    minting.clock.set(at - receipt.age);
    await seal(minting, receipt);
  }
  for (const dataset of doubts) await write(minting, named(dataset), false);
}
