/** Where a value is, and what the keys above it say. It refuses to name a key that is a value itself. */
import type { Json } from '../call/json.js';
import { hintOf, inherited } from './detect/hint.js';
import { step, type Tally } from './findings.js';
import { asStep } from './mask-form.js';
import type { Net } from './net.js';

interface KeyReading {
  readonly step: string;
  readonly hint: number;
  /** It has to be masked itself. */
  readonly isValue: boolean;
}
export interface Walk {
  readonly net: Net;
  readonly tally: Tally;
  /** What was made of each key, for one result: rows repeat their keys. */
  readonly keys: Map<string, KeyReading>;
  /** The places below each place, for the same reason. */
  readonly places: Map<Place, Map<string, Place>>;
  /** Pointers say each key and position as it is, for whoever looks at data of their own; never for the journal. */
  readonly isExact?: boolean;
  /** How what stands under a key, or in a column of rows so wide, is masked by provenance; absent where that was done before. */
  readonly owed?: (key: string, column?: { readonly at: number; readonly of: number }) => Owed | undefined;
}
export type Owed = (value: Json, place: Place) => Json;
/** Where a leaf is; `hint` is what the keys above it say. */
export interface Place {
  readonly pointer: string;
  readonly hint: number;
  readonly depth: number;
}
export const top: Place = { pointer: '', hint: 0, depth: 0 };

export function readKey(key: string, walk: Walk): KeyReading {
  const known = walk.keys.get(key);
  if (known !== undefined) return known;
  // INVARIANT: a key is a value as well; one that had to be masked is not named in the journal either.
  const isValue = key.length >= 4 && walk.net.leaf(key, 0) !== undefined;
  const reading = { step: isValue ? '*' : step(key), hint: hintOf(key), isValue };
  walk.keys.set(key, reading);
  return reading;
}
/** Made once for each place above it: rows repeat theirs, and the same pointer need not be read again to be known. */
export function placeBelow(
  place: Place,
  step: string,
  at: { readonly hint: number; readonly walk: Walk },
): Place {
  const { hint, walk } = at;
  const made = { pointer: `${place.pointer}/${step}`, hint, depth: place.depth + 1 };
  if (walk.isExact) return made;
  const known = walk.places.get(place) ?? new Map<string, Place>();
  walk.places.set(place, known);
  const same = known.get(step);
  if (same !== undefined && same.hint === hint) return same;
  known.set(step, made);
  return made;
}

/** What the key says, together with the place above and the keys beside. */
export function underAs(
  place: Place,
  key: string,
  at: { readonly above: number; readonly walk: Walk },
): Place {
  const { above, walk } = at;
  const reading = readKey(key, walk);
  const hint = inherited(above, reading.hint);
  return placeBelow(place, walk.isExact ? asStep(key) : reading.step, { hint, walk });
}
export const under = (place: Place, key: string, walk: Walk): Place =>
  underAs(place, key, { above: place.hint, walk });
export const within = (place: Place, at: number | '*', walk: Walk): Place =>
  placeBelow(place, String(at), { hint: place.hint, walk });
