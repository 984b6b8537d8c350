/** Which sums and averages stand as they are: those that policy lets, each in a row that counts enough of what it is made of. It refuses whatever it is not sure of. */
import type { Json } from '../../call/json.js';
import type { EgressColumn } from '../../intercept/effects.js';
import { letsStand } from '../../policy/averaged.js';
import type { Choose } from '../operators/choose.js';

/** How a sum or an average that leaves is told, where a mask tells its operator. */
export const average = 'average';

/** Where the count stands, from 0, and the least that it must say. */
export interface Letting {
  readonly count: number;
  readonly over: number;
}

export function lettingOf(column: EgressColumn, choose: Choose): Letting | undefined {
  const [name = ''] = column.classes;
  const { unless } = column.over === undefined ? {} : choose(name);
  if (column.over === undefined || unless === undefined || !letsStand(unless, column)) return undefined;
  return { count: column.over.count, over: unless.over };
}

/** A number as a system writes it. What is written otherwise may say more than a number does. */
const isNumber = (cell: Json | undefined): boolean =>
  typeof cell === 'number' || (typeof cell === 'string' && /^-?\d{1,40}(?:\.\d{1,40})?$/.test(cell));

/** Some servers write their whole numbers as texts. */
const countIn = (cell: Json | undefined): number | undefined => {
  const count = typeof cell === 'string' && /^[1-9]\d{0,14}$/.test(cell) ? Number(cell) : cell;
  return typeof count === 'number' && Number.isSafeInteger(count) ? count : undefined;
};

/** INVARIANT: decided row by row, on what the system has answered. A count that is missing, short or no whole number lets nothing stand. */
export function isLet(row: readonly Json[], at: number, letting: Letting | undefined): boolean {
  if (letting === undefined || letting.count === at) return false;
  const count = countIn(row[letting.count]);
  return count !== undefined && count >= letting.over && isNumber(row[at]);
}
