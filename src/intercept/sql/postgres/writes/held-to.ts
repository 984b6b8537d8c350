/** What an index or a constraint asks of the rows that are there, a new table of those that will be, and a reference of those at its other end: it is computed of each or compares them, and fails for some; and whose rows besides it looks at. It says nothing of a plain index, which asks nothing. */

import { isObject, type Json, type JsonObject, own } from '../../../../call/json.js';
import { datasetNamed } from '../../../../catalog/catalog.js';
import { baseValue, choose, type Desk, noteRead } from '../desk/ink.js';
import { union } from '../desk/value.js';
import type { Relation } from '../schema/relation.js';
import { columnsIn } from '../tree/constrained.js';
import { below, bodyOf, list, type Node, part, text, texts } from '../tree/tree.js';
import { relationColumns } from '../values/showing.js';
import { relationOf } from '../values/sources.js';

/** A name that is none of the table's may be all of them. */
function ask(desk: Desk, relation: Relation, names: readonly string[]): void {
  if (names.length === 0) return;
  const columns = relationColumns(desk, relation);
  const isWhole = names.some((name) => !columns.some((column) => column.name === name));
  choose(
    desk,
    union(columns.filter(({ name }) => isWhole || names.includes(name)).map(({ value }) => value)),
  );
}

export function askIndexed(desk: Desk, relation: Relation, body: JsonObject): void {
  const parts: Json = [...list(body, 'indexParams'), own(body, 'whereClause') ?? null];
  ask(desk, relation, columnsIn(parts, own(body, 'unique') === true));
}

export function askConstrained(desk: Desk, relation: Relation, command: JsonObject): void {
  const definition = own(command, 'def');
  if (definition !== undefined && isObject(definition)) ask(desk, relation, columnsIn(definition, true));
}

/**
 * A read. INVARIANT: what is written behind a reference is looked up at its other end, and fails by what is there. One that names no columns is held to the
 * key there, which nobody has told from what else is unique.
 */
function askReferred(desk: Desk, { name, uniques }: Relation, constraint: JsonObject): void {
  noteRead(desk, name);
  const named = texts(list(constraint, 'pk_attrs'));
  for (const column of named.length > 0 ? named : uniques.flat()) choose(desk, baseValue(desk, name, column));
}

/** What asks of a value no more than to be there, and what compares it with other rows. */
const mild = new Set(['CONSTR_NULL', 'CONSTR_NOTNULL', 'CONSTR_DEFAULT']);
/** Types that refuse, round or cut a value of a wider one. */
const narrow = new Set([
  'int2',
  'float4',
  'char',
  'name',
  'bit',
  'varbit',
  'cidr',
  'regclass',
  'regnamespace',
]);
const comparing = new Set(['CONSTR_PRIMARY', 'CONSTR_UNIQUE', 'CONSTR_FOREIGN', 'CONSTR_EXCLUSION']);

interface Definition {
  /** '' for the table itself. */
  readonly column: string;
  readonly constraints: readonly Json[];
  /** Its type ends at a measure that its author chose, or at a small one. */
  readonly isNarrow: boolean;
}

function definitionOf(node: Json): Definition {
  const column = bodyOf(node, 'ColumnDef');
  if (column === undefined) return { column: '', constraints: [node], isNarrow: false };
  const type = part(column, 'typeName');
  const isNarrow =
    list(type, 'typmods').length > 0 || texts(list(type, 'names')).some((name) => narrow.has(name));
  return { column: text(column, 'colname'), constraints: list(column, 'constraints'), isNarrow };
}

/** Of one constraint; a key may be a key. */
function heldBy(node: Json, column: string, key: readonly string[]): readonly string[] {
  const type = text(bodyOf(node, 'Constraint'), 'contype');
  if (mild.has(type)) return [];
  const named = columnsIn(node, true);
  if (!comparing.has(type)) return named;
  return [...named, column].filter((name) => name !== '' && !key.includes(name));
}

/** INVARIANT: whoever makes a table does not choose by what a value that may not be seen fails there, although its class stays the same. */
export function askMade(desk: Desk, dataset: string, elements: readonly Json[]): void {
  const key = datasetNamed(desk.catalog, dataset)?.key;
  if (key === undefined) return;
  const all = elements.map(definitionOf);
  const names = all.map(({ column }) => column).filter((column) => column !== '');
  const asked = all.flatMap(({ column, constraints, isNarrow }) => [
    ...(isNarrow ? [column] : []),
    ...constraints.flatMap((node) => heldBy(node, column, key)),
  ]);
  const isWhole = asked.some((name) => !names.includes(name));
  for (const name of isWhole ? names : asked) choose(desk, baseValue(desk, dataset, name));
}

/** A foreign key has the engine look at the other end: one that is made here, or that is there and is looked through again. */
export function lookAlong(desk: Desk, relation: string | undefined, node: Node): void {
  for (const { tag, body } of below(node)) {
    const end = tag === 'Constraint' ? part(body, 'pktable') : undefined;
    const found = end === undefined ? undefined : relationOf(desk, end);
    if (found !== undefined) askReferred(desk, found, body);
  }
  for (const { from, to } of desk.structure.ties)
    if (relation !== undefined && [from, to].includes(relation))
      noteRead(desk, from === relation ? to : from);
}
