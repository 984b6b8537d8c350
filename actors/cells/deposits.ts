/** What the kernels on one state directory have themselves put into objects: a cell an object. It keeps none of an object that anybody else writes to, from that write's intent on. */
import { isObject, type Json, own } from '../../src/call/json.js';
import { type Deposit, depositJson, type ObjectAt, readDeposit } from '../../src/catalog/deposit.js';
import type { Objects, Overwritten } from '../messages.js';
import type { Clock, StateStore } from '../powers.js';

const kind = 'deposit';
const keyOf = ({ dataset, object }: ObjectAt): string => `${dataset}/${object}`;

/** More lost races than this in a row is a store that does not work. */
const mostTries = 64;

interface Kept {
  /** The body that has arrived. */
  readonly deposit?: Json | undefined;
  /** The one that is on its way, and for which request. */
  readonly coming?: Json | undefined;
  readonly request?: Json | undefined;
}

const keptIn = (value: Json | undefined): Kept =>
  value === undefined || !isObject(value)
    ? {}
    : { deposit: own(value, 'deposit'), coming: own(value, 'coming'), request: own(value, 'request') };

const depositIn = (value: Json | undefined): Deposit | undefined => {
  const { deposit } = keptIn(value);
  return deposit === undefined ? undefined : readDeposit(deposit);
};

async function end(store: StateStore, key: string): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const cell = await store.get(kind, key);
    if (cell === undefined || (await store.swap(kind, key, { expected: cell.version, value: null }))) return;
  }
  throw new Error('a deposit could not be ended');
}

/** INVARIANT: asked once the doubt about the write is noted. Of a deposit and another write that cross, one sees the other. */
export async function endDeposits(store: StateStore, written: readonly Overwritten[]): Promise<void> {
  for (const { dataset, object } of written) {
    const cells = object === undefined ? await store.list(kind, `${dataset}/`) : [];
    const keys = object === undefined ? cells.map(({ key }) => key) : [keyOf({ dataset, object })];
    for (const key of keys) await end(store, key);
  }
}

/** Noted before the body is sent. What had arrived there stays until this has: where something lies already the system puts nothing. */
export async function announceDeposit(
  store: StateStore,
  { at, deposit }: NonNullable<Objects['put']>,
  request: string,
): Promise<void> {
  const key = keyOf(at);
  const cell = await store.get(kind, key);
  const { deposit: before } = keptIn(cell?.value);
  const value = {
    ...(before === undefined ? {} : { deposit: before }),
    ...{ coming: depositJson(deposit), request },
  };
  const isNoted = await store.swap(kind, key, { expected: cell?.version ?? 0, value });
  // Whoever was there first may still be about to write.
  const doubts = await store.list('doubt', `${at.dataset}/`);
  if (isNoted && doubts.some((one) => !one.key.endsWith(`/${request}`))) await end(store, key);
}

/** INVARIANT: a body is known once the system has said that it was put, and if nobody has meant to write there since it was announced. */
export async function keepDeposit(store: StateStore, at: ObjectAt, request: string): Promise<void> {
  const key = keyOf(at);
  const cell = await store.get(kind, key);
  const { coming, request: whose } = keptIn(cell?.value);
  if (cell === undefined || coming === undefined || whose !== request) return;
  await store.swap(kind, key, { expected: cell.version, value: { deposit: coming } });
}

export interface DepositView {
  /** Undefined when the store has failed or is late as well: then an object is masked like every other one. */
  of(at: ObjectAt): Promise<Deposit | undefined>;
}

export interface DepositInput {
  readonly store: StateStore;
  readonly clock: Pick<Clock, 'after'>;
  /** Milliseconds that the store has to answer. */
  readonly within: number;
}

export const createDepositView = ({ store, clock, within }: DepositInput): DepositView => ({
  of: (at) =>
    new Promise((resolve) => {
      const stop = clock.after(within, () => resolve(undefined));
      const found = store.get(kind, keyOf(at)).then((cell) => depositIn(cell?.value));
      void found
        .catch(() => undefined)
        .then((deposit) => {
          stop();
          resolve(deposit);
        });
    }),
});
