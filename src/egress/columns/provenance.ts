/** Masks a result by what is known of its columns, outside of a call: by class and name, or as a statement was read. It refuses to guess which column a value is of. */
import { isArray, isObject, type Json, type JsonObject, own } from '../../call/json.js';
import type { EgressColumn } from '../../intercept/effects.js';
import { unruled } from '../detect/hint.js';
import { gridOf, isRows } from '../forms/grid.js';
import { type Owed, type Place, type Provenance, under, within } from '../net/place.js';
import { maskGrid, maskJson } from '../net/walk.js';
import type { Choose } from '../operators/choose.js';
import { type Cells, maskCell } from './cell.js';
import { type ColumnPlan, isClassifiedEgress, isStar, planColumn, unionOf } from './columns.js';

/** Undefined egress: nothing was read, so what no name tells meets the content net alone. */
export interface Known {
  readonly columns: Readonly<Record<string, string>>;
  readonly egress?: readonly EgressColumn[];
}

interface Whole {
  readonly plan: ColumnPlan;
  readonly place: Place;
  /** The row that it is a cell of. */
  readonly row?: readonly Json[] | undefined;
}

/** Each leaf under a classified key is a cell of it: a list of addresses is so many addresses. */
function whole(value: Json, item: Whole, cells: Cells): Json {
  const { plan, place, row } = item;
  const inside = (key: string | number): Place =>
    typeof key === 'number' ? within(place, key, cells) : under(place, key, cells);
  if (isArray(value)) return value.map((item, i) => whole(item, { plan, place: inside(i) }, cells));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, whole(item, { plan, place: inside(key) }, cells)]),
    );
  return maskCell(value, { plan, pointer: place.pointer, row, at: plan.at }, cells);
}

/** What stands under a name, or in a column of rows so wide: by the classes given, then by the statement; undefined where neither speaks. */
export type PlanFor = (
  key: string,
  column?: { readonly at: number; readonly of: number },
) => ColumnPlan | undefined;

export function planner(known: Known, choose: Choose): PlanFor {
  const named = new Map(
    Object.entries(known.columns).map(([name, one]) => [name.toLowerCase(), [one]] as const),
  );
  const egress = known.egress ?? [];
  const columnFor = (...[key, column]: Parameters<PlanFor>): EgressColumn | undefined => {
    const name = key.trim().toLowerCase();
    const classes = named.get(name) ?? named.get(name.slice(name.lastIndexOf('.') + 1));
    if (classes !== undefined) return { name: key, classes, how: 'identity', from: [] };
    if (egress.length === 0) return undefined;
    if (isStar(egress) || (column !== undefined && column.of !== egress.length)) return unionOf(egress);
    if (column !== undefined) return egress[column.at];
    const same = egress.filter((each) => each.name.toLowerCase() === key.toLowerCase());
    return same.length > 1 ? unionOf(same) : same[0];
  };
  return (key, column) => {
    const found = columnFor(key, column);
    // The same column is one object, so that its place can be told by it.
    return found === undefined ? undefined : { ...planColumn(key, found, choose), at: egress.indexOf(found) };
  };
}

/** As `planner` says; a column that owes nothing meets the content net. */
export const owedBy =
  (planFor: PlanFor, cells: () => Cells): Provenance['under'] =>
  (key, column): Owed | undefined => {
    const plan = planFor(key, column);
    if (plan === undefined) return undefined;
    return (value, place, row) =>
      plan.operator === undefined
        ? maskJson(value, { ...place, hint: unruled(place.hint) | plan.hint }, cells())
        : whole(value, { plan, place, row }, cells());
  };

/** The cells of a row that is an object of the very columns; none of any other. */
function rowOf(item: JsonObject, egress: readonly EgressColumn[]): readonly Json[] {
  const names = new Set(egress.map(({ name }) => name));
  const keys = Object.keys(item);
  const isWhole =
    names.size === egress.length && keys.length === names.size && keys.every((key) => names.has(key));
  return isWhole ? egress.map(({ name }) => own(item, name) ?? null) : [];
}

const counting =
  /^(?:(?:row|total|record)?_?count|rows_?affected|changes|total|elapsed(?:_?ms)?|truncated|ok)$/i;

const isNamed = (row: Json, names: readonly string[]): boolean =>
  isArray(row) &&
  row.every((cell, i) => typeof cell === 'string' && cell.toLowerCase() === names[i]?.toLowerCase());

/** Under a statement that reads something classified, a leaf that is of no column is taken for all of them. */
export function closed(
  value: Json,
  place: Place,
  terms: { readonly known: Known; readonly choose: Choose; readonly cells: Cells },
): Json {
  const { known, choose, cells } = terms;
  const egress = known.egress ?? [];
  if (!isClassifiedEgress(egress)) return maskJson(value, place, cells);
  const all = planColumn('', unionOf(egress), choose);
  const names = egress.map(({ name }) => name);
  const visit = (item: Json, key: string, here: Place): Json => {
    // By position: rows of as many cells as the statement has columns.
    if (isArray(item) && !isStar(egress) && isRows(item, egress.length)) {
      const isHeaded = item.length > 1 && isNamed(item[0] ?? null, names);
      return maskGrid(item, { rowsKey: '', names, isHeaded }, { place: here, walk: cells });
    }
    if (isArray(item)) return item.map((one, i) => visit(one, key, within(here, i, cells)));
    if (!isObject(item)) {
      const isCount = typeof item === 'boolean' || (typeof item === 'number' && counting.test(key));
      return item === null || isCount ? item : whole(item, { plan: all, place: here }, cells);
    }
    const grid = gridOf(item);
    const row = rowOf(item, egress);
    const entries = Object.entries(item).map(([name, one]): readonly [string, Json] => {
      const below = under(here, name, cells);
      if (grid !== undefined && name === grid.rowsKey)
        return [name, maskGrid(one, grid, { place: below, walk: cells })];
      if (grid !== undefined && isArray(one) && one.length === grid.names.length)
        return [name, maskJson(one, below, cells)];
      const owed = cells.owed?.under(name);
      return [name, owed === undefined ? visit(one, name, below) : owed(one, below, row)];
    });
    return Object.fromEntries(entries);
  };
  return visit(value, '', place);
}
