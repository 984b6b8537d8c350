/** What a copy of whole datasets brings along, column by column of the same name. */
import { classOf, clear, type Dataset, unknownClass } from '../catalog/catalog.js';
import type { Effects } from '../intercept/effects.js';

const rest = '*';

const isClassed = (dataset: Dataset): readonly (readonly [string, string])[] => {
  const columns = Object.keys(dataset.columns);
  if (columns.length === 0) return [[rest, unknownClass]];
  return columns
    .map((column) => [column, classOf(dataset, column)] as const)
    .filter(([, name]) => name !== clear);
};

const has = ({ columns }: Dataset, column: string): boolean => Object.hasOwn(columns, column);

const isOpenObjects = ({ form, columns }: Dataset): boolean =>
  form === 'objects' && Object.keys(columns).length > 0;

const isAllClear = (dataset: Dataset): boolean =>
  isOpenObjects(dataset) && Object.values(dataset.columns).every((name) => name === clear);

function pair(source: Dataset, target: Dataset): Pick<Effects, 'flows' | 'carries'> {
  const moved = isClassed(source);
  const lost = moved.filter(([column]) => has(target, column) && classOf(target, column) === clear);
  const flows = lost.map(([column]) => `${source.name}.${column} -> ${target.name}.${column}`);
  if (isAllClear(target) && moved.length > 0)
    return { flows: flows.length > 0 ? flows : [`${source.name}.* -> ${target.name}.*`], carries: [] };
  const carries = moved.flatMap(([column, name]) => {
    const place = has(target, column) ? column : isOpenObjects(target) ? rest : undefined;
    const isCarried =
      place === rest || (place !== undefined && ![clear, name].includes(classOf(target, place)));
    const from = [`${source.name}.${column}`];
    return isCarried && place !== undefined
      ? [{ dataset: target.name, column: place, class: name, derived: false, from }]
      : [];
  });
  return { flows, carries };
}

export function passed(
  sources: readonly Dataset[],
  targets: readonly Dataset[],
): Pick<Effects, 'flows' | 'carries'> {
  const pairs = sources.flatMap((source) => targets.map((target) => pair(source, target)));
  return { flows: pairs.flatMap(({ flows }) => flows), carries: pairs.flatMap(({ carries }) => carries) };
}
