/** The catalog as the inspector shows it: datasets, classes, what was carried in. Nothing that a dataset holds. */

import { type Catalog, classOf, type Dataset } from '../catalog/catalog.js';
import { ofAllObjects } from '../catalog/objects.js';
import { anyColumn } from '../catalog/overlay.js';
import type { CatalogView, ColumnView, DatasetView } from './places.js';

function columnOf(dataset: Dataset, name: string): ColumnView {
  const carried = dataset.carried?.columns[name];
  return {
    name: name === anyColumn ? '(any other)' : name,
    class: classOf(dataset, name),
    carried: carried?.classes ?? [],
    isDerived: carried?.isDerived ?? false,
    isKey: dataset.key.includes(name),
  };
}

const datasetOf = (dataset: Dataset): DatasetView => {
  const { name, system, tier, form, isProtected, columns, carried, checks } = dataset;
  const names = new Set([...Object.keys(columns), ...Object.keys(carried?.columns ?? {})]);
  return {
    ...{ name, system, tier, form, isProtected },
    columns: [...names].map((column) => columnOf(dataset, column)),
    claims: Object.entries(checks).map(([claim, all]) => ({ claim, checks: all.length })),
  };
};

export const catalogOf = ({ version, datasets, protectedPatterns }: Catalog): CatalogView => ({
  version,
  datasets: [...datasets.values()].map((one) => datasetOf(ofAllObjects(one))),
  isProtected: protectedPatterns,
});
