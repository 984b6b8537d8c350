/** What carried classes do to a dataset's checks. A check that would tell of values that an agent has put where it looks is not run. */
import type { JsonObject } from '../call/json.js';
import { type Check, classesOf, clear, type Dataset, datasetNamed } from '../catalog/catalog.js';
import type { NativeWorld } from './plan.js';

/** Declared clear, and now holding what is not. */
const carriedInto = (dataset: Dataset): readonly string[] =>
  Object.entries(dataset.columns)
    .filter(([column, columnClass]) => columnClass === clear && classesOf(dataset, column).length > 0)
    .map(([column]) => column);

const namedBy = (dataset: Dataset, check: Check): readonly (readonly [string, string])[] => {
  switch (check.kind) {
    case 'not-null':
    case 'unique':
      return check.columns.map((column) => [dataset.name, column]);
    case 'range':
      return [[dataset.name, check.column]];
    case 'references':
      return [
        [dataset.name, check.column],
        [check.dataset, check.to],
      ];
    case 'rows':
    case 'no-raw-pii':
      return [];
  }
};

/** INVARIANT: a check answers a question about a column. The operator asks it of what is declared; of what an agent has written there nobody may. */
export const probing = (
  dataset: Dataset,
  checks: readonly Check[],
  { catalog }: NativeWorld,
): readonly string[] => [
  ...new Set(
    checks
      .flatMap((check) => namedBy(dataset, check))
      .filter(([name, column]) => {
        const carried = datasetNamed(catalog, name)?.carried?.columns ?? {};
        return Object.hasOwn(carried, column);
      })
      .map(([name, column]) => `${name}.${column} carries a class: a check of it would tell of values`),
  ),
];

/** A column that is declared clear and holds what is not has failed, whatever a sample of it looks like. */
export const carriedPii = (dataset: Dataset): readonly JsonObject[] =>
  carriedInto(dataset).map((column) => ({
    check: 'no-raw-pii',
    where: column,
    class: classesOf(dataset, column).join('+'),
    failing: null,
  }));
