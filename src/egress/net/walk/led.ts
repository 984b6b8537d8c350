/** Lists whose items say what they are of: a list led by its name, a cell with its place in a table. It refuses lists of what a table is made of. */
import { isArray, isObject, type Json, type JsonObject } from '../../../call/json.js';
import { inherited, isMute } from '../../detect/words/hint.js';
import { plainKey, shownIn } from '../../forms/json/heads.js';
import { propertyOf } from '../../forms/json/jcard.js';
import { sideBySide } from './in-parts.js';
import { type Place, placeBelow, readKey, type Walk, within } from './place.js';

/** What an item says of its cells, from one of them on; of all of it where it is no list. */
export interface Led {
  readonly hint: number;
  readonly from: number;
}
/** Nothing longer is a list of somebody's fields. */
const most = 100;
const longest = 64;
/** What columns are made of, and no value. */
const typeWord =
  /^(?:text|(?:n?var)?char(?:acter)?(?: varying)?|string|int(?:eger)?\d*|bigint|smallint|number|numeric|decimal|float\d*|double(?: precision)?|bool(?:ean)?|date(?:time)?|time(?:stamp(?:tz)?)?|uuid|inet|jsonb?|yes|no|true|false|array|object|any|enum)(?: with(?:out)? time zone)?(?:\([\d, ]{1,10}\)|\[\])?$/i;

function nameOf(item: Json): string | undefined {
  const first = isArray(item) && item.length > 1 ? item[0] : undefined;
  return typeof first === 'string' && first.length <= longest ? first : undefined;
}
function ledItem(item: readonly Json[], name: string, read: (name: string) => number): Led {
  const isType = item.slice(1).some((cell) => typeof cell === 'string' && typeWord.test(cell));
  return { hint: isType ? 0 : read(name), from: 1 };
}

/** Each led by a name, of which two at least tell. */
function ledLists(value: readonly Json[], read: (name: string) => number): readonly Led[] | undefined {
  const led: Led[] = [];
  for (const item of value) {
    const name = nameOf(item);
    // A property of a card says what it is by itself, wherever it stands.
    if (name === undefined || !isArray(item) || propertyOf(item) !== undefined) return undefined;
    led.push(ledItem(item, name, read));
  }
  return led.filter(({ hint }) => !isMute(hint)).length > 1 ? led : undefined;
}

const numberIn = (item: JsonObject, keys: readonly string[]): number | undefined => {
  for (const key in item) {
    const value = item[key];
    if (keys.includes(plainKey(key)) && typeof value === 'number') return value;
  }
  return undefined;
};
const columnKeys = ['columnindex', 'colindex', 'column', 'col'];
const rowKeys = ['rowindex', 'row'];

/** Cells that say in which row and column they stand: those of the first row name the others. */
function placedCells(value: readonly Json[], read: (name: string) => number): readonly Led[] | undefined {
  const [first = null] = value;
  if (!isObject(first) || numberIn(first, columnKeys) === undefined) return undefined;
  const places = value.map((item) =>
    isObject(item) ? { row: numberIn(item, rowKeys), column: numberIn(item, columnKeys) } : {},
  );
  const top = places[0]?.row;
  const names = new Map<number, number>();
  for (const [i, { row, column = -1 }] of places.entries()) {
    const shown = row === top ? shownIn(value[i] ?? null) : undefined;
    if (typeof shown === 'string' && shown.length <= longest) names.set(column, read(shown));
  }
  if ([...names.values()].filter((hint) => !isMute(hint)).length < 2) return undefined;
  return places.map(({ row, column = -1 }) => ({
    hint: row === top ? 0 : (names.get(column) ?? 0),
    from: 0,
  }));
}

/** Undefined where the items of a list say nothing of themselves. */
export function ledIn(value: readonly Json[], above: number, walk: Walk): readonly Led[] | undefined {
  const [first] = value;
  if (first === undefined || value.length < 2 || typeof first !== 'object') return undefined;
  const read = (name: string): number => readKey(name, above, walk).hint;
  if (isArray(first)) return value.length <= most ? ledLists(value, read) : undefined;
  return placedCells(value, read);
}

interface At {
  readonly place: Place;
  readonly walk: Walk;
  readonly mask: (value: Json, place: Place, walk: Walk) => Json;
}
/** Each item with what it says of itself. */
export function maskLed(value: readonly Json[], led: readonly Led[], { place, walk, mask }: At): Json {
  const out = value.map((item, i) => {
    const inside = within(place, walk.isExact ? i : '*', walk);
    const { hint, from } = led[i] ?? { hint: 0, from: 0 };
    const told = inherited(place.hint, hint);
    if (!isArray(item)) return mask(item, { ...inside, hint: told }, walk);
    const hintAt = (j: number): number => (j < from ? place.hint : told);
    const placeAt = (j: number): Place => placeBelow(inside, String(j), { hint: hintAt(j), walk });
    const masked = item.map((cell, j) => mask(cell, placeAt(j), walk));
    const cells = sideBySide(masked, { walk, hintAt, placeAt });
    return cells.every((cell, j) => cell === item[j]) ? item : cells;
  });
  return out.every((item, i) => item === value[i]) ? value : out;
}
