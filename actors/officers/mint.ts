/** The mint: the one officer who seals receipts, knows which are live, and moves write epochs. A store that fails is a Failed, never a guess. */

import { type ActorRefFrom, createActor, fromCallback } from 'xstate';
import { receiptId } from '../../src/call/id.js';
import type { Receipt } from '../../src/receipt/receipt.js';
import { admitReceipt, type Seals, sealReceipt, unverified } from '../../src/receipt/seal.js';
import { lapse } from '../../src/receipt/standing.js';
import { announceDeposit, endDeposits, keepDeposit } from '../cells/deposits.js';
import {
  confirm,
  drop,
  endDoubt,
  endDoubtsOf,
  epochOf,
  freeLease,
  isInDoubt,
  keepPending,
  moveEpoch,
  noteDoubt,
  receiptsFor,
  type StoredReceipt,
  takeLease,
  voidPending,
} from '../cells/mint-cells.js';
import { follow } from '../cells/overlay.js';
import type { Desk } from '../desk.js';
import type { Failed, Intent, Live, MintMessage, Standing } from '../messages.js';
import { type OfficerWatch, startOfficer } from '../observer.js';
import type { Chance, Clock, StateStore } from '../powers.js';
import { inTurn } from './in-turn.js';

export interface MintInput {
  readonly store: StateStore;
  readonly signer: Seals;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly desk: Desk;
  /** Name of this kernel's chain, noted with its doubts. */
  readonly chain: string;
  /** Called once, when the store has failed: the kernel seals itself. */
  readonly onFailed: (why: string) => void;
  readonly observed?: OfficerWatch;
}

type Of<T extends MintMessage['type']> = Extract<MintMessage, { type: T }>;

/** INVARIANT: the epoch in the claim is the one seen before validation ran; a write intended since then makes the claim worthless. */
async function seal(
  input: MintInput,
  { claim, standing, request, lifetime }: Of<'mint.seal'>,
): Promise<Receipt | Failed> {
  const { store, clock, chance, signer } = input;
  const doubtful = await isInDoubt(store, claim.dataset);
  if ((await epochOf(store, claim.dataset)) !== claim.epoch)
    return { failed: 'the dataset was written since' };
  if (doubtful) return { failed: 'the dataset is in doubt' };
  const issued = clock.now();
  const terms = {
    ...claim,
    id: receiptId(chance.id()),
    session: standing.session,
    request,
    policy: standing.policy,
    catalog: standing.catalog,
    issued,
    expires: issued + lifetime,
  };
  const { receipt, envelope } = sealReceipt(terms, signer);
  await keepPending(store, { dataset: claim.dataset, id: receipt.id }, { envelope, request });
  await supersede(store, receipt);
  return receipt;
}

/** Receipts of one kind and session that are kept for a dataset: an agent that validates for ever fills nothing. */
const mostKept = 8;

async function supersede(store: StateStore, newest: Receipt): Promise<void> {
  const older = (await told(store, newest.dataset)).filter(
    ({ says }) => says.session === newest.session && says.kind === newest.kind,
  );
  for (const { kept } of older.slice(mostKept)) await drop(store, kept);
}

/** Lapsed receipts older than this are taken out of the store when they are met. */
const forgetAfter = 24 * 60 * 60 * 1000;

interface Told {
  readonly kept: StoredReceipt;
  readonly says: NonNullable<ReturnType<typeof unverified>>;
}

/** Newest first, by their own word; ids are chance and tell no order. What says nothing is passed over. */
const told = async (store: StateStore, dataset: string): Promise<readonly Told[]> =>
  (await receiptsFor(store, dataset))
    .flatMap((kept): Told[] => {
      const says = unverified(kept.envelope);
      return says === undefined ? [] : [{ kept, says }];
    })
    .sort((a, b) => b.says.issued - a.says.issued);

async function liveFor(
  input: MintInput,
  standing: Standing,
  dataset: Standing['datasets'][number],
): Promise<Live> {
  const { store, clock, signer } = input;
  const before = await epochOf(store, dataset);
  const all = await told(store, dataset);
  const doubtful = await isInDoubt(store, dataset);
  // INVARIANT: the epoch is read last. A whole write of another kernel that passes while this looks has moved it.
  const epoch = await epochOf(store, dataset);
  const now = { ...standing, now: clock.now(), epoch, isInDoubt: doubtful };
  const receipts: Receipt[] = [];
  const lapsed: string[] = [];
  for (const { kept, says } of all) {
    if (now.now - says.expires > forgetAfter) await drop(store, kept);
    // What another session earned is nobody else's to know about.
    if (says.session !== standing.session) continue;
    const receipt = admitReceipt(kept.envelope, signer);
    if (receipt === undefined || receipt.dataset !== dataset) {
      lapsed.push(`${dataset}: a receipt with a bad signature`);
      continue;
    }
    const reason = lapse(receipt, { ...now, isConfirmed: kept.isConfirmed });
    if (reason === undefined) receipts.push(receipt);
    else lapsed.push(`${dataset}: ${reason}`);
  }
  // INVARIANT: while a write is under way there is no epoch to validate in: what validation saw may be the content before it.
  const isSettled = !doubtful && before === epoch;
  return {
    receipts,
    lapsed,
    doubts: doubtful ? [dataset] : [],
    epochs: isSettled ? { [dataset]: epoch } : {},
  };
}

async function live(input: MintInput, { standing }: Of<'mint.live'>): Promise<Live> {
  const each: Live[] = [];
  for (const dataset of standing.datasets) each.push(await liveFor(input, standing, dataset));
  return {
    receipts: each.flatMap((one) => one.receipts),
    lapsed: each.flatMap((one) => one.lapsed),
    doubts: each.flatMap((one) => one.doubts),
    epochs: Object.assign({}, ...each.map((one) => one.epochs)),
  };
}

async function intend(
  { store, chain }: MintInput,
  { datasets, request, carrying, objects }: Of<'mint.intend'>,
): Promise<Intent> {
  // A statement may write a dataset twice; it is one write of one dataset.
  const written = [...new Set(datasets)];
  const known = carrying ?? { carries: [], reads: written, judged: 0 };
  // INVARIANT: the doubt says what the write reads before the overlay is looked at. Of two writes that cross, one sees the other.
  for (const dataset of written)
    await noteDoubt(store, dataset, { request, chain, reads: known.reads, judged: known.judged });
  const refusal = carrying === undefined ? undefined : await follow(store, carrying, request);
  if (refusal !== undefined) {
    for (const dataset of written) await endDoubt(store, dataset, request);
    return refusal;
  }
  if (objects?.put === undefined) await endDeposits(store, objects?.overwritten ?? []);
  else await announceDeposit(store, objects.put, request);
  const epochs: Record<string, number> = {};
  for (const dataset of written) epochs[dataset] = await moveEpoch(store, dataset);
  return { epochs };
}

async function settle(
  { store }: MintInput,
  { datasets, request, deposited }: Of<'mint.settle'>,
): Promise<object> {
  // INVARIANT: while its own doubt is noted, no other body that is announced is kept.
  if (deposited !== undefined) await keepDeposit(store, deposited, request);
  for (const dataset of datasets) await endDoubt(store, dataset, request);
  return { settled: true };
}

/** INVARIANT: asked before the first request and while this kernel alone holds the chain, so that whatever it left is dead. */
async function recover({ store }: MintInput, { chain, requests }: Of<'mint.recover'>): Promise<object> {
  const voided = await voidPending(store, requests);
  await endDoubtsOf(store, { chain, requests });
  return { voided };
}

async function answer(input: MintInput, message: MintMessage): Promise<object> {
  const { store, clock } = input;
  switch (message.type) {
    case 'mint.seal':
      return seal(input, message);
    case 'mint.confirm':
      await confirm(store, message.receipts);
      return { confirmed: true };
    case 'mint.live':
      return live(input, message);
    case 'mint.intend':
      return intend(input, message);
    case 'mint.settle':
      return settle(input, message);
    case 'mint.lease':
      return {
        held: await takeLease(store, {
          dataset: message.dataset,
          request: message.request,
          now: clock.now(),
          for: message.for,
        }),
      };
    case 'mint.free':
      await freeLease(store, message.dataset, message.request);
      return { freed: true };
    case 'mint.recover':
      return recover(input, message);
  }
}

/** The store's own compare-and-swap keeps other kernels honest. */
const mintLogic = fromCallback<MintMessage, MintInput>(({ receive, input }) => {
  const { desk, onFailed, observed } = input;
  receive(
    inTurn<MintMessage>({
      answer: (message) => answer(input, message),
      why: 'the state store failed',
      desk,
      onFailed,
      observed,
    }),
  );
});

export type MintActor = ActorRefFrom<typeof mintLogic>;

export const createMint = (input: MintInput): MintActor =>
  startOfficer(createActor(mintLogic, { input }), input.observed);
