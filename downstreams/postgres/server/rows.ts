// Turns what PostgreSQL prints into JSON that loses no digit; refuses to let a bytea's bytes through.
import type { Hash } from 'node:crypto';
import type { Json, Row } from '../engine.js';

/** A cell as the server prints it. */
export type Cell = string | null;

const INTEGERS = new Set([20, 21, 23, 26]);
const FLOATS = new Set([700, 701]);
const BOOL = 16;
const BYTEA = 17;

/** A whole number past 2^53 would look like digits that nobody has. */
const isExact = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

/** Whole numbers past 2^53 and every numeric stay text, a bytea becomes its size: JSON has a place for neither. */
export function toJson(cell: Cell, type: number): Json {
  if (cell === null) return null;
  if (INTEGERS.has(type)) return Number.isSafeInteger(Number(cell)) ? Number(cell) : cell;
  if (FLOATS.has(type)) return isExact(Number(cell)) ? Number(cell) : cell;
  if (type === BOOL) return cell === 't';
  if (type === BYTEA) return { $blob: cell.startsWith('\\x') ? (cell.length - 2) / 2 : cell.length };
  return cell;
}

/**
 * INVARIANT: injective. The text of a built-in type under the pinned settings is exact, its column's type stands in the digest's
 * head, and here its length stands before it.
 */
export function rowOf(cells: readonly Cell[], types: readonly number[]): Row {
  return {
    digest(hash: Hash) {
      for (const cell of cells) {
        if (cell === null) hash.update('n');
        else hash.update(`t${Buffer.byteLength(cell)}:`).update(cell);
      }
    },
    json: (position) => toJson(cells[position] ?? null, types[position] ?? 0),
  };
}
