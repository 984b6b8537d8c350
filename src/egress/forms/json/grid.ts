/** Finds rows of cells beside the names of their columns, or below them, wherever they stand in a value. It refuses rows that are wider. */

import { isArray, isObject, type Json, type JsonObject, own } from '../../../call/json.js';
import { hintOfKey } from '../../detect/words/code.js';
import { rowIn, shownIn } from './heads.js';

export interface Grid {
  /** The key under which the rows stand. */
  readonly rowsKey: string;
  readonly names: readonly string[];
  /** Which row is the names; those before it are none of theirs. */
  readonly headedAt?: number;
  /** Not rows but columns, one beside the other. */
  readonly isByColumn?: boolean;
}

const headers = [
  ...[
    'columns',
    'fields',
    'header',
    'headers',
    'column_names',
    'columnNames',
    'cols',
    'field_names',
    'fieldNames',
  ],
  ...['keys', 'labels', 'schema'],
];
const bodies = ['rows', 'data', 'values', 'records', 'result', 'results', 'items', 'tuples', 'body'];

/** A name, or an object that says its name, as drivers print columns. */
function nameOf(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  const name = isObject(value) ? own(value, 'name') : undefined;
  return typeof name === 'string' ? name : undefined;
}

function namesIn(value: Json | undefined): readonly string[] | undefined {
  if (value === undefined || !isArray(value) || value.length === 0) return undefined;
  const names = value.map(nameOf);
  // Each has just been seen to be a name.
  return names.includes(undefined) ? undefined : (names as readonly string[]);
}

export const isRows = (value: Json | undefined, width: number): value is readonly (readonly Json[])[] =>
  value !== undefined &&
  isArray(value) &&
  value.length > 0 &&
  value.every((row) => isArray(row) && row.length === width);

/** Whether an object of these keys could be one. */
export const mayBeGrid = (keys: readonly string[]): boolean =>
  keys.some((key) => bodies.includes(key)) && keys.some((key) => headers.includes(key));

export function gridOf(value: JsonObject): Grid | undefined {
  const rowsKey = bodies.find((key) => Object.hasOwn(value, key));
  if (rowsKey === undefined) return undefined;
  for (const key of headers) {
    const names = namesIn(own(value, key));
    if (names !== undefined && isRows(own(value, rowsKey), names.length)) return { rowsKey, names };
  }
  return undefined;
}

const label = /^[\p{L}_#№*?][\p{L}\p{M}\p{N}_ .,()/#№°º*'’&%€$:?-]{0,60}$/u;

/** What the cells of a row are called, where it is a head: each is a name or nothing, and two of them at least tell. */
function namesAbove(cells: readonly Json[]): readonly string[] | undefined {
  if (cells.length < 2) return undefined;
  const names: string[] = [];
  for (const cell of cells) {
    const name = cell === null ? '' : shownIn(cell);
    if (typeof name !== 'string' || (name !== '' && !label.test(name))) return undefined;
    names.push(name);
  }
  const given = names.filter((name) => name !== '');
  const telling = given.filter((name) => hintOfKey(name) !== 0).length;
  return telling > 1 && new Set(given).size === given.length ? names : undefined;
}

/** What stands above a head: a title, a row of groups. */
const above = 3;

/** Rows under a first one that names their columns, as sheets are read, which leave out what is empty at their ends. */
export function headedBy(rows: readonly Json[]): Grid | undefined {
  for (let at = 0; at < above && at + 1 < rows.length; at += 1) {
    const head = rowIn(rows[at]);
    if (head === undefined) return undefined;
    const names = namesAbove(head.cells);
    if (names === undefined) continue;
    const width = names.length;
    const isBelow = rows.every((row, i) => i <= at || (rowIn(row)?.cells.length ?? width + 1) <= width);
    return isBelow ? { rowsKey: '', names, headedAt: at } : undefined;
  }
  return undefined;
}
