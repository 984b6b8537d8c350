/** Of which columns it may be asked whether a value is there at all. It refuses credentials, what nobody has declared, and what holds something that a write has made of values. */
import {
  type Catalog,
  classesOf,
  classOf,
  clear,
  datasetNamed,
  holdsDerived,
  unknownClass,
} from '../catalog/catalog.js';
import type { Filter } from './effects.js';

/** INVARIANT: declared as personal. Of a value that a statement has made, that it is absent may be the answer to what its author asked. */
export function isAbsenceTold(catalog: Catalog, dataset: string, column: string): boolean {
  const known = datasetNamed(catalog, dataset);
  const declared = classOf(known, column);
  const isPersonal = (one: string): boolean => one.startsWith('pii.') && one !== unknownClass;
  return declared !== clear && classesOf(known, column).every(isPersonal) && !holdsDerived(known, column);
}

type Named = Pick<Filter, 'dataset' | 'column'>;

const isOne = (one: Named, other: Named): boolean =>
  one.dataset === other.dataset && one.column === other.column;

/** What is asked in any other way as well is told as that alone. */
export const absencesBeside = (
  columns: readonly Pick<Filter, 'dataset' | 'column' | 'class'>[],
  asked: readonly Named[],
): readonly Filter[] =>
  columns
    .filter((one) => !asked.some((other) => isOne(one, other)))
    .filter((one, at, all) => all.findIndex((other) => isOne(one, other) && one.class === other.class) === at)
    .map(({ dataset, column, class: name }) => ({
      dataset,
      column,
      class: name,
      keyed: false,
      isAbsence: true,
    }));
