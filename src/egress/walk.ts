/** Walks the parsed leaves and keys of a value through the content net. It refuses to run a pattern over serialised JSON. */
import { isArray, isObject, type Json, type JsonObject } from '../call/json.js';
import { hintOf, inherited, isOfPeople, hint as says } from './detect/hint.js';
import { utf8Length } from './encode.js';
import { step, type Tally } from './findings.js';
import { type Grid, gridOf } from './grid.js';
import { asStep, withheld } from './mask-form.js';
import type { Net } from './net.js';

interface KeyReading {
  readonly step: string;
  readonly hint: number;
}
export interface Walk {
  readonly net: Net;
  readonly tally: Tally;
  /** What was made of each key, for one result: rows repeat their keys. */
  readonly keys: Map<string, KeyReading>;
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
const deepest = 64;

function readKey(key: string, walk: Walk): KeyReading {
  const known = walk.keys.get(key);
  if (known !== undefined) return known;
  // INVARIANT: a key is a value as well; one that had to be masked is not named in the journal either.
  const isClean = key.length < 4 || walk.net.leaf(key, 0) === undefined;
  const reading = { step: isClean ? step(key) : '*', hint: hintOf(key) };
  walk.keys.set(key, reading);
  return reading;
}
export function under(place: Place, key: string, walk: Walk): Place {
  const reading = readKey(key, walk);
  return {
    pointer: `${place.pointer}/${walk.isExact ? asStep(key) : reading.step}`,
    hint: inherited(place.hint, reading.hint),
    depth: place.depth + 1,
  };
}
export const within = (place: Place, at: number | '*'): Place => ({
  ...place,
  pointer: `${place.pointer}/${at}`,
  depth: place.depth + 1,
});

/** Nested past what is walked or written again; such a value is not read as JSON, nor released. */
export function isDeep(value: Json, left = deepest): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  for (const item of isArray(value) ? value : Object.values(value)) if (isDeep(item, left - 1)) return true;
  return false;
}

/** The value of a JSON text that is an object or a list; undefined for everything else, plain numbers and words included. */
export function parseJson(text: string): Json | undefined {
  if (text.charCodeAt(0) > 0x20 && !/^[{[\ufeff\u00a0]/.test(text)) return undefined;
  const first = text.trimStart().charAt(0);
  if (first !== '{' && first !== '[') return undefined;
  try {
    // JSON.parse makes Json by definition.
    const value = JSON.parse(text) as Json;
    return isDeep(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Masks the plain text of a leaf and counts what was found. */
export function maskText(text: string, place: Place, walk: Walk): string {
  const leaf = walk.net.leaf(text, place.hint);
  if (leaf === undefined) return text;
  for (const hit of leaf.hits) walk.tally.add({ ...hit, pointer: place.pointer });
  return leaf.text;
}

/** A JSON text stays one. When nothing in it was masked its very bytes stay, unless they say more than the parsed value does. */
function maskString(text: string, place: Place, walk: Walk): string {
  const parsed = place.depth > deepest ? undefined : parseJson(text);
  if (parsed === undefined) return maskText(text, place, walk);
  const masked = maskJson(parsed, { ...place, depth: place.depth + 1 }, walk);
  const plain = JSON.stringify(parsed);
  if (masked !== parsed) return JSON.stringify(masked);
  if (plain === text || JSON.stringify(parsed, null, 2) === text) return text;
  return walk.net.leaf(text, place.hint) === undefined ? text : plain;
}

export const noteWithheld = (value: Json, place: Place, walk: Walk): string => {
  walk.tally.add({ pointer: place.pointer, class: 'pii.unscanned', operator: 'withhold', by: 'content' });
  return withheld(utf8Length(JSON.stringify(value)));
};

const singles = (value: readonly Json[]): boolean =>
  value.length >= 7 &&
  value.every(
    (item) =>
      (typeof item === 'string' && item.length === 1) || (typeof item === 'number' && item >= 0 && item <= 9),
  );

function maskArray(value: readonly Json[], place: Place, walk: Walk): Json {
  if (singles(value) && walk.net.leaf(value.join(''), place.hint) !== undefined)
    return noteWithheld(value, place, walk);
  let isSame = true;
  const inside = within(place, '*');
  const out = value.map((item, i) => {
    const masked = maskJson(item, walk.isExact ? within(place, i) : inside, walk);
    if (masked !== item) isSame = false;
    return masked;
  });
  return isSame ? value : out;
}

/** A key under which nothing stands yet, so that two masked keys never become one. */
export function freeKey(key: string, taken: ReadonlySet<string>): string {
  if (!taken.has(key)) return key;
  let i = 2;
  while (taken.has(`${key}#${i}`)) i += 1;
  return `${key}#${i}`;
}

/** Keys of which one is a bare `name`, beside others that only people have. */
const aboutPeople = (keys: readonly string[], walk: Walk): number =>
  keys.some((key) => key.toLowerCase() === 'name') && isOfPeople(keys.map((key) => readKey(key, walk).hint))
    ? says.person
    : 0;

function maskUnder(
  key: string,
  item: Json,
  at: { readonly place: Place; readonly walk: Walk; readonly grid: Grid | undefined },
): Json {
  const { place, walk, grid } = at;
  if (grid?.rowsKey === key) return maskGrid(item, grid, at);
  const owed = walk.owed?.(key);
  return owed === undefined ? maskJson(item, place, walk) : owed(item, place);
}

/** Rows beside their columns: the name of a column is context for its cells, as a key is. */
export function maskGrid(
  rows: Json,
  { names }: Grid,
  at: { readonly place: Place; readonly walk: Walk },
): Json {
  const { place, walk } = at;
  if (!isArray(rows)) return maskJson(rows, place, walk);
  const above = place.hint | aboutPeople(names, walk);
  let isSame = true;
  const out = rows.map((row, i) => {
    if (!isArray(row)) return maskJson(row, within(place, i), walk);
    const inside = within(place, walk.isExact ? i : '*');
    return row.map((cell, j) => {
      const name = names[j] ?? '';
      const here = {
        ...inside,
        pointer: `${inside.pointer}/${j}`,
        hint: inherited(above, readKey(name, walk).hint),
      };
      const owed = walk.owed?.(name, { at: j, of: names.length });
      const masked = owed === undefined ? maskJson(cell, here, walk) : owed(cell, here);
      if (masked !== cell) isSame = false;
      return masked;
    });
  });
  return isSame ? rows : out;
}

function maskObject(value: JsonObject, place: Place, walk: Walk): Json {
  let isSame = true;
  const taken = new Set<string>();
  const grid = gridOf(value);
  const home = { ...place, hint: place.hint | aboutPeople(Object.keys(value), walk) };
  const out = Object.entries(value).map(([key, item]): readonly [string, Json] => {
    const here = under(home, key, walk);
    const name = freeKey(maskText(key, { ...here, hint: 0 }, walk), taken);
    taken.add(name);
    const masked = maskUnder(key, item, { place: here, walk, grid });
    if (masked !== item || name !== key) isSame = false;
    return [name, masked];
  });
  return isSame ? value : Object.fromEntries(out);
}

/** The same value, by identity, when nothing in it had to change. A masked number becomes a text. */
export function maskJson(value: Json, place: Place, walk: Walk): Json {
  if (typeof value === 'string' && value.length < 4 && place.hint !== 0) return maskText(value, place, walk);
  if (typeof value === 'string') return value.length < 4 ? value : maskString(value, place, walk);
  if (typeof value === 'number') {
    const text = String(value);
    if (text.length < 6) return value;
    const masked = maskText(text, place, walk);
    return masked === text ? value : masked;
  }
  if (value === null || typeof value === 'boolean') return value;
  if (place.depth > deepest) return noteWithheld(value, place, walk);
  if (isArray(value)) return maskArray(value, place, walk);
  return isObject(value) ? maskObject(value, place, walk) : null;
}
