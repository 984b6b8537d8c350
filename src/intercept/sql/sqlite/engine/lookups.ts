/** What every statement asks of the same catalog and the same structure, found out once for each. It judges nothing. */
import type { Catalog } from '../../../../catalog/catalog.js';
import { once } from '../../../../once.js';
import { fold } from '../tokens/token.js';
import type { Structure, StructureObject } from './trace.js';

/** Names that may stand in the journal. */
export const namesOf = once((catalog: Catalog): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { name, columns } of catalog.datasets.values()) {
    for (const part of name.split('.')) names.add(part.toLowerCase());
    for (const column of Object.keys(columns)) names.add(column);
  }
  return names;
});

/** In how many schemas a table or view of this name stands. */
export const placesOf = once(({ objects }: Structure): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { name } of objects.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
});

export const viewsIn = once(({ objects }: Structure): readonly StructureObject[] =>
  [...objects.values()].filter(({ kind }) => kind === 'view'),
);

/** Names of what could not be replayed. */
export const unseenIn = once(
  ({ leftOut }: Structure): ReadonlySet<string> => new Set(leftOut.map(({ name }) => fold(name))),
);
