/** Tables that are parts or heirs of others: whose rows a write reaches, who shows them as well, and what is told of whom. It knows of no row where it is. */
import { datasetNamed } from '../../../../catalog/catalog.js';
import { matchesPattern } from '../../../touches.js';
import type { Occasion, PgStructure, Relation } from '../schema/relation.js';
import { choose, type Desk, doubt } from './ink.js';
import { type Column, classesOf } from './value.js';

type Relations = Pick<PgStructure, 'relations'>;

/** All that `next` leads to, each once, however it is reached; not itself. */
function led({ relations }: Relations, from: Relation, next: (one: Relation) => readonly string[]) {
  const found = new Map<string, Relation>();
  const waiting = [...next(from)];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const one = relations.get(name);
    if (one === undefined || found.has(name) || one === from) continue;
    found.set(name, one);
    waiting.push(...next(one));
  }
  return [...found.values()];
}

/** Parts and heirs, and theirs. */
export const under = (structure: Relations, relation: Relation): readonly Relation[] =>
  led(structure, relation, ({ heirs, partitions }) => [...heirs, ...partitions]);

/** Tables that show its rows as their own. */
const above = (structure: Relations, relation: Relation): readonly Relation[] =>
  led(structure, relation, ({ parents }) => parents);

/** Tables that it is a part of: their triggers, keys and cascades are its own. */
export const whole = (structure: Relations, relation: Relation): readonly Relation[] =>
  led(structure, relation, ({ isPart, parents }) => (isPart ? parents : []));

export const hasFamily = ({ parents, heirs, partitions, parting }: Relation): boolean =>
  parting !== undefined || parents.length + heirs.length + partitions.length > 0;

/** Whose rows may come, change or go. A new row is placed in a part, and in no heir. */
export function reached(
  structure: Relations,
  {
    relation,
    mode,
    isOnly,
  }: { readonly relation: Relation; readonly mode: Occasion; readonly isOnly: boolean },
): readonly Relation[] {
  if (mode === 'insert') return [relation, ...led(structure, relation, ({ partitions }) => partitions)];
  return isOnly ? [relation] : [relation, ...under(structure, relation)];
}

/** Columns that decide in which part a row of it is, at any level. */
export const partedBy = (structure: Relations, relation: Relation): readonly string[] => [
  ...new Set(
    [relation, ...whole(structure, relation), ...under(structure, relation)].flatMap(
      ({ parting }) => parting ?? [],
    ),
  ),
];

/** What it is made of is made by its parents as well: a check, a type. */
export const isOdd = (structure: Relations, relation: Relation): boolean =>
  [relation, ...above(structure, relation)].some(({ isStrange }) => isStrange);

/** A parent that nobody tells of may do anything. */
export function checkFamily(desk: Desk, relation: Relation): void {
  const { structure } = desk;
  const all = [relation, ...above(structure, relation), ...under(structure, relation)];
  if (all.some(({ parents }) => parents.some((name) => !structure.relations.has(name))))
    doubt(desk, 'a table whose parents are not known');
}

/** Declared, or under the protection of its name. */
export const isKnown = ({ catalog }: Desk, name: string): boolean =>
  datasetNamed(catalog, name) !== undefined ||
  catalog.protectedPatterns.some((pattern) => matchesPattern(pattern, name));

/** INVARIANT: a part that the catalog knows by a name of its own has a class and a tier of its own; any other is its table's. An heir is a table. */
export const isTold = (desk: Desk, { name, isPart }: Relation): boolean => !isPart || isKnown(desk, name);

/** The name that the catalog has for what stands there. */
export function toldAs(desk: Desk, name: string): string {
  const relation = desk.structure.relations.get(name);
  if (relation === undefined || isTold(desk, relation)) return name;
  const [first, ...more] = whole(desk.structure, relation);
  return [first, ...more].find((one) => one !== undefined && isTold(desk, one))?.name ?? name;
}

/** Those of `above` that the catalog knows: what nobody has declared is shown to nobody. */
export const shownBy = (desk: Desk, relation: Relation): readonly Relation[] =>
  above(desk.structure, relation).filter(({ name }) => isKnown(desk, name));

/** No two rows that a statement on it reaches hold the same in these columns. */
export function isUnique(structure: Relations, relation: Relation, columns: readonly string[]): boolean {
  if (!hasFamily(relation)) return true;
  const held = [relation, ...whole(structure, relation)].flatMap(({ uniques }) => uniques);
  return held.some((keys) => keys.every((key) => columns.includes(key)));
}

/**
 * INVARIANT: in which part a row is, is the value of its key: it decides in which order rows come, and whether a part holds one. Whoever reads a
 * table that is parted by a classified column asks about it.
 */
export function askParted(desk: Desk, relation: Relation, columns: readonly Column[]): void {
  const keys = partedBy(desk.structure, relation);
  for (const { name, value } of columns)
    if (keys.includes(name) && classesOf(value).length > 0) choose(desk, value);
}
