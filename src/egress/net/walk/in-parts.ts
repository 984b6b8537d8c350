/** Rows, lists and objects as neighbours that may be parts of one value, each with its place. It refuses to look where the walk has seen no border that a value may cross. */
import type { Json, JsonObject } from '../../../call/json.js';
import { maskNeighbours, mayJoin } from '../borders/neighbours.js';
import { type Members, type Place, placeBelow, type Walk } from './place.js';

interface Places {
  readonly walk: Walk;
  readonly hintAt: (at: number) => number;
  readonly placeAt: (at: number) => Place;
}

export const sideBySide = (row: readonly Json[], { walk, hintAt, placeAt }: Places): readonly Json[] =>
  maskNeighbours(row, {
    across: (parts, hint) => walk.net.across(parts, hint),
    hintAt,
    note: (at, hit) => walk.tally.add(placeAt(at).pointer, hit),
  });

/** Whether two of them that stand side by side may be parts of one, as they are shown. */
function mayBeInParts(shown: JsonObject, hints: readonly number[]): boolean {
  let [i, last]: [number, Json] = [0, null];
  for (const key in shown) {
    const item = shown[key] ?? null;
    if (i > 0 && mayJoin(last, item, (hints[i - 1] ?? 0) | (hints[i] ?? 0))) return true;
    last = item;
    i += 1;
  }
  return false;
}

export function membersInParts(
  shown: JsonObject,
  { place, members, walk }: { readonly place: Place; readonly members: Members; readonly walk: Walk },
): JsonObject {
  const { keys, hints, steps } = members;
  if (!mayBeInParts(shown, hints)) return shown;
  const hintAt = (i: number): number => hints[i] ?? 0;
  const placeAt = (i: number): Place => placeBelow(place, steps[i] ?? '*', { hint: hintAt(i), walk });
  const row = keys.map((key) => shown[key] ?? null);
  const masked = sideBySide(row, { walk, hintAt, placeAt });
  return masked === row ? shown : Object.fromEntries(keys.map((key, i) => [key, masked[i] ?? null]));
}
