/** The classes that a copy of whole datasets takes along, column by column of the same name. Where the target declares the column clear nothing follows: that is a flow. */
import {
  type ColumnClass,
  classesOf,
  classOf,
  clear,
  type Dataset,
  holdsDerived,
  unknownClass,
} from '../catalog/catalog.js';
import { anyColumn, type Carry } from '../catalog/overlay.js';
import type { Effects } from './effects.js';
import type { ObjectPlace } from './place.js';

interface Passed {
  readonly column: string;
  readonly classes: readonly ColumnClass[];
  readonly derived: boolean;
}

/** What nobody declared is of the unknown class, and has no name that the overlay could hold but that of them all. */
function columnsOf(source: Dataset): readonly Passed[] {
  const columns = Object.keys(source.columns);
  const named = columns.map((column) => ({
    column,
    classes: classesOf(source, column),
    derived: holdsDerived(source, column),
  }));
  const carried = source.carried?.columns[anyColumn]?.classes ?? [];
  const rest = columns.length === 0 ? [unknownClass] : carried;
  return [...named, { column: anyColumn, classes: rest, derived: false }].filter(
    ({ classes }) => classes.length > 0,
  );
}

/** Where what is copied comes to lie. */
export interface Landing {
  readonly dataset: Dataset;
  /** The one object that it comes to lie in; absent where it may be any. */
  readonly object?: ObjectPlace;
}

/**
 * Where the class follows to: the object, or else the namesake or whatever the objects hold beside. Objects of which nothing is declared are masked as
 * unknown, but for those of a clean format; so is a column that no table declares.
 */
function placeIn({ dataset, object }: Landing, column: string): string | undefined {
  const isDeclared = Object.keys(dataset.columns).length > 0;
  if (object !== undefined) return isDeclared || object.hasCleanFormat ? object.column : undefined;
  if (Object.hasOwn(dataset.columns, column)) return column;
  return dataset.form === 'objects' && isDeclared ? anyColumn : undefined;
}

/**
 * Objects that are clear whole take nothing from what is not, where a class would stand for all of them and hide what is declared. One object
 * of its own takes it along, but for gold: what gold declares clear stays so.
 */
const isShut = (source: Dataset, { dataset, object }: Landing): boolean =>
  dataset.form === 'objects' &&
  (object === undefined || dataset.tier === 'gold') &&
  Object.keys(dataset.columns).length > 0 &&
  Object.values(dataset.columns).every((declared) => declared === clear) &&
  columnsOf(source).length > 0;

/** What the landing says of itself already: a column of the same class. Of a clean format what is declared says nothing. */
const isSaid = ({ dataset, object }: Landing, column: string, one: ColumnClass): boolean =>
  object?.hasCleanFormat !== true &&
  Object.hasOwn(dataset.columns, column) &&
  one === classOf(dataset, column);

function carriesTo(source: Dataset, landing: Landing): readonly Carry[] {
  const { dataset: target } = landing;
  if (isShut(source, landing)) return [];
  return columnsOf(source).flatMap(({ column, classes, derived }): readonly Carry[] => {
    const place = placeIn(landing, column);
    if (place === undefined || classOf(target, column) === clear) return [];
    return classes
      .filter((one) => derived || !isSaid(landing, column, one))
      .map((one) => ({
        dataset: target.name,
        column: place,
        class: one,
        derived,
        from: [`${source.name}.${column}`],
      }));
  });
}

function flowsTo(source: Dataset, landing: Landing): readonly string[] {
  const { dataset: target } = landing;
  const named = columnsOf(source)
    .filter(({ column }) => classOf(target, column) === clear)
    .map(({ column }) => `${source.name}.${column} -> ${target.name}.${column}`);
  return named.length === 0 && isShut(source, landing) ? [`${source.name}.* -> ${target.name}.*`] : named;
}

export function passedOn(
  sources: readonly Dataset[],
  landings: readonly Landing[],
): Pick<Effects, 'flows' | 'carries'> {
  const pairs = sources.flatMap((source) => landings.map((landing) => [source, landing] as const));
  return {
    flows: pairs.flatMap(([source, landing]) => flowsTo(source, landing)),
    carries: pairs.flatMap(([source, landing]) => carriesTo(source, landing)),
  };
}
