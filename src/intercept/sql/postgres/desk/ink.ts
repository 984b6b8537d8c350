/** What has been learnt of a statement so far, and where names are looked up. It keeps facts and reasons; it decides nothing. */

import type { JsonObject } from '../../../../call/json.js';
import {
  type Catalog,
  classesOf as classesIn,
  clear,
  datasetNamed,
  holdsDerived,
} from '../../../../catalog/catalog.js';
import type { Carry } from '../../../../catalog/overlay.js';
import type { Lock, Write } from '../../../effects.js';
import type { PgStructure, Relation } from '../schema/relation.js';
import type { Routine } from '../schema/routine.js';
import type { Node } from '../tree/tree.js';
import type { Column, Origin, Value } from './value.js';

/** One entry of a FROM. `anything`: a function's rows, whose columns nobody has named. */
export interface Source {
  readonly alias: string;
  readonly dataset: string;
  readonly columns: readonly Column[];
  readonly anything: Value | undefined;
  /** What `*` shows of it and a bare name finds, where that is not all: a join by name shows a column once, before it. */
  readonly shown?: readonly Column[];
  /** A table's own columns by its own names: those are the fields of its row, whatever it is called elsewhere. */
  readonly isRow?: boolean;
}

export interface Env {
  readonly sources: readonly Source[];
  readonly ctes: ReadonlyMap<string, readonly Column[]>;
  readonly outer: Env | undefined;
  /** What the windows of its own WINDOW clause are made of. */
  readonly windows?: ReadonlyMap<string, Value>;
}
export const emptyEnv: Env = { sources: [], ctes: new Map(), outer: undefined };

export const hasRows = (env: Env): boolean =>
  env.sources.length > 0 || (env.outer !== undefined && hasRows(env.outer));

export interface Ink {
  readonly reads: Map<string, Set<string>>;
  readonly filters: Set<Origin>;
  /** What is asked for nothing but to be there. */
  readonly absences: Set<Origin>;
  /** What a write is told by failing. */
  readonly probes: Set<Origin>;
  readonly functions: Set<string>;
  readonly doubts: Set<string>;
  readonly control: Set<string>;
  readonly locks: Set<Lock>;
  readonly files: Set<string>;
  readonly programs: Set<string>;
  readonly network: Set<string>;
  readonly writes: Write[];
  /** Writes that another one sets off, by how and to what. */
  readonly cascades: Set<string>;
  readonly created: string[];
  readonly dropped: Set<string>;
  readonly altered: string[];
  readonly flows: Set<string>;
  readonly carries: Carry[];
  /** Values that are made of so much that the whole may grow past every bound. */
  readonly grown: Set<Value>;
  /** What an aggregate has had rows sorted by. */
  readonly sorted: Set<Value>;
  /** Aggregates that come out otherwise where their rows come in another order. */
  readonly ordered: Set<JsonObject>;
  /** Calls of the user's functions that have been read where they stand. */
  readonly heard: Set<JsonObject>;
  /** Functions of the user's, as often as they have been read. */
  readonly calls: Routine[];
}
export const freshInk = (): Ink => ({
  reads: new Map(),
  filters: new Set(),
  absences: new Set(),
  probes: new Set(),
  functions: new Set(),
  doubts: new Set(),
  control: new Set(),
  locks: new Set(),
  files: new Set(),
  programs: new Set(),
  network: new Set(),
  writes: [],
  cascades: new Set(),
  created: [],
  dropped: new Set(),
  altered: [],
  flows: new Set(),
  carries: [],
  grown: new Set(),
  sorted: new Set(),
  ordered: new Set(),
  heard: new Set(),
  calls: [],
});

/** What it holds of things beyond rows and structure. */
export const beyondIn = ({ control, locks, files, programs, network }: Ink): number =>
  [control, locks, files, programs, network].reduce((sum, { size }) => sum + size, 0);

/** What a relation shows, and what reading it has told. */
export interface Shown {
  readonly columns: readonly Column[];
  readonly ink: Pick<Ink, 'reads' | 'doubts' | 'filters' | 'absences'>;
}

/** What is worked out once a statement and looked up afterwards. */
export interface Pad {
  /** Steps and not time, so that the same text always comes to the same. Below nothing, the reading is at its end. */
  left: number;
  /** Columns of tables, by dataset and column. */
  readonly values: Map<string, Value>;
  /** What each node came to, the last time. */
  readonly walked: Map<Node, Value>;
  /** Names and queries, by their bodies, that somebody has looked at. */
  readonly met: Set<JsonObject>;
  /** What stands on both sides of each name of a USING, and the names that ask nothing in the reading at hand. */
  readonly using: Map<Node, readonly Value[]>;
  readonly silent: Set<Node>;
  readonly calm: Map<Node, boolean>;
  /** By whether rows may come again. */
  readonly relations: { readonly once: Map<Relation, Shown>; readonly often: Map<Relation, Shown> };
  /** Whether a view that the catalog declares shows it. */
  readonly shown: Map<Relation, boolean>;
  /** Lists of many columns, by name. */
  readonly named: Map<readonly Column[], ReadonlyMap<string, Value>>;
  /** Writes that are told as made for some rows: what they are for all, and what picks the rows. */
  readonly picked: Map<Write, { readonly whole: Write; readonly by: unknown }>;
}

/** By place, or by name, which the function's own may stand before. */
interface Given {
  readonly name: string;
  readonly names: readonly string[];
  readonly values: readonly Value[];
}

/** The parts that need each other reach each other by this. */
export interface Desk {
  readonly catalog: Catalog;
  readonly structure: PgStructure;
  readonly ink: Ink;
  readonly pad: Pad;
  /** Levels of views and subqueries below the statement. */
  readonly depth: number;
  /** Rows that are read may come again and again, as often as the author likes. */
  readonly isMultiplied: boolean;
  /** In the body of a function: what it was given. */
  readonly given: Given | undefined;
  /** Functions of which one calls the next, down to here. */
  readonly calling: readonly Routine[];
  /** The parser, which is lent; it understands nothing where none is. */
  readonly parse: (text: string, language?: 'plpgsql') => Node;
  readonly select: (desk: Desk, body: JsonObject, env: Env) => readonly Column[];
  readonly query: (desk: Desk, node: Node, env: Env) => readonly Column[];
}

export const doubt = ({ ink }: Pick<Desk, 'ink'>, why: string): void => void ink.doubts.add(why);

/** A column of a table, with the classes that it declares and those that writes have carried into it since. */
export function baseValue(desk: Desk, dataset: string, column: string): Value {
  const { values } = desk.pad;
  const at = `${dataset}\u0000${column}`;
  const value = values.get(at) ?? declaredValue(desk, dataset, column);
  values.set(at, value);
  return value;
}

function declaredValue({ catalog }: Desk, dataset: string, column: string): Value {
  const known = datasetNamed(catalog, dataset);
  const classes = classesIn(known, column);
  const from = (classes.length === 0 ? [clear] : classes).map((one) => ({ dataset, column, class: one }));
  const isMade = holdsDerived(known, column);
  return { from, how: isMade ? 'transformed' : 'identity', isKept: !isMade, varies: 'itself' };
}

export function noteRead({ ink }: Desk, dataset: string, column?: string): void {
  const columns = ink.reads.get(dataset) ?? new Set();
  if (column !== undefined) columns.add(column);
  ink.reads.set(dataset, columns);
}

/** INVARIANT: a column of any table in sight comes before what a function is given; so does the row of one. */
export function givenAs({ given }: Desk, names: readonly string[]): Value | undefined {
  const [own, name = own ?? '', ...more] = names;
  if (given === undefined || more.length > 0 || name === '' || (names.length > 1 && own !== given.name))
    return undefined;
  return given.values[given.names.indexOf(name)];
}

/** Rows are chosen by it: what is classified in it is asked about. */
export function choose({ ink }: Desk, value: Value): void {
  for (const origin of value.from) if (origin.class !== clear) ink.filters.add(origin);
}
