/** The class overlay: what writes have carried into columns beside what manifests declare. It only ever grows; what is not of its form is refused, never read as empty. */
import type { DatasetName } from '../call/id.js';
import { isArray, isObject, type Json, type JsonObject, own } from '../call/json.js';
import type { Carried, Catalog, ColumnClass, Dataset } from './catalog.js';

/** One class on its way into one column. Catalogued names only. */
export interface Carry {
  readonly dataset: string;
  readonly column: string;
  readonly class: ColumnClass;
  /** Not the value itself but something made from it. */
  readonly derived: boolean;
  /** `dataset.column` it comes from. */
  readonly from: readonly string[];
}

type Columns = Readonly<Record<string, Carried>>;

export interface Overlay {
  /** Grows with each change. */
  readonly count: number;
  readonly datasets: ReadonlyMap<string, { readonly at: number; readonly columns: Columns }>;
}

/** The overlay in a form that crosses a thread. A verdict holds for one count alone. */
export interface OverlayWire {
  readonly count: number;
  readonly value: JsonObject;
}

export const emptyOverlay: Overlay = { count: 0, datasets: new Map() };

/** The one column of an objects dataset that stands for whatever it does not declare. */
export const anyColumn = '*';
/** What the columns begin with that each stand for one object, by the digest of its key. */
export const objectMark = '*:';
export const isOfObject = (column: string): boolean => column.startsWith(objectMark);

/** Objects of one dataset that are told apart. What is written into one more stands for all of them. */
export const mostObjects = 1_000;

function placeIn(columns: ReadonlyMap<string, Carried>, column: string): string {
  if (!isOfObject(column) || columns.has(column)) return column;
  return [...columns.keys()].filter(isOfObject).length < mostObjects ? column : anyColumn;
}

const isText = (value: Json): value is string => typeof value === 'string';
const isCount = (value: Json | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function carriedOf(value: Json): Carried | undefined {
  if (!isObject(value)) return undefined;
  const [classes, isDerived] = [own(value, 'classes'), own(value, 'derived')];
  if (classes === undefined || !isArray(classes) || !classes.every(isText)) return undefined;
  return typeof isDerived === 'boolean' ? { classes, isDerived } : undefined;
}

function columnsOf(value: Json | undefined): Columns | undefined {
  if (value === undefined || !isObject(value)) return undefined;
  const columns = Object.entries(value).map(([name, one]) => [name, carriedOf(one)] as const);
  const whole = columns.flatMap(([name, one]) => (one === undefined ? [] : [[name, one] as const]));
  return whole.length === columns.length ? Object.fromEntries(whole) : undefined;
}

/** Undefined for anything that this did not write: a class that cannot be read must not count as none. */
export function readOverlay(value: Json | undefined): Overlay | undefined {
  if (value === undefined) return emptyOverlay;
  if (!isObject(value)) return undefined;
  const [count, datasets] = [own(value, 'count'), own(value, 'datasets')];
  if (!isCount(count) || datasets === undefined || !isObject(datasets)) return undefined;
  const read = new Map<string, { readonly at: number; readonly columns: Columns }>();
  for (const [name, one] of Object.entries(datasets)) {
    const at = isObject(one) ? own(one, 'at') : undefined;
    const columns = isObject(one) ? columnsOf(own(one, 'columns')) : undefined;
    if (!isCount(at) || columns === undefined) return undefined;
    read.set(name, { at, columns });
  }
  return { count, datasets: read };
}

export const overlayJson = ({ count, datasets }: Overlay): JsonObject => ({
  count,
  datasets: Object.fromEntries(
    [...datasets].map(([name, { at, columns }]) => [
      name,
      {
        at,
        columns: Object.fromEntries(
          Object.entries(columns).map(([column, { classes, isDerived }]) => [
            column,
            { classes: [...classes], derived: isDerived },
          ]),
        ),
      },
    ]),
  ),
});

const none: Carried = { classes: [], isDerived: false };

function grown(columns: Columns, carries: readonly Carry[]): Columns | undefined {
  // A map: a column may have any name.
  const next = new Map(Object.entries(columns));
  let isNew = false;
  for (const carry of carries) {
    const column = placeIn(next, carry.column);
    const had = next.get(column) ?? none;
    const classes = [...new Set([...had.classes, carry.class])].sort();
    const isDerived = had.isDerived || carry.derived;
    isNew ||= classes.length > had.classes.length || isDerived !== had.isDerived;
    next.set(column, { classes, isDerived });
  }
  return isNew ? Object.fromEntries(next) : undefined;
}

/** INVARIANT: the overlay may only add. The same overlay where nothing is new. */
export function addCarries(overlay: Overlay, carries: readonly Carry[]): Overlay {
  const count = overlay.count + 1;
  const datasets = new Map(overlay.datasets);
  for (const name of new Set(carries.map((carry) => carry.dataset))) {
    const columns = grown(
      datasets.get(name)?.columns ?? {},
      carries.filter((carry) => carry.dataset === name),
    );
    if (columns !== undefined) datasets.set(name, { at: count, columns });
  }
  const isSame = [...datasets].every(([name, one]) => overlay.datasets.get(name) === one);
  return isSame ? overlay : { count, datasets };
}

/** The catalog as it is with what was carried. Its version stays that of what was declared. */
export function withOverlay(catalog: Catalog, overlay: Overlay): Catalog {
  if (overlay.count === 0) return catalog;
  const datasets = new Map<DatasetName, Dataset>(
    [...catalog.datasets].map(([name, dataset]) => {
      const carried = overlay.datasets.get(name);
      return [name, carried === undefined ? dataset : { ...dataset, carried }];
    }),
  );
  return { ...catalog, datasets, overlay: overlay.count };
}

/** The catalog as it will be once these are carried; the count says that it is not one the store knows. */
export const withCarries = (catalog: Catalog, carries: readonly Carry[]): Catalog => {
  const datasets = new Map(
    [...catalog.datasets].flatMap(([name, { carried }]) =>
      carried === undefined ? [] : [[name as string, carried] as const],
    ),
  );
  return withOverlay(catalog, addCarries({ count: catalog.overlay ?? 0, datasets }, carries));
};

/** Of these datasets, those whose classes have changed since the count. */
export const changedSince = (
  { datasets }: Overlay,
  count: number,
  names: readonly string[],
): readonly string[] => [...new Set(names)].filter((name) => (datasets.get(name)?.at ?? 0) > count);
