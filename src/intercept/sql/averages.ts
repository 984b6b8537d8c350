/** A statement of the one form in which sums and averages may be answered, and what follows for its columns. It refuses every other by saying nothing of it. */
import { classesOf, type Dataset, holdsDerived } from '../../catalog/catalog.js';
import type { EgressColumn } from '../effects.js';

/** One item of the list: a column that is grouped by, a count of all rows or of a column, a sum or an average of one. */
export interface Summed {
  readonly is: 'key' | 'rows' | 'count' | 'average';
  readonly column: string;
}

/** One whole table, what is asked of it, and what it is grouped and ordered by, as a dialect reads it. */
export interface Summary {
  readonly dataset: Dataset | undefined;
  readonly items: readonly (Summed | undefined)[];
  readonly by: readonly (string | undefined)[];
  readonly ordered: readonly (string | undefined)[];
}

const isKnown = <T>(one: T | undefined): one is T => one !== undefined;

/** INVARIANT: each item is known, rows are grouped and ordered by clear columns alone, and nothing was carried in that was made of values. */
function isSound(dataset: Dataset, { items, by, ordered }: Summary): boolean {
  const keys = items.filter((item) => item?.is === 'key').map((item) => item?.column);
  const named = [...by, ...items.map((item) => item?.column)].filter(isKnown);
  return (
    dataset.form === 'table' &&
    items.every(isKnown) &&
    by.every((name) => isKnown(name) && classesOf(dataset, name).length === 0) &&
    [...keys, ...ordered].every((name) => by.includes(name)) &&
    !named.some((name) => holdsDerived(dataset, name))
  );
}

/** INVARIANT: beside a count of the very column. Of rows in which all but one hold nothing, the sum is that one's value. */
export function withAverages(
  egress: readonly EgressColumn[],
  summary: Summary | undefined,
): readonly EgressColumn[] {
  const { dataset, items = [], by = [] } = summary ?? {};
  if (summary === undefined || dataset === undefined || !isSound(dataset, summary)) return egress;
  if (items.length !== egress.length) return egress;
  const keys = [...new Set(by.filter(isKnown))];
  return egress.map((one, at): EgressColumn => {
    const item = items[at];
    const count = items.findIndex((other) => other?.is === 'count' && other.column === item?.column);
    const isOf = one.from.length === 1 && one.from[0] === `${dataset.name}.${item?.column}`;
    if (item?.is !== 'average' || count < 0 || !isOf || one.classes.length === 0) return one;
    return { ...one, how: 'averaged', over: { by: keys, count } };
  });
}
