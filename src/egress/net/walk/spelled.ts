/** Values that are spelt character by character, along a list or down a column of its rows. It refuses a list of fewer than a value has. */
import type { Json, JsonObject } from '../../../call/json.js';
import { spelledBy } from '../../spelling/rare.js';
import type { Net } from '../net.js';

const least = 7;

/** One character: a fraction below ten is several. */
const isSingle = (item: Json): boolean =>
  (typeof item === 'string' && item.length === 1) ||
  (typeof item === 'number' && Number.isInteger(item) && item >= 0 && item <= 9);

// A list has its positions as own keys.
const at = (row: Json, key: string): Json =>
  typeof row === 'object' && row !== null && Object.hasOwn(row, key)
    ? ((row as JsonObject)[key] ?? null)
    : null;

/** The number of a character that can be read. */
const isCharacter = (item: Json): boolean => typeof item === 'number' && item >= 32 && item < 127;
/** Characters, each as itself or all by their numbers; undefined for a list of anything else. */
function spelling(cells: readonly Json[]): string | undefined {
  if (cells.every(isSingle)) return cells.join('');
  // Each has just been seen to be a number.
  return cells.every(isCharacter) ? spelledBy(cells as readonly number[]) : undefined;
}

export function isSpelled(value: readonly Json[], hint: number, net: Net): boolean {
  const [first = null] = value;
  if (value.length < least) return false;
  const isFound = (cells: readonly Json[]): boolean => {
    const text = isSingle(cells[0] ?? null) || isCharacter(cells[0] ?? null) ? spelling(cells) : undefined;
    return text !== undefined && net.leaf(text, hint) !== undefined;
  };
  if (typeof first !== 'object' || first === null) return isFound(value);
  // Most columns end at their first cell.
  return Object.keys(first).some((key) => {
    const top = at(first, key);
    return (isSingle(top) || isCharacter(top)) && isFound(value.map((row) => at(row, key)));
  });
}
