/** Values that are spelt character by character, along a list or down a column of its rows. It refuses a list of fewer than a value has. */
import type { Json, JsonObject } from '../../call/json.js';
import type { Net } from './net.js';

const least = 7;

const isSingle = (item: Json): boolean =>
  (typeof item === 'string' && item.length === 1) || (typeof item === 'number' && item >= 0 && item <= 9);

// A list has its positions as own keys.
const at = (row: Json, key: string): Json =>
  typeof row === 'object' && row !== null && Object.hasOwn(row, key)
    ? ((row as JsonObject)[key] ?? null)
    : null;

/** The cells under a key that every row has as one character. Most columns end at their first cell. */
function column(rows: readonly Json[], key: string): readonly Json[] | undefined {
  return rows.every((row) => isSingle(at(row, key))) ? rows.map((row) => at(row, key)) : undefined;
}

export function isSpelled(value: readonly Json[], hint: number, net: Net): boolean {
  const [first = null] = value;
  if (value.length < least) return false;
  const isFound = (cells: readonly Json[] | undefined): boolean =>
    cells !== undefined && net.leaf(cells.join(''), hint) !== undefined;
  if (typeof first === 'object' && first !== null)
    return Object.keys(first).some((key) => isFound(column(value, key)));
  return value.every(isSingle) && isFound(value);
}
