/** The class overlay as every kernel on the state directory sees it now: one cell of the shared store. What cannot be read seals the kernel; it is never taken for empty. */
import { type Catalog, datasetNamed } from '../../src/catalog/catalog.js';
import {
  addCarries,
  changedSince,
  type Overlay,
  type OverlayWire,
  overlayJson,
  readOverlay,
  withOverlay,
} from '../../src/catalog/overlay.js';
import type { Carrying, Intent } from '../messages.js';
import type { Cell, Clock, StateStore } from '../powers.js';
import { readBefore } from './mint-cells.js';

const kind = 'overlay';
const key = 'classes';

interface Read {
  readonly cell: Cell | undefined;
  readonly overlay: Overlay;
}

async function read(store: StateStore): Promise<Read> {
  const cell = await store.get(kind, key);
  const overlay = readOverlay(cell?.value);
  if (overlay === undefined) throw new Error('the class overlay is not of its form');
  return { cell, overlay };
}

/** More lost races than this in a row is a store that does not work. */
const mostTries = 64;

/** Adds what a write carries, or answers the datasets whose classes have changed since it was judged. INVARIANT: one swap; a lost race is looked at again. */
async function carry(
  store: StateStore,
  { carries, reads, judged }: Carrying,
): Promise<{ readonly stale: readonly string[] } | { readonly overlay: Overlay }> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const { cell, overlay } = await read(store);
    const stale = changedSince(overlay, judged, reads);
    if (stale.length > 0) return { stale };
    const next = addCarries(overlay, carries);
    if (next === overlay) return { overlay };
    const expected = cell?.version ?? 0;
    if (await store.swap(kind, key, { expected, value: overlayJson(next) })) return { overlay: next };
  }
  throw new Error('the class overlay could not be written');
}

/** The classes go before the values. INVARIANT: what they are added to is read by no write that does not know of them. */
export async function follow(
  store: StateStore,
  carrying: Carrying,
  request: string,
): Promise<Exclude<Intent, { epochs: unknown }> | undefined> {
  const carried = await carry(store, carrying);
  if ('stale' in carried) return carried;
  const targets = [...new Set(carrying.carries.map((one) => one.dataset))].map((name) => ({
    name,
    at: carried.overlay.datasets.get(name)?.at ?? 0,
  }));
  const busy = await readBefore(store, targets, request);
  return busy.length > 0 ? { busy } : undefined;
}

/** The catalog with what was carried; its count says how current it is. */
export interface Overlaid {
  readonly catalog: Catalog;
  readonly wire: OverlayWire | undefined;
}

export interface OverlayView {
  /** Undefined when the store has failed or is late. */
  current(): Promise<Overlaid | undefined>;
}

export interface OverlayInput {
  readonly store: StateStore;
  readonly catalog: Catalog;
  readonly clock: Pick<Clock, 'after'>;
  /** Milliseconds that the store has to answer. */
  readonly within: number;
  readonly onFailed: (why: string) => void;
}

export function createOverlayView({ store, catalog, clock, within, onFailed }: OverlayInput): OverlayView {
  let last: { readonly version: number; readonly overlaid: Overlaid } = {
    version: 0,
    overlaid: { catalog, wire: undefined },
  };
  const look = async (): Promise<Overlaid> => {
    const cell = await store.get(kind, key);
    const version = cell?.version ?? 0;
    if (cell === undefined || version === last.version) return last.overlaid;
    const overlay = readOverlay(cell.value);
    const known = last.overlaid.wire?.count ?? 0;
    // It may only add: one that has lost something is not the one that was written.
    if (overlay === undefined || overlay.count < known)
      throw new Error('the class overlay has lost something');
    const wire = { count: overlay.count, value: overlayJson(overlay) };
    last = { version, overlaid: { catalog: withOverlay(catalog, overlay), wire } };
    return last.overlaid;
  };
  const told = (): Promise<Overlaid | undefined> =>
    look().catch(() => {
      onFailed('the class overlay could not be read');
      return undefined;
    });
  return {
    current: () =>
      new Promise((resolve) => {
        const stop = clock.after(within, () => resolve(undefined));
        void told().then((overlaid) => {
          stop();
          resolve(overlaid);
        });
      }),
  };
}

/** Of the datasets that a result was read from, those that have gained a class since it was judged; all of them when nobody can tell. INVARIANT: classes go before values, so whoever holds a value finds its class here. */
export async function reclassifiedSince(
  view: OverlayView,
  judged: Catalog,
  names: readonly string[],
): Promise<readonly string[]> {
  const at = judged.overlay ?? 0;
  const now = await view.current();
  if (now === undefined) return names;
  if ((now.catalog.overlay ?? 0) === at) return [];
  return names.filter((name) => (datasetNamed(now.catalog, name)?.carried?.at ?? 0) > at);
}
