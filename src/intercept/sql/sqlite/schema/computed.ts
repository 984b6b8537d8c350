/** Computed columns: each is what its expression makes of the others, whatever it is declared to be. It takes no class away, and it adds none that the column is declared to hold. */
import { type Catalog, classesOf, datasetNamed } from '../../../../catalog/catalog.js';
import { type Carry, withCarries } from '../../../../catalog/overlay.js';
import { once } from '../../../../once.js';
import type { Structure, StructureObject } from '../engine/trace.js';

function carriesInto(
  catalog: Catalog,
  { schema, name, columns, computed }: StructureObject,
): readonly Carry[] {
  const dataset = `${schema}.${name}`;
  const known = datasetNamed(catalog, dataset);
  return computed.flatMap(({ column, names }) => {
    const from = columns.filter((one) => names.includes(one));
    const classes = new Set(from.flatMap((one) => classesOf(known, one)));
    for (const one of classesOf(known, column)) classes.delete(one);
    return [...classes].map((one) => ({
      ...{ dataset, column, class: one, derived: true },
      from: from.map((source) => `${dataset}.${source}`),
    }));
  });
}

/** A column may be computed from one that is computed. */
function grown(catalog: Catalog, objects: readonly StructureObject[]): Catalog {
  let now = catalog;
  for (;;) {
    const more = objects.flatMap((object) => carriesInto(now, object));
    if (more.length === 0) return now;
    now = withCarries(now, more);
  }
}

const byStructure = once(({ objects }: Structure) => {
  const computing = [...objects.values()].filter(({ computed }) => computed.length > 0);
  return once((catalog: Catalog): Catalog => (computing.length === 0 ? catalog : grown(catalog, computing)));
});

export const withComputed = (catalog: Catalog, structure: Structure): Catalog =>
  byStructure(structure)(catalog);
