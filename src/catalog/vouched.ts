/** Columns that somebody vouches for: clear whatever they look like, for a stated reason and perhaps until a stated day. It refuses a column that a class has been carried into, or whose day is over. */

import { parseInstant } from '../call/instant.js';
import type { EgressColumn } from '../intercept/effects.js';
import { type Catalog, datasetNamed, unknownClass, type Vouched } from './catalog.js';

/** One column that leaves the content net, and on whose word. */
export interface ClearColumn {
  readonly column: string;
  readonly by: string;
  readonly until?: string;
}

function vouchedFor(catalog: Catalog, source: string): Vouched | undefined {
  const end = source.lastIndexOf('.');
  const dataset = datasetNamed(catalog, source.slice(0, end));
  const column = source.slice(end + 1).toLowerCase();
  const all = dataset?.vouched ?? {};
  return Object.hasOwn(all, column) ? all[column] : undefined;
}

/** The last day is one of it, in UTC; a day that is none is over. */
export const isOver = ({ until }: Pick<Vouched, 'until'>, at: number): boolean =>
  until !== undefined && (parseInstant(`${until}T23:59:59Z`) ?? 0) + 1_000 <= at;

/** INVARIANT: a kernel that was started before the last day does not outlive it: after it the column is of the unknown class. */
export function withLapsed(
  egress: readonly EgressColumn[],
  catalog: Catalog,
  at: number,
): readonly EgressColumn[] {
  const hasLapsed = ({ from }: EgressColumn): boolean =>
    from.some((source) => {
      const vouched = vouchedFor(catalog, source);
      return vouched !== undefined && isOver(vouched, at);
    });
  return egress.some(hasLapsed)
    ? egress.map((column) =>
        hasLapsed(column) ? { ...column, classes: [...new Set([...column.classes, unknownClass])] } : column,
      )
    : egress;
}

/** Those that the result shows as they are: the column's own values, and nothing that was made from them. */
export function clearColumns(egress: readonly EgressColumn[], catalog: Catalog): readonly ClearColumn[] {
  const found = new Map<string, ClearColumn>();
  for (const { how, classes, from } of egress) {
    if (how !== 'identity' || classes.length > 0) continue;
    for (const column of from) {
      const vouched = vouchedFor(catalog, column);
      if (vouched === undefined) continue;
      const { by, until } = vouched;
      found.set(column, { column, by, ...(until === undefined ? {} : { until }) });
    }
  }
  return [...found.values()];
}
