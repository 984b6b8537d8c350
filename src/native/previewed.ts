/** What a system says of a preview: that it was rolled back, and how many rows had moved where. It takes counts and known names, and refuses an answer that is less. */
import { isArray, isObject, type Json, type JsonObject, own } from '../call/json.js';
import { type Effects, isRowAction, isRowWay } from '../intercept/effects.js';

export interface Moved {
  readonly table: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}

export interface Previewed {
  readonly moved: readonly Moved[];
  /** What the rollback has not taken back. */
  readonly kept: readonly 'sequences'[];
}

const isCount = (value: Json | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function movedIn(value: Json, asked: readonly string[]): Moved | undefined {
  if (!isObject(value)) return undefined;
  const table = asked.find((name) => name === own(value, 'table'));
  const [inserted, updated, deleted] = ['inserted', 'updated', 'deleted'].map((name) => own(value, name));
  if (table === undefined || !isCount(inserted) || !isCount(updated) || !isCount(deleted)) return undefined;
  return { table, inserted, updated, deleted };
}

/** INVARIANT: undefined unless the system has said in so many words that nothing of it stands, and told every dataset that was asked about once. */
export function previewedIn(body: Json | undefined, asked: readonly string[]): Previewed | undefined {
  const said = body !== undefined && isObject(body) ? own(body, 'preview') : undefined;
  if (said === undefined || !isObject(said) || own(said, 'rolled_back') !== true) return undefined;
  const [moved, kept] = [own(said, 'moved'), own(said, 'kept')];
  if (moved === undefined || !isArray(moved) || kept === undefined || !isArray(kept)) return undefined;
  const counted = moved.flatMap((one) => movedIn(one, asked) ?? []);
  const told = new Set(counted.map(({ table }) => table));
  const keeps = kept.filter((one): one is 'sequences' => one === 'sequences');
  const isWhole = counted.length === moved.length && keeps.length === kept.length;
  return isWhole && told.size === asked.length && counted.length === asked.length
    ? { moved: counted, kept: keeps }
    : undefined;
}

/** As it goes on: what the system sent beside it is dropped here. */
export const previewBody = ({ moved, kept }: Previewed): JsonObject => ({
  preview: { rolled_back: true, kept: [...kept], moved: moved.map((one) => ({ ...one })) },
});

/** Rows are what a preview counts. What takes a table away, changes the structure or writes nothing has none to be counted. */
export function hasNothingToPreview({ writes, created, dropped, altered }: Effects): boolean {
  const isOfRows = writes.every(
    (write) => isRowAction(write) || isRowWay(write) || created.includes(`table:${write.dataset}`),
  );
  return !isOfRows || writes.length === 0 || dropped.length + altered.length > 0;
}
