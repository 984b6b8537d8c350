/** Masks what stands around the rows of a statement that shows something classified. It refuses to take a leaf, or a key, that is of no column for anything but all of them. */
import { isArray, isObject, type Json, type JsonObject, own } from '../../call/json.js';
import type { EgressColumn } from '../../intercept/effects.js';
import { type Grid, gridOf, isRows } from '../forms/json/grid.js';
import { namesIn } from '../forms/json/headings.js';
import { freeKey } from '../net/walk/leaf.js';
import { type Place, under, within } from '../net/walk/place.js';
import { maskGrid, maskJson } from '../net/walk/walk.js';
import type { Choose } from '../operators/choose.js';
import { type Cells, maskCell } from './cell.js';
import { type ColumnPlan, isClassifiedEgress, isStar, planColumn, unionOf } from './columns.js';
import { type Known, whole } from './provenance.js';

export interface ClosedTerms {
  readonly known: Known;
  readonly choose: Choose;
  readonly cells: Cells;
}
interface Scene extends ClosedTerms {
  readonly egress: readonly EgressColumn[];
  readonly names: readonly string[];
  /** Of whatever column. */
  readonly all: ColumnPlan;
}
interface At {
  readonly key: string;
  readonly place: Place;
}

/** Numbers and flags that a server says of its rows. */
const counting =
  /^(?:(?:row|total|record)?_?count|rows_?affected|changes|total|elapsed(?:_?ms)?|truncated|ok|success|(?:has|is)_?(?:more|partial|truncated|error))$/i;
/** What servers call their members, and no value is called. */
const membering =
  /^(?:rows?|items?|records?|results?|data|columns?|fields?|names?|headers?|schema|types?|values?|meta(?:data)?|out(?:put)?|text|stats|page|cursor|next_?(?:page|cursor)|command|error|message|status)$/i;
/** Those that hold an answer by itself. */
const answering = /^(?:|rows?|items?|results?|data|values?|out(?:put)?)$/i;

/** The cells of a row that is an object of the very columns; none of any other. */
function rowOf(item: JsonObject, egress: readonly EgressColumn[]): readonly Json[] {
  const names = new Set(egress.map(({ name }) => name));
  const keys = Object.keys(item);
  const isWhole =
    names.size === egress.length && keys.length === names.size && keys.every((key) => names.has(key));
  return isWhole ? egress.map(({ name }) => own(item, name) ?? null) : [];
}

const isSame = (given: readonly string[] | undefined, names: readonly string[]): boolean =>
  given?.length === names.length && given.every((one, i) => one.toLowerCase() === names[i]?.toLowerCase());

const isHeading = (row: Json, names: readonly string[]): boolean =>
  isArray(row) && row.every((cell) => typeof cell === 'string') && isSame(row.map(String), names);

/** By position: rows of as many cells as the statement has columns. */
function listed(items: readonly Json[], { place }: At, scene: Scene): Json {
  const { egress, names, cells } = scene;
  if (isStar(egress) || !isRows(items, egress.length))
    return items.map((one, i) => visit(one, { key: '', place: within(place, i, cells) }, scene));
  const headed = items.length > 1 && isHeading(items[0] ?? null, names) ? { headedAt: 0 } : {};
  return maskGrid(items, { rowsKey: '', names, ...headed }, { place, walk: cells });
}

function leaf(item: Json, { key, place }: At, { all, cells }: Scene): Json {
  const isCount = (typeof item === 'boolean' || typeof item === 'number') && counting.test(key);
  // INVARIANT: a NULL by itself answers as a value does.
  const isNothing = item === null && !answering.test(key);
  return isCount || isNothing ? item : whole(item, { plan: all, place }, cells);
}

const isHeadingsOf = (item: Json, grid: Grid | undefined): boolean =>
  grid !== undefined && isArray(item) && isSame(namesIn(item), grid.names);

interface Around {
  readonly scene: Scene;
  readonly grid: Grid | undefined;
  /** Its cells, where it is a row itself. */
  readonly row: readonly Json[];
}

function member(item: Json, { key, place }: At, { scene, grid, row }: Around): Json {
  const { cells } = scene;
  if (grid?.rowsKey === key) return maskGrid(item, grid, { place, walk: cells });
  if (isHeadingsOf(item, grid)) return maskJson(item, place, cells);
  const owed = cells.owed?.under(key);
  return owed === undefined ? visit(item, { key, place }, scene) : owed(item, place, row);
}

function members(of: JsonObject, { place }: At, scene: Scene): Json {
  const { cells, all, names, egress } = scene;
  const own = new Set(names.map((name) => name.toLowerCase()));
  const isColumn = (key: string): boolean => own.has(key) || own.has(key.slice(key.lastIndexOf('.') + 1));
  const around = { scene, grid: gridOf(of), row: rowOf(of, egress) };
  const taken = new Set<string>();
  const entries = Object.entries(of).map(([key, item]): readonly [string, Json] => {
    const below = under(place, key, cells);
    const isShown = isColumn(key.toLowerCase()) || membering.test(key) || counting.test(key);
    const cell = { plan: all, pointer: below.pointer };
    const name = freeKey(isShown ? key : String(maskCell(key, cell, cells)), taken);
    taken.add(name);
    return [name, member(item, { key: isShown ? key : '', place: below }, around)];
  });
  return Object.fromEntries(entries);
}

function visit(item: Json, at: At, scene: Scene): Json {
  if (isArray(item)) return listed(item, at, scene);
  return isObject(item) ? members(item, at, scene) : leaf(item, at, scene);
}

/** Under a statement that reads something classified, a leaf that is of no column is taken for all of them. */
export function closed(value: Json, place: Place, terms: ClosedTerms): Json {
  const egress = terms.known.egress ?? [];
  if (!isClassifiedEgress(egress)) return maskJson(value, place, terms.cells);
  const all = planColumn('', unionOf(egress), terms.choose);
  const names = egress.map(({ name }) => name);
  return visit(value, { key: '', place }, { ...terms, egress, names, all });
}
