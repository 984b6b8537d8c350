/** Finds rows of plain cells beside the names of their columns, or below them, wherever they stand in a value. It refuses rows of another width. */

import { isArray, isObject, type Json, type JsonObject, own } from '../../call/json.js';
import { hintOf } from '../detect/hint.js';

export interface Grid {
  /** The key under which the rows stand. */
  readonly rowsKey: string;
  readonly names: readonly string[];
  /** The first row is the names. */
  readonly isHeaded?: boolean;
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

const label = /^[\p{L}_][\p{L}\p{M}\p{N}_ .()/#-]{0,48}$/u;

/** Rows under a first one that names their columns, as sheets are read: each of it is a name, and two of them at least tell. */
export function headedBy(rows: readonly Json[]): Grid | undefined {
  const head = rows[0] ?? null;
  if (!isArray(head) || head.length < 2 || rows.length < 2) return undefined;
  if (!head.every((one) => typeof one === 'string' && label.test(one)) || !isRows(rows, head.length))
    return undefined;
  const names = head.map(String);
  const telling = names.filter((name) => hintOf(name) !== 0).length;
  return telling > 1 && new Set(names).size === names.length
    ? { rowsKey: '', names, isHeaded: true }
    : undefined;
}
