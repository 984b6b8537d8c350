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

/** INVARIANT: declared as personal. Of a value that a statement has made, that it is absent may be the answer to what its author asked. */
export function isAbsenceTold(catalog: Catalog, dataset: string, column: string): boolean {
  const known = datasetNamed(catalog, dataset);
  const declared = classOf(known, column);
  const isPersonal = (one: string): boolean => one.startsWith('pii.') && one !== unknownClass;
  return declared !== clear && classesOf(known, column).every(isPersonal) && !holdsDerived(known, column);
}
