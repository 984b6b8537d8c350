/** What the engine calls an output that nobody named. It reads no value: a wrong heading would name a column otherwise than its reader does. */
import { type JsonObject, own } from '../../../../call/json.js';
import { bodyOf, deepest, list, type Node, part, tagged, text, texts } from './tree.js';

const fixed: Readonly<Record<string, string>> = {
  CoalesceExpr: 'coalesce',
  RowExpr: 'row',
  A_ArrayExpr: 'array',
  GroupingFunc: 'grouping',
  MergeSupportFunc: 'merge_action',
  JsonObjectConstructor: 'json_object',
  JsonArrayConstructor: 'json_array',
  JsonArrayQueryConstructor: 'json_array',
  JsonObjectAgg: 'json_objectagg',
  JsonArrayAgg: 'json_arrayagg',
  JsonParseExpr: 'json',
  JsonScalarExpr: 'json_scalar',
  JsonSerializeExpr: 'json_serialize',
};

/** Of arms the first gives the name, and rows that are written down have names of their own. */
function ofQuery(query: JsonObject | undefined): string {
  const arm = part(query ?? {}, 'larg');
  if (arm !== undefined) return ofQuery(arm);
  return list(query, 'valuesLists').length > 0 ? 'column1' : headingOf(list(query, 'targetList')[0]);
}

/** What an output is made by: that stands whatever it is cast to. '' where nothing of it has a name. */
function strong(node: Node, level = 0): string {
  const { tag, body } = tagged(node);
  if (level > deepest) return '';
  const last = (field: string): string =>
    texts(list(body, field))
      .filter((name) => name !== '')
      .at(-1) ?? '';
  if (tag === 'ColumnRef') return last('fields');
  if (tag === 'FuncCall') return last('funcname');
  if (tag === 'A_Indirection') return last('indirection') || strong(own(body, 'arg'), level + 1);
  if (tag === 'CollateClause' || tag === 'TypeCast') return strong(own(body, 'arg'), level + 1);
  if (tag === 'CaseExpr') return strong(own(body, 'defresult'), level + 1);
  if (tag === 'SubLink') {
    const kind = text(body, 'subLinkType');
    if (kind === 'EXPR_SUBLINK') return ofQuery(bodyOf(own(body, 'subselect'), 'SelectStmt'));
    return kind === 'EXISTS_SUBLINK' ? 'exists' : kind === 'ARRAY_SUBLINK' ? 'array' : '';
  }
  if (tag === 'MinMaxExpr') return text(body, 'op') === 'IS_LEAST' ? 'least' : 'greatest';
  if (tag === 'SQLValueFunction')
    return text(body, 'op')
      .replace(/^SVFOP_|_N$/g, '')
      .toLowerCase();
  if (tag === 'JsonFuncExpr') return text(body, 'op').replace(/_OP$/, '').toLowerCase();
  if (tag === 'A_Expr' && text(body, 'kind') === 'AEXPR_NULLIF') return 'nullif';
  return fixed[tag] ?? '';
}

/** Where nothing has a name, the outermost cast has, and then CASE itself. */
function weak(node: Node, level = 0): string {
  const { tag, body } = tagged(node);
  if (level > deepest) return '';
  if (tag === 'CollateClause' || tag === 'A_Indirection') return weak(own(body, 'arg'), level + 1);
  if (tag === 'TypeCast') return texts(list(part(body, 'typeName'), 'names')).at(-1) ?? '';
  return tag === 'CaseExpr' ? 'case' : '';
}

export function headingOf(target: Node): string {
  const body = bodyOf(target, 'ResTarget') ?? {};
  const value = own(body, 'val');
  return text(body, 'name') || strong(value) || weak(value) || '?column?';
}
