/** Finds names that stand apart from the rows they head, and the cells of such rows, however a service wraps either. It refuses to tell which names say something. */
import { isArray, isObject, type Json, type JsonObject, own } from '../../../call/json.js';

/** As keys are looked up: services spell them in every case. */
export const plainKey = (key: string): string => key.replace(/[_-]/g, '').toLowerCase();
const setOf = (keys: string): ReadonlySet<string> => new Set(keys.split(' '));

/** Under these a list may be of names. */
const headers = setOf(
  'columns fields header headers heading headings columnnames cols fieldnames keys labels schema columnmetadata columninfo columninfos rowtype vars columnheaders dimensionheaders detailcolumns thead head colnames columnlabels columnlist columndefs attributes variables meta structure',
);
/** Under these an object may hold one. */
const holders = setOf(
  'schema metadata meta head header manifest resultsetmetadata reportmetadata columnmodel dataschema tableschema view structure definition description',
);
/** What a heading calls itself by, before what else it says. */
const names = 'name columnname fieldname label title text displayname header field key ref content id'.split(
  ' ',
);
/** A value is called something in its turn, and is no heading. */
const valued = setOf('value values val v answer answers response responses data content fieldvalue text');
export const callsItself = (key: string): boolean =>
  /(?:name|label|title)$|^(?:text|header|field|key|id)$/.test(plainKey(key));

const deepest = 5;
const longest = 64;

/** The one value in a wrapper: `{"v": "x"}`, `["x"]`. */
function only(value: Json): Json | undefined {
  if (isArray(value)) return value.length === 1 ? value[0] : undefined;
  if (!isObject(value)) return undefined;
  let found: Json | undefined;
  for (const key in value) {
    if (found !== undefined) return undefined;
    found = value[key];
  }
  return found;
}

/** All that an object or a text calls itself; nothing where it is too long for a name. */
export function namesOf(value: Json, left = deepest): readonly string[] {
  if (typeof value === 'string') return value.length <= longest ? [value] : [];
  const inner = only(value);
  if (inner !== undefined) return left === 0 ? [] : namesOf(inner, left - 1);
  if (!isObject(value)) return [];
  const keyed = new Map(Object.entries(value).map(([key, item]) => [plainKey(key), item]));
  return names.flatMap((key) => {
    const item = keyed.get(key);
    return typeof item === 'string' && item.length <= longest ? [item] : [];
  });
}

/** The wrapped text, where every text in it is the same or it has one of its own: what a cell shows. */
export function shownIn(value: Json, left = deepest): string | number | undefined {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (left === 0 || typeof value !== 'object' || value === null) return undefined;
  const inner = only(value);
  if (inner !== undefined) return shownIn(inner, left - 1);
  if (!isObject(value)) return undefined;
  for (const key in value) if (shows.has(plainKey(key))) return shownIn(value[key] ?? null, left - 1);
  return undefined;
}
const shows = setOf(
  'v value text content plaintext formattedvalue stringvalue effectivevalue userenteredvalue displayvalue',
);

/** The list in an item that is one, or has one of such a width. */
export interface Row {
  readonly cells: readonly Json[];
  /** Under which key; absent where the item is the row. */
  readonly key?: string;
}
const most = 8;
export function rowIn(item: Json | undefined, width?: number): Row | undefined {
  if (item === undefined) return undefined;
  if (isArray(item)) return width === undefined || item.length === width ? { cells: item } : undefined;
  if (!isObject(item)) return undefined;
  let seen = 0;
  for (const key in item) {
    seen += 1;
    if (seen > most) return undefined;
    const cells = item[key] ?? null;
    if (isArray(cells) && cells.length > 1 && (width === undefined || cells.length === width))
      return { cells, key };
  }
  return undefined;
}

/** Whether an object of these keys may name the columns of rows below it. */
export const mayHead = (keys: readonly string[]): boolean =>
  keys.some((key) => headers.has(plainKey(key)) || holders.has(plainKey(key)));

/** A list of names, and where it stands. */
export interface Head {
  readonly list: readonly Json[];
  /** All that each calls itself. */
  readonly names: readonly (readonly string[])[];
}

function headAt(list: readonly Json[]): Head | undefined {
  const [first] = list;
  // A head is a row of its own: `"thead": [["name", "born"]]`.
  if (list.length === 1 && first !== undefined && isArray(first)) return headAt(first);
  if (list.length === 0) return undefined;
  if (
    isObject(first) &&
    Object.keys(first).length > 1 &&
    Object.keys(first).some((key) => valued.has(plainKey(key)))
  )
    return undefined;
  const found: (readonly string[])[] = [];
  for (const one of list) {
    const called = namesOf(one);
    if (called.length === 0) return undefined;
    found.push(called);
  }
  return { list, names: found };
}

/** Each list of names that an object gives or holds. */
export function* headsOf(value: JsonObject, left = deepest): Generator<Head> {
  for (const key in value) {
    const plain = plainKey(key);
    const item = own(value, key) ?? null;
    const head = isArray(item) && headers.has(plain) ? headAt(item) : undefined;
    if (head !== undefined) yield head;
    else if (left > 0 && isObject(item) && (holders.has(plain) || headers.has(plain)))
      yield* headsOf(item, left - 1);
  }
}
