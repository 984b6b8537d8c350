/** What a table or a view shows, by its columns: parts and heirs with it, views spelled out. It looks at each once a statement, and says nothing of rows. */
import { clear, datasetNamed } from '../../../../catalog/catalog.js';
import { askParted, checkFamily, hasFamily, isTold, shownBy, under } from '../desk/family.js';
import {
  baseValue,
  beyondIn,
  type Desk,
  doubt,
  emptyEnv,
  freshInk,
  noteRead,
  type Shown,
} from '../desk/ink.js';
import { spend } from '../desk/pad.js';
import { byName, type Column, isClassified, union, type Value } from '../desk/value.js';
import type { Relation } from '../schema/relation.js';
import { heardAll } from './calls.js';
import { withMade } from './generated.js';
import { renamed } from './row-functions.js';

const deepestView = 20;

/** A view's own conditions are its author's; what it reads is read. Its catalogued columns may add a class, never lift one. */
function viewColumns(desk: Desk, view: Relation): readonly Column[] {
  if (desk.depth > deepestView || view.query === undefined) {
    doubt(desk, 'a view that cannot be read');
    return [];
  }
  const structure = desk.structure.usual ?? desk.structure;
  const inside: Desk = { ...desk, structure, depth: desk.depth + 1, given: undefined };
  const inner = desk.query(inside, view.query, emptyEnv);
  heardAll(inside, view.query);
  if (desk.ink.writes.length + beyondIn(desk.ink) > 0) doubt(desk, 'a view that cannot be read');
  return renamed(inner, view.columns).map(({ name, value }) => {
    const isTold = Object.hasOwn(datasetNamed(desk.catalog, view.name)?.columns ?? {}, name);
    const own = isTold ? baseValue(desk, view.name, name).from.filter((one) => one.class !== clear) : [];
    return {
      name,
      // What its author put together counts as one.
      value: {
        ...(own.length === 0 ? value : union([value, { from: own, how: value.how }], value.how)),
        weight: 1,
      },
    };
  });
}

/** Of one table alone, as it is declared. */
function ownColumns(desk: Desk, relation: Relation): readonly Column[] {
  noteRead(desk, relation.name);
  if (relation.isWatched) doubt(desk, 'a policy of rows that cannot be read');
  const plain = relation.columns.map((name) => ({ name, value: baseValue(desk, relation.name, name) }));
  return withMade(desk, relation, plain);
}

/** What its parts and heirs hold is shown here as well; what a part that has no name of its own makes by itself is made of its table's. */
function kinColumns(desk: Desk, relation: Relation, plain: readonly Column[]): readonly Column[] {
  const kin = under(desk.structure, relation).flatMap((one) =>
    isTold(desk, one)
      ? ownColumns(desk, one)
      : withMade(desk, { ...one, name: relation.name }, plain).filter(({ name }) => one.made.has(name)),
  );
  const shown = shownBy(desk, relation).flatMap((one) =>
    one.columns.map((name) => ({ name, value: baseValue(desk, one.name, name) })),
  );
  return [...kin, ...shown];
}

function tableColumns(desk: Desk, relation: Relation): readonly Column[] {
  const own = ownColumns(desk, relation);
  if (!hasFamily(relation)) return own;
  checkFamily(desk, relation);
  const kin = byName(kinColumns(desk, relation, own).filter(({ value }) => isClassified(value)));
  // INVARIANT: a row bears the classes of every table that it is shown by.
  const columns = own.map(({ name, value }) => ({
    name,
    value: alike(value, kin.get(name) ?? []),
  }));
  askParted(desk, relation, columns);
  return columns;
}

/** The same value under other names. */
const alike = (value: Value, others: readonly Value[]): Value =>
  others.length === 0
    ? value
    : {
        ...union([value, ...others], value.how),
        isKept: [value, ...others].every(({ isKept }) => isKept === true),
      };

function lookAt(desk: Desk, relation: Relation): Shown {
  const ink = { ...freshInk(), heard: desk.ink.heard, calls: desk.ink.calls };
  const apart = { ...desk, ink };
  if (relation.kind === 'table') return { columns: tableColumns(apart, relation), ink };
  noteRead(apart, relation.name);
  return { columns: viewColumns(apart, relation), ink: { ...ink, filters: new Set() } };
}

/** Looked at once a statement, however often it is named. */
export function relationColumns(desk: Desk, relation: Relation): readonly Column[] {
  const { once, often } = desk.pad.relations;
  const known = desk.isMultiplied ? often : once;
  const { columns, ink } = known.get(relation) ?? lookAt(desk, relation);
  known.set(relation, { columns, ink });
  for (const [dataset, read] of ink.reads) {
    spend(desk, read.size);
    for (const column of [undefined, ...read]) noteRead(desk, dataset, column);
  }
  for (const why of ink.doubts) doubt(desk, why);
  for (const filter of ink.filters) desk.ink.filters.add(filter);
  for (const one of ink.absences) desk.ink.absences.add(one);
  return columns;
}
