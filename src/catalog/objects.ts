/** The classes of one object of a dataset: those that are declared for all of them, and what was written into it. It refuses to keep a key: an object is known by the digest of its key. */
import { sha256 } from '../egress/detect/checks/sha256.js';
import { toUtf8 } from '../egress/spelling/encode.js';
import type { Carried, Dataset } from './catalog.js';
import { anyColumn, isOfObject, objectMark } from './overlay.js';

/** Where the overlay keeps what was written into the object under this key. */
export const objectColumn = (key: string): string =>
  objectMark + sha256([...toUtf8(key)]).reduce((hex, byte) => hex + byte.toString(16).padStart(2, '0'), '');

const both = (one: Carried | undefined, other: Carried): Carried =>
  one === undefined
    ? other
    : {
        classes: [...new Set([...one.classes, ...other.classes])].sort(),
        isDerived: one.isDerived || other.isDerived,
      };

/** The dataset as it is where only these of its objects are looked at. What stands for one stands for whatever that one holds. */
function seen(dataset: Dataset, isSeen: (column: string) => boolean): Dataset {
  const { carried } = dataset;
  if (carried === undefined || dataset.form !== 'objects') return dataset;
  const columns = new Map<string, Carried>();
  for (const [name, one] of Object.entries(carried.columns)) {
    if (!isOfObject(name)) columns.set(name, both(columns.get(name), one));
    else if (isSeen(name)) columns.set(anyColumn, both(columns.get(anyColumn), one));
  }
  return { ...dataset, carried: { ...carried, columns: Object.fromEntries(columns) } };
}

export const ofObject = (dataset: Dataset, key: string): Dataset => {
  const column = objectColumn(key);
  return seen(dataset, (name) => name === column);
};
export const ofAllObjects = (dataset: Dataset): Dataset => seen(dataset, () => true);

/** Whether the manifest declares that what has such a name holds no class of its own. */
export function hasCleanFormat({ cleanFormats = [] }: Dataset, key: string): boolean {
  const [, format] = /\.([A-Za-z0-9]+)$/.exec(key) ?? [];
  return format !== undefined && cleanFormats.includes(format.toLowerCase());
}

/** Nothing was carried into what is seen of it. INVARIANT: a format says nothing of an object that a class was written into. */
export const isUncarried = ({ carried }: Dataset): boolean =>
  Object.values(carried?.columns ?? {}).every(({ classes }) => classes.length === 0);
