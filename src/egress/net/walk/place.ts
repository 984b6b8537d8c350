/** Where a value is, and what the keys above it say. It refuses to name a key that is a value itself. */
import type { Json, JsonObject } from '../../../call/json.js';
import { hintOfKey } from '../../detect/words/code.js';
import { among, inherited, isOfPeople, hint as says } from '../../detect/words/hint.js';
import { mayBeGrid } from '../../forms/json/grid.js';
import { mayHead } from '../../forms/json/heads.js';
import { type Labelled, labelledIn } from '../../forms/json/labelled.js';
import { asStep } from '../../operators/mask-form.js';
import { step, type Tally } from '../findings.js';
import type { ColumnLook, Net } from '../net.js';

interface KeyReading {
  readonly step: string;
  readonly hint: number;
  /** It has to be masked itself. */
  readonly isValue: boolean;
}
/** What the keys of an object say, each in its place, under a place that says `above`. */
export interface Members {
  readonly keys: readonly string[];
  readonly above: number;
  /** Of the keys together. */
  readonly hint: number;
  /** Of each, with all that is above it. */
  readonly hints: readonly number[];
  readonly steps: readonly string[];
  /** At the texts under each. */
  readonly looks: readonly ColumnLook[];
  /** One of the keys has to be masked itself, or cannot be assigned. */
  readonly isRenamed: boolean;
  /** Some of them name columns, others rows. */
  readonly mayBeGrid: boolean;
  /** One of them may name the columns of rows further below. */
  readonly mayHead: boolean;
  /** One of them is the label of another. */
  readonly labelled: Labelled | undefined;
}
/** What was made of keys and places, for one result: rows repeat theirs. */
interface Memory {
  readonly keys: Map<string, KeyReading>;
  /** The same of keys in what a statement made. */
  readonly madeKeys: Map<string, KeyReading>;
  /** The places below each place. */
  readonly places: Map<Place, Map<string, Place>>;
  /** The last object that began with a key: most that do have the same keys. */
  readonly members: Map<string, Members>;
}
export const newMemory = (): Memory => ({
  keys: new Map(),
  madeKeys: new Map(),
  places: new Map(),
  members: new Map(),
});

/** A list of names, and what it calls the columns of the rows below. */
export interface Heading {
  readonly list: readonly Json[];
  readonly names: readonly string[];
}
/** What is known of the cells of a row by where they stand in it. */
export interface Columns {
  /** Of the names together. */
  readonly above: number;
  readonly names: readonly string[];
  readonly hints: readonly number[];
  readonly owed: readonly (Owed | undefined)[];
}
export interface Walk extends Memory {
  readonly net: Net;
  readonly tally: Tally;
  /** Pointers say each key and position as it is, for whoever looks at data of their own; never for the journal. */
  readonly isExact?: boolean;
  /** Its texts stand beside somebody's name and are looked at one by one: what a column is looked at with knows of nobody. */
  readonly isBeside?: boolean;
  /** Names of the rows here under which people are, whatever these say. */
  readonly people?: ReadonlySet<string> | undefined;
  /** Absent where that was done before. */
  readonly owed?: Provenance | undefined;
  /** Those in force here. */
  readonly heads?: readonly Heading[] | undefined;
  /** A list as wide as these is a row of theirs. */
  readonly columns?: Columns | undefined;
}
/** `row`: the cells of the row that it stands in, where those of all columns are there. */
export type Owed = (value: Json, place: Place, row?: readonly Json[]) => Json;
/** How a value is masked by what is known of its column. */
export interface Provenance {
  /** What stands under a key, or in a column of rows so wide; undefined where nothing is known of it. */
  under(key: string, column?: { readonly at: number; readonly of: number }): Owed | undefined;
  /** A text that is no JSON: it may hold rows. */
  text(text: string, place: Place): string;
  /** A list that is rows, or a row; undefined of any other. */
  list(value: readonly Json[], place: Place): Json | undefined;
  /** What is known inside of an object, which may itself name the column that its value is of. */
  inside(value: JsonObject): Provenance;
}
/** Where a leaf is; `hint` is what the keys above it say. */
export interface Place {
  readonly pointer: string;
  readonly hint: number;
  readonly depth: number;
}
export const top: Place = { pointer: '', hint: 0, depth: 0 };

export function readKey(key: string, above: number, walk: Walk): KeyReading {
  const made = above & says.made;
  const readings = made === 0 ? walk.keys : walk.madeKeys;
  const known = readings.get(key);
  if (known !== undefined) return known;
  // INVARIANT: a key is a value as well; one that had to be masked is not named in the journal either.
  const isValue = key.length >= 4 && walk.net.leaf(key, made) !== undefined;
  const reading = { step: isValue ? '*' : step(key), hint: hintOfKey(key), isValue };
  readings.set(key, reading);
  return reading;
}

/** Keys of which one is a bare `name`, beside others that only people have. */
export const aboutPeople = (keys: readonly string[], walk: Walk): number =>
  keys.some((key) => /^(?:name|nm|nume|ad|sn|cn|worker|first|last|given|family|middle)$/i.test(key)) &&
  isOfPeople(keys.map((key) => readKey(key, 0, walk).hint))
    ? says.person
    : 0;

/** What each of some names says where they stand side by side, below what is said above: beside what only people have, a customer is somebody, and the number of a document is that of a passport. */
export function hintsOf(own: readonly number[], above: number): readonly number[] {
  const told = among(own);
  return own.map((bits) => inherited(above, told(bits)));
}

/** Read where they stand: a list of them for each row would be most of what a row costs. */
function firstKey(value: JsonObject): string {
  for (const key in value) return key;
  return '';
}
function hasKeys(value: JsonObject, keys: readonly string[]): boolean {
  let at = 0;
  for (const key in value) {
    if (keys[at] !== key) return false;
    at += 1;
  }
  return at === keys.length;
}

export function membersOf(value: JsonObject, above: number, walk: Walk): Members {
  const first = firstKey(value);
  const known = walk.members.get(first);
  if (known !== undefined && known.above === above && hasKeys(value, known.keys)) return known;
  const keys = Object.keys(value);
  const hint = above | aboutPeople(keys, walk);
  const readings = keys.map((key) => readKey(key, above, walk));
  const hints = hintsOf(
    readings.map((reading) => reading.hint),
    hint,
  );
  const members = {
    ...{ keys, above, hint, hints },
    looks: hints.map((one) => walk.net.column(one)),
    steps: readings.map(({ step }, i) => (walk.isExact ? asStep(keys[i] ?? '') : step)),
    mayBeGrid: mayBeGrid(keys),
    mayHead: mayHead(keys),
    labelled: labelledIn(keys),
    // An own `__proto__` cannot be assigned.
    isRenamed: readings.some(({ isValue }, i) => isValue || keys[i] === '__proto__'),
  };
  walk.members.set(first, members);
  return members;
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
  const reading = readKey(key, above, walk);
  const hint = inherited(above, reading.hint);
  return placeBelow(place, walk.isExact ? asStep(key) : reading.step, { hint, walk });
}
export const under = (place: Place, key: string, walk: Walk): Place =>
  underAs(place, key, { above: place.hint, walk });
export const within = (place: Place, at: number | '*', walk: Walk): Place =>
  placeBelow(place, String(at), { hint: place.hint, walk });
