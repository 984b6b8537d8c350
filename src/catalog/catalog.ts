/** What the data is: datasets, tiers and column classes, as manifests declare them. The live system may only add denials. */
import type { DatasetName, Sha256, SystemName } from '../call/id.js';

export const tiers = ['bronze', 'silver', 'gold'] as const;
export type Tier = (typeof tiers)[number];

/** `clear`, or a dotted class such as `pii.email`; `pii.unknown` for a column nobody declared. */
export type ColumnClass = string;
export const clear: ColumnClass = 'clear';
export const unknownClass: ColumnClass = 'pii.unknown';

export type Check =
  | { readonly kind: 'not-null'; readonly columns: readonly string[] }
  | { readonly kind: 'unique'; readonly columns: readonly string[] }
  | { readonly kind: 'rows'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'range'; readonly column: string; readonly min?: number; readonly max?: number }
  | {
      readonly kind: 'references';
      readonly column: string;
      readonly dataset: DatasetName;
      readonly to: string;
    }
  | { readonly kind: 'no-raw-pii' };

/** What writes have brought into a column. `isDerived`: made from values, not the values themselves, so that even their equality or absence answers a question. */
export interface Carried {
  readonly classes: readonly ColumnClass[];
  readonly isDerived: boolean;
}

/** `at`: the overlay's count when it last changed for this dataset. */
export interface CarriedColumns {
  readonly at: number;
  readonly columns: Readonly<Record<string, Carried>>;
}

/** On whose word a column is clear whatever it looks like, and the last day of it. */
export interface Vouched {
  readonly reason: string;
  readonly by: string;
  readonly until?: string;
}

export interface Dataset {
  readonly name: DatasetName;
  readonly system: SystemName;
  readonly tier: Tier;
  readonly form: 'table' | 'objects';
  /** For `objects`: keys under this prefix belong to the dataset. Ends in `/`. */
  readonly prefix?: string;
  /** For `objects`: what a key ends in (`md`) whose object holds none of the declared classes. Absent when there is none. */
  readonly cleanFormats?: readonly string[];
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, ColumnClass>>;
  /** Columns that are clear for a stated reason: they leave the content net. Absent when there are none. */
  readonly vouched?: Readonly<Record<string, Vouched>>;
  /** Beside what the manifest declares; absent when nothing was carried in. */
  readonly carried?: CarriedColumns;
  readonly isProtected: boolean;
  /** Check sets by claim kind, for instance `silver_validation`. */
  readonly checks: Readonly<Record<string, readonly Check[]>>;
}

export interface Catalog {
  readonly version: Sha256;
  readonly datasets: ReadonlyMap<DatasetName, Dataset>;
  /** Dataset patterns (`protected.*`) that are protected even when no dataset is declared for them. */
  readonly protectedPatterns: readonly string[];
  /** The overlay's count that the carried classes are of; absent for the catalog as it was declared. */
  readonly overlay?: number;
}

/** `as`: a look-up; a name that no dataset has finds none. */
export const datasetNamed = ({ datasets }: Pick<Catalog, 'datasets'>, name: string): Dataset | undefined =>
  datasets.get(name as DatasetName);

export const classOf = (dataset: Dataset | undefined, column: string): ColumnClass => {
  if (dataset === undefined) return unknownClass;
  const name = column.toLowerCase();
  return Object.hasOwn(dataset.columns, name) ? (dataset.columns[name] ?? unknownClass) : unknownClass;
};
export const isClassified = (columnClass: ColumnClass): boolean => columnClass !== clear;

const carriedIn = (dataset: Dataset | undefined, column: string): Carried | undefined => {
  const columns = dataset?.carried?.columns ?? {};
  const name = column.toLowerCase();
  return Object.hasOwn(columns, name) ? columns[name] : undefined;
};

/** Declared and carried; empty for a column that is clear in both. */
export const classesOf = (dataset: Dataset | undefined, column: string): readonly ColumnClass[] => {
  const all = [classOf(dataset, column), ...(carriedIn(dataset, column)?.classes ?? [])];
  return [...new Set(all.filter(isClassified))].sort();
};
export const holdsDerived = (dataset: Dataset | undefined, column: string): boolean =>
  carriedIn(dataset, column)?.isDerived ?? false;
