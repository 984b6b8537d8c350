/** What a copy of whole datasets brings along, column by column of the same name. */
import { classOf, clear, type Dataset, unknownClass } from '../catalog/catalog.js';
import { sha256 } from '../egress/detect/checks/sha256.js';
import { toUtf8 } from '../egress/spelling/encode.js';
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

/** Where something is put. */
export interface Put {
  readonly dataset: Dataset;
  /** The key of the one object; absent where a dataset or a prefix is named. */
  readonly key?: string;
}

/** As the overlay names one object. */
export const oneOf = (key: string): string =>
  `*:${sha256([...toUtf8(key)])
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}`;

/** Declared to hold none of its dataset's classes, by what its key ends in. */
export const isCleanKey = ({ cleanFormats = [] }: Dataset, key: string): boolean =>
  cleanFormats.some((format) => key.toLowerCase().endsWith(`.${format}`));

function placeFor({ dataset, key }: Put, column: string, name: string): string | undefined {
  const isSaid = has(dataset, column) && classOf(dataset, column) === name;
  if (key !== undefined && isCleanKey(dataset, key)) return oneOf(key);
  if (key !== undefined) return isOpenObjects(dataset) && !isSaid ? oneOf(key) : undefined;
  if (has(dataset, column)) return isSaid ? undefined : column;
  return isOpenObjects(dataset) ? rest : undefined;
}

function pair(source: Dataset, put: Put): Pick<Effects, 'flows' | 'carries'> {
  const { dataset: target, key } = put;
  const moved = isClassed(source);
  const isLost = ([column]: readonly [string, string]): boolean =>
    has(target, column) && classOf(target, column) === clear;
  const flows = moved
    .filter(isLost)
    .map(([column]) => `${source.name}.${column} -> ${target.name}.${column}`);
  const isShut = isAllClear(target) && (key === undefined || target.tier === 'gold');
  if (isShut && moved.length > 0)
    return { flows: flows.length > 0 ? flows : [`${source.name}.* -> ${target.name}.*`], carries: [] };
  const carries = moved
    .filter((one) => !isLost(one))
    .flatMap(([column, name]) => {
      const place = placeFor(put, column, name);
      const from = [`${source.name}.${column}`];
      return place === undefined
        ? []
        : [{ dataset: target.name, column: place, class: name, derived: false, from }];
    });
  return { flows, carries };
}

export function passed(
  sources: readonly Dataset[],
  targets: readonly Put[],
): Pick<Effects, 'flows' | 'carries'> {
  const pairs = sources.flatMap((source) => targets.map((target) => pair(source, target)));
  return { flows: pairs.flatMap(({ flows }) => flows), carries: pairs.flatMap(({ carries }) => carries) };
}
