/** Datasets that no line of policy tells apart: one of them stands for all. Which ones were left to it is told, never passed over. */
import type { Catalog, Dataset } from '../catalog/catalog.js';
import { tableOf } from './table.js';

/** What else tells two datasets apart: the lines that name them. */
export type Mark = (dataset: Dataset) => string;

export interface Stand {
  readonly dataset: string;
  /** Those that it stands for. */
  readonly alike: readonly string[];
}

const looks = (dataset: Dataset): string => {
  const { key, clear, classified } = tableOf(dataset);
  const { system, tier, form, isProtected } = dataset;
  const has = [key, clear, classified].map((list) => list.length > 0);
  return JSON.stringify([system, tier, form, isProtected, ...has]);
};

export function standsOf({ datasets }: Pick<Catalog, 'datasets'>, mark: Mark): readonly Stand[] {
  const groups = new Map<string, string[]>();
  for (const dataset of datasets.values()) {
    const group = `${looks(dataset)} ${mark(dataset)}`;
    groups.set(group, [...(groups.get(group) ?? []), dataset.name]);
  }
  return [...groups.values()].flatMap(([dataset, ...alike]) =>
    dataset === undefined ? [] : [{ dataset, alike }],
  );
}

/** The catalog with the ones that stand for the others alone. */
export function thinned(catalog: Catalog, stands: readonly Stand[]): Catalog {
  const kept = new Set(stands.map(({ dataset }) => dataset));
  return { ...catalog, datasets: new Map([...catalog.datasets].filter(([name]) => kept.has(name))) };
}
