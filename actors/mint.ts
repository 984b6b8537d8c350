/** The mint: the one officer who seals receipts, knows which are live, and moves write epochs. A store that fails is a Failed, never a guess. */
import { type ActorRefFrom, createActor, fromCallback } from 'xstate';
import { receiptId } from '../src/call/id.js';
import type { Receipt } from '../src/receipt/receipt.js';
import { admitReceipt, type Seals, sealReceipt } from '../src/receipt/seal.js';
import { lapse } from '../src/receipt/standing.js';
import type { Desk } from './desk.js';
import type { Failed, Live, MintMessage, Standing } from './messages.js';
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
} from './mint-cells.js';
import type { Chance, Clock, StateStore } from './powers.js';

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
  return receipt;
}

/** Lapsed receipts older than this are taken out of the store when they are met. */
const forgetAfter = 24 * 60 * 60 * 1000;

interface Admitted {
  readonly kept: StoredReceipt;
  /** Undefined when its signature is bad, or it is of another dataset. */
  readonly receipt: Receipt | undefined;
}

/** Newest first; ids are chance and tell no order. */
const admitted = (all: readonly StoredReceipt[], dataset: string, signer: Seals): readonly Admitted[] =>
  all
    .map((kept): Admitted => {
      const receipt = admitReceipt(kept.envelope, signer);
      return { kept, receipt: receipt?.dataset === dataset ? receipt : undefined };
    })
    .sort((a, b) => (b.receipt?.issued ?? 0) - (a.receipt?.issued ?? 0));

async function liveFor(
  input: MintInput,
  standing: Standing,
  dataset: Standing['datasets'][number],
): Promise<Live> {
  const { store, clock, signer } = input;
  const all = await receiptsFor(store, dataset);
  const doubtful = await isInDoubt(store, dataset);
  // INVARIANT: the epoch is read last. A whole write of another kernel that passes while this looks has moved it.
  const epoch = await epochOf(store, dataset);
  const receipts: Receipt[] = [];
  const lapsed: string[] = [];
  for (const { kept, receipt } of admitted(all, dataset, signer)) {
    if (receipt === undefined) {
      lapsed.push(`${dataset}: a receipt with a bad signature`);
      continue;
    }
    const reason = lapse(receipt, {
      ...standing,
      now: clock.now(),
      epoch,
      isInDoubt: doubtful,
      isConfirmed: kept.isConfirmed,
    });
    if (reason === undefined) receipts.push(receipt);
    // What another session earned is nobody else's to know about.
    else if (receipt.session === standing.session) lapsed.push(`${dataset}: ${reason}`);
    if (reason !== undefined && clock.now() - receipt.expires > forgetAfter) await drop(store, kept);
  }
  return { receipts, lapsed, doubts: doubtful ? [dataset] : [], epochs: { [dataset]: epoch } };
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
  { datasets, request }: Of<'mint.intend'>,
): Promise<object> {
  const epochs: Record<string, number> = {};
  // A statement may write a dataset twice; it is one write of one dataset.
  for (const dataset of new Set(datasets)) {
    await noteDoubt(store, dataset, { request, chain });
    epochs[dataset] = await moveEpoch(store, dataset);
  }
  return { epochs };
}

async function settle({ store }: MintInput, { datasets, request }: Of<'mint.settle'>): Promise<object> {
  for (const dataset of datasets) await endDoubt(store, dataset, request);
  return { settled: true };
}

async function recover({ store }: MintInput, { requests }: Of<'mint.recover'>): Promise<object> {
  const voided = await voidPending(store, requests);
  await endDoubtsOf(store, requests);
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

/** One message at a time, in order; the store's own compare-and-swap keeps other kernels honest. */
const mintLogic = fromCallback<MintMessage, MintInput>(({ receive, input }) => {
  let turn: Promise<void> = Promise.resolve();
  let hasFailed = false;
  const fail = (): Failed => {
    if (!hasFailed) input.onFailed('the state store failed');
    hasFailed = true;
    return { failed: 'the state store failed' };
  };
  receive((message) => {
    turn = turn.then(async () => {
      const value = hasFailed ? fail() : await answer(input, message).catch(fail);
      input.desk.answer(message.ticket, value);
    });
  });
});

export type MintActor = ActorRefFrom<typeof mintLogic>;

export const createMint = (input: MintInput): MintActor => createActor(mintLogic, { input }).start();
