// How much room a row takes on a page for an agent. Whatever is short counts the same, nothing at all included: where a page ends must not tell how long a hidden value is.
import type { Json } from './engine.js';

/** Not Node's own counter: the same tools run in a browser. */
const bytes = new TextEncoder();
const STEP = 64;
/** JSON writes a sign with six characters at most, between two quotes. */
const SURELY_SHORT = Math.floor((STEP - 2) / 6);
/** A reply holds its rows twice, once as a text in which signs are written as two: a third of a line is what one page may be. */
const MOST_BYTES = 4 * 1024 * 1024;

function roomOf(cell: Json): number {
  if (typeof cell !== 'string' || cell.length <= SURELY_SHORT) return STEP;
  return Math.ceil(bytes.encode(JSON.stringify(cell)).length / STEP) * STEP;
}

/** Takes rows as long as there is room for them; one at least, however long. */
export function openRoom(): (row: readonly Json[]) => boolean {
  let taken = 0;
  return (row) => {
    const isFirst = taken === 0;
    taken += row.reduce((sum: number, cell) => sum + roomOf(cell), 0);
    return isFirst || taken <= MOST_BYTES;
  };
}
