/** The cells that mint keeps in the store, each with its own compare-and-swap loop: epochs, doubts, leases, receipts. */
import { text } from '../../src/call/fields.js';
import { isArray, isObject, type Json, type JsonObject, own } from '../../src/call/json.js';
import type { Envelope } from '../../src/receipt/seal.js';
import type { StateStore } from '../powers.js';

const number = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
const fields = (value: Json | undefined): JsonObject => (value !== undefined && isObject(value) ? value : {});

/** More lost races than this in a row is a store that does not work. */
const mostTries = 64;

export async function epochOf(store: StateStore, dataset: string): Promise<number> {
  const cell = await store.get('epoch', dataset);
  return number(own(fields(cell?.value), 'n'));
}

export async function moveEpoch(store: StateStore, dataset: string): Promise<number> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const cell = await store.get('epoch', dataset);
    const next = number(own(fields(cell?.value), 'n')) + 1;
    if (await store.swap('epoch', dataset, { expected: cell?.version ?? 0, value: { n: next } })) return next;
  }
  throw new Error('the epoch could not be moved');
}

const doubtKey = (dataset: string, request: string): string => `${dataset}/${request}`;

export interface Doubt {
  readonly request: string;
  readonly chain: string;
  /** Datasets that the write reads or writes, and the overlay's count by which it was judged. */
  readonly reads: readonly string[];
  readonly judged: number;
}

export async function noteDoubt(store: StateStore, dataset: string, doubt: Doubt): Promise<void> {
  const { request, chain, reads, judged } = doubt;
  const value = { chain, reads: [...reads], judged };
  if (!(await store.swap('doubt', doubtKey(dataset, request), { expected: 0, value })))
    throw new Error('the doubt is noted already');
}

export async function endDoubt(store: StateStore, dataset: string, request: string): Promise<void> {
  const key = doubtKey(dataset, request);
  const cell = await store.get('doubt', key);
  if (cell !== undefined) await store.swap('doubt', key, { expected: cell.version, value: null });
}

/** Of these datasets, those that a write under way reads by an older count than theirs. One that does not say what it reads reads everything. */
export async function readBefore(
  store: StateStore,
  datasets: readonly { readonly name: string; readonly at: number }[],
  request: string,
): Promise<readonly string[]> {
  if (datasets.length === 0) return [];
  const others = (await store.list('doubt', '')).filter((cell) => !cell.key.endsWith(`/${request}`));
  const open = others.map(({ value }) => {
    const reads = own(fields(value), 'reads');
    return {
      reads: reads !== undefined && isArray(reads) ? reads : undefined,
      judged: number(own(fields(value), 'judged')),
    };
  });
  return datasets
    .filter(({ name, at }) => open.some((one) => one.judged < at && (one.reads?.includes(name) ?? true)))
    .map(({ name }) => name);
}

export const isInDoubt = async (store: StateStore, dataset: string): Promise<boolean> =>
  (await store.list('doubt', `${dataset}/`)).length > 0;

/**
 * Every doubt that the dead requests of a chain left behind, whatever the dataset. A doubt is noted before the intent is
 * durable, so a request that died in between is in no journal: the chain that the doubt names is what finds it.
 */
export async function endDoubtsOf(
  store: StateStore,
  dead: { readonly chain: string; readonly requests: readonly string[] },
): Promise<void> {
  for (const cell of await store.list('doubt', '')) {
    const request = cell.key.slice(cell.key.lastIndexOf('/') + 1);
    if (text(own(fields(cell.value), 'chain')) === dead.chain || dead.requests.includes(request))
      await store.swap('doubt', cell.key, { expected: cell.version, value: null });
  }
}

export interface Lease {
  readonly dataset: string;
  readonly request: string;
  readonly now: number;
  readonly for: number;
}

export async function takeLease(store: StateStore, lease: Lease): Promise<boolean> {
  const cell = await store.get('lease', lease.dataset);
  const held = fields(cell?.value);
  const isOurs = text(own(held, 'request')) === lease.request;
  if (cell !== undefined && !isOurs && number(own(held, 'until')) > lease.now) return false;
  return store.swap('lease', lease.dataset, {
    expected: cell?.version ?? 0,
    value: { request: lease.request, until: lease.now + lease.for },
  });
}

export async function freeLease(store: StateStore, dataset: string, request: string): Promise<void> {
  const cell = await store.get('lease', dataset);
  if (cell !== undefined && text(own(fields(cell.value), 'request')) === request)
    await store.swap('lease', dataset, { expected: cell.version, value: null });
}

export interface StoredReceipt {
  readonly key: string;
  readonly version: number;
  readonly envelope: Envelope;
  readonly isConfirmed: boolean;
  readonly request: string;
}

const receiptKey = (dataset: string, id: string): string => `${dataset}/${id}`;

const stored = (cell: {
  readonly key: string;
  readonly value: Json;
  readonly version: number;
}): StoredReceipt => {
  const value = fields(cell.value);
  const envelope = fields(own(value, 'envelope'));
  return {
    key: cell.key,
    version: cell.version,
    envelope: {
      payload: text(own(envelope, 'payload')),
      signature: text(own(envelope, 'signature')),
      keyId: text(own(envelope, 'keyId')),
    },
    isConfirmed: own(value, 'status') === 'live',
    request: text(own(value, 'request')),
  };
};

const cellValue = (receipt: Omit<StoredReceipt, 'key' | 'version'>): JsonObject => ({
  envelope: { ...receipt.envelope },
  status: receipt.isConfirmed ? 'live' : 'pending',
  request: receipt.request,
});

export async function keepPending(
  store: StateStore,
  at: { readonly dataset: string; readonly id: string },
  receipt: { readonly envelope: Envelope; readonly request: string },
): Promise<void> {
  const value = cellValue({ ...receipt, isConfirmed: false });
  if (!(await store.swap('receipt', receiptKey(at.dataset, at.id), { expected: 0, value })))
    throw new Error('the receipt id is taken');
}

export const receiptsFor = async (store: StateStore, dataset: string): Promise<readonly StoredReceipt[]> =>
  (await store.list('receipt', `${dataset}/`)).map(stored);

export async function confirm(store: StateStore, ids: readonly string[]): Promise<void> {
  for (const cell of await store.list('receipt', '')) {
    if (!ids.includes(cell.key.slice(cell.key.lastIndexOf('/') + 1))) continue;
    if (
      !(await store.swap('receipt', cell.key, {
        expected: cell.version,
        value: cellValue({ ...stored(cell), isConfirmed: true }),
      }))
    )
      throw new Error('the receipt changed under us');
  }
}

/** Pending receipts of requests that died are void; they are taken out. Answers how many. */
export async function voidPending(store: StateStore, requests: readonly string[]): Promise<number> {
  const pending = (await store.list('receipt', ''))
    .map(stored)
    .filter((one) => !one.isConfirmed && requests.includes(one.request));
  for (const one of pending) await store.swap('receipt', one.key, { expected: one.version, value: null });
  return pending.length;
}

export async function drop(store: StateStore, receipt: StoredReceipt): Promise<void> {
  await store.swap('receipt', receipt.key, { expected: receipt.version, value: null });
}
