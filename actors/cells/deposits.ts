/** What the kernels on one state directory have themselves put into objects: a cell an object. It keeps none of an object that anybody else writes to, from that write's intent on. */
import { isArray, isObject, type Json, own } from '../../src/call/json.js';
import { type Deposit, depositJson, type ObjectAt, readDeposit } from '../../src/catalog/deposit.js';
import type { Objects, Overwritten } from '../messages.js';
import type { Clock, StateStore } from '../powers.js';

const kind = 'deposit';
const keyOf = ({ dataset, object }: ObjectAt): string => `${dataset}/${object}`;

/** More lost races than this in a row is a store that does not work. */
const mostTries = 64;

/** Of one object. A body that is put where something lies already is refused by the system, and must not end what is known of that. */
const mostKept = 8;

function depositsIn(value: Json | undefined): readonly Deposit[] {
  const bodies = value !== undefined && isObject(value) ? own(value, 'bodies') : undefined;
  if (bodies === undefined || !isArray(bodies)) return [];
  return bodies.flatMap((one) => readDeposit(one) ?? []);
}

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

/** Durable before the body is sent: it stands for no other, so that it says nothing until that has arrived. */
export async function keepDeposit(
  store: StateStore,
  { at, deposit }: NonNullable<Objects['put']>,
  request: string,
): Promise<void> {
  const key = keyOf(at);
  const cell = await store.get(kind, key);
  const value = depositJson(deposit);
  const others = depositsIn(cell?.value).map(depositJson);
  const isNew = others.every((one) => JSON.stringify(one) !== JSON.stringify(value));
  const bodies = isNew ? [...others, value].slice(-mostKept) : others;
  const isKept = await store.swap(kind, key, { expected: cell?.version ?? 0, value: { bodies } });
  // Whoever was first to write there may still be about to.
  const doubts = await store.list('doubt', `${at.dataset}/`);
  if (isKept && doubts.some((one) => !one.key.endsWith(`/${request}`))) await end(store, key);
}

export interface DepositView {
  /** None when the store has failed or is late: then an object is masked as any other. */
  of(at: ObjectAt): Promise<readonly Deposit[]>;
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
      const stop = clock.after(within, () => resolve([]));
      const found = store.get(kind, keyOf(at)).then((cell) => depositsIn(cell?.value));
      void found
        .catch(() => [])
        .then((deposits) => {
          stop();
          resolve(deposits);
        });
    }),
});
