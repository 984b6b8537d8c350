// Each place of a statement's tree where an expression stands, with another one planted there. It refuses to know which places a reader looks at. Made for tests only.
import { readFileSync } from 'node:fs';
import { isArray, isObject, type Json } from '../../../src/call/json.js';
import { deepest, type Node, tagged } from '../../../src/intercept/sql/postgres/tree/tree.js';

/** Statements that have every clause that a query may have, one a line. */
export const placeLines = readFileSync(new URL('./places_postgres.sql', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '');

const expressions = new Set(
  `A_Const ColumnRef ParamRef FuncCall A_Expr BoolExpr NullTest BooleanTest CaseExpr CoalesceExpr MinMaxExpr A_ArrayExpr RowExpr
A_Indirection CollateClause TypeCast SubLink XmlExpr XmlSerialize GroupingFunc SQLValueFunction JsonObjectConstructor JsonArrayConstructor
JsonArrayQueryConstructor JsonObjectAgg JsonArrayAgg JsonFuncExpr JsonIsPredicate JsonParseExpr JsonScalarExpr JsonSerializeExpr SetToDefault
NamedArgExpr MergeSupportFunc MultiAssignRef`.split(/\s+/),
);

export interface Planted {
  /** The node and the field, as `SelectStmt.limitCount`. */
  readonly place: string;
  readonly tree: Json;
}

/** The field that a child stands in, below the node that has it. */
const placeOf = (around: string, name: string, node: Json): string =>
  isArray(node) ? around : tagged(node).tag === name ? name : `${around}.${name}`;

/** The tree again and again, each time with `graft` in another of its places. What lies too deep is left out. */
export function* plantedIn(tree: Node, graft: Json, around = '', level = 0): Generator<Planted> {
  if (tree === undefined || tree === null || typeof tree !== 'object' || level > deepest) return;
  for (const [name, child] of Object.entries(tree)) {
    const place = placeOf(around, name, tree);
    const put = (one: Json): Json =>
      isArray(tree) ? tree.map((item, at) => (`${at}` === name ? one : item)) : { ...tree, [name]: one };
    if (isObject(child) && expressions.has(tagged(child).tag)) yield { place, tree: put(graft) };
    for (const inner of plantedIn(child, graft, place, level + 1)) yield { place: inner.place, tree: put(inner.tree) };
  }
}

/** The tree again and again, each time with `graft` in one of its nodes, in a field that none has. */
export function* strangeIn(tree: Node, graft: Json, level = 0): Generator<Planted> {
  if (tree === undefined || tree === null || typeof tree !== 'object' || level > deepest) return;
  const { tag, body } = tagged(tree);
  if (tag !== '') yield { place: tag, tree: { [tag]: { ...body, later: graft } } };
  for (const [name, child] of Object.entries(tree)) {
    const put = (one: Json): Json =>
      isArray(tree) ? tree.map((item, at) => (`${at}` === name ? one : item)) : { ...tree, [name]: one };
    for (const inner of strangeIn(child, graft, level + 1)) yield { place: inner.place, tree: put(inner.tree) };
  }
}
