/** Which comparisons of classified columns are joins: of columns that are held against each other and asked nothing else. It makes a probe of a join, and never the other way round. */
import { asksOfValue, type Filter } from './effects.js';

const nameOf = ({ dataset, column }: Filter): string => `${dataset}.${column}`;

const without = ({ joins: _, ...probe }: Filter): Filter => probe;

/**
 * INVARIANT: what is held against a probe is one as well, until nothing changes. `isGuess`: a column, as `dataset.column`, that the one who asks
 * could have written.
 */
export function settledJoins(
  filters: readonly Filter[],
  isGuess: (column: string) => boolean = () => false,
): readonly Filter[] {
  const asked = filters.filter(asksOfValue);
  const probed = new Set(asked.filter(({ joins }) => joins === undefined).map(nameOf));
  const joined = new Set(asked.map(nameOf).filter((name) => !probed.has(name) && !isGuess(name)));
  const stays = (filter: Filter): boolean =>
    filter.joins !== undefined && [nameOf(filter), ...filter.joins].every((name) => joined.has(name));
  const next = filters.map((one) => (one.joins === undefined || stays(one) ? one : without(one)));
  return next.every((one, at) => one === filters[at]) ? filters : settledJoins(next, isGuess);
}
