/** Masks a result by what is known of its columns, outside of a call: by class and name, or as a statement was read. It refuses to guess which column a value is of. */
import { isArray, isObject, type Json } from '../../call/json.js';
import { clear } from '../../catalog/catalog.js';
import type { EgressColumn } from '../../intercept/effects.js';
import { unruled } from '../detect/words/hint.js';
import { type Owed, type Place, type Provenance, under, within } from '../net/walk/place.js';
import { maskJson } from '../net/walk/walk.js';
import type { Choose } from '../operators/choose.js';
import { type Cells, maskCell } from './cell.js';
import { type ColumnPlan, isStar, planColumn, unionOf } from './columns.js';

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

/** INVARIANT: what a statement makes of values may have them for its keys, and as many items as they say. */
const isOne = (value: Json, { at = -1, hidesNull }: ColumnPlan): boolean =>
  isArray(value)
    ? hidesNull || (at >= 0 && value.some((one) => typeof one === 'object'))
    : isObject(value) && (hidesNull || at >= 0);

/** Each leaf under a classified key is a cell of it: a list of addresses is so many addresses. */
export function whole(value: Json, item: Whole, cells: Cells): Json {
  const { plan, place, row } = item;
  if (isOne(value, plan)) return maskCell(value, { plan, pointer: place.pointer, row, at: plan.at }, cells);
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
    const classes =
      named.get(name) ?? named.get(name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1));
    // INVARIANT: whoever calls a column clear does not lift what a statement puts into it.
    const isLifted = egress.length > 0 && classes?.every((one) => one === clear) === true;
    if (classes !== undefined && !isLifted) return { name: key, classes, how: 'identity', from: [] };
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
