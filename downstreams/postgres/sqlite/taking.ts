// Whether a column takes every value of another as it is, by their types alone. It says no of a strict table where the other is not as strict.
import type { Table, Taking } from '../engine.js';

/** By SQLite's own rules, in their order; what is none of these is made a number where it looks like one, as an INTEGER is. */
const AFFINITIES: readonly (readonly [RegExp, string])[] = [
  [/INT/i, 'number'],
  [/CHAR|CLOB|TEXT/i, 'text'],
  [/BLOB|^$/i, 'any'],
  [/REAL|FLOA|DOUB/i, 'real'],
];

const affinityOf = (type: string): string => AFFINITIES.find(([form]) => form.test(type))?.[1] ?? 'number';

/** INVARIANT: doubt counts against a copy: a table that has the word anywhere may be strict, and is where nothing but the word ends it. */
const maybeStrict = ({ sql }: Table): boolean => /\bSTRICT\b/i.test(sql);
const isStrict = ({ sql }: Table): boolean =>
  /\)\s*(?:WITHOUT\s+ROWID\s*,\s*)?STRICT\s*(?:,\s*WITHOUT\s+ROWID\s*)?$/i.test(sql);

/** A text stands in any column of a table that is not strict. */
export function takes({ target, column, source, from, changed }: Taking): boolean {
  const isChanged = changed.includes(from.name);
  if (maybeStrict(target) && isChanged) return /^(?:TEXT|ANY)$/i.test(column.type);
  if (maybeStrict(target)) return isStrict(source) && column.type.toUpperCase() === from.type.toUpperCase();
  if (isChanged) return true;
  const affinity = affinityOf(column.type);
  return affinity === 'any' || affinity === affinityOf(from.type);
}
