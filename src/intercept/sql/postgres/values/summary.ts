/** Reads `SELECT country, avg(salary), count(salary) FROM hr.staff GROUP BY country` node by node: one whole table, grouped by clear columns. It takes nothing else for that. */
import { type JsonObject, own } from '../../../../call/json.js';
import { datasetNamed } from '../../../../catalog/catalog.js';
import type { Summary, Summed } from '../../averages.js';
import { hasFamily } from '../desk/family.js';
import type { Desk } from '../desk/ink.js';
import { type Relation, relationsNamed } from '../schema/relation.js';
import { bodyOf, isTrue, list, type Node, part, text, textIn, texts } from '../tree/tree.js';

const averaging = ['avg', 'sum'];

/** Says nothing that is not named here. */
const saysOnly = (body: JsonObject, ...names: readonly string[]): boolean =>
  Object.keys(body).every((name) => name === 'location' || names.includes(name));

/** A table of its own: no part or heir, no other server's, with no policy that picks rows and no name for its columns. */
function tableIn(desk: Desk, node: Node): Relation | undefined {
  const body = bodyOf(node, 'RangeVar');
  if (body === undefined || !saysOnly(body, 'schemaname', 'relname', 'inh', 'relpersistence', 'alias'))
    return undefined;
  if (!saysOnly(part(body, 'alias') ?? {}, 'aliasname')) return undefined;
  const [relation, ...more] = relationsNamed(desk.structure, text(body, 'schemaname'), text(body, 'relname'));
  if (relation === undefined || more.length > 0 || relation.kind !== 'table') return undefined;
  return relation.isForeign || relation.isWatched || hasFamily(relation) ? undefined : relation;
}

/** `c`, `t.c`: a column of the table, which stands before whatever else it could mean. */
function columnNamed(node: Node, { columns }: Relation): string | undefined {
  const fields = list(bodyOf(node, 'ColumnRef'), 'fields').map(textIn);
  const name = fields.at(-1) ?? '';
  return fields.length <= 2 && !fields.includes('') && columns.includes(name) ? name : undefined;
}

function called(body: JsonObject, relation: Relation): Summed | undefined {
  const [name = '', ...more] = texts(list(body, 'funcname'));
  const [argument, ...others] = list(body, 'args');
  if (!saysOnly(body, 'funcname', 'args', 'agg_star', 'funcformat') || more.length > 0) return undefined;
  if (isTrue(body, 'agg_star')) return name === 'count' ? { is: 'rows', column: '' } : undefined;
  const column = columnNamed(argument, relation);
  if (column === undefined || others.length > 0) return undefined;
  if (name === 'count') return { is: 'count', column };
  return averaging.includes(name) ? { is: 'average', column } : undefined;
}

/** INVARIANT: no output has the name of a column: GROUP BY or ORDER BY would mean the one or the other. */
function summed(node: Node, relation: Relation): Summed | undefined {
  const body = bodyOf(node, 'ResTarget');
  if (body === undefined || !saysOnly(body, 'name', 'val')) return undefined;
  if (relation.columns.includes(text(body, 'name'))) return undefined;
  const value = own(body, 'val');
  const call = bodyOf(value, 'FuncCall');
  if (call !== undefined) return called(call, relation);
  const column = columnNamed(value, relation);
  return column === undefined ? undefined : { is: 'key', column };
}

const sortedBy = (node: Node): Node => {
  const body = bodyOf(node, 'SortBy');
  return body !== undefined && saysOnly(body, 'node', 'sortby_dir', 'sortby_nulls')
    ? own(body, 'node')
    : undefined;
};

/** INVARIANT: nothing chooses rows. A condition that leaves out one of them leaves its value where two answers differ. */
const isPlain = (body: JsonObject): boolean =>
  saysOnly(body, 'targetList', 'fromClause', 'groupClause', 'sortClause', 'limitOption', 'op') &&
  text(body, 'op') === 'SETOP_NONE' &&
  text(body, 'limitOption') === 'LIMIT_OPTION_DEFAULT' &&
  list(body, 'fromClause').length === 1;

export function summaryOf(desk: Desk, node: Node): Summary | undefined {
  const body = bodyOf(node, 'SelectStmt');
  if (body === undefined || !isPlain(body)) return undefined;
  const relation = tableIn(desk, list(body, 'fromClause')[0]);
  if (relation === undefined) return undefined;
  return {
    dataset: datasetNamed(desk.catalog, relation.name),
    items: list(body, 'targetList').map((one) => summed(one, relation)),
    by: list(body, 'groupClause').map((one) => columnNamed(one, relation)),
    ordered: list(body, 'sortClause').map((one) => columnNamed(sortedBy(one), relation)),
  };
}
