/** The conditions of a statement's queries, at any depth, and the parts that AND and OR make them of. It looks into no NOT: what does not hold of a row is asked for in another way. */
import { isArray, isObject, type Json, type JsonObject, own } from '../../../../call/json.js';
import { bodyOf, deepest, has, isTrue, list, type Node, tagged, text } from './tree.js';

/** Which do more with rows than choose them. */
const doing = [
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'LockingClause',
  'JsonTable',
  'RangeTableFunc',
];

function* objectsIn(node: Node): Generator<JsonObject> {
  const waiting: Node[] = [node];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next === undefined || next === null || typeof next !== 'object') continue;
    if (isObject(next)) yield next;
    waiting.push(...Object.values(next));
  }
}

/** Every WHERE and every ON below. */
function conditionsIn(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (const one of objectsIn(node))
    for (const name of ['whereClause', 'quals']) if (has(one, name)) found.push(own(one, name));
  return found;
}

/** Its queries choose, read and show, and no more. */
export function isCalm(node: Node): boolean {
  for (const one of objectsIn(node))
    if (doing.includes(tagged(one).tag) || has(one, 'intoClause') || isTrue(one, 'recursive')) return false;
  return true;
}

/** Then each row that a condition looks at is a row that may be read. Of a write, what it does to the rows is none of its conditions. */
export function conditionsOf(node: Node): readonly Node[] {
  const { tag, body } = tagged(node);
  if (tag === 'SelectStmt') return isCalm(node) ? conditionsIn(node) : [];
  const isAlone = ['fromClause', 'usingClause', 'withClause'].every((name) => !has(body, name));
  const isWritten = (tag === 'UpdateStmt' || tag === 'DeleteStmt') && isAlone && isCalm(body);
  const where = own(body, 'whereClause');
  return isWritten ? [where, ...conditionsIn(where)] : [];
}

export function partsOf(node: Node, level = 0): readonly Node[] {
  const body = bodyOf(node, 'BoolExpr');
  if (level > deepest || text(body, 'boolop') === 'NOT_EXPR') return [];
  return body === undefined ? [node] : list(body, 'args').flatMap((one) => partsOf(one, level + 1));
}

const holds: Json = { A_Const: { boolval: { boolval: true } } };

/** The same tree, with what holds of every row in the place of these. What lies too deep to be replaced is left as it is. */
export function leftOut<N extends Node>(node: N, parts: ReadonlySet<Node>, level = 0): N | Json {
  if (parts.has(node)) return holds;
  if (node === undefined || node === null || typeof node !== 'object' || level > 3 * deepest) return node;
  if (isArray(node)) {
    const items = node.map((one) => leftOut(one, parts, level + 1));
    return items.every((one, at) => one === node[at]) ? node : items;
  }
  const entries = Object.entries(node).map(([name, one]) => [name, leftOut(one, parts, level + 1)] as const);
  return entries.every(([name, one]) => one === own(node, name)) ? node : Object.fromEntries(entries);
}
