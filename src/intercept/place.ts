/** Where the value of one argument points in the catalog. It answers a reason instead where the value has no one meaning. */
import { type Catalog, type Dataset, datasetNamed } from '../catalog/catalog.js';
import { hasCleanFormat, isUncarried, objectColumn, ofAllObjects, ofObject } from '../catalog/objects.js';
import type { Argument, Tool } from '../manifest/manifest.js';
import { datasetOfKey, datasetsUnder, keyProblem } from './object-key.js';
import { matchesPattern } from './touches.js';

export interface Use {
  readonly argument: Argument;
  /** The catalogued datasets that the value names. */
  readonly datasets: readonly Dataset[];
  /** Nothing in the catalog fits: the name of the touch, which is never the agent's own text. */
  readonly unknown: string | undefined;
  /** The one object that a key names. */
  readonly object?: ObjectPlace;
}
export interface ObjectPlace {
  /** Where the overlay keeps what is written into it. */
  readonly column: string;
  /** It ends in a format that the manifest declares clean. */
  readonly hasCleanFormat: boolean;
  /** And no class was written into it. */
  readonly isClean: boolean;
}

const objectOf = (dataset: Dataset, key: string): ObjectPlace => {
  const isDeclared = hasCleanFormat(dataset, key);
  const isClean = isDeclared && isUncarried(ofObject(dataset, key));
  return { column: objectColumn(key), hasCleanFormat: isDeclared, isClean };
};

const isDatasetName = /^[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)?$/;

const datasetMeant = (catalog: Catalog, value: unknown): Dataset | undefined =>
  typeof value !== 'string' || !isDatasetName.test(value)
    ? undefined
    : datasetNamed(catalog, value.toLowerCase());

const strangeName = (catalog: Catalog, value: unknown): string =>
  catalog.protectedPatterns.find((pattern) => typeof value === 'string' && matchesPattern(pattern, value)) ??
  '(unknown)';

/** The values that an argument holds: one, or a list of them. */
export const valuesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

export function useOf(tool: Tool, argument: Argument, catalog: Catalog): (value: unknown) => Use | string {
  return (value) => {
    const use = (found: readonly Dataset[] | undefined): Use => ({
      argument,
      datasets: (found ?? []).map(ofAllObjects),
      unknown: found === undefined ? strangeName(catalog, value) : undefined,
    });
    if (argument.readsAs === 'dataset') {
      const found = datasetMeant(catalog, value);
      return typeof value === 'string'
        ? use(found === undefined ? undefined : [found])
        : 'not a dataset name';
    }
    const form = argument.readsAs === 'object-key' ? 'key' : 'prefix';
    const problem = keyProblem(value, form);
    if (problem !== undefined || typeof value !== 'string') return problem ?? 'the key is not a text';
    if (form === 'prefix') return use(datasetsUnder(catalog, tool.system, value));
    const found = datasetOfKey(catalog, tool.system, value);
    if (found === undefined) return use(undefined);
    return { ...use([]), datasets: [ofObject(found, value)], object: objectOf(found, value) };
  };
}
