/** The shared state store as a value: a swap leaves a new one, so that an exploration can go on from either. It refuses a lost race, as the real one does. */
import type { Json } from '../call/json.js';

/** `value` undefined: deleted. The version stays behind, so that no later cell has one that was used. */
interface Kept {
  readonly kind: string;
  readonly key: string;
  readonly value: Json | undefined;
  readonly version: number;
}

export type Cells = Readonly<Record<string, Kept>>;

export interface StoredCell {
  readonly key: string;
  readonly value: Json;
  readonly version: number;
}

const placeOf = (kind: string, key: string): string => `${kind} ${key}`;

const shown = ({ key, value, version }: Kept): readonly StoredCell[] =>
  value === undefined ? [] : [{ key, value, version }];

export function cellAt(cells: Cells, kind: string, key: string): StoredCell | undefined {
  const kept = cells[placeOf(kind, key)];
  return kept === undefined ? undefined : shown(kept)[0];
}

const byKey = (a: StoredCell, b: StoredCell): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

export const cellsUnder = (cells: Cells, kind: string, prefix: string): readonly StoredCell[] =>
  Object.values(cells)
    .filter((kept) => kept.kind === kind && kept.key.startsWith(prefix))
    .flatMap(shown)
    .sort(byKey);

export interface Swap {
  readonly kind: string;
  readonly key: string;
  /** 0: the cell must not exist. */
  readonly expected: number;
  /** Null deletes. */
  readonly value: Json;
}

/** Undefined for a race that was lost. */
export function swapped(cells: Cells, { kind, key, expected, value }: Swap): Cells | undefined {
  const place = placeOf(kind, key);
  const kept = cells[place];
  const isThere = kept?.value !== undefined;
  if ((isThere ? kept.version : 0) !== expected) return undefined;
  if (value === null && !isThere) return undefined;
  const version = (kept?.version ?? 0) + 1;
  return { ...cells, [place]: { kind, key, value: value === null ? undefined : value, version } };
}
