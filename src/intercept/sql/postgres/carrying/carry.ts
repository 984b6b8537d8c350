/** Whether a class can follow a value into a column of a server's table, and what the overlay is then told. Where the write could fail by the value, or a reader would not see the class, it cannot. */
import { classOf, clear, type Dataset, datasetNamed } from '../../../../catalog/catalog.js';
import type { Carry } from '../../../../catalog/overlay.js';
import { hasFamily } from '../desk/family.js';
import type { Desk } from '../desk/ink.js';
import type { Value } from '../desk/value.js';
import type { Relation } from '../schema/relation.js';

export interface Place {
  readonly relation: Relation;
  readonly column: string;
  /** Of a new row, which is placed in no heir. */
  readonly isNew?: boolean;
}

const bare = ({ name }: Relation): string => name.slice(name.indexOf('.') + 1);

/** Views over it, and over those: a view that the catalog declares is read by the classes that are declared for it. */
function isShown({ catalog, structure, pad }: Desk, relation: Relation): boolean {
  const known = pad.shown.get(relation);
  if (known !== undefined) return known;
  const views = [...structure.relations.values()].filter(({ kind }) => kind === 'view');
  const reached = new Set([bare(relation)]);
  const shows = ({ names }: Relation): boolean => [...names].some((name) => reached.has(name));
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (const view of views) if (shows(view)) reached.add(bare(view));
  }
  const isIt = views.some((view) => shows(view) && datasetNamed(catalog, view.name) !== undefined);
  pad.shown.set(relation, isIt);
  return isIt;
}

/** Somebody else's rows, or what the engine does besides, would take the value where no name in the statement says. */
export const isAlone = ({ structure }: Desk, relation: Relation): boolean =>
  relation.kind === 'table' &&
  !relation.isStrange &&
  !hasFamily(relation) &&
  (structure.fires.get(relation.name) ?? []).length === 0;

const isOpen = (target: Dataset | undefined, column: string): target is Dataset =>
  target?.form === 'table' &&
  Object.hasOwn(target.columns, column) &&
  !target.key.includes(column) &&
  !target.isProtected &&
  !(target.tier === 'gold' && classOf(target, column) === clear);

/** INVARIANT: a write that carries cannot fail by the value: its success would say what may not be seen. Undefined where the class cannot follow. */
export function carriesOf(
  desk: Desk,
  { relation, column }: Place,
  { from, isKept }: Value,
): readonly Carry[] | undefined {
  const target = datasetNamed(desk.catalog, relation.name);
  const isProtected = from.some(({ dataset }) => datasetNamed(desk.catalog, dataset)?.isProtected !== false);
  if (isKept !== true || isProtected || !isOpen(target, column)) return undefined;
  if (!relation.loose.has(column) || !isAlone(desk, relation) || isShown(desk, relation)) return undefined;
  const own = classOf(target, column);
  return from
    .filter((one) => one.class !== clear && one.class !== own)
    .map((one) => ({
      dataset: relation.name,
      column,
      class: one.class,
      derived: false,
      from: [`${one.dataset}.${one.column}`],
    }));
}
