/** What an index or a constraint asks of the rows that are there: it is computed of each or compares them, and fails for some. It says nothing of a plain index, which asks nothing. */
import { isObject, type Json, type JsonObject, own } from '../../../call/json.js';
import { choose, type Desk, union } from './ink.js';
import type { Relation } from './relation.js';
import { relationColumns } from './showing.js';
import { below, list, type Node, text, texts } from './tree.js';

/** The columns that are named there; one that is none of the table's may be all of them. */
function columnsIn(node: Node, isCompared: boolean): readonly string[] {
  return [...below(node)].flatMap(({ tag, body }) => {
    if (tag === 'ColumnRef') return texts(list(body, 'fields')).slice(-1);
    if (tag === 'Constraint') return [...texts(list(body, 'keys')), ...texts(list(body, 'fk_attrs'))];
    const name = tag === 'IndexElem' && isCompared ? text(body, 'name') : '';
    return name === '' ? [] : [name];
  });
}

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
