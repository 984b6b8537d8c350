/** Walks the parsed leaves and keys of a value through the content net. It refuses to run a pattern over serialised JSON. */
import { isArray, isObject, type Json, type JsonObject } from '../../../call/json.js';
import { hintOf, inherited, isMute, hint as says } from '../../detect/words/hint.js';
import { type Grid, gridOf, headedBy } from '../../forms/json/grid.js';
import { shownIn } from '../../forms/json/heads.js';
import { firstValue, propertyOf } from '../../forms/json/jcard.js';
import { readJsonText, respelt } from '../../forms/json/json-text.js';
import { mayGoOn, mayJoin } from '../borders/neighbours.js';
import { empty, type Leaf } from '../replace.js';
import { columnsOf } from './grid-columns.js';
import { gridBelow, headedWalk, isHeading, mutedNames } from './heads.js';
import { membersInParts, sideBySide } from './in-parts.js';
import { besideNames, besideTexts } from './known.js';
import { labelled } from './labelled.js';
import { freeKey, isTooShort, isUntouched, maskKey, maskNumber, maskText, noteWithheld } from './leaf.js';
import { ledIn, maskLed } from './led.js';
import { deepest, mayBeJson, parseJson } from './parse.js';
import {
  type Columns,
  type Members,
  membersOf,
  type Place,
  placeBelow,
  readKey,
  underAs,
  type Walk,
  within,
} from './place.js';
import { isSeenClean, seenIn, tells } from './seen.js';
import { isSpelled } from './spelled.js';
import { outvotedIn, peopleIn } from './vote.js';

/** A JSON text stays one. Where nothing in it was masked its very bytes stay, unless they say more than the parsed value does. */
function maskString(text: string, place: Place, walk: Walk): string {
  const parsed = place.depth > deepest ? undefined : parseJson(text);
  if (parsed === undefined) return walk.owed?.text(text, place) ?? maskText(text, place, walk);
  const masked = maskJson(parsed, { ...place, depth: place.depth + 1 }, walk);
  const plain = JSON.stringify(parsed);
  if (masked !== parsed) return plain === text ? JSON.stringify(masked) : respelt(text, parsed, masked);
  if (plain === text || JSON.stringify(parsed, null, 2) === text) return text;
  const isShown = walk.net.leaf(text, place.hint) === undefined || !readJsonText(text).saysMore;
  return isShown ? text : plain;
}

function maskArray(value: readonly Json[], at: Place, given: Walk): Json {
  const { heads, columns } = given;
  if (heads?.some(({ list }) => list === value))
    return maskNames(value, { place: at, walk: { ...given, heads: undefined, columns: undefined } });
  if (columns?.names.length === value.length)
    return maskRow(value, columns, { place: at, walk: { ...given, columns: undefined } });
  const grid = headedBy(value) ?? (heads === undefined ? undefined : gridBelow(value, given));
  if (grid !== undefined) return maskGrid(value, grid, { place: at, walk: given });
  const people = peopleIn(value, (key) => readKey(key, at.hint, given).hint);
  const isSame = columns === undefined && people === given.people;
  const walk = isSame ? given : { ...given, columns: undefined, people };
  const led = ledIn(value, at.hint, walk);
  if (led !== undefined) return maskLed(value, led, { place: at, walk, mask: maskJson });
  if (isSpelled(value, at.hint, walk.net)) return noteWithheld(value, at, walk);
  const hint = outvotedIn(value, at.hint, (key) => (readKey(key, at.hint, walk).hint & says.code) !== 0);
  const place = hint === at.hint ? at : { ...at, hint };
  const property = propertyOf(value);
  const told = property === undefined ? place : { ...place, hint: inherited(hint, hintOf(property)) };
  let out: Json[] | undefined;
  for (let i = 0; i < value.length; i += 1) {
    const item = value[i] ?? null;
    const here = i < firstValue ? place : told;
    if (walk.owed === undefined && isUntouched(item, here.hint, walk)) continue;
    const masked = maskJson(item, within(here, walk.isExact ? i : '*', walk), walk);
    if (masked === item) continue;
    out ??= [...value];
    out[i] = masked;
  }
  return sideBySide(out ?? value, {
    walk,
    hintAt: () => place.hint,
    placeAt: (i) => within(place, walk.isExact ? i : '*', walk),
  });
}

interface At {
  readonly place: Place;
  readonly walk: Walk;
}
interface Here extends At {
  readonly grid: Grid | undefined;
}
interface Inside extends Here {
  readonly members: Members;
}

function maskUnder(key: string, item: Json, at: Here): Json {
  const { place, walk, grid } = at;
  if (grid?.rowsKey === key) return maskGrid(item, grid, at);
  const owed = walk.owed?.under(key);
  return owed === undefined ? maskJson(item, place, walk) : owed(item, place);
}

/** A row of so many columns, plain or of wrapped cells. */
function maskRow(row: readonly Json[], columns: Columns, at: At): readonly Json[] {
  const { place, walk } = at;
  const { above, hints, owed: all } = columns;
  const hintAt = (j: number): number => hints[j] ?? above;
  const placeAt = (j: number): Place => placeBelow(place, String(j), { hint: hintAt(j), walk });
  const isPlain = row.every((cell) => typeof cell !== 'object' || cell === null);
  const beside = besideNames(isPlain ? row : row.map((cell) => shownIn(cell) ?? null), hints, walk);
  const masked = row.map((cell, j) => {
    const owed = all[j];
    if (owed === undefined && isUntouched(cell, hintAt(j), beside)) return cell;
    return owed === undefined ? maskJson(cell, placeAt(j), beside) : owed(cell, placeAt(j), row);
  });
  return sideBySide(masked, { walk, hintAt, placeAt });
}

/** What is called so is no value of what it says: the heading of a column of names is nobody's. */
function maskNames(list: readonly Json[], { place, walk }: At): Json {
  const out = list.map((item, i) => {
    const inside = within(place, walk.isExact ? i : '*', walk);
    if (!isObject(item)) return maskJson(item, inside, walk);
    const owed = walk.owed?.inside(item);
    const members = labelled(item, membersOf(item, inside.hint, walk), walk);
    const muted = members.isRenamed ? members : mutedNames(item, members, walk);
    return maskBy(item, { place: inside, members: muted, walk: { ...walk, owed }, grid: undefined });
  });
  return out.every((item, i) => item === list[i]) ? list : out;
}

/** Rows beside their columns: the name of a column is context for its cells, as a key is. */
export function maskGrid(rows: Json, grid: Grid, at: At): Json {
  const { names, headedAt = -1, isByColumn } = grid;
  const { place } = at;
  if (!isArray(rows)) return maskJson(rows, place, at.walk);
  const walk = { ...at.walk, heads: undefined, columns: undefined };
  const columns = columnsOf(isByColumn ? [] : rows, names, { place, walk });
  if (isByColumn) return maskRow(rows, columns, { place, walk });
  const below = { ...walk, columns };
  const unowed = { ...walk, owed: undefined };
  // INVARIANT: what is owed on a cell is not waived because it says what its column is called: that name may be a guess.
  const isPrinted = walk.owed === undefined;
  const isShort = (width: number): boolean => headedAt >= 0 && width < names.length;
  const out = rows.map((row, i) => {
    const inside = within(place, walk.isExact ? i : '*', walk);
    if (i < headedAt) return maskJson(row, inside, walk);
    if (i === headedAt || (i === 0 && isPrinted && isHeading(row, names)))
      return maskJson(row, inside, unowed);
    if (!isArray(row) || !(row.length === names.length || isShort(row.length)))
      return maskJson(row, inside, below);
    const shown = maskRow(row, columns, { place: inside, walk });
    return shown.every((cell, j) => cell === row[j]) ? row : shown;
  });
  return out.every((row, i) => row === rows[i]) ? rows : out;
}

/** Keys that are values are masked as well, and two of them never become one. */
function maskRenamed(value: JsonObject, { place, members, walk, grid }: Inside): Json {
  const taken = new Set<string>();
  const out = Object.entries(value).map(([key, item]): readonly [string, Json] => {
    const here = underAs(place, key, { above: members.hint, walk });
    const name = freeKey(maskKey(key, here, walk), taken);
    taken.add(name);
    return [name, maskUnder(key, item, { place: here, walk, grid })];
  });
  const shown = Object.fromEntries(out);
  return membersInParts(shown, { place, members: { ...members, keys: Object.keys(shown) }, walk });
}

/** A member that had to change, and what of it a value could still go on from: behind a mask of all of it, nothing. */
interface Shown {
  readonly value: Json;
  readonly edge: Json;
}

/** What its name says of one, and its column. */
const hintAt = (i: number, { members, walk }: Inside): number =>
  (members.hints[i] ?? 0) | (walk.people?.has(members.keys[i] ?? '') === true ? says.name : 0);
const placeOf = (i: number, inside: Inside): Place =>
  placeBelow(inside.place, inside.members.steps[i] ?? '*', { hint: hintAt(i, inside), walk: inside.walk });

function told(leaf: Leaf, i: number, inside: Inside): Shown {
  const { pointer } = placeOf(i, inside);
  for (const hit of leaf.hits) inside.walk.tally.add(pointer, hit);
  return { value: leaf.text, edge: leaf.bare === empty ? empty : leaf.text };
}

/** Undefined when it stays as it is. A text that is no JSON is looked at once, as its column is. */
function maskMember(item: Json, i: number, inside: Inside): Shown | undefined {
  const { members, walk, grid } = inside;
  const hint = hintAt(i, inside);
  const isPlain = walk.owed === undefined && walk.isBeside !== true && hint === members.hints[i];
  const look = isPlain ? members.looks[i] : undefined;
  if (look !== undefined && typeof item === 'string' && !mayBeJson(item)) {
    const leaf = isTooShort(item, hint) ? undefined : look(item);
    return leaf === undefined ? undefined : told(leaf, i, inside);
  }
  if (walk.owed === undefined && isUntouched(item, hint, walk)) return undefined;
  const value = maskUnder(members.keys[i] ?? '', item, { place: placeOf(i, inside), walk, grid });
  return { value, edge: value };
}

function maskMembers(value: JsonObject, given: Inside): Json {
  const { hints } = given.members;
  const seen = seenIn(value, hints, given.walk.net);
  const walk = (seen & tells) === 0 ? given.walk : besideTexts(value, hints, given.walk);
  const inside = walk === given.walk ? given : { ...given, walk };
  let out: Record<string, Json> | undefined;
  let [i, isInParts, wasClean] = [-1, false, false];
  let last: Json = null;
  for (const key in value) {
    i += 1;
    const item = value[key] ?? null;
    isInParts ||= (!wasClean || mayGoOn(item)) && mayJoin(last, item, (hints[i - 1] ?? 0) | (hints[i] ?? 0));
    last = item;
    wasClean = walk.owed === undefined && isSeenClean(seen, i);
    if (wasClean) continue;
    const shown = maskMember(item, i, inside);
    if (shown === undefined || shown.value === item) continue;
    last = shown.edge;
    out ??= { ...value };
    out[key] = shown.value;
  }
  return isInParts ? membersInParts(out ?? value, inside) : (out ?? value);
}

const maskBy = (value: JsonObject, inside: Inside): Json =>
  inside.members.isRenamed ? maskRenamed(value, inside) : maskMembers(value, inside);

function maskObject(value: JsonObject, place: Place, given: Walk): Json {
  const members = labelled(value, membersOf(value, place.hint, given), given);
  const grid = members.mayBeGrid ? gridOf(value) : undefined;
  const walk = members.mayHead ? headedWalk(value, grid, given) : given;
  const inside = { place, members, walk, grid };
  return maskBy(value, inside);
}

/** The same value, by identity, when nothing in it had to change. */
export function maskJson(value: Json, place: Place, walk: Walk): Json {
  if (typeof value === 'string' && value.length < 4 && !isMute(place.hint))
    return maskText(value, place, walk);
  if (typeof value === 'string') return value.length < 4 ? value : maskString(value, place, walk);
  if (typeof value === 'number') return maskNumber(value, place, walk);
  if (value === null || typeof value === 'boolean') return value;
  if (place.depth > deepest) return noteWithheld(value, place, walk);
  if (isArray(value)) return walk.owed?.list(value, place) ?? maskArray(value, place, walk);
  if (!isObject(value)) return null;
  const owed = walk.owed?.inside(value);
  return maskObject(value, place, owed === walk.owed ? walk : { ...walk, owed });
}
