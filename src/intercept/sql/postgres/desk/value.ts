/** What a value of a statement derives from, and what comes of several. It refuses to forget an origin: what is made of values is made of all that they are made of. */

import { type ColumnClass, clear, unknownClass } from '../../../../catalog/catalog.js';
import type { EgressColumn } from '../../../effects.js';

export interface Origin {
  readonly dataset: string;
  readonly column: string;
  readonly class: ColumnClass;
}

/** A column's own text with parts of it taken out or exchanged, or one of several such, or what somebody wrote down. */
interface Turned {
  /** Texts that it may be in place of the column's, each as it is. */
  readonly whole: readonly string[];
  /** Texts that stand in it because somebody wrote them down, each as it is. */
  readonly brought: readonly string[];
  /** Texts that stand in it in place of others, while the rest of the column's text is all there. */
  readonly beside: readonly string[];
  /** Columns whose text it otherwise is. */
  readonly of: readonly Origin[];
}

/** What a value derives from. */
export interface Value {
  readonly from: readonly Origin[];
  readonly how: EgressColumn['how'];
  /** The one value itself, but for case and outer space. */
  readonly isKept?: boolean;
  /** It is another for every other value of its column: that value but for case and outer space, with a text beside it, or with a number added. */
  readonly varies?: 'itself' | 'joined' | 'added' | undefined;
  /** How many texts may be put together in it; one where it is not told. */
  readonly weight?: number;
  /** A text of which it is known what its author may have brought about. */
  readonly turned?: Turned | undefined;
  /** The text that somebody wrote down, where it is no more than that. */
  readonly written?: string | undefined;
  /** Texts of which each stands in it as it is, unless it is nothing. */
  readonly holds?: readonly string[] | undefined;
  /** The form that it has, unless it is nothing. */
  readonly printed?: 'digest' | 'json' | undefined;
  /** The columns of a row that is one value, where it is the whole row of a table as that names them. */
  readonly fields?: readonly Column[] | undefined;
}

/** It may have become any text. */
export const unknownText = { written: undefined, turned: undefined, holds: undefined, printed: undefined };

export interface Column {
  readonly name: string;
  readonly value: Value;
}

/** A place in what is counted: it says how many there are, and nothing of what they are. */
export const place: Value = { from: [], how: 'counted' };

/** How something of the structure is called, of what kind it is, how much there is of it: no value of any row. */
export const structureName: Value = { from: [], how: 'identity' };

/** A short text; a long one weighs more. */
export const literal: Value = { from: [], how: 'literal', weight: 0.25 };
export const unknownValue: Value = {
  from: [{ dataset: '', column: '', class: unknownClass }],
  how: 'unknown',
};

export const weightOf = ({ weight = 1 }: Value): number => weight;

/** Put together in one text, and not one of them or what is made of them. */
export const joined = (values: readonly Value[]): Value => ({
  ...union(values),
  weight: values.reduce((sum, value) => sum + weightOf(value), 0),
});

/** Each of them once: an origin is one object in all of a reading. One list is often that of the others as well, and is taken as it is. */
function gathered(values: readonly Value[]): readonly Origin[] {
  const [first, ...others] = values.flatMap(({ from }) => (from.length === 0 ? [] : [from]));
  if (first === undefined) return [];
  const more = others.filter((from) => from !== first);
  if (more.length === 0) return first;
  const all = new Set(first);
  for (const from of more) for (const origin of from) all.add(origin);
  return all.size === first.length ? first : [...all];
}

/** All that bears each name; there is one at least. */
export function byName(columns: readonly Column[]): ReadonlyMap<string, readonly Value[]> {
  const all = new Map<string, Value[]>();
  for (const { name, value } of columns) {
    const found = all.get(name);
    if (found === undefined) all.set(name, [value]);
    else found.push(value);
  }
  return all;
}

/** Whatever it comes to is made of these. */
export function union(values: readonly Value[], how: Value['how'] = 'transformed'): Value {
  const weight = values.reduce((most, value) => Math.max(most, weightOf(value)), 0);
  const from = gathered(values);
  if (from.length === 0 && values.every((value) => value.how === 'literal')) return { ...literal, weight };
  return { from, how, weight };
}

export const classesOf = ({ from }: Value): readonly ColumnClass[] =>
  [...new Set(from.map((origin) => origin.class))].filter((name) => name !== clear).sort();

export const isClassified = ({ from }: Value): boolean => from.some((origin) => origin.class !== clear);

/** INVARIANT: what is classified here is one column as it stands, so that counting or comparing it asks nothing of it but how often it stands there. */
export const isPlain = (value: Value): boolean =>
  !isClassified(value) ||
  (value.how === 'identity' &&
    new Set(value.from.map(({ dataset, column }) => `${dataset}.${column}`)).size === 1);
