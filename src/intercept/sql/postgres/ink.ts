/** What has been learnt of a statement so far, and where names are looked up. It keeps facts and reasons; it decides nothing. */

import type { DatasetName } from '../../../call/id.js';
import type { JsonObject } from '../../../call/json.js';
import {
  type Catalog,
  type ColumnClass,
  classesOf as classesIn,
  clear,
  holdsDerived,
  unknownClass,
} from '../../../catalog/catalog.js';
import type { Carry } from '../../../catalog/overlay.js';
import type { EgressColumn, Write } from '../../effects.js';
import type { PgStructure } from './relation.js';
import type { Node } from './tree.js';

export interface Origin {
  readonly dataset: string;
  readonly column: string;
  readonly class: ColumnClass;
}

/** What a value derives from. */
export interface Value {
  readonly from: readonly Origin[];
  readonly how: EgressColumn['how'];
  /** The one value itself, but for case and outer space. */
  readonly isKept?: boolean;
  /** How many texts may be put together in it; one where it is not told. */
  readonly weight?: number;
}
export interface Column {
  readonly name: string;
  readonly value: Value;
}

/** One entry of a FROM. `anything`: a function's rows, whose columns nobody has named. */
export interface Source {
  readonly alias: string;
  readonly dataset: string;
  readonly columns: readonly Column[];
  readonly anything: Value | undefined;
  /** Columns that a join by name shows once, before it. */
  readonly hidden?: ReadonlySet<string>;
}

export interface Env {
  readonly sources: readonly Source[];
  readonly ctes: ReadonlyMap<string, readonly Column[]>;
  readonly outer: Env | undefined;
}
export const emptyEnv: Env = { sources: [], ctes: new Map(), outer: undefined };

export interface Ink {
  readonly reads: Map<string, Set<string>>;
  readonly filters: Origin[];
  readonly functions: Set<string>;
  readonly doubts: Set<string>;
  readonly control: Set<string>;
  readonly writes: Write[];
  readonly created: string[];
  readonly dropped: string[];
  readonly altered: string[];
  readonly flows: Set<string>;
  readonly carries: Carry[];
  /** Values that are made of so much that the whole may grow past every bound. */
  readonly grown: Set<Value>;
}
export const freshInk = (): Ink => ({
  reads: new Map(),
  filters: [],
  functions: new Set(),
  doubts: new Set(),
  control: new Set(),
  writes: [],
  created: [],
  dropped: [],
  altered: [],
  flows: new Set(),
  carries: [],
  grown: new Set(),
});

/** The parts that need each other reach each other by this. */
export interface Desk {
  readonly catalog: Catalog;
  readonly structure: PgStructure;
  readonly ink: Ink;
  /** Levels of views and subqueries below the statement. */
  readonly depth: number;
  /** Rows that are read may come again and again, as often as the author likes. */
  readonly isMultiplied: boolean;
  readonly select: (desk: Desk, body: JsonObject, env: Env) => readonly Column[];
  readonly query: (desk: Desk, node: Node, env: Env) => readonly Column[];
}

export const doubt = ({ ink }: Desk, why: string): void => void ink.doubts.add(why);

/** A short text; a long one weighs more. */
export const literal: Value = { from: [], how: 'literal', weight: 0.25 };
export const unknownValue: Value = {
  from: [{ dataset: '', column: '', class: unknownClass }],
  how: 'unknown',
};

const key = ({ dataset, column, class: name }: Origin): string => `${dataset} ${column} ${name}`;

export const weightOf = ({ weight = 1 }: Value): number => weight;

/** Put together in one text, and not one of them or what is made of them. */
export const joined = (values: readonly Value[]): Value => ({
  ...union(values),
  weight: values.reduce((sum, value) => sum + weightOf(value), 0),
});

/** Whatever it comes to is made of these. */
export function union(values: readonly Value[], how: Value['how'] = 'transformed'): Value {
  const weight = values.reduce((most, value) => Math.max(most, weightOf(value)), 0);
  const all = new Map(values.flatMap(({ from }) => from.map((origin) => [key(origin), origin] as const)));
  if (all.size === 0 && values.every((value) => value.how === 'literal')) return { ...literal, weight };
  return { from: [...all.values()], how, weight };
}

/** The cast is true for a look-up: a name that is not there finds nothing. */
export const declared = (catalog: Catalog, name: string) => catalog.datasets.get(name as DatasetName);

/** A column of a table, with the classes that it declares and those that writes have carried into it since. */
export function baseValue({ catalog }: Desk, dataset: string, column: string): Value {
  const known = declared(catalog, dataset);
  const classes = classesIn(known, column);
  const from = (classes.length === 0 ? [clear] : classes).map((one) => ({ dataset, column, class: one }));
  const isMade = holdsDerived(known, column);
  return { from, how: isMade ? 'transformed' : 'identity', isKept: !isMade };
}

export const classesOf = ({ from }: Value): readonly ColumnClass[] =>
  [...new Set(from.map((origin) => origin.class))].filter((name) => name !== clear).sort();

export const isClassified = (value: Value): boolean => classesOf(value).length > 0;

/** INVARIANT: what is classified here is one column as it stands, so that counting or comparing it asks nothing of it but how often it stands there. */
export const isPlain = (value: Value): boolean =>
  !isClassified(value) ||
  (value.how === 'identity' &&
    new Set(value.from.map(({ dataset, column }) => `${dataset}.${column}`)).size === 1);

export function noteRead({ ink }: Desk, dataset: string, column?: string): void {
  const columns = ink.reads.get(dataset) ?? new Set();
  if (column !== undefined) columns.add(column);
  ink.reads.set(dataset, columns);
}

/** Rows are chosen by it: what is classified in it is asked about. */
export function choose({ ink }: Desk, value: Value): void {
  for (const origin of value.from) if (origin.class !== clear) ink.filters.push(origin);
}
