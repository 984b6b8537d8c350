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

/** Where the class follows to: the namesake, or whatever else the objects hold. A column that no table declares is masked as unknown. */
const placeIn = (target: Dataset, column: string): string | undefined => {
  if (Object.hasOwn(target.columns, column)) return column;
  return target.form === 'objects' && Object.keys(target.columns).length > 0 ? anyColumn : undefined;
};

/** Objects that are clear whole take nothing from what is not: a class that stands for all of them would hide what is declared. */
const isShut = (source: Dataset, target: Dataset): boolean =>
  target.form === 'objects' &&
  Object.keys(target.columns).length > 0 &&
  Object.values(target.columns).every((declared) => declared === clear) &&
  columnsOf(source).length > 0;

function carriesTo(source: Dataset, target: Dataset): readonly Carry[] {
  if (isShut(source, target)) return [];
  return columnsOf(source).flatMap(({ column, classes, derived }): readonly Carry[] => {
    const place = placeIn(target, column);
    if (place === undefined || classOf(target, column) === clear) return [];
    return classes
      .filter((one) => derived || place === anyColumn || one !== classOf(target, column))
      .map((one) => ({
        dataset: target.name,
        column: place,
        class: one,
        derived,
        from: [`${source.name}.${column}`],
      }));
  });
}

function flowsTo(source: Dataset, target: Dataset): readonly string[] {
  const named = columnsOf(source)
    .filter(({ column }) => classOf(target, column) === clear)
    .map(({ column }) => `${source.name}.${column} -> ${target.name}.${column}`);
  return named.length === 0 && isShut(source, target) ? [`${source.name}.* -> ${target.name}.*`] : named;
}

export function passedOn(
  sources: readonly Dataset[],
  targets: readonly Dataset[],
): Pick<Effects, 'flows' | 'carries'> {
  const pairs = sources.flatMap((source) => targets.map((target) => [source, target] as const));
  return {
    flows: pairs.flatMap(([source, target]) => flowsTo(source, target)),
    carries: pairs.flatMap(([source, target]) => carriesTo(source, target)),
  };
}
