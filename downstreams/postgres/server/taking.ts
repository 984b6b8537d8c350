// Whether a column takes every value of another as it is, by their types alone. It says no of types that it does not know to.
import type { Taking } from '../engine.js';

const WHOLE = ['smallint', 'integer', 'bigint', 'numeric'];

/** As many characters as a text of this type may have; undefined where it is none. */
function lengthOf(type: string): number | undefined {
  const [, most] = /^(?:text|character varying(?:\((\d+)\))?)$/.exec(type) ?? [undefined, 'none'];
  return most === 'none' ? undefined : Number(most ?? Number.POSITIVE_INFINITY);
}

export function takes({ column, from, changed }: Taking): boolean {
  if (changed.includes(from.name)) return lengthOf(column.type) === Number.POSITIVE_INFINITY;
  if (column.type === from.type) return true;
  const [most, least] = [lengthOf(column.type), lengthOf(from.type)];
  if (most !== undefined && least !== undefined) return most >= least;
  if (column.type === 'numeric' && from.type.startsWith('numeric(')) return true;
  const [to, of] = [WHOLE.indexOf(column.type), WHOLE.indexOf(from.type)];
  return of >= 0 && to >= of;
}
